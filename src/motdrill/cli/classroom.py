"""`motdrill class`: one scenario, a projector, and everybody takes part."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from motdrill.classroom.defaults import EXPLAIN_BELOW, GO_ON_ABOVE, TALK_S
from motdrill.cli import options
from motdrill.errors import UsageError
from motdrill.wording import _

if TYPE_CHECKING:
    from motdrill.cli.keeping import Way

MOST_TEAMS: Final = 12
MOST_TALK_S: Final = 3600

Hands = Annotated[bool, typer.Option("--hands", help=_("No devices: type how many hands were up."))]
TeamNames = Annotated[str, typer.Option("--teams", metavar="NAMES", help=_('Teams answer: "Red,Blue,Green".'))]
Phones = Annotated[bool, typer.Option("--phones", help=_("Everybody votes on a phone."))]


def class_(
    scenario: options.ScenarioName = "",
    hands: Hands = False,
    teams: TeamNames = "",
    phones: Phones = False,
    own: Annotated[bool, typer.Option("--own", help=_("Every team follows its own way of the story."))] = False,
    start: Annotated[str, typer.Option("--from", metavar="STEP", help=_("Begin at this step."))] = "",
    lose: Annotated[bool, typer.Option("--lose", help=_("Try to lose the customer; nothing counts."))] = False,
    talk: Annotated[int, typer.Option("--talk", metavar="SECONDS", help=_("How long the room talks."))] = TALK_S,
    thresholds: Annotated[
        str, typer.Option("--thresholds", metavar="N,N", help=_("Under the first explain, above the second go on."))
    ] = f"{EXPLAIN_BELOW},{GO_ON_ABOVE}",
    local: Annotated[bool, typer.Option("--local", help=_("Phones on this machine only."))] = False,
    address: Annotated[
        str, typer.Option("--address", metavar="IP", help=_("The address for phones; else this machine's."))
    ] = "",
    port: Annotated[int, typer.Option("--port", metavar="N", help=_("The port for phones."))] = 0,
    resume: Annotated[bool, typer.Option("--resume", help=_("Go on with the class that was cut off last."))] = False,
    seed: options.Seed = None,
    save: Annotated[Path | None, typer.Option("--save", metavar="FILE", help=_("Save the result as HTML."))] = None,
    plain: options.Plain = False,
    journal: options.JournalPath = "",
) -> None:
    """Holds a class."""
    from motdrill.cli.files import check_writable, not_the_journal
    from motdrill.cli.holding import hold
    from motdrill.cli.keeping import Plan, begun, resumed

    if save is not None:
        check_writable(not_the_journal(save, journal))
    low, high = checked_thresholds(thresholds)
    address = checked_address(local, address)
    if not 0 <= talk <= MOST_TALK_S:
        raise UsageError("class-talk", most=MOST_TALK_S)
    if resume:
        held = resumed(journal)
    else:
        names = checked_teams(teams)
        plan = Plan(checked_way(hands, names, phones, own), names, own, start, lose, talk, (low, high))
        if phones:
            from motdrill.cli.phoning import check as check_phones

            check_phones(address, port)
        held = begun(scenario, plan, options.checked_seed(seed), journal)
    face = options.face(plain, json=False)
    with closing(face):
        hold(face, held, save=save, address=address, port=port)


def checked_way(hands: bool, names: tuple[str, ...], phones: bool, own: bool) -> Way:
    """How the room votes.

    Raises:
        UsageError: It is not exactly one way, or there are no teams that could follow their own.
    """
    if (hands, bool(names), phones).count(True) != 1:
        raise UsageError("class-manner")
    if own and not names:
        raise UsageError("class-own")
    return "hands" if hands else "phones" if phones else "teams"


def checked_address(local: bool, address: str) -> str:
    """The address for phones; empty where none was said.

    Raises:
        UsageError: Two were said.
    """
    if local and address:
        raise UsageError("local-and-address")
    return "127.0.0.1" if local else address


def checked_teams(names: str) -> tuple[str, ...]:
    """The teams' names.

    Raises:
        UsageError: There are too few or too many, or two of one name.
    """
    if not names:
        return ()
    found = [options.checked_name(name, "--teams") for name in names.replace("，", ",").split(",") if name.strip()]
    if not 2 <= len(found) <= MOST_TEAMS or len(set(found)) != len(found):
        raise UsageError("class-teams", most=MOST_TEAMS)
    return tuple(found)


def checked_thresholds(text: str) -> tuple[int, int]:
    """Two percentages.

    Raises:
        UsageError: They are not.
    """
    parts = text.replace("，", ",").split(",")
    if len(parts) == 2 and all(part.strip().isascii() and part.strip().isdigit() for part in parts):
        low, high = map(int, parts)
        if 0 <= low <= high <= 100:
            return low, high
    raise UsageError("class-percents")
