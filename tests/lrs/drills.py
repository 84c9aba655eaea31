"""Journals to export from: drills recorded as the program records them, at times of our own."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from motdrill import library
from motdrill.drill.drill import Drill
from motdrill.drill.records import Mode, Timing, utc_text
from motdrill.drill.turn import Answer, AnswerValue
from motdrill.journal.entries import DrillStart
from motdrill.journal.journal import Journal
from motdrill.scenario.load import load
from terminal import Chooser, best

ALL_KINDS = str(Path(__file__).parents[1] / "scenarios" / "good" / "all-kinds.yaml")
SEED = 7
NOON = datetime(2026, 3, 4, 12, 0, 0, tzinfo=UTC)


def played(name: str, choose: Chooser) -> tuple[str, Drill]:
    """A whole drill of a scenario: its text, and the drill."""
    loaded = load(library.find_scenario(name)[0])
    drill = Drill(loaded.scenario, loaded.id, SEED)
    while drill.step is not None:
        drill = drill.answer(choose(drill))
    return loaded.text, drill


class Recording:
    """A journal that drills are recorded to."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def drill(
        self,
        name: str = "bank-counter",
        choose: Chooser = best,
        *,
        trainee: str = "",
        mode: Mode = "practice",
        lang: str = "en",
        at: datetime = NOON,
        guess: int | None = 6,
        elapsed_s: float = 12.5,
    ) -> str:
        """Records one finished drill, an answer a minute, the hint asked for at the first; gives back its id."""
        text, drill = played(name, choose)
        begun = DrillStart(drill.scenario_id, name, text, drill.seed, lang, mode, trainee)
        return self.kept(begun, drill.answers, at, guess, elapsed_s)

    def kept(
        self, begun: DrillStart, answers: Sequence[Answer], at: datetime, guess: int | None, elapsed_s: float
    ) -> str:
        """Records a drill that was thought out elsewhere."""
        with contextlib.closing(Journal(self.path, at)) as journal:
            drill_id = journal.begin_drill(begun, at)
            for number, answer in enumerate(answers, 1):
                timing = Timing(utc_text(at + timedelta(minutes=number)), elapsed_s, int(number == 1))
                journal.record_answer(drill_id, number, answer, timing)
            journal.finish_drill(drill_id, guess, at + timedelta(minutes=len(answers)))
        return drill_id


def walks_out(drill: Drill) -> AnswerValue:
    """In the scenario of all kinds: blames the customer, who leaves."""
    return "blames" if drill.state.step == "roar" else best(drill)


def marks_nothing(drill: Drill) -> AnswerValue:
    """Marks no line where there are lines to mark."""
    step = drill.step
    return () if step is not None and step.ask == "spot" else best(drill)
