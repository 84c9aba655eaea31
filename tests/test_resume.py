"""Going on with a drill that was cut off: however it was cut off, and in both faces."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import kills
from motdrill import library
from motdrill.drill.records import Timing
from motdrill.drill.scorecard import Scorecard
from motdrill.journal.entries import DrillStart
from motdrill.journal.journal import Journal
from motdrill.scenario.model import ReplyStep
from practised import rows
from terminal import (
    CTRL_C,
    CTRL_D,
    ENTER,
    Opened,
    Planned,
    Run,
    Terminal,
    answer_lines,
    best,
    mixed,
    page_after,
    past_the_end,
    planned,
    squeezed,
    weak,
)

SEED = 7
NAME = "bank-counter"
DRILL = ("drill", NAME, "--seed", str(SEED))
SCREEN = kills.SCREEN

TURNS = planned(NAME, SEED, mixed)
OFFER = "Go on with it?"
NOTICE = "motdrill drill --resume goes on with it."
CHANGED = "The scenario has changed since: this drill goes on with the text it began with."
NOTHING = "There is no drill to go on with."


def cut_off(path: Path, count: int, name: str = NAME, turns: Sequence[Planned] = TURNS, **more: Any) -> str:
    """Puts a drill of that many answers, which was cut off, into the journal; gives back its id."""
    text = more.pop("text", "") or library.find_scenario(name)[0].read_text(encoding="utf-8")
    begun = DrillStart(
        name,
        f"/nowhere/{name}.yaml",
        text,
        SEED,
        more.get("lang", "en"),
        more.get("mode", "practice"),
        more.get("trainee", ""),
    )
    with contextlib.closing(Journal(path, datetime.now(UTC))) as journal:
        drill_id = journal.begin_drill(begun, datetime.now(UTC))
        for number, turn in enumerate(turns[:count], 1):
            journal.record_answer(
                drill_id, number, turn.after.drill.answers[-1], Timing("2026-03-04T05:06:07+00:00", 1.0, 0)
            )
    return drill_id


# ---------------------------------------------------------------- on the way through a terminal


def to_step(shown: Terminal, turns: Sequence[Planned], count: int) -> None:
    """From the brief through that many answers to the next step."""
    shown.wait_for(turns[0].before.title, "You")
    shown.settle()
    shown.keys(ENTER)
    through(shown, turns[:count])
    if count < len(turns):
        shown.wait_for(turns[count].place)
    shown.settle()


def through(shown: Terminal, turns: Sequence[Planned]) -> None:
    """Answers steps and reads their feedback."""
    for turn in turns:
        shown.wait_for(turn.place, *turn.texts()[:1])
        shown.settle()
        shown.keys(*turn.keys())
        shown.wait_for(*kills.feedback_of(turn))
        shown.settle()
        shown.keys(ENTER)


def to_end(shown: Terminal, guess: str = "6") -> int:
    """The last question, the scorecard, the walk and the debrief."""
    shown.wait_for("0 (awful)")
    shown.settle()
    shown.keys(guess)
    shown.settle()
    page_after(shown, ENTER)
    if shown.shows("q home"):
        shown.keys("q")
        shown.wait_for("Leave")
        shown.settle()
        shown.keys("q", ENTER)
        return shown.wait_for_end()
    for _page in range(6):
        before = shown.screen()
        shown.keys(past_the_end(shown))
        if shown.ends_or_changes(before):
            break
    return shown.wait_for_end()


def goes_on(shown: Terminal, turns: Sequence[Planned], count: int) -> None:
    """The last feedback is shown once more, and then the very next step."""
    shown.wait_for(*kills.feedback_of(turns[count - 1]))
    shown.settle()
    shown.keys(ENTER)
    shown.wait_for(*kills.next_page(turns, count))
    shown.settle()


def by_q(shown: Terminal) -> int | None:
    shown.keys("q")
    return shown.wait_for_end()


def by_end_of_input(shown: Terminal) -> int | None:
    shown.keys(CTRL_D)
    return shown.wait_for_end()


def by_ctrl_c(shown: Terminal) -> int | None:
    shown.keys(CTRL_C)
    return shown.wait_for_end()


def by_kill(shown: Terminal) -> int | None:
    shown.kill()
    return shown.wait_for_end()


def by_closing_the_window(shown: Terminal) -> None:
    shown.hang_up()
    shown.process.wait()


WAYS: dict[str, tuple[Callable[[Terminal], int | None], int | None]] = {
    "q": (by_q, 130),
    "end-of-input": (by_end_of_input, 130),
    "ctrl-c": (by_ctrl_c, 130),
    "kill": (by_kill, -9),
    "closed-window": (by_closing_the_window, None),
}


# ---------------------------------------------------------------- the next start


@pytest.mark.parametrize("way", WAYS)
def test_a_drill_cut_off_is_offered_at_the_next_start_and_goes_on(
    opened: Opened, path: Path, kept: dict[str, str], way: str
) -> None:
    cut, code = WAYS[way]
    shown = opened(*DRILL, **kept, **SCREEN)
    to_step(shown, TURNS, 2)
    assert cut(shown) == code
    if way in ("q", "end-of-input"):
        assert shown.shows("step 3") and shown.shows("motdrill drill --resume goes on from there.")
    again = opened("drill", **kept, **SCREEN)
    again.wait_for("Next: go on with", "(stopped at step 3)")
    again.settle()
    again.keys(ENTER)
    goes_on(again, TURNS, 2)
    if way == "kill":
        through(again, TURNS[2:])
        assert to_end(again) == 0
        stored = rows(path, "SELECT finished, guess, count(*) FROM drill JOIN answer ON id = drill_id")
        assert stored == [(1, 6, len(TURNS))]


def test_the_feedback_of_an_answer_that_was_written_and_never_shown_is_shown(
    opened: Opened, path: Path, kept: dict[str, str]
) -> None:
    cut_off(path, 1)
    shown = opened("drill", "--resume", **kept, **SCREEN)
    goes_on(shown, TURNS, 1)


def test_motdrill_alone_offers_it_too(opened: Opened, path: Path, kept: dict[str, str]) -> None:
    cut_off(path, 1)
    shown = opened(**kept, **SCREEN)
    shown.wait_for("Next: go on with", "(stopped at step 2)")
    shown.settle()
    shown.keys(ENTER)
    goes_on(shown, TURNS, 1)


def test_a_drill_left_for_good_is_not_offered_again(opened: Opened, path: Path, kept: dict[str, str]) -> None:
    cut_off(path, 2)
    shown = opened(*DRILL, **kept, **SCREEN)
    shown.wait_for(OFFER)
    shown.settle()
    shown.keys("n")
    shown.wait_for(TURNS[0].before.title, "enter go on")
    assert rows(path, "SELECT finished, ended_at IS NULL FROM drill") == [(0, 0)]
    assert rows(path, "SELECT count(*) FROM answer") == [(2,)]
    again = opened(*DRILL, **kept, **SCREEN)
    again.wait_for(TURNS[0].before.title, "enter go on")
    assert OFFER.encode() not in again.raw


def test_ctrl_c_at_the_offer_leaves_the_drill_as_it_is(opened: Opened, path: Path, kept: dict[str, str]) -> None:
    cut_off(path, 2)
    shown = opened(*DRILL, **kept, **SCREEN)
    shown.wait_for(OFFER)
    shown.settle()
    shown.keys(CTRL_C)
    assert shown.wait_for_end() == 130
    assert rows(path, "SELECT ended_at FROM drill") == [(None,)]


def test_in_a_pipe_a_notice_names_resume_and_the_drill_starts_anew(run: Run, path: Path, kept: dict[str, str]) -> None:
    cut_off(path, 2)
    done = run(*DRILL, typed=answer_lines(TURNS, "6"), **kept)
    assert done.code == 0
    assert done.err.strip() == f"A drill of {NAME} was stopped at step 3. {NOTICE}"
    assert squeezed(TURNS[0].texts()[0]) in squeezed(done.out)
    assert rows(path, "SELECT finished FROM drill ORDER BY finished") == [(0,), (1,)]


def test_a_pipe_that_ends_early_says_how_to_go_on_and_resume_does(run: Run, kept: dict[str, str]) -> None:
    first = run(*DRILL, typed=answer_lines(TURNS[:2]), **kept)
    assert first.code == 130
    assert "step 3" in first.err and "motdrill drill --resume goes on from there." in " ".join(first.err.split())
    again = run("drill", "--resume", typed=answer_lines(TURNS[2:], "6"), **kept)
    assert (again.code, again.err) == (0, "")
    for text in (*kills.feedback_of(TURNS[1]), TURNS[2].place):
        assert squeezed(text) in squeezed(again.out)
    assert f" {TURNS[1].place} " not in again.out


def test_a_drill_stopped_before_its_first_answer_is_not_kept(run: Run, kept: dict[str, str]) -> None:
    assert "Nothing of this drill is kept." in run(*DRILL, typed="q\n", **kept).err
    nothing_to_resume(run, kept)


def nothing_to_resume(run: Run, kept: dict[str, str], *more: str) -> None:
    done = run("drill", "--resume", *more, **kept)
    assert (done.code, done.out) == (2, "")
    assert NOTHING in done.err


def test_resume_with_nothing_to_go_on_with_ends_with_2(run: Run, kept: dict[str, str]) -> None:
    nothing_to_resume(run, kept)


def test_what_was_cut_off_is_gone_on_with_only_as_what_it_was(
    run: Run, opened: Opened, path: Path, kept: dict[str, str]
) -> None:
    cut_off(path, 2)
    for words, told in (((NAME, "--exam"), "is no exam"), (("opening-hours",), f"a drill of `{NAME}`")):
        done = run("drill", *words, "--resume", **kept)
        assert (done.code, done.out) == (2, "") and told in done.err
    shown = opened("drill", NAME, "--exam", **kept)
    shown.wait_until(lambda: shown.full_screen and bool(shown.foot()), "the brief")
    assert shown.shows("Exam:") and not shown.shows("Go on with it?")


def test_a_drill_that_was_finished_is_never_offered(run: Run, opened: Opened, kept: dict[str, str]) -> None:
    assert run(*DRILL, typed=answer_lines(TURNS, ""), **kept).code == 0
    nothing_to_resume(run, kept)
    shown = opened(*DRILL, **kept, **SCREEN)
    shown.wait_for(TURNS[0].before.title, "enter go on")
    assert OFFER.encode() not in shown.raw


def test_another_person_is_not_offered_it(run: Run, path: Path, kept: dict[str, str]) -> None:
    cut_off(path, 2, trainee="Li")
    nothing_to_resume(run, kept)
    nothing_to_resume(run, kept, "--as", "Wu")
    assert (
        run(*DRILL, "--as", "Wu", typed="q\n", **kept).err.strip()
        == "Stopped at step 1. Nothing of this drill is kept."
    )
    done = run("drill", "--resume", "--as", "Li", "--json", typed=answer_lines(TURNS[2:], "6"), **kept)
    assert (done.code, json.loads(done.out)["trainee"]) == (0, "Li")


def test_another_scenario_asked_for_is_played_without_an_offer(
    opened: Opened, path: Path, kept: dict[str, str]
) -> None:
    cut_off(path, 2)
    shown = opened("drill", "network-outage", **kept, **SCREEN)
    shown.wait_for("enter go on")
    assert OFFER.encode() not in shown.raw
    assert rows(path, "SELECT ended_at FROM drill") == [(None,)]


# ---------------------------------------------------------------- the scorecard is that of the drill in one go


@pytest.fixture(scope="module")
def in_one_go(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The scorecard of the drill played without a break."""
    import terminal

    folder = tmp_path_factory.mktemp("whole")
    done = terminal.run((*DRILL, "--json"), terminal.environment(folder / "own"), answer_lines(TURNS, "6"), folder)
    assert done.code == 0
    return done.out


