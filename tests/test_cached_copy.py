"""What is expensive to compute is computed once for all drills and rooms that are copies of one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import pytest

from motdrill.classroom.room import new_room
from motdrill.drill.best_play import lossless_answer
from motdrill.drill.cached_copy import with_cached
from motdrill.drill.drill import Drill
from motdrill.phones.phone_view import PhoneViews
from motdrill.scenario.load import load

CASHIER = Path(__file__).parent.parent / "scenarios" / "bank-counter.yaml"


@dataclass(frozen=True)
class Square:
    side: int

    @cached_property
    def area(self) -> int:
        return self.side**2

    @property
    def sides(self) -> int:
        return 4


@pytest.fixture
def drill() -> Drill:
    return Drill(load(CASHIER).scenario, "bank-counter", 1)


def test_a_value_that_is_known_is_not_computed() -> None:
    assert with_cached(Square(3), area=-1).area == -1


def test_the_same_object_comes_back() -> None:
    square = Square(3)
    assert with_cached(square, area=9) is square


def test_a_copy_of_the_object_computes_its_own_value() -> None:
    assert replace(with_cached(Square(3), area=-1), side=4).area == 16


@pytest.mark.parametrize("name", ["side", "sides", "volume"])
def test_what_is_no_cached_property_is_refused(name: str) -> None:
    with pytest.raises(AttributeError, match=name):
        with_cached(Square(3), **{name: 1})


@pytest.mark.parametrize("name", ["attainable", "longest_from", "start", "effect_cache"])
def test_a_drill_shares_what_does_not_depend_on_its_answers(drill: Drill, name: str) -> None:
    answered = drill.answer(lossless_answer(drill))
    assert getattr(answered, name) is getattr(drill, name)
    assert getattr(answered.with_answers((), seed=2), name) is getattr(drill, name)


def test_a_drill_computes_anew_what_depends_on_its_answers(drill: Drill) -> None:
    answered = drill.answer(lossless_answer(drill))
    assert (len(drill.turns), len(answered.turns)) == (0, 1)
    assert answered.turns == Drill(drill.scenario, "bank-counter", 1, answered.answers).turns
    assert answered.with_answers(()).state == drill.state != answered.state


def test_a_room_with_other_ballots_shares_whose_turn_it_is(drill: Drill) -> None:
    room = new_room(drill, ("one", "two"))
    voted = room.with_ballots({"a": "x"})
    assert voted.rounds[-1].ballots == {"a": "x"}
    assert voted.active_parties is room.active_parties
    assert voted.drill is room.drill


def test_phones_share_their_question_while_only_votes_change(drill: Drill) -> None:
    room = new_room(drill)
    views = PhoneViews(room, ("en",), "question")
    updated = views.updated(room.with_ballots({"a": "x"}), "question")
    assert views.shared_json is not updated.shared_json  # not computed before the copy
    assert updated.updated(room, "question").shared_json is updated.shared_json
    assert updated.serial == views.serial + 1
