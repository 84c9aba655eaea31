"""Leads a class over the facilitator's face: vote, talk, vote again, reveal, go on."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Final

from motdrill.classroom.events import Back, Closed, Event, LookedInto, Reopened, Returned, Revealed, Took, VotedAgain
from motdrill.classroom.room import Room
from motdrill.drill.answer_parser import parse_answer
from motdrill.drill.turn import Answer, AnswerValue
from motdrill.errors import AnswerError, ClassError, Stopped
from motdrill.live_class import LiveClass, WallPage
from motdrill.messages import N_, _, join_sentences
from motdrill.messages.errors import error_message
from motdrill.sessions.class_door import DOOR_KEYS
from motdrill.sessions.class_keys import ONLY_KEYS, confirmed, key_of
from motdrill.sessions.class_recorder import ClassSession
from motdrill.sessions.room_clock import RoomClock
from motdrill.sessions.start_state import story_before
from motdrill.sessions.voting import Voting
from motdrill.ui.blocks import Gap, KeyHint, Page, join_groups, para
from motdrill.ui.face import Face, Question
from motdrill.ui.pages.class_lobby import answered_page, opening_page, recap_page
from motdrill.ui.pages.class_step import ClassView, notes_page, party_name, reveal_page, split_page, vote_page
from motdrill.ui.view import DrillView

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
"""Labels of the leader's keys; the door has its own, and a-h and the digits are answers."""


def labelled_keys(names: str) -> tuple[KeyHint, ...]:
    """The keys, each a character of `names`, with their labels."""
    return tuple(KeyHint(name, _(_LABELS[name])) for name in names)


