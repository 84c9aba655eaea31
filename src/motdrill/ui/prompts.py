"""Short questions outside a drill: through Questionary on a terminal, by lines elsewhere."""

import sys

from motdrill.errors import Stopped
from motdrill.scenario.safe_text import sanitize
from motdrill.ui.line_input import LineInput
from motdrill.ui.terminal_size import bounded_output
from motdrill.ui.tty import is_interactive_terminal


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
