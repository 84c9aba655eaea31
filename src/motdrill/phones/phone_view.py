"""What one phone may know of a class: the question, its own vote, and after the reveal what was best.

Never how the room splits, the key before it is revealed, or who else takes part. Choices are positions in the order
shown, since an author's ids ("name-the-wait", "deny") may reveal more than the page does.
"""

from __future__ import annotations

import hashlib
import json
from copy import copy
from functools import cached_property
from typing import Any, Final, Literal, TypeAlias

from motdrill.classroom.room import Phase, Room
from motdrill.classroom.votes import choices_earning_most, counts_as_best, shown_choices
from motdrill.drill.choices import choice_text
from motdrill.drill.drill import Drill
from motdrill.drill.turn import AnswerValue
from motdrill.live_class import WallPage
from motdrill.phones.requests import VoteChoice
from motdrill.scenario.base_types import Text, TextByAnger
from motdrill.scenario.model import AngerStep, NeedsStep, ReplyStep, Scenario, SpotStep, Step
from motdrill.scenario.texts import complete_languages, scenario_language, text_at, text_in

View: TypeAlias = dict[str, Any]
"""A JSON object as a dictionary."""

PhonePhase: TypeAlias = Literal["waiting", "wall", "voting", "closed", "revealed", "over"]
"""What a phone shows: that the class has not begun, that its owner is to look at the wall, the question, the end."""

_PHASES: Final[dict[tuple[WallPage, Phase], PhonePhase]] = {
    ("question", "voting"): "voting",
    ("question", "closed"): "closed",
    ("question", "revealed"): "closed",
    ("split", "closed"): "closed",
    ("split", "revealed"): "closed",
    ("revealed", "revealed"): "revealed",
    ("result", "over"): "over",
}
"""What a phone shows of a phase while the wall shows a page: never more than the wall does."""


def phone_phase(wall: WallPage, phase: Phase) -> PhonePhase:
    """What phones show while the wall shows a page and the room is in a phase."""
    return "waiting" if wall in ("lobby", "opening", "recap") else _PHASES.get((wall, phase), "wall")


def languages(scenario: Scenario, lang: str) -> tuple[str, ...]:
    """The languages that phones can choose from: those the scenario is complete in, the one of the class first."""
    first = scenario_language(scenario, lang)[0]
    return (first, *(other for other in complete_languages(scenario) or () if other != first))


_encode: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def as_json(document: View) -> str:
    """Encodes a document as JSON on one line."""
    return _encode(document)


