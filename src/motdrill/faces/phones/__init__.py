"""Phones that vote over the local network: a page to vote on, and nothing else.

- door: what a class is reached by: address, code, secret; who a token belongs to
- names, intake, limits: what comes in, and how much of it
- views: what one phone may know of the room
- streams: views on their way out, whenever they change
- desk: joining and voting
- app, wire: the same over HTTP
- server: all of it in a thread of its own
- static: the page

Only `app`, `wire` and `server` import the packages of the extra `class`.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import Final

_PACKAGES: Final = ("starlette", "uvicorn", "segno")


def missing() -> str:
    """What has to be typed before phones can vote; empty where nothing is missing."""
    return "" if all(find_spec(name) for name in _PACKAGES) else 'pip install "motdrill[class]"'
