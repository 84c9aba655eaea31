"""The tables of a sheet and their columns, with the field of a scenario that each column holds.

A table is known by its headings, so that sheets may have any name, columns any order, and a CSV file all tables one
below the other. A column of a text stands once for every language, `says (en)`, or without one for all of them.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Final, Literal, NamedTuple, TypeAlias

from motdrill.errors import nearest
from motdrill.method.catalogue import CHANNELS, CODES, DEPTHS, MAX_ANGER, MAX_POINTS, NEED_KINDS, SKILLS
from motdrill.scenario.problem import DataPath

Form: TypeAlias = Literal["text", "by-anger", "also", "id", "ids", "word", "words", "number", "flag"]
"""How a cell is read: a text; a text that may depend on the anger; other ways to say a text, one a line; ids; words,
separated by commas; a whole number; yes or no."""

TEXT_FORMS: Final = frozenset({"text", "by-anger", "also"})

YES, NO = "yes", "no"
CHINESE_FLAGS: Final = {YES: "是", NO: "否"}


class Column(NamedTuple):
    """A column.

    Attributes:
        zh: The heading in Chinese; in English it is the column's key.
        form: How its cells are read.
        path: Where the value goes within its item: a field, or a field in a field.
        model: The class of the model that describes the field; empty for none.
        owner: In the table of steps, whose field it is: of the step, of the reply, or of whichever the row is about.
        choices: What may be chosen from a list.
    """

    zh: str
    form: Form
    path: tuple[str, ...] = ()
    model: str = ""
    owner: Literal["", "step", "reply"] = ""
    choices: tuple[str, ...] = ()


_FLAG: Final = (YES, NO)
_ANGERS: Final = tuple(str(stars) for stars in range(MAX_ANGER + 1))

CASE: Final[Mapping[str, Column]] = {
    "field": Column("字段", "word"),
    "value": Column("内容", "text"),
    "about": Column("说明", "word"),
}
NEEDS: Final[Mapping[str, Column]] = {
    "need": Column("需求编号", "id"),
    "kind": Column("类型", "word", ("kind",), "Need", choices=NEED_KINDS),
    "spoken": Column("说出来了", "flag", ("spoken",), "Need", choices=_FLAG),
    "text": Column("文字", "text", ("text",), "Need"),
}
STEPS: Final[Mapping[str, Column]] = {
    "step": Column("步骤", "id"),
    "reply id": Column("回答编号", "id"),
    "from": Column("几颗星起", "number", (), "Variant", choices=_ANGERS),
    "kind": Column("类型", "word", ("ask",), "ReplyStep", "step", ("reply", "anger", "needs", "spot")),
    "says": Column("客户说", "by-anger", ("says",), "ReplyStep", "step"),
    "voice": Column("声音", "by-anger", ("cues", "voice"), "Cues", "step"),
    "breath": Column("呼吸", "by-anger", ("cues", "breath"), "Cues", "step"),
    "face": Column("表情", "by-anger", ("cues", "face"), "Cues", "step"),
    "posture": Column("姿态", "by-anger", ("cues", "posture"), "Cues", "step"),
    "reply": Column("回答", "text", ("text",), "Reply", "reply"),
    "score": Column(
        "得分", "number", ("score",), "Reply", "reply", tuple(str(points) for points in range(MAX_POINTS + 1))
    ),
    "depth": Column("深度", "word", ("depth",), "Reply", "reply", DEPTHS),
    "stars": Column("怒气升降", "number", ("stars",), "Reply", "reply", ("-3", "-2", "-1", "0", "1", "2", "3")),
    "does": Column("做法", "ids", ("does",), "Reply", "reply", CODES),
    "good": Column("做得好", "flag", ("good",), "Line", "reply", _FLAG),
    "reaction": Column("客户反应", "by-anger", ("reaction",), "Reply", "reply"),
    "why": Column("讲评", "by-anger", ("why",), "Reply"),
    "goto": Column("去向", "id", ("goto",), "Reply"),
    "trains": Column("练什么", "ids", ("trains",), "ReplyStep", "step", SKILLS),
    "hint": Column("提示", "by-anger", ("hint",), "ReplyStep", "step"),
    "notes": Column("给讲师", "text", ("notes",), "ReplyStep", "step"),
    "also": Column("别的说法", "also", ("also",), "Reply", "reply"),
    "say": Column("自己说", "flag", ("say",), "ReplyStep", "step", _FLAG),
    "counts": Column("计分", "flag", ("counts",), "ReplyStep", "step", _FLAG),
    "order": Column("轻重顺序", "ids", ("order",), "NeedsStep", "step"),
}
ENDINGS: Final[Mapping[str, Column]] = {
    "ending": Column("结局", "id"),
    "anger from": Column("怒气从", "number", choices=_ANGERS),
    "anger to": Column("怒气到", "number", choices=_ANGERS),
    "percent from": Column("得分从", "number"),
    "percent to": Column("得分到", "number"),
    "lost": Column("失去客户", "flag", ("lost",), "Ending", choices=_FLAG),
    "title": Column("标题", "text", ("title",), "Ending"),
    "text": Column("文字", "text", ("text",), "Ending"),
}
TABLES: Final[Mapping[str, Mapping[str, Column]]] = {
    "scenario": CASE,
    "needs": NEEDS,
    "steps": STEPS,
    "endings": ENDINGS,
}
"""The tables by name; the first column of each names its items, and by it a table is known."""

SHEET_NAMES: Final = {"scenario": "场景", "needs": "需求", "steps": "步骤", "endings": "结局"}
"""The names of the sheets in Chinese; in English they are the tables' own."""


