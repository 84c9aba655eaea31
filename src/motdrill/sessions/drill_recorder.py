"""Records drills and reviews in the journal, answer by answer, and finds the drill that was cut off."""

from datetime import UTC, datetime
from pathlib import Path

from motdrill.drill.records import Confirmation, OwnWords, Timing, utc_text
from motdrill.drill.turn import Answer
from motdrill.journal import own_words
from motdrill.journal.entries import DrillStart, UnfinishedDrill
from motdrill.journal.journal import Journal, new_id
from motdrill.messages import _
from motdrill.sessions.journal_writer import JournalWriter
from motdrill.ui.view import DrillView


class DrillRecorder(JournalWriter):
    """Records one drill after another."""

    def __init__(self, path: Path) -> None:
        """Opens the journal."""
        super().__init__(path)
        self._drill_id = ""
        self._answer_count = 0

    @property
    def has_recorded(self) -> bool:
        """Whether every answer so far, and at least one, is in the journal."""
        return bool(self._drill_id) and not self.is_behind

    def unfinished(self, trainee: str) -> UnfinishedDrill | None:
        """The drill of a person that was cut off last, which is claimed; None where there is none."""
        return self.read(lambda journal: journal.unfinished_drill(trainee, self.claim))

    def abandon(self, unfinished: UnfinishedDrill) -> None:
        """Marks a drill that was cut off as not to be resumed."""
        at = datetime.now(UTC)
        self.write(lambda journal: journal.abandon_drill(unfinished.id, at))

    def start(self) -> None:
        """The next answer that is saved begins a new drill."""
        self._drill_id, self._answer_count = "", 0

    def resume(self, unfinished: UnfinishedDrill) -> None:
        """The next answer that is saved goes on with a drill that was cut off."""
        self._drill_id, self._answer_count = unfinished.id, len(unfinished.answers)

    def save(
        self, view: DrillView, answer: Answer, elapsed_s: float, hinted: bool, confirmed: Confirmation | None = None
    ) -> str:
        """Records an answer; the first one of a drill creates the drill.

        Returns:
            What the person has to know about the journal since the last answer; empty if nothing.
        """
        timing = Timing(utc_text(datetime.now(UTC)), elapsed_s, int(hinted), confirmed)
        if view.review:
            start, anger = _drill_start(view), view.drill.state.anger
            self.write(lambda journal: journal.record_review(start, anger, answer, timing))
        else:
            if not self._drill_id:
                self._begin(view)
            self._add(answer, timing)
        return self.news()

    def _begin(self, view: DrillView) -> None:
        self._drill_id, start, at = new_id(), _drill_start(view), datetime.now(UTC)
        drill_id = self._drill_id

        def begin(journal: Journal) -> None:
            self.claim(drill_id)
            journal.begin_drill(start, at, drill_id)

        self.write(begin)
        for earlier in view.drill.answers:  # a replay begins with the answers up to its turning point
            self._add(earlier, Timing(utc_text(at), 0.0, 0))

    def _add(self, answer: Answer, timing: Timing) -> None:
        self._answer_count += 1
        drill_id, number = self._drill_id, self._answer_count
        self.write(lambda journal: journal.record_answer(drill_id, number, answer, timing))

    def last_words(self, view: DrillView) -> OwnWords | None:
        """What the trainee said in their own words the last time they met the step."""
        return self.read(lambda journal: own_words.last_words(journal, view.trainee, _step_key(view)))

    def record_words(self, view: DrillView, words: str) -> None:
        """Records what the trainee says in their own words at the step."""
        key, at = _step_key(view), datetime.now(UTC)
        self.write(lambda journal: own_words.store_words(journal, view.trainee, key, view.lang, words, at))

    def finish(self, guess: int | None) -> None:
        """Records that the drill came to its end, with the trainee's guess of 0-10 if there is one."""
        if drill_id := self._drill_id:
            at = datetime.now(UTC)
            self.write(lambda journal: journal.finish_drill(drill_id, guess, at))

    def report_problem(self) -> None:
        """Prints why the drill is not recorded, if it is not."""
        self.report_waiting(_("This drill is not recorded."))


def _step_key(view: DrillView) -> tuple[str, str]:
    return view.drill.scenario_id, view.drill.step_id


def _drill_start(view: DrillView) -> DrillStart:
    if view.source is None:
        raise ValueError("a drill that is recorded needs its scenario's source")
    drill = view.drill
    return DrillStart(drill.scenario_id, *view.source, drill.seed, view.lang, view.mode, view.trainee)
