"""Hypothesis strategies: small valid scenarios, as the plain dicts their files would hold, and answers to them.

A strategy is made once for the same arguments and kept: making and examining them takes longer than drawing from them.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from hypothesis import strategies as st

from oracle import Answer, Scenario, moves, start

STEPS = ("open-it", "hear-it", "turn-it", "sort-it", "mend-it", "close-it")
NEEDS = ("heard", "fix", "why-so", "money")
BUILT_IN = ("satisfied", "settled", "lost", "walked-out")


@cache
def _ranges(most: int) -> st.SearchStrategy[list[int]]:
    return st.lists(st.integers(0, most), min_size=2, max_size=2).map(sorted)


def _some(fields: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[dict[str, Any]]:
    """Each of the fields, or not."""
    return st.fixed_dictionaries({}, optional=fields)


@cache
def _replies(later: tuple[str, ...]) -> st.SearchStrategy[dict[str, Any]]:
    fixed = {"text": st.sampled_from(["a word", "字", "more words"]), "score": st.integers(0, 3), "why": st.just("so")}
    optional = {
        "stars": st.integers(-3, 3),
        "depth": st.sampled_from(["answer", "restate", "unsaid"]),
        "goto": st.sampled_from(later),
        "does": st.lists(st.sampled_from(["three-f", "blame", "verify"]), max_size=2),
    }
    return st.dictionaries(
        st.sampled_from(["go-on", "stop-it", "say-so", "be-it"]),
        st.fixed_dictionaries(fixed, optional=optional),
        min_size=2,
        max_size=4,
    )


@cache
def _lines() -> st.SearchStrategy[dict[str, Any]]:
    line = st.fixed_dictionaries({"text": st.just("said"), "good": st.booleans()})
    return st.dictionaries(st.sampled_from(["greets", "sighs", "asks", "blames"]), line, min_size=2, max_size=4)


@cache
def _order(needs: tuple[str, ...]) -> st.SearchStrategy[dict[str, Any]]:
    orders = st.permutations(needs).flatmap(lambda order: st.integers(2, len(needs)).map(lambda size: order[:size]))
    return _some({"order": orders})


_EITHER = st.booleans()
_ONE_OF_FIVE = st.integers(0, 4)
_TRAINS = st.lists(st.sampled_from(["emotion", "feel", "offer"]), unique=True)
_ASKS = st.sampled_from(["reply", "reply", "reply", "anger", "needs", "spot"])
_COUNTS_AND_SAYS = _some({"counts": st.booleans(), "says": st.just("…")})


@cache
def _one_of(names: tuple[str, ...]) -> st.SearchStrategy[str]:
    return st.sampled_from(names)


@cache
@st.composite
def _step(draw: st.DrawFn, later: tuple[str, ...], needs: tuple[str, ...]) -> dict[str, Any]:
    step: dict[str, Any] = draw(_COUNTS_AND_SAYS)
    step |= {"trains": draw(_TRAINS)}
    if draw(_ONE_OF_FIVE) == 0:
        step["goto"] = draw(_one_of(later))
    ask = draw(_ASKS)
    if ask != "reply" or draw(_EITHER):
        step["ask"] = ask
    if ask == "reply":
        step["replies"] = draw(_replies(later))
    elif ask == "spot":
        step["lines"] = draw(_lines())
    elif ask == "needs":
        step |= draw(_order(needs))
    return step


@cache
def _endings() -> st.SearchStrategy[dict[str, Any]]:
    when = _some({"anger": _ranges(6), "percent": _ranges(100)})
    own = _some({"when": when, "lost": st.booleans(), "title": st.just("The end")})
    built_in = st.just({"text": "Good-bye."})
    return _some(
        {"thanked": own, "satisfied": built_in, "leaves": own.map(lambda ending: ending | {"lost": True})}
    ).map(lambda endings: endings | {"only-by-goto": {"title": "So it was"}})


_NEEDS = st.integers(2, len(NEEDS))
_STEPS = st.integers(1, len(STEPS))
_ANGER = st.integers(0, 6)
_PASS = _some({"pass": st.integers(0, 100)})


@cache
@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    """A scenario of 1-6 steps of all kinds, with forward gotos, depths, stars, steps that do not count and endings."""
    needs = NEEDS[: draw(_NEEDS)]
    endings = draw(_endings())
    steps = STEPS[: draw(_STEPS)]
    scenario = {
        "format": 1,
        "title": "Drawn",
        "customer": {"name": "Li", "anger": draw(_ANGER)},
        "needs": {need: {"kind": "solve", "spoken": True, "text": need} for need in needs},
        "steps": {step: draw(_step((*steps[i + 1 :], *endings, *BUILT_IN), needs)) for i, step in enumerate(steps)},
        "endings": endings,
    }
    return scenario | draw(_PASS)


@st.composite
def answers(draw: st.DrawFn, scenario: Scenario) -> list[Answer]:
    """A full list of answers to a scenario."""
    given: list[Answer] = []
    at: str | None
    at, anger = start(scenario)
    while at in scenario["steps"]:
        move = draw(st.sampled_from(list(moves(scenario, at, anger))))
        given.append(move.answer)
        at, anger = move.next, move.next_anger
    return given


@st.composite
def drills(draw: st.DrawFn) -> tuple[Scenario, list[Answer]]:
    """A scenario and a full list of answers to it."""
    scenario = draw(scenarios())
    return scenario, draw(answers(scenario))
