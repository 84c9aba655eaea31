"""Shows ways through a scenario as dialogues: `motdrill ways`."""

from collections.abc import Iterator
from itertools import islice
from typing import Final

from motdrill.author.scenario_facts import ScenarioFacts
from motdrill.author.ways import Exchange, Way, Ways, way_to
from motdrill.drill.best_play import best_way
from motdrill.drill.drill import Drill
from motdrill.errors import UsageError, nearest
from motdrill.sessions.scenario_lookup import load_scenario
from motdrill.ui.output import show_page
from motdrill.ui.pages.ways import Coverage, coverage_page, way_page
from motdrill.ui.view import DrillView

MAX_WAYS: Final = 1000
"""More than anybody reads; each is found in time proportional to the file."""


def report_ways(scenario: str, *, best: bool, ending: str, most: int | None, plain: bool) -> None:
    """Prints ways through a scenario as dialogues, and how much of it they have in them.

    Args:
        scenario: Its id or file.
        best: Only the best way.
        ending: Only the best of the ways to this ending; empty for any.
        most: So many ways at most that have as much of the story in them as can be; None for one way to each ending.
        plain: As spoken text.

    Raises:
        ReadError: The scenario cannot be read.
        UsageError: There is no such scenario or ending, or the options say no or several kinds of ways.
    """
    if bool(best) + bool(ending) + (most is not None) > 1:
        raise UsageError("which-ways")
    if most is not None and not 0 < most <= MAX_WAYS:
        raise UsageError("ways-range", most=MAX_WAYS)
    loaded, lang = load_scenario(scenario)
    facts = ScenarioFacts(loaded.scenario)
    view = DrillView(Drill(loaded.scenario, loaded.id, 0), lang)
    if ending:
        ways: Iterator[Way] = iter([_named_ending(facts, ending)])
    elif most is not None:
        ways = islice(Ways(facts.attainable, lang).by_novelty(), most)
    else:
        ways = islice(_one_to_each_ending(view, facts), 1 if best else None)
    _show(view, facts, ways, plain)


def _named_ending(facts: ScenarioFacts, ending: str) -> Way:
    known = sorted({*facts.scenario.endings, *facts.reachable_endings})
    if ending not in known:
        raise UsageError("no-such-ending", name=ending, near=nearest(ending, known), known=known)
    way = way_to(facts, ending)
    if way is None:
        raise UsageError("no-way-there", name=ending)
    return way


def _one_to_each_ending(view: DrillView, facts: ScenarioFacts) -> Iterator[Way]:
    """The best way, then the best of the ways to every other ending, in the order of the file."""
    best = best_way(view.drill)
    yield best.answers
    endings = dict.fromkeys((*facts.scenario.endings, *sorted(facts.reachable_endings)))
    yield from filter(None, (way_to(facts, ending) for ending in endings if ending != best.state.ending))


def _show(view: DrillView, facts: ScenarioFacts, ways: Iterator[Way], plain: bool) -> None:
    """Prints ways, each as soon as it is found, and then what stands in none of them."""
    everything = Ways(facts.attainable, view.lang)
    read: set[Exchange] = set()
    endings: set[str] = set()
    shown = complete_after = 0
    for shown, way in enumerate(ways, 1):
        over = view.with_answers(way)
        show_page(way_page(over, shown), plain)
        print()
        read.update(everything.exchanges_on(way))
        endings.add(over.drill.state.ending or "")
        if not complete_after and len(read) == len(everything.exchanges):
            complete_after = shown
    unread = len(everything.exchanges) - len(read)
    left = sorted(facts.reachable_endings - endings)
    summary = Coverage(shown, everything.number, len(everything.exchanges), unread, complete_after, tuple(left))
    show_page(coverage_page(summary), plain)
