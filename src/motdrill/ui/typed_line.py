"""The line that is being typed, broken at words.

prompt_toolkit breaks a line that is wider than the window at any character. So each row is filled with spaces up to the
window's width where `wrap` would break it, and the break falls there.
"""

from bisect import bisect_left
from typing import Final

from prompt_toolkit.formatted_text.utils import fragment_list_to_text
from prompt_toolkit.layout.processors import Processor, Transformation, TransformationInput

from motdrill.ui.wrap import pad, wrap

PROMPT: Final = " ▸ "


def typed_line(text: str, columns: int) -> tuple[str, list[int]]:
    """A text after a prompt, in rows of `columns` cells one after the other; later rows are indented like the first.

    Returns:
        The line, and the place in it of each character of the text and of the text's end.
    """
    width = max(2, columns - len(PROMPT) - 1)  # a cell remains for the cursor
    starts = [start for start, _end in wrap(text, width)]
    line, places = "", []
    for row, start in enumerate(starts):
        is_last = row + 1 == len(starts)
        piece = text[start:] if is_last else text[start : starts[row + 1]]
        shown = piece if is_last else piece.rstrip(" \n")
        line = pad(line, columns * row) + (" " * len(PROMPT) if row else PROMPT)
        places += [len(line) + min(i, len(shown)) for i in range(len(piece))]
        line += shown
    return line, [*places, len(line)]


class WordWrap(Processor):
    """Shows the typed text after its prompt, broken at words."""

    def apply_transformation(self, transformation_input: TransformationInput) -> Transformation:
        """Fills the rows up, and maps the places of the text to those of the line and back."""
        text = fragment_list_to_text(transformation_input.fragments)
        line, places = typed_line(text, transformation_input.width)
        return Transformation(
            [("bold", line[: len(PROMPT)]), ("", line[len(PROMPT) :])],
            source_to_display=lambda i: places[min(i, len(places) - 1)],
            display_to_source=lambda i: min(bisect_left(places, i), len(places) - 1),
        )
