"""Whether a person sits at a terminal that pages with keys can be shown on."""

from __future__ import annotations

import os
import sys
from typing import TextIO


def has_keys(out: TextIO) -> bool:
    """Whether keys come from a terminal, and pages go to one that can move its cursor and draw a star."""
    if sys.platform != "win32" and os.environ.get("TERM", "") in ("", "dumb"):
        return False
    return sys.stdin.isatty() and out.isatty() and _can_draw(out)


def _can_draw(out: TextIO) -> bool:
    try:
        "★".encode(out.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
