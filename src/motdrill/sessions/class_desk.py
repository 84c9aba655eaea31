"""The facilitator's desk: its page as data, its answers, and who has it. A browser or a second terminal shows it."""

import json
import threading
from typing import Any, Final

from motdrill.classroom.room import Room
from motdrill.live_class import LiveClass
from motdrill.messages import _, language
from motdrill.sessions.class_recorder import ClassSession
from motdrill.sessions.remote_face import RemoteFace
from motdrill.ui.face import PAGE_KINDS, Question
from motdrill.ui.page_document import page_document
from motdrill.ui.pages.class_desk import DeskView, desk_page
from motdrill.ui.selection import new_selection

LOOK_S: Final = 0.1
"""How often a desk looks whether its page has changed, in seconds."""


class ClassDesk:
    """A class as its facilitator sees it, on one screen at a time."""

    def __init__(self, face: RemoteFace, live: LiveClass, session: ClassSession) -> None:
        """Makes the desk of a class whose questions `face` asks."""
        self._face, self._live = face, live
        self._settings, self._lang = session.settings, session.lang
        self._lock = threading.Lock()
        self._screens, self._screen = 0, 0
        self._room: Room | None = None
        self._seen: tuple[object, ...] = ()
        self._document = ""

    def document(self) -> str:
        """The page and the question that stands, as JSON; made anew only if something has changed."""
        standing, room = self._face.standing, self._live.room
        seen = (self._live.wall, standing.serial if standing else 0, self._live.left_s)
        if room is not self._room or seen != self._seen:
            self._document = self._make_document()
            self._room, self._seen = room, seen
        return self._document

    def _make_document(self) -> str:
        standing, settings = self._face.standing, self._settings
        question = standing.question if standing else None
        page = desk_page(
            DeskView(
                self._live.room,
                self._lang,
                self._live.wall,
                question.page if question and not question.private else (),
                self._live.left_s,
                settings.thresholds,
                settings.lose,
                in_turn=settings.way == "teams",
            )
        )
        asked = {"serial": standing.serial, **_question_document(standing.question)} if standing else None
        return json.dumps({"lang": language(), "page": page_document(page), "question": asked})

    def answer(self, serial: int, line: str) -> bool:
        """Answers the question with a number; False if it does not stand any more, or that is no answer to it."""
        return self._face.answer(serial, line)

    def take(self) -> int:
        """Gives the desk to another screen, and returns its number; the screen that had it must end."""
        with self._lock:
            self._screens += 1
            self._screen = self._screens
        self._live.desk_open = True
        return self._screen

    def holds(self, screen: int) -> bool:
        """Whether a screen has the desk."""
        return self._screen == screen

    def leave(self, screen: int) -> None:
        """Takes note that a screen has gone."""
        with self._lock:
            if self._screen != screen:
                return
            self._screen = 0
        self._live.desk_open = False


def _question_document(question: Question) -> dict[str, Any]:
    """What a screen has to know to let a question be answered."""
    default = _("go on") if question.kind in PAGE_KINDS else ""
    return {
        "kind": question.kind,
        "keys": [[hint.key, hint.label] for hint in question.keys],
        "count": question.count,
        "choices": new_selection(question).choices,
        "enter": question.enter or default,
        "note": question.note,
    }
