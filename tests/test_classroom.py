"""The class as pure code: votes, gain, events and the room they make, by tables worked out by hand and by laws."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motdrill.classroom import events
from motdrill.classroom.document import class_document, class_rows
from motdrill.classroom.events import (
    Back,
    Closed,
    Counted,
    Event,
    Halved,
    Joined,
    Left,
    LookedInto,
    Reopened,
    Returned,
    Revealed,
    Took,
    Unvoted,
    Voted,
    VotedAgain,
)
from motdrill.classroom.gain import advise, gain_by_hands, normalised_gain, shift
from motdrill.classroom.room import GROUPS, Room, new_room
from motdrill.classroom.session import MAX_VOTERS, apply_event
from motdrill.classroom.votes import (
    RoomAnswer,
    Split,
    count_hands,
    count_votes,
    counts_as_best,
    most_points_now,
    room_answer,
    room_answer_by_hands,
    shown_choices,
)
from motdrill.drill.drill import Drill
from motdrill.drill.turn import AnswerValue, State
from motdrill.errors import ClassError
from motdrill.scenario.load import scenario_from_text
from motdrill.scenario.model import AngerStep, NeedsStep, ReplyStep
from strategies import scenarios

thoroughly = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))

CASE: dict[str, Any] = {
    "format": 1,
    "title": "The lost parcel",
    "customer": {"name": "Li", "anger": 4},
    "needs": {need: {"kind": "solve", "spoken": True, "text": need} for need in ("heard", "parcel", "reason")},
    "steps": {
        "read-him": {"ask": "anger"},
        "answer-him": {
            "goto": "rank-them",
            "replies": {
                "deep": {"text": "1", "why": "so", "score": 3, "depth": "unsaid", "stars": -2},
                "shallow": {"text": "2", "why": "so", "score": 3, "depth": "answer", "stars": -1},
                "plain": {"text": "3", "why": "so", "score": 2},
                "harsh": {"text": "4", "why": "so", "score": 0, "goto": "try-again"},
            },
        },
        "try-again": {
            "counts": False,
            "replies": {
                "mend": {"text": "1", "why": "so", "score": 3, "stars": -2},
                "fumble": {"text": "2", "why": "so", "score": 1},
            },
        },
        "rank-them": {"ask": "needs"},
        "mark-them": {
            "ask": "spot",
            "lines": {
                "greets": {"text": "1", "good": True},
                "sighs": {"text": "2", "good": False},
                "asks": {"text": "3", "good": True},
                "blames": {"text": "4", "good": False},
            },
        },
        "last-word": {
            "replies": {
                "thank": {"text": "1", "why": "so", "score": 3},
                "shrug": {"text": "2", "why": "so", "score": 1, "stars": 3},
            }
        },
    },
}
SCENARIO = scenario_from_text(json.dumps(CASE))
ORDER = ("heard", "parcel", "reason")
BEST: dict[str, AnswerValue] = {
    "read-him": 4,
    "answer-him": "deep",
    "try-again": "mend",
    "rank-them": ORDER,
    "mark-them": ("greets", "asks"),
    "last-word": "thank",
}
SEED = 7


def at(step: str, anger: int = 4) -> Drill:
    """The case, standing at a step."""
    return Drill(SCENARIO, "lost-parcel", SEED, start_at=State(step, anger))


def ballots(*given: AnswerValue) -> dict[str, AnswerValue]:
    """The votes of people a, b, c ..."""
    return dict(zip("abcdefghijklmnopqrstuvwxyz", given, strict=False))


def counts_as_shown(step: str, counts: dict[str, int]) -> tuple[int, ...]:
    """Counts by choice, in the order shown."""
    return tuple(counts.get(choice, 0) for choice in shown_choices(at(step)))


def in_order(step: str, *ids: str) -> tuple[str, ...]:
    """Ids in the order shown."""
    return tuple(choice for choice in shown_choices(at(step)) if choice in ids)


def opened(*ids: str, names: tuple[str, ...] = ("",), step: str = "", anger: int = 4) -> Room:
    """A class with people, at the first step or another."""
    drill = at(step, anger) if step else Drill(SCENARIO, "lost-parcel", SEED)
    room = new_room(drill, names)
    return happened(room, *(Joined(each, each.upper()) for each in ids))


def happened(room: Room, *all_events: Event) -> Room:
    for event in all_events:
        room = apply_event(room, event)
    return room


def votes(*given: AnswerValue) -> list[Event]:
    return [Voted(voter, each) for voter, each in ballots(*given).items()]


def refused(room: Room, event: Event) -> str:
    """The code by which an event is refused."""
    with pytest.raises(ClassError) as caught:
        apply_event(room, event)
    return caught.value.code


# ---------------------------------------------------------------- how a round is counted


def test_replies_are_counted_in_the_order_shown() -> None:
    found = count_votes(at("answer-him"), ballots("deep", "plain", "deep", "harsh"))
    assert found == Split(4, {"deep": 2, "shallow": 0, "plain": 1, "harsh": 1}, 2)
    assert tuple(found.counts) == at("answer-him").choice_order("answer-him")


def test_stars_are_counted_from_0_to_6_and_only_the_true_ones_are_best() -> None:
    found = count_votes(at("read-him", 5), ballots(5, 4, 6, 5))
    assert list(found.counts.items()) == [("0", 0), ("1", 0), ("2", 0), ("3", 0), ("4", 1), ("5", 2), ("6", 1)]
    assert found.best_count == 2 and found.best_percent == 50


def test_of_needs_the_first_is_counted_and_a_ranking_that_loses_one_point_is_best_too() -> None:
    found = count_votes(at("rank-them"), ballots(ORDER, ("heard", "reason", "parcel"), ("parcel", "heard", "reason")))
    assert found.counts == {"heard": 2, "parcel": 1, "reason": 0}
    assert found.best_count == 2 and found.best_percent == 66


def test_of_lines_every_mark_is_counted_and_one_line_misjudged_of_four_is_best_too() -> None:
    found = count_votes(at("mark-them"), ballots(("greets", "asks"), ("greets",), (), ("sighs", "blames")))
    assert found == Split(4, {"greets": 2, "sighs": 1, "asks": 1, "blames": 1}, 2)


def test_nobody_voting_is_nought_percent() -> None:
    assert count_votes(at("read-him"), {}).best_percent == 0


@pytest.mark.parametrize(
    ("step", "counts", "voters", "best"),
    [
        ("read-him", {"3": 2, "4": 5, "6": 1}, 8, 5),
        ("answer-him", {"deep": 3, "shallow": 4, "harsh": 5}, 12, 3),
        ("rank-them", {"heard": 4, "parcel": 7, "reason": 1}, 12, 4),
        ("mark-them", {"greets": 9, "sighs": 2, "asks": 10, "blames": 0}, 10, 10),  # 0.98 of them: 1 - 0.1 x 0.2
        ("mark-them", {"greets": 5, "sighs": 5, "asks": 10, "blames": 5}, 10, 5),  # none or one of three: (1 + 3) / 8
        ("mark-them", {}, 0, 0),
        ("answer-him", {}, 0, 0),
    ],
)
def test_by_hands_best_is_told_from_totals(step: str, counts: dict[str, int], voters: int, best: int) -> None:
    found = count_hands(at(step), counts_as_shown(step, counts), voters)
    assert (found.voters, found.best_count) == (voters, best)
    assert {choice: count for choice, count in found.counts.items() if count} == {
        choice: count for choice, count in counts.items() if count
    }


# ---------------------------------------------------------------- what is best


@pytest.mark.parametrize(
    ("anger", "points", "best"),
    [
        (0, 3, {"shallow"}),  # nothing calls for depth; what is unsaid is too deep
        (1, 3, {"shallow"}),
        (3, 3, {"deep"}),  # shallow is worth 3, and one level short
        (4, 3, {"deep"}),
        (6, 3, {"deep"}),
    ],
)
def test_best_is_what_earns_most_at_this_anger(anger: int, points: int, best: set[str]) -> None:
    drill = at("answer-him", anger)
    assert most_points_now(drill) == points
    assert {each for each in ("deep", "shallow", "plain", "harsh") if counts_as_best(drill, each)} == best


def test_where_no_reply_earns_3_all_that_earn_most_are_best() -> None:
    case = json.loads(json.dumps(CASE))
    del case["steps"]["answer-him"]["replies"]["deep"]
    drill = Drill(scenario_from_text(json.dumps(case)), "no-deep", SEED, start_at=State("answer-him", 4))
    assert most_points_now(drill) == 2
    assert {each for each in ("shallow", "plain", "harsh") if counts_as_best(drill, each)} == {"shallow", "plain"}
    assert count_votes(drill, ballots("shallow", "plain", "harsh")).best_count == 2


def test_a_step_that_does_not_count_has_best_replies_all_the_same() -> None:
    assert counts_as_best(at("try-again"), "mend") and not counts_as_best(at("try-again"), "fumble")


# ---------------------------------------------------------------- the room's answer


def test_the_reply_most_have_taken_is_the_rooms() -> None:
    assert room_answer(at("answer-him"), ballots("plain", "deep", "plain")) == RoomAnswer("plain")


def test_replies_that_are_level_are_tied_and_the_first_shown_stands_for_them() -> None:
    answer = room_answer(at("answer-him"), ballots("plain", "deep", "harsh", "plain", "harsh"))
    tied = in_order("answer-him", "plain", "harsh")
    assert answer == RoomAnswer(tied[0], tied)


@pytest.mark.parametrize(
    ("stars", "median"),
    [((2,), 2), ((2, 5), 2), ((1, 2, 6), 2), ((0, 3, 4, 6), 3), ((6, 6, 0), 6), ((5, 5, 5, 1, 1), 5), ((0, 0, 6), 0)],
)
def test_of_stars_the_lower_median_is_the_rooms(stars: tuple[int, ...], median: int) -> None:
    assert room_answer(at("read-him"), ballots(*stars)) == RoomAnswer(median)


def test_of_needs_the_order_by_borda_points_is_the_rooms() -> None:
    """Parcel has 2+2+1 points, heard 1+0+2 and reason 0+1+0."""
    found = ballots(("parcel", "heard", "reason"), ("parcel", "reason", "heard"), ("heard", "parcel", "reason"))
    assert room_answer(at("rank-them"), found) == RoomAnswer(("parcel", "heard", "reason"))


def test_borda_can_put_first_what_fewer_put_first() -> None:
    """Five people: parcel 3 first places and 6 points, heard 2 first places and 2x2 + 3x1 = 7."""
    found = ballots(*[("parcel", "heard", "reason")] * 3, *[("heard", "reason", "parcel")] * 2)
    assert room_answer(at("rank-them"), found) == RoomAnswer(("heard", "parcel", "reason"), is_composed=True)


def test_needs_that_are_level_leave_two_orders_tied() -> None:
    found = ballots(("parcel", "heard", "reason"), ("heard", "parcel", "reason"))
    first, second = in_order("rank-them", "heard", "parcel")
    tied = ((first, second, "reason"), (second, first, "reason"))
    assert room_answer(at("rank-them"), found) == RoomAnswer(tied[0], tied)


def test_lines_that_more_than_half_have_marked_are_the_rooms_in_the_order_of_the_file() -> None:
    found = ballots(("asks", "greets"), ("asks",), ("blames", "asks"), ("greets", "sighs"))
    assert room_answer(at("mark-them"), found) == RoomAnswer(("asks",))  # greets: exactly half
    assert room_answer(at("mark-them"), ballots((), ("sighs",))) == RoomAnswer(())


def test_an_answer_that_nobody_gave_is_known_as_such() -> None:
    apart = ballots(("greets", "sighs"), ("sighs", "asks"), ("asks", "greets"))
    assert room_answer(at("mark-them"), apart) == RoomAnswer(("greets", "sighs", "asks"), is_composed=True)


@st.composite
def rounds(draw: st.DrawFn) -> tuple[Drill, dict[str, AnswerValue]]:
    """A step of two to five needs, or two to eight lines, and the ballots of a room."""
    size = draw(st.integers(2, 8))
    ids = tuple(f"item-{i}" for i in range(size))
    case = json.loads(json.dumps(CASE))
    if size < 6 and draw(st.booleans()):
        case["needs"] = {need: {"kind": "solve", "spoken": True, "text": need} for need in ids}
        step, answers = "rank-them", st.permutations(ids).map(tuple)
    else:
        lines = {line: {"text": line, "good": draw(st.booleans())} for line in ids}
        case["steps"]["mark-them"] = {"ask": "spot", "lines": lines}
        step, answers = "mark-them", st.sets(st.sampled_from(ids)).map(lambda some: tuple(sorted(some)))
    drill = Drill(scenario_from_text(json.dumps(case)), "drawn", SEED, start_at=State(step, 4))
    return drill, ballots(*draw(st.lists(answers, min_size=1, max_size=12)))


@thoroughly
@given(rounds())
def test_by_hands_and_on_phones_the_same_ballots_are_advised_alike(case: tuple[Drill, dict[str, AnswerValue]]) -> None:
    """Proven up to three needs, and where one line at most is in dispute; of more needs too many may be counted."""
    drill, given = case
    phones, people = count_votes(drill, given), len(given)
    hands = count_hands(drill, tuple(phones.counts.values()), people)
    assert hands.counts == phones.counts and hands.voters == phones.voters
    size = len(phones.counts)
    if isinstance(drill.step, NeedsStep):
        too_many = hands.best_count - phones.best_count
        assert 0 <= too_many <= phones.counts["item-0"]
        is_proven = size < 4
    else:
        is_proven = sum(0 < count < people for count in phones.counts.values()) < 2
    if is_proven:
        assert hands == phones and advise(hands.best_percent) == advise(phones.best_percent)


@pytest.mark.parametrize(
    ("step", "counts", "voters", "given"),
    [
        ("read-him", {"0": 3, "4": 2, "5": 1}, 6, 0),
        ("read-him", {"0": 2, "4": 3, "5": 1}, 6, 4),
        ("answer-him", {"plain": 5, "deep": 7}, 12, "deep"),
        ("rank-them", {"heard": 3, "parcel": 4, "reason": 2}, 9, ("parcel", "heard", "reason")),
        ("mark-them", {"greets": 5, "sighs": 6, "blames": 10}, 10, ("sighs", "blames")),
    ],
)
def test_by_hands_the_rooms_answer_comes_from_totals(
    step: str, counts: dict[str, int], voters: int, given: AnswerValue
) -> None:
    found = count_hands(at(step), counts_as_shown(step, counts), voters)
    assert room_answer_by_hands(at(step), found) == RoomAnswer(given, is_composed=isinstance(given, tuple))


@pytest.mark.parametrize(("step", "level"), [("answer-him", ("plain", "harsh")), ("rank-them", ("heard", "reason"))])
def test_by_hands_what_is_level_is_tied(step: str, level: tuple[str, str]) -> None:
    found = count_hands(at(step), counts_as_shown(step, dict.fromkeys(level, 3)), 6)
    tied = room_answer_by_hands(at(step), found).tied_values
    first, second = in_order(step, *level)
    assert [each if isinstance(each, str) else each[0] for each in tied] == [first, second]


@pytest.mark.parametrize("counts", [{"parcel": 9}, {"parcel": 5, "heard": 2, "reason": 2}])
def test_by_hands_needs_are_tied_only_where_the_first_place_is_level(counts: dict[str, int]) -> None:
    """Hands tell who was put first and nothing of the rest, which stays in the order shown."""
    found = count_hands(at("rank-them"), counts_as_shown("rank-them", counts), 9)
    rest = in_order("rank-them", "heard", "reason")
    assert room_answer_by_hands(at("rank-them"), found) == RoomAnswer(("parcel", *rest), is_composed=True)


# ---------------------------------------------------------------- gain, shift, advice


@pytest.mark.parametrize(
    ("first", "second", "gain"),
    [
        ((3, 12), (9, 12), Fraction(2, 3)),
        ((0, 12), (12, 12), Fraction(1)),
        ((2, 10), (6, 12), Fraction(3, 8)),
        ((6, 12), (3, 12), Fraction(-1, 2)),
        ((5, 9), (5, 9), Fraction(0)),
        ((12, 12), (11, 12), None),  # perfect at first: nothing was left to gain
        ((0, 0), (5, 9), None),
        ((5, 9), (0, 0), None),
    ],
)
def test_gain_is_the_part_of_what_was_left_to_learn(
    first: tuple[int, int], second: tuple[int, int], gain: Fraction | None
) -> None:
    assert normalised_gain(first[0], second[0], first[1], second[1]) == gain
    assert gain_by_hands(Split(first[1], {}, first[0]), Split(second[1], {}, second[0])) == gain


def test_shift_and_gain_are_over_those_who_voted_twice() -> None:
    """Of five who voted twice one was right at first and four are at last; the others would have told otherwise."""
    first: dict[str, AnswerValue] = {
        "a": "plain",
        "b": "harsh",
        "c": "deep",
        "d": "plain",
        "e": "harsh",
        "only": "deep",
    }
    second: dict[str, AnswerValue] = {"a": "deep", "b": "deep", "c": "plain", "d": "deep", "e": "deep", "late": "harsh"}
    found = shift(at("answer-him"), first, second)
    assert (
        found.voters,
        found.first_best_count,
        found.second_best_count,
        found.to_right,
        found.to_wrong,
    ) == (5, 1, 4, 4, 1)
    assert found.gain == Fraction(3, 4)


def test_there_is_no_gain_where_nobody_voted_twice_or_all_were_right_at_first() -> None:
    assert shift(at("answer-him"), {"a": "plain"}, {"b": "deep"}).gain is None
    assert shift(at("answer-him"), {"a": "deep"}, {"a": "harsh"}).gain is None


def test_by_hands_there_is_a_gain_and_no_shift() -> None:
    hands = [Counted(counts_as_shown("answer-him", counts), 12) for counts in ({"harsh": 9, "deep": 3}, {"deep": 12})]
    room = happened(opened(step="answer-him"), hands[0], VotedAgain(), hands[1])
    record = room.step_record()
    assert record.shift is None and record.gain == 1
    assert [found.best_percent for found in record.splits] == [25, 100]


def test_after_one_round_there_is_neither_gain_nor_shift() -> None:
    record = happened(opened("a"), *votes(4), Closed()).step_record()
    assert record.shift is None and record.gain is None


@pytest.mark.parametrize(
    ("percent", "thresholds", "advice"),
    [
        (0, (30, 70), "explain"),
        (29, (30, 70), "explain"),
        (30, (30, 70), "discuss"),
        (70, (30, 70), "discuss"),
        (71, (30, 70), "go-on"),
        (49, (50, 50), "explain"),
        (50, (50, 50), "discuss"),
        (51, (50, 50), "go-on"),
        (0, (0, 100), "discuss"),
        (100, (0, 100), "discuss"),
    ],
)
def test_advice_turns_at_its_thresholds(percent: int, thresholds: tuple[int, int], advice: str) -> None:
    assert advise(percent, *thresholds) == advice


def test_the_share_is_rounded_down_before_it_meets_a_threshold() -> None:
    assert advise(Split(1000, {}, 299).best_percent) == "explain"
    assert advise(Split(1000, {}, 709).best_percent) == "discuss"


# ---------------------------------------------------------------- events in JSON

EVERY_EVENT = [
    Joined("a", "Ann"), Joined("b", "王小明", 2), Left("a"), Voted("a", "deep"), Voted("a", 0), Voted("a", ORDER),
    Voted("a", ()), Counted((0, 3, 12), 15), Closed(), Reopened(), VotedAgain(), Revealed(), Took(None), Took(6),
    Took(("greets",)), Back(), LookedInto(ORDER), Returned(), Halved(2, ("deep", "harsh")), Halved(4, (ORDER, ())),
    Unvoted("a"),
]  # fmt: skip


@pytest.mark.parametrize("event", EVERY_EVENT, ids=str)
def test_an_event_comes_back_from_json_as_it_was(event: Event) -> None:
    text = events.as_json(event)
    assert events.from_json(text) == event and "\n" not in text


@pytest.mark.parametrize(
    "text",
    ["", "null", "{}", "[]", '["danced", {}]', '["joined", {}]', '["left", {"voter": "a", "why": 1}]',
     '["left", ["a"]]', '[["left"], {}]', "[1, 2, 3]", '"left"', '["closed"'],
)  # fmt: skip
def test_what_is_no_event_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        events.from_json(text)


# ---------------------------------------------------------------- who takes part


def test_a_vote_may_be_changed_until_the_round_is_closed() -> None:
    room = happened(opened("a"), Voted("a", 2), Voted("a", 4))
    assert room.splits[-1].voters == 1 and room.splits[-1].counts["4"] == 1
    assert refused(happened(room, Closed()), Voted("a", 2)) == "not-now"


def test_a_vote_may_be_taken_back_until_the_round_is_closed() -> None:
    room = happened(opened("a", "b"), *votes(4, 3), Unvoted("b"))
    assert room.splits[-1].voters == 1 and set(room.present) == {"a", "b"}
    assert happened(room, Unvoted("b")) == room
    assert happened(room, Voted("b", 4)).splits[-1].best_count == 2


def test_whoever_joins_late_votes_in_the_round_that_is_open() -> None:
    room = happened(opened("a"), Voted("a", 4), Joined("late", ""), Voted("late", 4))
    assert room.splits[-1].voters == 2


@pytest.mark.parametrize("given", [7, -1, True, "4", "deep", None, 4.0, ("greets",)])
def test_what_is_no_answer_to_the_step_is_no_vote(given: Any) -> None:
    assert refused(opened("a"), Voted("a", given)) == "no-answer"


@pytest.mark.parametrize(
    ("step", "given"),
    [
        ("answer-him", "mend"), ("answer-him", 0), ("answer-him", ("deep",)),
        ("rank-them", ("heard", "parcel")), ("rank-them", ("heard", "heard", "parcel")), ("rank-them", "heard"),
        ("mark-them", ("greets", "greets")), ("mark-them", ("thanks",)), ("mark-them", "greets"),
    ],
)  # fmt: skip
def test_half_an_answer_or_another_steps_is_no_vote(step: str, given: AnswerValue) -> None:
    assert refused(opened("a", step=step), Voted("a", given)) == "no-answer"


def test_a_stranger_has_no_vote_and_cannot_leave() -> None:
    assert refused(opened("a"), Voted("z", 4)) == "not-asked"
    assert refused(opened("a"), Left("z")) == "no-such-voter"


def test_whoever_leaves_an_open_round_takes_the_vote_along() -> None:
    room = happened(opened("a", "b"), *votes(4, 4), Left("a"))
    assert room.splits[-1].voters == 1 and set(room.present) == {"b"}
    assert refused(room, Voted("a", 4)) == "not-asked"


def test_whoever_leaves_after_the_round_was_closed_leaves_the_vote_behind() -> None:
    room = happened(opened("a", "b"), *votes(4, 3), Closed(), Left("a"))
    assert room.splits[-1].voters == 2
    assert happened(room, Revealed(), Took(None)).past[-1].splits[0].voters == 2


def test_whoever_leaves_in_the_second_round_has_voted_in_the_first_and_is_not_compared() -> None:
    room = happened(opened("a", "b"), *votes(3, 3), Closed(), VotedAgain(), *votes(4, 4), Left("a"), Closed())
    assert [found.voters for found in room.splits] == [2, 1]
    moved = room.step_record().shift
    assert moved is not None and (moved.voters, moved.to_right) == (1, 1)


def test_whoever_comes_back_keeps_party_and_earlier_votes_and_may_have_another_name() -> None:
    room = happened(opened(names=("Red", "Blue")), Joined("a", "Ann", 1), *votes(4), Closed(), VotedAgain(), Left("a"))
    room = happened(room, Joined("a", "Anna"))
    assert (room.voters["a"].name, room.voters["a"].party, room.voters["a"].present) == ("Anna", 1, True)
    assert [found.voters for found in room.splits] == [1, 0]
    assert happened(room, Voted("a", 4)).splits[-1].voters == 1


def test_coming_back_without_having_left_keeps_the_vote() -> None:
    assert happened(opened("a"), Voted("a", 4), Joined("a", "Ann")).splits[-1].voters == 1


def test_people_go_to_the_party_with_the_fewest() -> None:
    room = opened("a", "b", "c", "d", "e", names=("Red", "Blue"))
    assert [voter.party for voter in room.voters.values()] == [0, 1, 0, 1, 0]


def test_whoever_has_left_does_not_fill_a_party() -> None:
    room = happened(opened("a", "b", "c", names=("Red", "Blue")), Left("a"), Left("c"), Joined("d", ""))
    assert room.voters["d"].party == 0


def test_nobody_joins_a_party_that_is_not_there() -> None:
    with pytest.raises(ClassError):
        apply_event(opened("a"), Joined("b", "", 3))


def test_a_thousand_people_vote_and_the_next_finds_the_class_full() -> None:
    room = opened(step="answer-him")
    for i in range(MAX_VOTERS):
        room = happened(room, Joined(f"v{i}", "", 0), Voted(f"v{i}", ("deep", "plain", "plain")[i % 3]))
    assert room.splits[-1].voters == MAX_VOTERS == 1000
    assert room.splits[-1].counts == {"deep": 334, "plain": 666, "shallow": 0, "harsh": 0}
    assert room.answer_of(0) == RoomAnswer("plain")
    assert refused(room, Joined("one-more", "")) == "class-full"
    assert happened(room, Joined("v3", "came back")).voters["v3"].name == "came back"


# ---------------------------------------------------------------- what may happen when

TO_CLOSED = (*votes(4), Closed())
REFUSED: dict[str, tuple[Sequence[Event], Event, str]] = {
    "reopening an open round": ((), Reopened(), "not-now"),
    "a second round before the first is closed": ((), VotedAgain(), "not-now"),
    "closing twice": (TO_CLOSED, Closed(), "not-now"),
    "hands after closing": (TO_CLOSED, Counted((0,) * 7, 0), "not-now"),
    "a second round after the reveal": ((*TO_CLOSED, Revealed()), VotedAgain(), "not-now"),
    "revealing twice": ((*TO_CLOSED, Revealed()), Revealed(), "not-now"),
    "a third round": ((*TO_CLOSED, VotedAgain(), *TO_CLOSED), VotedAgain(), "voted-twice"),
    "going on without a vote": ((), Took(None), "nobody-voted"),
    "going on with no answer": ((), Took("deep"), "no-answer"),
    "back at the first step": ((), Back(), "at-the-start"),
    "returning from nowhere": ((), Returned(), "no-detour"),
    "what if with no answer": ((), LookedInto("deep"), "no-answer"),
    "too few hands": ((), Counted((1, 2), 3), "count-each"),
    "more hands than people": ((), Counted((0, 0, 0, 0, 4, 0, 0), 3), "count-each"),
    "a vote taken back after closing": (TO_CLOSED, Unvoted("a"), "not-now"),
    "hands below nought": ((), Counted((1, 2, -1, 0, 0, 0, 0), 3), "count-each"),
    "halves before the first answer": ((), Halved(1, (4, 3)), "no-halves"),
    "halves from answer nought": ((Took(4),), Halved(0, (4, 3)), "no-halves"),
    "halves from an answer to come": ((Took(4),), Halved(2, ("deep", "harsh")), "no-halves"),
    "halves with no answer": ((Took(4),), Halved(1, (4, "harsh")), "no-answer"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_happen_now_is_refused_and_says_why(case: str) -> None:
    before, event, code = REFUSED[case]
    assert refused(happened(opened("a"), *before), event) == code


def test_when_all_is_over_nobody_votes_and_nothing_goes_on() -> None:
    room = happened(opened("a", step="last-word"), Took("thank"))
    assert room.phase == "over" and room.active_parties == () and room.present == {}
    for event in (Voted("a", "thank"), Closed(), Reopened(), Revealed(), Took("thank"), Counted((1, 1), 2)):
        assert refused(room, event) == "not-now"


def test_reopening_keeps_the_ballots_and_drops_the_hands() -> None:
    room = happened(opened("a", "b"), Voted("a", 3), Closed(), Reopened())
    assert room.phase == "voting" and room.splits[-1].voters == 1
    assert happened(room, Voted("b", 4)).splits[-1].voters == 2
    by_hands = happened(opened(), Counted((0, 0, 0, 0, 9, 0, 0), 9), Reopened())
    assert by_hands.phase == "voting" and by_hands.splits[-1].voters == 0


def test_whoever_left_after_the_round_was_closed_does_not_vote_when_it_is_reopened_or_come_back_to() -> None:
    room = happened(opened("a", "b", "c"), *votes(4, 3, 3), Closed(), Left("a"), Reopened())
    assert room.splits[-1].voters == len(room.present) == 2
    away = happened(opened("a", "b", "c"), *votes(4, 3, 3), LookedInto(3), Left("a"), Returned())
    assert away.splits[-1].voters == len(away.present) == 2


def test_reopening_after_the_reveal_goes_back_to_the_last_round() -> None:
    room = happened(opened("a"), *TO_CLOSED, VotedAgain(), *votes(3), Closed(), Revealed(), Reopened())
    assert room.phase == "voting" and [found.best_count for found in room.splits] == [1, 0]


def test_skipping_a_vote_leaves_a_record_without_rounds() -> None:
    room = happened(opened("a"), Revealed(), Took(4))
    (record,) = room.past
    assert record.rounds == () and record.took == (4,) and record.gain is None


def test_hands_that_nobody_put_up_are_no_answer() -> None:
    room = happened(opened(), Counted((0,) * 7, 0))
    assert room.phase == "closed" and room.answer_of(0) is None
    assert refused(room, Took(None)) == "nobody-voted"
    assert happened(room, Took(4)).drill.state.step == "answer-him"


def test_the_rooms_answer_is_that_of_the_last_round() -> None:
    room = happened(opened("a", "b", "c"), *votes(1, 1, 1), Closed(), VotedAgain(), *votes(4, 4, 1), Closed())
    assert room.answer_of(0) == RoomAnswer(4)


# ---------------------------------------------------------------- back, what if, halves


def test_back_is_the_step_before_with_nothing_voted_and_everybody_still_here() -> None:
    room = happened(opened("a"), *TO_CLOSED, Took(None), Joined("b", ""), Voted("b", "deep"), Back())
    assert (room.drill.state.step, room.phase, room.past) == ("read-him", "voting", ())
    assert room.drill.answers == () and room.splits[-1].voters == 0
    assert set(room.present) == {"a", "b"}


def test_back_goes_as_far_as_the_first_step_also_from_the_end() -> None:
    room = happened(opened("a"), *(Took(BEST[step]) for step in BEST if step != "try-again"))
    assert room.phase == "over"
    for step in ("last-word", "mark-them", "rank-them", "answer-him", "read-him"):
        room = happened(room, Back())
        assert (room.drill.state.step, room.phase) == (step, "voting")
    assert refused(room, Back()) == "at-the-start"


def test_what_if_goes_another_way_and_returning_forgets_it() -> None:
    before = happened(opened("a"), Took(4), Voted("a", "deep"), Closed(), Revealed())
    detour = happened(before, LookedInto("harsh"))
    assert (detour.drill.state.step, detour.phase, detour.splits[-1].voters) == ("try-again", "voting", 0)
    further = happened(detour, Voted("a", "mend"), Closed(), Took(None), LookedInto(ORDER))
    assert further.drill.state.step == "mark-them" and len(further.past) == 2
    assert happened(further, Returned()) == before


def test_what_if_keeps_those_who_join_meanwhile() -> None:
    detour = happened(opened("a"), Took(4), LookedInto("harsh"), Joined("b", ""))
    assert set(happened(detour, Returned()).present) == {"a", "b"}


def test_one_step_back_from_the_first_of_a_what_if_is_the_step_it_began_at_voted_anew() -> None:
    before = happened(opened("a"), Took(4), Voted("a", "deep"), Closed(), Revealed())
    back = happened(before, LookedInto("harsh"), Back())
    assert (back.drills, back.past, back.room_before_detour) == (before.drills, before.past, None)
    assert back.phase == "voting" and back.splits[-1].voters == 0
    deeper = happened(before, LookedInto("harsh"), Took("mend"), Back())
    assert deeper.drill.state.step == "try-again" and deeper.room_before_detour == before


def test_what_if_may_end_the_story_and_still_returns() -> None:
    over = happened(opened("a", step="last-word"), LookedInto("shrug"))
    assert over.phase == "over"
    assert happened(over, Returned()).drill.state.step == "last-word"


def whole_story(*ids: str) -> Room:
    """A story with a step left behind, played to its end."""
    return happened(opened(*ids), Took(4), Took("harsh"), Took("fumble"), Took(ORDER), Took(()), Took("thank"))


def test_two_halves_take_both_ways_from_an_answer_of_the_story() -> None:
    room = happened(whole_story("a", "b", "c", "d", "e"), Halved(2, ("harsh", "deep")))
    assert room.party_names == GROUPS and room.phase == "voting"
    assert [voter.party for voter in room.voters.values()] == [0, 1, 0, 1, 0]
    assert [[each.value for each in drill.answers] for drill in room.drills] == [[4, "harsh"], [4, "deep"]]
    assert room.active_parties == (0,) and room.drill.state.step == "try-again"
    assert set(room.present) == {"a", "c", "e"} and refused(room, Voted("b", "mend")) == "not-asked"


def test_halves_keep_what_came_before_and_cannot_be_halved_or_gone_back_beyond() -> None:
    before = whole_story("a", "b")
    room = happened(before, Halved(2, ("harsh", "deep")))
    assert room.past == before.past
    assert refused(room, Halved(1, (4, 3))) == "no-halves" and refused(room, Back()) == "at-the-start"
    assert happened(room, Joined("c", ""), Joined("d", "")).voters["d"].party == 1


def test_what_the_whole_room_voted_on_is_told_of_the_room_after_it_is_halved() -> None:
    rest = (Took("harsh"), Took("fumble"), Took(ORDER), Took(()), Took("thank"))
    story = happened(opened("a", "b"), *votes(4, 4), Took(4), *rest)
    room = happened(story, Halved(2, ("harsh", "deep")), Voted("a", "mend"), Took("mend"))
    told = [step["parties"] for step in class_document(room, {})["steps"]]
    assert told == [*([[""]] * (len(told) - 1)), ["group-one"]]
    assert [row[3] for row in class_rows(room, {})] == ["", "group-one"]


def test_halves_are_of_those_who_are_here() -> None:
    room = happened(whole_story("a", "b", "c", "d"), Left("a"), Left("c"), Halved(2, ("harsh", "deep")))
    assert {room.voters["b"].party, room.voters["d"].party} == {0, 1}


# ---------------------------------------------------------------- parties


def two_parties(*all_events: Event) -> Room:
    return happened(new_room(Drill(SCENARIO, "lost-parcel", SEED), ("Red", "Blue")), Joined("a", "Red", 0),
                    Joined("b", "Blue", 1), *all_events)  # fmt: skip


def test_parties_at_the_same_place_are_asked_together_and_each_goes_its_own_way() -> None:
    room = two_parties(Took(4), Voted("a", "harsh"), Voted("b", "deep"), Closed(), Took(None))
    assert room.past[-1].party_names == ("Red", "Blue") and room.past[-1].took == ("harsh", "deep")
    assert [drill.state.step for drill in room.drills] == ["try-again", "rank-them"]
    assert room.active_parties == (0,)


def test_parties_meet_again_where_step_and_anger_are_the_same() -> None:
    apart = two_parties(Took(4), *votes("harsh", "deep"), Took(None))
    assert happened(apart, Voted("a", "mend"), Took(None)).active_parties == (0, 1)
    still_apart = happened(apart, Voted("a", "fumble"), Took(None))
    assert [drill.state.anger for drill in still_apart.drills] == [4, 2]
    assert still_apart.active_parties == (1,)  # of one step the calmer is asked first


def test_a_party_that_has_come_to_its_end_waits_for_the_others() -> None:
    room = happened(new_room(at("last-word", 5), ("Red", "Blue")), Joined("a", "", 0), Joined("b", "", 1))
    room = happened(room, *votes("shrug", "thank"), Took(None))
    assert room.phase == "over" and [drill.state.ending for drill in room.drills] == ["walked-out", "lost"]


def test_an_answer_chosen_for_all_is_taken_by_each_party_asked() -> None:
    room = two_parties(*votes(1, 2), Took(4))
    assert room.past[-1].took == (4, 4) and room.active_parties == (0, 1)


def test_a_party_without_a_vote_holds_the_others_back() -> None:
    room = two_parties(Voted("a", 4))
    assert room.answer_of(1) is None and refused(room, Took(None)) == "nobody-voted"


def test_a_party_that_voted_only_at_first_goes_on_with_that() -> None:
    room = two_parties(*votes(4, 2), Closed(), VotedAgain(), Voted("a", 3), Closed(), Took(None))
    assert room.past[-1].took == (3, 2)


# ---------------------------------------------------------------- laws

VOTERS = ("a", "b", "c", "d")
PLAIN_EVENTS: tuple[Event, ...] = (Closed(), Reopened(), VotedAgain(), Revealed(), Took(None), Back(), Returned())
JUNK: tuple[AnswerValue, ...] = (9, "nonsense", ("heard",), ("heard", "heard", "parcel"), ("open-it",))


def answers_at(drill: Drill) -> st.SearchStrategy[AnswerValue]:
    """Answers to the step a drill stands at, and now and then something else."""
    step, shown = drill.step, drill.choice_order(drill.state.step) if drill.state.step else ()
    junk = st.sampled_from(JUNK)
    if step is None:
        return junk
    if isinstance(step, AngerStep):
        return st.one_of(st.integers(0, 6), junk)
    if isinstance(step, ReplyStep):
        return st.one_of(st.sampled_from(shown), st.sampled_from(shown), junk)
    if isinstance(step, NeedsStep):
        return st.one_of(st.permutations(shown).map(tuple), junk)
    return st.one_of(st.lists(st.sampled_from(shown), unique=True).map(tuple), junk)


def event_at(draw: st.DrawFn, room: Room) -> Event:
    """Something that happens, or is tried, as a room stands."""
    kind, answers = draw(st.integers(0, 9)), answers_at(room.drill)
    voter = draw(st.sampled_from(VOTERS))
    if kind < 3:
        return Voted(voter, draw(answers))
    if kind == 3:
        return Took(draw(answers))
    if kind == 4:
        return draw(
            st.sampled_from(
                [Joined(voter, "x"), Joined(voter, "y", 0), Left(voter), Unvoted(voter), LookedInto(draw(answers))]
            )
        )
    if kind == 5:
        counts = draw(st.lists(st.integers(0, 5), min_size=2, max_size=7).map(tuple))
        return Counted(counts, sum(counts))
    if kind == 6 and room.drills[0].answers:
        number = draw(st.integers(0, len(room.drills[0].answers)))
        before = room.drills[0].with_answers(room.drills[0].answers[: max(0, number - 1)])
        return Halved(number, (draw(answers_at(before)), draw(answers_at(before))))
    return draw(st.sampled_from(PLAIN_EVENTS))


@st.composite
def classes(draw: st.DrawFn, drill: Drill | None = None) -> tuple[Room, list[Event]]:
    """A class before it begins, and what happened in it, as far as it was accepted."""
    if drill is None:
        drill = Drill(scenario_from_text(json.dumps(draw(scenarios()))), "drawn", draw(st.integers(0, 3)))
    opening = room = new_room(drill, draw(st.sampled_from([("",), ("Red", "Blue"), ("Red", "Blue", "Green")])))
    accepted: list[Event] = []
    for event in [Joined(each, each) for each in VOTERS[:3]]:
        room, accepted = apply_event(room, event), [*accepted, event]
    for _times in range(draw(st.integers(0, 25))):
        event = event_at(draw, room)
        try:
            room = apply_event(room, event)
        except ClassError:
            continue
        accepted.append(event)
    return opening, accepted


def all_rooms(opening: Room, happenings: Iterable[Event]) -> list[Room]:
    """The room as it stood before each event, and at last."""
    rooms = [opening]
    for event in happenings:
        rooms.append(apply_event(rooms[-1], event))
    return rooms


@thoroughly
@given(classes(Drill(SCENARIO, "lost-parcel", SEED)))
def test_the_same_events_make_the_same_room_also_when_they_come_from_json(case: tuple[Room, list[Event]]) -> None:
    opening, accepted = case
    room = happened(opening, *accepted)
    assert happened(opening, *accepted) == room
    assert happened(opening, *(events.from_json(events.as_json(each)) for each in accepted)) == room


@thoroughly
@given(classes())
def test_whatever_happens_every_party_has_a_legal_drill(case: tuple[Room, list[Event]]) -> None:
    for room in all_rooms(*case)[-4:]:
        for drill in room.drills:
            again = Drill(drill.scenario, drill.scenario_id, drill.seed)
            for answer in drill.answers:
                assert answer.step == again.state.step and again.accepts(answer.value)
                again = again.answer(answer.value)
            assert again.state == drill.state


@thoroughly
@given(classes())
def test_whatever_happens_the_room_is_in_order(case: tuple[Room, list[Event]]) -> None:
    for room in all_rooms(*case):
        assert (room.phase == "over") == (not room.active_parties) and 1 <= len(room.rounds) <= 2
        assert len({room.drills[i].state[:2] for i in room.active_parties}) <= 1
        for record in [*room.past, *([room.step_record()] if room.active_parties else [])]:
            assert all(0 <= found.best_count <= found.voters for found in record.splits)
            assert record.gain is None or record.gain <= 1
            assert record.shift is None or record.shift.voters <= min(found.voters for found in record.splits)


@thoroughly
@given(classes())
def test_one_step_back_undoes_whatever_step_was_taken(case: tuple[Room, list[Event]]) -> None:
    rooms = all_rooms(*case)
    for before, event, later in zip(rooms, case[1], rooms[1:], strict=False):
        if isinstance(event, Took):
            undone = apply_event(later, Back())
            assert undone.drills == before.drills and undone.past == before.past
            assert undone.phase == "voting" and undone.splits[-1].voters == 0
