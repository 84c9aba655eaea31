"""The facilitator's ways through a class: skip, reopen, go back, choose, look into another way, halves, losing."""

import re
from pathlib import Path

import pytest

from class_screen import pass_opening, type_line
from class_script import (
    HANDS,
    KEY,
    SCENARIO,
    THE_NIGHT,
    choices,
    ended_well,
    halved,
    named,
    pages,
    says,
    script,
    wrong,
)
from motdrill.classroom.events import LookedInto, Reopened, Revealed
from motdrill.classroom.session import apply_event
from motdrill.drill.best_play import best_way_to
from motdrill.drill.drill import Drill
from motdrill.drill.scorecard import Scorecard
from motdrill.scenario.model import ReplyStep
from motdrill.ui.pages.scorecard import ending_words
from motdrill.ui.view import DrillView
from practised import rows
from terminal import Opened, Planned, Run, best, page_after, squeezed

FIRST_REPLY = next(step_id for step_id, step in SCENARIO.steps.items() if isinstance(step, ReplyStep))

# ---------------------------------------------------------------- skip, reopen, go back


def test_a_skipped_vote_is_revealed_without_a_split(run: Run) -> None:
    shown = pages(run(*HANDS, "--plain", typed="s\n").out)
    assert "(s skip the vote  " in shown[0]
    assert "revealed" in shown[1] and "It was anger 3 of 6 stars." in shown[1] and "round 1" not in shown[1]


def test_a_reopened_round_is_counted_anew(run: Run) -> None:
    plan = script().hands(3).then("o", Reopened()).hands(6).reveal().then("o", Reopened()).hands(12)
    shown = pages(run(*HANDS, "--plain", typed=plan.reveal().typed).out)
    assert "round 1: 6 of 12 best" in shown[4] and "round 1   hands up" in shown[5]
    assert "round 1: 12 of 12 best" in shown[7]


def test_what_cannot_be_done_is_said_on_the_page_of_a_terminal(opened: Opened) -> None:
    shown = opened(*HANDS)
    pass_opening(shown)
    type_line(shown, "0 0 0 12 0 0 0")
    before = shown.screen()
    page_after(shown, "p")
    assert shown.shows("This is the first step.") and not shown.shows("Only Enter")
    assert squeezed(before.split("\n")[2]) in squeezed(shown.screen())


def test_one_step_back_asks_the_step_before_again(run: Run) -> None:
    plan = script().hands(9).reveal().go_on()
    done = run(*HANDS, "--plain", typed="\n".join([*plan.lines, "p", "p", ""]))
    shown = pages(done.out)
    assert "step 1" in shown[len(plan.lines) + 1]
    assert "This is the first step." in shown[len(plan.lines) + 2]


def test_a_step_back_that_would_drop_votes_is_asked_about_and_enter_says_no(run: Run) -> None:
    plan = script().hands(9).reveal().go_on().hands(9)
    shown = pages(run(*HANDS, "--plain", typed="\n".join([*plan.lines, "p", "", "p", "y", ""])).out)[len(plan.lines) :]
    asked = ["The votes on this step will be dropped." in page for page in shown[:5]]
    assert asked == [False, True, False, True, False]
    assert "before talking" in shown[2] and "step 1" in shown[4] and "hands up" in shown[4]


# ---------------------------------------------------------------- another way


def test_on_a_tie_the_facilitator_chooses_the_way(run: Run) -> None:
    plan = script(THE_NIGHT)
    replies = choices(plan.room.drill)
    plan.hands(6, replies[0], replies[2]).reveal().go_on(replies[2])
    plan.lines[plan.lines.index("y")] = ""  # enter asks for the way as well
    shown = pages(run(*HANDS, "--from", THE_NIGHT, "--plain", typed=plan.typed).out)
    assert "The room: A, C are level; choose the way." in shown[2]
    assert "enter: choose the way" in shown[2] and "go on with the room's answer" not in shown[2]
    assert says(
        shown[4], DrillView(plan.room.drill, "en").text_at(SCENARIO.steps[THE_NIGHT].replies[replies[2]].reaction, 4)
    )


