"""Scenario files as nobody should write them: random bytes, random YAML, good files with something done to them.

`odd_files` is a strategy of bytes. What is drawn by Hypothesis is the manner and the seed of a mutation; the mutators
themselves are plain functions of a `random.Random`, since drawing each of their choices would take longer than reading
the file. `outcome` holds a file to what is promised of every file.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

import yaml
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from motdrill import messages
from motdrill.author.findings import findings
from motdrill.errors import ReadError
from motdrill.messages import problems
from motdrill.scenario.load import load
from motdrill.scenario.problem import Problem
from motdrill.scenario.safe_text import CONTROL

ROOT: Final = Path(__file__).parents[1]
LONGEST_SENTENCE: Final = 1_000
MOST_PROBLEMS: Final = 2_000
LARGE_FROM: Final = 20_000
"""Bytes; larger files are drawn seldom."""


# ---------------------------------------------------------------- what is promised of every file


def drawing(files: int) -> settings:
    """How so many files are drawn: each once, with nothing kept or made smaller; with a seed, the same ones again."""
    return settings(
        max_examples=files,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )


class Outcome(NamedTuple):
    """What became of a file: whether it loads, and what is told of it."""

    loaded: bool
    told: int


def outcome(path: Path) -> Outcome:
    """Reads a file and tells what is found in it, in both languages.

    Raises:
        Exception: It was not read as every file must be.
    """
    loaded = True
    try:
        found = findings(load(path))
    except ReadError as error:
        loaded, found = False, list(error.problems)
        assert found, "refused without a problem"
    assert len(found) <= MOST_PROBLEMS, f"{len(found)} problems"
    for lang in messages.LANGUAGES:
        messages.set_language(lang)
        for problem in found:
            _told_well(problem, str(path))
    return Outcome(loaded, len(found))


def _told_well(problem: Problem, file: str) -> None:
    sentence = problems.problem_line(problem).removeprefix(file)
    assert sentence.isprintable() or not (CONTROL.search(sentence) or "\n" in sentence), f"{problem.code}: a control"
    assert len(sentence) <= LONGEST_SENTENCE, f"{problem.code}: {len(sentence)} characters"
    assert problem.file == file, f"{problem.code}: of no file"
    assert problem.location is None or min(problem.location) >= 1, f"{problem.code}: at {problem.location}"


# ---------------------------------------------------------------- good files, and odd things to put into them


@cache
def good_files(large: bool = False) -> tuple[bytes, ...]:
    """The library, or the files of the tests, the bad ones among them: those that load four times."""
    folders = ["scenarios"] if large else ["tests/scenarios/bad", *["tests/scenarios/good", "tests/scenarios/weak"] * 4]
    paths = [path for folder in folders for path in sorted(ROOT.joinpath(folder).glob("*.yaml"))]
    found = [path.read_bytes() for path in paths if path.name != "expected.yaml"]
    return tuple(data for data in found if large or len(data) < LARGE_FROM)


NAMES: Final = (
    "@plain", "@languages", "@variants", "@reply", "@anger", "@key", "[key]", "x-own", "x-", "<<", "=", "", " ", "~",
    "null", "true", "7", "a", "en", "zh", "zh-CN", "EN", "title", "steps", "goto", "ask", "replies", "text", "when",
    "walked-out", "satisfied", "__class__", "model_config", "from", "pass", "{name}", "%s", "投诉", "é" * 70,
    "k" * 1_100,     "\u202egnorw", "\x1b[31m", "a\nb", "a\u2028b", "\ufeff", "\U0010ffff", "[]", "- a", "a: b",
    "#", "'", '"',
)  # fmt: skip
VALUES: Final[tuple[Any, ...]] = (
    None, True, False, 0, -1, 7, 10**18, -(10**19), 10**30, 0.5, 1e308, float("inf"), "", " ", "\n", "~", "0x10",
    "0o17", "1e5", "x" * 5_000, "投诉" * 2_000, "\x1b]0;x\x07", "\u202e", "\u200b", "\ud7ff", "\ufffe", "{}", "{name}",
    [], {}, [[]], [{}], {"en": ""}, {"en": None}, {"xx": "a"}, {"en": {"en": "a"}}, {"from": 0, "text": "a"},
    [{"from": 0, "text": "a"}], [{"from": 9}], [0, 6], [6, 0], [0], list(range(9)), ["a"] * 300, "satisfied", "first",
    "reply", "anger", "needs", "spot", ["ask"], {"ask": "reply"}, {"@plain": 1}, [1] * 30,
)  # fmt: skip
PIECES: Final = (
    b"\x00", b"\x1b[2J", b"\x85", b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xef\xbb\xbf", b"\r",
    b"\r\n", b"\n", b"\t", b"\t- ", "\u202e".encode(), "\u2028".encode(), "：".encode(), "“".encode(), "😀".encode(),
    b"&a ", b"*a", b"<<: *a\n", b"!!python/object:os.system ", b"!x ", b"!!binary ", b"%YAML 9.9\n---\n", b"%TAG ! x\n",
    b"---\n", b"...\n", b"? ", b": ", b"- ", b"[", b"]", b"{", b"}", b",", b"'", b'"', b"|\n", b">-\n", b"|9\n", b" #",
    b"#", b"@", b"`", b"\\x1b", b'"\\e"', b'"\\ud800"', b'"\\U00110000"', b"[" * 100, b"{a: " * 70, b"- " * 80,
    b"? " * 80, b"x" * 2_000,
)  # fmt: skip
YAML_SIGNS: Final = PIECES[PIECES.index(b"&a ") :]
CODECS: Final = ("utf-16", "utf-16-le", "utf-32", "gb18030", "latin-1", "utf-8-sig", "utf-7", "cp037")


# ---------------------------------------------------------------- what can be done to bytes

Mutator = Callable[[random.Random, bytes], bytes]


def flip(chance: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _times in range(chance.choice((1, 1, 2, 5, 40))):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def put_in(chance: random.Random, data: bytes) -> bytes:
    at = chance.randint(0, len(data))
    return data[:at] + chance.choice(PIECES) + data[at:]


def cut(chance: random.Random, data: bytes) -> bytes:
    start, end = sorted(chance.randint(0, len(data)) for _end in range(2))
    return data[:start] + (data[end:] if chance.random() < 0.7 else b"")


def drop_lines(chance: random.Random, data: bytes) -> bytes:
    lines = data.splitlines(keepends=True)
    return b"".join(line for line in lines if chance.random() > 2 / (len(lines) + 1))


def double_lines(chance: random.Random, data: bytes) -> bytes:
    lines = data.splitlines(keepends=True)
    start = chance.randint(0, len(lines))
    end = start + chance.choice((1, 1, 2, 5))
    return b"".join([*lines[:end], *lines[start:end] * chance.choice((1, 1, 3)), *lines[end:]])


def move_lines(chance: random.Random, data: bytes) -> bytes:
    lines = data.splitlines(keepends=True)
    start = chance.randint(0, len(lines))
    moved = lines[start : start + chance.choice((1, 1, 3))]
    del lines[start : start + len(moved)]
    at = chance.randint(0, len(lines))
    return b"".join([*lines[:at], *moved, *lines[at:]])


def indent(chance: random.Random, data: bytes) -> bytes:
    lines = data.splitlines(keepends=True)
    for _times in range(chance.choice((1, 1, 3))):
        if lines:
            at = chance.randrange(len(lines))
            lines[at] = chance.choice((b" ", b"  ", b"\t", "\u3000".encode(), b"")) + lines[at].lstrip(b" ")
    return b"".join(lines)


def recode(chance: random.Random, data: bytes) -> bytes:
    return data.decode("utf-8", "replace").encode(chance.choice(CODECS), "replace")


def end_lines_otherwise(chance: random.Random, data: bytes) -> bytes:
    ends = (b"\r\n", b"\r", "\u2028".encode(), "\u0085".encode(), b"\n\n", b" ")
    return data.replace(b"\n", chance.choice(ends), chance.choice((1, -1)))


def splice(chance: random.Random, data: bytes) -> bytes:
    other = chance.choice(good_files())
    return data[: chance.randint(0, len(data))] + other[chance.randint(0, len(other)) :]


def swap_words(chance: random.Random, data: bytes) -> bytes:
    """A word of the file in another's place: ids clash, gotos lead elsewhere, values change their kind."""
    words = list(re.finditer(rb"[\w@-]+", data))
    if len(words) < 2:
        return data
    one, other = chance.choice(words), chance.choice(words)
    return data[: one.start()] + other.group() + data[one.end() :]


