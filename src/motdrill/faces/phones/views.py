"""What one phone may know of the room: the question, its own vote, and after the reveal what was best.

Never how the room splits, never the key before it is revealed, never who else is here. Choices go by their place in the
order shown, since an author's ids ("name-the-wait", "deny") would tell more than the page does.
"""

from __future__ import annotations

import hashlib
import json
from functools import cached_property
from typing import Any, Final, TypeAlias

from motdrill.classroom.room import Room
from motdrill.classroom.votes import best_choices, is_best, shown_choices
from motdrill.drill.choices import choice_text
from motdrill.drill.state import Drill, Given
from motdrill.faces.phones.intake import Choice
from motdrill.scenario.model import AngerStep, NeedsStep, ReplyStep, Scenario, SpotStep, Step
from motdrill.scenario.parts import Said, Text
from motdrill.scenario.texts import choose_language, complete_languages, say, speak

View: TypeAlias = dict[str, Any]
"""Plain data, as it is sent."""


def languages(scenario: Scenario, lang: str) -> tuple[str, ...]:
    """The languages phones can choose from: those the scenario is complete in, the class's own first.

    Args:
        scenario: The scenario.
        lang: The language of the class.
    """
    own = choose_language(scenario, lang)[0]
    return (own, *(each for each in complete_languages(scenario) or () if each != own))


_encode: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def as_json(told: View) -> str:
    """Plain data on one line."""
    return _encode(told)


