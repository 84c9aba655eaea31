"""The JSON Schema of scenario files: it lets through what the model does, and tells authors what each field is."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from motdrill import library
from motdrill.author.template import CHANNELS, fill_template
from motdrill.scenario.load import scenario_from_text
from motdrill.scenario.parse import parse
from motdrill.scenario.problem import PROBLEM_NUMBERS
from motdrill.scenario.schema import DIALECT, json_schema
from terminal import LONGEST_RUN_S, Run

SCENARIOS = Path(__file__).parent / "scenarios"
BAD = SCENARIOS / "bad"
EXPECTED: dict[str, list[dict[str, Any]]] = yaml.load(
    (BAD / "expected.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader
)
GOOD = sorted((SCENARIOS / "good").glob("*.yaml"))
WEAK = sorted(path for path in (SCENARIOS / "weak").glob("*.yaml") if path.name != "expected.yaml")
BUNDLED = sorted(library.bundled_folder().glob("*.yaml"))
CHINESE = re.compile("[\u4e00-\u9fff]")

BETWEEN_FIELDS = "MD120"
"""From this number on a fault lies between several fields, which JSON Schema does not compare."""
UNSEEN = {
    "format-with-a-point.yaml": "to JSON Schema 1.0 is a whole number",
    "newer-format.yaml": "which formats a motdrill knows is asked before anything else; a schema knows its own fields",
}
FIELD_FAULTS = [
    name for name, faults in EXPECTED.items() if "MD101" <= PROBLEM_NUMBERS[faults[0]["code"]] < BETWEEN_FIELDS
]

SMALL = """\
format: 1
title: Small
customer: {name: Li, anger: 3}
needs: {heard: {kind: heard, spoken: false, text: To be heard}, fix: {kind: solve, spoken: true, text: A line}}
steps:
  first:
    replies:
      listens: {text: I see., score: 3, why: good}
      argues: {text: No., score: 0, why: bad}
  marks: {ask: spot, lines: {one-line: {text: a, good: true}, two-line: {text: b, good: false}}}
endings: {thanked: {when: {anger: [0, 1]}, title: Thanks}}
"""


@cache
def validator() -> Draft202012Validator:
    return Draft202012Validator(json_schema(str))


def data_of(text: str) -> Any:
    """What an editor's own reader makes of a file: plain JSON data."""
    return json.loads(json.dumps(parse(text, []), default=list))


def faults(text: str) -> list[str]:
    return [f"{error.json_path}: {error.message[:200]}" for error in validator().iter_errors(data_of(text))]


