"""The journal's tables: the scripts that make and update them, and what marks a file as a journal."""

import re
import sqlite3
from pathlib import Path
from typing import Final

SCHEMA: Final = tuple(sorted(Path(__file__).with_name("schema").glob("*.sql")))
"""One SQL script per version, in order, that updates the tables from the version before; a new file runs them all."""
VERSION: Final = len(SCHEMA)
APPLICATION_ID: Final = 0x6D6F7464
"""SQLite's application id, which marks the file as ours: "motd"."""


def migrate(db: sqlite3.Connection, version: int = VERSION) -> None:
    """Updates the tables to a version; the pragma user_version is theirs, 0 for an empty file."""
    if _version_of(db) == version:
        return
    db.execute("BEGIN IMMEDIATE")  # another program may be doing the same
    for step in SCHEMA[_version_of(db) : version]:
        for statement in re.sub("--.*", "", step.read_text(encoding="utf-8")).split(";"):
            db.execute(statement)
    db.execute(f"PRAGMA user_version = {version}")
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute("COMMIT")


def _version_of(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])
