"""The examples at the end of each help page: command lines that can be typed as they are.

A line has at most 38 characters, so that it fits a window of 40 columns.
"""

from typing import Final

EXAMPLES: Final = {
    "motdrill": ("motdrill drill bank-counter", "motdrill learn deny"),
    "motdrill drill": ("motdrill drill bank-counter --exam", "motdrill drill --resume"),
    "motdrill review": ("motdrill review --say",),
    "motdrill progress": ("motdrill progress --since 2026-03-31", "motdrill progress --save me.html"),
    "motdrill report": ("motdrill report bank-counter", "motdrill report --save group.html"),
    "motdrill forget": ("motdrill forget NAME", "motdrill forget --unnamed"),
    "motdrill journal": ("motdrill journal where", "motdrill journal backup copy.db"),
    "motdrill journal where": ("motdrill journal where",),
    "motdrill journal check": ("motdrill journal check",),
    "motdrill journal backup": ("motdrill journal backup copy.db",),
    "motdrill journal repair": ("motdrill journal repair",),
    "motdrill class": ("motdrill class bank-counter --hands", "motdrill class --resume"),
    "motdrill desk": ("motdrill desk",),
    "motdrill list": ("motdrill list --course",),
    "motdrill show": ("motdrill show bank-counter",),
    "motdrill learn": ("motdrill learn deny", "motdrill learn emotion"),
    "motdrill casebook": ("motdrill casebook bank-counter", "motdrill casebook fraud-stop --no-key"),
    "motdrill new": ("motdrill new my-case", "motdrill new my-case --sheet"),
    "motdrill import": ("motdrill import my-case.xlsx", "motdrill import case.csv --to my-case"),
    "motdrill check": ("motdrill check my-case.yaml", "motdrill check --explain MD302"),
    "motdrill analyse": ("motdrill analyse bank-counter",),
    "motdrill tells": ("motdrill tells", "motdrill tells my-case.yaml"),
    "motdrill graph": ("motdrill graph bank-counter --mermaid",),
    "motdrill ways": ("motdrill ways bank-counter --best", "motdrill ways my-case.yaml --all 12"),
    "motdrill try": ("motdrill try my-case.yaml --watch", "motdrill try bank-counter --anger 5"),
    "motdrill schema": ("motdrill schema",),
    "motdrill export": ("motdrill export --output drills.csv", "motdrill export --format jsonl"),
    "motdrill send": ("motdrill send --journal team.db",),
    "motdrill completion": ("motdrill completion bash",),
    "motdrill panel": ("motdrill panel sheet bank-counter",),
    "motdrill panel sheet": ("motdrill panel sheet bank-counter",),
    "motdrill panel read": ("motdrill panel read one.csv two.csv",),
}
"""Command lines by the command's full name."""
