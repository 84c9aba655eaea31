"""Answering in one's own words before the replies are seen: `--say`, in both faces."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from itertools import chain
from pathlib import Path

import pytest
from rich.cells import cell_len

from motdrill.method import handbook
from motdrill.scenario.model import ReplyStep
from practised import days_pass, drilled, rows
from terminal import CTRL_C, CTRL_D, ENTER, Opened, Planned, Run, Terminal, best, page_after, planned, squeezed

SEED = 7
BANK = "bank-counter"
SAY = ("drill", BANK, "--seed", str(SEED), "--say")
TALL = {"columns": 100, "rows": 60}  # every page whole
PASTE = "\x1b[200~{}\x1b[201~"
WORDS = "SELECT said, ticked FROM words ORDER BY id"
ASKED = "In your own words, before you see the replies."
COMPARED = "Tick honestly"
OWN = "I am sorry that you waited."

TURNS = planned(BANK, SEED, best)


def replies(turn: Planned) -> list[str]:
    assert isinstance(turn.step, ReplyStep)
    return [turn.before.text(reply.text) for reply in turn.step.replies.values()]


def codes(turn: Planned) -> tuple[str, ...]:
    """The codes of a turn's best reply, which it chose."""
    reply = turn.after.drill.reply(turn.after.drill.turns[-1])
    assert reply and reply.does
    return reply.does


REPLY = TURNS[1]
BEST = REPLY.before.text(REPLY.step.replies[REPLY.given].text)


def at_words(shown: Terminal) -> Terminal:
    """From the brief to the first step with replies, which asks for words."""
    shown.wait_until(lambda: shown.full_screen and bool(shown.foot()), "the brief")
    shown.settle()
    for key in (ENTER, *TURNS[0].keys(), ENTER):
        page_after(shown, key)
    assert isinstance(REPLY.step, ReplyStep)
    return shown


def typed(shown: Terminal, words: str) -> None:
    """Types words and Enter, once they are on the screen."""
    before = shown.screen()
    shown.keys(words)
    shown.wait_until(lambda: shown.screen() != before, "words")
    shown.settle()
    page_after(shown, ENTER)


# ---------------------------------------------------------------- from the words to the ticks


def test_words_are_asked_before_the_replies_and_stand_beside_the_best_one_afterwards(
    opened: Opened, path: Path, kept: dict[str, str]
) -> None:
    shown = at_words(opened(*SAY, **kept, **TALL))
    assert shown.shows(ASKED) and shown.shows(REPLY.texts()[0])
    assert not any(map(shown.shows, replies(REPLY)))
    typed(shown, OWN)
    assert all(map(shown.shows, replies(REPLY))) and not shown.shows(ASKED)
    assert rows(path, WORDS) == [(OWN, None)]
    page_after(shown, *REPLY.keys())
    assert not shown.shows(COMPARED)
    page_after(shown, ENTER)
    assert all(map(shown.shows, (OWN, BEST, COMPARED)))
    names = handbook.chapter_entries("codes")
    assert all(shown.shows(names[code].name["en"]) for code in codes(REPLY))
    page_after(shown, "b")
    assert re.search(r"^✓ B", shown.screen(), re.MULTILINE)
    page_after(shown, ENTER)
    assert rows(path, WORDS) == [(OWN, json.dumps([codes(REPLY)[1]]))]
    assert shown.shows(ASKED) and shown.shows(TURNS[2].texts()[0])


def test_whoever_ticks_nothing_has_looked_all_the_same(run: Run, path: Path, kept: dict[str, str]) -> None:
    run(*SAY, typed=said(OWN, "\n"), **kept)
    assert rows(path, WORDS) == [(OWN, "[]")]


def said(words: str, *ticks: str) -> str:
    """Lines up to the first step with replies: words, the answer, the ticks, and then the end."""
    return f"{TURNS[0].line()}\n{words}\n{REPLY.line()}\n" + "".join(ticks)