@pytest.mark.parametrize("count", range(1, len(TURNS) + 1))
def test_a_drill_cut_off_at_any_step_gives_the_scorecard_of_one_go(
    run: Run, path: Path, kept: dict[str, str], in_one_go: str, count: int
) -> None:
    cut_off(path, count)
    done = run("drill", "--resume", "--json", typed=answer_lines(TURNS[count:], "6"), **kept)
    assert (done.code, done.out) == (0, in_one_go)
    assert rows(path, "SELECT number FROM answer ORDER BY number") == [(n,) for n in range(1, len(TURNS) + 1)]


def test_a_drill_cut_off_at_step_after_step_gives_the_scorecard_of_one_go(
    run: Run, path: Path, kept: dict[str, str], in_one_go: str
) -> None:
    assert run(*DRILL, typed=answer_lines(TURNS[:1]), **kept).code == 130
    for turn in (TURNS[1:3], TURNS[3:4], TURNS[4:6], TURNS[6:]):
        assert run("drill", "--resume", typed=answer_lines(turn, "q"), **kept).code == 130
    done = run("drill", "--resume", "--json", typed="6\n", **kept)
    assert (done.code, done.out) == (0, in_one_go)
    assert rows(path, "SELECT count(*), sum(finished) FROM drill") == [(1, 1)]
    nothing_to_resume(run, kept)


