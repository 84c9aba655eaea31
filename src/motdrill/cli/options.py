"""Options that mean the same at every command, and what follows from them."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from motdrill import wording
from motdrill.errors import UsageError
from motdrill.wording import _

if TYPE_CHECKING:
    from motdrill.faces.play import Face

Lang = Annotated[str, typer.Option("--lang", metavar="CODE", help=_("Language: en or zh."), show_default=False)]
Plain = Annotated[bool, typer.Option("--plain", help=_("Numbered lines, no colour: for pipes and screen readers."))]
Json = Annotated[bool, typer.Option("--json", help=_("Print the result as JSON; all else goes to standard error."))]
ScenarioName = Annotated[str, typer.Argument(metavar="[SCENARIO]", help=_("Id from the library, or a file."))]


def asked_language(lang: str) -> str:
    """The language asked for, by option, environment or locale.

    Raises:
        UsageError: What was given is no language code.
    """
    asked = wording.choose(["--lang", lang] if lang else [], os.environ)
    if lang and not (2 <= len(asked) <= 3 and asked.isascii() and asked.isalpha()):
        raise UsageError("no-such-language", name=lang)
    return asked


def is_interactive(plain: bool, json: bool) -> bool:
    """Whether the terminal face can be used: keys come from a terminal, and pages go to one."""
    out = sys.stderr if json else sys.stdout
    return not plain and sys.stdin.isatty() and out.isatty() and os.environ.get("TERM", "") != "dumb"


def face(plain: bool, json: bool) -> Face:
    """The face that suits where input comes from and output goes to."""
    out = sys.stderr if json else sys.stdout
    if is_interactive(plain, json):
        from motdrill.faces.terminal import Terminal

        return Terminal(out)
    from motdrill.faces.plain import Plain as PlainFace

    return PlainFace(sys.stdin, out)
