"""An independent reference of the rules of a drill and of the author's analysis: exact, brute, slow, simple.

A scenario is the plain dict its YAML file holds (`yaml.safe_load`); numbers are ints or Fractions. Nothing is cached
between calls, so a test may change a scenario and ask again. This module never imports motdrill.

Readings where the design leaves room: a walk-out beats any goto; every tie goes to the first in file order; where
nothing can be earned, nothing is lost and the score is 100; a turning point after which nothing passes wins over
"nothing was lost".
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations, permutations
from math import floor
from typing import Any, NamedTuple

Scenario = dict[str, Any]
Answer = str | int | tuple[str, ...] | frozenset[str]
State = tuple[str, int]
Values = dict[State, int]
End = tuple[str | None, int, int, int]
"""A goto target or None, the anger, the points of replies (talk), the points of all other steps (reading)."""

DEPTHS = {"answer": 1, "restate": 2, "unsaid": 3}
NEEDED = (0, 1, 1, 2, 2, 3, 3)
BUILT_IN = {"satisfied": False, "settled": False, "lost": True, "walked-out": True}
CALM, FURY = 0, 6


# ---------------------------------------------------------------- one answer


def kind(step: dict[str, Any]) -> str:
    """What a step asks for."""
    return str(step.get("ask", "reply"))


def counts(step: dict[str, Any]) -> bool:
    """Whether a step earns points."""
    return bool(step.get("counts", True))


def start(scenario: Scenario) -> State:
    """First step and opening anger."""
    return next(iter(scenario["steps"])), scenario["customer"]["anger"]


def miss(reply: dict[str, Any], anger: int) -> int:
    """How far a reply's depth is off at this anger, 0 where it gives none."""
    if "depth" not in reply:
        return 0
    too_shallow = max(0, NEEDED[anger] - DEPTHS[reply["depth"]])
    names_unshown_hurt = 1 if reply["depth"] == "unsaid" and anger <= 2 else 0
    return too_shallow + names_unshown_hurt


def worth(reply: dict[str, Any], anger: int) -> int:
    """Points of a reply, 0-3, whether or not its step counts."""
    return max(0, reply["score"] - miss(reply, anger))


def stars(reply: dict[str, Any], anger: int) -> int:
    """What the reply does to the anger here, before limits."""
    given = reply.get("stars", 0)
    return min(0, given + miss(reply, anger)) if given < 0 else given


def anger_points(guess: int, true: int) -> int:
    """Points for stars read."""
    return max(0, 3 - abs(guess - true))


def needs_points(ranking: tuple[str, ...], true: list[str]) -> int:
    """Points for a ranking."""
    pairs = list(combinations(true, 2))
    kept = sum(ranking.index(first) < ranking.index(second) for first, second in pairs)
    points = 3 * kept // len(pairs)
    return points if ranking[0] == true[0] else min(1, points)


def spot_points(marked: frozenset[str], lines: dict[str, Any]) -> int:
    """Points for the lines marked; the good ones are those to mark."""
    right = sum((name in marked) == line["good"] for name, line in lines.items())
    return max(0, floor(Fraction(3 * (2 * right - len(lines)), len(lines)) + Fraction(1, 2)))


def true_order(scenario: Scenario, step: dict[str, Any]) -> list[str]:
    """The needs of a step, the dominant first."""
    return list(step.get("order") or scenario["needs"])


def default_next(scenario: Scenario, step_id: str) -> str | None:
    """The step's goto, else the next step in the file, else None: the end."""
    ids = list(scenario["steps"])
    following = ids[ids.index(step_id) + 1 :]
    return scenario["steps"][step_id].get("goto") or (following[0] if following else None)


class Move(NamedTuple):
    """One answer at one step and anger; `next` is a step, an ending, or None: an ending chosen by `when`."""

    label: str
    answer: Answer
    points: int
    next: str | None
    next_anger: int
    walked_out: bool = False
    talk: bool = False


def moves(scenario: Scenario, step_id: str, anger: int) -> Iterator[Move]:
    """Every possible answer, in file order."""
    step = scenario["steps"][step_id]
    onward, earns = default_next(scenario, step_id), 1 if counts(step) else 0
    if kind(step) == "reply":
        yield from _reply_moves(step["replies"], anger, onward, earns)
    for label, answer, points in _readings(scenario, step, anger):
        yield Move(label, answer, earns * points, onward, anger)


def _reply_moves(replies: dict[str, Any], anger: int, onward: str | None, earns: int) -> Iterator[Move]:
    for name, reply in replies.items():
        after = anger + stars(reply, anger)
        out = after > FURY
        target = "walked-out" if out else reply.get("goto") or onward
        yield Move(name, name, earns * worth(reply, anger), target, min(FURY, max(CALM, after)), out, True)


