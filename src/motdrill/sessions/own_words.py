"""The trainee's own words: asked for before the replies are shown, then compared with the best reply.

Recalling is harder than recognising and trains more (retrieval practice; Roediger and Karpicke, 2006). Only the trainee
judges the words, by ticking which codes of the best reply they contain.
"""

from collections.abc import Callable
from typing import Final, NamedTuple, Protocol, TypeAlias

from motdrill.drill.answer_parser import parse_marks
from motdrill.drill.records import OwnWords
from motdrill.errors import AnswerError
from motdrill.messages import _
from motdrill.messages.errors import error_message
from motdrill.scenario.safe_text import sanitize
from motdrill.ui.blocks import KeyHint
from motdrill.ui.face import Face, Question, command_of
from motdrill.ui.pages.own_words import compare_page, lossless_reply_of
from motdrill.ui.pages.step import words_page
from motdrill.ui.view import DrillView

MAX_CHARACTERS: Final = 10_000

Serve: TypeAlias = Callable[[str], str]
"""Does what a help key asks for and returns a note for the question that is asked again."""


class Notebook(Protocol):
    """Records what trainees say in their own words."""

    def last_words(self, view: DrillView) -> OwnWords | None:
        """What the trainee said the last time they met the view's step."""
        ...

    def record_words(self, view: DrillView, words: str) -> None:
        """Records what the trainee says at the view's step."""
        ...

    def record_ticks(self, codes: tuple[str, ...]) -> None:
        """Records which codes the trainee found in the words recorded last."""
        ...


class TypedWords(NamedTuple):
    """What a trainee typed at a step.

    Attributes:
        text: The words; empty if nothing was typed.
        previous: What they said the last time.
        hinted: Whether the hint was shown meanwhile.
    """

    text: str = ""
    previous: OwnWords | None = None
    hinted: bool = False


def ask_words(face: Face, view: DrillView, notebook: Notebook, serve: Serve) -> TypedWords:
    """Asks what the trainee would say at the current step, and records it."""
    note, hinted = "", False
    keys = (KeyHint("?", _("hint")), KeyHint("m", _("method")), KeyHint("q", _("stop")))
    while command := command_of(line := face.ask(Question(words_page(view, note), "words", keys, note=note))):
        note = serve(line)
        hinted = hinted or (command == "?" and bool(view.hint))
    text = sanitize(" ".join(line.split()))[:MAX_CHARACTERS]
    if not text:
        return TypedWords(hinted=hinted)
    words = TypedWords(text, notebook.last_words(view), hinted)
    notebook.record_words(view, text)
    return words


def compare(face: Face, view: DrillView, notebook: Notebook, words: TypedWords, serve: Serve) -> None:
    """Shows the words beside the best reply and asks which of its codes they contain."""
    codes, note = lossless_reply_of(view).does, ""
    while True:
        page = compare_page(view, words.text, words.previous, note)
        line = face.ask(Question(page, "marks" if codes else "go", (KeyHint("q", _("stop")),), len(codes), note))
        if command_of(line):
            note = serve(line)
            continue
        try:
            if codes:
                notebook.record_ticks(parse_marks(codes, line))
            return
        except AnswerError as error:
            note = error_message(error)
