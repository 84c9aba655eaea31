"""The author's guide: what it shows loads, and it leaves no field out, in either language."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any, NamedTuple

import pytest
import yaml
from pydantic import BaseModel

from motdrill import library
from motdrill.drill.rules import effect
from motdrill.messages import problems as wording_of_problems
from motdrill.method.catalogue import CODES, DEPTHS, NEED_KINDS, SKILLS
from motdrill.scenario import base_types, model
from motdrill.scenario.load import scenario_from_text
from motdrill.scenario.parse import parse

GUIDES = {"en": "README.md", "zh": "README.zh.md"}
PLACES = ("top", "steps", "replies", "endings")
MARK = re.compile(r"<!-- fragment: (\w+) -->")
FENCE = re.compile(r"^(?P<before>[^\n]*)\n```(?P<info>\w*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
CHINESE = re.compile("[\u4e00-\u9fff]")

SMALL: dict[str, Any] = {
    "format": 1,
    "title": "Small",
    "customer": {"name": "Ms Lin", "anger": 3},
    "needs": {name: {"kind": "heard", "spoken": True, "text": name} for name in ("dignity", "button", "where")},
    "steps": {
        "first-words": {
            "replies": {
                "good-one": {"text": "yes", "score": 3, "why": "…"},
                "bad-one": {"text": "no", "score": 0, "why": "…"},
            }
        },
        "what-matters": {"ask": "needs"},
    },
}
"""The scenario that fragments are placed into."""


class Block(NamedTuple):
    """A fenced block: what it is, where it is said to stand (empty for a complete file), and its text."""

    info: str
    place: str
    body: str


@cache
def guide(lang: str) -> str:
    return (library.bundled_folder() / GUIDES[lang]).read_text("utf-8")


@cache
def blocks(lang: str) -> tuple[Block, ...]:
    found = FENCE.finditer(guide(lang))
    marked = ((MARK.fullmatch(each["before"]), each) for each in found)
    return tuple(Block(each["info"], mark[1] if mark else "", each["body"]) for mark, each in marked)


def yaml_blocks(lang: str) -> list[Block]:
    return [block for block in blocks(lang) if block.info == "yaml"]


@cache
def prose(lang: str) -> str:
    """The guide without its blocks."""
    return FENCE.sub("", guide(lang))


def placed(block: Block) -> str:
    """A fragment in a small scenario; a complete file as it stands."""
    if not block.place:
        return block.body
    problems: list[Any] = []
    fragment = parse(block.body, problems)
    assert [wording_of_problems.problem_line(problem) for problem in problems] == []
    scenario = json.loads(json.dumps(SMALL))
    if block.place == "top":
        scenario |= fragment
    elif block.place == "replies":
        scenario["steps"]["first-words"]["replies"] |= fragment
    elif block.place == "endings":
        scenario["endings"] = fragment
    else:
        later = {name: step for name, step in scenario["steps"].items() if name not in fragment}
        scenario["steps"] = {**fragment, **later}
    return json.dumps(scenario, ensure_ascii=False)


def shape(value: object) -> object:
    """Data without its texts."""
    if isinstance(value, dict):
        return {key: shape(item) for key, item in value.items()}
    if isinstance(value, list):
        return [shape(item) for item in value]
    return str if isinstance(value, str) and not re.fullmatch(r"[a-z][a-z-]*", value) else value


# ---------------------------------------------------------------- what is shown loads


@pytest.mark.parametrize("lang", GUIDES)
def test_every_block_loads(lang: str) -> None:
    assert len(yaml_blocks(lang)) >= 8
    for block in yaml_blocks(lang):
        scenario_from_text(placed(block))


@pytest.mark.parametrize("lang", GUIDES)
def test_a_fragment_says_where_it_stands(lang: str) -> None:
    assert {block.place for block in yaml_blocks(lang)} == {"", *PLACES}
    assert len(MARK.findall(guide(lang))) == sum(bool(block.place) for block in yaml_blocks(lang))
    assert guide(lang).count("```") == 2 * len(blocks(lang))


def test_both_guides_show_the_same_blocks() -> None:
    english, chinese = ([(block.info, block.place) for block in blocks(lang)] for lang in GUIDES)
    assert english == chinese
    for one, other in zip(yaml_blocks("en"), yaml_blocks("zh"), strict=True):
        skip = {"tags"}
        first, second = (
            {key: shape(item) for key, item in yaml.safe_load(block.body).items() if key not in skip}
            for block in (one, other)
        )
        assert first == second


def test_blocks_of_the_chinese_guide_are_in_chinese_and_of_the_english_one_in_english() -> None:
    assert all(CHINESE.search(block.body) for block in yaml_blocks("zh"))
    monolingual = [block.body for block in yaml_blocks("en") if "zh:" not in block.body]
    assert not any(CHINESE.search(body) for body in monolingual)


@pytest.mark.parametrize("lang", GUIDES)
def test_settings_of_other_programs_can_be_read(lang: str) -> None:
    settings, hooks = (next(block.body for block in blocks(lang) if block.info == info) for info in ("json", ""))
    assert "yaml.schemas" in json.loads(settings)
    assert yaml.safe_load(hooks)["repos"][0]["hooks"][0]["entry"] == "motdrill check --strict"


# ---------------------------------------------------------------- nothing is left out


def fields() -> set[str]:
    """The names of all fields of the model as a file spells them."""
    found = set()
    for module in (model, base_types):
        for part in vars(module).values():
            if isinstance(part, type) and issubclass(part, BaseModel):
                found |= {field.alias or name for name, field in part.model_fields.items()}
    return found


@pytest.mark.parametrize("lang", GUIDES)
def test_every_field_is_told_of(lang: str) -> None:
    known = fields()
    assert {"from", "pass", "cues", "lost", "order"} <= known
    assert [name for name in sorted(known) if f"`{name}`" not in prose(lang)] == []


@pytest.mark.parametrize("lang", GUIDES)
def test_every_word_of_the_catalogue_is_told_of(lang: str) -> None:
    words = {*CODES, *SKILLS, *DEPTHS, *NEED_KINDS, "phone", "counter", "in-person", "chat", "spot", "anger", "reply"}
    words |= {"satisfied", "settled", "lost", "walked-out"}
    assert [name for name in sorted(words) if f"`{name}`" not in prose(lang)] == []


def test_every_field_is_shown_in_a_block() -> None:
    shown = {key for block in yaml_blocks("en") for key in re.findall(r"([a-z_]+):(?:\s|$)", block.body)}
    assert fields() - shown - set(PLACES) == set()


@pytest.mark.parametrize("lang", GUIDES)
def test_the_table_of_points_is_right(lang: str) -> None:
    rows = re.findall(r"^\| (?:`(\w+)`|[^|`★]+) \|((?: [0-3] \|){7})$", prose(lang), re.MULTILINE)
    assert [depth for depth, _row in rows] == [*DEPTHS, ""]
    for depth, row in rows:
        reply = model.Reply(text="…", score=3, why="…", depth=depth or None)
        assert [int(cell) for cell in re.findall(r"\d", row)] == [effect(reply, anger).points for anger in range(7)]


# ---------------------------------------------------------------- the two guides


def test_both_guides_have_the_same_sections_and_tables() -> None:
    for pattern in (r"^(#+) ", r"^(\|)", r"^(    )\S", r"^(- |\d+\. )"):
        counts = [re.findall(pattern, prose(lang), re.MULTILINE) for lang in GUIDES]
        assert counts[0] == counts[1], pattern


def test_both_guides_name_the_same_commands() -> None:
    english, chinese = (
        set(re.findall(r"motdrill (?:new|check|analyse|graph|try|schema|learn|list|drill)\b", guide(lang)))
        for lang in GUIDES
    )
    assert english == chinese
    assert {f"motdrill {name}" for name in ("new", "check", "analyse", "graph", "try", "schema")} <= english


def test_the_chinese_guide_uses_chinese_marks() -> None:
    slips = re.compile(r"[\u4e00-\u9fff][,;!?]|[\u4e00-\u9fff]\.(?=\s|$|[\u4e00-\u9fff])")
    assert slips.findall(prose("zh")) == []
