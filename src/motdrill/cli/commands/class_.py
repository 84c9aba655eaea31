"""`motdrill class`."""

from pathlib import Path
from typing import Annotated

import typer

from motdrill.classroom.defaults import EXPLAIN_BELOW, GO_ON_ABOVE, TALK_S
from motdrill.cli import options
from motdrill.messages import _
from motdrill.sessions import class_start


def class_(
    scenario: options.ScenarioName = "",
    hands: Annotated[bool, typer.Option("--hands", help=_("No devices: type how many hands were up."))] = False,
    teams: Annotated[str, typer.Option("--teams", metavar="NAMES", help=_('Teams answer: "Red,Blue,Green".'))] = "",
    phones: Annotated[bool, typer.Option("--phones", help=_("Everybody votes on a phone."))] = False,
    desk: Annotated[bool, typer.Option("--desk", help=_("Let motdrill desk lead from another terminal."))] = False,
    own: Annotated[bool, typer.Option("--own", help=_("Every team follows its own way of the story."))] = False,
    start: Annotated[str, typer.Option("--from", metavar="STEP", help=_("Begin at this step."))] = "",
    lose: Annotated[bool, typer.Option("--lose", help=_("Try to lose the customer; nothing counts."))] = False,
    talk: Annotated[int, typer.Option("--talk", metavar="SECONDS", help=_("How long the room talks."))] = TALK_S,
    vote_time: Annotated[
        int, typer.Option("--vote-time", metavar="SECONDS", help=_("How long a vote takes; 0: as long as it takes."))
    ] = 0,
    no_bell: Annotated[bool, typer.Option("--no-bell", help=_("No bell when the time is up."))] = False,
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
    """Runs a class."""
    voting = class_start.ClassOptions(
        *(hands, teams, phones, desk, own, start, lose, talk, vote_time, not no_bell, thresholds, local, address, port)
    )
    class_start.start_class(scenario, voting, resume=resume, seed=seed, save=save, plain=plain, journal=journal)
