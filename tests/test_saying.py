"""A step that is said and not chosen: own words first, then the reply they come closest to, in both faces."""

from __future__ import annotations

import csv
import json
import re
from datetime import date, timedelta
from itertools import chain
from pathlib import Path

import pytest
from rich.cells import cell_len

from motdrill.drill.drill import Drill
from motdrill.method import handbook
from motdrill.scenario.load import load
from motdrill.scenario.model import ReplyStep
from practised import days_pass, drilled, rows
from terminal import (
    CTRL_C,
    CTRL_D,
    ENTER,
    PAGE_DOWN,
    Opened,
    Planned,
    Run,
    Terminal,
    best,
    page_after,
    planned,
    squeezed,
)

SEED = 7
BANK = "bank-counter"
SAY = ("drill", BANK, "--seed", str(SEED), "--say")
TALL = {"columns": 100, "rows": 60}  # every page whole
PASTE = "\x1b[200~{}\x1b[201~"
WORDS = "SELECT said FROM words ORDER BY id"
CONFIRMED = "SELECT step, confirmed FROM answer ORDER BY number"
ASKED = "In your own words, before you see the replies."
COMPARED = "Best "
OWN = "I am sorry that you waited."

TURNS = planned(BANK, SEED, best)


def replies(turn: Planned) -> list[str]:
    assert isinstance(turn.step, ReplyStep)
    return [turn.before.text(reply.text) for reply in turn.step.replies.values()]


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


# ---------------------------------------------------------------- from the words to the reply


def test_words_are_asked_before_the_replies_and_stand_beside_the_best_one_afterwards(
    opened: Opened, path: Path, kept: dict[str, str]
) -> None:
    shown = at_words(opened(*SAY, **kept, **TALL))
    assert shown.shows(ASKED) and shown.shows(REPLY.texts()[0])
    assert not any(map(shown.shows, replies(REPLY)))
    typed(shown, OWN)
    assert all(map(shown.shows, [*replies(REPLY), f"You {OWN}", REPLY.texts()[0]])) and not shown.shows(ASKED)
    assert rows(path, WORDS) == [(OWN,)]
    page_after(shown, *REPLY.keys())
    assert not shown.shows(f"{COMPARED} {BEST}")
    page_after(shown, ENTER)
    assert all(map(shown.shows, (f"You {OWN}", f"{COMPARED} {BEST}", "1 apology: “I am sorry”")))
    page_after(shown, ENTER)
    assert shown.shows(ASKED) and shown.shows(TURNS[2].texts()[0])


def said(words: str, *more: str) -> str:
    """Lines up to the first step with replies: words, the answer, and then the end."""
    return f"{TURNS[0].line()}\n{words}\n{REPLY.line()}\n" + "".join(more)


def test_lines_come_in_the_order_words_reply(run: Run, path: Path, kept: dict[str, str]) -> None:
    done = run(*SAY, typed=said(OWN, "q\n"), **kept)
    prompts = ["your words, empty to skip", f"A to {'ABCDEF'[len(replies(REPLY)) - 1]}"]
    places = [done.out.index(prompt) for prompt in prompts]
    assert places == sorted(places)
    assert all(squeezed(text) in squeezed(done.out[places[0] : places[1]]) for text in [*replies(REPLY), OWN])
    assert not any(squeezed(text) in squeezed(done.out[: places[0]]) for text in replies(REPLY))
    assert squeezed(f"{COMPARED} {BEST}") in squeezed(done.out[places[1] :])
    assert "\x1b" not in done.out


def test_only_steps_with_replies_ask_for_words(run: Run, path: Path, kept: dict[str, str]) -> None:
    done = run(*SAY, typed="".join(f"{line}\n" for line in [*chain(*map(said_line, TURNS)), "6"]), **kept)
    assert (done.code, done.err) == (0, "")
    asked = [turn.step_id for turn in TURNS if isinstance(turn.step, ReplyStep)]
    assert rows(path, "SELECT step FROM words ORDER BY id") == [(step,) for step in asked]
    assert rows(path, "SELECT finished, guess FROM drill") == [(1, 6)]


def said_line(turn: Planned) -> list[str]:
    """What a turn takes by lines: at a reply words before it."""
    return [OWN, turn.line()] if isinstance(turn.step, ReplyStep) else [turn.line()]


def test_the_scorecard_is_the_same_said_or_chosen(run: Run) -> None:
    with_words = run(*SAY, "--json", typed="".join(f"{line}\n" for line in [*chain(*map(said_line, TURNS)), "6"]))
    without = run(*SAY[:-1], "--choose", "--json", typed="".join(f"{turn.line()}\n" for turn in TURNS) + "6\n")
    assert with_words.code == without.code == 0
    assert json.loads(with_words.out) == json.loads(without.out)


# ---------------------------------------------------------------- which reply it is

