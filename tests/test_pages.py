"""Pages: lines broken by display width, the same page for eye and ear, and text shown as text."""

from __future__ import annotations

import io
import json
import re
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from motdrill.author.checks.pages import lines_of_words
from motdrill.drill.drill import Drill
from motdrill.drill.scorecard import Scorecard
from motdrill.phones.access import qr_lines
from motdrill.scenario.load import scenario_from_text
from motdrill.ui.blocks import (
    Bar,
    ChoiceBlock,
    Columns,
    Dots,
    Drawing,
    Gap,
    Heading,
    ListBlock,
    Page,
    Para,
    Span,
    Stars,
    join_groups,
    para,
)
from motdrill.ui.colours import print_page, rich_text
from motdrill.ui.layout import SelectionMarks, fit_page, fitted, is_cut, line_width, page_lines, plain_text, uncut
from motdrill.ui.pages.class_lobby import ClassAddress, lobby_page
from motdrill.ui.pages.feedback import feedback_page
from motdrill.ui.pages.scorecard import scorecard_page
from motdrill.ui.pages.step import step_page
from motdrill.ui.view import DrillView
from motdrill.ui.wrap import clip_to_line, pad, wrap
from terminal import best, planned

ENGLISH = "You have been without service for a whole day, you called three times, and you still have no answer."
CHINESE = (
    "2015年4月30日，星期四，16:58，一座大型写字楼广场里的银行网点。2号窗口已经摆出“暂停服务”，保安的手搭在卷帘门上。"
)
NEVER_FIRST = "，。！？；：、”’）》】…"
NEVER_LAST = "“‘（《【"

widths = st.integers(min_value=1, max_value=100)
marks = st.sampled_from("，。！？“”（）《》…—")
words = st.sampled_from("今天网点窗口 ab cd,.()%\n")
others = st.characters(categories=["L", "N", "P", "Zs"])
texts = st.text(marks | words | others, max_size=120)


def broken(text: str, width: int) -> list[str]:
    return [text[start:end] for start, end in wrap(text, width)]


def spoken(page: Page, width: int = 80) -> str:
    return plain_text(page_lines(page, width, spoken=True))


def drawn(page: Page, width: int = 80, marks: SelectionMarks | None = None) -> str:
    return plain_text(page_lines(page, width, marks=marks))


# ---------------------------------------------------------------- breaking lines


def test_english_breaks_at_spaces() -> None:
    assert broken(ENGLISH, 40) == [
        "You have been without service for a",
        "whole day, you called three times, and",
        "you still have no answer.",
    ]


def test_a_line_may_be_filled_to_its_last_column() -> None:
    assert broken("abc def", 3) == ["abc", "def"]
    assert broken("abc def", 7) == ["abc def"]
    assert broken("今天网点", 4) == ["今天", "网点"]


@pytest.mark.parametrize("width", range(8, 81))
def test_chinese_breaks_anywhere_but_before_a_closing_mark_and_after_an_opening_one(width: int) -> None:
    lines = broken(CHINESE, width)
    assert "".join(lines) == CHINESE
    assert [line for line in lines if line[0] in NEVER_FIRST or line[-1] in NEVER_LAST] == []
    assert max(map(cell_len, lines)) <= width


@pytest.mark.parametrize("width", range(20, 81))
def test_chinese_lines_are_full_but_for_what_must_stay_together(width: int) -> None:
    lines = broken(CHINESE, width)
    assert min(map(cell_len, lines[:-1])) >= width - 12


@pytest.mark.parametrize("width", range(12, 41))
def test_numbers_and_english_words_inside_chinese_stay_whole(width: int) -> None:
    text = "客户编号20150430在ServiceDesk里登记，汇款二十万元整。"
    lines = broken(text, width)
    assert any("20150430" in line for line in lines)
    assert any("ServiceDesk" in line for line in lines)


def test_a_word_wider_than_the_line_is_cut_where_the_line_ends() -> None:
    assert broken("abcdefghij", 4) == ["abcd", "efgh", "ij"]


def test_a_newline_always_ends_a_line() -> None:
    assert broken("one\ntwo\n\nthree", 80) == ["one", "two", "", "three"]


def test_no_text_is_one_empty_line() -> None:
    assert broken("", 10) == [""]


