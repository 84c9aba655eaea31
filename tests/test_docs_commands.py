"""What the documents say to type is typed: every command line in them is run, in a folder and a journal of its own.

A command line is a line of an indented or fenced block that begins with `motdrill `; what it does stands two spaces
after it. Three kinds are not carried out as they stand, and have an option added that ends them (`ENDED_BY`): `send`
would reach for the network, `class --phones` would open this machine to it, and `forget` asks somebody who is not
there. The design's list of commands is a synopsis: of its lines the commands are asked for their help.

Command lines in running text are not run; that what they name exists is tested.
"""

from __future__ import annotations

import csv
import os
import re
import shlex
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

import terminal
from motdrill import library
from motdrill.author.template import fill_template
from motdrill.panel.sheet_writer import sheet_rows as sheet_rows
from motdrill.scenario.load import load
from motdrill.sessions.scenario_sheet import scenario_sheet
from practised import drilled
from terminal import Ran, Run

ROOT = Path(__file__).parents[1]
SYNOPSIS = "docs/design.md"
DOCUMENTS = (
    *("README.md", "README.zh.md", "CONTRIBUTING.md", "scenarios/README.md", "scenarios/README.zh.md"),
    *(f"docs/{path.name}" for path in sorted((ROOT / "docs").glob("*.md"))),
)
COMMAND = re.compile(r"^(?:- run: |entry: )?(motdrill(?: .*)?)$")
SPAN = re.compile(r"`(motdrill [^`]+)`")
LINK = re.compile(r'(?:\]\(|\bsrc=")([^)"#:\s]+)[)"#]')

PEOPLE = ("", "Li", "李", "小李", "NAME")
"""Whoever a document speaks of: each has finished a drill, and nine days later has another one cut off."""

PLAYED = "1\n" * 60
"""Plays anything to its end: 1 is a reply, a star, a need, a line, one's own words and a guess."""
HELD = "s\ny\n1\n\n" * 30
"""Holds a class to its end: skip the vote, choose the way, by the first answer, go on."""
TYPED = {
    "motdrill": PLAYED,
    "class": HELD,
    "drill": PLAYED,
    "new": "en\nThe missing button\nMs Lin\ncounter\n3\n",
    "review": PLAYED,
    "try": PLAYED,
}

ENDED_BY = {
    "send": (("--key", "no-colon"), 2),  # an option goes before any key that this machine may have
    "class --phones": (("--talk", "-1"), 2),
    "forget": (("--yes",), 0),
}
"""What is added to a command line, and the exit code that it then has to end with."""
FAILS = {"motdrill drill bank-counter --exam": 1, "motdrill desk": 2}
"""Exit codes other than 0 that the documents tell of: always the first reply passes no exam, and no class is held."""
SILENT = {"motdrill check --format github scenarios/"}
"""What says nothing where all is well."""


class Line(NamedTuple):
    """A command line of a document."""

    document: str
    text: str

    @property
    def words(self) -> list[str]:
        """What stands after the program's name, without where its output goes."""
        return shlex.split(self.text.partition(" > ")[0])[1:]


@cache
def text_of(document: str) -> str:
    return (ROOT / document).read_text("utf-8")


def block_lines(text: str) -> Iterator[str]:
    """The lines of indented and fenced blocks, without their indentation."""
    fenced = False
    for line in text.splitlines():
        if line.startswith("```"):
            fenced = not fenced
        elif fenced or line.startswith("    "):
            yield line.strip()


@cache
def lines_of(document: str) -> tuple[Line, ...]:
    found = (COMMAND.match(line) for line in block_lines(text_of(document)))
    return tuple(Line(document, re.split(r"\s{2,}", each[1])[0]) for each in found if each)


def different_lines() -> list[Line]:
    """Every command line once, whatever number of documents it stands in."""
    return list({line.text: line for name in DOCUMENTS if name != SYNOPSIS for line in lines_of(name)}.values())


