"""Makes a draft of a story in Twee 3, the source format of Twine.

https://github.com/iftechfoundation/twine-specs/blob/master/twee-3-specification.md

A passage with links becomes a step, its links become replies; one without becomes an ending. What a story format adds
to Twee, such as macros and variables, has no counterpart in a scenario; it is told by its line.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from motdrill.author.draft import Draft, DraftNote, Notes, NothingReadError
from motdrill.author.draft_text import LineNumbers, NewIds, name_field, plain_text
from motdrill.author.story_code import without_code
from motdrill.errors import nearest
from motdrill.scenario.file_text import decode
from motdrill.scenario.model import FORMAT

_HEADER: Final = re.compile(r"::\s*((?:[^\\\[\]{}]|\\.)*)(\[(?:[^\\\]]|\\.)*\])?\s*(\{.*\})?\s*")
_ESCAPED: Final = re.compile(r"\\(.)")
_LINK: Final = re.compile(r"\[\[(?!\[[^\[\]\n]*\]\])((?:[^\[\]\n]|\[[^\[\]\n]*\])*)\](?:\[[^\]\n]*\])?\]")
_COMMENT: Final = re.compile(r"<!--(?:(?!<!--|-->).)*-->|/\*(?:(?!/\*|\*/).)*\*/", re.DOTALL)
"""No comment begins within one: else a file of beginnings alone would take hours."""
_WIDE_SIGN: Final = re.compile("^：：|【【|】】|［［|］］", re.MULTILINE)
_NARROW: Final = str.maketrans("：【】［］", ":[][]")
_ARROWS: Final = {"->": "[-－—–]+[>＞》]|→", "<-": "[<＜《][-－—–]+|←", "|": "｜"}
"""Signs of a link as a Chinese keyboard types them."""
_CODE_TAGS: Final = frozenset("script stylesheet widget header footer startup init".split())
_CODE_NAMES: Final = re.compile(
    "Story[A-Z][A-Za-z]*|Passage(Header|Footer|Ready|Done)|User(Script|Stylesheet)|ClickOptions"
)
_SHORTENED: Final = 40


class _Passage(NamedTuple):
    name: str
    tags: frozenset[str]
    line: int
    body: str


class _Link(NamedTuple):
    said: str
    target: str
    line: int


class _Scene(NamedTuple):
    """A passage of the story: its words, and its links."""

    words: str
    links: tuple[_Link, ...]


def draft_from_twee(content: bytes, file: str) -> Draft:
    """The draft of a story.

    Raises:
        ReadError: It is not UTF-8.
        NothingReadError: No passage stands in it.
    """
    notes = Notes()
    passages = {passage.name: passage for passage in _passages(_WIDE_SIGN.sub(_narrow, decode(content)), notes)}
    story = {name: each for name, each in passages.items() if not _is_code(each, notes)}
    if not story:
        raise NothingReadError("no-passage", file, notes)
    scenes = {name: _scene(passage, story, notes) for name, passage in story.items()}
    title = passages.get("StoryTitle")
    head = {"title": plain_text(title.body)} if title and title.body.strip() else {}
    order = _in_order(_start(passages, story, notes), scenes)
    _note_links_back(order, scenes, notes)
    return _draft(head, {name: scenes[name] for name in order}, notes.told)


def _passages(text: str, notes: Notes) -> Iterator[_Passage]:
    """The passages in order; one without a name, and another of the same name, are told and left out."""
    lines = text.splitlines()
    begins = [number for number, line in enumerate(lines, 1) if line.startswith("::")]
    if any(line.strip() for line in lines[: begins[0] - 1 if begins else 0]):
        notes.add("twee-before", 1)
    seen: dict[str, int] = {}
    for line, end in zip(begins, [*(begin - 1 for begin in begins[1:]), len(lines)], strict=False):
        header = _HEADER.fullmatch(lines[line - 1])
        name = _ESCAPED.sub(r"\1", header[1]).strip() if header else ""
        if header is None or not name:
            notes.add("twee-header", line)
        elif name in seen:
            notes.add("twee-twice", line, name=name, first=seen[name])
        else:
            seen[name] = line
            tags = frozenset(_ESCAPED.sub(r"\1", (header[2] or "")[1:-1]).lower().split())
            yield _Passage(name, tags, line, "\n".join(lines[line:end]))


def _is_code(passage: _Passage, notes: Notes) -> bool:
    """Whether a passage is no part of the story; what its author may miss is told."""
    if not (passage.tags & _CODE_TAGS or _CODE_NAMES.fullmatch(passage.name)):
        return False
    if passage.name not in ("StoryTitle", "StoryData") and passage.body.strip():
        notes.add("twee-code", passage.line, name=passage.name)
    return True


def _start(passages: Mapping[str, _Passage], story: Mapping[str, _Passage], notes: Notes) -> str:
    """The first passage: the one that the story's data name, else `Start`, else the first in the file."""
    usual = "Start" if "Start" in story else next(iter(story))
    data = passages.get("StoryData")
    if data is None:
        return usual
    try:
        start = json.loads(data.body or "{}").get("start", usual)
    except (ValueError, AttributeError, RecursionError):
        start = None
    if not isinstance(start, str):
        notes.add("twee-data", data.line, name=usual)
        return usual
    if start not in story:
        notes.add("twee-start", data.line, name=start, near=usual)
        return usual
    return start


