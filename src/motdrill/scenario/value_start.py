"""Whether what stands behind a colon begins like a value of its field: only then a slip there is certain to be one."""

import re
from typing import Final

from motdrill.scenario.slips import COLONS, ODD
from motdrill.scenario.structure import (
    ALL_FIELDS,
    ENTRY_MODEL_BY_FIELD,
    LANGUAGES,
    MODEL_BY_FIELD,
    TEXT_LISTS,
    WORD_FIELDS,
    is_known,
)

LIST_FIELDS: Final = TEXT_LISTS | {"also"}
_GROUP_FIELDS: Final = frozenset({"steps", *MODEL_BY_FIELD, *ENTRY_MODEL_BY_FIELD})
_BLOCK: Final = r"[|>][-+0-9]*[ \t]*(?:#.*)?$"
BLOCK_TEXT: Final = re.compile(_BLOCK)
"""The sign behind a colon that begins a text in the lines below."""
_WORD_START: Final = re.compile(r"[\w\"'“‘\[［【{]|[-+−–—－][ \t]*\d")
_TEXT_START: Final = re.compile(rf"[\w\"'“”„‟＂‘’「『《\[{{(（$£€¥￥¿¡]|(?:[-–—]+|\.{{2,}}[ ]?|…+[ ]?)[\w“\"]|{_BLOCK}")
_STARTS: Final = {
    **dict.fromkeys(_GROUP_FIELDS, re.compile("{")), **dict.fromkeys(LIST_FIELDS, re.compile(r"[\[{]")),
    **dict.fromkeys(WORD_FIELDS, _WORD_START),
}  # fmt: skip
"""How a value of a field begins, if it is no text."""
_EXTRA: Final = re.compile(
    rf"[:{COLONS}]+|(?!{_BLOCK}|\.\.|…)(?:&#?\w+;|[:{COLONS}.,;·•、，。；=~|>\\])+", re.MULTILINE
)
"""Colons, or signs that begin no value."""
_ALL_AROUND: Final = re.compile(r"(?:[“”„‟＂‘’「『《〈«‹`]|,,|''|&#?\w+;).*(?:[“”„‟＂‘’」』》〉»›`]|''|&#?\w+;)$")
_NO_TEXT_START: Final = re.compile(rf"[:{COLONS},，、;；·•`]|&#?\w+;|[*+•●▪‣][ \t]")
HAS_LETTER: Final = re.compile(r"[^\W_]")
_FIELD_WITHIN: Final = re.compile(
    rf"(?:(?:{'|'.join(sorted(ALL_FIELDS))})|(?<![A-Za-z])(?:{'|'.join(sorted(LANGUAGES))}))[ ]?[:{COLONS}]"
    r"|[a-z0-9]-[a-z0-9-]+:$"
)


def extra_signs(rest: str, *, only_colons: bool = False) -> str:
    """What stands between a colon and the value, and belongs to neither."""
    found = _EXTRA.match(rest)
    return found.group() if found and not (only_colons and found.group().strip(f":{COLONS}")) else ""


def begins_value(key: str, rest: str) -> bool:
    """Whether what follows a colon begins like a value of the field, or nothing does."""
    value = ODD.sub(" ", rest).strip()
    if key in _STARTS:
        return not value or bool(_STARTS[key].match(value))
    return not value or (bool(_TEXT_START.match(value)) and not (value[0] == "《" and value[-1] == "》"))


def may_be_text(key: str, row: str) -> bool:
    """Whether what stands behind or below a key can be a text: a group takes none; an entry of a list has no key."""
    return bool(HAS_LETTER.search(row)) and (not key or (is_known(key) and key not in _STARTS))


def is_only_signs(key: str, row: str) -> bool:
    """Whether a line below a key that takes no text holds no word: it was typed by mistake."""
    return not HAS_LETTER.search(row) and not may_be_text(key, "a")


def wants_quotes(key: str, row: str) -> bool:
    """Whether words without quotes are certain to be a text that lacks them."""
    if set(row) & set('"\\') or not may_be_text(key, row):
        return False
    return not (_NO_TEXT_START.match(row) or _ALL_AROUND.match(row) or _FIELD_WITHIN.search(row))
