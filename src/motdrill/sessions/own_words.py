"""The trainee's own words: asked for before the replies are shown, then compared with the best reply.

Recalling is harder than recognising and trains more (retrieval practice; Roediger and Karpicke, 2006). Only the trainee
judges the words, by ticking which codes of the best reply they contain.
"""

from typing import Final, NamedTuple, Protocol

from motdrill.drill.answer_parser import parse_marks
from motdrill.drill.records import OwnWords
from motdrill.errors import AnswerError
from motdrill.messages import _
from motdrill.messages.errors import error_message
from motdrill.scenario.safe_text import sanitize
from motdrill.sessions.ask_step import serve
from motdrill.ui.blocks import KeyHint
from motdrill.ui.face import Face, Question, command_of
from motdrill.ui.pages.own_words import compare_page, lossless_reply_of
from motdrill.ui.pages.step import words_page
from motdrill.ui.view import DrillView

MAX_CHARACTERS: Final = 10_000


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


def ask_words(face: Face, view: DrillView, notebook: Notebook) -> TypedWords:
    """Asks what the trainee would say at the current step, and records it.

    Raises:
        Stopped: The person stopped.
        EOFError: The input ended.
    """
    hint = mistake = ""
    keys = (KeyHint("?", _("hint")), KeyHint("m", _("method")), KeyHint("s", _("story")), KeyHint("q", _("stop")))
    while command_of(line := face.ask(Question(words_page(view, hint, mistake), "words", keys, note=mistake))):
        mistake = ""
        try:
            hint = serve(face, view, command_of(line)) or hint
        except AnswerError as error:
            mistake = error_message(error)
    text = sanitize(" ".join(line.split()))[:MAX_CHARACTERS]
    if not text:
        return TypedWords(hinted=bool(hint))
    words = TypedWords(text, notebook.last_words(view), bool(hint))
    notebook.record_words(view, text)
    return words


def compare(face: Face, view: DrillView, notebook: Notebook, words: TypedWords) -> None:
    """Shows the words beside the best reply and asks which of its codes they contain.

    Raises:
        Stopped: The person stopped.
        EOFError: The input ended.
    """
    codes, note = lossless_reply_of(view).does, ""
    while True:
        page = compare_page(view, words.text, words.previous, note)
        line = face.ask(Question(page, "marks" if codes else "go", (KeyHint("q", _("stop")),), len(codes), note))
        note = ""
        try:
            if command := command_of(line):
                serve(face, view, command, view.last_turn)
                continue
            if codes:
                notebook.record_ticks(parse_marks(codes, line))
            return
        except AnswerError as error:
            note = error_message(error)
