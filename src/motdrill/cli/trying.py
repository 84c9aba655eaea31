"""`motdrill try`: a scenario from any step, and again whenever its file is saved."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from motdrill.errors import ReadError, UsageError
from motdrill.faces.show import tell

if TYPE_CHECKING:
    from motdrill.drill.state import State
    from motdrill.faces.face import Face
    from motdrill.scenario.model import Scenario


@dataclass(frozen=True, slots=True)
class Trial:
    """What is tried.

    Attributes:
        path: The file.
        start: The step to begin at; empty for the first.
        anger: The anger to begin with, 0-6; None for the lowest that reaches the step.
        seed: Decides the order of the replies.
        lang: The language asked for.
    """

    path: Path
    start: str
    anger: int | None
    seed: int
    lang: str


def try_once(face: Face, trial: Trial, place: State | None = None) -> None:
    """Plays a trial to its end; nothing is recorded.

    Args:
        face: The face.
        trial: The trial.
        place: Where to begin instead, if the scenario still has that step.

    Raises:
        ReadError: The file does not load.
        UsageError: There is no such step.
    """
    from motdrill.drill.state import Drill
    from motdrill.faces.play import forget, play
    from motdrill.faces.stage import Stage
    from motdrill.scenario.load import load
    from motdrill.scenario.texts import choose_language

    loaded = load(trial.path)
    lang, _as_asked = choose_language(loaded.scenario, trial.lang)
    if place is None or place.step not in loaded.scenario.steps:
        place = starting_place(loaded.scenario, trial.start, trial.anger)
    drill = Drill(loaded.scenario, loaded.id, trial.seed, start_at=place)
    stage: Stage | None = Stage(drill, lang)
    while stage is not None:
        stage = play(face, stage, save=forget).again


def starting_place(scenario: Scenario, start: str, anger: int | None) -> State | None:
    """The place a trial begins at; None for the scenario's own beginning.

    Raises:
        UsageError: There is no such step.
    """
    from motdrill.author.case import Case
    from motdrill.drill.state import State

    if not start and anger is None:
        return None
    first = start or next(iter(scenario.steps))
    if first not in scenario.steps:
        raise UsageError("no-such-step", name=start, known=list(scenario.steps))
    if anger is None:
        met = Case(scenario).angers.get(first)  # a step that nobody meets can be tried all the same
        anger = min(met) if met else scenario.customer.anger
    return State(first, anger)


def watch_file(face: Face, trial: Trial) -> None:
    """Plays a trial, and whenever the file is saved goes on with the new text at the step it had come to.

    Where the file does not load, its findings stand on the screen until it is saved again.

    Args:
        face: The face.
        trial: The trial.

    Raises:
        Stopped: The person stopped.
        UsageError: There was no such step at the first try; later the author may be about to write it.
        ReadError: There is no folder of the file's.
    """
    from motdrill.faces.face import Interrupted
    from motdrill.scenario.load import load

    if not trial.path.parent.is_dir():
        load(trial.path)  # tells that there is no such file
    place, saves = None, 0
    with _watched(trial.path, face) as saved:
        while True:
            saved.clear()
            try:
                try_once(face, trial, place)
                return
            except Interrupted as interrupted:
                place = _gone_on_from(interrupted.place)
            except (ReadError, UsageError) as error:
                if isinstance(error, UsageError) and not saves:
                    raise
                face.close()
                _show_findings(trial.path, error)
                while not saved.wait(0.5):  # Windows hears Ctrl-C only between two waits
                    pass
            saves += 1


def _gone_on_from(place: State | None) -> State | None:
    """Where a trial goes on after a save: at its step and anger, with a score of its own."""
    return place._replace(points=0) if place and place.step else None


def _show_findings(path: Path, error: ReadError | UsageError) -> None:
    """What keeps the trial from going on: the file's findings, or a step that is no longer there."""
    from motdrill.author.findings import check
    from motdrill.cli.check import print_text
    from motdrill.wording import errors

    if isinstance(error, UsageError):
        tell(errors.told(error), error=True)
    else:
        print_text([(path, check(path))])


@contextmanager
def _watched(path: Path, face: Face) -> Iterator[threading.Event]:
    """An event that is set, and a face that is interrupted, whenever the file is saved."""
    import watchfiles  # an extension module that only this command needs

    real = path.resolve()
    saved, ended = threading.Event(), threading.Event()

    def wait_for_saves() -> None:
        for changes in watchfiles.watch(real.parent, stop_event=ended, recursive=False):
            if any(Path(name).name == real.name for _change, name in changes):
                saved.set()
                face.interrupt()

    watcher = threading.Thread(target=wait_for_saves, daemon=True)
    watcher.start()
    try:
        yield saved
    finally:
        ended.set()
        watcher.join(timeout=2)
