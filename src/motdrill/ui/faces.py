"""Chooses the face: full screen if input and output are a terminal, else plain lines."""

import sys

from motdrill.ui.face import Face
from motdrill.ui.plain import PlainFace
from motdrill.ui.tty import is_interactive_terminal


def is_interactive(plain: bool, json: bool) -> bool:
    """Whether the full screen can be used; with `json`, pages go to standard error."""
    return not plain and is_interactive_terminal(sys.stderr if json else sys.stdout)


def open_face(plain: bool, json: bool) -> Face:
    """Opens the face for this input and output; the caller closes it."""
    out = sys.stderr if json else sys.stdout
    if is_interactive(plain, json):
        from motdrill.ui.terminal import TerminalFace  # loads prompt_toolkit

        return TerminalFace(out)
    return PlainFace(sys.stdin, out)