def test_a_drill_answered_to_its_last_step_goes_on_at_the_guess(
    opened: Opened, path: Path, kept: dict[str, str]
) -> None:
    shown = opened(*DRILL, **kept, **SCREEN)
    to_step(shown, TURNS, len(TURNS))
    shown.wait_for("0 (awful)")
    shown.settle()
    assert by_kill(shown) == -9
    again = opened("drill", **kept, **SCREEN)
    again.wait_for(f"(stopped at step {len(TURNS)})")
    again.settle()
    again.keys(ENTER)
    goes_on(again, TURNS, len(TURNS))
    assert to_end(again, "4") == 0
    assert rows(path, "SELECT finished, guess FROM drill") == [(1, 4)]


@pytest.mark.parametrize("count", [1, 5])
def test_an_exam_goes_on_as_an_exam_and_gives_the_scorecard_of_one_go(
    run: Run, path: Path, kept: dict[str, str], count: int
) -> None:
    turns = planned(NAME, SEED, weak, exam=True)
    whole = run(*DRILL, "--exam", "--json", typed=answer_lines(turns, "6"))
    first = run(*DRILL, "--exam", typed=answer_lines(turns[:count]), **kept)
    again = run("drill", "--resume", "--json", typed=answer_lines(turns[count:], "6"), **kept)
    assert (whole.code, first.code, again.code) == (1, 130, 1)
    assert again.out == whole.out
    assert json.loads(again.out)["mode"] == "exam"
    before_the_end = again.err.split("0 (awful)")[0]
    assert "points" not in before_the_end and "★" not in before_the_end
    assert rows(path, "SELECT mode, finished FROM drill") == [("exam", 1)]


