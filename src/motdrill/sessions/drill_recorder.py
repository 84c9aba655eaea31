"""Records drills in the journal and finds the drill that was cut off.

A journal that cannot be used stops nobody from playing: the drill goes on, and its end says that it is not recorded.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from motdrill.drill.records import Confirmation, OwnWords, Timing, utc_text
from motdrill.drill.turn import Answer
from motdrill.errors import JournalError
from motdrill.journal import own_words
from motdrill.journal.entries import DrillStart, UnfinishedDrill
from motdrill.journal.journal import Journal
from motdrill.messages import _, errors
from motdrill.sessions.journal_access import open_journal_file
from motdrill.ui.output import print_message
from motdrill.ui.view import DrillView


class DrillRecorder:
    """Records one drill after another for as long as the journal can be used.

    Attributes:
        problem: Why nothing more is recorded; None while all is well.
        journal: The journal; only set where it could be opened.
    """

    journal: Journal

    def __init__(self, path: Path) -> None:
        """Opens the journal."""
        self.problem: JournalError | None = None
        self._drill_id = ""
        self._answer_count = 0
        with self._remember_problem():
            self.journal = open_journal_file(path)

    @contextmanager
    def _remember_problem(self) -> Iterator[None]:
        try:
            yield
        except JournalError as error:
            self.problem = error

    @property
    def has_recorded(self) -> bool:
        """Whether every answer so far, and at least one, is in the journal."""
        return bool(self._drill_id) and self.problem is None

    def unfinished(self, trainee: str) -> UnfinishedDrill | None:
        """The drill of a person that was cut off last; None where there is none."""
        if self.problem is None:
            with self._remember_problem():
                return self.journal.unfinished_drill(trainee)
        return None

    def abandon(self, unfinished: UnfinishedDrill) -> None:
        """Marks a drill that was cut off as not to be resumed."""
        with self._remember_problem():
            self.journal.abandon_drill(unfinished.id, datetime.now(UTC))

    def start(self) -> None:
        """The next answer that is saved begins a new drill."""
        self._drill_id, self._answer_count = "", 0

    def resume(self, unfinished: UnfinishedDrill) -> None:
        """The next answer that is saved goes on with a drill that was cut off."""
        self._drill_id, self._answer_count = unfinished.id, len(unfinished.answers)

    def save(
        self, view: DrillView, answer: Answer, elapsed_s: float, hinted: bool, confirmed: Confirmation | None = None
    ) -> None:
        """Records an answer; the first one of a drill creates the drill."""
        if self.problem is not None:
            return
        timing = Timing(utc_text(datetime.now(UTC)), elapsed_s, int(hinted), confirmed)
        with self._remember_problem():
            if view.review:
                self.journal.record_review(_drill_start(view), view.drill.state.anger, answer, timing)
                return
            if not self._drill_id:
                self._begin(view)
            self._add(answer, timing)

    def _begin(self, view: DrillView) -> None:
        self._drill_id = self.journal.begin_drill(_drill_start(view), datetime.now(UTC))
        for earlier in view.drill.answers:  # a replay begins with the answers up to its turning point
            self._add(earlier, Timing(utc_text(datetime.now(UTC)), 0.0, 0))

    def _add(self, answer: Answer, timing: Timing) -> None:
        self._answer_count += 1
        self.journal.record_answer(self._drill_id, self._answer_count, answer, timing)

    def last_words(self, view: DrillView) -> OwnWords | None:
        """What the trainee said in their own words the last time they met the step."""
        if self.problem is None:
            with self._remember_problem():
                return own_words.last_words(self.journal, view.trainee, _step_key(view))
        return None

    def record_words(self, view: DrillView, words: str) -> None:
        """Records what the trainee says in their own words at the step."""
        if self.problem is None:
            with self._remember_problem():
                own_words.store_words(self.journal, view.trainee, _step_key(view), view.lang, words, datetime.now(UTC))

    def finish(self, guess: int | None) -> None:
        """Records that the drill came to its end, with the trainee's guess of 0-10 if there is one."""
        if self.has_recorded:
            with self._remember_problem():
                self.journal.finish_drill(self._drill_id, guess, datetime.now(UTC))

    def report_problem(self) -> None:
        """Prints why the drill is not recorded, if it is not."""
        if self.problem is not None:
            not_recorded = _("This drill is not recorded.")
            print_message(f"{errors.error_message(self.problem)} {not_recorded}", error=True)


def _step_key(view: DrillView) -> tuple[str, str]:
    return view.drill.scenario_id, view.drill.step_id


def _drill_start(view: DrillView) -> DrillStart:
    if view.source is None:
        raise ValueError("a drill that is recorded needs its scenario's source")
    drill = view.drill
    return DrillStart(drill.scenario_id, *view.source, drill.seed, view.lang, view.mode, view.trainee)
