"""Pages of help: of every command, in both languages, in wide and narrow windows, with examples that can be typed."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer
from rich.cells import cell_len

import batch
import terminal
from motdrill import library
from motdrill.cli.examples import EXAMPLES
from motdrill.cli.main import app
from motdrill.method import handbook

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
        told = page.replace("\n  motdrill ", "\n  ")  # examples are the same in every language
        assert re.findall(r"[A-Za-z]+ [a-z]+ [a-z]+ [a-z]+", told) == [], name
        assert re.search(r"[\u4e00-\u9fff]", told), name


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


# ---------------------------------------------------------------- examples


def test_every_page_of_help_ends_with_examples_of_its_own_and_how_to_set_the_language() -> None:
    assert set(EXAMPLES) == set(NAMES)
    for name, lines in EXAMPLES.items():
        assert lines and all(shlex.split(line)[: len(name.split())] == name.split() for line in lines), name
        for lang, heading, note in (("en", "Examples", "--lang CODE"), ("zh", "示例", "--lang CODE")):
            for columns in (80, 40):
                page = pages(lang, columns)[name]
                assert f"\n{heading}:\n" + "".join(f"  {line}\n" for line in lines) in page, (name, columns)
                assert note in page.partition(heading)[2]


@pytest.mark.parametrize("line", [line for lines in EXAMPLES.values() for line in lines])
def test_every_example_is_a_command_line_that_its_command_takes(line: str) -> None:
    """Parsed as a real one, values included; only what it would do is not done."""
    command, words, context = ROOT, shlex.split(line)[1:], None
    while hasattr(command, "commands") and words:
        context = context or command.make_context("motdrill", [])
        name, *words = words
        command = command.commands[name]
    context = command.make_context("it", words, parent=context)
    given = context.params
    if (scenario := given.get("scenario")) and isinstance(scenario, str) and "." not in scenario:
        assert library.find_scenario(scenario)[0].is_file()
    if page := given.get("page"):
        assert handbook.find_entry(page)


def test_the_examples_that_need_nothing_do_what_they_say(own: Path, tmp_path: Path) -> None:
    needless = ("progress", "report", "list", "show", "learn", "casebook", "check", "analyse", "graph", "schema")
    begin = "motdrill new my-case --title Lost --customer Lin --channel phone --anger 4 --languages en"
    lines = [
        begin,
        *(line for name, found in EXAMPLES.items() if name.removeprefix("motdrill ") in needless for line in found),
    ]
    lines.remove("motdrill report bank-counter")  # nobody has drilled it yet
    done = batch.run_all([shlex.split(line)[1:] for line in lines], terminal.environment(own), tmp_path)
    told = {line: (each.code, each.err) for line, each in zip(lines, done, strict=True)}
    assert told == dict.fromkeys(told, (0, ""))
    assert {path.name for path in tmp_path.iterdir()} >= {"my-case.yaml", "me.html", "group.html"}
