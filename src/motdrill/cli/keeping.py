"""A class as it is kept: how it is held, its events in the journal, and going on with one that was cut off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Literal, TypeAlias

from motdrill.classroom import events
from motdrill.classroom.defaults import EXPLAIN_BELOW, GO_ON_ABOVE, TALK_S
from motdrill.classroom.room import Room, begin
from motdrill.classroom.session import after
from motdrill.cli.library import looked_up_to_play
from motdrill.cli.recording import opened_journal
from motdrill.cli.trying import starting_place
from motdrill.drill.state import Drill
from motdrill.errors import JournalError, UsageError
from motdrill.faces.show import tell
from motdrill.journal.classes import (
    KeptClass,
    add_event,
    begin_class,
    change_manner,
    end_class,
    last_unfinished_class,
    new_class,
)
from motdrill.journal.database import Database
from motdrill.scenario.load import build
from motdrill.scenario.model import Scenario

Way: TypeAlias = Literal["hands", "teams", "phones"]


@dataclass(frozen=True, slots=True)
class Plan:
    """How a class is to be held; what a resume needs to know.

    Attributes:
        way: How the room votes.
        names: The teams' names.
        own: Whether every team follows its own way.
        start: The step to begin at; empty for the first.
        lose: Whether the room tries to lose the customer.
        talk_s: How long the room talks between two rounds, in seconds.
        thresholds: Percent of best answers for the advice.
        door: What phones reach the class by: code, secret, address and port.
    """

    way: Way
    names: tuple[str, ...] = ()
    own: bool = False
    start: str = ""
    lose: bool = False
    talk_s: int = TALK_S
    thresholds: tuple[int, int] = (EXPLAIN_BELOW, GO_ON_ABOVE)
    door: tuple[str, str, str, int] | None = None


class Keeper:
    """Keeps a class in the journal, as long as the journal can be used.

    Attributes:
        problem: Why nothing more is kept; None while all is well.
    """

    def __init__(self, database: Database | None, class_id: str, number: int) -> None:
        """Goes on with a class.

        Args:
            database: The journal; None where it cannot be used.
            class_id: The class.
            number: How many of its events are kept already.
        """
        self.problem: JournalError | None = None
        self._database, self._class_id, self._number = database, class_id, number
        self._lock = Lock()  # the phones' thread writes, and the one that leads the class

    def save(self, event: events.Event) -> None:
        """Keeps an event."""
        self._number += 1
        self._keep(lambda db, at: add_event(db, self._class_id, self._number, events.as_json(event), at))

    def replan(self, plan: Plan) -> None:
        """Keeps how the class is held."""
        self._keep(lambda db, _at: change_manner(db, self._class_id, asdict(plan)))

    def end(self) -> None:
        """Keeps that the class came to its end."""
        self._keep(lambda db, at: end_class(db, self._class_id, at))

    def _keep(self, write: Callable[[Database, datetime], None]) -> None:
        """Writes, at this moment; the first time that it cannot be done is remembered."""
        with self._lock:
            if self._database is not None and self.problem is None:
                try:
                    write(self._database, datetime.now(UTC))
                except JournalError as error:
                    self.problem = error


@dataclass(frozen=True, slots=True)
class Held:
    """A class that is about to be held.

    Attributes:
        room: As it stands.
        plan: How it is held.
        lang: The language of the scenario's texts.
        keeper: Keeps its events.
    """

    room: Room
    plan: Plan
    lang: str
    keeper: Keeper


def begun(name: str, plan: Plan, seed: int, journal: str) -> Held:
    """A new class.

    Args:
        name: The scenario's id or file.
        plan: How it is to be held.
        seed: The seed.
        journal: What `--journal` says.

    Raises:
        ReadError: The file cannot be read or is no scenario.
        UsageError: There is no such scenario or step.
    """
    if not name:
        raise UsageError("class-which")
    loaded, lang, notices = looked_up_to_play(name)
    for notice in notices:
        tell(notice, error=True)
    room = _opening(loaded.scenario, loaded.id, seed, plan)
    now = datetime.now(UTC)
    kept = new_class((loaded.id, str(Path(loaded.file).absolute()), loaded.text), seed, lang, asdict(plan), now)
    try:
        database = opened_journal(journal)
        begin_class(database, kept)
        keeper = Keeper(database, kept.id, 0)
    except JournalError as error:
        keeper = Keeper(None, "", 0)
        keeper.problem = error
    for team in _teams(plan):
        keeper.save(team)
        room = after(room, team)
    return Held(room, plan, lang, keeper)


def _opening(scenario: Scenario, scenario_id: str, seed: int, plan: Plan) -> Room:
    drill = Drill(scenario, scenario_id, seed, start_at=starting_place(scenario, plan.start, None))
    return begin(drill, plan.names if plan.own else ("",))


def _teams(plan: Plan) -> list[events.Joined]:
    return [events.Joined(f"team-{i}", name, i if plan.own else 0) for i, name in enumerate(plan.names)]


def resumed(journal: str) -> Held:
    """The class that was cut off last, as it stood.

    Raises:
        JournalError: The journal cannot be read.
        ReadError: The scenario's text of that time does not load any more.
        UsageError: No class was cut off.
    """
    database = opened_journal(journal)
    kept = last_unfinished_class(database)
    if kept is None:
        raise UsageError("class-nothing-to-resume")
    plan = plan_of(kept)
    return Held(rebuilt(kept, plan), plan, kept.lang, Keeper(database, kept.id, len(kept.events)))


def plan_of(kept: KeptClass) -> Plan:
    """How a class in the journal was held."""
    door = kept.manner.get("door")
    lists = {"names": tuple(kept.manner["names"]), "door": tuple(door) if door else None}
    if "thresholds" in kept.manner:
        lists["thresholds"] = tuple(kept.manner["thresholds"])
    return Plan(**{**kept.manner, **lists})


def rebuilt(kept: KeptClass, plan: Plan) -> Room:
    """The room of a class in the journal, from everything that happened in it.

    Raises:
        ReadError: The scenario's text of that time does not load any more.
    """
    room = _opening(build(kept.text), kept.scenario_id, kept.seed, plan)
    for event in kept.events:
        room = after(room, events.from_json(event))
    return room
