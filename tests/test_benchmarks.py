"""Every benchmark runs, here in the smallest size; the table says whether each row is within its bar."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from benchmarks import __main__ as program
from benchmarks import analysis, check, growth, journal, phones, startup
from benchmarks.table import ALIGNMENT, HEAD, Row, table, value_text, write_section
from benchmarks.timing import ROOT

pytestmark = pytest.mark.long

CHECKS = ["motdrill check, one core", "motdrill check"]
CURVES = {"motdrill list": [0.2, 0.25], "motdrill check": [0.3, 2.5]}


@pytest.mark.skipif(os.name != "posix", reason="processes are started and measured by functions of POSIX")
@pytest.mark.parametrize(
    ("measure", "sizes", "count"),
    [
        (startup.measure, {"runs": 1}, 3),
        (analysis.measure, {"small": 5, "large": 20, "runs": 1}, 3),
        (check.measure, {"files": 2, "runs": 1}, 6),
        (phones.measure, {"phones": 2, "rounds": 1}, 3),
        (journal.measure, {"answers": 100, "runs": 1, "commits": 3}, 4),
    ],
    ids=["startup", "analysis", "check", "phones", "journal"],
)
def test_a_benchmark_returns_credible_rows(
    measure: Callable[..., list[Row]], sizes: dict[str, Any], count: int
) -> None:
    rows = measure(**sizes)
    assert len(rows) == count
    for row in rows:
        if row.unit == "votes":  # as few runs as here say nothing about times, but no vote may ever be lost
            assert row.is_within_bar
        else:
            assert all(0 < value < 1000 for value in (*row.ours, *row.theirs, *row.ratios))
        assert bool(row.against) == bool(row.theirs)


@pytest.mark.parametrize(
    ("row", "within"),
    [
        (Row("", "s", [2, 3, 9], "bare", [2, 2, 2], max_ratio=1.5), True),
        (Row("", "s", [2, 4, 9], "bare", [2, 2, 2], max_ratio=1.5), False),
        (Row("", "s", [1], "peer", [8], max_ratio=1 / 8), True),
        (Row("", "s", [1], "peer", [7], max_ratio=1 / 8), False),
        (Row("", "MB", [150], max_value=150), True),
        (Row("", "MB", [151], "bare", [150], max_value=150), False),
        (Row("", "votes", [1], max_value=0), False),
        (Row("", "s", [9]), True),
    ],
)
def test_the_median_of_a_row_is_within_its_bar_or_not(row: Row, within: bool) -> None:
    assert row.is_within_bar is within
    assert row.cells()[-1] == ("" if not row.cells()[-2] else "yes" if within else "NO")


@pytest.mark.parametrize(("seconds", "code"), [(1.1, 0), (1.2, 1)])
def test_the_exit_code_is_1_if_a_row_exceeds_its_bar(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], seconds: float, code: int
) -> None:
    rows = [Row("help", "s", [value], "bare", [1.0], max_ratio=1.15) for value in (1.1, seconds)]
    monkeypatch.setattr(program, "BENCHMARKS", {"startup": SimpleNamespace(measure=lambda: rows)})
    monkeypatch.setattr(sys, "argv", ["benchmarks", "startup"])
    assert program.main() == code
    assert capsys.readouterr().out.count("| NO ") == code


def test_the_table_begins_with_the_ratio_and_lines_up() -> None:
    row = Row("check", "s", [0.05, 0.06], "peer", [0.5, 0.6], max_ratio=1 / 8)
    assert table([HEAD, row.cells()], ALIGNMENT).splitlines() == [
        "|  ratio | middle half      | what  | motdrill | against |  takes | bar           | within |",
        "| -----: | ---------------- | ----- | -------: | ------- | -----: | ------------- | ------ |",
        "| 1/10.0 | 1/10.0 to 1/10.0 | check |  55.0 ms | peer    | 550 ms | at most 1/8.0 | yes    |",
    ]


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (12.34, "s", "12.3 s"),
        (1.0, "s", "1.00 s"),
        (0.1536, "s", "154 ms"),
        (0.00023, "s", "230 µs"),
        (47, "MB", "47 MB"),
        (10_000, "votes", "10,000 votes"),
    ],
)
def test_a_value_has_three_digits_and_its_unit(value: float, unit: str, text: str) -> None:
    assert value_text(value, unit) == text


@pytest.mark.skipif(os.name != "posix", reason="processes are started and measured by functions of POSIX")
def test_growth_is_measured_for_motdrill_and_for_its_floors() -> None:
    curves = growth.measure_curves(check.compare_with_floor, (1, 2), 1)
    assert list(curves) == ["load and validate", *CHECKS, "motdrill list of these files", "PyYAML alone"]
    assert all(0 < seconds < 100 for curve in curves.values() for seconds in curve)


def test_the_power_says_how_cost_grows_between_the_largest_sizes() -> None:
    assert growth.growth_table("files", (1, 10, 100), {"check": [1.0, 0.1, 10.0]}).splitlines() == [
        "| files |      1 |     10 |    100 | power |",
        "| ----- | -----: | -----: | -----: | ----: |",
        "| check | 1.00 s | 100 ms | 10.0 s |  2.00 |",
    ]


def test_the_same_values_draw_the_same_picture(tmp_path: Path) -> None:
    for name in ("one", "other"):
        growth.draw([("files", (10, 100), CURVES)], tmp_path / name)
    picture = (tmp_path / "one").read_bytes()
    assert picture == (tmp_path / "other").read_bytes()
    assert b"<dc:date>" not in picture
    assert all(name.encode() in picture for name in CURVES)


def test_only_what_is_between_the_markers_is_replaced(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("Before.\n<!-- bench: written by make bench -->\nold\n<!-- end of bench -->\nAfter.\n")
    write_section("bench", "new", page)
    lines = page.read_text().splitlines()
    assert lines[:3] == ["Before.", "<!-- bench: written by make bench -->", ""]
    assert lines[-4:] == ["new", "", "<!-- end of bench -->", "After."]
    assert "old" not in lines


def test_the_page_has_its_markers() -> None:
    page = (ROOT / "docs" / "performance.md").read_text("utf-8")
    for name in ("bench", "growth"):
        assert f"<!-- {name}: written by make {name} -->\n" in page
        assert f"\n<!-- end of {name} -->" in page
