"""The one rule for the width of a text, against Unicode's own table and against the one pages are laid out by."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from rich.cells import cell_len

from motdrill.phones.display_names import MOST_COLUMNS, clean_name
from motdrill.scenario.display_width import display_width
from motdrill.ui.blocks import para
from motdrill.ui.html import page_html

WIDE_SINCE_UNICODE_16 = {
    *range(0x2630, 0x2638),
    *range(0x268A, 0x2690),
    *range(0x4DC0, 0x4E00),
    *range(0x1D300, 0x1D377),
}


def test_wide_and_full_width_characters_are_two_columns_and_all_others_one() -> None:
    wrong = [
        f"U+{code:04X}"
        for code in range(sys.maxunicode + 1)
        if unicodedata.category(char := chr(code)) not in ("Cn", "Co", "Cs")
        and code not in WIDE_SINCE_UNICODE_16
        and len(char) + (unicodedata.east_asian_width(char) in "WF") != display_width(char)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "text", ["\U0001f680", "\u2b50", "⏰", "🙂", "中", "，", "　", "한", "ｱ", "Ａ", "é", "—“”…", "★☆●█▁"]
)
def test_our_rule_agrees_with_the_one_pages_are_laid_out_by(text: str) -> None:
    assert display_width(text) == cell_len(text)


def test_a_combining_mark_counts_as_a_column_which_is_never_too_little() -> None:
    assert (display_width("e\u0301"), cell_len("e\u0301")) == (2, 1)


@pytest.mark.parametrize("char", ["\U0001f680", "\u2b50", "中"])
def test_names_and_saved_pages_count_a_wide_character_as_two(char: str) -> None:
    assert clean_name(char * 30) == char * (MOST_COLUMNS // 2)
    saved = page_html((para(char * 3),), title="t", lang="en")
    assert f'<span class="wide" style="width:6ch">{char * 3}</span>' in saved