class ClassLeader:
    """Leads a class through its story."""

    def __init__(self, face: Face, live: LiveClass, voting: Voting, session: ClassSession) -> None:
        """Prepares to lead a class."""
        self._face, self._live, self._voting = face, live, voting
        self._recorder = session.recorder
        self._settings, self._lang = session.settings, session.lang
        self._note = ""
        self._clock = RoomClock(live, face.ring if session.settings.bell else lambda: None)

    def view_of(self, room: Room) -> DrillView:
        """The view of the drill whose step is asked."""
        return DrillView(room.drill, self._lang)

    def lead(self) -> None:
        """Leads until the story is over.

        Raises:
            Stopped: The facilitator stopped.
            EOFError: The input ended.
        """
        if not self._live.room.past:
            self._show_opening()
        while (room := self._live.room).phase != "over" or room.room_before_detour:
            phases = {"voting": self._vote, "closed": self._closed, "revealed": self._reveal, "over": self._end_detour}
            phases[room.phase]()

    def _show_opening(self) -> None:
        """Shows the case before the first step, and what has happened where the class begins in the middle."""
        pages: dict[WallPage, Page] = {
            "opening": opening_page(self.view_of(self._live.room), lose=self._settings.lose),
            "recap": self._story_before(),
        }
        told = [(wall, page) for wall, page in pages.items() if page]
        for number, (wall, page) in enumerate(told, 1):
            self._live.show_on_wall(wall)
            if not self._face.waits_for_enter:
                self._face.show(page)
            elif self._show(partial(self._with_foot, page), "q", _("begin") if number == len(told) else _("go on")):
                return

    def _story_before(self) -> Page:
        """The page of what has happened before the first step; empty at the scenario's own beginning."""
        story = story_before(self._live.room.drill)
        return recap_page(DrillView(story, self._lang)) if story else ()

    def _with_foot(self, page: Page) -> Page:
        return join_groups([page, self._foot()])

    def _keys(self, names: str) -> tuple[KeyHint, ...]:
        """The keys of a page: some of the leader's own, and those of the door."""
        return labelled_keys(names) + (self._voting.door.keys if self._voting.door else ())

    def _class_view(self, room: Room | None = None) -> ClassView:
        """The class, or a room that is newer, as the pages of a step see it."""
        room = room or self._live.room
        return ClassView(room, self.view_of(room), self._clock.left_s(), self._foot())

    def _foot(self) -> Page:
        return self._voting.door.line if self._voting.door else ()

    def _detour_key(self) -> str:
        """The key that ends a what-if, while there is one."""
        return "u" if self._live.room.room_before_detour else ""

    def _take_note(self) -> str:
        """What the next page has to say: about what was tried last, and about the journal."""
        note, self._note = self._note, ""
        return join_sentences(filter(None, (note, self._recorder.news())))

    def _show(
        self, page: Callable[[], Page], names: str, enter: str, hidden_key: str = "", escape: str | None = None
    ) -> str:
        """Shows a page until Enter or a key, and does what the key asks for; after a key of the door it is still there.

        Args:
            page: Makes the page.
            names: The keys, one character each.
            enter: What Enter does, as the page names it.
            hidden_key: A key that does the same as Enter and is not shown.
            escape: As in `Question`.

        Returns:
            The key; empty for Enter.
        """
        note = self._take_note()
        while True:
            keys = (*self._keys(names + self._detour_key()), *(KeyHint(key, "") for key in hidden_key))
            line = self._face.ask(replace(self._question(page, note, keys, enter), escape=escape))
            if key := key_of(line, keys):
                self._do(key)
            if (key and key not in DOOR_KEYS) or not line.strip():
                return key
            note = self._take_note() if key else _(ONLY_KEYS)

    def _question(self, page: Callable[[], Page], note: str, keys: tuple[KeyHint, ...], enter: str) -> Question:
        """A page that ends with a note, made anew several times a second while a clock runs."""
        ending = (Gap(), para(note, style="fair")) if note else ()

        def whole_page() -> Page:
            return (*page(), *ending)

        live = whole_page if self._live.deadline else None
        return Question(whole_page(), "steer", keys, note=note, live=live, enter=enter)

    def _vote(self) -> None:
        room = self._live.room
        round_id = (len(room.past), len(room.rounds), room.room_before_detour is not None)
        self._clock.start(round_id, self._settings.vote_s)
        self._live.show_on_wall("question")
        keys = self._keys("snpq" + self._detour_key())
        if key := self._voting.collect(self._face, self._live, self._class_view, keys, self._take_note()):
            self._do(key)

    def _closed(self) -> None:
        room = self._live.room
        if self._settings.lose:
            self._reveal()  # without the event, so that no phone shows what would have been best
            return
        if len(room.rounds) > 1 or not room.splits[-1].voters:
            self._apply(Revealed(), "revealed")
            return
        self._live.show_on_wall("split")
        if self._clock.is_for("talk"):
            self._talk()
            return
        self._clock.stop()
        if not self._show(lambda: split_page(self._class_view(), talks=False), "vronpq", _("talk about it")):
            self._clock.start("talk", self._settings.talk_s)

    def _talk(self) -> None:
        """Lets the room talk before it votes again, while the clock runs."""
        if not self._show(lambda: split_page(self._class_view(), talks=True), "ronpq", _(_LABELS["v"]), "v"):
            self._do("v")

    def _reveal(self) -> None:
        self._clock.stop()
        room, lose = self._live.room, self._settings.lose
        self._live.show_on_wall("split" if lose else "revealed")
        answers = map(room.answer_of, room.active_parties)
        is_open = any(answer is None or answer.tied_values for answer in answers)
        goes_on = _("go on with the room's answer") if len(room.drills) == 1 else _("go on, each with their own answer")
        enter = _(_LABELS["y"]) if is_open else goes_on
        names, hidden_key = ("wonpq", "y") if is_open else ("ywonpq", "")
        if self._show(lambda: reveal_page(self._class_view(), lose=lose), names, enter, hidden_key):
            return
        go_on = self._choose_way if is_open else partial(self._take, None)
        go_on()

    def _take(self, value: AnswerValue | None) -> None:
        before = self._live.room
        if self._apply(Took(value)):
            self._show_reactions(before.active_parties)

    def _look_into(self, value: AnswerValue) -> None:
        before = self._live.room
        if self._apply(LookedInto(value)):
            self._show_reactions(before.active_parties)

    def _show_reactions(self, parties: tuple[int, ...]) -> None:
        """Shows the customer's reaction, once for all parties that gave the same answer."""
        room = self._live.room
        by_answer: dict[Answer, list[int]] = {}
        for party in parties:
            by_answer.setdefault(room.drills[party].answers[-1], []).append(party)
        for group in by_answer.values():
            view = DrillView(room.drills[group[0]], self._lang)
            names = [party_name(room.party_names[party]) for party in group] if len(by_answer) > 1 else []
            if answered_page(view, names):
                self._live.show_on_wall("reaction")
                self._show(partial(self._reaction, view, names), "q", _("go on"))

    def _reaction(self, view: DrillView, names: list[str]) -> Page:
        return answered_page(view, names, self._foot())

    def _end_detour(self) -> None:
        self._apply(Returned())

    def _do(self, key: str) -> None:
        """Does what a key asks for.

        Raises:
            Stopped: The facilitator stopped.
        """
        if key == "q":
            raise Stopped("class-stopped", number=len(self._live.room.past) + 1)
        actions = {"n": self._show_notes, "p": self._step_back, "y": self._choose_way, "w": self._what_if}
        if key in actions:
            actions[key]()
        elif key in _EVENTS:
            event, page = (Closed, "split") if key == "s" and self._settings.lose else _EVENTS[key]
            self._apply(event(), page)
        elif door := self._voting.door:
            self._note = door.do(key, self._face)

    def _show_notes(self) -> None:
        if self._live.desk_open:
            self._note = _("The notes are on the desk.")
            return
        is_revealed = self._live.room.phase == "revealed"
        self._show(lambda: notes_page(self._class_view(), with_key=is_revealed), "q", _("back"), escape="")

    def _step_back(self) -> None:
        """Goes one step back; where votes would be dropped by it, only if that is confirmed."""
        room = self._live.room
        has_votes = any(split.voters for split in room.splits) and room.room_before_step is not None
        if not has_votes or confirmed(self._face, _("The votes on this step will be dropped. One step back?")):
            self._apply(Back(), "question")

    def _choose_way(self) -> None:
        self._ask_way(self._take)

    def _what_if(self) -> None:
        self._ask_way(self._look_into)

    def _ask_way(self, go: Callable[[AnswerValue], object]) -> None:
        """Asks for an answer to go on with: an empty line goes back, and - marks no line at a spot step."""
        drill, keys = self._live.room.drill, labelled_keys("q")
        page = vote_page(self._class_view(), _("which way?"))
        enter = _("the answer to go on with, empty to go back")
        line = self._face.ask(Question(page, "words", keys, enter=enter)).strip()
        if key := key_of(line, keys):
            self._do(key)
        elif line:
            try:
                typed = "" if line in "-－" else line
                go(parse_answer(drill.current_step, drill.choice_order(drill.step_id), typed))
            except AnswerError as error:
                self._note = error_message(error)

    def _apply(self, event: Event, page: WallPage | None = None) -> bool:
        """Applies an event, after which the wall shows a page; if it is not possible now, the next page says so."""
        try:
            self._live.apply(event, wall=page)
        except ClassError as error:
            self._note = error_message(error)
            return False
        return True


_EVENTS: Final[dict[str, tuple[Callable[[], Event], WallPage | None]]] = {
    "s": (Revealed, "revealed"),
    "r": (Revealed, "revealed"),
    "v": (VotedAgain, "question"),
    "o": (Reopened, "question"),
    "u": (Returned, None),
}
"""What a key makes happen, and what the wall shows then: at once, so that no phone blinks in between."""
