"""The terminal face: the real program in a real pseudo-terminal."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from signal import SIGHUP
from string import ascii_lowercase
from typing import Any

import pytest
from rich.cells import cell_len

from motdrill import library, messages
from motdrill.drill.scorecard import Scorecard
from motdrill.errors import Stopped
from motdrill.messages import _, errors
from motdrill.method import handbook
from motdrill.practice.next_step import BestScore, NextStep, Standing
from motdrill.scenario.load import load
from motdrill.scenario.model import AngerStep, ReplyStep, SpotStep
from motdrill.ui.face import Question
from motdrill.ui.menu import Home, suggest_entries
from motdrill.ui.pages.scorecard import ending_words
from motdrill.ui.pages.walk import position_line
from motdrill.ui.selection import ENTER as ENTER_KEY
from motdrill.ui.selection import new_selection
from practised import drilled
from terminal import (
    BACKSPACE,
    CTRL_C,
    CTRL_D,
    DOWN,
    ENTER,
    PAGE_DOWN,
    PAGE_UP,
    SPACE,
    UP,
    Opened,
    Planned,
    Run,
    Terminal,
    best,
    kinds,
    mixed,
    past_the_end,
    planned,
    squeezed,
    weak,
)

SEED = 7
DRILL = ("drill", "bank-counter", "--seed", str(SEED))


# ---------------------------------------------------------------- on the way through a drill


def head(shown: Terminal) -> str:
    """What stands above the rule of a page."""
    lines = shown.lines()
    rule = next((i for i, line in enumerate(lines) if line.strip("─") == "" and line), 0)
    return " ".join(lines[:rule])


def body(shown: Terminal) -> list[str]:
    """The page on the screen, without the keys at its foot."""
    return shown.lines()[: shown.rows - foot_height(shown)]


def foot_height(shown: Terminal) -> int:
    """Lines of the keys, which begin with the key that answers, and of what is empty below them."""
    lines = shown.lines()
    begins = [
        row for row, line in enumerate(lines) if re.match(r" (pgdn|PgDn|enter|回车|a b|1 2|0-6|0-10)", flat(line))
    ]
    return shown.rows - max(begins, default=shown.rows)


def flat(line: str) -> str:
    """A line with plain spaces for those that keep a key and its label together."""
    return line.replace("\u00a0", " ")


def whole_page(shown: Terminal) -> str:
    """All of a page: scrolled through with PgDn and joined where one window overlaps the next."""
    shown.keys(*[PAGE_UP] * 12)
    shown.settle()
    lines = body(shown)
    while True:
        before = shown.screen()
        shown.keys(PAGE_DOWN)
        shown.settle()
        if shown.screen() == before:
            return "\n".join(lines)
        more = body(shown)
        overlap = next((n for n in range(min(len(lines), len(more)), 0, -1) if lines[-n:] == more[:n]), 0)
        lines += more[overlap:]


def go_on(shown: Terminal) -> None:
    """Reads a page to its end and goes on to the next."""
    for _times in range(30):
        shown.settle()
        before = shown.screen()
        shown.keys(ENTER)
        shown.wait_for_change(before)
        if "▼" not in before or not waits_for_enter(shown):
            return


def waits_for_enter(shown: Terminal) -> bool:
    """Whether the page asks nothing but to go on."""
    foot = shown.lines()[-foot_height(shown) :]
    return bool(foot) and flat(foot[0]).strip().startswith(_("enter"))


def begin(shown: Terminal, turns: Sequence[Planned]) -> None:
    """From the brief to the first step."""
    shown.wait_for(turns[0].before.title)
    shown.settle()
    go_on(shown)
    shown.wait_for(turns[0].place)


def answer(shown: Terminal, turn: Planned, keys: Sequence[str]) -> None:
    """Answers a step and waits for what comes next."""
    for key in keys[:-1]:
        shown.keys(key)
        shown.settle()
    before = shown.screen()
    shown.keys(keys[-1])
    shown.wait_for_change(before)
    assert turn.place not in head(shown)


def play_through(shown: Terminal, turns: Sequence[Planned]) -> None:
    """All steps of a drill with their feedback, to the last question."""
    begin(shown, turns)
    for turn in turns:
        shown.wait_for(turn.place)
        answer(shown, turn, turn.keys())
        go_on(shown)


def end(shown: Terminal, guess: str = "") -> None:
    """The last question, the scorecard and the debrief, to the end of the program."""
    shown.keys(*guess)
    shown.settle()
    for _times in range(40):
        before = shown.screen()
        shown.keys(past_the_end(shown))
        if shown.ends_or_changes(before):
            return


def nothing_is_cut(page: str, texts: Sequence[str]) -> None:
    for text in texts:
        assert squeezed(text) in squeezed(page), f"{text!r} is not whole on\n{page}"


def check_step(shown: Terminal, turn: Planned, page: str) -> None:
    """A step's page shows all that is needed to answer it."""
    stage, above = turn.before, head(shown) or page
    assert squeezed(f"{stage.title}{turn.place}") in squeezed(page)
    nothing_is_cut(page, turn.texts())
    nothing_is_cut(page, [position_line(turn.step.trains)])
    anger = stage.drill.state.anger
    stars = "★" * anger + "☆" * (6 - anger)
    heading = squeezed(page.split("──")[0])
    assert heading.endswith(stars) or stars in heading or isinstance(turn.step, AngerStep), above
    assert isinstance(turn.step, AngerStep) != bool(re.search("[★☆]", heading)), above
    if isinstance(turn.step, ReplyStep | SpotStep):
        for letter in ascii_lowercase[: len(turn.shown)].upper():
            assert re.search(rf"^[✓▸ ] {letter}  \S", page, re.MULTILINE), f"{letter} is not on\n{page}"