def test_lines_come_in_the_order_words_reply_ticks(run: Run, path: Path, kept: dict[str, str]) -> None:
    done = run(*SAY, typed=said(OWN, "z\n", "2, 1\n", "q\n"), **kept)
    prompts = ["your words, empty to skip", f"A to {'ABCDEF'[len(replies(REPLY)) - 1]}", "letters, empty for none"]
    places = [done.out.index(prompt) for prompt in prompts]
    assert places == sorted(places) and done.out.count(prompts[2]) == 2
    assert all(squeezed(text) in squeezed(done.out[places[0] : places[1]]) for text in replies(REPLY))
    assert not any(squeezed(text) in squeezed(done.out[: places[0]]) for text in replies(REPLY))
    assert all(squeezed(text) in squeezed(done.out[places[1] : places[2]]) for text in (OWN, BEST, COMPARED))
    assert "There is no `z` here." in done.out
    assert "\x1b" not in done.out and "✓" not in done.out
    assert rows(path, WORDS) == [(OWN, json.dumps(codes(REPLY)[:2]))]


def test_only_steps_with_replies_ask_for_words(run: Run, path: Path, kept: dict[str, str]) -> None:
    lines = []
    for turn in TURNS:
        lines += [OWN, turn.line(), "1"] if isinstance(turn.step, ReplyStep) else [turn.line()]
    done = run(*SAY, typed="\n".join([*lines, "6"]) + "\n", **kept)
    assert (done.code, done.err) == (0, "")
    asked = [turn.step_id for turn in TURNS if isinstance(turn.step, ReplyStep)]
    assert rows(path, "SELECT step FROM words ORDER BY id") == [(step,) for step in asked]
    assert rows(path, "SELECT finished, guess FROM drill") == [(1, 6)]


def test_the_scorecard_is_the_same_with_and_without_words(run: Run) -> None:
    lines = [[OWN, turn.line(), "1"] if isinstance(turn.step, ReplyStep) else [turn.line()] for turn in TURNS]
    with_words = run(*SAY, "--json", typed="\n".join([*chain(*lines), "6"]) + "\n")
    without = run(*SAY[:-1], "--json", typed="\n".join([*(turn.line() for turn in TURNS), "6"]) + "\n")
    assert with_words.code == without.code == 0
    assert json.loads(with_words.out) == json.loads(without.out)


# ---------------------------------------------------------------- what can be typed in place of words


def test_an_empty_line_skips_the_words_and_the_look_back(opened: Opened, path: Path, kept: dict[str, str]) -> None:
    shown = at_words(opened(*SAY, **kept, **TALL))
    page_after(shown, ENTER)
    assert all(map(shown.shows, replies(REPLY)))
    page_after(shown, *REPLY.keys())
    page_after(shown, ENTER)
    assert shown.shows(ASKED) and shown.shows(TURNS[2].texts()[0])
    assert rows(path, WORDS) == []


def test_hint_method_and_stop_are_there_before_the_words(opened: Opened, path: Path, kept: dict[str, str]) -> None:
    hint = REPLY.before.text_at(REPLY.step.hint, REPLY.before.drill.state.anger)
    shown = at_words(opened(*SAY, **kept, **TALL))
    for key in ("?", "？"):
        typed(shown, key)
        assert shown.shows(hint) and shown.shows(ASKED) and not any(map(shown.shows, replies(REPLY)))
    typed(shown, "m")
    assert shown.shows(handbook.chapter_entries("skills")[REPLY.step.trains[0]].brief["en"])
    page_after(shown, ENTER)
    assert shown.shows(ASKED)
    shown.keys("q", ENTER)
    assert shown.wait_for_end() == 130
    assert shown.shows("Stopped at step 2. motdrill drill --resume goes on from there.")
    assert rows(path, WORDS) == []


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D], ids=["Ctrl-C", "Ctrl-D"])
def test_the_drill_can_be_left_in_the_middle_of_the_words(
    opened: Opened, path: Path, kept: dict[str, str], key: str
) -> None:
    shown = at_words(opened(*SAY, **kept, **TALL))
    shown.keys(OWN)
    shown.wait_for(OWN)
    shown.keys(key)
    assert shown.wait_for_end() == 130
    assert not shown.full_screen and "Traceback" not in shown.screen()
    assert rows(path, WORDS) == [] and rows(path, "SELECT count(*) FROM answer") == [(1,)]


def test_a_hint_before_the_words_counts_as_a_hint(run: Run, path: Path, kept: dict[str, str]) -> None:
    run(*SAY, typed=f"{TURNS[0].line()}\n?\n{OWN}\n{REPLY.line()}\n", **kept)
    assert rows(path, "SELECT step, hinted FROM answer") == [(TURNS[0].step_id, 0), (REPLY.step_id, 1)]


