"""Resumes a class that was cut off, and rebuilds the room of any class in the journal."""

from motdrill.classroom import events
from motdrill.classroom.room import Room
from motdrill.classroom.session import apply_event
from motdrill.errors import UsageError
from motdrill.journal.classes import StoredClass
from motdrill.journal.location import journal_path
from motdrill.scenario.load import scenario_from_text
from motdrill.sessions.class_recorder import ClassRecorder, ClassSession, ClassSettings, opening_room


def resume_class_session(journal: str) -> ClassSession:
    """Resumes the class that was cut off last.

    Raises:
        JournalError: The journal cannot be read.
        ReadError: The scenario's text of that time does not load any more.
        UsageError: No class was cut off, or it is open in another window.
    """
    recorder = ClassRecorder(journal_path(journal))
    stored = recorder.resume()
    if stored is None:
        raise recorder.problem or UsageError("class-open" if recorder.is_open_elsewhere else "class-nothing-to-resume")
    settings = settings_of(stored)
    return ClassSession(rebuild_room(stored, settings), settings, stored.lang, recorder)


def settings_of(stored: StoredClass) -> ClassSettings:
    """The settings of a class in the journal; JSON's lists become tuples."""
    door = stored.settings.get("door")
    lists = {"names": tuple(stored.settings["names"]), "door": tuple(door) if door else None}
    if "thresholds" in stored.settings:
        lists["thresholds"] = tuple(stored.settings["thresholds"])
    return ClassSettings(**{**stored.settings, **lists})


def rebuild_room(stored: StoredClass, settings: ClassSettings) -> Room:
    """The room of a class in the journal, after all of its events.

    Raises:
        ReadError: The scenario's text of that time does not load any more.
    """
    room = opening_room(scenario_from_text(stored.text), stored.scenario_id, stored.seed, settings)
    for event in stored.events:
        room = apply_event(room, events.from_json(event))
    return room
