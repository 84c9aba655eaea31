"""What follows a drill or a review: when steps come back, the sentence to use, and what may be taken up next."""

from collections.abc import Callable
from typing import Final, NamedTuple, TypeAlias

from motdrill.messages import _
from motdrill.scenario.safe_text import sanitize
from motdrill.ui.blocks import KeyHint, Page
from motdrill.ui.face import Face, Question, command_of
from motdrill.ui.menu import HOME
from motdrill.ui.pages.next_step import sentence_page
from motdrill.ui.view import DrillView

_MAX_SENTENCE: Final = 400
"""The most characters of a sentence; it has to fit on the first page of a drill."""


class Sequel(NamedTuple):
    """What follows.

    Attributes:
        page: The last page; empty if there is nothing to tell.
        choice: What Enter takes up there, as the home menu names it; empty if nothing is offered.
        enter: The word for Enter.
        keep_sentence: Stores the sentence to use; None if none is asked for.
        back: What leaving takes up: `HOME` where the person began there, else empty.
    """

    page: Page = ()
    choice: str = ""
    enter: str = ""
    keep_sentence: Callable[[str], None] | None = None
    back: str = ""

    @property
    def leave(self) -> str:
        """The word for q."""
        return _("home") if self.back else _("done")


Conclude: TypeAlias = Callable[[DrillView, int | None], Sequel]
"""Takes a drill that is over, with the guess at its end, and says what follows."""


def conclude_nothing(_view: DrillView, _guess: int | None) -> Sequel:
    """A `Conclude` for drills that nothing follows."""
    return Sequel()


def offer(face: Face, sequel: Sequel) -> str:
    """Shows the last page and, where somebody is there, asks whether to take up what it names.

    Returns:
        The choice, `HOME`, or empty for ending.

    Raises:
        EOFError: The input ended.
    """
    if not sequel.page:
        return sequel.back
    if not (face.attended and sequel.choice):
        if not face.waits_for_enter:
            face.show(sequel.page)
        return sequel.back
    keys = (KeyHint("h", "" if sequel.back else _("home")), KeyHint("q", sequel.leave))
    while True:
        line = face.ask(Question(sequel.page, "offer", keys, enter=sequel.enter)).strip().lower()
        if line in ("", "h", "q"):
            return {"": sequel.choice, "h": HOME, "q": sequel.back}[line]


def ask_sentence(face: Face, view: DrillView, sequel: Sequel) -> bool:
    """Asks for the sentence to use tomorrow, where somebody is there to type it, and stores it.

    Returns:
        Whether to go on: false for q.

    Raises:
        EOFError: The input ended.
    """
    if sequel.keep_sentence is None or not face.attended:
        return True
    line = face.ask(Question(sentence_page(view.title), "words", (), enter=_("your sentence, empty to skip")))
    if command_of(line) == "q":
        return False
    if sentence := sanitize(" ".join(line.split()))[:_MAX_SENTENCE]:
        sequel.keep_sentence(sentence)
    return True
