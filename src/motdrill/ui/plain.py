"""The plain face for pipes, TERM=dumb and screen readers: pages and answers as lines, no colour, no cursor control.

It never waits for a bare Enter: feedback is printed and the next question follows, so the input of a drill has exactly
as many lines as the drill has questions.
"""

from typing import TextIO

from motdrill.messages import _
from motdrill.ui.blocks import Page, para
from motdrill.ui.face import Interrupted, Question
from motdrill.ui.layout import MAX_WIDTH, page_lines, plain_text
from motdrill.ui.line_input import LineInput
from motdrill.ui.terminal_size import terminal_size


class PlainFace:
    """Prints pages on `out` and reads answers from `lines`."""

    waits_for_enter = False

    def __init__(self, lines: TextIO, out: TextIO) -> None:
        self._lines = LineInput(lines)
        self._asked: Page = ()
        self._out = out
        self._interrupted = False

    @property
    def attended(self) -> bool:
        """Whether the lines are typed at a terminal."""
        return self._lines.is_terminal

    def close(self) -> None:
        """Does nothing: the terminal was never taken over."""

    def ring(self) -> None:
        """Does nothing: lines have no bell."""

    def interrupt(self) -> None:
        """Makes the open question, or else the next one, raise `Interrupted`; may be called from any thread.

        A pipe is no terminal, and Windows knows no such wait: there a question that is open still waits for its line.
        """
        self._interrupted = True

    def ask(self, question: Question) -> str:
        """Prints the page, or only the note of a repeated question, and reads a line if the question waits."""
        self._check_interrupted()
        self.show((para(question.note),) if question.note else question.page)
        if question.kind == "go" or (question.kind == "offer" and not self.attended):
            return ""
        self._asked = self._asked if question.note else question.page
        self._out.write(self._prompt(question))
        self._out.flush()
        self._lines.wait(lambda: self._interrupted)
        if self._interrupted:
            self._out.write("\n")
        self._check_interrupted()
        line = self._lines.read((question.kind, self._asked))
        if not line:
            self._out.write("\n")
            raise EOFError
        if not self.attended:
            self._out.write("\n")  # on a terminal, Enter itself does that
        return line

    def _check_interrupted(self) -> None:
        if self._interrupted:
            self._interrupted = False
            raise Interrupted

    def show(self, page: Page) -> None:
        """Prints a page and a blank line."""
        width = min(terminal_size().columns, MAX_WIDTH)
        self._out.write(plain_text(page_lines(page, width, spoken=True)) + "\n")
        self._out.flush()

    def _prompt(self, question: Question) -> str:
        last = chr(ord("A") + max(question.count, 1) - 1)
        choice = _("A to {last}, enter for {first}") if question.default else _("A to {last}")
        expected = {
            "choice": choice.format(last=last, first=question.default),
            "stars": _("0 to 6"),
            "ranking": _("numbers in order, for instance {example}").format(example=_example_order(question.count)),
            "marks": _("letters, empty for none"),
            "number": _("0 to 10, empty to skip"),
            "words": question.enter or _("your words, empty to skip"),
        }.get(question.kind) or _("enter: {what}").format(what=question.enter or _("go on"))
        keys = "  ".join(f"{key.key} {key.label}" for key in question.keys if key.label)
        return f"{expected}  ({keys}) > " if keys else f"{expected} > "


def _example_order(count: int) -> str:
    """All numbers up to a count, in an order that is not their own."""
    return " ".join(map(str, (*range(2, count + 1, 2), *range(1, count + 1, 2))))
