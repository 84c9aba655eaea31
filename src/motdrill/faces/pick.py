"""What keys do at a question: a small machine without a screen.

A `Picking` is what the person has done so far; each key gives the next one. It is finished when `answer` is set: the
same line that would have been typed at the plain face.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from string import ascii_uppercase

from motdrill.faces.face import Kind, Question
from motdrill.faces.layout import Marks
from motdrill.method.catalogue import MAX_ANGER

UP, DOWN, ENTER, SPACE, BACK = "up", "down", "enter", "space", "back"


@dataclass(frozen=True, slots=True)
class Picking:
    """What has been done so far.

    Attributes:
        kind: The kind of question.
        choices: The keys of the choices, in the order shown.
        commands: Keys that do something else.
        cursor: The choice the arrows stand at; empty before an arrow was pressed, so that an Enter too many
            chooses nothing.
        picked: Choices ranked or marked so far, or digits typed.
        answer: The line that answers; None while the question is open.
    """

    kind: Kind
    choices: tuple[str, ...]
    commands: frozenset[str]
    cursor: str = ""
    picked: tuple[str, ...] = ()
    answer: str | None = None

    def marks(self) -> Marks:
        """What to show of it."""
        signs: Mapping[str, str] = {}
        if self.kind == "ranking":
            signs = {key: f"{rank}." for rank, key in enumerate(self.picked, 1)}
        elif self.kind == "marks":
            signs = dict.fromkeys(self.picked, "✓")
        return Marks(self.cursor, signs)

    def press(self, key: str) -> Picking:
        """What a key makes of it: `UP`, `DOWN`, `ENTER`, `SPACE`, `BACK`, or a character."""
        if len(key) == 1:
            key = unicodedata.normalize("NFKC", key).lower()  # a Chinese keyboard types wide letters
        if key in self.commands:
            return replace(self, answer=key)
        if key == ENTER:
            return self._enter()
        if key in (UP, DOWN):
            return self._move(1 if key == DOWN else -1)
        if key == BACK:
            return replace(self, picked=self.picked[:-1])
        if self.kind in ("go", "steer"):
            return replace(self, answer="") if key == SPACE else self
        if self.kind == "number":
            return self._digit(key)
        chosen = self.cursor if key == SPACE else self._choice(key)
        return self._choose(chosen) if chosen else self

    def _enter(self) -> Picking:
        if self.kind in ("go", "steer"):
            return replace(self, answer="")
        if self.kind == "number":
            return replace(self, answer="".join(self.picked))
        if self.picked or (self.kind == "marks" and self.cursor):
            return replace(self, answer=" ".join(self.picked))
        if self.kind == "marks":
            return self._move(1)  # none is an answer as well, which an Enter too many does not give
        return self._choose(self.cursor) if self.cursor else self

    def _move(self, by: int) -> Picking:
        if not self.choices:
            return self
        start = self.choices.index(self.cursor) if self.cursor else (-1 if by > 0 else 0)
        return replace(self, cursor=self.choices[(start + by) % len(self.choices)])

    def _digit(self, key: str) -> Picking:
        return replace(self, picked=(*self.picked, key)[-2:]) if key.isdecimal() else self

    def _choice(self, key: str) -> str:
        """The choice a character names: its letter, or its number in the order shown."""
        if key.upper() in self.choices:
            return key.upper()
        if key.isdecimal() and 1 <= int(key) <= len(self.choices) and self.kind in ("choice", "marks"):
            return self.choices[int(key) - 1]
        return ""

    def _choose(self, key: str) -> Picking:
        if self.kind in ("choice", "stars"):
            return replace(self, answer=key, cursor=key)
        if key in self.picked:
            return replace(self, cursor=key, picked=tuple(each for each in self.picked if each != key))
        return replace(self, cursor=key, picked=(*self.picked, key))


def picking(question: Question) -> Picking:
    """The open question before any key."""
    choices: tuple[str, ...] = ()
    if question.kind in ("choice", "marks"):
        choices = tuple(ascii_uppercase[: question.count])
    elif question.kind == "ranking":
        choices = tuple(str(i) for i in range(1, question.count + 1))
    elif question.kind == "stars":
        choices = tuple(str(i) for i in range(MAX_ANGER + 1))
    return Picking(question.kind, choices, frozenset(key.key for key in question.keys))