def test_at_the_look_back_no_hint_of_the_next_step_is_told(run: Run, kept: dict[str, str]) -> None:
    done = run(*SAY, typed=said(OWN, "?\n", "q\n"), **kept)
    hint = TURNS[2].before.hint
    assert hint and squeezed(hint) not in squeezed(done.out)
    assert "There is no hint here" in done.out


def test_stopping_at_the_look_back_keeps_the_answer_and_the_words(run: Run, path: Path, kept: dict[str, str]) -> None:
    done = run(*SAY, typed=said(OWN, "q\n"), **kept)
    assert done.code == 130 and "step 3" in done.err
    assert rows(path, WORDS) == [(OWN, None)]
    assert rows(path, "SELECT count(*) FROM answer") == [(2,)]


def test_an_exam_takes_no_words(run: Run, path: Path, kept: dict[str, str]) -> None:
    done = run(*SAY, "--exam", **kept)
    assert (done.code, done.out) == (2, "")
    assert "Leave out --say or --exam" in done.err
    assert not path.exists()


# ---------------------------------------------------------------- any words

LONG = " ".join(f"word{number}" for number in range(500))[:3000]
TYPED = {
    "Chinese": ("对不起，让您久等了。😀", "对不起，让您久等了。😀"),
    "pasted": (PASTE.format(OWN), OWN),
    "two lines pasted": (PASTE.format("One.\r\nTwo.\n"), "One. Two."),
    "a letter of a reply": ("b", "b"),
}


@pytest.mark.parametrize("kind", TYPED)
def test_words_of_any_kind_typed_in_a_terminal_are_stored_and_shown(
    opened: Opened, path: Path, kept: dict[str, str], kind: str
) -> None:
    keys, wanted = TYPED[kind]
    shown = at_words(opened(*SAY, **kept, **TALL))
    typed(shown, keys)
    assert rows(path, WORDS) == [(wanted, None)]
    page_after(shown, *REPLY.keys())
    page_after(shown, ENTER)
    assert shown.shows(f"You {wanted}"), shown.screen()


LINES = {
    "Chinese": "对不起，让您久等了。",
    "spaces": "   a   b\t  ",
    "markup": "[bold]a[/bold] {b} <c> %s 'd' \"e\" \\n",
    "a number": "3",
    "SQL": "'); DROP TABLE words; --",
}


@pytest.mark.parametrize("kind", LINES)
def test_words_of_any_kind_typed_as_a_line_are_stored_and_shown(
    run: Run, path: Path, kept: dict[str, str], kind: str
) -> None:
    wanted = " ".join(LINES[kind].split())
    done = run(*SAY, typed=said(LINES[kind], "\n"), **kept)
    assert rows(path, WORDS) == [(wanted, "[]")]
    assert f"You  {wanted}\n" in done.out


@pytest.mark.parametrize("columns", [40, 80])
def test_a_line_of_3000_characters_is_taken_and_what_is_kept_is_shown(
    opened: Opened, path: Path, kept: dict[str, str], columns: int
) -> None:
    shown = at_words(opened(*SAY, columns=columns, rows=110, **kept))
    shown.keys(PASTE.format(LONG))
    shown.wait_for(LONG[-50:])
    shown.settle()
    page_after(shown, ENTER)
    ((stored, _ticked),) = rows(path, WORDS)
    assert len(stored) >= 1000 and LONG.startswith(stored)
    page_after(shown, *REPLY.keys())
    page_after(shown, ENTER)
    assert shown.shows(f"You {stored}"), shown.screen()


CONTROLS = "a\x1b[31mb\x07c\u202ed\x00e\x9bf"


@pytest.mark.parametrize("face", ["lines", "pasted"])
def test_control_characters_are_neither_stored_nor_shown(
    run: Run, opened: Opened, path: Path, kept: dict[str, str], face: str
) -> None:
    if face == "lines":
        shown = run(*SAY, typed=said(CONTROLS, "\n"), **kept).out
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", shown)
    else:
        window = at_words(opened(*SAY, **kept, **TALL))
        window.keys(PASTE.format(CONTROLS))
        window.wait_until(lambda: "▸ a" in window.screen(), "words")
        window.settle()
        seen = len(window.raw)
        page_after(window, ENTER)
        page_after(window, *REPLY.keys())
        page_after(window, ENTER)
        assert b"\x1b[31mb" not in window.raw[seen:] and "\u202e" not in window.screen()
    ((stored, _ticked),) = rows(path, WORDS)
    assert re.findall("[\x00-\x1f\x7f-\x9f\u202e]", stored) == []
    assert squeezed(stored).startswith("a")


