"""The facilitator's desk in a terminal of its own: `motdrill desk`."""

import json
import threading
from contextlib import closing, suppress
from multiprocessing.connection import Connection
from typing import Any, Final

from motdrill.journal.location import journal_path
from motdrill.messages import N_, _
from motdrill.sessions.desk_socket import HELLO, connect
from motdrill.ui.blocks import KeyHint, Page, join_groups, para
from motdrill.ui.face import Face, Interrupted, Kind, Question
from motdrill.ui.faces import open_face
from motdrill.ui.output import print_message
from motdrill.ui.page_document import page_of_document

_ENDINGS: Final = {
    "taken": N_("The desk has been opened elsewhere. This one has ended."),
    "over": N_("The class has ended, and its desk with it."),
    "lost": N_("The class is gone. Once it goes on, motdrill desk opens its desk again."),
}
_ANSWERED_S: Final = 1.0


def run_desk(*, plain: bool, journal: str) -> None:
    """Shows the desk of the class that is running, until either ends.

    Raises:
        UsageError: No class that can have a desk is running.
    """
    with connect(journal_path(journal)) as connection, closing(open_face(plain, json=False)) as face:
        desk = TerminalDesk(connection, face)
        try:
            ending = desk.lead()
        except (KeyboardInterrupt, EOFError):
            ending = ""
    print_message(_(_ENDINGS[ending]) if ending else _("The desk is closed; the class goes on."), error=True)


class TerminalDesk:
    """The desk over a connection to its class."""

    def __init__(self, connection: Connection, face: Face) -> None:
        """Takes the desk."""
        self._connection, self._face = connection, face
        self._latest: dict[str, Any] = {}
        self._shown: dict[str, Any] = {}
        self._changed = threading.Condition()
        self._ending = ""
        self._asked = self._answered = 0
        connection.send_bytes(HELLO)
        threading.Thread(target=self._receive, name="class", daemon=True).start()

    def lead(self) -> str:
        """Shows pages and sends lines until the desk ends; returns how it did.

        Raises:
            EOFError: The input ended.
            KeyboardInterrupt: The person leaves.
        """
        while True:
            with self._changed:
                self._changed.wait_for(self._is_due, _ANSWERED_S)
                # Together, so that a question that comes next interrupts this one.
                self._shown, self._asked = self._latest, self._serial
                serial = self._asked
            if self._ending:
                return self._ending
            if serial:
                line = self._ask()
                self._answered = 0 if line is None else serial
                if line is not None:
                    self._send(serial, line)

    def _is_due(self) -> bool:
        """Whether there is another question than the one answered last, or an end."""
        return bool(self._ending) or self._serial not in (0, self._answered)

    def _ask(self) -> str | None:
        """What is answered here; None where another question has taken its place."""
        try:
            return self._face.ask(self._question(self._shown["question"]))
        except Interrupted:
            return None
        finally:
            with self._changed:
                self._asked = 0

    def _send(self, serial: int, line: str) -> None:
        with suppress(OSError):  # that the class is gone, the other thread notices
            self._connection.send_bytes(json.dumps([serial, line.rstrip("\n")]).encode())

    @property
    def _serial(self) -> int:
        return _serial_of(self._latest)

    def _page(self) -> Page:
        """The page as it is now; as it last was once another question stands, which this page cannot answer."""
        latest = self._latest
        if _serial_of(latest) == self._asked:
            self._shown = latest
        question = self._shown["question"] or {}
        note = [para(question["note"], style="fair")] if question.get("note") else []
        leave = para(_("Ctrl-C leaves the desk; the class goes on."), style="quiet")
        heading, now, *rest = page_of_document(self._shown["page"])
        return join_groups([[heading, now, *note, *rest], [leave]])  # a note must not be below the fold

    def _question(self, asked: dict[str, Any]) -> Question:
        keys = tuple(KeyHint(*each) for each in asked["keys"])
        kind: Kind = "steer" if asked["kind"] in ("go", "offer") else asked["kind"]
        page, count, enter = self._page(), asked["count"], asked["enter"]
        return Question(page, kind, keys, count, live=self._page, enter=enter)

    def _receive(self) -> None:
        """Takes what the class sends, and has the open question asked anew where another one stands."""
        while not self._ending:
            try:
                message = json.loads(self._connection.recv_bytes())
            except (OSError, EOFError, ValueError):
                message = {"ended": "lost"}
            with self._changed:
                self._ending = message.get("ended", "")
                self._latest = self._latest if self._ending else message
                self._changed.notify_all()
                if self._ending or self._asked not in (0, self._serial):
                    self._face.interrupt()  # while it is asked: what is typed at the next question stands there


def _serial_of(message: dict[str, Any]) -> int:
    """The number of the question that stands; 0 between two."""
    question = message.get("question")
    return int(question["serial"]) if question else 0