def check_foot(shown: Terminal, *keys: str) -> None:
    """The keys stand below the page."""
    foot = squeezed("".join(shown.lines()[-foot_height(shown) :]))
    for key in keys:
        assert squeezed(key) in foot, shown.screen()


def check_feedback(turn: Planned, page: str) -> None:
    """Feedback says what was earned, what the customer did then and why."""
    done = turn.after.drill.turns[-1]
    assert "●" * done.points + "○" * (3 - done.points) in page
    assert squeezed(_("{points} of {most} points").format(points=done.points, most=3)) in squeezed(page)
    reply = turn.after.drill.reply(done)
    if reply:
        before, after = done.before.anger, done.after.anger
        reaction = turn.after.text_at(reply.reaction, after)
        nothing_is_cut(page, [reaction, turn.after.text_at(reply.why, before), *reply.does])
        if not isinstance(turn.after.drill.step, AngerStep):
            moved = "★" * before + "☆" * (6 - before) + "→" + "★" * after + "☆" * (6 - after)
            assert moved in squeezed(page)
    elif isinstance(turn.step, SpotStep):
        given = done.answer.value
        wrong = [line for name, line in turn.step.lines.items() if line.good != (name in given)]
        nothing_is_cut(page, [turn.after.text_at(line.why, done.before.anger) for line in wrong])
    else:
        nothing_is_cut(page, [turn.after.text_at(turn.step.why, done.before.anger)])


def whole_drill(shown: Terminal, turns: Sequence[Planned], by_arrows: Callable[[int], bool]) -> None:
    begin(shown, turns)
    for number, turn in enumerate(turns):
        shown.wait_for(turn.place)
        shown.settle()
        check_step(shown, turn, whole_page(shown))
        check_foot(shown, f"q {_('stop')}", f"? {_('hint')}", f"m {_('method')}")
        answer(shown, turn, turn.arrows() if by_arrows(number) else turn.keys())
        check_feedback(turn, whole_page(shown))
        check_foot(shown, f"q {_('stop')}")
        go_on(shown)
    shown.wait_for(_("0 (awful)") if messages.language() == "en" else turns[-1].after.customer)
    shown.settle()


def scorecard_remains(shown: Terminal, turns: Sequence[Planned], page: str) -> None:
    last = turns[-1].after
    card = Scorecard(last.drill)
    title, text = ending_words(last, card.ending)
    nothing_is_cut(page, [last.title, f"{card.score_percent}%", title, text, *map(last.text, questions(last))])


def questions(stage: Any) -> list[Any]:
    debrief = stage.drill.scenario.debrief
    return [*debrief.questions, debrief.lesson]


def left_standing(shown: Terminal) -> str:
    """What the program left on the normal screen, as it was written: more than fits the window."""
    after = shown.raw.rsplit(b"\x1b[?1049l", 1)[1].decode()
    return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", after)


