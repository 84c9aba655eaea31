"""The state of a class: its voters, its stories, its rounds.

A room follows the story together, or several parties (teams, or two groups) each follow their own. Parties
at the same step with the same anger vote together; otherwise the step that comes first in the file has its turn, so
that parties meet again wherever the story allows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import Final, Literal, TypeAlias

from motdrill.classroom.events import Counted
from motdrill.classroom.gain import Shift, gain_by_hands, shift
from motdrill.classroom.votes import (
    Ballots,
    RoomAnswer,
    Split,
    count_hands,
    count_votes,
    room_answer,
    room_answer_by_hands,
)
from motdrill.drill.cached_copy import with_cached
from motdrill.drill.drill import Drill
from motdrill.drill.turn import AnswerValue

Phase: TypeAlias = Literal["voting", "closed", "revealed", "over"]

GROUPS: Final = ("group-one", "group-two")
"""The parties of a room in two groups, dealt in turn: nobody can tell by where they sit which is theirs."""


@dataclass(frozen=True, slots=True)
class Voter:
    """Somebody who takes part.

    Attributes:
        name: Their name; may be empty.
        party: The index of their party.
        number: The how-manieth joined, from 1, by which somebody without a name is known too.
        present: Whether they are still counted.
    """

    name: str
    party: int
    number: int
    present: bool = True


@dataclass(frozen=True, slots=True)
class Round:
    """One round of votes: ballots, or a count of hands."""

    ballots: Ballots = field(default_factory=dict)
    hands: Counted | None = None


@dataclass(frozen=True, slots=True)
class StepRecord:
    """A step that the class has finished.

    Attributes:
        names: The names of the parties that voted, as they were then, before any later split into groups.
        drill: The story of the first of them, at the step.
        rounds: One or two; none if the step was skipped.
        took: The answer each party went on with.
    """

    party_names: tuple[str, ...]
    drill: Drill
    rounds: tuple[Round, ...]
    took: tuple[AnswerValue, ...]

    @property
    def splits(self) -> tuple[Split, ...]:
        """The result of each round."""
        return tuple(count_round(self.drill, vote_round) for vote_round in self.rounds)

    @property
    def shift(self) -> Shift | None:
        """How answers changed between the rounds; None for hands, or after one round."""
        if len(self.rounds) < 2 or any(vote_round.hands for vote_round in self.rounds):
            return None
        return shift(self.drill, self.rounds[0].ballots, self.rounds[1].ballots)

    @property
    def gain(self) -> Fraction | None:
        """The normalised gain; None after one round, or if there was nothing to gain."""
        if len(self.rounds) < 2:
            return None
        change = self.shift
        return change.gain if change else gain_by_hands(*self.splits)


@dataclass(frozen=True)
class Room:
    """The state of a class.

    Attributes:
        names: The parties' names; one empty name if the room follows the story together.
        drills: Each party's story.
        voters: Everybody who has joined, by id.
        phase: Whether the round is open, closed or revealed, or every story is over.
        rounds: The rounds of the current step so far.
        past: The steps before.
        earlier: The room at the start of the previous step; None at the first.
        left_at: In a detour, the room before it; None otherwise.
    """

    party_names: tuple[str, ...]
    drills: tuple[Drill, ...]
    voters: Mapping[str, Voter] = field(default_factory=dict)
    phase: Phase = "voting"
    rounds: tuple[Round, ...] = (Round(),)
    past: tuple[StepRecord, ...] = ()
    room_before_step: Room | None = None
    room_before_detour: Room | None = None

    @cached_property
    def active_parties(self) -> tuple[int, ...]:
        """The indexes of the parties whose turn it is: those at the first step in file order; none at the end."""
        order = {step_id: number for number, step_id in enumerate(self.drills[0].scenario.steps)}
        ongoing = [(order[drill.step_id], drill.state.anger, i) for i, drill in enumerate(self.drills) if drill.step]
        if not ongoing:
            return ()
        first = min(ongoing)
        return tuple(i for step, anger, i in ongoing if (step, anger) == first[:2])

    @cached_property
    def drill(self) -> Drill:
        """The story of the first active party; of the first party when every story is over."""
        return self.drills[self.active_parties[0] if self.active_parties else 0]

    @property
    def present(self) -> dict[str, Voter]:
        """Who may vote now, by id: those present in the active parties."""
        active = self.active_parties
        return {voter_id: voter for voter_id, voter in self.voters.items() if voter.present and voter.party in active}

    @property
    def splits(self) -> tuple[Split, ...]:
        """The result of each round of this step so far."""
        return tuple(count_round(self.drill, vote_round) for vote_round in self.rounds)

    def answer_of(self, party: int) -> RoomAnswer | None:
        """A party's answer in its last round with votes; None if nobody voted."""
        members = {voter_id for voter_id, voter in self.voters.items() if voter.party == party}
        for vote_round in reversed(self.rounds):
            if vote_round.hands:
                split = count_round(self.drill, vote_round)
                return room_answer_by_hands(self.drill, split) if split.voters else None
            ballots = {voter_id: value for voter_id, value in vote_round.ballots.items() if voter_id in members}
            if ballots:
                return room_answer(self.drill, ballots)
        return None

    def with_ballots(self, ballots: Ballots) -> Room:
        """The room with other ballots in this round."""
        other = replace(self, rounds=(*self.rounds[:-1], Round(ballots)))
        return with_cached(other, active_parties=self.active_parties, drill=self.drill)  # independent of the ballots

    def step_record(self, took: tuple[AnswerValue, ...] = ()) -> StepRecord:
        """The current step with the answer each active party goes on with, as an entry of `past`."""
        rounds = tuple(vote_round for vote_round in self.rounds if vote_round.ballots or vote_round.hands)
        return StepRecord(tuple(self.party_names[party] for party in self.active_parties), self.drill, rounds, took)


def new_room(drill: Drill, names: tuple[str, ...] = ("",)) -> Room:
    """A class before anybody has joined, at the start of a drill, with the names of its parties."""
    return Room(names, tuple(drill for _name in names))


def count_round(drill: Drill, vote_round: Round) -> Split:
    """The result of a round at a drill's current step."""
    if vote_round.hands:
        return count_hands(drill, vote_round.hands.counts, vote_round.hands.voters)
    return count_votes(drill, vote_round.ballots)
