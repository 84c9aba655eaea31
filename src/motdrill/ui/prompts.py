"""Short questions outside a drill: through Questionary on a terminal, by lines elsewhere."""

import sys
from collections.abc import Sequence
from typing import NamedTuple

from motdrill.errors import Stopped
from motdrill.scenario.safe_text import sanitize
from motdrill.ui.line_input import LineInput
from motdrill.ui.terminal_size import bounded_output
from motdrill.ui.tty import is_interactive_terminal


class MenuEntry(NamedTuple):
    """An entry of a menu: its key (empty for none), what choosing it gives (None for a heading), and its text."""

    key: str
    value: str | None
    label: str


def select_entry(
    question: str, instruction: str, entries: Sequence[MenuEntry], leave: MenuEntry, start: str = ""
) -> str:
    """Asks for an entry with the arrow keys, and with the entries' keys where the way to leave has one.

    Args:
        question: The question.
        instruction: The keys, in words.
        entries: The entries.
        leave: The way out, the last entry; without a key of its own the first, since the list may be long, and Esc
            takes it too.
        start: The value under the pointer at the beginning; empty for the first of the entries.

    Returns:
        The entry's value.
    """
    from motdrill.ui.list_prompt import list_prompt  # loads prompt_toolkit

    rows = [*entries, leave] if leave.key else [leave, *entries]
    start = start or next((entry.value for entry in entries if entry.value), "")
    application = list_prompt(question, instruction, rows, start, with_keys=bool(leave.key))
    return str(application.run(handle_sigint=False))  # else SIGINT is a key that nothing is bound to


def ask_line(question: str, default: str) -> str:
    """Asks for a line of text; an empty line means the default.

    Raises:
        Stopped: The input ended.
    """
    question = sanitize(f"{question} [{default}]" if default else question)
    if is_interactive_terminal(sys.stdout):
        import questionary

        return (
            str(questionary.text(f"{question}:", qmark="▸", output=bounded_output(sys.stdout)).unsafe_ask()).strip()
            or default
        )
    sys.stderr.write(f"{question}: ")
    sys.stderr.flush()
    line = LineInput(sys.stdin).read(question)
    if not line:
        sys.stderr.write("\n")
        raise Stopped("nothing-typed", question=question)
    return line.strip() or default


def ask_yes(question: str, *, default: bool = True) -> bool:
    """Asks yes or no on a terminal; Enter means the default."""
    import questionary

    output = bounded_output(sys.stdout)
    return bool(questionary.confirm(sanitize(question), default=default, qmark="▸", output=output).unsafe_ask())
