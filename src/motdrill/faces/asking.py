"""Short questions outside a drill: by Questionary on a terminal, by lines elsewhere."""

from __future__ import annotations

import sys

from motdrill.errors import Stopped
from motdrill.faces.tty import has_keys
from motdrill.scenario.characters import neutral


def ask_line(question: str, default: str) -> str:
    """Asks for a line of text.

    Args:
        question: What is asked.
        default: What an empty line means.

    Raises:
        Stopped: The input has ended.
    """
    question = neutral(f"{question} [{default}]" if default else question)
    if has_keys(sys.stdout):
        import questionary

        return str(questionary.text(f"{question}:", qmark="▸").unsafe_ask()).strip() or default
    sys.stderr.write(f"{question}: ")
    sys.stderr.flush()
    line = sys.stdin.readline()
    if not line:
        sys.stderr.write("\n")
        raise Stopped("nothing-typed", question=question)
    return line.strip() or default


def ask_yes(question: str, *, default: bool = True) -> bool:
    """Asks on a terminal for yes or no.

    Args:
        question: What is asked.
        default: What Enter means.
    """
    import questionary

    return bool(questionary.confirm(neutral(question), default=default, qmark="▸").unsafe_ask())
