"""Reads answers as lines, typed or piped in."""

import select
import sys
from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import Final, TextIO

from motdrill.messages import _
from motdrill.ui.output import print_message

MAX_TIMES: Final = 100
"""How often a question is asked where no person need be there; somebody may press Enter many times and mean it."""
_MAX_LINE: Final = 1 << 20
_LOOK_S: Final = 0.1


class LineInput:
    """The lines of a stream, whose end is also where it would go on for ever without an answer."""

    def __init__(self, stream: TextIO) -> None:
        """Makes a reader of a stream; whatever is no terminal may be endless."""
        self._stream = stream
        self._times: Counter[Hashable] = Counter()
        self.is_terminal = stream.isatty()

    def wait(self, is_interrupted: Callable[[], bool]) -> None:
        """Waits at a terminal until a line is typed, or until `is_interrupted` says so; Windows knows no such wait."""
        if self.is_terminal and sys.platform != "win32":
            with self._line_ended_at_stop():
                while not is_interrupted() and not select.select([self._stream], [], [], _LOOK_S)[0]:
                    pass

    def read(self, question: Hashable) -> str:
        """The next line; empty at the end of the input.

        Args:
            question: What tells a question that is asked again from another one.
        """
        self._times[question] += 1
        if self.is_terminal or self._times[question] <= MAX_TIMES:
            line = self._read_line()
            if len(line) < _MAX_LINE:
                return line
        print_message(_("The input has no answer to this question: it is read no further."), error=True)
        return ""

    def _read_line(self) -> str:
        with self._line_ended_at_stop():
            return self._stream.readline(_MAX_LINE)

    @contextmanager
    def _line_ended_at_stop(self) -> Iterator[None]:
        """Lets what comes after Ctrl-C begin below the question."""
        try:
            yield
        except KeyboardInterrupt:
            if self.is_terminal:
                print_message("", error=True)
            raise
