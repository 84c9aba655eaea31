"""Signs of slips in a text that is a scenario: every check of a file looks for them, so they are few and quick."""

import re
from typing import Final

from motdrill.scenario.slips import COLONS, INVISIBLE, ODD_SPACES
from motdrill.scenario.structure import LANGUAGES

_LANGUAGE: Final = "|".join(sorted(LANGUAGES, reverse=True))
_QUOTE_AT_END: Final = r"[^\s\"'\[{|>#-][^\n]*[\"'][ \t]*(?=[\r\n]|$)"
_KEY: Final = r"\n[ -]*+(?:[A-Za-z_][\w-]*+"
_ODD_VALUE: Final = (
    rf"(?:[{COLONS}]|:[^ \t\r\n/]"
    rf"|[ ]*[=;；]?[ ]*[\"“]|: (?:[“”„＂‘’「『［【｛{ODD_SPACES}{INVISIBLE}]|[a-z_]{{2,9}}[{COLONS}:]"
    rf"|[\"'](?:{_LANGUAGE}) ?[{COLONS}:]"
)
_ODD_LINE: Final = re.compile(rf"{_KEY}(?!:\n|: [A-Z\u4e00-\u9fff]){_ODD_VALUE}))|[“„＂‘「『])")
"""Most lines are as they should be, which is told first."""
_ODD_LINE_OR_QUOTE: Final = re.compile(rf"{_KEY}{_ODD_VALUE}|{_QUOTE_AT_END}))|[“„＂‘「『]|(?![\w-]+:){_QUOTE_AT_END})")
_ODD_LIST: Final = re.compile(r"\[[^\]\"'\n]*[，、］】]")
"""Apart from the others: each begins with its own sign, which is quick."""
_ODD_ESCAPE: Final = re.compile(r"(?<![A-Za-z])[A-Za-z]:\\[^\\]|(?<!\\)(?:\\\\)*\\[trNLP_]")


def may_have_slips(text: str) -> bool:
    """Whether a text that is a scenario has to be looked at line by line; nearly all have not."""
    escape = "\\" in text and _ODD_ESCAPE.search(text)
    odd_line = _ODD_LINE_OR_QUOTE if '"' in text or "'" in text else _ODD_LINE
    return bool(odd_line.search(f"\n{text}") or _ODD_LIST.search(text) or escape)
