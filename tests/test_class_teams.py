"""A class by teams: all on one way, or each on its own."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from class_screen import TALK, enter, pass_opening, shows_step, to_the_end
from class_script import (
    BANK,
    BY_TEAMS,
    KEY,
    SCENARIO,
    SEED,
    TEAMS,
    THE_NIGHT,
    card_told,
    named,
    pages,
    points,
    reacts,
    right,
    says,
    script,
    wrong,
)
from motdrill.drill.drill import Drill
from motdrill.drill.scorecard import Scorecard
from motdrill.drill.turn import AnswerValue
from terminal import Opened, Planned, Run, Terminal, page_after

# ---------------------------------------------------------------- four teams, in a terminal


def team_votes(shown: Terminal, drill: Drill, given: Sequence[AnswerValue]) -> None:
    for name, each in zip(TEAMS, given, strict=True):
        assert shown.lines()[0].endswith(name), shown.screen()
        if name == TEAMS[0]:
            shows_step(shown, drill, "en")
        page_after(shown, *named(drill, each).keys())


def test_four_teams_following_one_way_from_the_first_step_to_the_scorecard(opened: Opened) -> None:
    """Each kind of step is met with two rounds at first; where most are right at once, the room goes on after one."""
    shown = opened(*BY_TEAMS)
    drill, kinds, earned = Drill(SCENARIO, BANK, SEED), set(), dict.fromkeys(TEAMS, 0)
    pass_opening(shown)
    while drill.step is not None:
        yes, no = right(drill), wrong(drill)
        if drill.step.ask not in kinds:
            two_rounds_by_teams(shown, drill)
        else:
            team_votes(shown, drill, (yes, yes, yes, no))
            assert shown.shows(TALK) and not KEY.search(shown.screen())
            page_after(shown, "r")
            assert shown.shows("round 1: 3 of 4 best")
        kinds.add(drill.step.ask)
        for name, each in zip(TEAMS, (yes, yes, yes, no), strict=True):
            earned[name] += points(drill, each)
        drill = drill.answer(yes)
        enter(shown)
        if reacts(drill):
            enter(shown)
    left = to_the_end(shown)
    assert says(left, *card_told(drill), "Points by their own answers") and left.count("+0.67") == len(kinds) == 4
    assert all(re.search(rf"^\W*{name}\b.*\s{earned[name]}$", left, re.MULTILINE) for name in TEAMS), left


def two_rounds_by_teams(shown: Terminal, drill: Drill) -> None:
    yes, no = right(drill), wrong(drill)
    team_votes(shown, drill, (yes, no, no, no))
    assert shown.shows(TALK) and not KEY.search(shown.screen())
    page_after(shown, "v")
    team_votes(shown, drill, (yes, yes, yes, no))
    assert shown.shows("wrong → right 2 · right → wrong 0 · 4 voted twice") and shown.shows("gain 0.67")


OWN_WAYS: dict[str, Callable[[Drill], AnswerValue]] = {
    "Red": right,
    "Blue": wrong,
    "Green": lambda drill: (right, wrong)[len(drill.turns) % 2](drill),
    "Gold": lambda drill: wrong(drill) if len(drill.turns) == 1 else right(drill),
}


def own_ways(shown: Terminal) -> dict[str, Drill]:
    """Every team its own way, the facilitator revealing after the first round; by what the screen says."""
    drills = {name: Drill(SCENARIO, BANK, SEED) for name in TEAMS}
    for _times in range(250):
        heading = " ".join(shown.lines()[:4])
        asked = next((name for name in TEAMS if re.search(rf"round \d +{name}$", shown.lines()[0])), "")
        if asked:
            shows_step(shown, drills[asked], "en")
            given = OWN_WAYS[asked](drills[asked])
            page_after(shown, *named(drills[asked], given).keys())
            drills[asked] = drills[asked].answer(given)
        elif "before" in heading and "talking" in heading:
            page_after(shown, "r")
        elif all(map(shown.shows, TEAMS)) and "%" in shown.screen():
            return drills
        else:  # reactions: two teams may have met with the same
            enter(shown)
    raise AssertionError(shown.screen())


def test_four_teams_each_on_its_own_way_end_side_by_side(opened: Opened) -> None:
    shown = opened(*BY_TEAMS, "--own", "--thresholds", "0,100")
    pass_opening(shown)
    shown.wait_for("round 1   Red", "Red, Blue, Green, Gold")
    drills = own_ways(shown)
    assert all(drill.step is None for drill in drills.values())
    left = to_the_end(shown)
    for name, drill in drills.items():
        card = Scorecard(drill)
        verdict = "passed" if card.passed else "not passed"
        row = next(line for line in left.splitlines() if line.strip().startswith(name))
        assert f"{card.score_percent}%  {verdict}" in row, left
        assert not card.turning_point or f"turning point at step {card.turning_point.number}" in left
    assert len({Scorecard(drill).score_percent for drill in drills.values()}) > 2


# ---------------------------------------------------------------- by lines


def test_teams_of_chinese_names_are_told_apart_and_a_chinese_comma_divides_them(run: Run) -> None:
    done = run("class", BANK, "--teams", "红队，蓝队", "--plain", "--lang", "zh", typed="3\n")
    assert "红队" in pages(done.out)[0] and "蓝队" in pages(done.out)[1]


def test_teams_with_the_same_answer_meet_one_reaction_and_others_are_named(run: Run) -> None:
    """Three teams, each on its own way, two of one mind."""
    drill = script(THE_NIGHT).room.drill
    same, other = (named(drill, given) for given in (right(drill), wrong(drill)))
    arguments = (
        "class",
        BANK,
        "--teams",
        "Red,Blue,Green",
        "--own",
        "--from",
        THE_NIGHT,
        "--seed",
        str(SEED),
        "--plain",
    )
    reactions = [each.after.text_at(reaction_of(each), each.after.drill.state.anger) for each in (same, other)]
    done = run(*arguments, typed="\n".join([*(each.line() for each in (same, other, same)), "r", "", "", "", ""]))
    told = [page for page in pages(done.out) if any(says(page, each) for each in reactions)]
    assert [says(page, reactions[0]) for page in told] == [True, False]
    assert "Red, Green" in told[0] and "Blue" not in told[0]
    assert "Blue" in told[1].strip().split("\n")[0] and "Red" not in told[1]
    done = run(*arguments, typed="\n".join([same.line()] * 3 + ["r", "", "", ""]))
    told = [page for page in pages(done.out) if says(page, reactions[0])]
    assert len(told) == 1 and not any(name in told[0] for name in ("Red", "Blue", "Green"))


def reaction_of(turn: Planned) -> Any:
    return SCENARIO.steps[turn.step_id].replies[str(turn.given)].reaction


def test_a_teams_answer_that_was_mistyped_can_be_mended_by_reopening(run: Run) -> None:
    """All teams are asked again, and only what they say then is counted."""
    done = run("class", BANK, "--teams", "Red,Blue", "--seed", "7", "--plain", typed="1\n1\no\n3\n3\nr\n")
    shown = pages(done.out)
    assert re.search(r"round 1 +Red", shown[3]) and re.search(r"round 1 +Blue", shown[4]), shown[3:5]
    assert "before talking" in shown[5] and "round 1: 2 of 2 best" in shown[6]
