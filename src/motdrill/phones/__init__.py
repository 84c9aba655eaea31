"""Phones that vote over the local network: a web page to vote on, which controls nothing else, and the desk's page.

- access: address, join code and secret of a class; whose a token is
- display_names, requests, rate_limits: what phones send, cleaned, validated and limited
- participants: joining and voting
- phone_view: what one phone may know, and when its view is stale; streams: sends each phone its view when it is
- desk_access, desk_app: the facilitator's desk in a browser, which alone controls the class
- app, http_protocol: all of it over HTTP; server: in a thread of its own; static: the web page

Only `app`, `desk_app`, `http_protocol`, `server` and, for the QR code, `access` import packages of the extra `class`.
"""

from importlib.util import find_spec
from typing import Final

_PACKAGES: Final = ("starlette", "uvicorn", "segno")


def are_missing() -> bool:
    """Whether a package of the extra `class` is not installed."""
    return not all(find_spec(name) for name in _PACKAGES)
