"""The three ways a room votes: by hands that are counted, by teams that answer one after another, by phones."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

from motdrill.classroom.events import Closed, Counted, Unvoted, Voted
from motdrill.classroom.room import Room
from motdrill.classroom.votes import shown_choices
from motdrill.drill.answers import read_answer
from motdrill.errors import AnswerError, ClassError, Stopped
from motdrill.faces.face import Face, Kind, Question
from motdrill.faces.host import Host
from motdrill.faces.page import Key, Page, joined, para
from motdrill.faces.pages.lobby import Reached, lobby_page
from motdrill.faces.pages.room import Shown, party_name, vote_page
from motdrill.faces.stage import Stage
from motdrill.scenario.model import AngerStep, NeedsStep, SpotStep, Step
from motdrill.wording import _, listing
from motdrill.wording.errors import told

Staged = Callable[[Room], Stage]


class Voting(Protocol):
    """A way a room votes."""

    def collect(self, face: Face, host: Host, staged: Staged, keys: tuple[Key, ...], note: str) -> str:
        """Lets the room vote until the round is closed.

        Args:
            face: The facilitator's face, which the room sees.
            host: The class.
            staged: Makes the stage of the place that is asked.
            keys: What the facilitator can do besides.
            note: What there is to say first.

        Returns:
            The key the facilitator pressed instead; empty once the round is closed.
        """
        ...


def key_of(line: str, keys: tuple[Key, ...]) -> str:
    """The key that a line is; empty where it is none."""
    word = unicodedata.normalize("NFKC", line).strip().lower()
    return word if any(key.key == word for key in keys) else ""


class Hands:
    """No devices: the facilitator counts hands and types the numbers."""

    def collect(self, face: Face, host: Host, staged: Staged, keys: tuple[Key, ...], note: str) -> str:
        """Asks for one number a choice."""
        while True:
            room = host.room
            page = vote_page(Shown(room, staged(room)), _waiting_for(room), note)
            line = face.ask(Question(page, "words", keys, note=note, enter=_how_to_count(room)))
            if key := key_of(line, keys):
                return key
            try:
                host.happen(_counted(room, line))
                return ""
            except (AnswerError, ClassError) as error:
                note = told(error)


def _waiting_for(room: Room) -> str:
    if len(room.drills) == 1:
        return _("hands up")
    return _("hands up: {party}").format(party=party_name(room.names[room.asked[0]]))


def _how_to_count(room: Room) -> str:
    number = len(shown_choices(room.drill))
    if isinstance(room.drill.step, SpotStep):
        return _("{n} numbers, one a line, and how many people there are").format(n=number)
    if isinstance(room.drill.step, NeedsStep):
        return _("{n} numbers: how many put each one first").format(n=number)
    return _("{n} numbers, one a choice").format(n=number)


def _counted(room: Room, line: str) -> Counted:
    """The numbers typed; at lines, where a hand may go up for each, how many people there are comes last.

    Raises:
        AnswerError: They are not as many as there are choices, or no numbers.
    """
    words = [word for word in re.split(r"[\s,;、]+", unicodedata.normalize("NFKC", line).strip()) if word]
    wanted = len(shown_choices(room.drill))
    many = isinstance(room.drill.step, SpotStep)
    if not all(re.fullmatch("[0-9]{1,4}", word) for word in words) or len(words) != wanted + many:
        raise AnswerError("count-hands", most=wanted + many)
    numbers = [int(word) for word in words]
    people = numbers.pop() if many else sum(numbers)
    if max(numbers, default=0) > people:
        raise AnswerError("more-hands", most=people)
    return Counted(tuple(numbers), people)


class Teams:
    """Each team's answer is entered, one after another."""

    def collect(self, face: Face, host: Host, staged: Staged, keys: tuple[Key, ...], note: str) -> str:
        """Asks for each team's answer; all again where the round was reopened."""
        if all(voter in host.room.rounds[-1].ballots for voter in host.room.present):
            for voter in host.room.present:
                host.happen(Unvoted(voter))
        while waiting := [voter for voter in host.room.present if voter not in host.room.rounds[-1].ballots]:
            room = host.room
            stage, name = staged(room), room.voters[waiting[0]].name
            step, shown = (
                room.drill.scenario.steps[room.drill.state.step or ""],
                room.drill.shown(room.drill.state.step or ""),
            )
            page = vote_page(Shown(room, stage), name, note)
            line = face.ask(Question(page, _KINDS.get(type(step), "choice"), keys, len(shown), note))
            if key := key_of(line, keys):
                return key
            note = ""
            try:
                host.happen(Voted(waiting[0], read_answer(step, shown, line)))
            except (AnswerError, ClassError) as error:
                note = told(error)
        host.happen(Closed())
        return ""


_KINDS: Final[dict[type[Step], Kind]] = {AngerStep: "stars", NeedsStep: "ranking", SpotStep: "marks"}


@dataclass(frozen=True, slots=True)
class Phones:
    """Everybody votes on a phone.

    Attributes:
        reached: What phones reach the class by.
        kick: Takes somebody out by their id; it is no ban.
    """

    reached: Reached
    kick: Callable[[str], None]

    def gather(self, face: Face, host: Host, title: str) -> None:
        """Shows how to join until the facilitator begins.

        Raises:
            Stopped: The facilitator stopped.
        """

        def live() -> Page:
            return lobby_page(title, self.reached, sum(voter.present for voter in host.room.voters.values()))

        stop = (Key("q", _("stop")),)
        if key_of(face.ask(Question(live(), "steer", stop, live=live, enter=_("begin"))), stop):
            raise Stopped("class-stopped", number=len(host.room.past) + 1)

    def collect(self, face: Face, host: Host, staged: Staged, keys: tuple[Key, ...], note: str) -> str:
        """Shows how many votes are in until the facilitator closes the round."""
        stage, offered = staged(host.room), (*keys, Key("k", _("remove somebody")))

        def live() -> Page:
            room = host.room
            votes = _("{n} of {of} in").format(n=len(room.rounds[-1].ballots), of=len(room.present))
            return vote_page(Shown(room, stage), votes, note, self.reached)

        line = face.ask(Question(live(), "steer", offered, note=note, live=live, enter=_("close the vote")))
        if (key := key_of(line, offered)) == "k":
            return self._remove(face, host, staged, keys)
        if not key:
            host.happen(Closed())
        return key

    def _remove(self, face: Face, host: Host, staged: Staged, keys: tuple[Key, ...]) -> str:
        """Asks whom to take out, and goes on with the vote."""
        names = {voter.name: each for each, voter in host.room.voters.items() if voter.present and voter.name}
        page = joined([[para(_("Whom? They can join again."), style="strong")], [para(listing(sorted(names)))]])
        line = face.ask(Question(page, "words", (), enter=_("a name, or empty for nobody"))).strip()
        if line in names:
            self.kick(names[line])
        missing = _("Nobody is called {name}.").format(name=line) if line and line not in names else ""
        return self.collect(face, host, staged, keys, missing)