@given(texts, widths)
@example("“" * 5 + "今", 4)
@example("今，，，，，，", 4)
@example("a b", 1)
@example("今", 1)
def test_nothing_but_spaces_is_ever_lost(text: str, width: int) -> None:
    kept = "".join(broken(text, width))
    assert re.sub(r"\s", "", kept) == re.sub(r"\s", "", text)


@given(texts, st.integers(min_value=2, max_value=100))
@example("“" * 5 + "今", 4)
@example("今，，，，，，", 4)
def test_no_line_is_too_wide(text: str, width: int) -> None:
    assert [line for line in broken(text, width) if cell_len(line) > width] == []


@given(texts, widths)
def test_lines_go_forward_and_never_overlap(text: str, width: int) -> None:
    spans = wrap(text, width)
    flat = [position for span in spans for position in span]
    assert flat == sorted(flat)


@given(texts, st.integers(min_value=1, max_value=60))
def test_a_text_cut_to_one_line_fits_and_says_that_it_was_cut(text: str, width: int) -> None:
    shown = clip_to_line(text, width)
    assert cell_len(shown) <= width
    assert "\n" not in shown
    assert shown == " ".join(text.split()) or shown.endswith("…")


@given(st.lists(st.text("ab-", min_size=1, max_size=30), max_size=60).map(" ".join), st.integers(10, 100))
def test_check_counts_the_lines_that_a_page_breaks_a_text_into(text: str, width: int) -> None:
    assert lines_of_words(text, width) == len(wrap(text, width))


def test_padding_counts_columns_and_not_characters() -> None:
    assert pad("网点", 6) == "网点  "
    assert pad("abcdef", 3) == "abcdef"


# ---------------------------------------------------------------- for eye and ear

EVERYTHING: Page = (
    Heading((Span("A case", "title"), "  1/9"), (Stars(4),), (Span("Emotion", "quiet"),)),
    Gap(),
    para("He says: ", Span("“And now?”", "words"), label="Why"),
    para(Dots(2), "  ", Stars(3), Drawing(" ▁▂▃")),
    Columns(((para("emotion ", Bar(6, 9), " 6/9"),), (para("feel ", Bar(0, 0), " 0/0"),))),
    Gap(),
    ChoiceBlock("A", (ENGLISH,)),
    ChoiceBlock("B", (CHINESE,)),
)


def test_the_eye_sees_stars_points_and_bars() -> None:
    page = drawn(EVERYTHING)
    for sign in ("★★★★☆☆", "●●○  2 of 3 points", "██████░░░", "▁▂▃", "─" * 80):
        assert sign in page


def test_the_ear_hears_the_same_in_words_and_no_drawing() -> None:
    page = spoken(EVERYTHING)
    for words in (
        "A case  1/9  Emotion",
        "anger 4 of 6",
        "2 of 3 points",
        "anger 3 of 6",
        "6/9",
        "A. You have",
        "B. 2015年",
    ):
        assert words in page
    assert not set("★☆●○█░▁▂▃─▸") & set(page)


def test_a_state_stands_at_the_right_edge_where_there_is_room_and_below_where_there_is_none() -> None:
    heading = (Heading(("A case",), (Stars(2),), ("Emotion",)),)
    wide, narrow = drawn(heading, 80).splitlines(), drawn(heading, 20).splitlines()
    assert wide[0] == " A case  Emotion" + " " * 57 + "★★☆☆☆☆"
    assert [line.strip() for line in narrow] == ["A case", "Emotion", "★★☆☆☆☆", "─" * 20]


def test_columns_stand_one_below_the_other_where_they_have_no_room_side_by_side() -> None:
    columns = (Columns(((para("one"), para("two")), (para("three"),))),)
    assert [line.split() for line in drawn(columns, 40).splitlines()] == [["one", "three"], ["two"]]
    assert drawn(columns, 12).split() == ["one", "two", "three"]


def test_the_cursor_and_the_marks_are_seen_without_colour() -> None:
    page = (ChoiceBlock("A", ("one",)), ChoiceBlock("B", ("two",)), ChoiceBlock("C", ("three",)))
    lines = drawn(page, 40, SelectionMarks("B", {"C": "✓"})).splitlines()
    assert [line.rstrip() for line in lines] == ["  A  one", "▸ B  two", "✓ C  three"]


