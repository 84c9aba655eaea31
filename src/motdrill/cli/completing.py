"""What a shell offers at the tab key: commands, options, and for some values what may stand there.

The mechanism is Typer's: a script tells the shell to run motdrill with a variable set, and then motdrill answers in
place of what it would do. Nothing here costs a start without that variable anything.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import Annotated, Any, Final

import typer

from motdrill.errors import UsageError
from motdrill.wording import LANGUAGES, _, pick

VARIABLE: Final = "_MOTDRILL_COMPLETE"
SHELLS: Final = ("bash", "zsh", "fish", "powershell")

_PLAIN_WORD: Final = re.compile(r"[\w.-]+")

Offer = str | tuple[str, str]
"""What may stand there; or that, and what it is."""


def is_asked() -> bool:
    """Whether a shell asks what may follow."""
    return bool(os.environ.get(VARIABLE))


def answer() -> int:
    """Tells a shell what may follow the words it has; a fault tells nothing, for somebody is typing there.

    Returns:
        The exit code, by which fish learns whether there is anything.
    """
    from typer.completion import completion_init  # type: ignore[attr-defined]

    from motdrill.cli.app import app

    os.environ["TERMINAL_WIDTH"] = "1000"  # Typer would break a long sentence, and its end would be an offer
    completion_init()
    try:
        app(args=[], prog_name="motdrill", standalone_mode=False)
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 0
    except Exception:
        if os.environ.get("MOTDRILL_DEBUG"):
            raise
    return 1


def on_tab(offers: Callable[[], Iterable[Offer]]) -> Callable[[], Iterable[Offer]] | None:
    """What Typer is given for a value: it looks closely at each, which is for nothing where no shell asks."""
    return offers if is_asked() else None


def scenarios() -> list[Offer]:
    """The ids of the library; those that a shell would take apart are left out."""
    from motdrill import library

    return [path.stem for path, _own in library.files() if _PLAIN_WORD.fullmatch(path.stem)]


def pages() -> list[Offer]:
    """The pages of the handbook with their names."""
    from motdrill.method import handbook

    return [(entry.id, pick(entry.name)) for name in handbook.CHAPTERS for entry in handbook.chapter(name).values()]


def findings() -> list[Offer]:
    """The numbers of all findings."""
    from motdrill.scenario.problem import NUMBERS

    return sorted(NUMBERS.values())


def one_of(*words: str) -> Callable[[], Iterable[Offer]]:
    """Offers words that are always the same."""
    return lambda: words


@cache
def language_option() -> Any:
    """`--lang` as an option of every command: it is taken out before the command line is parsed, but not offered."""

    def option(
        lang: Annotated[
            str, typer.Option("--lang", metavar="CODE", help=_("The language."), autocompletion=one_of(*LANGUAGES))
        ] = "",
    ) -> None: ...

    only = typer.Typer(add_completion=False)
    only.command()(option)
    return typer.main.get_command(only).params[0]


def completion(
    shell: Annotated[
        str,
        typer.Argument(
            metavar="SHELL", help=_("bash, zsh, fish or powershell."), autocompletion=on_tab(one_of(*SHELLS))
        ),
    ],
) -> None:
    """Prints the script that makes a shell ask."""
    from typer.completion import get_completion_script  # type: ignore[attr-defined]

    if shell not in SHELLS:
        raise UsageError("no-such-shell", name=shell, known=list(SHELLS))
    print(get_completion_script(prog_name="motdrill", complete_var=VARIABLE, shell=shell))
