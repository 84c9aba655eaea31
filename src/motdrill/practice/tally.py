"""What several drills add up to: the part that one person's progress and a group's report share."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cache

from motdrill.drill.played import Played
from motdrill.drill.scorecard import Scorecard, SkillRow
from motdrill.method.catalogue import HARMFUL_CODES, MAX_POINTS, SKILL_GROUPS, SKILLS
from motdrill.scenario.model import ReplyStep


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A harmful code and what replies that show it have cost.

    Attributes:
        code: Its id.
        times: How often such a reply was chosen.
        points: The points those replies left, up to 3 each where the step counts.
    """

    code: str
    times: int
    points: int


@dataclass(frozen=True, slots=True)
class SkillTotal(SkillRow):
    """Points of one skill over several drills.

    Attributes:
        percents: For each drill that trained it, oldest first, the percentage earned (floor).
    """

    percents: tuple[int, ...] = ()

    @property
    def percent(self) -> int:
        """Points earned of those there were; the floor."""
        return 100 * self.points // self.of


@dataclass(slots=True)
class Tally:
    """Adds drills up.

    Attributes:
        drills: How many.
        passed: How many of them were passed.
        seconds: The time taken to answer.
        points: Points by skill.
        of: Points there were, by skill.
        times: How often each harmful code was shown.
        left: The points left by replies that show it.
    """

    drills: int = 0
    passed: int = 0
    seconds: float = 0.0
    points: Counter[str] = field(default_factory=Counter)
    of: Counter[str] = field(default_factory=Counter)
    times: Counter[str] = field(default_factory=Counter)
    left: Counter[str] = field(default_factory=Counter)

    def add(self, played: Played, card: Scorecard) -> None:
        """Adds a drill that is over, with its scorecard."""
        self.drills += 1
        self.passed += card.passed
        self.seconds += sum([timing.elapsed_s for timing in played.timings])
        steps, points, of = played.drill.scenario.steps, self.points, self.of
        for turn in played.drill.turns:  # the scorecard's skills, without a row for each
            step, earned = steps[turn.answer.step], turn.points
            if turn.counts:
                for skill in step.trains:
                    points[skill] += earned
                    of[skill] += MAX_POINTS
            if isinstance(step, ReplyStep):
                for code in _harmful(step.replies[str(turn.answer.given)].does):
                    self.times[code] += 1
                    self.left[code] += (MAX_POINTS - earned) * turn.counts

    def join(self, other: Tally) -> None:
        """Adds what another tally has added up."""
        self.drills += other.drills
        self.passed += other.passed
        self.seconds += other.seconds
        for name in ("points", "of", "times", "left"):
            getattr(self, name).update(getattr(other, name))

    def skills(self) -> tuple[SkillTotal, ...]:
        """A row for each skill practised, in the method's order."""
        return tuple(SkillTotal(GROUP_OF[s], s, self.points[s], self.of[s]) for s in SKILLS if self.of[s])

    def codes(self) -> tuple[CodeRow, ...]:
        """The harmful codes shown, the dearest first."""
        rows = (CodeRow(code, times, self.left[code]) for code, times in self.times.items())
        return tuple(sorted(rows, key=lambda row: (-row.points, -row.times, row.code)))


_HARMFUL = frozenset(HARMFUL_CODES)


@cache
def _harmful(codes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(code for code in codes if code in _HARMFUL)


GROUP_OF = {skill: group for group, skills in SKILL_GROUPS.items() for skill in skills}


def weakest(rows: tuple[SkillTotal, ...]) -> SkillTotal | None:
    """The skill with the least of its points; None where nothing was practised, or nothing was lost."""
    lowest = min(rows, key=lambda row: (row.points / row.of, -row.of), default=None)
    return lowest if lowest and lowest.points < lowest.of else None