def test_a_drill_in_chinese_goes_on_in_chinese(run: Run, path: Path, kept: dict[str, str]) -> None:
    turns = planned(NAME, SEED, mixed, lang="zh")
    cut_off(path, 2, turns=turns, lang="zh")
    done = run("drill", "--resume", typed=answer_lines(turns[2:3], "q"), **kept)
    assert squeezed(turns[2].texts()[0]) in squeezed(done.out)
    assert NAME not in done.err


# ---------------------------------------------------------------- the scenario meanwhile


@pytest.fixture
def mine(own: Path) -> Path:
    """A scenario of the person's own."""
    file = own / "mine.yaml"
    file.write_text(library.find_scenario(NAME)[0].read_text(encoding="utf-8"), encoding="utf-8")
    return file


MINE = ("drill", "mine", "--seed", str(SEED), "--json")


@pytest.mark.parametrize("change", ["edited", "broken", "deleted", "untouched"])
def test_a_scenario_changed_meanwhile_is_said_and_the_text_of_then_is_played(
    run: Run, kept: dict[str, str], mine: Path, in_one_go: str, change: str
) -> None:
    assert run(*MINE, typed=answer_lines(TURNS[:4]), **kept).code == 130
    if change == "edited":
        edited = mine.read_text("utf-8").replace("score: 3", "score: 2").replace("Good afternoon", "Good evening")
        mine.write_text(edited, "utf-8")
    elif change == "broken":
        mine.write_text("steps: [", "utf-8")
    elif change == "deleted":
        mine.unlink()
    done = run("drill", "--resume", "--json", typed=answer_lines(TURNS[4:], "6"), **kept)
    assert done.code == 0, done.err
    assert json.loads(done.out) == json.loads(in_one_go) | {"scenario": "mine"}
    assert (squeezed(CHANGED) in squeezed(done.err)) == (change in ("edited", "broken"))