def odd_value(chance: random.Random, data: bytes) -> bytes:
    """Another value after a colon, in the flow style that stands everywhere."""
    places = list(re.finditer(rb": ?([^\s,{}\[\]]+|\"[^\"]*\")", data))
    if not places:
        return data
    at = chance.choice(places)
    return data[: at.start()] + b": " + _written(chance, chance.choice(VALUES)) + data[at.end() :]


def odd_name(chance: random.Random, data: bytes) -> bytes:
    names = list(re.finditer(rb"[\w-]+(?=:)", data))
    if not names:
        return data
    at = chance.choice(names)
    return data[: at.start()] + _written(chance, chance.choice(NAMES)) + data[at.end() :]


def _written(chance: random.Random, value: Any) -> bytes:
    """A value as a JSON text, with its characters as they are or escaped; a text now and then without quotes."""
    if isinstance(value, str) and chance.random() < 0.3:
        return value.encode("utf-8", "replace")
    return json.dumps(value, ensure_ascii=chance.random() < 0.5).encode("utf-8", "surrogatepass")


ON_BYTES: Final[tuple[Mutator, ...]] = (
    flip, put_in, cut, drop_lines, double_lines, move_lines, indent, recode, end_lines_otherwise, splice,
    swap_words, swap_words, odd_value, odd_value, odd_name, odd_name,
)  # fmt: skip