def _readings(scenario: Scenario, step: dict[str, Any], anger: int) -> Iterator[tuple[str, Answer, int]]:
    if kind(step) == "anger":
        for guess in range(7):
            yield str(guess), guess, anger_points(guess, anger)
    elif kind(step) == "needs":
        true = true_order(scenario, step)
        for ranking in permutations(true):
            yield ">".join(ranking), ranking, needs_points(ranking, true)
    elif kind(step) == "spot":
        for size in range(len(step["lines"]) + 1):
            for chosen in combinations(step["lines"], size):
                yield ",".join(chosen) or "-", frozenset(chosen), spot_points(frozenset(chosen), step["lines"])


# ---------------------------------------------------------------- what is attainable, and how it ends


def values(scenario: Scenario) -> Values:
    """Most points attainable from every (step, anger), backward in file order."""
    found: Values = {}
    for step_id in reversed(scenario["steps"]):
        for anger in range(7):
            found[step_id, anger] = max(m.points + ahead(scenario, found, m) for m in moves(scenario, step_id, anger))
    return found


def ahead(scenario: Scenario, found: Values, move: Move) -> int:
    """Most points attainable after a move; 0 at an end."""
    return found[move.next, move.next_anger] if move.next in scenario["steps"] else 0


def best(scenario: Scenario) -> int:
    """Most points attainable from the start."""
    return values(scenario)[start(scenario)]


def best_part(scenario: Scenario, *, talk: bool) -> int:
    """Most points that replies (talk), or all other steps, can earn from the start."""
    found: Values = {}
    for step_id in reversed(scenario["steps"]):
        for anger in range(7):
            found[step_id, anger] = max(
                (m.points if m.talk == talk else 0) + ahead(scenario, found, m) for m in moves(scenario, step_id, anger)
            )
    return found[start(scenario)]


def worst(scenario: Scenario) -> int:
    """Fewest points a finished drill can hold."""
    return min(talk + reading for _, _, talk, reading in random_ends(scenario))


def score(points: int, best_points: int) -> Fraction:
    """Exact percentage of the best attainable."""
    return Fraction(100 * points, best_points) if best_points else Fraction(100)


def ending(scenario: Scenario, target: str | None, anger: int, percent: int) -> str:
    """The goto target (or walked-out), else the first own ending whose ranges hold, else a built-in one."""
    if target is not None:
        return target
    for name, own in scenario.get("endings", {}).items():
        if name in BUILT_IN or "when" not in own:
            continue
        (least, most), (low, high) = own["when"].get("anger", (0, 6)), own["when"].get("percent", (0, 100))
        if least <= anger <= most and low <= percent <= high:
            return name
    return "satisfied" if anger <= 1 else "settled" if anger <= 3 else "lost"


def is_lost(scenario: Scenario, name: str) -> bool:
    """Whether an ending loses the customer."""
    return BUILT_IN[name] if name in BUILT_IN else bool(scenario["endings"][name].get("lost", False))


def passed(scenario: Scenario, name: str, exact: Fraction) -> bool:
    """Whether a drill with this ending and score is passed."""
    return floor(exact) >= scenario.get("pass", 70) and not is_lost(scenario, name)


# ---------------------------------------------------------------- players

Chooser = Callable[[str, int, list[Move]], list[Move]]
Distribution = tuple[dict[Fraction, Fraction], dict[str, Fraction], Fraction]
"""score -> probability, ending -> probability, chance to pass."""


def everything(_step: str, _anger: int, options: list[Move]) -> list[Move]:
    """The random player: uniform over replies, stars 0-6, permutations, subsets."""
    return options


def within_one_point(_step: str, _anger: int, options: list[Move]) -> list[Move]:
    """The good player: uniform over answers within one point of the most points there."""
    top = max(move.points for move in options)
    return [move for move in options if move.points >= top - 1]


def best_moves(scenario: Scenario) -> Chooser:
    """The perfect player: every move that costs nothing."""
    found = values(scenario)
    return lambda step, anger, options: [
        move for move in options if move.points + ahead(scenario, found, move) == found[step, anger]
    ]


def reached(scenario: Scenario, allowed: Chooser) -> dict[str, set[int]]:
    """Per step, in file order, the anger levels a player may come there with."""
    seen: dict[str, set[int]] = {step: set() for step in scenario["steps"]}
    first, opening = start(scenario)
    seen[first].add(opening)
    for step, angers in seen.items():
        for anger in sorted(angers):
            for move in allowed(step, anger, list(moves(scenario, step, anger))):
                if move.next in seen:
                    seen[move.next].add(move.next_anger)
    return seen


