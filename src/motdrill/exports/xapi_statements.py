"""A drill as xAPI 1.0.3 statements: `answered` for each answer, `completed`, and `passed` or `failed`.

The same drill always gives the same statements with the same ids, so that a store recognises those it has: ids are
version 5 UUIDs in the namespace of the drill's UUID, and everything else follows from the journal.
"""

import uuid
from datetime import datetime
from fractions import Fraction
from typing import Any, Final, TypeAlias

from motdrill.drill.document import fraction_text
from motdrill.drill.records import PlayedDrill, Timing, utc_text
from motdrill.drill.scorecard import AnswerCost, Scorecard
from motdrill.drill.turn import AnswerValue
from motdrill.exports.xapi_activities import DELIMITER, Activities, Activity, language_tag
from motdrill.method.catalogue import MAX_POINTS

Statement: TypeAlias = dict[str, Any]
"""One statement, as plain data."""

VERSION: Final = "1.0.0"
"""The `version` of a statement of any xAPI 1.0.x (part 2, section 2.4.10); the HTTP header says 1.0.3."""
ANONYMOUS: Final = "anonymous"
"""The account name for drills without a name."""

_VERBS: Final = {
    "answered": {"en": "answered", "zh-CN": "回答了"},
    "completed": {"en": "completed", "zh-CN": "完成了"},
    "passed": {"en": "passed", "zh-CN": "通过了"},
    "failed": {"en": "failed", "zh-CN": "未通过"},
}


class Statements:
    """Makes statements of drills; activities are made once and shared."""

    def __init__(self, base: str) -> None:
        """Prepares to make statements whose activity and extension ids begin with `base` (no slash at its end)."""
        self._base = base
        self._known: dict[tuple[str, str], Activities] = {}

    def statements(self, played: PlayedDrill) -> list[Statement]:
        """The statements of a finished drill that is not a replay, in chronological order."""
        card = Scorecard(played.drill)
        verdict = "passed" if card.passed else "failed"
        return [
            *(self._answered(played, cost, timing) for cost, timing in zip(card.costs, played.timings, strict=True)),
            self._ended(played, "completed", self._completion(played, card)),
            self._ended(played, verdict, {"success": card.passed, "score": _score(card)}),
        ]

    def _activities(self, played: PlayedDrill) -> Activities:
        key = played.text_hash, played.drill.scenario_id
        if key not in self._known:
            self._known[key] = Activities(played.drill.scenario, played.drill.scenario_id, self._base)
        return self._known[key]

    def _whole(self, played: PlayedDrill) -> Activity:
        activities = self._activities(played)
        return activities.exam if played.mode == "exam" else activities.scenario

    def _answered(self, played: PlayedDrill, cost: AnswerCost, timing: Timing) -> Statement:
        response = _response(cost.turn.answer.value)
        points = cost.turn.points
        result = {
            **({"response": response} if response else {}),
            "score": {"scaled": points / MAX_POINTS, "raw": points, "min": 0, "max": MAX_POINTS},
            "success": points == MAX_POINTS,
            "duration": duration(timing.elapsed_s),
            "extensions": self._extensions(
                anger={"before": cost.turn.before.anger, "after": cost.turn.after.anger},
                cost={"percent": cost.shown_percent, "exact": fraction_text(cost.exact_percent)},
                counts=cost.turn.counts,
                hinted=bool(timing.hinted),
                **({"confirmed": timing.confirmed} if timing.confirmed else {}),
            ),
        }
        step = self._activities(played).step(cost.turn.answer.step)
        return self._statement(played, f"answered/{cost.number}", played.answered_at(timing), step, result)

    def _ended(self, played: PlayedDrill, verb: str, result: dict[str, Any]) -> Statement:
        return self._statement(played, verb, played.ended_at or played.started_at, self._whole(played), result)

    def _completion(self, played: PlayedDrill, card: Scorecard) -> dict[str, Any]:
        remembered = {
            "value": float(card.remembered_experience),
            "exact": fraction_text(card.remembered_experience),
            "guess": played.guess,
        }
        return {
            "completion": True,
            "success": card.passed,
            "score": _score(card),
            "duration": duration(sum(timing.elapsed_s for timing in played.timings)),
            "extensions": self._extensions(
                ending={"id": card.ending, "lost": card.lost},
                remembered=remembered,
                parts={"talk_percent": card.talk.percent, "reading_percent": card.reading.percent},
            ),
        }

    def _statement(
        self, played: PlayedDrill, name: str, at: datetime, activity: Activity, result: dict[str, Any]
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
            "timestamp": utc_text(at),
            "version": VERSION,
        }

    def _context(self, played: PlayedDrill, activity: Activity) -> dict[str, Any]:
        related = self._related(played, activity)
        return {
            "registration": played.id,
            **({"contextActivities": related} if related else {}),
            "revision": played.text_hash,
            "platform": "motdrill",
            "language": language_tag(played.lang),
            "extensions": self._extensions(mode=played.mode, seed=played.drill.seed),
        }

    def _related(self, played: PlayedDrill, activity: Activity) -> dict[str, Any]:
        """A step's parent is the drill; the scenario groups practice and exam."""
        whole, scenario = self._whole(played), self._activities(played).scenario
        parent = {} if activity is whole else {"parent": [_reference(whole)]}
        return parent if activity is scenario else {**parent, "grouping": [_reference(scenario)]}

    def _extensions(self, **values: object) -> dict[str, object]:
        return {f"{self._base}/extensions/{name}": value for name, value in values.items()}


def _reference(activity: Activity) -> Activity:
    return {"objectType": "Activity", "id": activity["id"]}


def _response(value: AnswerValue) -> str:
    """An answer in the format of its interaction; empty if no line was marked."""
    return DELIMITER.join(value) if isinstance(value, tuple) else str(value)


def _score(card: Scorecard) -> dict[str, Any]:
    return {"scaled": float(card.score / Fraction(100)), "raw": card.score_percent, "min": 0, "max": 100}


def duration(elapsed_s: float) -> str:
    """Seconds as an ISO 8601 duration with at most two decimals, such as PT12.5S."""
    return f"PT{elapsed_s:.2f}".rstrip("0").rstrip(".") + "S"