@pytest.mark.long
def test_a_whole_drill_with_letters_and_arrows_at_80_by_24_in_english(opened: Opened) -> None:
    turns = planned("bank-counter", SEED, mixed)
    assert kinds(turns) == {"reply", "anger", "needs", "spot"}
    shown = opened(*DRILL)
    whole_drill(shown, turns, by_arrows=lambda number: number % 2 == 0)
    shown.keys("1", "2", BACKSPACE, BACKSPACE)
    end(shown, guess="6")
    assert shown.wait_for_end() == 0
    assert not shown.full_screen
    scorecard_remains(shown, turns, left_standing(shown))
    nothing_is_cut(left_standing(shown), [_("you guessed {guess}").format(guess=6)])


@pytest.mark.long
def test_a_whole_drill_with_letters_and_arrows_at_40_columns_in_chinese(opened: Opened) -> None:
    messages.set_language("zh")
    turns = planned("bank-counter", SEED, weak, lang="zh")
    shown = opened(*DRILL, "--lang", "zh", columns=40)
    whole_drill(shown, turns, by_arrows=lambda number: number % 2 == 1)
    end(shown)
    assert shown.wait_for_end() == 0
    scorecard_remains(shown, turns, left_standing(shown))
    assert all(columns(line) <= 40 for line in left_standing(shown).splitlines())


def columns(line: str) -> int:
    from rich.cells import cell_len

    return cell_len(line)


@pytest.mark.parametrize("name", ["airport-gold-card", "network-outage"])
def test_every_case_can_be_played_to_its_end_by_letters(opened: Opened, name: str) -> None:
    turns = planned(name, SEED, best)
    shown = opened("drill", name, "--seed", str(SEED))
    play_through(shown, turns)
    end(shown)
    assert shown.wait_for_end() == 0
    assert "100%" in left_standing(shown)


# ---------------------------------------------------------------- help


def the_reply_step(shown: Terminal) -> Planned:
    """Goes to the second step, where there are replies to choose from."""
    turns = planned("bank-counter", SEED, weak)
    begin(shown, turns)
    answer(shown, turns[0], turns[0].keys())
    go_on(shown)
    assert isinstance(turns[1].step, ReplyStep)
    shown.wait_for(turns[1].place)
    shown.settle()
    return turns[1]


def test_a_hint_stands_on_the_page_of_the_question(opened: Opened) -> None:
    shown = opened(*DRILL)
    turn = the_reply_step(shown)
    shown.keys("?")
    shown.wait_for(turn.before.text_at(turn.step.hint, turn.before.drill.state.anger), turn.place)
    nothing_is_cut(shown.screen(), turn.texts())


def test_the_handbook_opens_at_the_skill_of_the_step_and_closes_at_the_question(opened: Opened) -> None:
    shown = opened(*DRILL)
    turn = the_reply_step(shown)
    shown.keys("m")
    entry = handbook.find_entry(turn.step.trains[0])
    assert entry
    shown.wait_for(entry.name["en"], entry.brief["en"])
    shown.settle()
    go_on(shown)
    shown.wait_for(turn.place)


def test_why_the_others_are_worth_what_they_are(opened: Opened) -> None:
    shown = opened(*DRILL)
    turn = the_reply_step(shown)
    answer(shown, turn, turn.keys())
    feedback = shown.screen()
    shown.keys("w")
    shown.wait_for_change(feedback)
    page = whole_page(shown)
    for name, reply in turn.step.replies.items():
        if name != turn.given:
            nothing_is_cut(page, [turn.before.text(reply.text), turn.before.text_at(reply.why, 3)])
    go_on(shown)
    shown.wait_for(f"r {_('try again')}")


def test_a_retry_shows_points_and_feedback_and_leaves_the_story_as_it_is(opened: Opened) -> None:
    shown = opened(*DRILL)
    turn = the_reply_step(shown)
    answer(shown, turn, turn.keys())
    feedback = shown.screen()
    shown.keys("r")
    shown.wait_for(turn.place, _("Second try: it shows what it would have earned; the story stays as it is."))
    shown.settle()
    other = best(turn.before.drill)
    again = turn.before.with_answers(turn.before.drill.answer(other).answers)
    letter = ascii_lowercase[turn.shown.index(str(other))]
    before = shown.screen()
    shown.keys(letter)
    shown.wait_for_change(before)
    page = shown.screen()
    reply = turn.step.replies[str(other)]
    assert _("second try, not counted") in page
    nothing_is_cut(page, [again.text_at(reply.why, turn.before.drill.state.anger)])
    nothing_is_cut(page, [again.text_at(reply.reaction, again.drill.state.anger)])
    assert "→" in page
    go_on(shown)
    assert shown.screen() == feedback
    go_on(shown)
    anger = turn.after.drill.state.anger
    assert "★" * anger + "☆" * (6 - anger) in head(shown)


