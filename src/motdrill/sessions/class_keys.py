"""What a facilitator's line stands for, and the one question that Enter does not answer with yes."""

import unicodedata
from typing import Final

from motdrill.messages import N_, _
from motdrill.ui.blocks import KeyHint, para
from motdrill.ui.face import Face, Question

ONLY_KEYS: Final = N_("Only Enter and the keys do something here.")


def key_of(line: str, keys: tuple[KeyHint, ...]) -> str:
    """The key a line stands for; empty if it is none of them."""
    word = unicodedata.normalize("NFKC", line).strip().lower()
    return word if any(key.key == word for key in keys) else ""


def confirmed(face: Face, question: str) -> bool:
    """Asks on a page of its own before something is lost: only the key does it, Enter goes back."""
    keys = (KeyHint("y", _("yes")),)
    page = (para(question, style="strong"),)
    return bool(key_of(face.ask(Question(page, "steer", keys, enter=_("no"))), keys))