def test_a_way_that_is_no_answer_is_explained_and_nothing_is_taken(run: Run) -> None:
    plan = script(THE_NIGHT).hands(9).reveal()
    shown = pages(run(*HANDS, "--from", THE_NIGHT, "--plain", typed="\n".join([*plan.lines, "y", "z", ""])).out)
    assert "There is no `z` here." in shown[4] and "enter: go on with the room's answer" in shown[4]


def test_what_if_looks_into_another_way_and_comes_back(run: Run) -> None:
    plan = script(THE_NIGHT).hands(9).reveal()
    drill, other = plan.room.drill, wrong(plan.room.drill)
    detour = apply_event(plan.room, LookedInto(other))
    lines = [*plan.lines, "w", named(drill, other).line(), "", "u", "", ""]
    shown = pages(run(*HANDS, "--from", THE_NIGHT, "--plain", typed="\n".join(lines)).out)
    inside = next(page for page in shown if "what if" in page.strip().split("\n")[0])
    assert says(inside, *Planned(DrillView(detour.drill, "en"), DrillView(detour.drill, "en"), other).texts())
    back = shown[shown.index(inside) + 1]
    assert "round 1: 9 of 12 best" in back and "what if" not in back.strip().split("\n")[0]


def test_what_if_shows_what_the_customer_makes_of_it(run: Run) -> None:
    plan = script(THE_NIGHT).hands(9).reveal()
    drill, other = plan.room.drill, wrong(plan.room.drill)
    reply = SCENARIO.steps[THE_NIGHT].replies[str(other)]
    lines = [*plan.lines, "w", named(drill, other).line(), "", ""]
    done = run(*HANDS, "--from", THE_NIGHT, "--plain", typed="\n".join(lines))
    assert says(done.out, DrillView(drill, "en").text_at(reply.reaction, drill.answer(other).state.anger))


def test_what_if_at_the_last_step_shows_the_ending_and_comes_back(run: Run) -> None:
    plan = script("last-word", 0).hands(9).reveal()
    drill, other = plan.room.drill, wrong(plan.room.drill)
    ended = drill.answer(other)
    lines = [*plan.lines, "w", named(drill, other).line(), "", "q", ""]
    done = run(*HANDS, "--from", "last-word", "--plain", typed="\n".join(lines))
    shown = pages(done.out)
    assert ended.state.ending and says(shown[4], *ending_words(DrillView(ended, "en"), ended.state.ending))
    assert "round 1: 9 of 12 best" in shown[5] and "what if" not in shown[5].strip().split("\n")[0]
    assert done.code == 130


def test_a_dash_where_a_way_is_chosen_stands_for_none(run: Run, path: Path, kept: dict[str, str]) -> None:
    plan = script("keying", 1).hands(9).reveal()
    shown = pages(
        run(*HANDS, "--from", "keying", "--plain", typed="\n".join([*plan.lines, "y", "-", "", ""]), **kept).out
    )
    assert any("step 2" in page for page in shown)
    assert rows(path, "SELECT event FROM class_event ORDER BY number")[-1] == ('["took", {"given": []}]',)


def test_a_dash_is_no_way_where_there_is_none_to_mark(run: Run) -> None:
    plan = script(THE_NIGHT).hands(9).reveal()
    shown = pages(run(*HANDS, "--from", THE_NIGHT, "--plain", typed="\n".join([*plan.lines, "y", "-", ""])).out)
    assert "step 1" in shown[2] and "enter: go on with the room's answer" in shown[4]


@pytest.mark.parametrize("key", ["y", "w"])
def test_q_stops_also_where_a_way_is_chosen(run: Run, key: str) -> None:
    plan = script(THE_NIGHT).hands(9).reveal()
    done = run(*HANDS, "--from", THE_NIGHT, "--plain", typed="\n".join([*plan.lines, key, "q", ""]))
    assert done.err == "The class stopped at step 1. motdrill class --resume goes on from there.\n"


@pytest.mark.parametrize("key", ["y", "w"])
def test_an_empty_line_where_a_way_is_chosen_goes_back(run: Run, key: str) -> None:
    """Whoever pressed y by mistake must get back, also at lines, where an empty line could be an answer."""
    plan = script("keying", 1).hands(9).reveal()
    shown = pages(run(*HANDS, "--from", "keying", "--plain", typed="\n".join([*plan.lines, key, "", ""])).out)
    assert "step 1" in shown[4] and "revealed" in shown[4]


