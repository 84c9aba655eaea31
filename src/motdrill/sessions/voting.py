"""The three ways a room votes: by counted hands, by teams one after another, by phones."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

from motdrill.classroom.events import Closed, Counted, Unvoted, Voted
from motdrill.classroom.room import Room
from motdrill.classroom.votes import shown_choices
from motdrill.drill.answer_parser import parse_answer
from motdrill.errors import AnswerError, ClassError, Stopped
from motdrill.live_class import LiveClass
from motdrill.messages import _, join_list
from motdrill.messages.errors import error_message
from motdrill.scenario.model import AngerStep, NeedsStep, SpotStep, Step
from motdrill.ui.blocks import KeyHint, Page, join_groups, para
from motdrill.ui.face import Face, Kind, Question
from motdrill.ui.pages.class_lobby import ClassAddress, lobby_page
from motdrill.ui.pages.class_step import ClassView, party_name, vote_page
from motdrill.ui.view import DrillView

ViewOf = Callable[[Room], DrillView]
"""Makes the view of the drill whose step is asked."""


class Voting(Protocol):
    """A way a room votes."""

    def collect(self, face: Face, live: LiveClass, view_of: ViewOf, keys: tuple[KeyHint, ...], note: str) -> str:
        """Lets the room vote until the round is closed.

        Args:
            face: The facilitator's face, which the room sees.
            live: The class.
            view_of: Makes the view of the drill whose step is asked.
            keys: The facilitator's other keys.
            note: A note to show first.

        Returns:
            The key the facilitator pressed instead; empty once the round is closed.
        """
        ...


def key_of(line: str, keys: tuple[KeyHint, ...]) -> str:
    """The key a line stands for; empty if it is none of them."""
    word = unicodedata.normalize("NFKC", line).strip().lower()
    return word if any(key.key == word for key in keys) else ""


class HandVoting:
    """No devices: the facilitator counts hands and types the numbers."""

    def collect(self, face: Face, live: LiveClass, view_of: ViewOf, keys: tuple[KeyHint, ...], note: str) -> str:
        """Asks for one number a choice."""
        while True:
            room = live.room
            page = vote_page(ClassView(room, view_of(room)), _prompt(room), note)
            line = face.ask(Question(page, "words", keys, note=note, enter=_counting_help(room)))
            if key := key_of(line, keys):
                return key
            try:
                live.apply(_parse_counts(room, line))
                return ""
            except (AnswerError, ClassError) as error:
                note = error_message(error)


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

    def collect(self, face: Face, live: LiveClass, view_of: ViewOf, keys: tuple[KeyHint, ...], note: str) -> str:
        """Asks for each team's answer; for all of them again after the round was reopened."""
        if all(voter in live.room.rounds[-1].ballots for voter in live.room.present):
            for voter in live.room.present:
                live.apply(Unvoted(voter))
        while waiting := [voter for voter in live.room.present if voter not in live.room.rounds[-1].ballots]:
            room = live.room
            step, order = room.drill.current_step, room.drill.choice_order(room.drill.step_id)
            page = vote_page(ClassView(room, view_of(room)), room.voters[waiting[0]].name, note)
            line = face.ask(Question(page, _KINDS.get(type(step), "choice"), keys, len(order), note))
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
    """Everybody votes on a phone.

    Attributes:
        address: How phones reach the class.
        remove: Removes somebody by their id; they can join again.
        invite: Makes a code that opens the facilitator's desk, and the page that tells it.
        has_desk: Whether a desk was open when the class was cut off.
    """

    address: ClassAddress
    remove: Callable[[str], None]
    invite: Callable[[], Page]
    has_desk: bool = False

    def gather(self, face: Face, live: LiveClass, title: str) -> None:
        """Shows the facilitator how to open a desk, then everybody how to join until the facilitator begins.

        Raises:
            Stopped: The facilitator stopped.
        """
        stop = (KeyHint("q", _("stop")),)
        if not self.has_desk:
            self._ask(face, live, Question(self.invite(), "go", stop, enter=_("show the room how to join")))

        def refresh() -> Page:
            return lobby_page(title, self.address, sum(voter.present for voter in live.room.voters.values()))

        live.show_on_wall("lobby")
        self._ask(face, live, Question(refresh(), "steer", stop, live=refresh, enter=_("begin")))

    def _ask(self, face: Face, live: LiveClass, question: Question) -> None:
        if key_of(face.ask(question), question.keys):
            raise Stopped("class-stopped", number=len(live.room.past) + 1)

    def collect(self, face: Face, live: LiveClass, view_of: ViewOf, keys: tuple[KeyHint, ...], note: str) -> str:
        """Shows how many votes are in until the facilitator closes the round."""
        view, all_keys = view_of(live.room), (*keys, KeyHint("k", _("remove somebody")))

        def refresh() -> Page:
            room = live.room
            votes = _("{n} of {of} in").format(n=len(room.rounds[-1].ballots), of=len(room.present))
            return vote_page(ClassView(room, view), votes, note, self.address)

        line = face.ask(Question(refresh(), "steer", all_keys, note=note, live=refresh, enter=_("close the vote")))
        if (key := key_of(line, all_keys)) == "k":
            return self._remove(face, live, view_of, keys)
        if not key:
            live.apply(Closed())
        return key

    def _remove(self, face: Face, live: LiveClass, view_of: ViewOf, keys: tuple[KeyHint, ...]) -> str:
        """Asks whom to remove, then goes on with the vote."""
        ids = {voter.name: voter_id for voter_id, voter in live.room.voters.items() if voter.present and voter.name}
        page = join_groups([[para(_("Whom? They can join again."), style="strong")], [para(join_list(sorted(ids)))]])
        line = face.ask(Question(page, "words", (), enter=_("a name, or empty for nobody"))).strip()
        if line in ids:
            self.remove(ids[line])
        missing = _("Nobody is called {name}.").format(name=line) if line and line not in ids else ""
        return self.collect(face, live, view_of, keys, missing)