def fields(node: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every field of a schema with where it stands: ("/Reply/score", {…})."""
    if isinstance(node, dict):
        for name, content in node.get("properties", {}).items():
            yield f"{path}/{name}", content
        for name, content in node.items():
            if name != "if":
                yield from fields(content, path if name in ("$defs", "properties") else f"{path}/{name}")
    elif isinstance(node, list):
        for content in node:
            yield from fields(content, path)


# ---------------------------------------------------------------- the command


@pytest.fixture(scope="module", params=["en", "zh"])
def printed(request: pytest.FixtureRequest) -> tuple[str, dict[str, Any]]:
    """The schema as the command prints it, with the language it was asked in."""
    done = subprocess.run(
        [sys.executable, "-m", "motdrill", "schema", "--lang", request.param],
        capture_output=True,
        timeout=LONGEST_RUN_S,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    return request.param, json.loads(done.stdout)


def test_it_is_a_valid_schema_of_draft_2020_12(printed: tuple[str, dict[str, Any]]) -> None:
    _lang, schema = printed
    assert schema["$schema"] == DIALECT == Draft202012Validator.META_SCHEMA["$id"]
    Draft202012Validator.check_schema(schema)


def test_every_field_and_every_part_is_described_in_the_language_asked_for(printed: tuple[str, dict[str, Any]]) -> None:
    lang, schema = printed
    found = [*fields(schema), *schema["$defs"].items(), ("the file", schema)]
    assert len(found) > 80
    spoken = [(name, content.get("description", "")) for name, content in found]
    assert [name for name, text in spoken if len(text) < 2] == []
    assert [name for name, text in spoken if bool(CHINESE.search(text)) != (lang == "zh")] == []


def test_both_languages_are_one_schema() -> None:
    def bare(node: Any) -> Any:
        if isinstance(node, dict):
            return {
                name: bare(each) for name, each in node.items() if not isinstance(each, str) or name != "description"
            }
        return [bare(each) for each in node] if isinstance(node, list) else node

    assert bare(json_schema(str)) == bare(json_schema(lambda text: f"…{text}"))


# ---------------------------------------------------------------- what it lets through


@pytest.mark.parametrize("path", [*GOOD, *WEAK, *BUNDLED], ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_it_accepts_a_file_that_loads(path: Path) -> None:
    assert faults(path.read_text("utf-8-sig")) == []


@pytest.mark.parametrize("languages", [("en",), ("zh",), ("en", "zh")])
def test_it_accepts_whatever_new_writes(languages: tuple[str, ...]) -> None:
    titles = {"en": "Parcel", "zh": "包裹"}
    for channel, anger, with_case in zip(CHANNELS, (0, 2, 4, 6), (False, True, False, True), strict=True):
        text = fill_template(
            title=titles, customer=titles, channel=channel, anger=anger, languages=languages, comments="zh",
            with_case=with_case, schema="motdrill.schema.json",
        )  # fmt: skip
        assert faults(text) == []


@pytest.mark.parametrize("name", FIELD_FAULTS)
def test_it_rejects_a_file_with_a_faulty_field(name: str) -> None:
    told = faults((BAD / name).read_text("utf-8-sig"))
    if name in UNSEEN:
        return
    assert told != []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: Small", "title: {en: Small, chinese: 小}"),
        ("title: Small", "title: {EN: Small}"),
        ("title: Small", "title: {}"),
        ("  first:", "  First:"),
        ("  first:", "  first_step:"),
        ("      listens:", "      listens@:"),
        ("heard: {kind", "to be heard: {kind"),
        ("one-line:", "one line:"),
        ("thanked:", "Thanked:"),
        ("thanked:", "a:"),
        ("steps:", "steps:\n  x-later: {replies: none yet}"),
        ("replies:", "replies:\n      x-later: something"),
        ("title: Small", "title: {en: Small, x-fr: Petit}"),
        ("score: 3", "score: 7"),
        ("score: 3", "score: '3'"),
        ("score: 3", "score: true"),
        ("why: good", "wy: good"),
        ("anger: 3}", "anger: 7}"),
        ("anger: [0, 1]", "anger: [0]"),
        ("anger: [0, 1]", "anger: [0, 1, 2]"),
        ("ask: spot", "ask: spit"),
        ("good: true", "good: yes"),
        ("text: I see.", "text: ' '"),
        ("customer: {name: Li, anger: 3}\n", ""),
    ],
)
def test_it_rejects_what_the_model_rejects(old: str, new: str) -> None:
    assert faults(SMALL) == []
    text = SMALL.replace(old, new, 1)
    assert text != SMALL
    with pytest.raises(Exception):  # noqa: B017
        scenario_from_text(text)
    assert faults(text) != []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: Small", "title: {en: Small, zh: 小}"),
        ("title: Small", "title: {zh-Hans: 小}"),
        ("title: Small", "title: Small\nx-mine: {a: [1]}"),
        ("score: 3", "score: 3, x-idea: 1"),
        ("score: 3", "score: 3, goto: thanked"),
    ],
)
def test_it_accepts_what_the_model_accepts(old: str, new: str) -> None:
    text = SMALL.replace(old, new, 1)
    assert text != SMALL
    scenario_from_text(text)
    assert faults(text) == []


KINDS = """\
format: 1
title: {en: Small}
customer: {name: Li, anger: 3}
needs: {heard: {kind: heard, spoken: false, text: To be heard}, fix: {kind: solve, spoken: true, text: A line}}
steps:
  said-first:
    says: [{from: 0, text: a}]
    cues: {voice: {en: low}}
    replies: {one-way: {text: {en: a}, score: 3, depth: answer, why: a}, two-way: {text: b, score: 0, why: a}}
  starred: {ask: anger, trains: [emotion], says: a, why: a}
  ranked: {ask: needs, trains: [needs], order: [fix, heard], why: a}
  marked: {ask: spot, says: a, lines: {one-line: {text: a, good: true}, two-line: {text: b, good: false}}}
endings: {thanked: {when: {anger: [0, 1]}, title: Thanks}}
"""


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("title", 5),
        ("title/en", 5),
        ("endings/thanked/when/anger/1", 9),
        ("steps/said-first", "later"),
        ("steps/said-first/ask", "replies"),
        ("steps/said-first/counts", "perhaps"),
        ("steps/said-first/trains", "emotion"),
        ("steps/said-first/says/0/from", 7),
        ("steps/said-first/cues/voice/en", 1),
        ("steps/said-first/goto", "No Step"),
        ("steps/said-first/replies/one-way/score", 7),
        ("steps/said-first/replies/one-way/depth", "deep"),
        ("steps/said-first/replies/one-way/text/en", " "),
        ("steps/said-first/replies/one-way/why", 3),
        ("steps/starred/ask", None),
        ("steps/starred/says", True),
        ("steps/starred/trains/0", "anger"),
        ("steps/ranked/order", ["fix"]),
        ("steps/ranked/why", []),
        ("steps/marked/lines/one-line/good", "yes"),
        ("steps/marked/counts", 0),
    ],
)
def test_it_tells_the_field_that_is_wrong_and_nothing_around_it(place: str, value: Any) -> None:
    data = data_of(KINDS)
    assert list(validator().iter_errors(data)) == []
    *parents, last = (int(part) if part.isdigit() else part for part in place.split("/"))
    holder = data
    for part in parents:
        holder = holder[part]
    holder[last] = value
    (error,) = validator().iter_errors(data)
    assert list(error.absolute_path) == [*parents, last]


@pytest.mark.parametrize(
    ("place", "field"),
    [("said-first", "lines"), ("starred", "replies"), ("ranked", "replies"), ("marked", "order")],
)
def test_it_tells_a_field_of_another_kind_of_step_by_its_name(place: str, field: str) -> None:
    data = data_of(KINDS)
    data["steps"][place][field] = {}
    (error,) = validator().iter_errors(data)
    assert (list(error.absolute_path), error.validator, f"'{field}'" in error.message) == (
        ["steps", place], "additionalProperties", True,
    )  # fmt: skip


def test_what_it_cannot_see_is_still_there_to_be_excused() -> None:
    assert set(UNSEEN) <= set(FIELD_FAULTS)
    assert len(FIELD_FAULTS) > 60


# ---------------------------------------------------------------- an independent tool


@pytest.mark.long
def test_check_jsonschema_agrees_on_a_good_file_and_on_a_bad_one(run: Run, tmp_path: Path) -> None:
    schema = tmp_path / "motdrill.schema.json"
    schema.write_text(run("schema").out, "utf-8")
    tool = (Path(sys.executable).with_name("check-jsonschema"), "--schemafile", schema)
    good = subprocess.run(
        [*tool, *BUNDLED, *(path for path in GOOD if path.stem != "words")], capture_output=True, timeout=LONGEST_RUN_S
    )
    assert good.returncode == 0, good.stdout
    bad = subprocess.run(
        [*tool, "-o", "json", BAD / "unknown-field-in-reply.yaml"], capture_output=True, timeout=LONGEST_RUN_S
    )
    assert bad.returncode == 1
    (told,) = json.loads(bad.stdout)["errors"]
    assert told["path"].startswith("$.steps.first")
