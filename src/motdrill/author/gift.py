"""Makes a draft of questions in GIFT, in which Moodle and other programs exchange them.

https://docs.moodle.org/en/GIFT_format

Each question of multiple choice becomes a step, in the order of the file. Other kinds ask for no choice among replies;
they are told by their line and left out.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from motdrill.author.draft import Draft, Notes, NothingReadError
from motdrill.author.draft_text import LineNumbers, NewIds, name_field, plain_text
from motdrill.method.catalogue import MAX_POINTS
from motdrill.scenario.file_text import decode
from motdrill.scenario.model import FORMAT

_SPECIAL: Final = "~=#{}:\\"
_ESCAPED: Final = re.compile(r"\\([~=#{}:\\n])")
_HIDDEN: Final = 0xE000
"""From here on, in a private range of Unicode, escaped signs are kept while the others are looked for."""
_SHOWN: Final = {_HIDDEN + number: sign for number, sign in enumerate(_SPECIAL)}
_WIDE_SIGN: Final = re.compile(r"(?<![^\s{｛])[～〜＝](?:\s*％-?\d+(?:\.\d+)?％)?|^\s*：：[^：]*：：|[｛｝＃]")
_NARROW: Final = str.maketrans("～〜＝｛｝＃％：", "~~={}#%:")
"""Signs as a Chinese keyboard types them. Where a text may well have them, they are left: 三～五天."""
_COMMENT: Final = re.compile(r"\s*//")
_CATEGORY: Final = re.compile(r"\s*\$CATEGORY:\s*(.*)")
_TITLE: Final = re.compile(r"\s*::(.*?)::", re.DOTALL)
_FORMAT_NAME: Final = re.compile(r"\s*\[(html|moodle|plain|markdown)\]", re.IGNORECASE)
_ANSWER: Final = re.compile(r"([~=])([^~=]*)")
_WEIGHT: Final = re.compile(r"\s*%(-?\d+(?:\.\d+)?)%")
_GAP: Final = " _____ "


class _Block(NamedTuple):
    """The lines of one question, with the number of the first."""

    line: int
    text: str


class _Question(NamedTuple):
    """A question of multiple choice: what stands before its answers, after them, and in them, and their line."""

    title: str
    before: str
    after: str
    answers: str
    line: int


def draft_from_gift(content: bytes, file: str) -> Draft:
    """The draft of some questions.

    Raises:
        ReadError: It is not UTF-8.
        NothingReadError: No question of multiple choice stands in it.
    """
    notes = Notes()
    text = decode(content)
    steps = _steps(_questions(text, notes), notes)
    if not steps:
        raise NothingReadError("no-question", file, notes)
    category = next((match[1] for line in text.splitlines() if (match := _CATEGORY.match(line))), "")
    head = {"title": plain_text(category.rpartition("/")[2])} if category else {}
    return Draft({"format": FORMAT, **head, "steps": steps}, notes.told)


def _questions(text: str, notes: Notes) -> Iterator[_Question]:
    """The questions of multiple choice; others are told. What follows an open brace is told with it."""
    is_open = False
    for block in _blocks(text):
        if is_open and "{" not in block.text:
            is_open = "}" not in block.text
            continue
        question = _question(block, notes)
        is_open = "{" in block.text and "}" not in block.text
        if question:
            yield question


def _blocks(text: str) -> Iterator[_Block]:
    """The questions, which empty lines set apart; lines of a category and comments are left empty within them."""
    lines: list[str] = []
    for number, line in enumerate([*text.splitlines(), ""], 1):
        if line.strip():
            narrow = _WIDE_SIGN.sub(lambda match: match[0].translate(_NARROW), line)
            lines.append("" if _COMMENT.match(line) or _CATEGORY.match(line) else _ESCAPED.sub(_hide, narrow))
        elif lines:
            yield _Block(number - len(lines), "\n".join(lines))
            lines = []


def _hide(match: re.Match[str]) -> str:
    return "\n" if match[1] == "n" else chr(_HIDDEN + _SPECIAL.index(match[1]))


def _plain(text: str) -> str:
    return plain_text(_FORMAT_NAME.sub("", text, count=1).translate(_SHOWN))


def _question(block: _Block, notes: Notes) -> _Question | None:
    """The question of a block; None, and a note, where it is none of multiple choice."""
    title = _TITLE.match(block.text)
    text = block.text[title.end() if title else 0 :]
    before, opened, rest = text.partition("{")
    answers, closed, after = rest.partition("}")
    start = block.text.find("{") if opened else len(block.text) - len(block.text.lstrip())
    line = LineNumbers(block.text, block.line).at(start)
    fault = _fault(before, opened, answers, closed, after)
    if fault and text.strip():
        notes.add(fault, line)
    return None if fault else _Question(title[1] if title else "", before, after, answers, line)


def _fault(before: str, opened: str, answers: str, closed: str, after: str) -> str:
    """The code of what keeps a block from being a question of multiple choice; empty if nothing does."""
    if opened and not closed:
        return "gift-open"
    if "}" in before or "{" in after or "}" in after:
        return "gift-brace"
    if not opened:
        return "gift-no-answers"
    return "" if "~" in answers else "gift-kind"


def _steps(questions: Iterable[_Question], notes: Notes) -> dict[str, dict[str, Any]]:
    """The steps by their ids; a second question of one name is told with the id that it got."""
    new_ids, first_lines, steps = NewIds(), dict[str, int](), dict[str, dict[str, Any]]()
    for question in questions:
        step_id, name = new_ids.new(question.title, "step"), plain_text(question.title)
        if name in first_lines:
            notes.add("gift-twice", question.line, name=name, first=first_lines[name], near=step_id)
        elif name:
            first_lines[name] = question.line
        steps[step_id] = _step(question, notes)
    return steps


def _step(question: _Question, notes: Notes) -> dict[str, Any]:
    """A step, with the general feedback for the facilitator."""
    says = question.before + (_GAP + question.after if question.after.strip() else "")
    answers, _sign, general = question.answers.partition("####")
    replies: dict[str, dict[str, Any]] = {}
    new_ids, line = NewIds(), LineNumbers(answers, question.line).at
    for match in _ANSWER.finditer(answers):
        reply = _reply(match[1], match[2], line(match.start()), notes)
        replies[new_ids.new(reply["text"], "reply")] = reply
    name = name_field(question.title)
    return (
        name | {"says": _plain(says)} | ({"notes": _plain(general)} if general.strip() else {}) | {"replies": replies}
    )


def _reply(sign: str, text: str, line: int, notes: Notes) -> dict[str, Any]:
    weight = _WEIGHT.match(text)
    if text.lstrip().startswith("%") and not weight:
        notes.add("gift-weight", line)
    percent = float(weight[1]) if weight else 100 if sign == "=" else 0
    said, _sign, feedback = text[weight.end() if weight else 0 :].partition("#")
    why = {"why": _plain(feedback)} if feedback.strip() else {}
    return {"text": _plain(said), "score": _nearest_score(percent), **why}


def _nearest_score(percent: float) -> int:
    """The score, 0-3, nearest to a weight in percent, the higher of two; below 0 as 0, above 100 as 100."""
    return int(MAX_POINTS * min(max(percent, 0), 100) / 100 + 0.5)
