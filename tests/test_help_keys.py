"""The keys beside the answers: the story so far, hints that stay, going back, and keys that mean nothing."""

from itertools import pairwise
from pathlib import Path

import pytest

from conftest import Opened, Run
from motdrill.messages import _
from motdrill.scenario.texts import text_in
from motdrill.ui.face import Question
from motdrill.ui.selection import ENTER as ENTER_KEY
from motdrill.ui.selection import new_selection
from terminal import ENTER, Terminal, answer_lines, best, page_after, planned, squeezed, weak

SEED = 1
DRILL = ("drill", "bank-counter", "--seed", str(SEED))
TURNS = planned("bank-counter", SEED, best)
EXAM = planned("bank-counter", SEED, best, exam=True)
BRIEF = TURNS[0].before.text(TURNS[0].before.drill.scenario.brief)


def in_reply(opened: Opened, *options: str, **size: int) -> tuple[Terminal, int]:
    """A drill at its second reply step, and the number of answers before it."""
    shown = opened(*DRILL, *options, **size)
    shown.wait_for(TURNS[0].before.title)
    shown.settle()
    page_after(shown, ENTER)
    turns = EXAM if "--exam" in options else TURNS
    number = [i for i, turn in enumerate(turns) if turn.before.drill.current_step.ask == "reply"][1]
    for turn, following in pairwise(turns[: number + 1]):
        if following.place not in page_after(shown, *turn.keys()):
            page_after(shown, ENTER)
    shown.wait_for(turns[number].place)
    shown.settle()
    return shown, number


def whole(shown: Terminal) -> str:
    """Everything on a page that may need scrolling, without spaces; the page is left at its end."""
    seen = squeezed(shown.screen())
    while _("more ▼") in shown.screen():
        seen += squeezed(page_after(shown, " "))
    return seen


@pytest.mark.parametrize("options", [(), ("--exam",)])
def test_s_shows_the_situation_and_the_last_exchanges_and_leads_back(opened: Opened, options: tuple[str, ...]) -> None:
    shown, number = in_reply(opened, *options, rows=60)
    question = shown.screen()
    page_after(shown, "s")
    story = whole(shown)
    replied = [turn for turn in TURNS[:number] if turn.before.drill.current_step.ask == "reply"][-1]
    reply = replied.after.drill.reply(replied.after.drill.turns[-1])
    assert reply
    for text in (BRIEF, replied.before.text(reply.text), replied.after.reaction(replied.after.drill.turns[-1])):
        assert squeezed(text) in story, text
    assert page_after(shown, "q") == question


def test_the_story_by_lines_is_followed_by_the_step_again(run: Run) -> None:
    done = run(*DRILL, "--plain", typed=answer_lines(TURNS[:1], "s", "q"))
    after = done.out.split(_("the story so far"))[1]
    assert BRIEF[:40] in after and done.code == 130
    assert squeezed(TURNS[1].before.text_at(TURNS[1].step.says, 3)) in squeezed(after)


@pytest.mark.parametrize("key", ["s", "m", "?", "w", "r\na"])
def test_by_lines_a_step_is_printed_again_after_a_help_key(run: Run, key: str) -> None:
    following = TURNS[2].before
    said = squeezed(following.text_at(TURNS[2].step.says, following.drill.state.anger))
    done = run(*DRILL, "--plain", typed=answer_lines(TURNS[:2], *key.split("\n"), "q"))
    assert squeezed(done.out).count(said) == 2, done.out


def test_a_mistake_by_lines_is_told_without_the_step_again(run: Run) -> None:
    said = squeezed(TURNS[1].before.text_at(TURNS[1].step.says, 3))
    done = run(*DRILL, "--plain", typed=answer_lines(TURNS[:1], "z", "q"))
    assert squeezed(done.out).count(said) == 1


def test_an_exam_that_goes_on_begins_with_the_story_so_far(opened: Opened, tmp_path: Path) -> None:
    for mode, seen in (("--exam", True), ("", False)):
        own = {"MOTDRILL_JOURNAL": str(tmp_path / f"journal{mode}.db")}
        shown = opened(*DRILL, *filter(None, [mode]), **own)
        shown.wait_for(TURNS[0].before.title)
        shown.settle()
        page_after(shown, ENTER)
        page_after(shown, *TURNS[0].keys())
        shown.kill()
        shown.wait_for_end()
        again = opened("drill", "--resume", **own)
        again.wait_for(TURNS[0].before.title if seen else "points")
        assert (_("the story so far") in again.screen()) == seen
        again.keys("q")
        again.wait_for_end()


