"""The three ways a room votes: by counted hands, by teams one after another, by phones."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Final, Protocol

from motdrill.classroom.events import Closed, Counted, Unvoted, Voted
from motdrill.classroom.room import Room
from motdrill.classroom.votes import shown_choices
from motdrill.drill.answer_parser import parse_answer
from motdrill.errors import AnswerError, ClassError
from motdrill.live_class import LiveClass
from motdrill.messages import N_, _
from motdrill.messages.errors import error_message
from motdrill.scenario.model import AngerStep, NeedsStep, SpotStep, Step
from motdrill.sessions.class_door import Door
from motdrill.sessions.class_keys import ONLY_KEYS, confirmed, key_of
from motdrill.ui.blocks import KeyHint, Page
from motdrill.ui.face import Face, Kind, Question
from motdrill.ui.pages.class_step import ClassView, party_name, vote_page

ViewOf = Callable[[Room], ClassView]
"""Makes what the pages of the step see."""

NOBODY_VOTED: Final = N_("Nobody has voted. Close the round all the same?")


class Voting(Protocol):
    """A way a room votes."""

    @property
    def door(self) -> Door | None:
        """Who comes in, where people join."""
        ...

    def collect(self, face: Face, live: LiveClass, view_of: ViewOf, keys: tuple[KeyHint, ...], note: str) -> str:
        """Lets the room vote until the round is closed.

        Args:
            face: The facilitator's face, which the room sees.
            live: The class.
            view_of: Makes what the pages of the step see.
            keys: The facilitator's other keys.
            note: A note to show first.

        Returns:
            The key the facilitator pressed instead; empty once the round is closed, or is not to be closed yet.
        """
        ...


class HandVoting:
    """No devices: the facilitator counts hands and types the numbers."""

    door = None

    def collect(self, face: Face, live: LiveClass, view_of: ViewOf, keys: tuple[KeyHint, ...], note: str) -> str:
        """Asks for one number a choice."""
        while True:
            room = live.room
            page = partial(_page, live, view_of, _prompt(room), note)
            line = face.ask(_timed(Question(page(), "words", keys, note=note, enter=_counting_help(room)), live, page))
            if key := key_of(line, keys):
                return key
            try:
                counted = _parse_counts(room, line)
                if counted.voters or confirmed(face, _(NOBODY_VOTED)):
                    live.apply(counted)
                return ""
            except (AnswerError, ClassError) as error:
                note = error_message(error)


def _page(live: LiveClass, view_of: ViewOf, votes_in: str, note: str) -> Page:
    return vote_page(view_of(live.room), votes_in, note)


def _timed(question: Question, live: LiveClass, page: Callable[[], Page]) -> Question:
    """The question with its page made anew while it is open, if the page shows the time."""
    return replace(question, live=page) if live.deadline else question


def _prompt(room: Room) -> str:
    if len(room.drills) == 1:
        return _("hands up")
    return _("hands up: {party}").format(party=party_name(room.party_names[room.active_parties[0]]))


def _counting_help(room: Room) -> str:
    number = len(shown_choices(room.drill))
    if isinstance(room.drill.step, SpotStep):
        return _("{n} numbers, one a line, and how many people there are").format(n=number)
    if isinstance(room.drill.step, NeedsStep):
        return _("{n} numbers: how many put each one first").format(n=number)
    return _("{n} numbers, one a choice").format(n=number)


def _parse_counts(room: Room, line: str) -> Counted:
    """Parses the numbers typed; at a spot step, where hands go up for each line, the number of people comes last.

    Raises:
        AnswerError: There are not as many numbers as choices.
    """
    words = [word for word in re.split(r"[\s,;、]+", unicodedata.normalize("NFKC", line).strip()) if word]
    choices = len(shown_choices(room.drill))
    many = isinstance(room.drill.step, SpotStep)
    if not all(re.fullmatch("[0-9]{1,4}", word) for word in words) or len(words) != choices + many:
        raise AnswerError("count-hands", most=choices + many)
    numbers = [int(word) for word in words]
    people = numbers.pop() if many else sum(numbers)
    if max(numbers, default=0) > people:
        raise AnswerError("more-hands", most=people)
    return Counted(tuple(numbers), people)


class TeamVoting:
    """Each team's answer is entered, one after another."""

    door = None

    def collect(self, face: Face, live: LiveClass, view_of: ViewOf, keys: tuple[KeyHint, ...], note: str) -> str:
        """Asks for each team's answer; for all of them again after the round was reopened."""
        if all(voter in live.room.rounds[-1].ballots for voter in live.room.present):
            for voter in live.room.present:
                live.apply(Unvoted(voter))
        while waiting := [voter for voter in live.room.present if voter not in live.room.rounds[-1].ballots]:
            room = live.room
            step, order = room.drill.current_step, room.drill.choice_order(room.drill.step_id)
            page = partial(_page, live, view_of, room.voters[waiting[0]].name, note)
            kind = _KINDS.get(type(step), "choice")
            line = face.ask(_timed(Question(page(), kind, keys, len(order), note), live, page))
            if key := key_of(line, keys):
                return key
            note = ""
            try:
                live.apply(Voted(waiting[0], parse_answer(step, order, line)))
            except (AnswerError, ClassError) as error:
                note = error_message(error)
        live.apply(Closed())
        return ""


_KINDS: Final[dict[type[Step], Kind]] = {AngerStep: "stars", NeedsStep: "ranking", SpotStep: "marks"}


@dataclass(frozen=True, slots=True)
class PhoneVoting:
    """Everybody votes on a phone."""

    door: Door

    def collect(self, face: Face, live: LiveClass, view_of: ViewOf, keys: tuple[KeyHint, ...], note: str) -> str:
        """Shows how many votes are in until the facilitator closes the round."""

        def refresh() -> Page:
            room = live.room
            votes = _("{n} of {of} in").format(n=len(room.rounds[-1].ballots), of=len(room.present))
            return vote_page(view_of(room), votes, note)

        line = face.ask(Question(refresh(), "steer", keys, note=note, live=refresh, enter=_("close the vote")))
        if key := key_of(line, keys):
            return key
        if line.strip():
            return self.collect(face, live, view_of, keys, _(ONLY_KEYS))
        if live.room.rounds[-1].ballots or confirmed(face, _(NOBODY_VOTED)):
            live.apply(Closed())
        return ""
