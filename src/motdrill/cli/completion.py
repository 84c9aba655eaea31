"""Shell completion: commands, options, and the values of some options.

The mechanism is Typer's: a script tells the shell to run motdrill with a variable set, and motdrill then prints what
may follow instead of running. Without that variable it costs a start nothing.
"""

import os
import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import cache
from typing import Annotated, Any, Final

import typer
from typer.completion import completion_init, get_completion_script  # type: ignore[attr-defined]

from motdrill import library
from motdrill.errors import UsageError
from motdrill.messages import LANGUAGES, _, in_language
from motdrill.scenario.problem import PROBLEM_NUMBERS

VARIABLE: Final = "_MOTDRILL_COMPLETE"
SHELLS: Final = ("bash", "zsh", "fish", "powershell")

_SAFE_WORD: Final = re.compile(r"[\w.-]+")

Suggestion = str | tuple[str, str]
"""A word, or a word and what it means."""

Suggest = Callable[[], Iterable[Suggestion]]
"""What may follow, for a shell."""


def is_completing() -> bool:
    """Whether a shell asks what may follow."""
    return bool(os.environ.get(VARIABLE))


def complete(app: typer.Typer) -> int:
    """Tells a shell what may follow its words; an error prints nothing, because somebody is typing there.

    Returns:
        The exit code, by which fish learns whether there are suggestions.
    """
    os.environ["TERMINAL_WIDTH"] = "1000"  # else Typer breaks long sentences, whose ends would become suggestions
    completion_init()
    try:
        app(args=[], prog_name="motdrill", standalone_mode=False)
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 0
    except Exception:
        if os.environ.get("MOTDRILL_DEBUG"):
            raise
    return 1


def completer(suggest: Suggest | None) -> Suggest | None:
    """The completion function for Typer; None where no shell asks, because Typer inspects each at every start."""
    return suggest if is_completing() else None


def scenarios() -> list[Suggestion]:
    """The ids of the library, without those that a shell would split."""
    return [path.stem for path, _own in library.scenario_files() if _SAFE_WORD.fullmatch(path.stem)]


def people() -> list[Suggestion]:
    """The names in the journal that a shell would not split; none where there is no journal yet."""
    from motdrill.journal.people import known_names

    return [name for name in known_names(datetime.now(UTC)) if _SAFE_WORD.fullmatch(name)]


def pages() -> list[Suggestion]:
    """The pages of the handbook with their names."""
    from motdrill.method import handbook

    return [
        (entry.id, in_language(entry.name))
        for name in handbook.CHAPTERS
        for entry in handbook.chapter_entries(name).values()
    ]


def findings() -> list[Suggestion]:
    """The numbers of all findings."""
    return sorted(PROBLEM_NUMBERS.values())


def one_of(*words: str) -> Suggest:
    """Suggests fixed words."""
    return lambda: words


@cache
def language_option() -> Any:
    """`--lang` as an option of every command, for suggestions only: it is read before the command line is parsed."""

    def option(
        lang: Annotated[
            str, typer.Option("--lang", metavar="CODE", help=_("The language."), autocompletion=one_of(*LANGUAGES))
        ] = "",
    ) -> None: ...

    only = typer.Typer(add_completion=False)
    only.command()(option)
    return typer.main.get_command(only).params[0]


def completion_script(shell: str) -> str:
    """The script that makes a shell ask motdrill for completions.

    Raises:
        UsageError: The shell is unknown.
    """
    if shell not in SHELLS:
        raise UsageError("no-such-shell", name=shell, known=list(SHELLS))
    return str(get_completion_script(prog_name="motdrill", complete_var=VARIABLE, shell=shell))
