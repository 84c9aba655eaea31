"""A drill as pages see it: with the language of its texts and the mode it is played in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from string import ascii_uppercase
from typing import NamedTuple

from motdrill.drill.choices import choices
from motdrill.drill.drill import Drill
from motdrill.drill.records import Mode
from motdrill.drill.turn import Answer, Turn
from motdrill.scenario.base_types import Text, TextByAnger
from motdrill.scenario.model import AngerStep, NeedsStep
from motdrill.scenario.texts import text_at, text_in


class ScenarioSource(NamedTuple):
    """A scenario's file, as an absolute path, and the text it was loaded from."""

    file: str
    text: str


@dataclass(frozen=True, slots=True)
class DrillView:
    """A drill with what its pages depend on besides its state.

    Attributes:
        drill: The drill.
        lang: The language of the scenario's texts.
        exam: Whether feedback, stars and help are withheld until the end.
        trainee: The trainee's name; may be empty.
        replay: Whether it is played again from the turning point.
        notices: Messages to show before the first step.
        resumed: Whether it was cut off and resumed, so the last feedback may not have been seen.
        review: In a review, the number of this step, from 1, and of all steps; None in a drill.
        earlier: In a review, the view after the previous step; None at the first.
        story: In a review, the drill just before the step, as it was answered in a story the last time.
        reminder: The sentence that the trainee meant to use, told on the first page; may be empty.
        source: The scenario's file and text, for the journal; None if nothing is recorded.
    """

    drill: Drill
    lang: str
    exam: bool = False
    trainee: str = ""
    replay: bool = False
    notices: tuple[str, ...] = ()
    resumed: bool = False
    review: tuple[int, int] | None = None
    earlier: DrillView | None = None
    story: DrillView | None = None
    reminder: str = ""
    source: ScenarioSource | None = None

    @property
    def mode(self) -> Mode:
        """The mode in which the drill is recorded."""
        return "replay" if self.replay else "exam" if self.exam else "practice"

    @property
    def title(self) -> str:
        """The scenario's title."""
        return text_in(self.drill.scenario.title, self.lang)

    @property
    def customer(self) -> str:
        """The customer's name."""
        return text_in(self.drill.scenario.customer.name, self.lang)

    @property
    def last_turn(self) -> Turn | None:
        """The last turn; None before the first."""
        return self.drill.turns[-1] if self.drill.turns else None

    @property
    def step_number(self) -> int:
        """The number of the current step, from 1; after the last step, that one's."""
        return len(self.drill.turns) + (self.drill.step is not None)

    @property
    def shows_stars(self) -> bool:
        """Whether pages may show the anger: not in an exam, at an anger step, or before the first anger step."""
        return not (self.exam or isinstance(self.drill.step, AngerStep) or self._is_before_first_anger_step())

    def _is_before_first_anger_step(self) -> bool:
        """Whether the first anger step may be ahead: stars shown earlier would give its answer away."""
        steps, step_id = self.drill.scenario.steps, self.drill.state.step
        past = (steps[turn.answer.step] for turn in self.drill.turns)
        if step_id is None or self.review or any(isinstance(step, AngerStep) for step in past):
            return False
        ahead = list(steps.values())[list(steps).index(step_id) :]
        return any(isinstance(step, AngerStep) for step in ahead)

    @property
    def hint(self) -> str:
        """The hint of the current step at the current anger; empty if there is none."""
        step = self.drill.step
        return self.text_at(step.hint, self.drill.state.anger) if step else ""

    @property
    def letters(self) -> dict[str, str]:
        """The keys of the current step's choices by id: letters; numbers for needs; stars are their own keys."""
        step, ids = self.drill.current_step, self.drill.choice_order(self.drill.step_id)
        if isinstance(step, AngerStep):
            return {stars: stars for stars in choices(self.drill.scenario, step)}
        numbered = isinstance(step, NeedsStep)
        return {choice: str(i + 1) if numbered else ascii_uppercase[i] for i, choice in enumerate(ids)}

    def reaction(self, turn: Turn) -> str:
        """The customer's reaction to a turn's reply; empty if there is none, or the turn is no reply."""
        reply = self.drill.reply(turn)
        return self.text_at(reply.reaction, turn.after.anger) if reply else ""

    def text(self, text: Text | None) -> str:
        """A text of the scenario in the view's language."""
        return text_in(text, self.lang)

    def text_at(self, text: TextByAnger | None, anger: int) -> str:
        """A text of the scenario that may depend on the anger, in the view's language."""
        return text_at(text, anger, self.lang)

    def with_answers(self, answers: tuple[Answer, ...]) -> DrillView:
        """The same view of the same drill with other answers."""
        return replace(self, drill=self.drill.with_answers(answers))
