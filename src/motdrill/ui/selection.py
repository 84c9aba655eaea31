"""The state machine of keys at a question, without a screen.

A `Selection` is an immutable state; each key gives the next one. It is final when `answer` is set, to the same line
that a person would type at the plain face.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from string import ascii_uppercase
from typing import Literal, TypeAlias

from motdrill.method.catalogue import MAX_ANGER
from motdrill.ui.face import PAGE_KINDS, Kind, Question
from motdrill.ui.layout import SelectionMarks
from motdrill.ui.wrap import circled

UP, DOWN, ENTER, SPACE, BACK = "up", "down", "enter", "space", "back"

Notice: TypeAlias = Literal["", "unknown-key", "skip", "unranked"]
"""What a key is answered with that does nothing, or nothing yet: at `skip` and `unranked` Enter must be repeated."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What has been selected at a question so far.

    Attributes:
        kind: The kind of question.
        choices: The keys of the choices, in the order shown.
        commands: Command keys, each of which is an answer.
        cursor: The choice under the cursor; empty until an arrow key is pressed, so a stray Enter chooses nothing;
            at the start the choice that the question has for Enter, if any.
        picked: The choices ranked or marked so far, or the digits typed.
        answer: The line that answers the question; None while it is open.
        notice: What the last key is answered with; empty if it did something.
    """

    kind: Kind
    choices: tuple[str, ...]
    commands: frozenset[str]
    cursor: str = ""
    picked: tuple[str, ...] = ()
    answer: str | None = None
    notice: Notice = ""

    def marks(self) -> SelectionMarks:
        """The cursor and the signs to draw beside the choices."""
        signs: Mapping[str, str] = {}
        if self.kind == "ranking":
            signs = {key: circled(rank) for rank, key in enumerate(self.picked, 1)}
        elif self.kind == "marks":
            signs = dict.fromkeys(self.picked, "✓")
        return SelectionMarks(self.cursor, signs)

    def press(self, key: str) -> Selection:
        """The selection after a key: `UP`, `DOWN`, `ENTER`, `SPACE`, `BACK`, or a character."""
        if len(key) == 1:
            key = unicodedata.normalize("NFKC", key).lower()  # Chinese input methods type full-width letters
        return replace(self, notice="")._after(key, asked=self.notice)

    def _after(self, key: str, asked: Notice) -> Selection:
        """The selection after a key, when the key before was answered with `asked`."""
        if key in self.commands:
            return replace(self, answer=key)
        if key == ENTER:
            return self._enter(asked)
        if key in (UP, DOWN):
            return self._move(1 if key == DOWN else -1)
        if key == BACK:
            return replace(self, picked=self.picked[:-1])
        if self.kind in PAGE_KINDS:
            return replace(self, answer="") if key == SPACE else self._unknown()
        if self.kind == "number":
            return self._digit(key)
        choice = self.cursor if key == SPACE else self._choice_of(key)
        return self._choose(choice) if choice else self._unknown()

    def _unknown(self) -> Selection:
        return replace(self, notice="unknown-key")

    def _enter(self, asked: Notice) -> Selection:
        if self.kind in PAGE_KINDS:
            return replace(self, answer="")
        if self.kind == "number":
            return replace(self, answer="".join(self.picked)) if self.picked or asked else replace(self, notice="skip")
        if self.kind == "ranking" and 0 < len(self.picked) < len(self.choices) and not asked:
            return replace(self, notice="unranked")
        if self.picked or (self.kind == "marks" and self.cursor):
            return replace(self, answer=" ".join(self.picked))
        if self.kind == "marks":
            return self._move(1)  # "none" is an answer too: a stray Enter must not give it
        return self._choose(self.cursor) if self.cursor else self

    def _move(self, by: int) -> Selection:
        if not self.choices:
            return self
        start = self.choices.index(self.cursor) if self.cursor else (-1 if by > 0 else 0)
        return replace(self, cursor=self.choices[(start + by) % len(self.choices)])

    def _digit(self, key: str) -> Selection:
        return replace(self, picked=(*self.picked, key)[-2:]) if key.isdecimal() else self._unknown()

    def _choice_of(self, key: str) -> str:
        """The choice of a character, which is its letter or its number in the order shown; empty if none."""
        if key.upper() in self.choices:
            return key.upper()
        if key.isdecimal() and 1 <= int(key) <= len(self.choices) and self.kind in ("choice", "marks"):
            return self.choices[int(key) - 1]
        return ""

    def _choose(self, choice: str) -> Selection:
        if self.kind in ("choice", "stars"):
            return replace(self, answer=choice, cursor=choice)
        if choice in self.picked:
            return replace(self, cursor=choice, picked=tuple(other for other in self.picked if other != choice))
        return replace(self, cursor=choice, picked=(*self.picked, choice))


def new_selection(question: Question) -> Selection:
    """The selection at a question before any key."""
    choices: tuple[str, ...] = ()
    if question.kind in ("choice", "marks"):
        choices = tuple(ascii_uppercase[: question.count])
    elif question.kind == "ranking":
        choices = tuple(str(i) for i in range(1, question.count + 1))
    elif question.kind == "stars":
        choices = tuple(str(i) for i in range(MAX_ANGER + 1))
    return Selection(question.kind, choices, frozenset(hint.key for hint in question.keys), question.default)
