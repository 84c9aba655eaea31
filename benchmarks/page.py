"""docs/performance.md: the parts of it that are figures, between markers."""

from __future__ import annotations

import os
import platform
import re
import sqlite3
import sys
from importlib import metadata
from pathlib import Path

from benchmarks.timing import ROOT

PAGE = ROOT / "docs" / "performance.md"
PACKAGES = (
    *("typer", "rich", "questionary", "prompt_toolkit", "pyyaml", "pydantic", "starlette", "uvicorn"),
    *("check-jsonschema", "yamllint"),
)


def put(name: str, text: str, page: Path = PAGE) -> None:
    """Puts a text between the markers of a name.

    Raises:
        SystemExit: The page has no such markers.
    """
    begin, end = f"<!-- {name}: written by make {name} -->\n", f"\n<!-- end of {name} -->"
    before, found, rest = page.read_text(encoding="utf-8").partition(begin)
    _old, also, after = rest.partition(end)
    if not (found and also):
        raise SystemExit(f"{page.name} has no markers of {name}.")
    page.write_text(f"{before}{begin}\n{text}\n{end}{after}", encoding="utf-8")


def machine() -> str:
    """What the figures were measured on, and how busy that was: one figure over its cores is one too many."""
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in PACKAGES)
    bare = f"{platform.python_implementation()} {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    load = f", load at the end {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return (
        f"{processor()}, {os.cpu_count()} cores, {memory_gb()} GB; {platform.system()} {platform.release()}{load}.\n"
        f"{bare}, {versions}."
    )


def processor() -> str:
    """The processor's name, and its frequency where the system tells it."""
    try:
        told = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.processor() or platform.machine()
    name, mhz = (re.search(rf"^{field}\s*: (.*)", told, re.MULTILINE) for field in ("model name", "cpu MHz"))
    return (name[1] if name else platform.machine()) + (f" at {float(mhz[1]) / 1000:.1f} GHz" if mhz else "")


def memory_gb() -> int:
    """The machine's memory."""
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9) if sys.platform != "win32" else 0
