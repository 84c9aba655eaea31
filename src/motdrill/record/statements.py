"""A drill as xAPI 1.0.3 statements: `answered` for each answer, `completed`, and `passed` or `failed`.

The same drill always gives the same statements with the same ids, so that a store which has them knows them again: ids
are UUIDs of version 5 in the namespace of the drill's own UUID, and all that is said follows from the journal.
"""

from __future__ import annotations

import uuid
from datetime import datetime
from fractions import Fraction
from typing import Any, Final, TypeAlias

from motdrill.drill.document import exact
from motdrill.drill.played import Played, Timing, utc
from motdrill.drill.scorecard import Cost, Scorecard
from motdrill.drill.state import Given
from motdrill.method.catalogue import MAX_POINTS
from motdrill.record.activities import DELIMITER, Activities, Activity, tag

Statement: TypeAlias = dict[str, Any]
"""One statement, as plain data."""

VERSION: Final = "1.0.0"
"""What a statement of any xAPI 1.0.x says of itself (part 2, section 2.4.10); the header says 1.0.3."""
ANONYMOUS: Final = "anonymous"
"""The account of whoever gave no name."""

_VERBS: Final = {
    "answered": {"en": "answered", "zh-CN": "回答了"},
    "completed": {"en": "completed", "zh-CN": "完成了"},
    "passed": {"en": "passed", "zh-CN": "通过了"},
    "failed": {"en": "failed", "zh-CN": "未通过"},
}


class Statements:
    """Makes statements of drills; what they share is made once."""

    def __init__(self, base: str) -> None:
        """Begins.

        Args:
            base: What the ids of activities and extensions begin with, without a slash at its end.
        """
        self._base = base
        self._known: dict[tuple[str, str], Activities] = {}

    def of(self, played: Played) -> list[Statement]:
        """The statements of a drill, in the order in which they became true.

        Args:
            played: A drill that came to its end, and no replay.
        """
        card = Scorecard(played.drill)
        last = "passed" if card.passed else "failed"
        return [
            *(self._answered(played, cost, timing) for cost, timing in zip(card.costs, played.timings, strict=True)),
            self._ended(played, "completed", self._completion(played, card)),
            self._ended(played, last, {"success": card.passed, "score": _score(card)}),
        ]

    def _activities(self, played: Played) -> Activities:
        key = played.text_hash, played.drill.scenario_id
        if key not in self._known:
            self._known[key] = Activities(played.drill.scenario, played.drill.scenario_id, self._base)
        return self._known[key]

    def _whole(self, played: Played) -> Activity:
        activities = self._activities(played)
        return activities.exam if played.mode == "exam" else activities.scenario

    def _answered(self, played: Played, cost: Cost, timing: Timing) -> Statement:
        given = _response(cost.turn.answer.given)
        points = cost.turn.points
        result = {
            **({"response": given} if given else {}),
            "score": {"scaled": points / MAX_POINTS, "raw": points, "min": 0, "max": MAX_POINTS},
            "success": points == MAX_POINTS,
            "duration": duration(timing.elapsed_s),
            "extensions": self._extensions(
                anger={"before": cost.turn.before.anger, "after": cost.turn.after.anger},
                cost={"percent": cost.shown_percent, "exact": exact(cost.exact_percent)},
                counts=cost.turn.counts,
                hinted=bool(timing.hinted),
            ),
        }
        step = self._activities(played).step(cost.turn.answer.step)
        return self._statement(played, f"answered/{cost.number}", played.answered_at(timing), step, result)

    def _ended(self, played: Played, verb: str, result: dict[str, Any]) -> Statement:
        return self._statement(played, verb, played.ended_at or played.started_at, self._whole(played), result)

    def _completion(self, played: Played, card: Scorecard) -> dict[str, Any]:
        remembered = {"value": float(card.remembered), "exact": exact(card.remembered), "guess": played.guess}
        return {
            "completion": True,
            "success": card.passed,
            "score": _score(card),
            "duration": duration(sum(timing.elapsed_s for timing in played.timings)),
            "extensions": self._extensions(ending={"id": card.ending, "lost": card.lost}, remembered=remembered),
        }

    def _statement(
        self, played: Played, name: str, at: datetime, activity: Activity, result: dict[str, Any]
    ) -> Statement:
        verb = name.split("/")[0]
        return {
            "id": str(uuid.uuid5(uuid.UUID(played.id), name)),
            "actor": {
                "objectType": "Agent",
                "account": {"homePage": self._base, "name": played.trainee or ANONYMOUS},
            },
            "verb": {"id": f"http://adlnet.gov/expapi/verbs/{verb}", "display": _VERBS[verb]},
            "object": activity,
            "result": result,
            "context": self._context(played, activity),
            "timestamp": utc(at),
            "version": VERSION,
        }

    def _context(self, played: Played, activity: Activity) -> dict[str, Any]:
        around = self._around(played, activity)
        return {
            "registration": played.id,
            **({"contextActivities": around} if around else {}),
            "revision": played.text_hash,
            "platform": "motdrill",
            "language": tag(played.lang),
            "extensions": self._extensions(mode=played.mode, seed=played.drill.seed),
        }

    def _around(self, played: Played, activity: Activity) -> dict[str, Any]:
        """A step is part of a drill, and practice and exam are found together by the scenario as their grouping."""
        whole, scenario = self._whole(played), self._activities(played).scenario
        parent = {} if activity is whole else {"parent": [_reference(whole)]}
        return parent if activity is scenario else {**parent, "grouping": [_reference(scenario)]}

    def _extensions(self, **values: object) -> dict[str, object]:
        return {f"{self._base}/extensions/{name}": value for name, value in values.items()}


def _reference(activity: Activity) -> Activity:
    return {"objectType": "Activity", "id": activity["id"]}


def _response(given: Given) -> str:
    """An answer in the form of its interaction's pattern; empty where no line was marked."""
    return DELIMITER.join(given) if isinstance(given, tuple) else str(given)


def _score(card: Scorecard) -> dict[str, Any]:
    return {"scaled": float(card.score / Fraction(100)), "raw": card.score_percent, "min": 0, "max": 100}


def duration(elapsed_s: float) -> str:
    """Seconds as an ISO 8601 duration, to a hundredth: PT12.5S."""
    return f"PT{elapsed_s:.2f}".rstrip("0").rstrip(".") + "S"
