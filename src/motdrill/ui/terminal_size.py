"""The size of the terminal within bounds: what a terminal, `stty` or COLUMNS says may be 0, 1 or 65,535 columns."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Final, TextIO

if TYPE_CHECKING:
    from prompt_toolkit.data_structures import Size
    from prompt_toolkit.output import Output

MIN_COLUMNS: Final = 10
MAX_SIZE: Final = 1_000
"""The most columns, and the most lines."""


def terminal_size() -> os.terminal_size:
    """The size of the terminal of standard output, or of COLUMNS and LINES; 80 x 24 where nobody says."""
    return _bounded(*shutil.get_terminal_size())


def bounded_output(out: TextIO) -> Output:
    """The terminal as prompt_toolkit writes to it; prompts draw every cell of its size."""
    from prompt_toolkit.output import create_output  # only prompts need it

    output = create_output(stdout=out)
    real_size = output.get_size

    def get_size() -> Size:
        size = real_size()
        columns, rows = _bounded(size.columns, size.rows)
        return size._replace(columns=columns, rows=rows)

    output.get_size = get_size  # type: ignore[method-assign]
    return output


def _bounded(columns: int, lines: int) -> os.terminal_size:
    return os.terminal_size((min(max(columns, MIN_COLUMNS), MAX_SIZE), min(max(lines, 1), MAX_SIZE)))
