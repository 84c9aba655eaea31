"""Progress, group report and item statistics as JSON documents."""

from datetime import date
from fractions import Fraction
from typing import Any, Final

from motdrill.drill.document import skill_document
from motdrill.practice.first_tries import FirstTry, first_tries_trend
from motdrill.practice.group import FirstAttemptsRow, Group, PersonRow
from motdrill.practice.item_statistics import ScenarioStatistics, StepStatistics
from motdrill.practice.own_words import SaidTotal
from motdrill.practice.progress import Progress, ScenarioRow, first_percent, recent_percent
from motdrill.practice.tally import SkillTotal, Tally

VERSION: Final = 1


def progress_document(progress: Progress, trainee: str, today: date) -> dict[str, Any]:
    """One person's progress as plain data; `trainee` is empty for no name, and the streak ends `today`."""
    return {
        "version": VERSION,
        "trainee": trainee,
        **_tally_totals(progress.tally),
        "reviews": progress.reviews,
        "skills": [_skill_trend(row) for row in progress.skills],
        "weakest": progress.weakest.skill if progress.weakest else None,
        "scenarios": [_scenario(row) for row in progress.scenarios],
        "losses": [{"kind": kind, "times": times, "points": points} for kind, times, points in progress.losses],
        "first_tries": _first_tries(progress.first_tries),
        "said": _said(progress.said),
        "days": {day.isoformat(): answers for day, answers in sorted(progress.days.items())},
        "streak_days": progress.streak(today),
        "calibration": _calibration(progress),
    }


def _skill_trend(row: SkillTotal) -> dict[str, Any]:
    trend = {
        "percents": [int(percent) for percent in row.percents],
        "now_percent": recent_percent(row),
        "first_percent": first_percent(row),
    }
    return {**skill_document(row), **trend}


def _scenario(row: ScenarioRow) -> dict[str, Any]:
    return {
        "scenario": row.scenario_id,
        "drills": len(row.scores),
        "best_percent": max(row.scores),
        "last_percent": row.scores[-1],
        "passed": row.passed,
        "last_passed": row.last_passed,
        "last_at": row.last_at.isoformat(timespec="seconds"),
    }


def _first_tries(tries: tuple[FirstTry, ...]) -> dict[str, Any]:
    trend = first_tries_trend([each.adjusted_percent for each in tries])
    return {"cases": [_first_try(each) for each in tries], "trend": trend._asdict() if trend else None}


def _first_try(each: FirstTry) -> dict[str, Any]:
    players = {"random_percent": round(each.random_percent, 2), "good_percent": round(each.good_percent, 2)}
    percents = {"percent": round(each.percent, 2), **players, "adjusted_percent": each.adjusted_percent}
    return {"scenario": each.scenario_id, "started_at": each.started_at.isoformat(timespec="seconds"), **percents}


def _said(said: SaidTotal | None) -> dict[str, Any] | None:
    return {**said._asdict(), "skills": [skill_document(row) for row in said.skills]} if said else None


def _tally_totals(tally: Tally) -> dict[str, Any]:
    codes = [{"code": row.code, "times": row.count, "points": row.points_lost} for row in tally.codes()]
    return {
        "drills": tally.drills,
        "passed": tally.passed,
        "seconds": round(tally.seconds),
        "talk_percent": tally.talk.percent,
        "reading_percent": tally.reading.percent,
        "codes": codes,
    }


def _calibration(progress: Progress) -> dict[str, Any] | None:
    calibration = progress.calibration
    if calibration is None:
        return None
    bias, error = _decimal(calibration.bias), _decimal(calibration.error)
    return {"drills": calibration.drills, "bias": bias, "error": error}


def _decimal(value: Fraction) -> float:
    return round(float(value), 3)


def group_document(group: Group) -> dict[str, Any]:
    """A group's report as plain data."""
    return {
        "version": VERSION,
        **_tally_totals(group.tally),
        "skills": [skill_document(row) for row in group.tally.skills()],
        "people": [_person(row) for row in group.people],
        "scenarios": [_first_attempts(row) for row in group.scenarios],
    }


def _person(row: PersonRow) -> dict[str, Any]:
    return {
        "trainee": row.trainee,
        "drills": row.drills,
        "passed": row.passed,
        "recent_percent": row.recent_percent,
        "weakest": row.weakest or None,
        "last_at": row.last_at.isoformat(timespec="seconds"),
    }


def _first_attempts(row: FirstAttemptsRow) -> dict[str, Any]:
    return {
        "scenario": row.scenario_id,
        "people": row.people,
        "first_mean_percent": row.mean_percent,
        "first_passed": row.passed,
    }


def items_document(items: ScenarioStatistics) -> dict[str, Any]:
    """A scenario's item statistics as plain data; those of a step with fewer than 10 people are null."""
    return {
        "version": VERSION,
        "scenario": items.scenario_id,
        "people": items.people,
        "left_out": items.other_text_count,
        "steps": [_step_statistics(item) for item in items.steps],
    }


def _step_statistics(item: StepStatistics) -> dict[str, Any]:
    return {
        "step": item.step,
        "ask": item.ask,
        "people": item.people,
        "facility_percent": _rounded(item.facility),
        "discrimination": _rounded(item.discrimination),
        "shares": [
            {"choice": share.choice, "percent": _rounded(share.percent), "best": share.is_right}
            for share in item.shares
        ],
        "idle": list(item.unused_replies),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)
