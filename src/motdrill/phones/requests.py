"""The JSON bodies that phones send, parsed strictly: four kinds of small objects, with exactly their fields."""

import json
from typing import Any, Final, NamedTuple, NoReturn, TypeAlias

MOST_BYTES: Final = 4096
_MOST_CODE, _MOST_NAME, _MOST_ASK, _MOST_CHOICES, _MOST_LINE = 40, 200, 60, 8, 200

VoteChoice: TypeAlias = int | tuple[int, ...]
"""An answer by positions in the order shown, or stars. Phones get no ids, which may reveal the best answer."""


class RequestRefused(Exception):
    """A refused request: HTTP status, a code for the page, and the seconds to wait (0 if waiting does not help)."""

    def __init__(self, status: int, code: str, wait_s: int = 0) -> None:
        super().__init__(code)
        self.status, self.code, self.wait_s = status, code, wait_s


class JoinRequest(NamedTuple):
    """A request to join, with a join code and a name."""

    code: str
    name: str


class VoteRequest(NamedTuple):
    """A vote, and the question and round it is for (see `PhoneViews.ask`)."""

    ask: str
    choice: VoteChoice


def parse_join(body: bytes) -> JoinRequest:
    """Parses a request to join.

    Raises:
        RequestRefused: It is not exactly that.
    """
    code, name = _fields(body, "code", "name")
    return JoinRequest(_text(code, _MOST_CODE), _text(name, _MOST_NAME))


def parse_vote(body: bytes) -> VoteRequest:
    """Parses a vote.

    Raises:
        RequestRefused: It is not exactly that.
    """
    ask, choice = _fields(body, "ask", "choice")
    if isinstance(choice, list) and len(choice) <= _MOST_CHOICES:
        return VoteRequest(_text(ask, _MOST_ASK), tuple(_number(position) for position in choice))
    return VoteRequest(_text(ask, _MOST_ASK), _number(choice))


def parse_desk_code(body: bytes) -> str:
    """Parses a request to open the desk: its code.

    Raises:
        RequestRefused: It is not exactly that.
    """
    (code,) = _fields(body, "code")
    return _text(code, _MOST_CODE)


def parse_desk_answer(body: bytes) -> tuple[int, str]:
    """Parses an answer from the desk: the number of the question, and the line.

    Raises:
        RequestRefused: It is not exactly that.
    """
    serial, line = _fields(body, "serial", "line")
    if type(serial) is not int:
        raise RequestRefused(400, "bad-fields")
    return serial, _text(line, _MOST_LINE)


def _fields(body: bytes, *names: str) -> list[object]:
    """The values of an object that has exactly these fields, each once."""
    try:
        fields = _DECODER.decode(body.decode())
    except (ValueError, RecursionError):
        raise RequestRefused(400, "bad-json") from None
    if not isinstance(fields, dict) or fields.keys() != set(names):
        raise RequestRefused(400, "bad-fields")
    return [fields[name] for name in names]


def _unique_fields(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        raise ValueError("a field is given twice")
    return fields


def _refuse_float(text: str) -> NoReturn:
    raise ValueError(f"{text} is no whole number")


_DECODER: Final = json.JSONDecoder(
    object_pairs_hook=_unique_fields, parse_float=_refuse_float, parse_constant=_refuse_float
)


def _text(value: object, most: int) -> str:
    if not isinstance(value, str) or len(value) > most:
        raise RequestRefused(400, "bad-fields")
    return value


def _number(value: object) -> int:
    if type(value) is not int or not 0 <= value < _MOST_CHOICES:  # True is an int to isinstance
        raise RequestRefused(400, "bad-fields")
    return value