def test_q_leaves_a_retry_for_the_feedback(opened: Opened) -> None:
    shown = opened(*DRILL)
    turn = the_reply_step(shown)
    answer(shown, turn, turn.keys())
    feedback = shown.screen()
    shown.keys("r")
    shown.wait_for_change(feedback)
    shown.keys("q")
    shown.wait_until(lambda: shown.screen() == feedback, "the feedback")


def test_help_serves_during_a_retry_too(opened: Opened) -> None:
    shown = opened(*DRILL)
    turn = the_reply_step(shown)
    answer(shown, turn, turn.keys())
    feedback = shown.screen()
    shown.keys("r")
    shown.wait_for_change(feedback)
    shown.keys("?")
    shown.wait_for(turn.before.text_at(turn.step.hint, turn.before.drill.state.anger))


# ---------------------------------------------------------------- long pages, and windows of every size


def test_page_down_shows_the_rest_of_a_long_page_and_page_up_its_beginning(opened: Opened) -> None:
    shown = opened(*DRILL, rows=12)
    stage = planned("bank-counter", SEED, best)[0].before
    shown.wait_for(stage.title)
    shown.settle()
    first = shown.screen()
    assert "▼" in shown.foot()
    shown.keys(PAGE_DOWN)
    assert stage.title not in shown.wait_for_change(first)
    shown.keys(PAGE_UP)
    shown.wait_until(lambda: shown.screen() == first, "the beginning")
    nothing_is_cut(whole_page(shown), [stage.text(stage.drill.scenario.brief), stage.text(stage.drill.scenario.you)])


def test_enter_reads_a_long_page_to_its_end_before_it_goes_on(opened: Opened) -> None:
    shown = opened(*DRILL, rows=12)
    turns = planned("bank-counter", SEED, best)
    shown.wait_for(turns[0].before.title)
    shown.settle()
    before = shown.screen()
    shown.keys(ENTER)
    shown.wait_for_change(before)
    assert turns[0].place not in shown.screen()
    go_on(shown)
    shown.wait_for(turns[0].place)


def test_arrows_bring_a_choice_below_the_window_into_sight(opened: Opened) -> None:
    shown = opened(*DRILL, columns=40, rows=12)
    turn = the_reply_step(shown)
    for letter in ascii_lowercase[: len(turn.shown)].upper():
        before = shown.screen()
        shown.keys(DOWN)
        shown.wait_for_change(before)
        assert re.search(rf"^▸ {letter} ", shown.screen(), re.MULTILINE), shown.screen()


def test_a_window_resized_in_the_middle_is_laid_out_anew_and_nothing_chosen_is_lost(opened: Opened) -> None:
    shown = opened(*DRILL)
    turn = the_reply_step(shown)
    shown.keys(DOWN)
    shown.wait_for("▸")
    shown.settle()
    for size in ((40, 24), (120, 30), (60, 10), (20, 8), (80, 24)):
        before = shown.screen()
        shown.resize(*size)
        shown.wait_for_change(before)
    assert "▸ A" in shown.screen()
    nothing_is_cut(shown.screen(), turn.texts())
    before = shown.screen()
    shown.keys(ENTER)
    shown.wait_for_change(before)
    text = turn.before.text(turn.step.replies[turn.shown[0]].text)
    nothing_is_cut(shown.screen(), [f" A  {text}"])


def test_no_text_is_lost_at_any_width(opened: Opened) -> None:
    shown = opened(*DRILL, columns=90, rows=90)
    turn = the_reply_step(shown)
    for width in (16, 20, 40, 70, 132):
        before = shown.screen()
        shown.resize(width, 90)
        shown.wait_for_change(before)
        nothing_is_cut(whole_page(shown), turn.texts())


@pytest.mark.parametrize("size", [(80, 24), (40, 24)])
def test_the_keys_stand_in_the_very_last_line_of_every_page(opened: Opened, size: tuple[int, int]) -> None:
    turns = planned("bank-counter", SEED, best)
    shown = opened(*DRILL, columns=size[0], rows=size[1])
    begin(shown, turns)
    last_lines = []
    for turn in turns[:7]:
        answer(shown, turn, turn.keys())
        last_lines.append(shown.lines()[-1])
        go_on(shown)
        last_lines.append(shown.lines()[-1])
    assert all(last_lines), last_lines