CASE = """\
format: 1
title: {en: The wait, zh: 等}
customer: {name: {en: Mr Li, zh: 李先生}, anger: 3}
steps:
  waited:
    say: true
    says: {en: I have been standing here for an hour!, zh: 我在这儿站了一个小时了！}
    replies:
      listens:
        text: {en: "You have been standing here a whole hour, and nobody came.", zh: 您在这儿站了一个小时，没人理您。}
        also: {en: [a whole hour on your feet and no one came to you], zh: [站了一个钟头都没有人过来]}
        score: 3
        why: {en: Heard., zh: 听进去了。}
      promises:
        text: {en: "Your parcel is in your hands at three today, without fail.", zh: 包裹下午三点准送到您手上。}
        also: {en: [you get the parcel at three], zh: [三点就把包裹给您]}
        score: 0
        stars: 1
        why: {en: A vow., zh: 空话。}
      asks:
        text: {en: "What is the number on your slip, please?", zh: 请问您单子上的号码是多少？}
        score: 1
        why: {en: A number., zh: 要号码。}
  next:
    says: {en: And now?, zh: 那现在呢？}
    replies:
      looks: {text: {en: I look for it., zh: 我去找。}, score: 3, why: {en: Done., zh: 动手了。}}
      sighs: {text: {en: Well., zh: 唉。}, score: 0, why: {en: Nothing., zh: 没用。}}
"""
SURE = {"en": "A whole hour standing here, and nobody came to help you", "zh": "您都站了一个小时了，没人过来理您"}
BETWEEN = {
    "en": "You stood a whole hour and nobody came. You get the parcel at three",
    "zh": "站了一个小时没人理，三点就把包裹送到您手上",
}
HARSH = {
    "en": "You stood here for an hour and nobody came, but calm down now",
    "zh": "您站了一个小时没人理您，可您先冷静一下",
}
NOTHING = {"en": "Lovely weather today", "zh": "天真热"}


@pytest.fixture
def case(own: Path) -> str:
    file = own / "wait.yaml"
    file.write_text(CASE, "utf-8")
    return str(file)


def letter(case: str, reply: str) -> str:
    order = Drill(load(Path(case)).scenario, "wait", SEED).choice_order("waited")
    return "abc"[order.index(reply)]


FOUND = {
    "confident": (SURE, "listens", "closest", {"en": "Closest to {}.", "zh": "最接近 {}。"}),
    "two": (BETWEEN, "promises", "of-two", {"en": "Close to ", "zh": "都接近。"}),
    "veto": (HARSH, "listens", "of-two", {"en": "but you also said “calm down”", "zh": "不过你还说了“冷静一下”"}),
    "none": (NOTHING, "asks", "of-all", {"en": "None of these says what you said.", "zh": "都不是你说的那个意思"}),
    "another": (SURE, "asks", "of-all", {"en": "Closest to ", "zh": "最接近 "}),
}


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("kind", FOUND)
def test_the_trainee_confirms_which_reply_it_is_by_lines(
    run: Run, path: Path, kept: dict[str, str], case: str, kind: str, lang: str
) -> None:
    words, reply, confirmed, told = FOUND[kind]
    line = "" if kind == "confident" else letter(case, reply)
    typed = f"{words[lang]}\n{line}\na\n5\n"
    done = run("drill", case, "--say", "--seed", str(SEED), "--lang", lang, "--plain", typed=typed, **kept)
    assert squeezed(told[lang].format(letter(case, reply).upper())) in squeezed(done.out)
    assert re.findall(r"^([A-C])\. ", done.out, re.MULTILINE)[:3] == ["A", "B", "C"]
    assert rows(path, CONFIRMED)[0] == ("waited", confirmed)
    assert rows(path, "SELECT given FROM answer WHERE number = 1") == [(json.dumps(reply),)]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("kind", FOUND)
def test_the_moment_of_truth_is_said_at_a_terminal_by_itself_and_the_trainee_confirms(
    opened: Opened, path: Path, kept: dict[str, str], case: str, kind: str, lang: str
) -> None:
    words, reply, confirmed, told = FOUND[kind]
    shown = opened("drill", case, "--seed", str(SEED), "--lang", lang, says=True, **kept, **TALL)
    brief(shown)
    page_after(shown, ENTER)
    assert not shown.shows({"en": "nobody came", "zh": "没人理"}[lang])
    typed(shown, words[lang])
    assert shown.shows(words[lang]) and shown.shows(told[lang].format(letter(case, reply).upper()))
    page_after(shown, ENTER if kind == "confident" else letter(case, reply))
    assert rows(path, CONFIRMED) == [("waited", confirmed)]
    page_after(shown, ENTER)
    assert shown.shows(words[lang]) and shown.shows({"en": "and nobody came.", "zh": "没人理您。"}[lang])
    page_after(shown, ENTER)
    assert shown.shows({"en": "I look for it.", "zh": "我去找。"}[lang])


