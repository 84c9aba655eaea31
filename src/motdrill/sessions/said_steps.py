"""Which steps are said and not chosen: asked for in the trainee's own words before the replies are shown.

Recalling is harder than recognising and trains more (retrieval practice; Roediger and Karpicke, 2006).
"""

import sys
from typing import Final, NamedTuple, Protocol

from motdrill.drill.records import OwnWords
from motdrill.errors import UsageError
from motdrill.scenario.model import ReplyStep, Step
from motdrill.ui.view import DrillView


class Notebook(Protocol):
    """Records what trainees say in their own words."""

    def last_words(self, view: DrillView) -> OwnWords | None:
        """What the trainee said the last time they met the view's step."""
        ...

    def record_words(self, view: DrillView, words: str) -> None:
        """Records what the trainee says at the view's step."""
        ...


class SayOptions(NamedTuple):
    """What was asked for on the command line.

    Attributes:
        every: Whether every step with replies is said, and not the moment of truth alone.
        choose: Whether none is.
        aloud: Whether it is said to the screen and not typed.
    """

    every: bool = False
    choose: bool = False
    aloud: bool = False


BY_DEFAULT: Final = SayOptions()
"""The moments of truth are typed."""


class SaidSteps(NamedTuple):
    """The steps that are said: every step with replies, or the moments of truth; `aloud`, or else typed."""

    notebook: Notebook
    every: bool
    aloud: bool

    def include(self, step: Step | None) -> bool:
        """Whether a step is said."""
        return isinstance(step, ReplyStep) and (self.every or step.say)


def check_say_options(options: SayOptions, *, exam: bool = False) -> None:
    """Refuses options that contradict each other.

    Raises:
        UsageError: They do.
    """
    if options.every or options.aloud:
        if exam:
            raise UsageError("say-exam")
        if options.choose:
            raise UsageError("say-choose")


def said_steps(options: SayOptions, notebook: Notebook) -> SaidSteps | None:
    """The steps of a practice that are said; None for none.

    Moments of truth are said by default where somebody sits at a terminal: piped lines are counted.
    """
    if options.choose or not (options.every or options.aloud or sys.stdin.isatty()):
        return None
    return SaidSteps(notebook, options.every, options.aloud)
