"""Whether a store has a statement as it was sent: the Statement Comparison Requirements of xAPI 1.0.3.

Part 2, section 2.3.1: what a store adds of its own, the display of verbs, the definitions of activities, the time zone
of times and the letter case of UUIDs are no difference; anything else is one.
"""

from datetime import datetime
from typing import Any, Final

from motdrill.exports.store_response import parsed
from motdrill.exports.xapi_statements import Statement

_COMPARED: Final = ("actor", "verb", "object", "result", "context")
_NO_CONTENT: Final = ("display", "definition")
_DEFAULTS: Final = (("objectType", "Agent"), ("objectType", "Activity"))


def stored_statement(body: str, statement_id: str) -> Statement | None:
    """The statement of an id in the body of a response; None if it is not there.

    The specification asks for the statement alone; some stores return a list of results.
    """
    found = parsed(body)
    results = found.get("statements", [found]) if isinstance(found, dict) else None
    for each in results if isinstance(results, list) else ():
        if isinstance(each, dict) and str(each.get("id")).lower() == statement_id.lower():
            return each
    return None


def is_equivalent(sent: Statement, stored: Statement) -> bool:
    """Whether a stored statement says what the one sent with the same id says."""
    same_time = _instant(sent.get("timestamp")) == _instant(stored.get("timestamp"))
    try:
        return same_time and all(_content(sent.get(name)) == _content(stored.get(name)) for name in _COMPARED)
    except RecursionError:  # JSON may be nested deeper than Python calls
        return False


def _content(value: Any, name: str = "") -> Any:
    if name == "registration":
        return str(value).lower()
    if isinstance(value, list):
        return [_content(each) for each in value]
    if not isinstance(value, dict):
        return value
    return {
        name: _content(each, name)
        for name, each in value.items()
        if each is not None and name not in _NO_CONTENT and (name, each) not in _DEFAULTS
    }


def _instant(text: object) -> object:
    """A time that is the same in every time zone; what is none stays as it is."""
    try:
        return datetime.fromisoformat(str(text))
    except ValueError:
        return text