def brief(shown: Terminal) -> None:
    shown.wait_until(lambda: shown.full_screen and bool(shown.foot()), "the brief")
    shown.settle()


def test_where_nothing_is_sure_an_enter_chooses_nothing(
    opened: Opened, path: Path, kept: dict[str, str], case: str
) -> None:
    shown = opened("drill", case, "--seed", str(SEED), says=True, **kept, **TALL)
    brief(shown)
    page_after(shown, ENTER)
    typed(shown, BETWEEN["en"])
    shown.keys(ENTER)
    shown.settle()
    assert shown.shows("Close to ") and rows(path, CONFIRMED) == []


def test_in_a_low_window_the_customers_words_can_be_read_beside_the_replies(
    opened: Opened, path: Path, kept: dict[str, str]
) -> None:
    shown = at_words(opened(*SAY, **kept, columns=80, rows=24))
    typed(shown, OWN)
    assert all(map(shown.shows, REPLY.texts())) and not shown.shows("full text")
    for low in range(23, 0, -1):
        shown.resize(80, low)
        shown.settle()
        if shown.shows("pgdn full text"):
            break
    assert any(line.endswith(" …") for line in shown.lines())
    page_after(shown, PAGE_DOWN)
    assert not any(line.endswith(" …") for line in shown.lines())
    assert shown.shows(REPLY.texts()[0]) and shown.shows("pgdn more ▼")
    shown.resize(40, 20)
    shown.settle()
    assert shown.shows(REPLY.texts()[0])


def test_enter_takes_no_reply_that_is_out_of_sight(opened: Opened, path: Path, kept: dict[str, str], case: str) -> None:
    shown = opened("drill", case, "--seed", str(SEED), says=True, **kept, columns=40, rows=11)
    brief(shown)
    page_after(shown, ENTER)
    typed(shown, SURE["en"])
    listens = "You have been standing here a whole hour, and nobody came."
    assert shown.shows("Closest to") and not shown.shows(listens)
    page_after(shown, ENTER)
    assert shown.shows(listens) and rows(path, CONFIRMED) == []
    page_after(shown, ENTER)
    assert rows(path, CONFIRMED) == [("waited", "closest")]


@pytest.mark.parametrize("more", [["--choose"], ["--exam"]], ids=" ".join)
def test_chosen_by_wish_or_in_an_exam_no_step_is_said(
    opened: Opened, path: Path, kept: dict[str, str], case: str, more: list[str]
) -> None:
    shown = opened("drill", case, "--seed", str(SEED), *more, **kept, **TALL)
    brief(shown)
    page_after(shown, ENTER)
    assert shown.shows("and nobody came.") and not shown.shows(ASKED)
    page_after(shown, "a")
    assert rows(path, CONFIRMED) == [("waited", None)]


def test_over_a_pipe_the_moment_of_truth_is_chosen_unless_it_is_asked_for(
    run: Run, path: Path, kept: dict[str, str], case: str
) -> None:
    assert run("drill", case, typed="a\na\n5\n", **kept).code == 0
    assert rows(path, WORDS) == []


def test_at_a_terminal_by_lines_the_moment_of_truth_is_said_too(
    opened: Opened, path: Path, kept: dict[str, str], case: str
) -> None:
    shown = opened("drill", case, "--plain", "--seed", str(SEED), says=True, **kept, **TALL)
    shown.wait_for("your words, empty to skip")
    shown.keys(SURE["en"], ENTER)
    shown.wait_for("Closest to", "enter for")
    shown.keys(ENTER)
    shown.wait_for("And now?")
    assert rows(path, CONFIRMED) == [("waited", "closest")]


def test_said_aloud_it_is_timed_and_picked_afterwards(
    opened: Opened, path: Path, kept: dict[str, str], case: str
) -> None:
    shown = opened("drill", case, "--aloud", "--seed", str(SEED), **kept, **TALL)
    brief(shown)
    page_after(shown, ENTER)
    assert shown.shows("Say it aloud") and shown.shows("standing here for an hour") and not shown.shows("nobody came")
    shown.wait_for("0:01")
    shown.keys(ENTER)
    shown.wait_for("Which of these did you say?", "and nobody came.")
    page_after(shown, letter(case, "listens"))
    page_after(shown, ENTER)
    assert shown.shows("And now?")
    assert rows(path, CONFIRMED) == [("waited", "aloud")] and rows(path, WORDS) == []