def test_a_choice_that_is_marked_and_under_the_cursor_shows_both() -> None:
    lines = page_lines((ChoiceBlock("A", ("one",)),), 40, marks=SelectionMarks("A", {"A": "✓"}))
    assert "✓" in plain_text(lines)
    assert "mark" in {style for line in lines for _words, style in line}


@pytest.mark.parametrize(
    ("height", "shown"),
    [(5, "one\n\ntwo\n\nthree\n"), (4, "one\ntwo\n\nthree\n"), (3, "one\ntwo\nthree\n"), (2, "one\ntwo\nthree\n")],
)
def test_as_many_gaps_go_from_the_top_as_the_window_is_too_low(height: int, shown: str) -> None:
    page = (para("one", indent=0), Gap(), para("two", indent=0), Gap(), para("three", indent=0))
    assert plain_text(fit_page(page, 40, height)) == shown


def test_of_a_page_that_scrolls_no_gap_is_left() -> None:
    page = (para("one\ntwo\nthree", indent=0), Gap(), para("four", indent=0), Gap(), para("five", indent=0))
    assert plain_text(fit_page(page, 40, 3)) == "one\ntwo\nthree\nfour\nfive\n"


@pytest.mark.parametrize(
    ("height", "chosen", "cut", "shown"),
    [
        (4, False, False, "one\ntwo\nthree\n"),
        (3, False, True, "one\ntwo …\n"),
        (3, True, True, "one\ntwo …\n"),
        (1, False, True, "one …\n"),  # it scrolls, and what is new comes sooner
        (1, True, False, "one\ntwo\nthree\n"),
    ],
)
def test_what_was_read_is_cut_as_far_as_need_be_but_not_where_choices_scroll_all_the_same(
    height: int, chosen: bool, cut: bool, shown: str
) -> None:
    last = ChoiceBlock("A", ("four",)) if chosen else para("four")
    page = (para("one\ntwo\nthree", indent=0)._replace(shrinks=True), last)
    lines = fit_page(page, 12, height)
    assert (is_cut(fitted(page, 12, height)), plain_text(lines[:-1])) == (cut, shown)
    assert plain_text(fit_page(uncut(page), 12, height)[:-1]) == "one\ntwo\nthree\n"


def test_where_fewer_steps_are_left_than_were_counted_the_feedback_says_so_and_an_exam_counts_on() -> None:
    turns = planned("phone-return", 7, best)
    totals = [turn.place.split("/")[1] for turn in turns]
    told = ["A shorter way: " in drawn(feedback_page(turn.after, turn.after.drill.turns[-1]), 80) for turn in turns]
    assert told[:-1] == [one != other for one, other in pairwise(totals)] and {True, False} <= set(told)
    exam = planned("phone-return", 7, best, exam=True)
    assert {f"{n}/{totals[0]}" in drawn(step_page(turn.before), 80) for n, turn in enumerate(exam, 1)} == {True}


def test_a_qr_code_has_its_quiet_border_on_every_side() -> None:
    code = qr_lines("http://192.168.1.20:8080/#ABCDEF")
    rows = [
        [text for text, style in line if style == "paper"]
        for line in page_lines(lobby_page("A case", ClassAddress("", "ABCDEF", tuple(code)), 0, is_locked=False), 80)
    ]
    painted = [row[0] for row in rows if row]
    assert [len(row) for row in painted] == [len(line) for line in code]
    assert not painted[0].strip() and not painted[-1].strip(" ▀")


def test_a_page_of_groups_has_gaps_between_them_and_none_for_empty_ones() -> None:
    assert join_groups([[para("a")], [], [para("b")]]) == (para("a"), Gap(), para("b"))
    assert join_groups([]) == ()


@given(st.integers(min_value=1, max_value=120))
def test_no_line_of_a_page_is_wider_than_its_window(width: int) -> None:
    if width >= 10:
        assert max(line_width(line) for line in page_lines(EVERYTHING, width)) <= width
        assert max(line_width(line) for line in page_lines(EVERYTHING, width, spoken=True)) <= width
    else:
        page_lines(EVERYTHING, width), page_lines(EVERYTHING, width, spoken=True)  # not pretty, but no crash


THINGS = ListBlock("You may ", ("lend a coat over the night", "refund the zip"))