class Showing:
    """The room as it stands, with what the views of all phones have in common worked out once.

    Attributes:
        room: The room.
        asked: The parties whose turn it is.
        phase: The room's, or `waiting`.
        drill: The story at the step that is asked.
        serial: Grows with each showing, so that a page knows which of two views is the newer: one may come by the
            stream and the other in the answer to a vote.
    """

    def __init__(self, room: Room, langs: tuple[str, ...], waiting: bool = False, *, lose: bool = False) -> None:
        """Takes the room.

        Args:
            room: The room.
            langs: The languages of the texts (see `languages`).
            waiting: The class has not begun: there is nothing to vote on yet.
            lose: The room tries to lose the customer: no answer is best, also not when all is over.
        """
        self.room, self._langs, self._waiting, self._lose = room, langs, waiting, lose
        self._same, self.serial = object(), 0
        self.asked = room.asked
        self.phase = "waiting" if waiting and room.phase == "voting" else room.phase
        self.drill: Drill = room.drills[self.asked[0] if self.asked else 0]

    def again(self, room: Room, waiting: bool) -> Showing:
        """The room as it stands now; where only votes and people have changed, with nothing worked out anew."""
        then = self.room
        moved = room.drills is not then.drills or room.past is not then.past or room.left_at is not then.left_at
        turned = room.phase != then.phase or len(room.rounds) != len(then.rounds) or waiting != self._waiting
        if moved or turned:
            found = Showing(room, self._langs, waiting, lose=self._lose)
        else:
            found = object.__new__(Showing)
            found.__dict__ = {**self.__dict__, "room": room}
        found.serial = self.serial + 1
        return found

    def mark(self, voter_id: str) -> tuple[object, ...]:
        """What a phone's view follows from: while it is the same, so is the view."""
        votes = [each.ballots.get(voter_id) for each in self.room.rounds]
        return self._same, self.room.voters.get(voter_id), *votes

    @property
    def step(self) -> Step:
        """The step that is asked."""
        return self.drill.open_step

    @cached_property
    def shown(self) -> tuple[str, ...]:
        """The choices in the order shown."""
        return shown_choices(self.drill)

    @cached_property
    def ask(self) -> str:
        """Names the step and the round, and the way the story has come: after a step back it may be another step."""
        way = repr((self.drill.state.step, [(each.step, each.given) for each in self.drill.answers]))
        return f"{len(self.room.past) + 1}.{len(self.room.rounds)}.{hashlib.sha256(way.encode()).hexdigest()[:8]}"

    @cached_property
    def shared_json(self) -> str:
        """What every phone may know, as it is sent."""
        return as_json(self.shared())

    def shared(self) -> View:
        """What every phone may know."""
        told: View = {
            "phase": self.phase,
            "langs": self._langs,
            "title": self._text(self.drill.scenario.title),
        }
        if self.phase in ("waiting", "over"):
            return told
        return told | self._question() | (self._key() if self.phase == "revealed" else {})

    def _question(self) -> View:
        step, scenario = self.step, self.drill.scenario
        return {
            "ask": self.ask,
            "step": len(self.room.past) + 1,
            "round": len(self.room.rounds),
            "aside": self.room.left_at is not None,
            "kind": step.ask,
            "customer": self._text(scenario.customer.name),
            "says": self._said(step.says),
            "choices": [self._text(text) for text in self._texts()],
        }

    def _texts(self) -> list[Text]:
        texts = (choice_text(self.drill.scenario, self.step, each) for each in self.shown)
        return [text for text in texts if text is not None]

    def _key(self) -> View:
        """What was best: places in the order shown, in their true order for needs; stars."""
        best = best_choices(self.drill)
        if isinstance(self.step, AngerStep):
            return {"best": [int(stars) for stars in best]}
        return {"best": [self.shown.index(each) for each in best]}

    def own(self, voter_id: str) -> View:
        """What one phone may know of its own person; `here` false for somebody who was taken out or never came in."""
        room, voter = self.room, self.room.voters.get(voter_id)
        if voter is None or not voter.present:
            return {"here": False}
        you: View = {"here": True, "name": voter.name, "party": room.names[voter.party]}
        if self.phase == "over":
            return you if self._lose else you | {"tally": self._tally(voter_id)}
        if self.phase == "waiting":
            return you
        votes = [each.ballots.get(voter_id) for each in room.rounds]
        you |= {"asked": voter.party in self.asked, "vote": self.choice(votes[-1])}
        if len(votes) > 1:
            you["before"] = self.choice(votes[0])
        return you | self._verdict(votes) if self.phase == "revealed" else you

    def _verdict(self, votes: list[Given | None]) -> View:
        """What one's last answer was worth, and why; without an answer, why the best is best where the step says so."""
        given = next((each for each in reversed(votes) if each is not None), None)
        if given is None:
            return {"why": self._reasons(None)}
        turn = self.drill.turn_of(given)
        verdict: View = {"points": turn.points, "right": is_best(self.drill, given), "why": self._reasons(given)}
        return verdict | ({} if votes[-1] is not None else {"vote": self.choice(given)})

    def _reasons(self, given: Given | None) -> list[View]:
        """Why: of the reply chosen, of the lines judged wrongly, of the step."""
        step, why = self.step, []
        if isinstance(step, ReplyStep):
            why = [self._said(step.replies[given].why)] if isinstance(given, str) else []
        else:
            if isinstance(step, SpotStep) and isinstance(given, tuple):
                wrong = [line for each, line in step.lines.items() if line.good != (each in given)]
                why = [self._said(line.why) for line in wrong]
            why.append(self._said(step.why))
        return [each for each in why if any(each.values())]

    def _tally(self, voter_id: str) -> tuple[int, int]:
        """At how many steps one's last answer was a best one, and at how many one voted."""
        best = of = 0
        for record in self.room.past:
            given = next((each.ballots[voter_id] for each in reversed(record.rounds) if voter_id in each.ballots), None)
            of += given is not None
            best += given is not None and is_best(record.drill, given)
        return best, of

    def choice(self, given: Given | None) -> int | list[int] | None:
        """An answer by places in the order shown; stars are themselves."""
        if isinstance(given, tuple):
            return [self.shown.index(each) for each in given]
        return self.shown.index(given) if isinstance(given, str) else given

    def given(self, choice: Choice) -> Given:
        """The answer that places in the order shown stand for; a ranking is completed in that order.

        Raises:
            ValueError: It is no answer to the step that is asked.
        """
        step, many = self.step, isinstance(choice, tuple)
        if many != isinstance(step, NeedsStep | SpotStep):
            raise ValueError("another kind of answer")
        places = choice if isinstance(choice, tuple) else (choice,)
        if len(set(places)) < len(places) or max(places, default=0) >= len(self.shown):
            raise ValueError("no such choice")
        if isinstance(step, NeedsStep):
            if not places:
                raise ValueError("nothing ranked")
            return tuple(self.shown[i] for i in (*places, *(i for i in range(len(self.shown)) if i not in places)))
        if isinstance(step, SpotStep):
            return tuple(self.shown[i] for i in sorted(places))
        return places[0] if isinstance(step, AngerStep) else self.shown[places[0]]

    def _text(self, text: Text | None) -> View:
        return {lang: speak(text, lang) for lang in self._langs}

    def _said(self, said: Said | None) -> View:
        return {lang: say(said, self.drill.state.anger, lang) for lang in self._langs}
