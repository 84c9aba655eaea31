"""Options that mean the same at every command, and what follows from them."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from motdrill.wording import _

if TYPE_CHECKING:
    from motdrill.faces.play import Face

Plain = Annotated[bool, typer.Option("--plain", help=_("Numbered lines, no colour: for pipes and screen readers."))]
Json = Annotated[bool, typer.Option("--json", help=_("Print the result as JSON; all else goes to standard error."))]
ScenarioName = Annotated[str, typer.Argument(metavar="[SCENARIO]", help=_("Id from the library, or a file."))]


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
