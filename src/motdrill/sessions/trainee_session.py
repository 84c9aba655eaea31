"""What holds from one drill or review of a trainee to the next: the journal and the options."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import NamedTuple

from motdrill.drill.records import OwnWords
from motdrill.drill.turn import Turn
from motdrill.journal.own_words import last_sentence, store_sentence
from motdrill.messages import _, ngettext
from motdrill.sessions import trainee_status  # read when needed: no first prompt waits for it
from motdrill.sessions.drill_recorder import DrillRecorder
from motdrill.sessions.said_steps import BY_DEFAULT, SayOptions
from motdrill.sessions.sequel import Sequel
from motdrill.ui.faces import is_interactive
from motdrill.ui.menu import HOME, RESUME, REVIEW, Home, choice_of
from motdrill.ui.pages.next_step import coming_back, sentence_reminder, sequel_page
from motdrill.ui.pages.review import done_page
from motdrill.ui.view import DrillView


class TraineeSession(NamedTuple):
    """The journal and the options.

    Attributes:
        trainee: The name; may be empty.
        options: The options that name person and journal, as they have to be typed to go on with a drill.
        from_home: Whether the person has been at home, and not only called one thing by its command.
    """

    recorder: DrillRecorder
    trainee: str
    options: str
    exam: bool = False
    say: SayOptions = BY_DEFAULT
    plain: bool = False
    json: bool = False
    from_home: bool = False

    def after(self, choice: str) -> TraineeSession:
        """The session after a choice: from home on, everything leads back there, where anything may follow."""
        return self._replace(from_home=self.from_home or (choice == HOME and self.attended and self.goes_on))

    @property
    def back(self) -> str:
        """What follows whatever the person leaves, as the home menu names it: home, where that is where they began."""
        return HOME if self.from_home else ""

    @property
    def interactive(self) -> bool:
        """Whether the full screen is used."""
        return is_interactive(self.plain, self.json)

    @property
    def attended(self) -> bool:
        """Whether somebody is there to come back home; piped lines end with what they began."""
        return self.interactive or sys.stdin.isatty()

    @property
    def goes_on(self) -> bool:
        """Whether something else may follow: an exam and a document stand alone."""
        return not (self.exam or self.json)

    @property
    def sentence(self) -> OwnWords | None:
        """The sentence that the trainee last said they would use; None without one, or without a journal."""
        return self.recorder.read(lambda journal: last_sentence(journal, self.trainee))

    @property
    def reminder(self) -> str:
        """The sentence that the trainee meant to use, for the first page; empty in an exam, or if there is none."""
        sentence = None if self.exam else self.sentence
        return sentence_reminder(sentence) if sentence else ""


def look_home(session: TraineeSession) -> tuple[Home, tuple[date, int] | None]:
    """What the home screen shows, and the next day with steps to review and their number."""
    seen = trainee_status.outlook(session.recorder, session.trainee, reviews=session.goes_on, exam=session.exam)
    return Home(seen.course, seen.standing, seen.next, session.sentence, session.goes_on), seen.upcoming


def drill_sequel(session: TraineeSession, view: DrillView) -> Sequel:
    """What follows a drill that is over and recorded."""
    if session.json:
        return Sequel(back=session.back)
    home, upcoming = look_home(session)
    page = sequel_page(view.title, coming_back(upcoming, date.today()), home.next_label)
    asks = not (session.exam or view.replay or session.recorder.problem)
    return _offered(session, home)._replace(page=page, keep_sentence=_keeper(session, view) if asks else None)


def _offered(session: TraineeSession, home: Home) -> Sequel:
    choice = choice_of(home.next) if session.goes_on else ""
    return Sequel((), choice, {REVIEW: _("review"), RESUME: _("go on")}.get(choice, _("play it")), back=session.back)


def review_sequel(session: TraineeSession, turns: Sequence[Turn]) -> Sequel:
    """What follows a review: the steps that are still due, else the next step."""
    home, upcoming = look_home(session)
    if home.standing.due:
        following = _("{told}: motdrill review goes on.").format(told=_still_due(home.standing.due))
        more = Sequel(choice=REVIEW, enter=_("go on with them"), back=session.back)
    else:
        following, more = home.next_label, _offered(session, home)
    return more._replace(page=done_page(turns, coming_back(upcoming, date.today()), following))


def _still_due(steps: int) -> str:
    return ngettext("{n} more step is due today", "{n} more steps are due today", steps).format(n=steps)


def _keeper(session: TraineeSession, view: DrillView) -> Callable[[str], None]:
    """Stores the sentence to use."""

    def keep(sentence: str) -> None:
        now, scenario_id = datetime.now(UTC), view.drill.scenario_id
        session.recorder.write(
            lambda journal: store_sentence(journal, session.trainee, scenario_id, view.lang, sentence, now)
        )

    return keep
