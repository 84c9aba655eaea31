"""What phones send, read strictly: two kinds of small JSON objects, and nothing that is nearly one."""

from __future__ import annotations

import json
from typing import Any, Final, NamedTuple, NoReturn, TypeAlias

MOST_BYTES: Final = 4096
_MOST_CODE, _MOST_NAME, _MOST_ASK, _MOST_CHOICES = 40, 200, 60, 8

Choice: TypeAlias = int | tuple[int, ...]
"""An answer by places in the order shown, or stars. Phones know no ids: an author's ids tell which answer is best."""


class Refused(Exception):
    """A request that is not granted.

    Attributes:
        status: HTTP's status.
        code: Why, for the page.
        wait_s: Seconds after which it may be tried again; 0 where waiting does not help.
    """

    def __init__(self, status: int, code: str, wait_s: int = 0) -> None:
        super().__init__(code)
        self.status, self.code, self.wait_s = status, code, wait_s


class Knock(NamedTuple):
    """Somebody wants in, with a code and a name."""

    code: str
    name: str


class Slip(NamedTuple):
    """Somebody's vote, and which round of which question it is for."""

    ask: str
    choice: Choice


def read_knock(body: bytes) -> Knock:
    """Reads who wants in.

    Raises:
        Refused: It is anything else.
    """
    code, name = _fields(body, "code", "name")
    return Knock(_text(code, _MOST_CODE), _text(name, _MOST_NAME))


def read_slip(body: bytes) -> Slip:
    """Reads a vote.

    Raises:
        Refused: It is anything else.
    """
    ask, choice = _fields(body, "ask", "choice")
    if isinstance(choice, list) and len(choice) <= _MOST_CHOICES:
        return Slip(_text(ask, _MOST_ASK), tuple(_number(each) for each in choice))
    return Slip(_text(ask, _MOST_ASK), _number(choice))


def _fields(body: bytes, *names: str) -> list[object]:
    """The values of an object that has these fields and no other, each of them once."""
    try:
        found = _DECODER.decode(body.decode())
    except (ValueError, RecursionError):
        raise Refused(400, "bad-json") from None
    if not isinstance(found, dict) or found.keys() != set(names):
        raise Refused(400, "bad-fields")
    return [found[name] for name in names]


def _single(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a field is given twice")
    return found


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no whole number")


_DECODER: Final = json.JSONDecoder(object_pairs_hook=_single, parse_float=_no_number, parse_constant=_no_number)


def _text(value: object, most: int) -> str:
    if not isinstance(value, str) or len(value) > most:
        raise Refused(400, "bad-fields")
    return value


def _number(value: object) -> int:
    if type(value) is not int or not 0 <= value < _MOST_CHOICES:  # True is an int to isinstance
        raise Refused(400, "bad-fields")
    return value
