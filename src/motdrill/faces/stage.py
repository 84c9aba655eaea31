"""What every page of one drill needs to know: the drill, how it is called, and in which language it speaks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from string import ascii_uppercase

from motdrill.drill.choices import choices
from motdrill.drill.played import Mode
from motdrill.drill.state import Answer, Drill, Turn
from motdrill.scenario.model import AngerStep, NeedsStep
from motdrill.scenario.parts import Said, Text
from motdrill.scenario.texts import say, speak


@dataclass(frozen=True, slots=True)
class Stage:
    """A drill on its way over a face.

    Attributes:
        drill: The drill as it stands.
        lang: The language of the scenario's texts.
        exam: No feedback, stars or help until the end.
        trainee: Who plays; empty where nobody said.
        replay: Played again from the turning point.
        notices: What the person should know before the first step.
        resumed: Gone on with after it was cut off: the last feedback may never have been shown.
        review: Which step of a review this is, from 1, and of how many; None in a drill.
        earlier: In a review, the stage after the step before this one; None at the first.
    """

    drill: Drill
    lang: str
    exam: bool = False
    trainee: str = ""
    replay: bool = False
    notices: tuple[str, ...] = ()
    resumed: bool = False
    review: tuple[int, int] | None = None
    earlier: Stage | None = None

    @property
    def mode(self) -> Mode:
        """How it is played."""
        return "replay" if self.replay else "exam" if self.exam else "practice"

    @property
    def title(self) -> str:
        """The scenario's title."""
        return speak(self.drill.scenario.title, self.lang)

    @property
    def customer(self) -> str:
        """The customer's name."""
        return speak(self.drill.scenario.customer.name, self.lang)

    @property
    def last(self) -> Turn | None:
        """The turn taken last."""
        return self.drill.turns[-1] if self.drill.turns else None

    @property
    def shows_stars(self) -> bool:
        """Whether the anger may be shown: not in an exam, nor where it is asked for, nor before its first reading."""
        return not (self.exam or isinstance(self.drill.step, AngerStep) or self._is_before_first_reading())

    def _is_before_first_reading(self) -> bool:
        """Whether the anger will yet have to be read for the first time: stars seen earlier would give it away."""
        steps, here = self.drill.scenario.steps, self.drill.state.step
        if (
            here is None
            or self.review
            or any(isinstance(steps[turn.answer.step], AngerStep) for turn in self.drill.turns)
        ):
            return False
        ahead = list(steps)[list(steps).index(here) :]
        return any(isinstance(steps[step_id], AngerStep) for step_id in ahead)

    @property
    def hint(self) -> str:
        """The hint at the step, at its anger; empty where there is none."""
        step = self.drill.step
        return self.said(step.hint, self.drill.state.anger) if step else ""

    @property
    def letters(self) -> dict[str, str]:
        """What the choices of the step go by, by their ids: letters; numbers for needs; stars for themselves."""
        step, shown = self.drill.open_step, self.drill.shown(self.drill.state.step or "")
        if isinstance(step, AngerStep):
            return {each: each for each in choices(self.drill.scenario, step)}
        numbered = isinstance(step, NeedsStep)
        return {each: str(i + 1) if numbered else ascii_uppercase[i] for i, each in enumerate(shown)}

    def reaction(self, turn: Turn) -> str:
        """What the customer made of a reply; empty where they said nothing, or it was no reply."""
        reply = self.drill.reply(turn)
        return self.said(reply.reaction, turn.after.anger) if reply else ""

    def text(self, text: Text | None) -> str:
        """A text of the scenario."""
        return speak(text, self.lang)

    def said(self, said: Said | None, anger: int) -> str:
        """A text of the scenario that may depend on the anger."""
        return say(said, anger, self.lang)

    def at(self, answers: tuple[Answer, ...]) -> Stage:
        """The same stage with other answers given."""
        return replace(self, drill=self.drill.having(answers))