# ---------------------------------------------------------------- what is no answer


def test_a_key_too_many_chooses_nothing_and_a_quiet_line_says_so(opened: Opened) -> None:
    shown = opened(*DRILL)
    turn = the_reply_step(shown)
    before, nothing = shown.screen(), _("That key does nothing here.")
    for keys in (["x"], ["7", "z"], ["\t"], ["\x1b"], [SPACE]):
        shown.keys(*keys)
        shown.settle(0.6 if keys == ["\x1b"] else None)  # a bare Esc is known to be one only after half a second
        assert nothing in shown.screen(), keys
        assert squeezed(shown.screen()).replace(squeezed(nothing), "") == squeezed(before), keys
    for keys in ([ENTER], [ENTER] * 5, [BACKSPACE]):
        shown.keys(*keys)
        shown.settle()
        assert shown.screen() == before, keys
    shown.keys("?")
    shown.wait_for(turn.before.text_at(turn.step.hint, turn.before.drill.state.anger))


def test_enters_too_many_at_feedback_do_not_answer_the_next_step(opened: Opened) -> None:
    shown = opened(*DRILL)
    turns = planned("bank-counter", SEED, weak)
    begin(shown, turns)
    answer(shown, turns[0], turns[0].keys())
    shown.keys(ENTER, ENTER, ENTER, ENTER)
    shown.wait_for(turns[1].place)
    shown.settle()
    nothing_is_cut(shown.screen(), turns[1].texts())


def test_a_paste_of_10_kb_chooses_nothing(opened: Opened) -> None:
    shown = opened(*DRILL)
    turn = the_reply_step(shown)
    before = shown.screen()
    assert b"\x1b[?2004h" in shown.raw, "pastes are not told from keys"
    shown.child.send("\x1b[200~" + "abcd q?\r\n" * 1140 + "\x1b[201~")
    shown.settle(0.5)
    assert shown.screen() == before
    shown.keys("?")
    shown.wait_for(turn.before.text_at(turn.step.hint, turn.before.drill.state.anger))


def test_capitals_answer_as_small_letters_do(opened: Opened) -> None:
    shown = opened(*DRILL)
    turn = the_reply_step(shown)
    answer(shown, turn, [turn.keys()[0].upper()])
    check_feedback(turn, shown.screen())


def test_a_full_width_letter_answers_as_its_narrow_twin_does(opened: Opened) -> None:
    shown = opened(*DRILL)
    turn = the_reply_step(shown)
    answer(shown, turn, [chr(ord(turn.keys()[0]) + 0xFEE0)])
    check_feedback(turn, shown.screen())


def test_a_full_width_question_mark_asks_for_the_hint(opened: Opened) -> None:
    shown = opened(*DRILL)
    turn = the_reply_step(shown)
    shown.keys("？")
    shown.wait_for(turn.before.text_at(turn.step.hint, turn.before.drill.state.anger))


def test_a_mark_set_twice_is_taken_back(opened: Opened) -> None:
    turns = planned("bank-counter", SEED, best)
    spot = next(i for i, turn in enumerate(turns) if isinstance(turn.step, SpotStep))
    shown = opened(*DRILL)
    begin(shown, turns)
    for turn in turns[:spot]:
        answer(shown, turn, turn.keys())
        go_on(shown)
    shown.keys("a")
    shown.wait_for("✓ A")
    shown.keys("b")
    shown.wait_for("✓ B")
    shown.keys("a")
    shown.wait_until(lambda: not shown.shows("✓ A") and shown.shows("✓ B"), "A taken back")
    shown.settle()
    before = shown.screen()
    shown.keys(UP, SPACE, ENTER)
    shown.wait_for_change(before)
    assert squeezed(_("You marked: {marked}").format(marked="B")) in squeezed(head(shown))


# ---------------------------------------------------------------- leaving


@pytest.mark.parametrize("where", ["brief", "question", "feedback", "guess", "scorecard"])
def test_ctrl_c_leaves_with_130_and_restores_the_screen(opened: Opened, where: str) -> None:
    shown = somewhere(opened, where)
    shown.keys(CTRL_C)
    assert shown.wait_for_end() == 130
    restored(shown)
    assert "Traceback" not in shown.screen()


