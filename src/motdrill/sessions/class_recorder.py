"""A class that is recorded: its settings, and its events as they happen.

An event is saved before anybody sees what it does; one that cannot be written at that moment is kept and written later,
so that no other program, and no full disk, stops a class.
"""

from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, TypeAlias

from motdrill.classroom import events
from motdrill.classroom.defaults import EXPLAIN_BELOW, GO_ON_ABOVE, TALK_S
from motdrill.classroom.room import Room, new_room
from motdrill.classroom.session import apply_event
from motdrill.drill.drill import Drill
from motdrill.errors import UsageError
from motdrill.journal.classes import (
    StoredClass,
    add_event,
    begin_class,
    end_class,
    last_unfinished_class,
    new_stored_class,
    update_settings,
)
from motdrill.journal.journal import Journal
from motdrill.journal.location import journal_path
from motdrill.messages import _
from motdrill.scenario.model import Scenario
from motdrill.sessions.journal_writer import JournalWriter
from motdrill.sessions.scenario_lookup import load_to_play, source_of
from motdrill.sessions.start_state import first_reply_step, start_state
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
        vote_s: How long the room has to vote, in seconds; 0 for as long as it takes.
        bell: Whether the terminal rings when a time is up.
        desk: The id of the browser that is the facilitator's desk; empty without one.
        locked: Whether nobody new may join.
    """

    way: VotingMethod
    names: tuple[str, ...] = ()
    own: bool = False
    start: str = ""
    lose: bool = False
    talk_s: int = TALK_S
    thresholds: tuple[int, int] = (EXPLAIN_BELOW, GO_ON_ABOVE)
    door: tuple[str, str, str, int] | None = None
    vote_s: int = 0
    bell: bool = True
    desk: str = ""
    locked: bool = False


class ClassRecorder(JournalWriter):
    """Records a class."""

    def __init__(self, path: Path) -> None:
        """Opens the journal."""
        super().__init__(path)
        self._class_id, self._event_count = "", 0

    def begin(self, stored: StoredClass) -> None:
        """Records that a class begins."""
        self._class_id = stored.id

        def begin(journal: Journal) -> None:
            self.claim(stored.id)
            begin_class(journal, stored)

        self.write(begin)

    def resume(self) -> StoredClass | None:
        """The class that was cut off last, which is gone on with; None where there is none."""
        stored = self.read(lambda journal: last_unfinished_class(journal, self.claim))
        if stored is not None:
            self._class_id, self._event_count = stored.id, len(stored.events)
        return stored

    def save(self, event: events.Event) -> None:
        """Records an event."""
        self._event_count += 1
        number, at = self._event_count, datetime.now(UTC)
        self.write(lambda journal: add_event(journal, self._class_id, number, events.as_json(event), at))

    def update_settings(self, settings: ClassSettings) -> None:
        """Records new settings."""
        self.write(lambda journal: update_settings(journal, self._class_id, asdict(settings)))

    def end(self) -> None:
        """Records that the class came to its end."""
        at = datetime.now(UTC)
        self.write(lambda journal: end_class(journal, self._class_id, at))

    def report_problem(self) -> None:
        """Prints why the class is not recorded, if it is not."""
        self.report_waiting(_("This class is not recorded."))


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
    if settings.lose:  # a quiz changes no anger
        settings = replace(settings, start=first_reply_step(loaded.scenario, settings.start))
    room = opening_room(loaded.scenario, loaded.id, seed, settings)
    stored = new_stored_class((loaded.id, *source_of(loaded)), seed, lang, asdict(settings), datetime.now(UTC))
    recorder = ClassRecorder(journal_path(journal))
    recorder.begin(stored)
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
