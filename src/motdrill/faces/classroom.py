"""The loop of a class over the facilitator's face: vote, talk, vote again, reveal, go on."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from motdrill.classroom.defaults import EXPLAIN_BELOW, GO_ON_ABOVE, TALK_S
from motdrill.classroom.events import Back, Closed, Event, LookedInto, Reopened, Returned, Revealed, Took, VotedAgain
from motdrill.classroom.gain import advise
from motdrill.classroom.room import Room
from motdrill.drill.answers import read_answer
from motdrill.drill.state import Given
from motdrill.errors import AnswerError, ClassError, Stopped
from motdrill.faces.face import Face, Question
from motdrill.faces.host import Host
from motdrill.faces.page import Gap, Key, Page, para
from motdrill.faces.pages.lobby import answered_page, opening_page
from motdrill.faces.pages.room import (
    Shown,
    notes_page,
    party_name,
    reveal_page,
    split_page,
    vote_page,
)
from motdrill.faces.stage import Stage
from motdrill.faces.voting import Voting, key_of
from motdrill.wording import N_, _
from motdrill.wording.errors import told


@dataclass(frozen=True, slots=True)
class Manner:
    """How a class is held.

    Attributes:
        lang: The language of the scenario's texts.
        talk_s: How long the room talks between two rounds, in seconds.
        explain_below: Percent of best answers under which the advice is to explain first.
        go_on_above: Percent above which it is to go on.
        lose: The room tries to lose the customer; nothing is counted.
    """

    lang: str
    talk_s: int = TALK_S
    explain_below: int = EXPLAIN_BELOW
    go_on_above: int = GO_ON_ABOVE
    lose: bool = False


_LABELS: Final = {
    "n": N_("notes"),
    "p": N_("step back"),
    "q": N_("stop"),
    "s": N_("skip the vote"),
    "v": N_("vote again"),
    "r": N_("reveal"),
    "o": N_("reopen"),
    "y": N_("choose the way"),
    "w": N_("what if"),
    "u": N_("return"),
}
"""Keys outside a-h and the digits, which are answers."""


def keys(names: str) -> tuple[Key, ...]:
    """Keys with their labels."""
    return tuple(Key(name, _(_LABELS[name])) for name in names)


class Leader:
    """Leads a class through its story."""

    def __init__(self, face: Face, host: Host, voting: Voting, manner: Manner) -> None:
        """Gets ready.

        Args:
            face: The facilitator's face, which the room sees.
            host: The class.
            voting: How the room votes.
            manner: How the class is held.
        """
        self._face, self._host, self._voting, self._manner = face, host, voting, manner
        self._note = ""
        self._talk_ends = 0.0

    def staged(self, room: Room) -> Stage:
        """The stage of the place that is asked."""
        return Stage(room.drill, self._manner.lang)

    def lead(self) -> None:
        """Goes on until the story is over.

        Raises:
            Stopped: The facilitator stopped.
            EOFError: The input has ended.
        """
        if not self._host.room.past:
            self._open()
        while (room := self._host.room).phase != "over" or room.left_at:
            phases = {"voting": self._vote, "closed": self._talk, "revealed": self._reveal, "over": self._detour_over}
            phases[room.phase]()

    def _open(self) -> None:
        """The case, before the first step; a face that is heard only reads it out."""
        page, offered = opening_page(self.staged(self._host.room), lose=self._manner.lose), keys("q")
        if key := key_of(self._face.ask(Question(page, "go", offered, enter=_("begin"))), offered):
            self._do(key)

    def _shown(self) -> Shown:
        return Shown(self._host.room, self.staged(self._host.room))

    def _also(self) -> str:
        """Keys that are there at times."""
        return "u" if self._host.room.left_at else ""

    def _taken_note(self) -> str:
        note, self._note = self._note, ""
        return note

    def _steer(
        self, page: Page, names: str, enter: str, live: Callable[[], Page] | None = None, unshown: str = ""
    ) -> str:
        """Shows a page until a key or Enter; does what every key does, and gives it back.

        Args:
            page: The page.
            names: The keys.
            enter: What Enter does.
            live: Makes the page anew while it stands.
            unshown: A key that does what Enter does.
        """
        offered, note = (*keys(names + self._also()), *(Key(key, "") for key in unshown)), self._taken_note()
        while True:
            key = key_of(line := self._face.ask(_noted(page, note, live, offered, enter)), offered)
            if key:
                self._do(key)
            if key or not line.strip():
                return key
            note = _("Only Enter and the keys do something here.")

    def _vote(self) -> None:
        offered = keys("snpq" + self._also())
        key = self._voting.collect(self._face, self._host, self.staged, offered, self._taken_note())
        self._talk_ends = 0.0
        if key:
            self._do(key)

    def _talk(self) -> None:
        room = self._host.room
        if self._manner.lose:
            self._reveal()  # without the event: nothing is best, and no phone is to say so
            return
        if len(room.rounds) > 1 or not room.splits[-1].voters:
            self._happen(Revealed())
            return
        advice = advise(room.splits[-1].best_percent, self._manner.explain_below, self._manner.go_on_above)
        if not self._talk_ends:
            self._talk_ends = time.monotonic() + self._manner.talk_s
        shown, timed = self._shown(), advice == "discuss" and self._manner.talk_s > 0

        def live() -> Page:
            left = max(0, round(self._talk_ends - time.monotonic())) if timed else None
            return split_page(shown, advice, left)

        onward, other = ("r", "v") if advice == "go-on" else ("v", "r")
        if not self._steer(live(), other + "onpq", _(_LABELS[onward]), live, onward):
            self._do(onward)

    def _reveal(self) -> None:
        shown = self._shown()
        if self._steer(reveal_page(shown, lose=self._manner.lose), "ywonpq", _("go on with the room's answer")):
            return
        if any(answer is None or answer.tied for answer in map(shown.room.answer_of, shown.room.asked)):
            self._note = _("There is no single answer: y chooses the way.")
        else:
            self._take(None)

    def _take(self, given: Given | None) -> None:
        before = self._host.room
        if self._happen(Took(given)):
            self._react(before.asked)

    def _look_into(self, given: Given) -> None:
        before = self._host.room
        if self._happen(LookedInto(given)):
            self._react(before.asked)

    def _react(self, parties: tuple[int, ...]) -> None:
        """What the customer makes of it, once for all parties that gave the same answer."""
        room = self._host.room
        same: dict[tuple[str, Given], list[int]] = {}
        for party in parties:
            same.setdefault(room.drills[party].answers[-1], []).append(party)
        for group in same.values():
            stage = Stage(room.drills[group[0]], self._manner.lang)
            names = [party_name(room.names[party]) for party in group] if len(same) > 1 else []
            if page := answered_page(stage, names):
                self._steer(page, "q", _("go on"))

    def _detour_over(self) -> None:
        self._happen(Returned())

    def _do(self, key: str) -> None:
        """Does what a key asks for.

        Raises:
            Stopped: The facilitator stopped.
        """
        if key == "q":
            raise Stopped("class-stopped", number=len(self._host.room.past) + 1)
        if key == "n":
            revealed = self._host.room.phase == "revealed"
            self._steer(notes_page(self._shown(), with_key=revealed), "q", _("go on"))
        elif key == "y":
            self._ask_way(self._take)
        elif key == "w":
            self._ask_way(self._look_into)
        elif key == "s" and self._manner.lose:
            self._happen(Closed())
        else:
            self._happen(_EVENTS[key]())

    def _ask_way(self, go: Callable[[Given], object]) -> None:
        """Asks for an answer to go on with; an empty line goes back, and - stands for no line at all."""
        shown, offered = self._shown(), keys("q")
        step_id = shown.stage.drill.state.step or ""
        page, enter = vote_page(shown, _("which way?")), _("the answer to go on with, empty to go back")
        line = self._face.ask(Question(page, "words", offered, enter=enter)).strip()
        if key := key_of(line, offered):
            self._do(key)
        elif line:
            try:
                go(read_answer(shown.step, shown.stage.drill.shown(step_id), "" if line in "-－" else line))
            except AnswerError as error:
                self._note = told(error)

    def _happen(self, event: Event) -> bool:
        """Lets something happen; where it cannot, says so with the next page."""
        try:
            self._host.happen(event)
        except ClassError as error:
            self._note = told(error)
            return False
        return True


def _noted(page: Page, note: str, live: Callable[[], Page] | None, offered: tuple[Key, ...], enter: str) -> Question:
    """A question with what there is to say first at the end of its page, however often that is made anew."""
    said = (Gap(), para(note, style="fair")) if note else ()
    again = (lambda: (*live(), *said)) if live else None
    return Question((*page, *said), "steer", offered, note=note, live=again, enter=enter)


_EVENTS: Final[dict[str, Callable[[], Event]]] = {
    "s": Revealed,
    "r": Revealed,
    "v": VotedAgain,
    "o": Reopened,
    "p": Back,
    "u": Returned,
}