def test_ctrl_c_says_how_the_drill_goes_on(opened: Opened) -> None:
    shown = somewhere(opened, "question")
    shown.keys(CTRL_C)
    shown.wait_for_end()
    assert shown.shows(errors.error_message(Stopped("stopped-kept", number=2, options="")))


@pytest.mark.parametrize("where", ["brief", "question", "feedback", "guess"])
def test_q_stops_with_130_and_a_message(opened: Opened, where: str) -> None:
    shown = somewhere(opened, where)
    shown.keys("q")
    assert shown.wait_for_end() == 130
    restored(shown)
    number = {"brief": 1, "question": 2, "feedback": 3, "guess": 1}[where]
    code = "stopped" if where == "brief" else "stopped-kept"
    assert shown.shows(errors.error_message(Stopped(code, number=number, options=""))), shown.screen()


def test_ctrl_d_at_a_question_stops_with_130_and_a_message(opened: Opened) -> None:
    shown = somewhere(opened, "question")
    shown.keys(CTRL_D)
    assert shown.wait_for_end() == 130
    restored(shown)
    assert shown.shows(errors.error_message(Stopped("input-ended-kept", number=2, options="")))


def test_an_enter_too_many_marks_no_line_and_the_next_one_says_none() -> None:
    open_ = new_selection(Question((), "marks", (), 3))
    first = open_.press(ENTER_KEY)
    assert (first.answer, first.cursor) == (None, "A")
    assert first.press(ENTER_KEY).answer == ""
    assert open_.press("b").press(ENTER_KEY).answer == "B"


def test_a_terminal_that_is_closed_ends_the_drill(opened: Opened) -> None:
    shown = somewhere(opened, "question")
    shown.hang_up()
    assert shown.process.wait() == -SIGHUP


BRIEF_CASE = """\
format: 1
title: A small case
customer: {name: Mr Zhao, anger: 2}
steps:
  only:
    says: And now?
    replies:
      good: {text: I will see to it., score: 3, why: It helps.}
      poor: {text: No idea., score: 0, why: It does not.}
debrief: {lesson: See to it.}
"""


def somewhere(opened: Opened, where: str) -> Terminal:
    """A drill that stands at a kind of page; its end is that of a case with one step."""
    if where in ("guess", "scorecard"):
        return at_the_end(opened, where)
    shown = opened(*DRILL)
    if where == "brief":
        shown.wait_for(planned("bank-counter", SEED, weak)[0].before.title)
        shown.settle()
        return shown
    turn = the_reply_step(shown)
    if where == "feedback":
        answer(shown, turn, turn.keys())
    return shown


def at_the_end(opened: Opened, where: str) -> Terminal:
    path = Path(tempfile.mkdtemp()) / "small.yaml"
    path.write_text(BRIEF_CASE, "utf-8")
    turns = planned(str(path), SEED, weak)
    shown = opened("drill", str(path), "--seed", str(SEED))
    play_through(shown, turns)
    if where == "scorecard":
        shown.keys("5", ENTER)
        shown.wait_for(_("What the customer will remember"))
        shown.settle()
    return shown


def restored(shown: Terminal) -> None:
    """The terminal is as it was: own screen, cursor seen, pastes as keys, lines wrapped."""
    assert not shown.full_screen
    for mode, on in ((b"25", b"h"), (b"2004", b"l"), (b"7", b"h"), (b"1049", b"l")):
        switches = re.findall(rb"\x1b\[\?" + mode + rb"([hl])", shown.raw)
        assert switches[-1] == on, mode


def test_done_at_the_scorecard_ends_the_drill_without_the_debrief(opened: Opened) -> None:
    shown = somewhere(opened, "scorecard")
    shown.keys("q")
    assert shown.wait_for_end() == 0
    restored(shown)
    assert _("What the customer will remember") in left_standing(shown)


def test_t_plays_again_from_the_turning_point(opened: Opened) -> None:
    turns = planned("bank-counter", SEED, weak)
    turning = Scorecard(turns[-1].after.drill).turning_point
    assert turning
    shown = opened(*DRILL)
    play_through(shown, turns)
    shown.keys("5", ENTER)
    shown.wait_for(_("play again from the turning point"))
    shown.keys(ENTER, "t")  # also from the pages that follow the scorecard
    again = turns[turning.number - 1]
    if turning.number == 1:
        shown.settle()
        go_on(shown)
    shown.wait_for(again.place, *again.texts()[:1])
    shown.settle()
    stage = again.before
    while stage.drill.step is not None:
        turn = Planned(stage, stage.with_answers(stage.drill.answer(best(stage.drill)).answers), best(stage.drill))
        shown.wait_for(turn.place)
        answer(shown, turn, turn.keys())
        go_on(shown)
        stage = turn.after
    end(shown)
    assert shown.wait_for_end() == 0
    assert f"{Scorecard(stage.drill).score_percent}%" in left_standing(shown)
    assert _("played again") in left_standing(shown)