# ---------------------------------------------------------------- what can be done to what a file says


def containers(data: Any) -> list[Any]:
    """Every mapping and list in a value, itself first."""
    found, waiting = [], [data]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict | list):
            found.append(each)
            waiting += each.values() if isinstance(each, dict) else each
    return found


def change(chance: random.Random, data: Any) -> None:
    """Does something to one mapping or list anywhere in the data."""
    place, other = (chance.choice([data, *filter(None, containers(data))]) for _which in range(2))
    if place and other:
        its = deepcopy(other[chance.choice(_places(other))])
        if isinstance(place, dict) and chance.random() < 0.5:
            _change_names(chance, place, its)
        else:
            _change_value(chance, place, its)


def _change_names(chance: random.Random, place: dict[str, Any], its: Any) -> None:
    """Renames a field, adds one, or brings all into another order: that of steps, endings and needs means something."""
    name = chance.choice(NAMES)
    match chance.randrange(4):
        case 0:
            place[name] = place.pop(chance.choice(list(place)))
        case 1:
            place[name] = chance.choice((its, deepcopy(chance.choice(VALUES))))
        case _:
            items = list(place.items())
            chance.shuffle(items)
            place.clear()
            place.update(items)


def _change_value(chance: random.Random, place: Any, its: Any) -> None:
    """Puts another value in a place: something odd, nothing, or what stands elsewhere, mostly of the same kind."""
    at = chance.choice(_places(place))
    match chance.randrange(6):
        case 0:
            place[at] = deepcopy(chance.choice(VALUES))
        case 1:
            del place[at]
        case _ if type(place[at]) is type(its) or chance.random() < 0.3:
            place[at] = its


def _places(place: Any) -> list[Any]:
    return list(place) if isinstance(place, dict) else list(range(len(place)))


@cache
def said_by_good_files() -> tuple[str, ...]:
    """What the good files say, as JSON."""
    found = []
    for data in good_files():
        try:
            found.append(json.dumps(yaml.load(data, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))))
        except (yaml.YAMLError, ValueError, TypeError, RecursionError):
            continue
    good = [each for each in found if each.startswith('{"format": 1, "title"') and "steps" in each]
    return tuple(good)


def reworked(chance: random.Random) -> bytes:
    """A good file with its content changed, written as JSON, which is YAML as well."""
    data = json.loads(chance.choice(said_by_good_files()))
    for _times in range(chance.choice((0, 1, 1, 1, 2, 3, 6))):
        change(chance, data)
    return json.dumps(data, ensure_ascii=chance.random() < 0.2, indent=chance.choice((None, 1))).encode()


def mutated(chance: random.Random, data: bytes) -> bytes:
    """A file after up to four mutations."""
    for _times in range(chance.choice((0, 1, 1, 1, 1, 2, 2, 4))):
        data = chance.choice(ON_BYTES)(chance, data)
    return data


# ---------------------------------------------------------------- files of a size nobody writes

HEAD: Final = "format: 1\ntitle: Large\ncustomer: {name: Li, anger: 3}\n"
STEP: Final = (
    "  step-{i}: {{replies: {{aa: {{text: a, score: 3, why: b{more}}}, bb: {{text: b, score: 0, why: b}}}}}}\n"
)
ONE: Final = "steps:\n" + STEP.format(i=1, more="")


def _lines(line: str, many: int, more: str = "") -> str:
    return "".join(line.format(i=i, more=more) for i in range(many))