@pytest.mark.parametrize(
    ("width", "lines"),
    [
        (60, [" You may   - lend a coat over the night", "           - refund the zip"]),
        (33, [" You may   - lend a coat over", "             the night", "           - refund the zip"]),
        (32, [" You may:", " - lend a coat over the night", " - refund the zip"]),
        (20, [" You may:", " - lend a coat over", "   the night", " - refund the zip"]),
    ],
)
def test_a_list_stands_beside_its_label_or_below_it_in_a_narrow_window(width: int, lines: list[str]) -> None:
    assert plain_text(page_lines((THINGS,), width)).splitlines() == lines


def test_a_list_is_spoken_as_a_list_after_its_label() -> None:
    assert spoken((THINGS,)).splitlines() == ["You may:", "- lend a coat over the night", "- refund the zip"]


def test_a_label_that_is_wider_than_the_window_is_broken_and_not_cut() -> None:
    page = (para("7 of 10", label="What the customer will remember"),)
    lines = page_lines(page, 20)
    assert max(map(line_width, lines)) <= 20
    assert " ".join(plain_text(lines).split()) == "What the customer will remember 7 of 10"


@given(st.integers(min_value=20, max_value=120), texts)
def test_no_word_of_a_page_is_lost_at_any_width(width: int, text: str) -> None:
    for page in (
        (para(text, label="Why"),),
        (ChoiceBlock("A", (text,)),),
        (Heading((text,), ("right",), ("middle",)),),
    ):
        for shown in (drawn(page, width), spoken(page, width)):
            assert re.sub(r"\s", "", text) in re.sub(r"\s", "", shown)


# ---------------------------------------------------------------- text is text


def painted(text: str, **console: object) -> str:
    out = io.StringIO()
    options = {"force_terminal": True, "color_system": "standard", "width": 80, "highlight": False} | console
    print_page(Console(file=out, **options), (Para((text,)), ChoiceBlock("A", (text,)), Heading((text,))))  # type: ignore[arg-type]
    return out.getvalue()


@pytest.mark.parametrize(
    "text", ["[red]stop[/red]", "[/]", "[link=http://x]y[/link]", ":smile:", "\\[x]", "**bold**", "{name}"]
)
def test_markup_in_a_text_is_shown_and_not_obeyed(text: str) -> None:
    shown = re.sub(r"\x1b\[[0-9;]*m", "", painted(text))
    assert shown.count(text) == 3
    assert "\x1b[31m" not in painted(text)


@pytest.mark.parametrize(
    "text", ["a\x1b[31mb", "a\x1b]0;title\x07b", "a\rb", "a\x9b31mb", "a\u202eb", "a\x00b", "a\x08b"]
)
def test_a_control_character_in_a_text_reaches_no_terminal(text: str) -> None:
    for shown in (painted(text, color_system=None, force_terminal=False), drawn((para(text),)), spoken((para(text),))):
        controls = [char for char in shown if char != "\n" and unicodedata.category(char) in ("Cc", "Cf")]
        assert controls == [], repr(shown)


def test_a_painted_page_says_what_the_plain_one_says() -> None:
    assert rich_text(page_lines(EVERYTHING, 80)).plain.split() == drawn(EVERYTHING).split()


def test_colour_is_never_the_only_sign() -> None:
    assert drawn((para(Dots(0)),)) != drawn((para(Dots(3)),))
    assert drawn((para(Stars(0)),)) != drawn((para(Stars(6)),))
    assert drawn((para(Bar(1, 9)),)) != drawn((para(Bar(9, 9)),))


# ---------------------------------------------------------------- the scorecard


def test_a_turning_point_that_cost_no_points_is_told_and_nothing_is_said_to_be_well() -> None:
    replies = {
        "soothes": {"text": "One.", "score": 3, "stars": -1, "why": "So."},
        "enrages": {"text": "Two.", "score": 3, "stars": 3, "why": "So."},
    }
    case = {"format": 1, "title": "T", "customer": {"name": "Li", "anger": 2}, "steps": {"only": {"replies": replies}}}
    drill = Drill(scenario_from_text(json.dumps(case)), "t", 1).answer("enrages")
    card = Scorecard(drill)
    assert (card.score_percent, card.lost, card.turning_point is not None) == (100, True, True)
    text = plain_text(page_lines(scorecard_page(DrillView(drill, "en"), card, None), 80))
    assert "Full points, and yet the customer is lost" in text and "Turning point." in text
    assert "nothing was lost" not in text
