"""A class that was stopped, killed or cut off, and goes on where it was."""

import json
import re
from pathlib import Path

import pytest

from class_screen import pass_opening, type_line
from class_script import (
    BY_TEAMS,
    FILE,
    HANDS,
    TEAMS,
    THE_NIGHT,
    card_told,
    ended_well,
    halved,
    last_step,
    named,
    pages,
    says,
    script,
    wrong,
)
from practised import rows
from terminal import CTRL_C, Opened, Run, page_after


def test_q_stops_at_the_case_too_and_the_class_can_be_gone_on_with(
    opened: Opened, run: Run, kept: dict[str, str]
) -> None:
    shown = opened(*HANDS, **kept)
    shown.wait_for("enter begin", "q stop")
    shown.settle()
    shown.keys("q")
    assert shown.wait_for_end() == 130
    assert shown.shows("The class stopped at step 1. motdrill class --resume goes on from there."), shown.screen()
    assert "hands up" in pages(run("class", "--resume", "--plain", **kept).out)[0]


def test_q_stops_and_resume_goes_on_with_the_round_as_it_was(run: Run, kept: dict[str, str]) -> None:
    plan = script().hands(9).reveal().go_on().hands(5)
    stopped = run(*HANDS, "--plain", typed="\n".join([*plan.lines, "q", ""]), **kept)
    assert stopped.code == 130
    assert stopped.err == "The class stopped at step 2. motdrill class --resume goes on from there.\n"
    before = len(plan.lines)
    plan.reveal().go_on().to_the_end()
    done = run("class", "--resume", "--plain", typed="\n".join([*plan.lines[before:], "", "", ""]), **kept)
    assert ended_well(done)
    assert "step 2" in pages(done.out)[0] and "before talking" in pages(done.out)[0]
    assert says(done.out, *card_told(plan.room.drill))
    again = run("class", "--resume", "--plain", **kept)
    assert (again.code, again.err) == (
        2,
        "There is no class to go on with. Begin one: motdrill class bank-counter --hands.\n",
    )


def test_the_end_of_the_input_stops_the_class_and_it_can_be_gone_on_with(run: Run, kept: dict[str, str]) -> None:
    done = run(*HANDS, "--plain", typed="s\n", **kept)
    assert done.code == 130
    assert done.err == "The input ended at step 1 of the class. motdrill class --resume goes on from there.\n"
    assert "revealed" in pages(run("class", "--resume", "--plain", **kept).out)[0]


def test_a_class_cut_off_at_its_ending_tells_it_when_it_goes_on(run: Run, kept: dict[str, str]) -> None:
    plan = script("last-word", 0).hands(9).reveal().go_on()
    cut_off = run(*HANDS, "--from", "last-word", "--plain", typed="\n".join([*plan.lines[:-1], ""]), **kept)
    assert cut_off.code == 130
    first = run("class", "--resume", "--plain", **kept).out.partition("enter: debrief")[0]
    assert says(first, card_told(plan.room.drill)[2])


@pytest.mark.parametrize("where", ["opening", "vote", "split"])
def test_ctrl_c_stops_anywhere_and_nothing_is_lost(opened: Opened, run: Run, kept: dict[str, str], where: str) -> None:
    shown = opened(*HANDS, **kept)
    if where == "opening":
        shown.wait_for("enter begin", "q stop")
        shown.settle()
    else:
        pass_opening(shown)
    if where == "split":
        type_line(shown, "0 0 0 5 7 0 0")
    shown.keys(CTRL_C)
    assert shown.wait_for_end() == 130
    assert not shown.full_screen and "Traceback" not in shown.screen()
    first = pages(run("class", "--resume", "--plain", **kept).out)[0]
    assert ("before talking" if where == "split" else "hands up") in first


def test_a_class_killed_in_the_middle_of_the_teams_goes_on_with_the_next_team(
    opened: Opened, run: Run, path: Path, kept: dict[str, str]
) -> None:
    shown = opened(*BY_TEAMS, **kept)
    pass_opening(shown)
    page_after(shown, "3")
    page_after(shown, "4")
    shown.kill()
    assert shown.wait_for_end() == -9
    assert rows(path, "SELECT count(*) FROM class_event") == [(len(TEAMS) + 2,)]
    out = run("class", "--resume", "--plain", typed="3\n3\nr\n", **kept).out
    assert re.search(r"^round 1 +Green$", pages(out)[0], re.MULTILINE) and "round 1: 3 of 4 best" in out


def test_a_class_cut_off_in_a_detour_goes_on_there(run: Run, kept: dict[str, str]) -> None:
    detour = script(THE_NIGHT).hands(9).reveal()
    lines = [*detour.lines, "w", named(detour.room.drill, wrong(detour.room.drill)).line(), ""]
    run(*HANDS, "--from", THE_NIGHT, "--plain", typed="\n".join(lines), **kept)
    assert re.search(r"step 1  what if", pages(run("class", "--resume", "--plain", **kept).out)[0])


def test_a_class_stopped_in_halves_goes_on_there(run: Run, kept: dict[str, str]) -> None:
    plan, _halves = halved()
    stopped = run(*HANDS, "--plain", typed="\n".join([*plan.lines, "q", ""]), **kept)
    assert stopped.code == 130 and "motdrill class --resume goes on from there." in stopped.err
    half = ("group one", "group two")[plan.room.active_parties[0]]
    assert f"hands up: {half}" in pages(run("class", "--resume", "--plain", **kept).out)[0]


def test_where_the_input_ends_in_the_halves_the_class_goes_on_there(run: Run, path: Path, kept: dict[str, str]) -> None:
    plan, _halves = halved()
    done = run(*HANDS, "--plain", typed="\n".join([*plan.lines, ""]), **kept)
    assert done.code == 130 and "motdrill class --resume goes on from there." in done.err
    assert rows(path, "SELECT count(*) FROM class WHERE ended_at IS NULL") == [(1,)]


def test_a_class_that_goes_on_keeps_its_thresholds_and_its_times(run: Run, path: Path, kept: dict[str, str]) -> None:
    plan = script().hands(3)
    begun = ("--thresholds", "10,40", "--talk", "65", "--vote-time", "75", "--no-bell")
    run(*HANDS, "--plain", *begun, typed="\n".join([*plan.lines, ""]), **kept)
    shown = pages(run("class", "--resume", "--plain", typed="\nv\n", **kept).out)
    assert "1:05" in shown[1] and re.search(r"round 2   hands up   1:15", shown[2])
    ((settings,),) = rows(path, "SELECT manner FROM class")
    assert json.loads(settings) | {"thresholds": [10, 40], "bell": False} == json.loads(settings)


def test_a_class_goes_on_with_the_text_it_began_with(run: Run, own: Path, kept: dict[str, str]) -> None:
    mine = own / "mine.yaml"
    mine.write_text(FILE.read_text("utf-8"), "utf-8")
    run("class", "mine", "--hands", "--plain", typed="s\n", **kept)
    mine.unlink()
    assert "revealed" in pages(run("class", "--resume", "--plain", **kept).out)[0]


def test_the_end_of_the_input_after_the_story_is_the_end_of_the_class(run: Run, kept: dict[str, str]) -> None:
    done = run(*HANDS, "--plain", "--from", "last-word", typed="\n".join([*last_step().lines, ""]), **kept)
    assert ended_well(done)
    assert run("class", "--resume", "--plain", **kept).code == 2