def test_how_a_reply_was_confirmed_stands_in_every_export(
    run: Run, path: Path, kept: dict[str, str], case: str
) -> None:
    typed = f"{SURE['en']}\n\na-la\nsighs\nsighs\n5\n"
    run("drill", case, "--say", "--seed", str(SEED), typed=typed, **kept)
    table = list(csv.DictReader(run("export", "--format", "csv", **kept).out.lstrip("\ufeff").splitlines()))
    assert [row["confirmed"] for row in table] == ["closest", "of-all"]
    (document,) = [json.loads(line) for line in run("export", "--format", "jsonl", **kept).out.splitlines()]
    assert [answer["confirmed"] for answer in document["answers"]] == ["closest", "of-all"]
    first, second, *_rest = json.loads(run("export", "--format", "xapi", **kept).out)
    name = "https://motdrill.invalid/extensions/confirmed"
    assert [each["result"]["extensions"].get(name) for each in (first, second)] == ["closest", "of-all"]


def test_words_being_typed_break_at_words(opened: Opened, case: str) -> None:
    shown = opened("drill", case, "--seed", str(SEED), says=True, columns=40, rows=24)
    brief(shown)
    page_after(shown, ENTER)
    words = "You have waited for a considerable time and nobody has acknowledged you properly"
    shown.keys(words)
    shown.wait_for("properly")
    lines = [line.strip(" ▸") for line in shown.lines() if line.strip(" ▸") and line.strip(" ▸") in words]
    assert " ".join(lines) == words and len(lines) > 1
    assert shown.shows("standing here for an hour")


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


def test_stopping_at_the_look_back_keeps_the_answer_and_the_words(run: Run, path: Path, kept: dict[str, str]) -> None:
    done = run(*SAY, typed=said(OWN, "q\n"), **kept)
    assert done.code == 130 and "step 3" in done.err
    assert rows(path, WORDS) == [(OWN,)]
    assert rows(path, "SELECT count(*) FROM answer") == [(2,)]


def test_an_exam_takes_no_words(run: Run, path: Path, kept: dict[str, str]) -> None:
    done = run(*SAY, "--exam", **kept)
    assert (done.code, done.out) == (2, "")
    assert "Leave out --exam, or --say" in done.err
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
    assert rows(path, WORDS) == [(wanted,)]
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
    done = run(*SAY, typed=said(LINES[kind]), **kept)
    assert rows(path, WORDS) == [(wanted,)]
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
    ((stored,),) = rows(path, WORDS)
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
        shown = run(*SAY, typed=said(CONTROLS), **kept).out
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
    ((stored,),) = rows(path, WORDS)
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
    first = run(*SAY, "--as", "Li", typed=said("The first words."), **kept)
    assert first.out.count("The first words.") == 2  # beside the replies, and beside the best one
    second = run(*SAY, "--as", "Li", typed=said("The second words."), **kept)
    assert f"{today}  The first words." in second.out
    days_pass(path, 6)
    lines = f"{TURNS[0].line()}\nThe third words.\n{REPLY.line()}\n"
    third = run("review", "--say", "--as", "Li", typed=lines, **kept)
    assert third.code == 0, third.err
    assert squeezed("The third words.") in squeezed(third.out)
    told = re.search(r"(\d{4}-\d\d-\d\d)  The second words\.", third.out)
    assert told and abs(date.fromisoformat(told[1]) - today + timedelta(days=6)) <= timedelta(days=1)
    assert "The first words." not in third.out
    assert [words for (words,) in rows(path, WORDS)] == [f"The {n} words." for n in ("first", "second", "third")]


def test_nobody_is_shown_the_words_of_another_person(run: Run, kept: dict[str, str]) -> None:
    run(*SAY, "--as", "Li", typed=said("The first words."), **kept)
    assert "The first words." not in run(*SAY, "--as", "Wu", typed=said(OWN), **kept).out


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
    assert rows(path, WORDS) == [(OWN,)] and rows(path, "SELECT confirmed FROM review") != [(None,)]
    assert rows(path, "SELECT count(*) FROM review") == [(1,)]


@pytest.mark.parametrize("again", [["--say"], []], ids=["with words", "without"])
def test_a_drill_killed_between_words_and_reply_goes_on_at_the_step_and_keeps_the_words(
    opened: Opened, run: Run, path: Path, kept: dict[str, str], again: list[str]
) -> None:
    shown = at_words(opened(*SAY, **kept, **TALL))
    typed(shown, OWN)
    shown.kill()
    assert shown.wait_for_end() == -9
    assert rows(path, WORDS) == [(OWN,)]
    lines = [*([""] if again else []), REPLY.line(), "q"]
    done = run("drill", "--resume", *again, typed="\n".join(lines) + "\n", **kept)
    assert done.code == 130 and "step 3" in done.err
    assert squeezed(REPLY.texts()[0]) in squeezed(done.out)
    assert rows(path, "SELECT step FROM answer ORDER BY number") == [(TURNS[0].step_id,), (REPLY.step_id,)]
    assert rows(path, WORDS) == [(OWN,)]
