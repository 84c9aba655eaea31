"""Phones that vote over the local network: a page to vote on, and nothing else.

- door: what a class is reached by: address, code, secret; who a token belongs to
- names, intake, limits: what comes in, and how much of it
- views: what one phone may know of the room
- streams: views on their way out, whenever they change
- desk: joining and voting
- app, wire: the same over HTTP
- server: all of it in a thread of its own
- static: the page

Only `app`, `wire`, `server` and, for the QR code, `door` import the packages of the extra `class`.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import Final

_PACKAGES: Final = ("starlette", "uvicorn", "segno")


def are_missing() -> bool:
    """Whether packages of the extra `class` have to be installed before phones can vote."""
    return not all(find_spec(name) for name in _PACKAGES)