@pytest.mark.parametrize("high", [24, 12])
def test_in_a_small_window_in_chinese_the_words_typed_stay_in_sight(opened: Opened, high: int) -> None:
    turns = planned(BANK, SEED, best, lang="zh")
    shown = opened(*SAY, "--lang", "zh", columns=40, rows=110)
    shown.wait_for(turns[0].before.title)
    at_words(shown)
    assert shown.shows(turns[1].texts()[0]) and not any(map(shown.shows, replies(turns[1])))
    shown.resize(40, high)
    words = "您一路跑下来，单子也填好了，现在四点五十八，窗口开着，您慢慢说，我听着呢。"
    shown.keys(words)
    shown.wait_for(words)
    assert max(cell_len(line) for line in shown.lines()) <= 40
    assert shown.shows(turns[1].before.title)


# ---------------------------------------------------------------- the next time


def test_the_words_of_the_last_time_are_shown_at_the_next_drill_and_in_a_review(
    run: Run, path: Path, kept: dict[str, str]
) -> None:
    today = date.today()
    first = run(*SAY, "--as", "Li", typed=said("The first words.", "1\n"), **kept)
    assert first.out.count("The first words.") == 1
    second = run(*SAY, "--as", "Li", typed=said("The second words.", "1\n"), **kept)
    assert f"{today}  The first words." in second.out
    days_pass(path, 6)
    lines = f"{TURNS[0].line()}\nThe third words.\n{REPLY.line()}\n\n"
    third = run("review", "--say", "--as", "Li", typed=lines, **kept)
    assert third.code == 0, third.err
    assert squeezed("The third words.") in squeezed(third.out)
    told = re.search(r"(\d{4}-\d\d-\d\d)  The second words\.", third.out)
    assert told and abs(date.fromisoformat(told[1]) - today + timedelta(days=6)) <= timedelta(days=1)
    assert "The first words." not in third.out
    assert [words for words, _ticked in rows(path, WORDS)] == [f"The {n} words." for n in ("first", "second", "third")]


def test_nobody_is_shown_the_words_of_another_person(run: Run, kept: dict[str, str]) -> None:
    run(*SAY, "--as", "Li", typed=said("The first words.", "1\n"), **kept)
    assert "The first words." not in run(*SAY, "--as", "Wu", typed=said(OWN, "1\n"), **kept).out


def test_a_review_in_a_terminal_asks_for_words_too(opened: Opened, path: Path, kept: dict[str, str]) -> None:
    drilled(path, "network-outage", best, days_ago=5, count=1)
    turn = planned("network-outage", SEED, best)[0]
    shown = opened("review", "--say", **kept, **TALL)
    shown.wait_for("review 1 of 1", "enter go on")
    shown.settle()
    page_after(shown, ENTER)
    assert shown.shows(ASKED) and not any(map(shown.shows, replies(turn)))
    typed(shown, OWN)
    page_after(shown, "a")
    page_after(shown, ENTER)
    assert shown.shows(OWN) and shown.shows(COMPARED)
    shown.keys("a", ENTER)
    shown.wait_for("Review done", "h home")
    shown.keys("q")
    assert shown.wait_for_end() == 0
    assert rows(path, WORDS) == [(OWN, json.dumps([codes(turn)[0]]))]
    assert rows(path, "SELECT count(*) FROM review") == [(1,)]


@pytest.mark.parametrize("again", [["--say"], []], ids=["with words", "without"])
def test_a_drill_killed_between_words_and_reply_goes_on_at_the_step_and_keeps_the_words(
    opened: Opened, run: Run, path: Path, kept: dict[str, str], again: list[str]
) -> None:
    shown = at_words(opened(*SAY, **kept, **TALL))
    typed(shown, OWN)
    shown.kill()
    assert shown.wait_for_end() == -9
    assert rows(path, WORDS) == [(OWN, None)]
    lines = [*([""] if again else []), REPLY.line(), "q"]
    done = run("drill", "--resume", *again, typed="\n".join(lines) + "\n", **kept)
    assert done.code == 130 and "step 3" in done.err
    assert squeezed(REPLY.texts()[0]) in squeezed(done.out)
    assert rows(path, "SELECT step FROM answer ORDER BY number") == [(TURNS[0].step_id,), (REPLY.step_id,)]
    assert rows(path, WORDS) == [(OWN, None)]