def _scene(passage: _Passage, story: Mapping[str, _Passage], notes: Notes) -> _Scene:
    body = _COMMENT.sub(lambda match: "\n" * match[0].count("\n"), passage.body)
    line = LineNumbers(body, passage.line + 1).at
    links = [_Link(*_said_and_target(match[1], story), line(match.start())) for match in _LINK.finditer(body)]
    rest = _LINK.sub(lambda match: " " * len(match[0]), body)
    for match in re.finditer(r"\[\[", rest):
        notes.add("twee-open-link", line(match.start()))
    words, codes = without_code(rest)
    for each in codes:
        notes.add(each.code, line(each.start), given=_shortened(each.given))
    for target, place in dict.fromkeys((link.target, link.line) for link in links if link.target not in story):
        if not notes.is_full:
            near = nearest(target, story) if target else ""
            code = "twee-target-near" if near else "twee-target" if target else "twee-no-target"
            notes.add(code, place, name=target, near=near)
    return _Scene(plain_text(words), tuple(links))


def _narrow(match: re.Match[str]) -> str:
    return match[0].translate(_NARROW)


def _said_and_target(text: str, story: Mapping[str, _Passage]) -> tuple[str, str]:
    """What a link says and the passage it leads to, in any of the four forms."""
    if text.strip() not in story and not any(arrow in text for arrow in _ARROWS):
        for arrow, wide in _ARROWS.items():
            text = re.sub(wide, arrow, text)
    if "->" in text:
        said, _arrow, target = text.rpartition("->")
    elif "<-" in text:
        target, _arrow, said = text.partition("<-")
    else:
        said, _bar, target = text.rpartition("|")
    return plain_text(said or target), target.strip()


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHORTENED else f"{line[: _SHORTENED - 1]}…"


def _in_order(start: str, scenes: Mapping[str, _Scene]) -> Sequence[str]:
    """The passages so that links lead forward wherever no ring of links forbids it, the first one first.

    It is the reverse postorder of a search in depth, for which links are followed from the last to the first.
    """
    ended: list[str] = []
    seen: set[str] = set()
    for first in (start, *reversed(list(scenes))):
        path = [] if first in seen else [(first, _targets(first, scenes))]
        seen.add(first)
        while path:
            name, targets = path[-1]
            target = next((each for each in targets if each not in seen), None)
            if target is None:
                ended.append(name)
                path.pop()
            else:
                seen.add(target)
                path.append((target, _targets(target, scenes)))
    return [start, *(name for name in reversed(ended) if name != start)]


def _note_links_back(order: Sequence[str], scenes: Mapping[str, _Scene], notes: Notes) -> None:
    places = {name: place for place, name in enumerate(order)}
    for name, scene in scenes.items():
        for link in scene.links:
            if places.get(link.target, len(order)) <= places[name]:
                notes.add("twee-back", link.line, name=link.target)


def _targets(name: str, scenes: Mapping[str, _Scene]) -> Iterator[str]:
    return (link.target for link in reversed(scenes[name].links) if link.target in scenes)


def _draft(head: Mapping[str, Any], scenes: Mapping[str, _Scene], notes: Sequence[DraftNote]) -> Draft:
    new_ids = NewIds()
    ids = {name: new_ids.new(name, "step" if scene.links else "ending") for name, scene in scenes.items()}
    steps = {ids[name]: name_field(name) | _step(scene, ids) for name, scene in scenes.items() if scene.links}
    endings = {
        ids[name]: {"title": name} | ({"text": scene.words} if scene.words else {})
        for name, scene in scenes.items()
        if not scene.links
    }
    document = {"format": FORMAT, **head, "steps": steps} | ({"endings": endings} if endings else {})
    return Draft(document, tuple(sorted(notes, key=lambda note: int(note.place))))


def _step(scene: _Scene, ids: Mapping[str, str]) -> dict[str, Any]:
    """A step; a reply whose link leads nowhere goes on with the next step."""
    replies: dict[str, dict[str, str]] = {}
    new_ids = NewIds()
    for link in scene.links:
        goto = {"goto": ids[link.target]} if link.target in ids else {}
        replies[new_ids.new(link.said, "reply")] = {"text": link.said, **goto}
    return ({"says": scene.words} if scene.words else {}) | {"replies": replies}
