"""A list to choose from with the arrow keys, or with a key of each entry: Questionary's, with what it lacks."""

import sys
from collections.abc import Sequence
from typing import Any

import questionary
from prompt_toolkit.application import Application
from prompt_toolkit.filters import is_done
from prompt_toolkit.key_binding import KeyBindings, merge_key_bindings
from prompt_toolkit.layout import ConditionalContainer, Dimension, FormattedTextControl, HSplit, Layout, Window
from questionary.prompts.common import InquirerControl
from rich.cells import cell_len

from motdrill.messages import _
from motdrill.ui.terminal_size import bounded_output, terminal_size
from motdrill.ui.wrap import wrap

_STYLE = questionary.Style([("qmark", "bold"), ("highlighted", "bold"), ("pointer", "bold")])


def list_prompt(
    question: str, instruction: str, rows: Sequence[tuple[str, str | None, str]], start: str, *, with_keys: bool
) -> Application[Any]:
    """Makes the application that asks for a row.

    Args:
        question: The question.
        instruction: The keys, in words.
        rows: Key, value and text of each row; a heading has no value.
        start: The value under the pointer at the beginning.
        with_keys: Whether the keys choose; else Esc gives the empty value.
    """
    instruction = _below_if_long(instruction, question)
    application = questionary.select(
        question,
        choices=[_choice(*row) for row in rows],
        default=start,
        qmark="▸",
        output=bounded_output(sys.stdout),
        instruction=instruction,
        use_shortcuts=with_keys,
        use_jk_keys=False,
        style=_STYLE,
    ).application
    if not with_keys:
        _leave_by_escape(application)
    texts = (question + instruction, *(text for _key, _value, text in rows))
    if sum(1 + text.count("\n") for text in texts) > terminal_size().lines:
        _tell_more_below(application)
    return application


def _below_if_long(instruction: str, question: str) -> str:
    """The keys in lines of their own where they have no room beside the question; else they would break anywhere."""
    width = terminal_size().columns - 1
    if cell_len(f"▸ {question} {instruction}") <= width:
        return instruction
    return "\n" + "\n".join(instruction[start:end] for start, end in wrap(instruction, width))


def _choice(key: str, value: str | None, text: str) -> questionary.Choice:
    if value is None:
        return questionary.Separator(f"── {text} ──")
    return questionary.Choice(text, value=value, shortcut_key=key or False)


def _leave_by_escape(application: Application[Any]) -> None:
    escape = KeyBindings()
    escape.add("escape", eager=True)(lambda event: event.app.exit(result=""))
    application.key_bindings = merge_key_bindings([application.key_bindings or KeyBindings(), escape])


def _tell_more_below(application: Application[Any]) -> None:
    """Says below a list whether it goes on."""
    windows = application.layout.find_all_windows()
    listed = next(window for window in windows if isinstance(window.content, InquirerControl))

    def text() -> str:
        return "   " + _("more ▼") if listed.render_info and not listed.render_info.bottom_visible else ""

    width = Dimension(preferred=1)  # without one the text is asked for before the list is drawn
    line = ConditionalContainer(Window(FormattedTextControl(text), height=1, width=width), filter=~is_done)
    application.layout = Layout(HSplit([application.layout.container, line]))
