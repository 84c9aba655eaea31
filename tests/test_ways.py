"""Ways through a scenario: as few as have everything in them, one to each ending, and how they are read."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

import pytest
from hypothesis import given, settings

from motdrill import library
from motdrill.author.scenario_facts import ScenarioFacts
from motdrill.author.ways import Way, Ways, way_to
from motdrill.drill.best_play import lossless_answer
from motdrill.drill.drill import Drill
from motdrill.scenario.load import load, scenario_from_text
from motdrill.scenario.model import NeedsStep, ReplyStep, SpotStep, needs_order
from motdrill.scenario.safe_text import to_json
from motdrill.scenario.texts import text_at, text_in
from motdrill.sessions import ways as session
from strategies import scenarios
from terminal import Run

MANY = 300
BANK = load(library.bundled_folder() / "bank-counter.yaml").scenario


def unwrapped(text: str) -> str:
    """A text without its white space: Chinese lines are broken anywhere."""
    return "".join(text.split())


def played(drill: Drill) -> Iterator[Drill]:
    """Every way there is, by playing all replies."""
    if drill.step is None:
        yield drill
        return
    values = drill.step.replies if isinstance(drill.step, ReplyStep) else [lossless_answer(drill)]
    for value in values:
        yield from played(drill.answer(value))


@settings(max_examples=60, deadline=None)
@given(scenarios())
def test_every_way_is_given_once_and_the_best_one_to_each_ending_found(drawn: dict[str, Any]) -> None:
    scenario = scenario_from_text(to_json(drawn))
    facts = ScenarioFacts(scenario)
    ways = Ways(facts.attainable, "en")
    every = list(islice(played(Drill(scenario, "drawn", 0)), MANY))
    if len(every) < MANY:
        given_ways: list[Way] = list(ways.by_novelty())
        assert ways.number == len(every) == len(given_ways)
        assert set(given_ways) == {drill.answers for drill in every}
        for ending in facts.reachable_endings:
            talk = max(drill.state.talk for drill in every if drill.state.ending == ending)
            way = way_to(facts, ending)
            state = Drill(scenario, "drawn", 0, way or ()).state
            assert (state.ending, state.talk) == (ending, talk)
    assert way_to(facts, "nowhere") is None


def test_a_few_ways_have_every_reply_of_a_case_at_every_wording() -> None:
    for path, _own in library.scenario_files():
        ways = Ways(ScenarioFacts(load(path).scenario).attainable, "en")
        unread = set(ways.exchanges)
        for number, way in enumerate(ways.by_novelty(), 1):
            news = unread & set(ways.exchanges_on(way))
            assert news, f"{path.stem}: way {number} has nothing new while {len(unread)} are unread"
            unread -= news
            if not unread:
                break
        assert number <= 20, path.stem


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_ways_are_read_as_dialogues_the_best_first_then_one_to_each_other_ending(run: Run, lang: str) -> None:
    done = run("ways", "bank-counter", "--plain", "--lang", lang)
    assert (done.code, done.err) == (0, "")
    best, *others = unwrapped(done.out).split(unwrapped(text_in(BANK.title, lang)))[1:]
    facts, at = ScenarioFacts(BANK), 0
    for turn in Drill(BANK, "bank-counter", 0, way_to(facts, "receipt-in-hand") or ()).turns:
        step = BANK.steps[turn.answer.step]
        read = [text_at(step.says, turn.before.anger, lang)]
        if isinstance(step, ReplyStep):
            reply = step.replies[str(turn.answer.value)]
            read += [text_in(reply.text, lang), text_at(reply.reaction, turn.after.anger, lang)]
        for text in read:
            at = best.index(unwrapped(text), at)
    assert "`receipt-in-hand`" in best
    ends = {ending for ending in facts.reachable_endings for way in others if f"`{ending}`" in way}
    assert ends == facts.reachable_endings - {"receipt-in-hand"} and len(others) == len(ends)
    assert "7888" in others[-1]


@pytest.mark.parametrize(
    ("options", "ways", "told"),
    [
        (["--best"], 1, "1 way shown, of 160 in all. Not read yet: "),
        (["--ending", "walked-out"], 1, "No way shown ends in `beside-the-window`, `last-row`, `one-question`: "),
        (["--all", "3"], 3, "3 ways shown, of 160 in all. Not read yet: "),
        (["--all", "12"], 12, "The first 9 have every reply"),
        (["--all", "200"], 160, "160 ways shown, of 160 in all. The first 9 "),
    ],
)
def test_the_ways_asked_for_are_shown_and_what_stands_in_none_of_them_is_told(
    run: Run, options: list[str], ways: int, told: str
) -> None:
    done = run("ways", "skipped-number", *options)
    assert done.code == 0 and done.out.count("─\n") == ways
    assert told in " ".join(done.out.split())


@pytest.mark.parametrize("case", ["bank-counter", "opening-hours"])
def test_a_step_that_asks_for_no_reply_is_read_with_what_is_right_there(run: Run, case: str) -> None:
    scenario = load(library.bundled_folder() / f"{case}.yaml").scenario
    told = unwrapped(run("ways", case, "--best").out)
    for step in scenario.steps.values():
        if isinstance(step, NeedsStep):
            needs = [text_in(scenario.needs[need].text, "en") for need in needs_order(scenario, step)]
            assert unwrapped("".join(f"{number}{text}" for number, text in zip("①②③④⑤", needs, strict=False))) in told
        elif isinstance(step, SpotStep):
            assert all((f"✓{unwrapped(text_in(line.text, 'en'))}" in told) == line.good for line in step.lines.values())
    assert "Itwas★" in told


def test_of_a_story_with_countless_ways_the_first_are_found_at_once(
    capsys: pytest.CaptureFixture[str], tmp_path: Any
) -> None:
    replies = {f"say-{i}": {"text": f"{i}", "score": i % 4, "why": "So.", "stars": 1 - i % 3} for i in range(3)}
    steps = {f"step-{i}": {"says": "Well?", "replies": replies} for i in range(400)}
    long = {"format": 1, "title": "Long", "customer": {"name": "Li", "anger": 2}, "steps": steps}
    (tmp_path / "long.yaml").write_text(to_json(long), "utf-8")
    session.report_ways(str(tmp_path / "long.yaml"), best=False, ending="", most=2, plain=True)
    assert "2 ways shown, of more than a billion in all." in " ".join(capsys.readouterr().out.split())
