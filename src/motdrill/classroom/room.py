"""A class as it stands: who is here, where the story is, how the rounds went.

A room follows one way of the story, or several parties follow their own (teams, or two halves of the room). Parties
that stand at the same step with the same anger are asked together; of different places the one that comes first in the
file is asked first, so that parties meet again wherever the story lets them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Final, Literal, TypeAlias

from motdrill.classroom.events import Counted
from motdrill.classroom.gain import Shift, gain_by_hands, shift
from motdrill.classroom.votes import (
    Ballots,
    RoomAnswer,
    Split,
    room_answer,
    room_answer_by_hands,
    split_by_hands,
)
from motdrill.classroom.votes import split as count_ballots
from motdrill.drill.state import Drill, Given

Phase: TypeAlias = Literal["voting", "closed", "revealed", "over"]

HALVES: Final = ("left", "right")
"""The parties of a room in two halves."""


@dataclass(frozen=True, slots=True)
class Voter:
    """Somebody who takes part.

    Attributes:
        name: As shown; empty for nobody in particular.
        party: Which way of the story they follow.
        present: Whether they are counted.
    """

    name: str
    party: int
    present: bool = True


@dataclass(frozen=True, slots=True)
class Round:
    """One round of votes: ballots, or hands that were counted."""

    ballots: Ballots = field(default_factory=dict)
    hands: Counted | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """A step that the class has been through.

    Attributes:
        names: Those who were asked, as they were called then: of a room that is halved later, the room.
        drill: The story of the first of them as it stood at the step.
        rounds: One or two; none where the step was skipped.
        took: The answer each party went on with.
    """

    names: tuple[str, ...]
    drill: Drill
    rounds: tuple[Round, ...]
    took: tuple[Given, ...]

    @property
    def splits(self) -> tuple[Split, ...]:
        """How each round went."""
        return tuple(split_of(self.drill, each) for each in self.rounds)

    @property
    def shift(self) -> Shift | None:
        """How those who voted twice have moved; None by hands, or after one round."""
        if len(self.rounds) < 2 or any(each.hands for each in self.rounds):
            return None
        return shift(self.drill, self.rounds[0].ballots, self.rounds[1].ballots)

    @property
    def gain(self) -> Fraction | None:
        """The normalised gain; None after one round, or where there was nothing to gain."""
        if len(self.rounds) < 2:
            return None
        moved = self.shift
        return moved.gain if moved else gain_by_hands(*self.splits)


@dataclass(frozen=True)
class Room:
    """A class as it stands.

    Attributes:
        names: The parties' names; one empty name where the room follows one way.
        drills: Each party's story.
        voters: Everybody who has joined, by id.
        phase: The step is voted on, its round is closed, what was best is revealed; or all is over.
        rounds: The rounds of the step so far.
        past: The steps before.
        earlier: The room as it stood when the step before began; None at the first.
        left_at: In a detour, the room as it was when it began; None otherwise.
    """

    names: tuple[str, ...]
    drills: tuple[Drill, ...]
    voters: Mapping[str, Voter] = field(default_factory=dict)
    phase: Phase = "voting"
    rounds: tuple[Round, ...] = (Round(),)
    past: tuple[Record, ...] = ()
    earlier: Room | None = None
    left_at: Room | None = None

    @cached_property
    def asked(self) -> tuple[int, ...]:
        """The parties whose turn it is: those at the place that comes first in the file; none when all is over."""
        places = [(drill.state.step, drill.state.anger, i) for i, drill in enumerate(self.drills) if drill.state.step]
        if not places:
            return ()
        order = list(self.drills[0].scenario.steps)
        first = min(places, key=lambda place: (order.index(place[0] or ""), place[1], place[2]))
        return tuple(i for step, anger, i in places if (step, anger) == first[:2])

    @cached_property
    def drill(self) -> Drill:
        """The story at the place that is asked; the first party's when all is over."""
        return self.drills[self.asked[0] if self.asked else 0]

    @property
    def present(self) -> dict[str, Voter]:
        """Who may vote now: those who are here, of the parties that are asked."""
        asked = self.asked
        return {each: voter for each, voter in self.voters.items() if voter.present and voter.party in asked}

    @property
    def splits(self) -> tuple[Split, ...]:
        """How each round of this step went so far."""
        return tuple(split_of(self.drill, each) for each in self.rounds)

    def answer_of(self, party: int) -> RoomAnswer | None:
        """A party's answer by its last round; None where nobody voted."""
        for each in reversed(self.rounds):
            if each.hands:
                found = split_of(self.drill, each)
                return room_answer_by_hands(self.drill, found) if found.voters else None
            own = {v: given for v, given in each.ballots.items() if v in self.voters and self.voters[v].party == party}
            if own:
                return room_answer(self.drill, own)
        return None

    def voting_so(self, ballots: Ballots) -> Room:
        """The room with other ballots in this round; who is asked stays known, for a whole room votes at once."""
        found = object.__new__(Room)
        found.__dict__.update(self.__dict__, rounds=(*self.rounds[:-1], Round(ballots)))
        return found

    def record(self, took: tuple[Given, ...] = ()) -> Record:
        """The step as it stands, as it will be remembered."""
        rounds = tuple(each for each in self.rounds if each.ballots or each.hands)
        return Record(tuple(self.names[party] for party in self.asked), self.drill, rounds, took)


def begin(drill: Drill, names: tuple[str, ...] = ("",)) -> Room:
    """A class before anybody has joined.

    Args:
        drill: The story, from where the class begins.
        names: The parties' names; one where the room follows one way.
    """
    return Room(names, tuple(drill for _name in names))


def split_of(drill: Drill, each: Round) -> Split:
    """How a round went at the step a drill stands at."""
    if each.hands:
        return split_by_hands(drill, each.hands.counts, each.hands.voters)
    return count_ballots(drill, each.ballots)
