"""Whether the terminal can show the full screen and read single keys."""

import os
import sys
from typing import TextIO


def is_interactive_terminal(out: TextIO) -> bool:
    """Whether input and output are a terminal that can move its cursor and encode a star."""
    if sys.platform != "win32" and os.environ.get("TERM", "") in ("", "dumb"):
        return False
    return sys.stdin.isatty() and out.isatty() and _can_draw(out)


def _can_draw(out: TextIO) -> bool:
    try:
        "★".encode(out.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
