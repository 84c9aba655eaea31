"""The sentences for what `motdrill import` tells besides findings."""

from collections.abc import Mapping
from typing import Final

from motdrill.messages import _

_SENTENCES: Final[dict[str, str]] = {}


def draft_note(code: str, values: Mapping[str, object]) -> str:
    """The sentence for a note: what was read and how, and what to do."""
    return _(_SENTENCES[code]).format(**values)
