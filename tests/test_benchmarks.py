"""Every benchmark runs, here in the smallest size: its figures can be believed, its table says what is kept."""

from __future__ import annotations

import math
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from benchmarks import analysis, check, growth, journal, phones, startup
from benchmarks.growth import Panel
from benchmarks.page import put
from benchmarks.table import ALL_OF_THEM, Row, at_most, itself_at_most, lines, markdown, shown, times_as_fast, told
from benchmarks.timing import Ran

PANEL = Panel("A folder", "files", (10, 100), {"list": [0.2, 0.25], "check": [0.3, 2.5]})


@pytest.mark.skipif(os.name != "posix", reason="processes are measured by what POSIX tells of them")
@pytest.mark.parametrize(
    ("measure", "sizes", "rows"),
    [
        (startup.measure, {"runs": 1}, 3),
        (analysis.measure, {"small": 5, "large": 20, "runs": 1}, 3),
        (check.measure, {"files": 2, "runs": 1}, 4),
        (phones.measure, {"phones": 2, "rounds": 1}, 3),
        (journal.measure, {"answers": 100, "runs": 1, "recorded": 3}, 6),
    ],
    ids=["startup", "analysis", "check", "phones", "journal"],
)
def test_a_benchmark_gives_rows_one_can_believe(
    measure: Callable[..., list[Row]], sizes: dict[str, Any], rows: int
) -> None:
    found = measure(**sizes)
    assert len(found) == rows
    for row in found:
        assert all(0 < figure < 1000 for figure in (*row.ours, *row.theirs))
        assert bool(row.against) == bool(row.theirs)
        assert not row.against or 0 < row.ratio < 1000
        assert row.kept or row.bar != ALL_OF_THEM  # times of so little say nothing; votes are counted in any room


@pytest.mark.parametrize(
    ("row", "kept"),
    [
        (Row("", "s", [2, 3, 9], "bare", [2, 2, 2], at_most(1.5)), True),
        (Row("", "s", [2, 4, 9], "bare", [2, 2, 2], at_most(1.5)), False),
        (Row("", "s", [1], "peer", [8], times_as_fast(8)), True),
        (Row("", "s", [1], "peer", [7], times_as_fast(8)), False),
        (Row("", "MB", [150], bar=itself_at_most(150, "MB")), True),
        (Row("", "s", [2.1], bar=itself_at_most(2, "s")), False),
        (Row("", "votes", [9], "votes cast", [10], ALL_OF_THEM), False),
        (Row("", "s", [9]), True),
    ],
)
def test_a_bar_is_kept_by_the_median_of_the_pairs(row: Row, kept: bool) -> None:
    assert row.kept is kept


def test_one_bar_that_is_not_kept_is_exit_code_1(capsys: pytest.CaptureFixture[str]) -> None:
    good, bad = (Row("help", "s", [took], "bare", [1.0], at_most(1.15)) for took in (1.1, 1.2))
    assert (told([good]), told([good, bad])) == (0, 1)
    assert [line.split()[-1] for line in capsys.readouterr().out.splitlines()] == ["kept", "yes", "kept", "yes", "NO"]


def test_the_table_begins_with_the_ratio() -> None:
    row = Row("check", "s", [0.05, 0.06], "peer", [0.5, 0.6], times_as_fast(8))
    assert [line.split()[0] for line in lines([row])] == ["ratio", "1/10.0"]
    assert markdown([row]).splitlines()[2].startswith("| 1/10.0 | 1/10.0 to 1/10.0 | check | 55.0 ms | peer |")


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (12.34, "s", "12.3 s"),
        (1.0, "s", "1.00 s"),
        (0.1536, "s", "154 ms"),
        (0.00023, "s", "230 µs"),
        (47, "MB", "47 MB"),
    ],
)
def test_a_figure_has_three_digits_and_its_unit(value: float, unit: str, text: str) -> None:
    assert shown(value, unit) == text


def test_growth_of_each_kind_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(growth, "run", lambda *_words, **_more: Ran(0.2, 40))  # whole commands are run above
    monkeypatch.setattr(growth, "first_prompt", lambda *_words: 0.3)
    panels = growth.measure(growth.Sizes((2,), (1,), (20,), (2,)), 1)
    assert [panel.along for panel in panels] == ["steps", "files", "answers", "phones at once"]
    for panel in panels:
        assert all(0 < value < 100 for curve in panel.curves.values() for value in curve)


def test_the_power_tells_how_cost_grows_between_the_largest_sizes() -> None:
    assert math.isclose(growth.power(PANEL, [1.0, 100.0]), 2)
    assert growth.markdown([PANEL]).splitlines()[2] == "| list | 200 ms | 250 ms | 0.10 |"


def test_the_same_figures_draw_the_same_picture(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    from benchmarks.plot import draw

    for name in ("one", "other"):
        draw([PANEL], tmp_path / name)
    picture = (tmp_path / "one").read_bytes()
    assert picture == (tmp_path / "other").read_bytes()
    assert b"<dc:date>" not in picture


def test_figures_are_put_between_their_markers_and_nowhere_else(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("By hand.\n<!-- bench: written by make bench -->\nold\n<!-- end of bench -->\nAlso.\n")
    put("bench", "new", page)
    assert page.read_text() == (
        "By hand.\n<!-- bench: written by make bench -->\n\nnew\n\n<!-- end of bench -->\nAlso.\n"
    )
    with pytest.raises(SystemExit, match="no markers of growth"):
        put("growth", "new", page)


def test_the_page_has_its_markers() -> None:
    page = Path(__file__).parents[1] / "docs" / "performance.md"
    for name in ("bench", "growth"):
        assert f"<!-- {name}: written by make {name} -->" in page.read_text("utf-8")