def test_the_feedback_keeps_the_customers_words_and_the_whole_reply(opened: Opened) -> None:
    shown, number = in_reply(opened, columns=120, rows=40)
    turn = TURNS[number]
    page = squeezed(page_after(shown, *turn.keys()))
    reply = turn.after.drill.reply(turn.after.drill.turns[-1])
    assert reply
    anger = turn.before.drill.state.anger
    parts = [
        turn.before.text_at(turn.step.says, anger),
        turn.before.text(reply.text),
        turn.before.text_at(reply.why, anger),
    ]
    places = [page.index(squeezed(text)) for text in parts]
    assert places == sorted(places)


def test_in_a_low_window_what_has_been_read_is_cut_and_what_came_of_it_is_not(opened: Opened) -> None:
    shown, number = in_reply(opened)
    turn = TURNS[number]
    before = page_after(shown, *turn.keys())
    shown.resize(40, 20)
    shown.wait_for_change(before)
    page = shown.screen()
    assert "…" in page and "●●●" in page, page
    page_after(shown, "s")
    reply = turn.after.drill.reply(turn.after.drill.turns[-1])
    assert reply
    assert squeezed(turn.before.text(reply.text))[:60] in whole(shown)


def test_cues_keep_their_names(opened: Opened) -> None:
    shown, _number = in_reply(opened)
    assert any(f"{_(name)}: " in shown.screen() for name in ("Voice", "Breath", "Face", "Posture"))


def test_q_leads_back_from_the_handbook_and_a_hint_outlives_it(opened: Opened) -> None:
    shown, number = in_reply(opened, rows=40)
    turn = TURNS[number]
    hint = squeezed(turn.before.text_at(turn.step.hint, turn.before.drill.state.anger))
    assert hint in squeezed(page_after(shown, "?"))
    page_after(shown, "m")
    assert hint in squeezed(page_after(shown, "q"))


def test_enters_too_many_never_skip_the_guess_unseen() -> None:
    question = Question((), "number", ())
    asked = new_selection(question).press(ENTER_KEY)
    assert (asked.answer, asked.notice) == (None, "skip")
    assert asked.press(ENTER_KEY).answer == ""
    assert asked.press("7").press(ENTER_KEY).answer == "7"


def test_enter_before_all_needs_are_ranked_asks_once() -> None:
    ranked = new_selection(Question((), "ranking", (), 3)).press("2")
    asked = ranked.press(ENTER_KEY)
    assert (asked.answer, asked.notice) == (None, "unranked")
    assert asked.press(ENTER_KEY).answer == "2"
    assert asked.press("1").press("3").press(ENTER_KEY).answer == "2 1 3"
    assert asked.press("1").notice == ""


def test_places_have_signs_of_their_own_and_needs_keep_their_numbers(opened: Opened) -> None:
    number, turn = next((i, each) for i, each in enumerate(TURNS) if each.before.drill.current_step.ask == "needs")
    shown = opened(*DRILL, rows=40)
    shown.wait_for(TURNS[0].before.title)
    shown.settle()
    page_after(shown, ENTER)
    for each in TURNS[:number]:
        page_after(shown, *each.keys())
        page_after(shown, ENTER)
    shown.keys("2")
    shown.wait_for("①")
    shown.keys("1", *[key for key in turn.keys() if key not in ("1", "2", ENTER)], ENTER)
    shown.wait_for(_("The order at this moment, and the place you gave each:"))
    page = shown.screen()
    for place, need in enumerate(turn.after.drill.turns[-1].answer.value, 1):
        key = turn.before.letters[need]
        text = text_in(turn.before.drill.scenario.needs[need].text, "en")
        assert squeezed(f"{'①②③④⑤'[place - 1]} {key} {text}")[:30] in squeezed(page), page


def test_by_lines_codes_are_said_as_good_or_fault(run: Run) -> None:
    poor = planned("bank-counter", SEED, weak)
    out = run(*DRILL, "--plain", typed=answer_lines(TURNS)).out + run(*DRILL, "--plain", typed=answer_lines(poor)).out
    assert _("good: ") in out and _("fault: ") in out


def test_after_an_exam_each_step_can_be_gone_through_and_left(opened: Opened) -> None:
    shown = opened(*DRILL, "--exam", rows=50)
    shown.wait_for(EXAM[0].before.title)
    shown.settle()
    page_after(shown, ENTER)
    for turn in EXAM:
        page_after(shown, *turn.keys())
        if turn.after.reaction(turn.after.drill.turns[-1]):
            page_after(shown, ENTER)
    page_after(shown, "5")
    scorecard = page_after(shown, ENTER)
    page_after(shown, "w")
    assert page_after(shown, "q") == scorecard
    page = page_after(shown, "w")
    for turn in EXAM:
        done = turn.after.drill.turns[-1]
        reply = turn.after.drill.reply(done)
        why = reply.why if reply else turn.step.why
        assert squeezed(turn.after.text_at(why, done.before.anger)) in squeezed(page), page
        page = page_after(shown, ENTER)
    assert page == scorecard