# ---------------------------------------------------------------- colour

_COLOUR = re.compile(rb"\x1b\[(?:[0-9;]*;)?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;[0-9;]*)?m")


def test_stars_and_points_have_colours(opened: Opened) -> None:
    shown = somewhere(opened, "feedback")
    assert _COLOUR.search(shown.raw)


def test_no_color_gives_attributes_and_no_colour(opened: Opened) -> None:
    def without(*arguments: str, **more: Any) -> Terminal:
        return opened(*arguments, NO_COLOR="1", **more)

    shown = somewhere(without, "scorecard")
    shown.keys("q")
    shown.wait_for_end()
    assert b";1m" in shown.raw or b"[1m" in shown.raw
    assert _COLOUR.findall(shown.raw) == []


def test_the_home_menu_has_no_colour_where_none_is_wanted(opened: Opened) -> None:
    shown = opened(NO_COLOR="1")
    shown.wait_for("Leave")
    shown.keys(CTRL_C)
    shown.wait_for_end()
    assert _COLOUR.findall(shown.raw) == []


def test_the_keys_at_the_foot_are_quiet_and_not_underlined(opened: Opened) -> None:
    shown = somewhere(opened, "question")
    row = shown._screens[b"h"].buffer[shown.rows - 1]
    loud = {row[x].fg for x in range(80)} | {"underlined" for x in range(80) if row[x].underscore}
    assert loud == {"default"}


# ---------------------------------------------------------------- the same drill, seen and heard


def documents_of(opened: Opened, run: Run, tmp_path: Path, *more: str, **plan: Any) -> tuple[Any, Any]:
    turns = planned("bank-counter", SEED, **plan)
    shown = opened(*DRILL, "--json", *more, to=tmp_path / "seen.json")
    if "--exam" in more:
        begin(shown, turns)
        for turn in turns:
            shown.wait_for(turn.place)
            shown.settle()
            before = shown.screen()
            shown.keys(*turn.keys())
            shown.wait_for_change(before)
            if turn.after.drill.reply(turn.after.drill.turns[-1]):
                go_on(shown)
    else:
        play_through(shown, turns)
    end(shown, guess="4")
    code = shown.wait_for_end()
    lines = [turn.line(i % 3) for i, turn in enumerate(turns)]
    heard = run(*DRILL, "--json", *more, typed="\n".join([*lines, "4"]) + "\n")
    assert code == heard.code
    return json.loads((tmp_path / "seen.json").read_text("utf-8")), json.loads(heard.out)


@pytest.mark.parametrize("choose", [mixed])
def test_the_same_answers_give_the_same_scorecard_in_both_faces(
    opened: Opened, run: Run, tmp_path: Path, choose: Any
) -> None:
    seen, heard = documents_of(opened, run, tmp_path, choose=choose)
    assert seen == heard
    assert seen["remembered"]["guess"] == 4


def test_an_exam_shows_no_stars_and_no_feedback_and_gives_the_same_scorecard_in_both_faces(
    opened: Opened, run: Run, tmp_path: Path
) -> None:
    seen, heard = documents_of(opened, run, tmp_path, "--exam", choose=weak, exam=True)
    assert seen == heard
    assert seen["mode"] == "exam"


def test_an_exam_not_passed_ends_with_1_and_keeps_its_counsel(opened: Opened) -> None:
    turns = planned("bank-counter", SEED, weak, exam=True)
    shown = opened(*DRILL, "--exam")
    begin(shown, turns)
    for turn in turns:
        shown.wait_for(turn.place)
        shown.settle()
        heading = head(shown)
        assert "★" not in heading and "☆" not in heading
        nothing_is_cut(shown.screen(), turn.texts())
        foot = shown.foot()
        assert "hint" not in foot and "method" not in foot and "stop" in foot
        before = shown.screen()
        shown.keys("?", "m", "w", "r")
        shown.wait_for(_("That key does nothing here."))
        shown.keys(BACKSPACE)
        shown.settle()
        assert shown.screen() == before
        shown.keys(*turn.keys())
        shown.wait_for_change(before)
        done = turn.after.drill.turns[-1]
        reply = turn.after.drill.reply(done)
        if reply:
            nothing_is_cut(shown.screen(), [turn.after.text_at(reply.reaction, done.after.anger)])
            assert squeezed(turn.after.text_at(reply.why, done.before.anger)) not in squeezed(shown.screen())
            assert not re.search("[★☆●○]", shown.screen())
            go_on(shown)
    card = Scorecard(turns[-1].after.drill)
    assert not card.passed
    end(shown)
    assert shown.wait_for_end() == 1
    assert "not passed" in left_standing(shown)


