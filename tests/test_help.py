"""Pages of help: of every command, in both languages, in wide and narrow windows."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer
from rich.cells import cell_len

import batch
import terminal
from motdrill.cli.app import app

ROOT = typer.main.get_command(app)


def commands(found: Any = ROOT, path: str = "motdrill") -> Iterator[tuple[str, Any]]:
    """Every command with its name, all words before it included."""
    yield path, found
    for name, each in getattr(found, "commands", {}).items():
        yield from commands(each, f"{path} {name}")


NAMES = [name for name, _command in commands()]


@cache
def pages(lang: str, columns: int) -> dict[str, str]:
    """The help of every command."""
    env = terminal.environment(Path(os.devnull), MOTDRILL_LANG=lang, COLUMNS=str(columns))
    done = batch.run_all([[*name.split()[1:], "--help"] for name in NAMES], env, Path.cwd())
    assert [(each.code, each.err) for each in done] == [(0, "")] * len(NAMES)
    return dict(zip(NAMES, [each.out for each in done], strict=True))


@pytest.mark.parametrize(("lang", "columns"), [("en", 80), ("en", 40), ("zh", 80), ("zh", 40)])
def test_help_fits_its_window(lang: str, columns: int) -> None:
    wide = [line for page in pages(lang, columns).values() for line in page.splitlines() if cell_len(line) > columns]
    assert wide == []


def test_help_in_chinese_has_no_english_sentence() -> None:
    for name, page in pages("zh", 80).items():
        assert re.findall(r"[A-Za-z]+ [a-z]+ [a-z]+ [a-z]+", page) == [], name
        assert re.search(r"[\u4e00-\u9fff]", page), name


def test_help_writes_arguments_and_values_as_people_know_them() -> None:
    page = "\n".join(pages("en", 80).values())
    assert re.findall(r"\[\[|<\w[^ ]*>", page) == []
    assert [
        (name, param.name)
        for name, command in commands()
        for param in command.params
        if param.param_type_name == "option" and not param.is_flag and not param.metavar
    ] == []


def test_help_says_each_command_in_a_whole_sentence() -> None:
    cut = [line for page in pages("en", 40).values() for line in page.splitlines() if re.search(r"\w\.\.\.$", line)]
    assert cut == []


def test_help_is_set_in_two_columns() -> None:
    for lang in ("en", "zh"):
        for name, page in pages(lang, 80).items():
            for block in re.findall(r"\n[^\n]+:\n((?:  .+\n)+)", page):
                begins = {
                    found.end() for line in block.splitlines() if (found := re.match(r"  \S+(?: \S+)? {2,}", line))
                }
                assert len(begins) <= 1, (name, block)
