"""The scenario model: every field of a file with its type and range, strict and immutable.

The JSON Schema for editors is generated from the same classes, and their docstrings are its translated descriptions.
Rules across fields (does a `goto` lead forward, is a ranking complete) are in `cross_checks`.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import AfterValidator, Discriminator, Field, Tag

from motdrill.method.catalogue import MAX_ANGER, Channel, Code, Depth, NeedKind, Skill
from motdrill.scenario.base_types import Anger, Id, NonBlank, Paraphrases, Percent, StrictModel, Text, TextByAnger

FORMAT: Final = 1


def _unique(names: tuple[str, ...]) -> tuple[str, ...]:
    """Removes duplicates, keeping the order."""
    return names if len(names) < 2 else tuple(dict.fromkeys(names))


class Customer(StrictModel):
    """Who complains."""

    name: Text
    """How the customer is called on the screen."""
    anger: Anger
    """The anger index at the start, 0 calm to 6 furious."""


class Need(StrictModel):
    """One need of the customer; the order of the needs in the file is their true order."""

    kind: NeedKind
    """Which kind of need it is."""
    spoken: bool
    """Whether the customer says it."""
    text: Text
    """The need in words that do not give its rank away."""


class Cues(StrictModel):
    """What the body shows."""

    voice: TextByAnger | None = None
    """Loudness, pace, pitch."""
    breath: TextByAnger | None = None
    """Breathing, sighs, pauses."""
    face: TextByAnger | None = None
    """Face and eyes."""
    posture: TextByAnger | None = None
    """Posture, hands, distance."""

    @property
    def by_name(self) -> tuple[tuple[str, TextByAnger | None], ...]:
        """The four cues with their names, in the order of display."""
        return (("voice", self.voice), ("breath", self.breath), ("face", self.face), ("posture", self.posture))


class Reply(StrictModel):
    """One thing the trainee may say or do."""

    text: Text
    """What the trainee says, or does (in brackets)."""
    also: Paraphrases = ()
    """Other ways to say the same, up to 8 a language: short, as people type; never shown."""
    score: Annotated[int, Field(ge=0, le=3)]
    """What it is worth when deep enough: 0 harmful, 1 weak, 2 fair, 3 best."""
    depth: Depth | None = None
    """How deep it meets the feeling; left out where it does not meet one."""
    stars: Annotated[int, Field(ge=-3, le=3)] = 0
    """What it does to the anger: below 0 soothes, above 0 provokes."""
    does: Annotated[tuple[Code, ...], Field(max_length=8), AfterValidator(_unique)] = ()
    """Codes of the method's catalogue: what this reply is an example of."""
    reaction: TextByAnger | None = None
    """What the customer says or does then."""
    why: TextByAnger
    """The feedback: what this reply did to this customer."""
    goto: Id | None = None
    """A later step, or an ending; without it the story goes on as the step says."""


class Line(StrictModel):
    """One line of a conversation to be judged."""

    text: Text
    """What was said or done."""
    good: bool
    """Whether it was well done."""
    why: TextByAnger | None = None
    """The feedback on this line."""


class _Step(StrictModel):
    trains: Annotated[tuple[Skill, ...], AfterValidator(_unique)] = ()
    """Skills of the method that this step practises."""
    says: TextByAnger | None = None
    """What the customer says."""
    cues: Cues | None = None
    """What the body shows."""
    hint: TextByAnger | None = None
    """A help that can be asked for."""
    notes: Text | None = None
    """For the facilitator of a class."""
    counts: bool = True
    """false: played and explained, moves the anger, but earns nothing."""
    goto: Id | None = None
    """A later step, or an ending, for every answer that names no other; without it, the next step."""


class ReplyStep(_Step):
    """Choose the reply."""

    ask: Literal["reply"] = "reply"
    """Kind of step."""
    say: bool = False
    """true: the case's moment of truth, asked for in the trainee's own words before the replies are shown."""
    replies: Annotated[dict[Id, Reply], Field(min_length=2, max_length=6)]
    """What may be said, in any order: it is shuffled."""


class AngerStep(_Step):
    """Read the anger: how many stars?"""

    ask: Literal["anger"]
    """Kind of step."""
    why: TextByAnger | None = None
    """What in the words and the voice gives the anger away."""


class NeedsStep(_Step):
    """Rank the needs."""

    ask: Literal["needs"]
    """Kind of step."""
    order: Annotated[tuple[Id, ...], Field(min_length=2, max_length=5)] | None = None
    """The true order at this moment, where it differs from the order of `needs`."""
    why: TextByAnger | None = None
    """Why they stand in this order."""


class SpotStep(_Step):
    """Mark what was well done."""

    ask: Literal["spot"]
    """Kind of step."""
    lines: Annotated[dict[Id, Line], Field(min_length=2, max_length=8)]
    """The lines to judge, shown in this order."""
    why: TextByAnger | None = None
    """What the lines have in common."""


