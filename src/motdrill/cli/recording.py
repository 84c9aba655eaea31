"""Wires the journal to a drill: records answers, and finds what was cut off.

A journal that cannot be used keeps nobody from playing: the drill goes on, and the person is told at its end.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from motdrill.errors import JournalError, ReadError, UsageError
from motdrill.faces.show import tell
from motdrill.wording import _

if TYPE_CHECKING:
    from motdrill.drill.played import Timing, Words
    from motdrill.drill.state import Answer
    from motdrill.faces.stage import Stage
    from motdrill.journal.entries import Begun, Unfinished
    from motdrill.journal.store import Journal


class Recorder:
    """Records one drill after another, as long as the journal can be used.

    Attributes:
        problem: Why nothing more is recorded; None while all is well.
        journal: The journal, where it could be opened.
    """

    def __init__(self, path: Path) -> None:
        """Opens the journal, and tells where a damaged one was set aside.

        Args:
            path: The journal's file.
        """
        self.problem: JournalError | None = None
        self._drill_id = ""
        self._number = 0
        self._stage: Stage | None = None
        self._file = self._text = ""
        self._words = 0
        with self._kept():
            self.journal: Journal = _opened(path)

    @contextmanager
    def _kept(self) -> Iterator[None]:
        """Something the journal does; the first time that it cannot is remembered."""
        try:
            yield
        except JournalError as error:
            self.problem = error

    @property
    def has_recorded(self) -> bool:
        """Whether every answer given so far, and at least one, is in the journal."""
        return bool(self._drill_id) and self.problem is None

    def unfinished(self, trainee: str) -> Unfinished | None:
        """The drill of a person that was cut off last; None where there is none."""
        if self.problem is None:
            with self._kept():
                return self.journal.unfinished(trainee)
        return None

    def leave(self, unfinished: Unfinished) -> None:
        """Notes that a drill that was cut off is not to be gone on with."""
        with self._kept():
            self.journal.leave(unfinished.id, datetime.now(UTC))

    def follow(self, stage: Stage, file: str, text: str, unfinished: Unfinished | None = None) -> None:
        """Turns to a drill.

        Args:
            stage: The stage it begins with, or goes on with.
            file: The scenario's file, as an absolute path.
            text: The file's text.
            unfinished: What of it is in the journal already.
        """
        self._stage, self._file, self._text = stage, file, text
        self._drill_id = unfinished.id if unfinished else ""
        self._number = len(unfinished.answers) if unfinished else 0

    def follow_again(self, stage: Stage) -> None:
        """Turns to the same scenario, played again from its turning point."""
        self.follow(stage, self._file, self._text)

    def save(self, answer: Answer, elapsed_s: float, hinted: bool) -> None:
        """Records an answer; the first one of a drill begins it."""
        stage = self._stage
        if self.problem is None and stage is not None:
            with self._kept():
                if stage.review:
                    begun = _begun(stage, self._file, self._text)
                    self.journal.review(begun, stage.drill.state.anger, answer, _timing(elapsed_s, hinted))
                    return
                if not self._drill_id:
                    self._begin(stage)
                self._add(answer, elapsed_s, hinted)

    def _begin(self, stage: Stage) -> None:
        self._drill_id = self.journal.begin(_begun(stage, self._file, self._text), datetime.now(UTC))
        for earlier in stage.drill.answers:  # what a replay from the turning point begins with
            self._add(earlier, 0.0, hinted=False)

    def _add(self, answer: Answer, elapsed_s: float, hinted: bool) -> None:
        self._number += 1
        self.journal.record(self._drill_id, self._number, answer, _timing(elapsed_s, hinted))

    def last_said(self, step_id: str) -> Words | None:
        """What the trainee said at a step the last time, in their own words."""
        from motdrill.journal import words

        if self.problem is None and self._stage is not None:
            with self._kept():
                return words.last_said(self.journal, self._stage.trainee, (self._stage.drill.scenario_id, step_id))
        return None

    def say(self, step_id: str, said: str) -> None:
        """Keeps what the trainee says at a step."""
        from motdrill.journal import words

        if self.problem is None and self._stage is not None:
            step, stage = (self._stage.drill.scenario_id, step_id), self._stage
            with self._kept():
                self._words = words.say(self.journal, stage.trainee, step, stage.lang, said, datetime.now(UTC))

    def tick(self, codes: tuple[str, ...]) -> None:
        """Keeps which codes the trainee found in what was said last."""
        from motdrill.journal import words

        if self.problem is None:
            with self._kept():
                words.tick(self.journal, self._words, codes)

    def finish(self, guess: int | None) -> None:
        """Records that the drill came to its end."""
        if self.has_recorded:
            with self._kept():
                self.journal.finish(self._drill_id, guess, datetime.now(UTC))

    def tell(self) -> None:
        """Tells the person at the end of a drill if it is not recorded, and why."""
        if self.problem is not None:
            from motdrill.wording import errors

            told = _("This drill is not recorded.")
            tell(f"{errors.told(self.problem)} {told}", error=True)


def opened_journal(named: str, *, reading: bool = False) -> Journal:
    """The journal; where a damaged one was set aside, the person is told.

    Args:
        named: What `--journal` says.
        reading: Only to be read: a file that the option names and that is not there is a mistake, and none is made.

    Raises:
        JournalError: It is of a newer motdrill or another program, is not there, or cannot be read or written.
    """
    path = journal_file(named)
    if reading and named and not path.exists():
        raise JournalError("journal-missing", file=str(path))
    return _opened(path, reading=reading)


def _opened(path: Path, *, reading: bool = False) -> Journal:
    from motdrill.journal.store import Journal

    journal = Journal(path, datetime.now(UTC), reading=reading)
    if journal.set_aside:
        told = _("The journal was damaged. It was set aside as {file}, and a new one begun.")
        tell(told.format(file=journal.set_aside), error=True)
    return journal


def _timing(elapsed_s: float, hinted: bool) -> Timing:
    from motdrill.drill.played import Timing, utc

    return Timing(utc(datetime.now(UTC)), elapsed_s, int(hinted))


def _begun(stage: Stage, file: str, text: str) -> Begun:
    from motdrill.journal.entries import Begun

    drill = stage.drill
    return Begun(drill.scenario_id, file, text, drill.seed, stage.lang, stage.mode, stage.trainee)


def journal_file(named: str) -> Path:
    """The journal's file: `--journal`, else MOTDRILL_JOURNAL, else the one in the user's data folder.

    Raises:
        UsageError: It is in the home folder of nobody.
    """
    if found := named or os.environ.get("MOTDRILL_JOURNAL"):
        try:
            return Path(found).expanduser()
        except RuntimeError as error:
            raise UsageError("no-such-home", file=found) from error
    import platformdirs

    return platformdirs.user_data_path("motdrill", appauthor=False) / "journal.db"


def resumed(unfinished: Unfinished) -> Stage:
    """The stage of a drill that was cut off, with the scenario's text of that time.

    Raises:
        ReadError: The text of that time does not load any more.
    """
    from motdrill.drill.state import Drill
    from motdrill.faces.stage import Stage
    from motdrill.scenario.load import build

    begun = unfinished.begun
    drill = Drill(build(begun.text), begun.scenario_id, begun.seed, unfinished.answers)
    told = _("The scenario has changed since: this drill goes on with the text it began with.")
    return Stage(
        drill,
        begun.lang,
        exam=begun.mode == "exam",
        trainee=begun.trainee,
        replay=begun.mode == "replay",
        notices=() if _is_current(begun) else (told,),
        resumed=True,
    )


def _is_current(begun: Begun) -> bool:
    """Whether the scenario's file is as it was; one that is gone has no other text to be played."""
    from motdrill.scenario.load import read_text

    try:
        return read_text(Path(begun.file)) == begun.text
    except ReadError as error:
        return error.problems[0].code == "not-found"
