"""Every wrong use of every command: told in one message, in either language, that says what to do next.

A message says what to do next where it has one of these: a command of motdrill, an option, a variable, an example, or
a verb of a closed list that begins a clause. All sentences that end a command are held to it, and so is what the
commands of the table print.
"""

from __future__ import annotations

import contextlib
import re
import shlex
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest
import yaml

import batch
from motdrill import messages
from motdrill.journal import tables
from motdrill.messages import _, drafts, errors, problems
from motdrill.sessions import panel, send
from terminal import Ran, environment
from test_help import commands

TABLE = Path(__file__).with_name("errors.yaml")

VERBS: Final = (
    "add|ask|begin|change|check|choose|close|compare|deepen|delete|fill|give|indent|install|keep|lead|leave|let|look|"
    "make|mend|move|name|put|remove|save|say|set|shorten|soften|split|start|try|type|update|use|widen|write"
)
COMMAND: Final = rf"\bmotdrill (?:{'|'.join(name.split()[1] for name, _found in commands() if ' ' in name)})\b"
SAYS_NEXT: Final = {
    "en": re.compile(
        rf"--[a-z]|{COMMAND}|MOTDRILL_|\bsuch as\b|\bfor instance\b|\bdid you mean\b"
        rf"|(?:^|[.:;,] |\n|\b(?:or|and|only) |in your editor |for a comment )(?:{VERBS})\b",
        re.IGNORECASE,
    ),
    "zh": re.compile(
        rf"--[a-z]|{COMMAND}|MOTDRILL_|请|只写|例如|这样的|可用的有|试试|是不是"
        r"|(?:^|[。：；，]|或)(?:用|写|给|加|补|选|换|改|删|去|查|检查|对照|把|让|放宽|缩短|增加|输入|在|以|只|没用到|是注释)"
    ),
}

NO_NEXT: Final = {
    "stopped": "the person stopped, and nothing is left to go on with",
    "after-the-end": "the person stopped, and nothing is left to go on with",
    "class-lost": "the person stopped, and nothing is left to go on with",
    "nothing-begun": "its reason says it",
    "nothing-chosen": "the person stopped",
    "nothing-removed": "the person said no",
    "refused": "what became of one drill of many; the summary below it says how to go on",
}
"""Sentences that need not say what to do next, and why."""


class Case(NamedTuple):
    """A command line that is wrong, and what has to be told of it in English."""

    words: tuple[str, ...]
    says: str
    code: int = 2
    env: Mapping[str, str] = {}
    lines: int = 1


def read() -> Iterator[tuple[str, Case]]:
    for command, lines in yaml.safe_load(TABLE.read_text("utf-8")).items():
        for line, told in lines.items():
            more: dict[str, Any] = told if isinstance(told, dict) else {"says": str(told)}
            yield command, Case(tuple(shlex.split(line)), **more)


CASES: Final = [*read()]


def prepare(folder: Path) -> None:
    """The files that the table names."""
    (folder / "folder").mkdir()
    (folder / "broken.yaml").write_text("title: [", "utf-8")
    (folder / "gbk.yaml").write_bytes("title: 投诉".encode("gbk"))
    (folder / "taken.yaml").touch()
    (folder / "notes.txt").write_text("Buy milk.\n", "utf-8")
    (folder / "fall(2).csv").touch()
    (folder / "broken.xlsx").write_bytes(b"PK\x03\x04 and no more")
    (folder / "locked.xlsx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    (folder / "sheet.csv").write_text("item,rating\n", "utf-8")
    for name, owner in (("newer.db", tables.APPLICATION_ID), ("foreign.db", 1)):
        with contextlib.closing(sqlite3.connect(folder / name)) as db:
            db.execute("CREATE TABLE other (everything TEXT)")
            db.execute(f"PRAGMA user_version = {tables.VERSION + 1}")
            db.execute(f"PRAGMA application_id = {owner}")
            db.commit()


def without(message: str, words: Sequence[str]) -> str:
    """A message without what it repeats of the line: an option that was typed is none that helps."""
    for word in words:
        message = message.replace(f"`{word}`", "")
    return message.rstrip()


def faults(case: Case, done: Ran, lang: str) -> list[str]:
    """What is wrong with how a mistake was told."""
    is_chinese = bool(re.search(r"[\u4e00-\u9fff]", done.err))
    holds = {
        "the exit code": done.code == case.code,
        "standard output": done.out == "",
        "one message": len(done.err.splitlines()) == case.lines,
        "no defect": not re.search(r"Traceback|MOTDRILL_DEBUG", done.err),
        "the language": is_chinese == (lang == "zh"),
        "what it is": lang != "en" or case.says in done.err,
        "what to do next": bool(SAYS_NEXT[lang].search(without(done.err, case.words))),
    }
    return [name for name, held in holds.items() if not held]


def test_the_table_has_every_command() -> None:
    named = {name.removeprefix("motdrill ") for name, _command in commands()}
    assert {name for name, _case in CASES} == named
    assert all(case.words[: len(name.split())] == (*name.split(),) for name, case in CASES if name != "motdrill")


@pytest.mark.long
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_mistake_is_told_in_one_message_that_says_what_to_do_next(
    own: Path, tmp_path_factory: pytest.TempPathFactory, lang: str
) -> None:
    """All in one process and one folder, in which nothing may change but the journal that the program keeps."""
    folder = tmp_path_factory.mktemp("errors")
    prepare(folder)
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    env = environment(own, MOTDRILL_LANG=lang, MOTDRILL_JOURNAL=str(folder / "kept.db"), XDG_CONFIG_HOME=str(own))
    lines = [case.words if "--lang" in " ".join(case.words) else ("--lang", lang, *case.words) for _name, case in CASES]
    done = batch.run_all(lines, env, folder, [{"MOTDRILL_CONFIG": "", **case.env} for _name, case in CASES])
    found = zip([case for _name, case in CASES], done, strict=True)
    assert [(shlex.join(case.words), wrong, ran) for case, ran in found if (wrong := faults(case, ran, lang))] == []
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir() if path.name != "kept.db"} == before


# ---------------------------------------------------------------- the sentences themselves


def ends_a_command() -> dict[str, str]:
    """The sentences of faults that end a command, by code; after others the question stands there again."""
    source = "\n".join(path.read_text("utf-8") for path in Path(errors.__file__).parents[1].rglob("*.py"))
    again = set(re.findall(r"(?:AnswerError|ClassError)\(\s*\"([a-z-]+)\"", source))
    assert again
    sentences = {code: text for code, text in errors._SENTENCES.items() if code not in again}
    mends = {code: mend for code, (_what, mend) in problems._SENTENCES.items()}
    return {**sentences, **mends, **panel._FAULTS, **send._MESSAGES, **drafts._SENTENCES}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_sentence_that_ends_a_command_says_what_to_do_next(lang: str) -> None:
    messages.set_language(lang)
    assert NO_NEXT.keys() <= ends_a_command().keys()
    silent = {
        code: _(text)
        for code, text in ends_a_command().items()
        if code not in NO_NEXT and not SAYS_NEXT[lang].search(_(text))
    }
    assert silent == {}


def test_an_option_that_a_sentence_names_exists() -> None:
    options = {opt for _name, command in commands() for param in command.params for opt in param.opts}
    for code, text in ends_a_command().items():
        assert set(re.findall(r"--[a-z]+(?:-[a-z]+)*", text)) <= options | {"--help", "--lang"}, code