# ---------------------------------------------------------------- the home screen


@pytest.mark.parametrize("by", ["enter", "arrows", "number"])
def test_the_home_menu_starts_a_drill_and_enter_the_first_of_the_course(
    opened: Opened, by: str, env: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOTDRILL_LIBRARY", env["MOTDRILL_LIBRARY"])
    rows = library.entries_by_course()
    shown = opened()
    shown.wait_for(*(str(row.header["title"]["en"]) for row in rows[:9]), "All 20 scenarios", "Leave")
    shown.settle()
    shown.keys(*{"enter": [], "arrows": [DOWN, DOWN], "number": ["3"]}[by], ENTER)
    is_at_brief(shown, rows[0 if by == "enter" else 2])


def is_at_brief(shown: Terminal, row: library.LibraryEntry) -> None:
    scenario = load(row.path).scenario
    assert isinstance(scenario.brief, dict)
    shown.wait_until(lambda: shown.full_screen and shown.shows(scenario.brief["en"][:60]), "the brief")


def test_the_home_menu_has_the_whole_library_on_a_key(opened: Opened) -> None:
    shown = opened()
    shown.wait_for("All 20 scenarios")
    shown.settle()
    shown.keys("a", ENTER)
    shown.wait_for(*(str(row.header["title"]["en"]) for row in library.entries_by_course()))
    shown.settle()
    shown.keys(DOWN, ENTER)
    is_at_brief(shown, library.entries_by_course()[1])


def test_the_home_menu_suggests_the_next_of_the_course_that_was_not_passed() -> None:
    rows = library.entries_by_course()
    course = [row.id for row in rows]

    def suggested(passed: Sequence[str], count: int) -> list[str]:
        best_scores = {name: BestScore(80, True) for name in passed}
        home = Home(rows, Standing(best=best_scores), NextStep("due"))
        return [row.id for row in suggest_entries(home, count)]

    assert suggested([], 8) == course[:8]
    assert suggested(course[:3], 8) == course[3:11]
    assert suggested(course, 8) == course[:8]
    assert suggested(course[:3], 20) == course


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(("columns", "rows"), [(40, 20), (80, 24), (120, 40)])
def test_no_case_is_cut_at_home_in_any_window(opened: Opened, lang: str, columns: int, rows: int, path: Path) -> None:
    drilled(path, "address-question", weak)
    shown = opened("--lang", lang, columns=columns, rows=rows, MOTDRILL_JOURNAL=str(path))
    shown.wait_for(" q) ")
    shown.settle()
    page = shown.screen()
    assert "…" not in page
    assert max(cell_len(line) for line in shown.lines()) <= columns
    titles = [str(row.header["title"][lang]) for row in library.entries_by_course()]
    shown_titles = [title for title in titles if shown.shows(title)]
    assert len(shown_titles) >= 4 and shown_titles == titles[: len(shown_titles)], page
    assert page.count("★1–2") >= 3


def test_leaving_the_home_menu_ends_with_0_and_no_traceback(opened: Opened) -> None:
    shown = opened()
    shown.wait_for("Leave")
    shown.settle()
    shown.keys("q", ENTER)
    assert shown.wait_for_end() == 0
    assert shown.shows(errors.error_message(Stopped("nothing-chosen")))


def test_ctrl_c_at_the_home_menu_ends_with_130(opened: Opened) -> None:
    shown = opened()
    shown.wait_for("Leave")
    shown.settle()
    shown.keys(CTRL_C)
    assert shown.wait_for_end() == 130
    assert "Traceback" not in shown.screen()


def test_the_home_menu_speaks_chinese(opened: Opened) -> None:
    shown = opened("--lang", "zh", columns=60)
    shown.wait_for(*(str(row.header["title"]["zh"]) for row in library.entries_by_course()[:8]))