def test_a_scenario_edited_meanwhile_is_said_in_the_terminal_before_it_goes_on(
    run: Run, opened: Opened, kept: dict[str, str], mine: Path
) -> None:
    run(*MINE, typed=answer_lines(TURNS[:2]), **kept)
    mine.write_text(mine.read_text("utf-8").replace("minutes: 9", "minutes: 8"), "utf-8")
    shown = opened("drill", **kept, **SCREEN)
    shown.wait_for("(stopped at step 3)")
    shown.settle()
    shown.keys(ENTER)
    shown.wait_for(CHANGED)
    shown.settle()
    shown.keys(ENTER)
    goes_on(shown, TURNS, 2)


def test_a_file_outside_the_library_of_the_same_name_is_not_said_to_have_changed(
    run: Run, tmp_path: Path, kept: dict[str, str]
) -> None:
    file = tmp_path / f"{NAME}.yaml"
    file.write_text(library.find_scenario(NAME)[0].read_text("utf-8").replace("minutes: 9", "minutes: 8"), "utf-8")
    run("drill", str(file), "--seed", str(SEED), typed=answer_lines(TURNS[:2]), **kept)
    done = run("drill", "--resume", typed="q\n", **kept)
    assert squeezed(CHANGED) not in squeezed(done.out + done.err)


# ---------------------------------------------------------------- again from the turning point


def test_playing_again_from_the_turning_point_is_recorded_as_a_replay_and_goes_on_as_one(
    opened: Opened, path: Path, kept: dict[str, str]
) -> None:
    turning = Scorecard(TURNS[-1].after.drill).turning_point
    assert turning is not None and turning.number > 1
    cut_off(path, len(TURNS))
    shown = opened("drill", "--resume", **kept, **SCREEN)
    goes_on(shown, TURNS, len(TURNS))
    shown.keys("6", ENTER)
    shown.wait_for("t play again")
    shown.settle()
    shown.keys("t")
    again = TURNS[turning.number - 1]
    shown.wait_for(again.place, *again.texts()[:1])
    shown.settle()
    given = best(again.before.drill)
    after = again.before.with_answers(again.before.drill.answer(given).answers)
    replayed = Planned(again.before, after, given)
    shown.keys(*replayed.keys())
    shown.wait_for(*kills.feedback_of(replayed))
    shown.settle()
    by_kill(shown)
    assert rows(path, "SELECT mode, finished FROM drill ORDER BY mode") == [("practice", 1), ("replay", 0)]
    answers = "SELECT number, step FROM drill JOIN answer ON id = drill_id WHERE mode = 'replay' ORDER BY number"
    wanted = [(n, answer.step) for n, answer in enumerate(after.drill.answers, 1)]
    assert rows(path, answers) == wanted
    last = opened("drill", **kept, **SCREEN)
    last.wait_for(f"(stopped at step {turning.number + 1})")
    last.settle()
    last.keys(ENTER)
    last.wait_until(lambda: last.full_screen and bool(last.foot()), "a page")
    last.wait_for("enter go on")
    last.wait_for(*kills.feedback_of(replayed))  # it may never have been shown
    last.settle()
    last.keys(ENTER)
    stage = after
    while stage.drill.step is not None:
        turn = Planned(stage, stage.with_answers(stage.drill.answer(best(stage.drill)).answers), best(stage.drill))
        through(last, [turn])
        stage = turn.after
    assert to_end(last) == 0
    assert rows(path, "SELECT mode, finished FROM drill ORDER BY mode") == [("practice", 1), ("replay", 1)]
    assert last.raw.decode().count("played again") >= 1


