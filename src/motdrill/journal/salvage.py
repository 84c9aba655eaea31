"""Carries what can be read of a damaged journal over into a new one, and nothing that was not there.

Which table a row is of shows in its form: how many values of which kinds it has. Each row must then hold by itself (a
text has the hash it is stored by, JSON and times can be read), and fit the others: the new tables refuse what refers to
nothing. A drill keeps its answers up to the first that is missing or that its scenario does not know; if it was
finished and now is not, it counts as left. A scenario's text that is gone is taken from its file, if that has not
changed since.
"""

import sqlite3
import zlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeAlias

from motdrill.drill.drill import Drill
from motdrill.drill.turn import Answer, State, play_turn
from motdrill.errors import ReadError
from motdrill.journal.entries import MISFIT, parse_value, text_hash
from motdrill.journal.forms import TableForm, table_forms
from motdrill.journal.pages import read_rows
from motdrill.journal.row_checks import is_sound
from motdrill.scenario.file_text import read_text
from motdrill.scenario.load import scenario_from_text

Row: TypeAlias = dict[str, Any]
Table: TypeAlias = dict[tuple[Any, ...], Row]
"""Rows by their keys."""

_NUMBERED: Final = {"answer": "drill_id", "class_event": "class_id"}
"""Tables whose rows are numbered from 1, and the column by which each has its own numbers."""


class ReadablePages(NamedTuple):
    """The pages of a damaged file.

    Attributes:
        newest: The newest version of each page that can be read, by their numbers.
        older: Former versions, the newest first, where newer ones may be lost.
    """

    newest: Mapping[int, bytes]
    older: tuple[tuple[int, bytes], ...] = ()


class Carried(NamedTuple):
    """How many rows of a table were carried over, of those of which the damaged file had traces."""

    table: str
    rows: int
    known: int


def salvage(pages: ReadablePages, db: sqlite3.Connection) -> tuple[Carried, ...]:
    """Carries the rows of a damaged journal over into a new, empty one, in one transaction.

    Args:
        pages: The pages of the damaged file.
        db: The new journal, with its tables.
    """
    forms = table_forms()
    found, known = find_rows(pages, forms)
    _add_texts_of_files(found)
    _keep_what_fits(found)
    db.execute("BEGIN IMMEDIATE")
    carried = [Carried(table, _insert(db, table, found[table].values()), known[table]) for table in forms]
    db.execute("COMMIT")
    return tuple(carried)


def count_readable_rows(pages: ReadablePages) -> int:
    """How many rows of a journal there are in pages."""
    found, _known = find_rows(pages, table_forms())
    return sum(map(len, found.values()))


def find_rows(pages: ReadablePages, forms: Mapping[str, TableForm]) -> tuple[dict[str, Table], dict[str, int]]:
    """The rows of each table that hold by themselves, in the order of their numbers; and how many traces there are."""
    found: dict[str, Table] = {table: {} for table in forms}
    seen: dict[str, set[tuple[Any, ...]]] = {table: set() for table in forms}
    order: dict[tuple[str, tuple[Any, ...]], int] = {}
    for raw in read_rows(*pages):
        for table, form in forms.items():
            if (row := form.row(raw)) is None:
                continue
            key = tuple(row[column] for column in form.key)
            seen[table].add(key)
            if key not in found[table] and is_sound(table, row):  # of two versions of a page the newer one comes first
                found[table][key] = row
                order[table, key] = raw.rowid or 0
    for table, rows in found.items():
        found[table] = dict(sorted(rows.items(), key=lambda item: (order[table, item[0]], item[0])))
    known = {table: len(keys) for table, keys in seen.items()}
    for table, owner in (("answer", "drill"), ("class_event", "class")):
        known[table] += _count_gaps(seen[table])
        known[owner] = len(seen[owner] | {key[:1] for key in seen[table]})
    return found, known


def _count_gaps(keys: Iterable[tuple[Any, ...]]) -> int:
    """How many numbers are missing below the highest of each drill or class."""
    numbers = {owner: [number for _owner, number in each] for owner, each in groupby(sorted(keys), itemgetter(0))}
    return sum(max(0, max(each) - len(each)) for each in numbers.values() if max(each) < 100_000)