class PhoneViews:
    """The views of all phones on a room; what they share is computed once.

    `view_key` alone says when a phone's view is stale.

    Attributes:
        room: The room.
        active_parties: The indexes of the parties whose turn it is.
        phase: What the phones show.
        drill: The drill of the first active party.
        serial: Grows with each update, so that a page can tell which of two views is newer: one may come by the stream
            and the other with the response to a vote.
    """

    def __init__(self, room: Room, langs: tuple[str, ...], wall: WallPage, *, lose: bool = False) -> None:
        """Makes the views, with texts in `langs` (see `languages`), while the wall shows a page.

        With `lose`, the room is to lose the customer, so the end counts no best answers.
        """
        self.room, self._langs, self._lose = room, langs, lose
        self._shared_version, self.serial = object(), 0
        self.active_parties = room.active_parties
        self.phase = phone_phase(wall, room.phase)
        self.drill: Drill = room.drill

    def updated(self, room: Room, wall: WallPage) -> PhoneViews:
        """The views on a newer room or wall; keeps what they share if only votes and people have changed."""
        if _shared_inputs(room, phone_phase(wall, room.phase)) == _shared_inputs(self.room, self.phase):
            views = copy(self)  # with all cached properties
            views.room = room
        else:
            views = PhoneViews(room, self._langs, wall, lose=self._lose)
        views.serial = self.serial + 1
        return views

    def view_key(self, voter_id: str) -> tuple[object, ...]:
        """All that a phone's view is computed from: a view sent before is stale if and only if this has changed."""
        votes = [vote_round.ballots.get(voter_id) for vote_round in self.room.rounds]
        return self._shared_version, self.room.voters.get(voter_id), *votes

    @property
    def step(self) -> Step:
        """The current step.

        Raises:
            ValueError: The drill is over.
        """
        return self.drill.current_step

    @cached_property
    def choice_ids(self) -> tuple[str, ...]:
        """The ids of the choices in the order shown."""
        return shown_choices(self.drill)

    @cached_property
    def question_id(self) -> str:
        """An id of the question and round, different after other answers too: a step back may lead to another step."""
        path = repr((self.drill.state.step, [(answer.step, answer.value) for answer in self.drill.answers]))
        return f"{len(self.room.past) + 1}.{len(self.room.rounds)}.{hashlib.sha256(path.encode()).hexdigest()[:8]}"

    @cached_property
    def shared_json(self) -> str:
        """The part of the view that all phones share, as JSON."""
        return as_json(self.shared_view())

    def shared_view(self) -> View:
        """The part of the view that all phones share."""
        view: View = {"phase": self.phase, "langs": self._langs, "title": self._text(self.drill.scenario.title)}
        if self.phase in ("waiting", "wall", "over"):
            return view
        return view | self._question() | (self._right_choices() if self.phase == "revealed" else {})

    def _question(self) -> View:
        step, scenario = self.step, self.drill.scenario
        return {
            "ask": self.question_id,
            "step": len(self.room.past) + 1,
            "round": len(self.room.rounds),
            "aside": self.room.room_before_detour is not None,
            "kind": step.ask,
            "customer": self._text(scenario.customer.name),
            "says": self._text_at(step.says),
            "choices": [self._text(text) for text in self._choice_texts()],
        }

    def _choice_texts(self) -> list[Text]:
        texts = (choice_text(self.drill.scenario, self.step, choice) for choice in self.choice_ids)
        return [text for text in texts if text is not None]

    def _right_choices(self) -> View:
        """The best choices as positions in the order shown (needs in their true order), or stars."""
        best = choices_earning_most(self.drill)
        if isinstance(self.step, AngerStep):
            return {"best": [int(stars) for stars in best]}
        return {"best": [self.choice_ids.index(choice) for choice in best]}

    def voter_view(self, voter_id: str) -> View:
        """The part of the view about the phone's own voter; `here` is false for one who never joined or was removed."""
        room, voter = self.room, self.room.voters.get(voter_id)
        if voter is None or not voter.present:
            return {"here": False}
        party = room.party_names[voter.party]
        you: View = {"here": True, "name": voter.name, "number": voter.number, "party": party}
        if self.phase == "over":
            return you if self._lose else you | {"tally": self._tally(voter_id)}
        if self.phase in ("waiting", "wall"):
            return you
        votes = [vote_round.ballots.get(voter_id) for vote_round in room.rounds]
        you |= {"asked": voter.party in self.active_parties, "vote": self.choice_of(votes[-1])}
        if len(votes) > 1:
            you["before"] = self.choice_of(votes[0])
        return you | self._verdict(votes) if self.phase == "revealed" else you

    def _verdict(self, votes: list[AnswerValue | None]) -> View:
        """What the voter's last answer was worth, and why; without one, only the step's reason if it has one."""
        value = next((vote for vote in reversed(votes) if vote is not None), None)
        if value is None:
            return {"why": self._reasons(None)}
        turn = self.drill.turn_for(value)
        verdict: View = {"points": turn.points, "right": counts_as_best(self.drill, value), "why": self._reasons(value)}
        return verdict | ({} if votes[-1] is not None else {"vote": self.choice_of(value)})

    def _reasons(self, value: AnswerValue | None) -> list[View]:
        """The reasons of the reply chosen, or of the lines judged wrongly, with their letters, and of the step."""
        step, reasons = self.step, []
        if isinstance(step, ReplyStep):
            reasons = [self._text_at(step.replies[value].why)] if isinstance(value, str) else []
        else:
            if isinstance(step, SpotStep) and isinstance(value, tuple):
                wrong = [line_id for line_id in self.choice_ids if step.lines[line_id].good != (line_id in value)]
                reasons = [self._line_reason(line_id, step.lines[line_id].why) for line_id in wrong]
            reasons.append(self._text_at(step.why))
        return [reason for reason in reasons if any(reason.values())]

    def _line_reason(self, line_id: str, why: TextByAnger | None) -> View:
        letter = chr(ord("A") + self.choice_ids.index(line_id))
        return {lang: f"{letter}  {text}" if text else "" for lang, text in self._text_at(why).items()}

    def _tally(self, voter_id: str) -> tuple[int, int]:
        """The numbers of steps at which the voter's last answer was a best one, and at which they voted."""
        best = voted = 0
        for record in self.room.past:
            ballots = (vote_round.ballots for vote_round in reversed(record.rounds))
            value = next((votes[voter_id] for votes in ballots if voter_id in votes), None)
            voted += value is not None
            best += value is not None and counts_as_best(record.drill, value)
        return best, voted

    def message(self, you: View) -> str:
        """All that a phone is told, as JSON: what is shared, and its own view (see `voter_view`)."""
        if not you["here"]:
            return f'{{"you": {as_json(you)}}}'
        return f'{{"at": {self.serial}, "room": {self.shared_json}, "you": {as_json(you)}}}'

    def choice_of(self, value: AnswerValue | None) -> int | list[int] | None:
        """An answer as positions in the order shown; stars are themselves."""
        if isinstance(value, tuple):
            return [self.choice_ids.index(choice) for choice in value]
        return self.choice_ids.index(value) if isinstance(value, str) else value

    def value_of(self, choice: VoteChoice) -> AnswerValue:
        """The answer of positions in the order shown; the needs not ranked follow in that order.

        Raises:
            ValueError: It is no answer to the current step.
        """
        step, multiple = self.step, isinstance(choice, tuple)
        if multiple != isinstance(step, NeedsStep | SpotStep):
            raise ValueError("another kind of answer")
        positions = choice if isinstance(choice, tuple) else (choice,)
        if len(set(positions)) < len(positions) or max(positions, default=0) >= len(self.choice_ids):
            raise ValueError("no such choice")
        if isinstance(step, NeedsStep):
            if not positions:
                raise ValueError("nothing ranked")
            rest = (i for i in range(len(self.choice_ids)) if i not in positions)
            return tuple(self.choice_ids[i] for i in (*positions, *rest))
        if isinstance(step, SpotStep):
            return tuple(self.choice_ids[i] for i in sorted(positions))
        return positions[0] if isinstance(step, AngerStep) else self.choice_ids[positions[0]]

    def _text(self, text: Text | None) -> View:
        return {lang: text_in(text, lang) for lang in self._langs}

    def _text_at(self, text: TextByAnger | None) -> View:
        return {lang: text_at(text, self.drill.state.anger, lang) for lang in self._langs}


def _shared_inputs(room: Room, phase: PhonePhase) -> tuple[object, ...]:
    """All that the shared part of the views is computed from."""
    return phase, len(room.rounds), room.party_names, room.drills, room.past, room.room_before_detour
