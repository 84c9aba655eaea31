"""In one's own words: what the trainee would say before the replies are shown, then beside the best of them.

To recall is harder than to recognise, and trains more (retrieval practice; Roediger and Karpicke, 2006). Nobody but the
trainee judges the words: the codes of the best reply are a list to tick honestly.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple, Protocol, TypeAlias

from motdrill.drill.answers import read_marks
from motdrill.drill.played import Words
from motdrill.errors import AnswerError
from motdrill.faces.face import Face, Question, command_of
from motdrill.faces.page import Key
from motdrill.faces.pages.saying import best_of, compare_page
from motdrill.faces.pages.step import words_page
from motdrill.faces.stage import Stage
from motdrill.scenario.characters import neutral
from motdrill.wording import _
from motdrill.wording.errors import told

MOST_CHARACTERS: Final = 10_000

Serve: TypeAlias = Callable[[str], str]
"""Does what a key asks for, and gives back a note for the question that is asked again."""


class Notebook(Protocol):
    """Keeps what trainees say in their own words."""

    def last_said(self, step_id: str) -> Words | None:
        """What was said at a step the last time."""
        ...

    def say(self, step_id: str, words: str) -> None:
        """Keeps what is said now."""
        ...

    def tick(self, codes: tuple[str, ...]) -> None:
        """Keeps which codes the trainee found in what was said last."""
        ...


class Said(NamedTuple):
    """What was said at a step.

    Attributes:
        words: What was said now; empty where nothing was.
        before: What was said the last time.
        hinted: Whether the hint was asked for meanwhile.
    """

    words: str = ""
    before: Words | None = None
    hinted: bool = False


def ask_words(face: Face, stage: Stage, notebook: Notebook, serve: Serve) -> Said:
    """Asks what the trainee would say at the stage's step.

    Args:
        face: The face.
        stage: A stage whose drill stands at a step.
        notebook: Keeps the words.
        serve: Serves the keys for help.

    Returns:
        What was said.
    """
    note, hinted = "", False
    step_id = stage.drill.state.step or ""
    keys = (Key("?", _("hint")), Key("m", _("method")), Key("q", _("stop")))
    while command := command_of(line := face.ask(Question(words_page(stage, note), "words", keys, note=note))):
        note = serve(line)
        hinted = hinted or (command == "?" and bool(stage.hint))
    words = neutral(" ".join(line.split()))[:MOST_CHARACTERS]
    if not words:
        return Said(hinted=hinted)
    said = Said(words, notebook.last_said(step_id), hinted)
    notebook.say(step_id, words)
    return said


def compare(face: Face, stage: Stage, notebook: Notebook, said: Said, serve: Serve) -> None:
    """Shows the words beside the best reply, and asks which of its codes are in them.

    Args:
        face: The face.
        stage: The stage after the answer.
        notebook: Keeps what is ticked.
        said: The words.
        serve: Serves the keys for help.
    """
    codes, note = best_of(stage).does, ""
    while True:
        page = compare_page(stage, said.words, said.before, note)
        line = face.ask(Question(page, "marks" if codes else "go", (Key("q", _("stop")),), len(codes), note))
        if command_of(line):
            note = serve(line)
            continue
        try:
            if codes:
                notebook.tick(read_marks(codes, line))
            return
        except AnswerError as error:
            note = told(error)
