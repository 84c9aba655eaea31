"""Options that mean the same at every command, and what follows from them."""

from __future__ import annotations

import os
import sys
import unicodedata
from typing import TYPE_CHECKING, Annotated, Final

import typer

from motdrill.cli.completing import on_tab, scenarios
from motdrill.errors import UsageError
from motdrill.faces.tty import has_keys
from motdrill.method.catalogue import MAX_ANGER
from motdrill.wording import _

if TYPE_CHECKING:
    from motdrill.faces.face import Face

Plain = Annotated[bool, typer.Option("--plain", help=_("Numbered lines, no colour: for pipes and screen readers."))]
Json = Annotated[bool, typer.Option("--json", help=_("Print the result as JSON; all else goes to standard error."))]
ScenarioName = Annotated[
    str,
    typer.Argument(metavar="SCENARIO", help=_("Id from the library, or a file."), autocompletion=on_tab(scenarios)),
]

Seed = Annotated[int | None, typer.Option("--seed", metavar="N", help=_("Fixes the order in which replies are shown."))]
OpeningAnger = Annotated[int | None, typer.Option("--anger", metavar="N", help=_("The anger at the start, 0-6."))]
JournalPath = Annotated[
    str, typer.Option("--journal", metavar="FILE", help=_("The journal; else MOTDRILL_JOURNAL."), show_default=False)
]
Output = Annotated[str, typer.Option("--output", metavar="FILE", help=_("Write this file; else standard output."))]
Trainee = Annotated[str | None, typer.Option("--as", metavar="NAME", help=_("Who plays; else MOTDRILL_NAME."))]
Say = Annotated[
    bool, typer.Option("--say", help=_("Answer in your own words first, then look at them beside the best reply."))
]

MAX_SEED: Final = 2**32 - 1
MAX_NAME: Final = 40


def checked_seed(seed: int | None) -> int:
    """The seed given, or one drawn by chance where none was.

    Raises:
        UsageError: It is out of range.
    """
    if seed is None:
        import secrets

        return secrets.randbelow(MAX_SEED)
    if not 0 <= seed <= MAX_SEED:
        raise UsageError("bad-seed", most=MAX_SEED)
    return seed


def checked_anger(anger: int | None) -> int | None:
    """The anger given.

    Raises:
        UsageError: It is not within 0-6.
    """
    if anger is not None and not 0 <= anger <= MAX_ANGER:
        raise UsageError("anger-range", most=MAX_ANGER)
    return anger


def is_interactive(plain: bool, json: bool) -> bool:
    """Whether the terminal face can be used: keys come from a terminal, and pages go to one."""
    out = sys.stderr if json else sys.stdout
    return not plain and has_keys(out)


def face(plain: bool, json: bool) -> Face:
    """The face that suits where input comes from and output goes to."""
    out = sys.stderr if json else sys.stdout
    if is_interactive(plain, json):
        from motdrill.faces.terminal import Terminal

        return Terminal(out)
    from motdrill.faces.plain import Plain as PlainFace

    return PlainFace(sys.stdin, out)


def one_spelling(name: str) -> str:
    """A name as it is stored and looked for: composed, and without spaces too many."""
    return unicodedata.normalize("NFC", " ".join(name.split()))


def checked_name(name: str | None, option: str = "--as") -> str:
    """A trainee's name without spaces at its ends: as given, else MOTDRILL_NAME, else empty.

    Args:
        name: The name; None where the option was not given.
        option: What it was given by.

    Raises:
        UsageError: It is empty or too long, or has characters that cannot be seen.
    """
    if name is None and not (name := os.environ.get("MOTDRILL_NAME")):
        return ""
    trimmed = one_spelling(name)
    unseen = any(unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn") for char in trimmed)
    if not trimmed or len(trimmed) > MAX_NAME or unseen:
        raise UsageError("bad-name", most=MAX_NAME, option=option)
    return trimmed
