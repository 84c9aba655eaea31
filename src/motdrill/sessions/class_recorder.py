"""A class that is recorded: its settings, and its events as they happen."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from threading import Lock
from typing import Literal, TypeAlias

from motdrill.classroom import events
from motdrill.classroom.defaults import EXPLAIN_BELOW, GO_ON_ABOVE, TALK_S
from motdrill.classroom.room import Room, new_room
from motdrill.classroom.session import apply_event
from motdrill.drill.drill import Drill
from motdrill.errors import JournalError, UsageError
from motdrill.journal.classes import (
    add_event,
    begin_class,
    end_class,
    new_stored_class,
    update_settings,
)
from motdrill.journal.database import Database
from motdrill.scenario.model import Scenario
from motdrill.sessions.journal_access import open_journal
from motdrill.sessions.scenario_lookup import load_to_play, source_of
from motdrill.sessions.start_state import start_state
from motdrill.ui.output import print_message

VotingMethod: TypeAlias = Literal["hands", "teams", "phones"]


@dataclass(frozen=True, slots=True)
class ClassSettings:
    """How a class is run; stored with it under these field names, so that it can be resumed.

    Attributes:
        way: How the room votes.
        names: The teams' names.
        own: Whether every team follows its own way.
        start: The step to begin at; empty for the first.
        lose: Whether the room tries to lose the customer; then nothing is counted.
        talk_s: How long the room talks between two rounds, in seconds.
        thresholds: Below the first percentage of best answers the advice is to explain, above the second to go on.
        door: What phones reach the class by: code, secret, address and port.
    """

    way: VotingMethod
    names: tuple[str, ...] = ()
    own: bool = False
    start: str = ""
    lose: bool = False
    talk_s: int = TALK_S
    thresholds: tuple[int, int] = (EXPLAIN_BELOW, GO_ON_ABOVE)
    door: tuple[str, str, str, int] | None = None


class ClassRecorder:
    """Records a class for as long as the journal can be used.

    Attributes:
        problem: Why nothing more is recorded; None while all is well.
    """

    def __init__(self, database: Database | None, class_id: str, event_count: int) -> None:
        """Begins or goes on with a class."""
        self.problem: JournalError | None = None
        self._database, self._class_id, self._event_count = database, class_id, event_count
        self._lock = Lock()  # both the phones' thread and the facilitator's write

    def save(self, event: events.Event) -> None:
        """Records an event."""
        self._event_count += 1
        self._write(lambda db, at: add_event(db, self._class_id, self._event_count, events.as_json(event), at))

    def update_settings(self, settings: ClassSettings) -> None:
        """Records new settings."""
        self._write(lambda db, _at: update_settings(db, self._class_id, asdict(settings)))

    def end(self) -> None:
        """Records that the class came to its end."""
        self._write(lambda db, at: end_class(db, self._class_id, at))

    def close(self) -> None:
        """Closes the journal, if it could be opened."""
        if self._database is not None:
            self._database.close()

    def _write(self, write: Callable[[Database, datetime], None]) -> None:
        with self._lock:
            if self._database is not None and self.problem is None:
                try:
                    write(self._database, datetime.now(UTC))
                except JournalError as error:
                    self.problem = error


@dataclass(frozen=True, slots=True)
class ClassSession:
    """A class that is about to be run.

    Attributes:
        room: Its current state.
        settings: How it is run.
        lang: The language of the scenario's texts.
        recorder: Records its events.
    """

    room: Room
    settings: ClassSettings
    lang: str
    recorder: ClassRecorder


def begin_class_session(scenario: str, settings: ClassSettings, seed: int, journal: str) -> ClassSession:
    """Begins a class.

    Raises:
        ReadError: The file cannot be read or is not a scenario.
        UsageError: There is no such scenario or step.
    """
    if not scenario:
        raise UsageError("class-which")
    loaded, lang, notices = load_to_play(scenario)
    for notice in notices:
        print_message(notice, error=True)
    room = opening_room(loaded.scenario, loaded.id, seed, settings)
    stored = new_stored_class((loaded.id, *source_of(loaded)), seed, lang, asdict(settings), datetime.now(UTC))
    try:
        database = open_journal(journal)
        begin_class(database, stored)
        recorder = ClassRecorder(database, stored.id, 0)
    except JournalError as error:
        recorder = ClassRecorder(None, "", 0)
        recorder.problem = error
    for team in _teams(settings):
        recorder.save(team)
        room = apply_event(room, team)
    return ClassSession(room, settings, lang, recorder)


def opening_room(scenario: Scenario, scenario_id: str, seed: int, settings: ClassSettings) -> Room:
    """The room before any event."""
    drill = Drill(scenario, scenario_id, seed, start_at=start_state(scenario, settings.start, None))
    return new_room(drill, settings.names if settings.own else ("",))


def _teams(settings: ClassSettings) -> list[events.Joined]:
    return [
        events.Joined(f"team-{number}", name, number if settings.own else 0)
        for number, name in enumerate(settings.names)
    ]
