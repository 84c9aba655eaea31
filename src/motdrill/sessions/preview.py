"""Plays a scenario from any step without recording, and again whenever its file is saved: `motdrill try`."""

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from motdrill import library
from motdrill.author.findings import check
from motdrill.drill.drill import Drill
from motdrill.drill.turn import State
from motdrill.errors import ReadError, UsageError
from motdrill.messages import errors, requested_language
from motdrill.scenario.load import load
from motdrill.sessions.check import print_text
from motdrill.sessions.option_values import checked_anger, checked_seed
from motdrill.sessions.play import play, save_nothing
from motdrill.sessions.scenario_lookup import language_to_play
from motdrill.sessions.start_state import start_state
from motdrill.ui.face import Face, Interrupted
from motdrill.ui.faces import open_face
from motdrill.ui.output import print_message
from motdrill.ui.view import DrillView


@dataclass(frozen=True, slots=True)
class Preview:
    """What to play.

    Attributes:
        path: The file.
        start: The step to begin at; empty for the first.
        anger: The anger to begin with, 0-6; None for the lowest that reaches the step.
        seed: The order of the replies.
        lang: The language asked for.
    """

    path: Path
    start: str
    anger: int | None
    seed: int
    lang: str


def preview(scenario: str, start: str, anger: int | None, seed: int | None, *, watch: bool, plain: bool) -> None:
    """Plays a scenario from any step, without recording.

    Raises:
        ReadError: The scenario cannot be read.
        Stopped: The person stopped.
        UsageError: There is no such scenario or step.
    """
    what = Preview(
        library.find_scenario(scenario)[0], start, checked_anger(anger), checked_seed(seed), requested_language()
    )
    with closing(open_face(plain, json=False)) as face:
        if watch:
            watch_preview(face, what)
        else:
            play_preview(face, what)


def play_preview(face: Face, preview: Preview, state: State | None = None) -> None:
    """Plays a preview to its end.

    Raises:
        ReadError: The file does not load.
        UsageError: There is no such step.
    """
    loaded = load(preview.path)
    lang, notices = language_to_play(loaded.scenario, preview.lang)
    if state is None or state.step not in loaded.scenario.steps:
        state = start_state(loaded.scenario, preview.start, preview.anger)
    drill = Drill(loaded.scenario, loaded.id, preview.seed, start_at=state)
    view: DrillView | None = DrillView(drill, lang, notices=notices)
    while view is not None:
        view = play(face, view, save=save_nothing).again


def watch_preview(face: Face, preview: Preview) -> None:
    """Plays a preview; whenever the file is saved, goes on with the new text at the same step.

    While the file does not load, its findings stay on the screen.

    Raises:
        ReadError: The file's folder does not exist.
        Stopped: The person stopped.
        UsageError: There is no such step at the start; later its author may be about to write it.
    """
    if not preview.path.parent.is_dir():
        load(preview.path)  # raises that there is no such file
    state, saves = None, 0
    with _watch(preview.path, face) as saved:
        while True:
            saved.clear()
            try:
                play_preview(face, preview, state)
                return
            except Interrupted as interrupted:
                state = _restart_state(interrupted.state)
            except (ReadError, UsageError) as error:
                if isinstance(error, UsageError) and not saves:
                    raise
                face.close()
                _show_error(preview.path, error)
                while not saved.wait(0.5):  # Windows notices Ctrl-C only between two waits
                    pass
            saves += 1


def _restart_state(state: State | None) -> State | None:
    """Where to go on after a save: at the same step and anger, with no points yet."""
    return state._replace(points=0) if state and state.step else None


def _show_error(path: Path, error: ReadError | UsageError) -> None:
    """Shows why the preview cannot go on: the file's findings, or that the step is gone."""
    if isinstance(error, UsageError):
        print_message(errors.error_message(error), error=True)
    else:
        print_text([check(path)])


@contextmanager
def _watch(path: Path, face: Face) -> Iterator[threading.Event]:
    """Sets an event and interrupts the face whenever the file is saved."""
    import watchfiles  # an extension module that only `--watch` needs

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
