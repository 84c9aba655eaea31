"""Kills the program in the middle of drills and looks whether anything shown as accepted is lost.

    python tests/kills.py --times 200

Each time a drill is played in a pseudo-terminal and killed (SIGKILL) at a moment drawn by chance: while a page, an
answer or its feedback is on the way. Then the journal must be whole and hold every answer whose feedback was on the
screen, and `--resume` must show the last answer's feedback again and go on at the very next step.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import re
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import terminal
from terminal import ENTER, Planned, Terminal, best, mixed, planned, squeezed, weak

SEED = 7
NAME = "bank-counter"
SCREEN = {"columns": 110, "rows": 70}  # every page whole: Enter goes on and never scrolls
PAGE = b"\x1b[?2004h"  # each page listens for pasted text anew
LEFT = b"\x1b[?1049l"
LONGEST_START_S, LONGEST_WAIT_S = 0.6, 0.05

_ESCAPES = re.compile(r"\x1b(\[[0-9;?]*[a-zA-Z]|.)")
_FEEDBACK = re.compile("[0-3]of3points")


@dataclass(frozen=True)
class Killed:
    """What was found after one kill.

    Attributes:
        number: Which kill it was.
        pages: Pages that had been on the screen.
        seen: Answers whose feedback had been on the screen.
        kept: Answers in the journal.
        faults: What was not as it must be.
    """

    number: int
    pages: int
    seen: int
    kept: int
    faults: tuple[str, ...]


# ---------------------------------------------------------------- one kill


class Unread(Terminal):
    """A terminal whose screen nobody draws: what was written is all that is asked for, and drawing takes its time."""

    def _feed(self, data: bytes) -> None:
        pass


@dataclass(frozen=True)
class Left:
    """What a killed program left behind: answers stored, whether the drill is finished, and what is wrong."""

    kept: int = 0
    finished: bool = False
    faults: tuple[str, ...] = ()


def kill_once(seed: int, number: int) -> Killed:
    """Plays a drill up to a moment drawn by chance, kills it, and looks at what is left."""
    chance = random.Random(f"{seed}-{number}")
    turns = planned(NAME, SEED, chance.choice((best, weak, mixed)))
    with tempfile.TemporaryDirectory(prefix="motdrill-kill-") as folder:
        own = Path(folder) / "own"
        own.mkdir()
        journal = Path(folder) / "journal.db"
        env = terminal.environment(own, MOTDRILL_JOURNAL=str(journal))
        with Unread(("drill", NAME, "--choose", "--seed", str(SEED)), env, **SCREEN) as shown:
            try:
                given = play_until_killed(shown, turns, chance)
            except AssertionError as error:
                return Killed(number, 0, 0, 0, (f"it could not be played: {error}; {pages(shown.raw)[-1:]}",))
            segments = pages(shown.raw)
        seen = sum(bool(_FEEDBACK.search(page)) for page in segments)
        left = look(journal, turns, seen, given)
        faults = left.faults or resumed(env, turns, left)
        return Killed(number, len(segments), seen, left.kept, faults)


def play_until_killed(shown: Terminal, turns: Sequence[Planned], chance: random.Random) -> int:
    """Types a drill page by page and kills it.

    Returns:
        How many answers had been typed.
    """
    keys = [[ENTER]]  # the brief; then a step and its feedback in turn; then the guess and what comes after it
    for turn in turns:
        keys += [turn.keys(), [ENTER]]
    keys += [["6", ENTER], [ENTER]]
    last = chance.randint(0, len(keys))
    typed = 0
    for number in range(1, last + 1):
        shown.wait_until(lambda wanted=number: shown.raw.count(PAGE) >= wanted, f"page {number}")
        rest = keys[number - 1]
        if number == last and chance.random() < 0.2:
            rest = []  # killed as the page is being looked at
        shown.keys(*rest)
        typed += bool(rest) and number % 2 == 0 and number // 2 <= len(turns)
    wait(shown, chance.uniform(0, LONGEST_WAIT_S if last else LONGEST_START_S))
    shown.kill()
    while shown.read():
        pass
    return typed


def wait(shown: Terminal, for_s: float) -> None:
    """Waits, reading what the program writes."""
    end = time.monotonic() + for_s
    while (left := end - time.monotonic()) > 0:
        if not shown.read(min(left, 0.005)):
            return


def pages(raw: bytes) -> list[str]:
    """What was written to the full screen, page by page, without white space."""
    parts = raw.split(PAGE)[1:]
    return [squeezed(_ESCAPES.sub("", part.split(LEFT)[0].decode(errors="replace"))) for part in parts]


def look(journal: Path, turns: Sequence[Planned], seen: int, given: int) -> Left:
    """What is in the journal, and what is wrong with it. A copy is looked at: the program must mend its own file."""
    if not journal.exists():
        return Left(faults=(f"no journal, and {seen} answers had been accepted",) if seen else ())
    with tempfile.TemporaryDirectory() as folder:
        for path in journal.parent.glob(journal.name + "*"):
            shutil.copy(path, folder)
        with contextlib.closing(sqlite3.connect(Path(folder) / journal.name)) as db:
            return judged(db, turns, seen, given)


def judged(db: sqlite3.Connection, turns: Sequence[Planned], seen: int, given: int) -> Left:
    """What is stored, and what is wrong with it."""
    faults = []
    if (check := db.execute("PRAGMA integrity_check").fetchall()) != [("ok",)]:
        faults.append(f"integrity_check: {check}")
    if check := db.execute("PRAGMA foreign_key_check").fetchall():
        faults.append(f"foreign_key_check: {check}")
    if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'answer'").fetchone():
        return Left(faults=(*faults, *([f"no tables, and {seen} answers had been accepted"] if seen else [])))
    stored = [(step, json.loads(text)) for step, text in db.execute("SELECT step, given FROM answer ORDER BY number")]
    wanted = [(turn.step_id, list(turn.given) if isinstance(turn.given, tuple) else turn.given) for turn in turns]
    if stored != wanted[: len(stored)]:
        faults.append(f"stored {stored}, not {wanted[: len(stored)]}")
    if not seen <= len(stored) <= given:
        faults.append(f"{seen} answers had been accepted and {given} typed; {len(stored)} are stored")
    finished = db.execute("SELECT 1 FROM drill WHERE finished").fetchone() is not None
    return Left(len(stored), finished, tuple(faults))


def resumed(env: dict[str, str], turns: Sequence[Planned], left: Left) -> tuple[str, ...]:
    """What is wrong with going on."""
    with Terminal(("drill", "--resume", "--choose"), env, **SCREEN) as shown:
        try:
            if left.finished or not left.kept:
                shown.wait_for("There is no drill to go on with")
                return () if (code := shown.wait_for_end()) == 2 else (f"nothing to go on with ends with {code}",)
            shown.wait_for(*feedback_of(turns[left.kept - 1]))
            shown.keys(ENTER)
            shown.wait_for(*next_page(turns, left.kept))
        except AssertionError as error:
            return (f"going on after {left.kept} answers: {error}",)
    return ()


def feedback_of(turn: Planned) -> list[str]:
    """What is on the page that tells what an answer did."""
    done = turn.after.drill.turns[-1]
    texts = [f"{done.points} of 3 points"]
    if reply := turn.after.drill.reply(done):
        texts.append(turn.after.text_at(reply.why, done.before.anger))
    return texts


def next_page(turns: Sequence[Planned], kept: int) -> list[str]:
    """What is on the page after the feedback of that many answers."""
    return [turns[kept].place, *turns[kept].texts()] if kept < len(turns) else ["0 (awful)"]


# ---------------------------------------------------------------- many of them


def kill_often(seed: int, times: int, jobs: int) -> list[Killed]:
    """Kills as many drills, some at once."""
    with ProcessPoolExecutor(jobs) as pool:
        return list(pool.map(kill_once, [seed] * times, range(1, times + 1)))


def told(found: Sequence[Killed], elapsed_s: float) -> str:
    """The summary."""
    seen, kept = sum(each.seen for each in found), sum(each.kept for each in found)
    lost = sum(max(0, each.seen - each.kept) for each in found)
    bad = sum(bool(each.faults) for each in found)
    return (
        f"{len(found)} kills in {elapsed_s:.0f} s: {sum(each.pages for each in found)} pages and {seen} answers "
        f"accepted on the screen, {kept} in the journal, {lost} lost; {bad} kills with faults"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line; 1 where anything was not as it must be."""
    parser = argparse.ArgumentParser(description="Kill drills and look whether anything is lost.")
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    asked: Any = parser.parse_args(arguments)
    begin = time.monotonic()
    found = kill_often(asked.seed, asked.times, asked.jobs)
    for each in found:
        for fault in each.faults:
            print(f"kill {each.number} (seed {asked.seed}): {fault}")
    print(told(found, time.monotonic() - begin))
    return int(any(each.faults for each in found))


if __name__ == "__main__":
    sys.exit(main())