def reachable(scenario: Scenario) -> dict[str, set[int]]:
    """Per step, in file order, the anger levels some answer list leads there with."""
    return reached(scenario, everything)


def perfect_states(scenario: Scenario) -> dict[str, set[int]]:
    """Per step, in file order, the anger levels met on some perfect way."""
    return reached(scenario, best_moves(scenario))


def ends(scenario: Scenario, allowed: Chooser) -> dict[End, Fraction]:
    """Exact distribution of the ends for a player uniform over the allowed moves."""
    at: dict[str, dict[tuple[int, int, int], Fraction]] = {step: defaultdict(Fraction) for step in scenario["steps"]}
    out: dict[End, Fraction] = defaultdict(Fraction)
    first, opening = start(scenario)
    at[first][opening, 0, 0] = Fraction(1)
    for step, places in at.items():
        for (anger, *points), chance in places.items():
            for (said, read, target, after), share in _shares(scenario, allowed, step, anger).items():
                talk, reading = points[0] + said, points[1] + read
                if target in at:
                    at[target][after, talk, reading] += chance * share
                else:
                    out[target, after, talk, reading] += chance * share
    return dict(out)


def _shares(
    scenario: Scenario, allowed: Chooser, step: str, anger: int
) -> dict[tuple[int, int, str | None, int], Fraction]:
    options = allowed(step, anger, list(moves(scenario, step, anger)))
    shares: dict[tuple[int, int, str | None, int], Fraction] = defaultdict(Fraction)
    for move in options:
        talk = move.points if move.talk else 0
        shares[talk, move.points - talk, move.next, move.next_anger] += Fraction(1, len(options))
    return shares


def random_ends(scenario: Scenario) -> dict[End, Fraction]:
    """The ends of the random player."""
    return ends(scenario, everything)


def perfect_ends(scenario: Scenario) -> set[End]:
    """The ends of all answer lists with the best total."""
    return set(ends(scenario, best_moves(scenario)))


def distribution(scenario: Scenario, allowed: Chooser) -> Distribution:
    """A player's exact scores, endings and chance to pass."""
    top, top_talk = best(scenario), best_part(scenario, talk=True)
    scores: dict[Fraction, Fraction] = defaultdict(Fraction)
    endings: dict[str, Fraction] = defaultdict(Fraction)
    passing = Fraction(0)
    for (target, anger, talk, reading), chance in ends(scenario, allowed).items():
        exact = score(talk + reading, top)
        name = ending(scenario, target, anger, floor(score(talk, top_talk)))
        scores[exact] += chance
        endings[name] += chance
        passing += chance if passed(scenario, name, exact) else 0
    return dict(sorted(scores.items())), dict(endings), passing


def random_distribution(scenario: Scenario) -> Distribution:
    """What comes of answering at random."""
    return distribution(scenario, everything)


# ---------------------------------------------------------------- always the longest, shortest, deepest


def text_of(text: str | dict[str, str], lang: str) -> str:
    """The string for a language."""
    return text if isinstance(text, str) else text[lang]


