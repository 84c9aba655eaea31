"""`motdrill class`."""

from typing import Annotated

from motdrill.classroom.defaults import EXPLAIN_BELOW, GO_ON_ABOVE, TALK_S
from motdrill.cli import options
from motdrill.messages import _
from motdrill.sessions import class_start


def class_(
    scenario: options.ScenarioName = "",
    hands: Annotated[bool, options.option("--hands", _("No devices: type how many hands were up."))] = False,
    teams: Annotated[str, options.option("--teams", _('Teams answer: "Red,Blue,Green".'), "NAMES")] = "",
    phones: Annotated[bool, options.option("--phones", _("Everybody votes on a phone."))] = False,
    desk: Annotated[bool, options.option("--desk", _("Let motdrill desk lead from another terminal."))] = False,
    own: Annotated[bool, options.option("--own", _("Every team follows its own way of the story."))] = False,
    start: options.FirstStep = "",
    lose: Annotated[bool, options.option("--lose", _("Try to lose the customer; nothing counts."))] = False,
    talk: Annotated[int, options.option("--talk", _("How long the room talks."), "SECONDS")] = TALK_S,
    vote_time: Annotated[
        int, options.option("--vote-time", _("How long a vote takes; 0: as long as it takes."), "SECONDS")
    ] = 0,
    no_bell: Annotated[bool, options.option("--no-bell", _("No bell when the time is up."))] = False,
    thresholds: Annotated[
        str, options.option("--thresholds", _("Under the first explain, above the second go on."), "N,N")
    ] = f"{EXPLAIN_BELOW},{GO_ON_ABOVE}",
    local: Annotated[bool, options.option("--local", _("Phones on this machine only."))] = False,
    address: Annotated[str, options.option("--address", _("The address for phones; else this machine's."), "IP")] = "",
    port: Annotated[int, options.option("--port", _("The port for phones."), "N")] = 0,
    resume: Annotated[bool, options.option("--resume", _("Go on with the class that was cut off last."))] = False,
    seed: options.Seed = None,
    save: options.Save = None,
    plain: options.Plain = False,
    journal: options.JournalPath = "",
) -> None:
    """Runs a class."""
    voting = class_start.ClassOptions(
        *(hands, teams, phones, desk, own, start, lose, talk, vote_time, not no_bell, thresholds, local, address, port)
    )
    class_start.start_class(scenario, voting, resume=resume, seed=seed, save=save, plain=plain, journal=journal)