def test_the_document_of_a_replay_that_was_gone_on_with_says_so(run: Run, path: Path, kept: dict[str, str]) -> None:
    cut_off(path, 2, mode="replay")
    done = run("drill", "--resume", "--json", typed=answer_lines(TURNS[2:], "6"), **kept)
    assert json.loads(done.out)["mode"] == "replay"


def test_a_replay_left_at_once_stores_nothing(opened: Opened, path: Path, kept: dict[str, str]) -> None:
    cut_off(path, len(TURNS))
    shown = opened("drill", "--resume", **kept, **SCREEN)
    goes_on(shown, TURNS, len(TURNS))
    shown.keys("6", ENTER)
    shown.wait_for("t play again")
    shown.settle()
    shown.keys("t")
    shown.wait_for("q stop")
    shown.settle()
    assert by_q(shown) == 130
    assert rows(path, "SELECT mode, finished FROM drill") == [("practice", 1)]


# ---------------------------------------------------------------- hints, seconds, and which journal


def test_hints_and_seconds_are_recorded(opened: Opened, path: Path, kept: dict[str, str]) -> None:
    shown = opened(*DRILL, **kept, **SCREEN)
    to_step(shown, TURNS, 1)
    turn = TURNS[1]
    assert isinstance(turn.step, ReplyStep)
    shown.keys("?")
    shown.wait_for(turn.before.text_at(turn.step.hint, turn.before.drill.state.anger))
    kills.wait(shown, 0.5)
    shown.keys(*turn.keys())
    shown.wait_for(*kills.feedback_of(turn))
    kills.wait(shown, 0.5)  # reading feedback is no part of an answer
    shown.keys(ENTER)
    through(shown, TURNS[2:3])
    by_kill(shown)
    stored = rows(path, "SELECT hinted, elapsed_s FROM answer ORDER BY number")
    assert [hinted for hinted, _elapsed in stored] == [0, 1, 0]
    assert 0.5 <= stored[1][1] < 3
    assert 0 < stored[2][1] < 0.5 + 1


def test_a_hint_in_a_pipe_is_recorded(run: Run, path: Path, kept: dict[str, str]) -> None:
    run(*DRILL, typed=answer_lines(TURNS[:1], "?") + answer_lines(TURNS[1:3]), **kept)
    assert rows(path, "SELECT hinted FROM answer ORDER BY number") == [(0,), (1,), (0,)]


def test_the_option_is_honoured_before_the_variable(run: Run, path: Path, kept: dict[str, str], tmp_path: Path) -> None:
    named = tmp_path / "a new folder" / "named.db"
    run(*DRILL, "--journal", str(named), typed=answer_lines(TURNS[:2]), **kept)
    assert (named.exists(), path.exists()) == (True, False)
    nothing_to_resume(run, kept)
    done = run("drill", "--resume", "--journal", str(named), typed="q\n", **kept)
    assert "step 3" in done.err


def test_without_option_and_variable_the_journal_is_in_the_users_data_folder(run: Run, tmp_path: Path) -> None:
    home = tmp_path / "home"
    run(*DRILL, typed=answer_lines(TURNS[:1]), MOTDRILL_JOURNAL="", HOME=str(home), XDG_DATA_HOME=str(home / "data"))
    found = [each.relative_to(home) for each in home.rglob("journal.db")]
    assert len(found) == 1 and found[0].parent.name == "motdrill"
    if sys.platform == "linux":
        assert found == [Path("data/motdrill/journal.db")]


# ---------------------------------------------------------------- killed at random moments


@pytest.mark.long
def test_no_answer_shown_as_accepted_is_lost_by_kills_at_random_moments() -> None:
    command = [sys.executable, str(Path(__file__).with_name("kills.py")), "--times", "6", "--jobs", "2"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "6 kills" in done.stdout and " 0 lost; 0 kills with faults" in done.stdout