def _add_texts_of_files(found: dict[str, Table]) -> None:
    """Adds scenario texts that are gone, from the files they were played from."""
    texts = found["scenario"]
    for row in (*found["drill"].values(), *found["class"].values()):
        key = (row["scenario_hash"],)
        if key in texts:
            continue
        with suppress(ReadError, OSError, ValueError):
            text = read_text(Path(row["file"]))
            if text_hash(text) == row["scenario_hash"]:
                texts[key] = {"hash": row["scenario_hash"], "text": zlib.compress(text.encode(), 6)}


def _keep_what_fits(found: dict[str, Table]) -> None:
    """Leaves out what does not fit the rest."""
    scenarios = _Scenarios(found["scenario"])
    for table, owner in _NUMBERED.items():
        found[table] = _without_gaps(found[table], owner)
    answers = {key: list(rows) for key, rows in groupby(found["answer"].values(), itemgetter("drill_id"))}
    for drill in found["drill"].values():
        given = answers.get(drill["id"], [])
        count, is_over = scenarios.playable_count(drill, given)
        for row in given[count:]:
            del found["answer"][row["drill_id"], row["number"]]
        if drill["finished"] and not is_over:
            drill["finished"] = 0
    found["review"] = {key: row for key, row in found["review"].items() if scenarios.is_playable(row)}
    finished = {drill["id"] for drill in found["drill"].values() if drill["finished"]}
    found["outbox"] = {
        key: row for key, row in found["outbox"].items() if row["sent_at"] or row["drill_id"] in finished
    }


def _without_gaps(rows: Table, owner: str) -> Table:
    """The rows of each drill or class up to the first that is missing."""
    kept: Table = {}
    for _owner, each in groupby(sorted(rows.items()), lambda item: item[1][owner]):
        for number, (key, row) in enumerate(each, 1):
            if row["number"] != number:
                break
            kept[key] = row
    return kept


class _Scenarios:
    """The scenarios of a journal, each read once."""

    def __init__(self, texts: Table) -> None:
        self._texts = texts
        self._drills: dict[str, Drill | None] = {}

    def drill(self, text_hash: str) -> Drill | None:
        """A drill without answers; None if its text is gone, or is not for this version."""
        if text_hash not in self._drills:
            self._drills[text_hash] = None
            if row := self._texts.get((text_hash,)):
                with suppress(ReadError):
                    scenario = scenario_from_text(zlib.decompress(row["text"]).decode())
                    self._drills[text_hash] = Drill(scenario, "", 0)
        return self._drills[text_hash]

    def playable_count(self, drill: Row, answers: list[Row]) -> tuple[int, bool]:
        """How many answers the drill's scenario knows, from the first on, and whether they end its story."""
        if (unplayed := self.drill(drill["scenario_hash"])) is None:
            return len(answers), True
        given = [Answer(row["step"], parse_value(row["given"])) for row in answers]
        for count in range(len(given), 0, -1):
            played = unplayed.with_answers(given[:count], drill["seed"])
            with suppress(*MISFIT):
                if len(played.turns) == count:
                    return count, played.step is None
        return 0, False

    def is_playable(self, review: Row) -> bool:
        """Whether the scenario of a reviewed step knows its answer."""
        if (drill := self.drill(review["scenario_hash"])) is None:
            return True
        try:
            answer = Answer(review["step"], parse_value(review["given"]))
            play_turn(drill.scenario, drill.attainable, State(review["step"], review["anger"]), answer)
        except MISFIT:
            return False
        return True


def _insert(db: sqlite3.Connection, table: str, rows: Iterable[Row]) -> int:
    """Inserts rows into a table, which refuses what breaks its rules; returns how many it took."""
    count = 0
    for row in rows:
        with suppress(sqlite3.IntegrityError, OverflowError):
            places = ", ".join("?" * len(row))
            db.execute(f'INSERT INTO "{table}" ({", ".join(row)}) VALUES ({places})', tuple(row.values()))
            count += 1
    return count