def width(text: str) -> int:
    """Display width in cells: East Asian wide and full-width characters are 2."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def chooser(scenario: Scenario, policy: str, lang: str) -> Chooser:
    """best | longest | shortest | deepest, as a player that allows one move."""
    perfect = best_moves(scenario)

    def rank(replies: dict[str, Any], move: Move) -> int:
        if policy == "deepest":
            return DEPTHS.get(replies[move.label].get("depth", ""), 0)
        return width(text_of(replies[move.label]["text"], lang)) * (1 if policy == "longest" else -1)

    def choose(step_id: str, anger: int, options: list[Move]) -> list[Move]:
        replies = scenario["steps"][step_id].get("replies", {})
        no_depth = policy == "deepest" and not any("depth" in reply for reply in replies.values())
        if policy == "best" or not replies or no_depth:
            return [max(perfect(step_id, anger, options), key=lambda move: move.points)]  # of equals the first
        return [max(options, key=lambda move: rank(replies, move))]

    return choose


def policy_answers(scenario: Scenario, policy: str, lang: str = "en") -> list[Answer]:
    """The answers such a player gives."""
    choose, answers = chooser(scenario, policy, lang), list[Answer]()
    at: str | None
    at, anger = start(scenario)
    while at in scenario["steps"]:
        move = choose(at, anger, list(moves(scenario, at, anger)))[0]
        answers.append(move.answer)
        at, anger = move.next, move.next_anger
    return answers


# ---------------------------------------------------------------- one drill


@dataclass
class Row:
    """One answered step; the cost in percent."""

    step: str
    move: Move
    before: int
    cost: Fraction


@dataclass
class Play:
    """A drill folded over its answers; `ending` is None and `passed` False while it is unfinished."""

    best: int
    at: str | None
    anger: int
    rows: list[Row] = field(default_factory=list)
    points: int = 0
    talk: int = 0
    best_talk: int = 0
    best_reading: int = 0
    score: Fraction = Fraction(0)
    ending: str | None = None
    passed: bool = False
    turning: int | None = None
    remembered: Fraction | None = None
    worst_moment: int | None = None
    best_moment: int | None = None


def play(scenario: Scenario, answers: Iterable[Answer]) -> Play:
    """Folds the rules over an answer list; ValueError for an answer that is none, or one too many."""
    found = values(scenario)
    played = Play(found[start(scenario)], *start(scenario))
    played.best_talk, played.best_reading = best_part(scenario, talk=True), best_part(scenario, talk=False)
    memo: dict[End, bool] = {}
    hopeless = not can_pass(scenario, played, memo)  # from the start: then no answer has decided it
    for number, answer in enumerate(answers):
        _take(scenario, found, played, answer)
        if played.turning is None and not hopeless and not can_pass(scenario, played, memo):
            played.turning = number
    played.score = score(played.points, played.best)
    if played.turning is None:
        played.turning = costliest([row.cost for row in played.rows])
    if played.at not in scenario["steps"]:
        played.ending = ending(scenario, played.at, played.anger, talk_percent(played))
        played.passed = passed(scenario, played.ending, played.score)
        _remember(played)
    return played


def _take(scenario: Scenario, found: Values, played: Play, answer: Answer) -> None:
    at, anger = played.at, played.anger
    if at not in scenario["steps"]:
        raise ValueError(f"the drill has ended before {answer!r}")
    move = next((move for move in moves(scenario, at, anger) if move.answer == answer), None)
    if move is None:
        raise ValueError(f"{answer!r} is no answer at {at}")
    lost = found[at, anger] - move.points - ahead(scenario, found, move)
    cost = Fraction(100 * lost, played.best) if played.best else Fraction(0)
    played.rows.append(Row(at, move, anger, cost))
    played.points += move.points
    played.talk += move.points if move.talk else 0
    played.at, played.anger = move.next, move.next_anger


def can_pass(scenario: Scenario, played: Play, memo: dict[End, bool]) -> bool:
    """Whether some continuation passes."""

    def from_here(at: str | None, anger: int, talk: int, reading: int) -> bool:
        if (at, anger, talk, reading) in memo:
            return memo[at, anger, talk, reading]
        if at in scenario["steps"]:
            onward = {
                (m.next, m.next_anger, talk + m.points * m.talk, reading + m.points * (not m.talk))
                for m in moves(scenario, at, anger)
            }
            result = any(from_here(*place) for place in sorted(onward, key=str))
        else:
            exact, said = score(talk + reading, played.best), floor(score(talk, played.best_talk))
            result = passed(scenario, ending(scenario, at, anger, said), exact)
        memo[at, anger, talk, reading] = result
        return result

    return from_here(played.at, played.anger, played.talk, played.points - played.talk)


def talk_percent(played: Play) -> int:
    """The floor of the talk's share of what replies could have earned."""
    return floor(score(played.talk, played.best_talk))


def costliest(costs: list[Fraction]) -> int | None:
    """Index of the first of the highest costs; None if nothing was lost."""
    return costs.index(max(costs)) if any(costs) else None


def _remember(played: Play) -> None:
    """The reply that raised the anger highest, the one that soothed most (from 1), and 0-10 from worst and end."""
    rows = enumerate(played.rows, 1)
    changes = [(n, row.before, row.move.next_anger, row.move.walked_out) for n, row in rows if row.move.talk]
    raised = [(n, after) for n, before, after, out in changes if after > before or out]
    soothed = [(n, before - after) for n, before, after, _out in changes if after < before]
    worst_anger = max((after for _n, after in raised), default=None)
    played.worst_moment = next((n for n, _before, _after, out in changes if out), None)
    if played.worst_moment is None:
        played.worst_moment = next((n for n, after in raised if after == worst_anger), None)
    most = max((stars for _n, stars in soothed), default=None)
    played.best_moment = next((n for n, stars in soothed if stars == most), None)
    end = Fraction(played.anger, 6)
    mean = end if worst_anger is None else (Fraction(worst_anger, 6) + end) / 2
    played.remembered = 10 * (1 - mean)


def shown_costs(exact: list[Fraction]) -> list[int]:
    """Whole percents by largest remainder, summing to the ceiling of the sum; ties to the first."""
    shown = [floor(cost) for cost in exact]
    left = -floor(-sum(exact, Fraction(0))) - sum(shown)
    for i in sorted(range(len(exact)), key=lambda i: shown[i] - exact[i])[:left]:
        shown[i] += 1
    return shown