def _step_kind(value: object) -> str | None:
    return f"\0{value.get('ask', 'reply')}" if isinstance(value, Mapping) else None


Step: TypeAlias = Annotated[
    Annotated[ReplyStep, Tag("\0reply")]
    | Annotated[AngerStep, Tag("\0anger")]
    | Annotated[NeedsStep, Tag("\0needs")]
    | Annotated[SpotStep, Tag("\0spot")],
    Discriminator(_step_kind),
]


class When(StrictModel):
    """When an ending holds; both ranges include their ends."""

    anger: tuple[Anger, Anger] | None = None
    """From how many stars to how many."""
    percent: tuple[Percent, Percent] | None = None
    """From which score to which, in whole percent."""


class Ending(StrictModel):
    """How the story may end."""

    when: When | None = None
    """When it holds; without it, only a `goto` leads here."""
    title: Text | None = None
    """A few words."""
    text: Text | None = None
    """What happens then."""
    lost: bool | None = None
    """Whether the customer is lost: such a drill is not passed."""


class Debrief(StrictModel):
    """For afterwards."""

    questions: tuple[Text, ...] = ()
    """Questions to think or talk about."""
    lesson: Text | None = None
    """The lesson for every counter."""


class Case(StrictModel):
    """The case behind the scenario, in the six parts of the case template."""

    event: Text | None = None
    """What happened."""
    wanted: Text | None = None
    """What the customer demanded, needed, sought."""
    refused: Text | None = None
    """What could not be given, and exactly why."""
    mattered: Text | None = None
    """What mattered most, next, least for satisfaction."""
    change: Text | None = None
    """What to change in the organisation."""
    lesson: Text | None = None
    """The lesson for every counter."""


class Scenario(StrictModel):
    """One scenario file."""

    format: Annotated[int, Field(ge=1)]
    """Version of the file format."""
    title: Text
    """A few words, shown in the library."""
    brief: Text | None = None
    """The situation, read before the first step."""
    you: Text | None = None
    """Who the trainee is, and what they know."""
    may: tuple[Text, ...] = ()
    """What the trainee may do: each entry goes on from “You may”."""
    may_not: tuple[Text, ...] = ()
    """What the trainee may not do or promise: each entry goes on from “You may not”."""
    may_tell: tuple[Text, ...] = ()
    """True cases and facts that the trainee may tell the customer."""
    channel: Channel | None = None
    """Where the conversation takes place."""
    level: Annotated[int, Field(ge=1, le=3)] | None = None
    """1 easy to 3 hard."""
    minutes: Annotated[int, Field(ge=1, le=240)] | None = None
    """How long a drill takes."""
    tags: tuple[NonBlank, ...] = ()
    """Words to find it by."""
    adds: Text | None = None
    """What this scenario adds to the easier ones; one sentence."""
    source: Text | None = None
    """Where the case comes from."""
    pass_: Annotated[Percent, Field(alias="pass")] = 70
    """The score from which the drill is passed, in percent."""
    customer: Customer
    """Who complains."""
    needs: Annotated[dict[Id, Need], Field(max_length=100)] = Field(default_factory=dict)
    """The customer's needs in their true order, the dominant first."""
    steps: Annotated[dict[Id, Step], Field(min_length=1, max_length=1000)]
    """The steps, in the order of the story."""
    endings: Annotated[dict[Id, Ending], Field(max_length=100)] = Field(default_factory=dict)
    """How the story may end, tried in order."""
    debrief: Debrief = Debrief()
    """For afterwards."""
    case: Case | None = None
    """The case behind the scenario."""
    accept: Annotated[dict[str, NonBlank], Field(max_length=100)] = Field(default_factory=dict)
    """Findings that stand here for a reason: code and reason."""

    @cached_property
    def next_steps(self) -> dict[str, str | None]:
        """Target of each step unless an answer names another: its `goto`, else the next step, None after the last."""
        ids = [*self.steps, None]
        return {step_id: step.goto or ids[i + 1] for i, (step_id, step) in enumerate(self.steps.items())}

    @cached_property
    def ending_ranges(self) -> tuple[tuple[str, int, int, int, int], ...]:
        """Endings with `when`, in order: (id, lowest and highest anger, lowest and highest percent), all inclusive."""
        ranges = ((key, ending.when) for key, ending in self.endings.items() if ending.when)
        return tuple((key, *(when.anger or (0, MAX_ANGER)), *(when.percent or (0, 100))) for key, when in ranges)


def needs_order(scenario: Scenario, step: NeedsStep) -> tuple[str, ...]:
    """The ids of the needs in their true order at a step, the dominant first."""
    return step.order or tuple(scenario.needs)
