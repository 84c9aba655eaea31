"""Who comes into a class on phones: the address and the code, the people, the lock."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from motdrill.errors import Stopped
from motdrill.live_class import LiveClass
from motdrill.messages import _
from motdrill.sessions.class_keys import ONLY_KEYS, key_of
from motdrill.ui.blocks import KeyHint, Page, para
from motdrill.ui.face import Face, Question
from motdrill.ui.pages.class_lobby import ClassAddress, door_line, lobby_page, people_page

DOOR_KEYS: Final = "jklm"
"""Join, people, lock, my desk: what they do leaves the page as it is."""


@dataclass(frozen=True, slots=True)
class Door:
    """The door of a class on phones.

    Attributes:
        live: The class.
        title: What the class is about.
        address: How phones reach it.
        remove: Removes somebody by their id.
        invite: Makes a code that opens the facilitator's desk in a browser, and the page that tells it.
        store: Stores whether the class is locked, for when it is cut off.
        has_desk: Whether a desk was open when the class was cut off; it comes back by itself.
    """

    live: LiveClass
    title: str
    address: ClassAddress
    remove: Callable[[str], None]
    invite: Callable[[], Page]
    store: Callable[[], None]
    has_desk: bool = False

    @property
    def keys(self) -> tuple[KeyHint, ...]:
        """The keys that `do` knows, which are no answers."""
        lock = _("unlock") if self.live.is_locked else _("lock")
        return tuple(map(KeyHint, DOOR_KEYS, (_("join"), _("people"), lock, _("my desk"))))

    @property
    def line(self) -> Page:
        """What stands below every page, for latecomers."""
        return (door_line(self.address, is_locked=self.live.is_locked),)

    def gather(self, face: Face) -> None:
        """Shows the facilitator how to open a desk, then everybody how to join until the facilitator begins.

        Raises:
            Stopped: The facilitator stopped.
        """
        self.live.show_on_wall("lobby")
        stop, note = KeyHint("q", _("stop")), ""
        if not self.has_desk:
            asked = Question(self.invite(), "go", (stop,), enter=_("show the room how to join"), private=True)
            self._check_stop(key_of(face.ask(asked), (stop,)))
        while True:
            keys = (*self.keys[1:], stop)
            line = self._show(face, keys, _("begin"), note)
            if not line.strip():
                return
            self._check_stop(key := key_of(line, keys))
            note = self.do(key, face) if key else _(ONLY_KEYS)

    def _check_stop(self, key: str) -> None:
        if key == "q":
            raise Stopped("class-stopped", number=len(self.live.room.past) + 1)

    def do(self, key: str, face: Face) -> str:
        """Does what a key asks for, and returns what the next page has to say."""
        if key == "j":
            self._show(face, (KeyHint("j", ""),), _("back"), "")
        elif key == "k":
            return self._remove_somebody(face)
        elif key == "m":
            face.ask(Question(self.invite(), "steer", (KeyHint("m", ""),), enter=_("back"), private=True))
        else:
            self.live.is_locked = not self.live.is_locked
            self.store()
            return _("Nobody new can join now.") if self.live.is_locked else _("People can join again.")
        return ""

    def _show(self, face: Face, keys: tuple[KeyHint, ...], enter: str, note: str) -> str:
        """Shows the address and the QR code until Enter or a key."""
        ending = (para(note, style="fair"),) if note else ()

        def refresh() -> Page:
            people = sum(voter.present for voter in self.live.room.voters.values())
            return (*lobby_page(self.title, self.address, people, is_locked=self.live.is_locked), *ending)

        return face.ask(Question(refresh(), "steer", keys, note=note, live=refresh, enter=enter))

    def _remove_somebody(self, face: Face) -> str:
        """Asks whom to remove, by number or name, and returns what came of it."""
        present = {voter_id: voter for voter_id, voter in self.live.room.voters.items() if voter.present}
        shown = () if self.live.desk_open else tuple(present.values())
        page = people_page(shown, is_locked=self.live.is_locked)
        line = face.ask(Question(page, "words", (), enter=_("a number or a name, empty for nobody"))).strip()
        if not line:
            return ""
        typed = unicodedata.normalize("NFKC", line)
        for voter_id, voter in present.items():
            if typed == str(voter.number) or line == voter.name:
                self.remove(voter_id)
                return _("Number {n} has been taken out.").format(n=voter.number)
        return _("Nobody here has this number or name: {name}.").format(name=line)