class Field(NamedTuple):
    """A field of the scenario itself, a row of the first table; each entry of a list has a row of its own."""

    form: Form
    is_list: bool = False
    choices: tuple[str, ...] = ()


FIELDS: Final[Mapping[str, Field]] = {
    "title": Field("text"),
    "brief": Field("text"),
    "you": Field("text"),
    "may": Field("text", is_list=True),
    "may_not": Field("text", is_list=True),
    "may_tell": Field("text", is_list=True),
    "channel": Field("word", choices=CHANNELS),
    "level": Field("number"),
    "minutes": Field("number"),
    "tags": Field("words"),
    "adds": Field("text"),
    "source": Field("text"),
    "pass": Field("number"),
    "customer.name": Field("text"),
    "customer.anger": Field("number"),
    "debrief.questions": Field("text", is_list=True),
    "debrief.lesson": Field("text"),
    **{f"case.{part}": Field("text") for part in ("event", "wanted", "refused", "mattered", "change", "lesson")},
}
"""The rows of the first table; `accept.MD405` and fields that are not known are read as texts."""


_ACCEPT: Final = "accept"


def field_name(typed: str) -> tuple[str, DataPath]:
    """The field of the scenario that the name of a row means, and its path.

    Where there is no such field the path is empty, and the name is one it may be meant for.
    """
    name = unicodedata.normalize("NFKC", typed).strip()
    group, _dot, part = name.partition(".")
    if group.lower() == _ACCEPT:
        number = unicodedata.normalize("NFKC", part).strip().upper()
        return (f"{_ACCEPT}.{number}", (_ACCEPT, number)) if number else (f"{_ACCEPT}.MD405", ())
    name = re.sub(r"[\s-]+", "_", name.lower())
    if name in FIELDS:
        return name, tuple(name.split("."))
    parts = {field.rpartition(".")[2]: field for field in FIELDS if "." in field}
    return nearest(name, FIELDS) or parts.get(name, ""), ()


class ColumnHeading(NamedTuple):
    """A heading that is known: the column's key, and the language of a text, empty for all languages."""

    column: str
    lang: str


HEADING: Final = "\0heading"


def heading_text(table: str, column: str, lang: str, written_in: str) -> str:
    """The heading of a column: `says (en)`, or in Chinese `客户说 (en)`."""
    name = TABLES[table][column].zh if written_in == "zh" else column
    return f"{name} ({lang})" if lang else name


@cache
def column_names(table: str) -> dict[str, str]:
    """The columns of a table by their names in both languages."""
    return {name: column for column, each in TABLES[table].items() for name in (column, each.zh)}


def heading_paths(table: str, column: str, lang: str) -> tuple[DataPath, ...]:
    """Paths that no value has, for the place of a heading: for its column, and for the column in its language."""
    return (table, HEADING, column), (table, HEADING, column, lang)


def column_at(path: DataPath) -> tuple[str, str]:
    """The table and the column in which the value at a path of a scenario's data stands; no column where none does."""
    if path[:1] not in {("needs",), ("steps",), ("endings",)}:
        return "scenario", "value"
    in_reply = path[2:3] in {("replies",), ("lines",)} and len(path) > 4
    parts = path[4 if in_reply else 2 :]
    number = next((index for index, part in enumerate(parts) if isinstance(part, int)), len(parts))
    columns = TABLES[str(path[0])].items()
    owners = ("", "reply" if in_reply else "step")
    found = (name for name, each in columns if each.path == parts[:number] and each.owner in owners)
    return str(path[0]), next(found, "")


def first_column(table: str) -> str:
    """The column by which a table is known and that names its items."""
    return next(iter(TABLES[table]))