def huge(chance: random.Random) -> bytes:
    """Much of one thing: steps, endings, needs, languages, wrong fields, long texts, brackets; within 1 MiB or over."""
    many = chance.choice((100, 1_000, 1_001, 2_000, 10_000, 40_000, 100_000, 300_000))
    more = chance.choice(
        ("", "", ", goto: satisfied", ", goto: nowhere", ", stars: -1", ", gotu: x", ", depth: unsaid")
    )
    steps = "steps:\n" + _lines(STEP, min(many, 2_000), more)
    needs = "needs:\n" + _lines("  need-{i}: {{kind: heard, spoken: no, text: a}}\n", min(many, 8_000))
    languages = ", ".join(f"{chr(97 + i % 26)}{chr(97 + i // 26 % 26)}: a" for i in range(min(many, 676)))
    text = chance.choice(
        (
            HEAD + steps,
            HEAD + _lines("  ending-{i}: {{}}\n", many, "").join(("endings:\n", "")) + steps,
            HEAD + "endings:\n" + _lines("  e{i}x: {{when: {{percent: [{i}, 100]}}}}\n", min(many, 20_000)) + steps,
            HEAD + needs + "steps:\n" + _lines("  s{i}x: {{ask: needs, order: [e1, e2, e3]}}\n", 1_000),
            HEAD + f"brief: {{{languages}}}\n" + steps,
            HEAD.replace("Large", f"{{{languages}}}") + steps,
            HEAD + ONE + _lines("key{i}: a\n", many),
            HEAD + ONE + _lines("x-{i}: a\n", many),
            HEAD + ONE + "accept:\n" + _lines("  MD{i}: a\n", many),
            HEAD + ONE + "tags: [" + "1, " * many + "]\n",
            HEAD + ONE + "tags: [" + "[], " * many + "]\n",
            HEAD + "steps: {" + _lines("{i},", many) + "}\n",
            HEAD + "steps:\n" + _lines("  {i}a: {{ask: repply}}\n", many),
            HEAD + "steps:\n  a1: {ask: [" + "a," * many + "]}\n",
            HEAD + ONE.replace("text: a", f"text: '{'ab ' * many}'").replace("text: b", f"text: '{'ba ' * many}'"),
            HEAD + ONE.replace("text: a", f"text: {'投诉' * many}").replace("text: b", f"text: {'诉投' * many}"),
            HEAD + ONE.replace("Li", "9" * many),
            HEAD.replace("3", "9" * many) + ONE,
            "? " + "k" * many + "\n: 1\n" + HEAD + ONE,
            "{" + _lines("{i}:a,", many) + "}",
            "[" * many, "{a: " * many, "- " * many, "? " * many, "a: &a b\n" * many, "!a " * many, "'" + "\\n" * many,
            "a: b # c\n" * many, "a:\n" * many, "--- a\n" * many, "#" * many, "\n" * many, "\t" * many,
            '"' + "\\e" * many + '"',
        )
    )  # fmt: skip
    return text.encode()[: (1 << 20) + chance.choice((0, 0, 0, 1))]


# ---------------------------------------------------------------- strategies

_SEEDS: Final = st.integers(0, 2**63)
_SCALARS: Final = st.sampled_from(VALUES) | st.text(max_size=20) | st.integers() | st.floats()
_NAMES: Final = st.sampled_from((*NAMES, "format", "title", "customer", "needs", "endings", "debrief", "replies"))
_DATA: Final = st.recursive(
    _SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_NAMES, inner, max_size=5), max_leaves=12
)


@st.composite
def yaml_like(draw: st.DrawFn) -> bytes:
    """Lines of YAML's own signs, names and words at indentations of any kind."""
    words = st.sampled_from((*YAML_SIGNS, b"steps:", b"title: a", b"- a", b"en: b", b"a", b"format: 1", b"k: [a, b]"))
    line = st.tuples(st.sampled_from((b"", b"", b"  ", b"    ", b" ", b"\t")), st.lists(words, max_size=4))
    return b"\n".join(space + b"".join(parts) for space, parts in draw(st.lists(line, max_size=12)))


def _dumped(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False).encode("utf-8", "surrogatepass")


def mutants(large: bool) -> st.SearchStrategy[bytes]:
    """Good files after some mutations."""

    def made(seed: int) -> bytes:
        chance = random.Random(seed)
        return mutated(chance, chance.choice(good_files(large)))

    return _SEEDS.map(made)


SMALL_FILES: Final[dict[str, st.SearchStrategy[bytes]]] = {
    "bytes": st.binary(max_size=300),
    "text": st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
    "YAML": yaml_like(),
    "data": st.dictionaries(_NAMES, _DATA, max_size=6).map(_dumped),
    "mutants": mutants(large=False),
    "reworked": _SEEDS.map(lambda seed: reworked(random.Random(seed))),
}
"""Kinds of file that are read in a few milliseconds."""
LARGE_FILES: Final[dict[str, st.SearchStrategy[bytes]]] = {
    "the library": mutants(large=True),
    "huge": _SEEDS.map(lambda seed: huge(random.Random(seed))),
}


def odd_files() -> st.SearchStrategy[bytes]:
    """Small files of every kind; of mutants and reworked ones more than of the others."""
    kinds = ("bytes", "text", "YAML", "data", *["mutants"] * 8, *["reworked"] * 8)
    return st.sampled_from(kinds).flatmap(SMALL_FILES.__getitem__)