def synopsis() -> list[tuple[str, ...]]:
    """The commands of the design's list: where several share a line, a stroke stands between them."""
    found = []
    for line in lines_of(SYNOPSIS):
        before, *others = re.sub(r"\[.*?\]|\b[A-Z]+\b", "", line.text.removeprefix("motdrill")).split("|")
        *group, first = before.split() or [""]
        found += [tuple(filter(None, (*group, name))) for name in (first, *(other.strip() for other in others))]
    return found


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the documents take to be there."""
    folder = tmp_path_factory.mktemp("prepared")
    for name in PEOPLE:
        drilled(folder / "journal.db", "bank-counter", days_ago=9, trainee=name)
        drilled(folder / "journal.db", "room-not-ready", days_ago=0.1, trainee=name, count=2)
    made = fill_template(
        title={"en": "The missing button"}, customer={"en": "Ms Lin"}, channel="counter", anger=4, languages=("en",),
        comments="en", with_case=True,
    )  # fmt: skip
    (folder / "my-case.yaml").write_text(made + "accept: {MD510: It stands for a finished case}\n", "utf-8")
    (folder / "our-case.xlsx").write_bytes(scenario_sheet(made, ".xlsx"))
    (folder / "scenarios").mkdir()
    shutil.copy(folder / "my-case.yaml", folder / "scenarios")
    for rater, name in enumerate(("anna", "ben", "carl")):
        write_sheet(folder / f"{name}.csv", folder / "my-case.yaml", rater)
    return folder


def write_sheet(path: Path, scenario: Path, rater: int) -> None:
    """A sheet as it comes back: filled in somehow, otherwise by each rater."""
    rows = list(sheet_rows(load(scenario).scenario, scenario.stem, "en", 1))
    for i, row in enumerate(rows):
        row["rating"] = str((i * i + rater) % 4)
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        table = csv.DictWriter(stream, rows[0])
        table.writeheader()
        table.writerows(rows)


@pytest.fixture
def typed_here(prepared: Path, tmp_path: Path) -> Run:
    """Runs a command line in a copy of that folder, which is the library of own scenarios as well."""
    folder = tmp_path / "here"
    shutil.copytree(prepared, folder)
    env = terminal.environment(folder) | {"MOTDRILL_JOURNAL": str(folder / "journal.db")}

    def go(*words: str, typed: str = "") -> Ran:
        if words[:1] == ("new",) and "--from" not in words:
            (folder / "my-case.yaml").unlink()
            (folder / "our-case.xlsx").unlink()
        if words[:2] == ("panel", "sheet"):
            (folder / "anna.csv").unlink()
        opened = [each for word in words for each in (sorted(map(str, expanded(folder, word))) or [word])]
        return terminal.run(opened, env, typed, folder)

    return go


def expanded(folder: Path, word: str) -> list[str]:
    """What a shell makes of a pattern of file names."""
    return [path.name for path in folder.glob(word)] if "*" in word else []


def ending(line: Line) -> tuple[tuple[str, ...], int]:
    """What is added to a command line, and the exit code it has to end with."""
    kind = "class --phones" if "--phones" in line.words else (line.words or [""])[0]
    return ENDED_BY.get(kind, ((), FAILS.get(line.text, 0)))


# ---------------------------------------------------------------- what blocks say is run


def test_there_is_something_to_type() -> None:
    assert len(different_lines()) >= 60 and len(synopsis()) >= 20
    assert {"README.md", "docs/trainee.md", "docs/administrator.zh.md"} <= {line.document for line in different_lines()}


@pytest.mark.parametrize("line", different_lines(), ids=lambda line: line.text)
def test_a_command_line_of_the_documents_does_what_it_is_said_to(line: Line, typed_here: Run) -> None:
    added, code = ending(line)
    kind = next(iter(line.words), "motdrill")
    done = typed_here(*line.words, *added, typed=TYPED.get(kind, PLAYED if line.words == ["--plain"] else ""))
    assert done.code == code, f"{line.document}: {done.err or done.out[-2000:]}"
    assert "Traceback" not in done.err and "has failed" not in done.err
    assert done.out.strip() or code or line.text in SILENT
    if added and code:
        assert re.search(r"NAME:SECRET|--endpoint|endpoint must be|talks 0 to", done.err), "nothing else is wrong"


# ---------------------------------------------------------------- what running text says exists


@cache
def options_of(command: str) -> str:
    """The help of a command."""
    env = terminal.environment(Path("/no/such/folder"))
    return terminal.run([*command.split(), "--help"], env, cwd=ROOT).out


def named_in(span: str) -> tuple[str, list[str]]:
    """The command that words in running text name, and their options."""
    words = span.split()[1:]
    own = [word for word in words if re.fullmatch(r"[a-z]+", word)]
    command = " ".join(own[: 2 if own[:1] in (["panel"], ["journal"]) else 1]) if words and words[0] in own[:1] else ""
    return command, [word.partition("=")[0] for word in words if word.startswith("--")]


def test_a_command_in_running_text_exists_and_has_its_options() -> None:
    for document, span in [(name, span) for name in DOCUMENTS for span in SPAN.findall(text_of(name))]:
        command, options = named_in(span)
        told = options_of(command)
        assert told, f"{document}: `{span}` names no command"
        assert [each for each in options if each not in told and each != "--lang"] == [], f"{document}: `{span}`"
    for words in synopsis():
        assert " ".join(("Usage: motdrill", *words)) in options_of(" ".join(words)), f"the design names {words}"


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_link_leads_to_a_file(document: str) -> None:
    folder = (ROOT / document).parent
    assert [to for to in LINK.findall(text_of(document)) if not (folder / to).exists()] == []


# ---------------------------------------------------------------- the two languages


def shape(line: Line) -> tuple[str, ...]:
    """A command line without what a language may change: names and file names."""
    return tuple(word for word in line.words if re.fullmatch(r"-{0,2}[a-z-]+", word))


@pytest.mark.parametrize("document", [name for name in DOCUMENTS if name.replace(".md", ".zh.md") in DOCUMENTS])
def test_both_languages_say_to_type_the_same(document: str) -> None:
    english, chinese = (list(map(shape, lines_of(name))) for name in (document, document.replace(".md", ".zh.md")))
    assert english == chinese


@pytest.mark.parametrize("name", ("trainee", "administrator"))
def test_both_languages_have_the_same_sections_tables_and_lists(name: str) -> None:
    for pattern in (r"^(#+) ", r"^(\|)", r"^(    )\S", r"^(- |\d+\. )"):
        counts = [re.findall(pattern, text_of(f"docs/{name}{end}.md"), re.MULTILINE) for end in ("", ".zh")]
        assert counts[0] == counts[1], pattern


# ---------------------------------------------------------------- the core as a library


def test_what_is_written_in_python_runs(
    prepared: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(prepared)
    (program,) = re.findall(r"^```python\n(.*?)^```$", text_of("docs/api.md"), re.MULTILINE | re.DOTALL)
    exec(compile(program, "api.md", "exec"), {})
    assert capsys.readouterr().out.startswith("100 ")


# ---------------------------------------------------------------- every setting is told of


@pytest.mark.parametrize("document", ("docs/administrator.md", "docs/administrator.zh.md"))
def test_the_administrator_is_told_of_every_variable(document: str) -> None:
    source = [path.read_text("utf-8") for path in (ROOT / "src").rglob("*.py")]
    read = {name for text in source for name in re.findall(r'environ(?:ment)?(?:\.get\()"(\w+)"', text)}
    assert {"MOTDRILL_LANG", "MOTDRILL_LRS_KEY", "TERM"} <= read
    assert [name for name in sorted(read) if f"`{name}`" not in text_of(document)] == []


def test_the_library_that_documents_speak_of_is_there() -> None:
    assert os.path.commonpath([library.bundled_folder(), ROOT]) == str(ROOT)
    assert {"bank-counter", "room-not-ready"} <= {path.stem for path, _own in library.scenario_files()}