# ---------------------------------------------------------------- two halves


def test_two_halves_take_both_ways_from_the_turning_point(run: Run) -> None:
    plan, _halves = halved()
    plan.to_the_end()
    done = run(*HANDS, "--plain", typed=plan.typed)
    assert ended_well(done)
    assert "hands up: group one" in done.out
    last = done.out[done.out.rindex("group one") - 200 :]
    for name, drill in zip(("group one", "group two"), plan.room.drills, strict=True):
        card = Scorecard(drill)
        assert re.search(rf"^{name}.* {card.score_percent}%  {'passed' if card.passed else 'not passed'}", last, re.M)
    assert "two groups take both ways" not in pages(last)[-1]


def test_after_a_perfect_class_there_is_no_turning_point_and_no_halves(run: Run) -> None:
    plan = script()
    while plan.room.active_parties:
        plan.hands(12).reveal().go_on(best(plan.room.drill))
    done = run(*HANDS, "--plain", typed=plan.typed)
    assert ended_well(done) and says(done.out, "100%")
    assert "two groups take both ways" not in done.out


# ---------------------------------------------------------------- five minutes, and losing


def test_a_class_may_begin_at_any_step(run: Run) -> None:
    plan = script("last-word", 0)
    done = run(*HANDS, "--from", "last-word", "--plain", typed=plan.hands(12).reveal().go_on().typed)
    assert ended_well(done)
    assert "step 1" in pages(done.out)[0] and "step 2" not in done.out


def test_a_class_that_begins_in_the_middle_begins_with_what_has_happened(run: Run) -> None:
    first = pages(run(*HANDS, "--from", THE_NIGHT, "--plain").out)[0]
    way = best_way_to(Drill(SCENARIO, "bank-counter", 7), (THE_NIGHT, 3))  # the lowest anger that gets there
    assert way
    view = DrillView(way, "en")
    said = [view.text(reply.text) for reply in map(way.reply, way.turns) if reply]
    assert said and says(first, "what has happened so far", *said[-2:])
    assert "what has happened" not in pages(run(*HANDS, "--plain").out)[0]


def test_to_every_place_there_is_a_way_that_earns_most_before_it() -> None:
    """Against all ways, one by one."""
    drill = Drill(SCENARIO, "bank-counter", 7)
    moves, ways = drill.attainable.moves, {(drill.state.step, drill.state.anger): {0}}
    for place, options in moves.items():
        for move in options:
            ways.setdefault((move.target, move.anger), set()).update(points + move.points for points in ways[place])
    for place in moves:
        way = best_way_to(drill, place)
        assert way and way.state[:2] == place and way.state.points == max(ways[place])
    assert best_way_to(drill, (next(iter(SCENARIO.steps)), 6)) is None


def test_losing_the_customer_is_one_round_a_step_and_tells_how_soon_it_was_done(run: Run) -> None:
    plan = script(FIRST_REPLY, SCENARIO.customer.anger)
    while plan.room.active_parties:
        plan.hands(1)
        plan.room = apply_event(plan.room, Revealed())
        plan.go_on()
    done = run(*HANDS, "--lose", "--plain", typed=plan.typed)
    assert ended_well(done)
    card = Scorecard(plan.room.drill)
    replies = len(card.anger_curve) - 1
    assert card.lost and f"Lost after {replies} repl" in done.out
    assert "What did you recognise?" in done.out
    assert "before talking" not in done.out and " gain" not in done.out and "passed" not in done.out
    bars = pages(done.out)[1]
    assert re.findall(r"^[A-D] +.*?(\d+)$", bars, re.MULTILINE) == [
        str(n) for n in plan.room.past[0].splits[0].counts.values()
    ]
    assert not KEY.search(done.out)


def test_a_customer_who_stays_is_told_of_too(run: Run) -> None:
    plan = script("last-word", 0)
    plan.hands(12)
    plan.room = apply_event(plan.room, Revealed())
    done = run(*HANDS, "--lose", "--from", "last-word", "--plain", typed=plan.go_on().typed)
    assert ended_well(done) and "The customer stayed, in spite of all of you." in done.out
