"""`motdrill try`: a scenario from the middle, and again whenever its file is saved."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from terminal import CTRL_C, ENTER, PATIENCE_S, Opened, Run, Terminal

STORY = """\
format: 1
title: The lift
brief: The lift has stood still since Monday.
pass: 70
customer: {name: Ms Wu, anger: 4}
steps:
  open:
    says: It is the third time!
    replies:
      sees: {text: The third time in a week., score: 3, depth: restate, stars: -2, why: It is her point.}
      asks: {text: What is your customer number?, score: 0, why: Not now.}
      shouts: {text: Do not shout at me!, score: 0, stars: 1, why: She did not.}
  middle:
    says: And the fourth floor?
    replies:
      carries: {text: I will carry your bags up., score: 3, stars: -1, why: It helps.}
      regrets: {text: Most regrettable., score: 1, why: It does not.}
      shrugs: {text: There are stairs., score: 0, stars: 1, why: She knows.}
  close:
    says: When will it run?
    replies:
      tells: {text: At six., score: 3, stars: -1, why: An hour.}
      hopes: {text: Soon., score: 2, why: No hour.}
  leave:
    says: Good-bye then.
    replies:
      rings: {text: I will ring you at six., score: 3, why: A word.}
      nods: {text: (nods), score: 0, why: No word.}
endings:
  carried: {when: {anger: [0, 3]}, title: Carried, text: She goes up.}
"""
ISLAND = """\
format: 1
title: Island
customer: {name: Ms Wu, anger: 2}
steps:
  open: {ask: anger, says: Well?, goto: close}
  island: {ask: anger, says: Nobody asks me.}
  close: {ask: anger, says: So?}
"""
FAULT = len("      sees: {text: The third time in a week., score: ") + 1
TRY = ("try", "story.yaml", "--plain", "--seed", "1")


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.yaml"
    path.write_text(STORY, "utf-8")
    return path


def heading(out: str) -> tuple[str, str]:
    """The result and the verdict on the scorecard: ("50", "not passed (70)")."""
    found = re.search(r"^(\d+)%  ((?:not )?passed.*)$", out, re.MULTILINE)
    assert found, out
    return found[1], found[2]


# ---------------------------------------------------------------- from the middle


@pytest.mark.parametrize(
    ("start", "lines", "percent", "verdict"),
    [
        ((), "sees carries tells rings", "100", "passed (70)"),
        ((), "sees regrets hopes nods", "50", "not passed (70)"),
        (("--from", "middle"), "carries tells rings", "100", "passed (70)"),
        (("--from", "middle"), "regrets hopes nods", "33", "not passed (70)"),
        (("--from", "close"), "hopes rings", "83", "passed (70)"),
        (("--from", "leave"), "rings", "100", "passed (70)"),
        (("--from", "leave"), "nods", "0", "not passed (70)"),
    ],
)
def test_the_score_is_relative_to_the_best_attainable_from_there(
    run: Run, story: Path, start: tuple[str, ...], lines: str, percent: str, verdict: str
) -> None:
    done = run(*TRY, *start, typed="\n".join(lines.split()) + "\n\n")
    assert (done.code, done.err) == (0, "")
    assert heading(done.out) == (percent, verdict)
    assert ("The lift has stood still" in done.out) is (not start)


def test_the_step_asked_for_is_the_first_one_met(run: Run, story: Path) -> None:
    done = run(*TRY, "--from", "close", typed="q\n")
    assert done.code == 130
    assert "When will it run?" in done.out and "The lift  1/2" in done.out
    assert "It is the third time!" not in done.out + done.err


@pytest.mark.parametrize(("step", "lowest"), [("open", 4), ("middle", 2), ("close", 1), ("leave", 0)])
def test_the_anger_is_the_lowest_that_reaches_the_step(run: Run, story: Path, step: str, lowest: int) -> None:
    done = run(*TRY, "--from", step, typed="q\n")
    assert f"anger {lowest} of 6" in done.out


@pytest.mark.parametrize("start", [(), ("--from", "middle")])
@pytest.mark.parametrize("anger", [0, 6])
def test_the_anger_can_be_given(run: Run, story: Path, start: tuple[str, ...], anger: int) -> None:
    done = run(*TRY, *start, "--anger", str(anger), typed="q\n")
    assert f"anger {anger} of 6" in done.out
    assert ("It is the third time!" in done.out) is (not start)


def test_a_reply_that_is_too_much_for_the_anger_given_ends_the_story(run: Run, story: Path) -> None:
    done = run(*TRY, "--from", "middle", "--anger", "6", typed="shrugs\n\n")
    assert (done.code, heading(done.out)) == (0, ("0", "not passed (70)"))
    assert "Walked out" in done.out


def test_what_a_random_player_gets_is_said_of_the_same_stretch_or_not_at_all(run: Run, story: Path) -> None:
    done = run(*TRY, "--from", "leave", typed="rings\n\n")
    told = re.search(r"A random player gets (\d+)% here; always taking the longest reply gets (\d+)%", done.out)
    assert told is None or told.groups() == ("50", "100")


def test_a_step_that_nobody_meets_can_be_tried_all_the_same(run: Run, tmp_path: Path) -> None:
    (tmp_path / "island.yaml").write_text(ISLAND, "utf-8")
    done = run("try", "island.yaml", "--plain", "--from", "island", typed="2\n2\n\n")
    assert done.code == 0
    assert "Nobody asks me." in done.out and "It was anger 2 of 6 stars." in done.out
    assert heading(done.out)[0] == "100"


def test_nothing_is_recorded(run: Run, story: Path, own: Path) -> None:
    assert run(*TRY, typed="sees\ncarries\ntells\nrings\n\n").code == 0
    assert [path.name for path in story.parent.iterdir() if path != own] == ["story.yaml"]
    assert list(own.iterdir()) == []


# ---------------------------------------------------------------- what cannot be tried


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--from", "nowhere"), ("nowhere", "middle")),
        (("--from", "carried"), ("carried", "middle")),
        (("--anger", "7"), ("0", "6")),
        (("--anger", "-1"), ("0", "6")),
        (("--anger", "four"), ("--anger",)),
        (("--from", "middle", "--anger", "99"), ("0", "6")),
        (("--seed", "-1"), ("0",)),
    ],
)
def test_what_cannot_be_is_wrong_usage(
    run: Run, story: Path, options: tuple[str, ...], said: tuple[str, ...], lang: str
) -> None:
    done = run(*TRY, *options, "--lang", lang)
    assert (done.code, done.out) == (2, "")
    assert all(word in done.err for word in said)
    assert "Traceback" not in done.err


def test_a_file_that_does_not_load_is_told_by_its_faults(run: Run, story: Path) -> None:
    story.write_text(STORY.replace("score: 3", "score: 7", 1), "utf-8")
    done = run(*TRY)
    assert (done.code, done.out) == (2, "")
    assert f"story.yaml:10:{FAULT}: error MD107" in done.err


# ---------------------------------------------------------------- watching


@pytest.fixture
def watched(opened: Opened, story: Path) -> Opened:
    """Opens a trial that watches the story."""

    def go(*options: str) -> Terminal:
        return opened("try", str(story), "--watch", "--seed", "1", *options, rows=40)

    return go


def saved(story: Path, *changes: tuple[str, str]) -> None:
    """Saves the story as editors do: a new file put in the place of the old one."""
    text = STORY
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    draft = story.with_name("draft~")
    draft.write_text(text, "utf-8")
    draft.replace(story)


def shows_when_saved(terminal: Terminal, story: Path, text: str, *changes: tuple[str, str]) -> None:
    """Saves until the save is noticed: the first may come before the watching has begun."""
    end = time.monotonic() + PATIENCE_S
    while not terminal.shows(text) and time.monotonic() < end:
        saved(story, *changes)
        pause = time.monotonic() + 1
        while not terminal.shows(text) and time.monotonic() < pause:
            assert terminal.read(), terminal.screen()
    terminal.wait_for(text)
    terminal.settle(0.2)


FIFTH = ("When will it run?", "Five days, and when will it run?")
BROKEN = ("score: 3", "score: 7")


def test_a_saved_text_is_shown_at_the_same_step(watched: Opened, story: Path) -> None:
    terminal = watched("--from", "close")
    terminal.wait_for("When will it run?")
    shows_when_saved(terminal, story, "Five days, and when", FIFTH)
    assert terminal.full_screen
    assert terminal.shows("At six.") and "1/2" in terminal.screen()
    terminal.keys("q")
    assert terminal.wait_for_end() == 130


def test_it_goes_on_at_the_step_the_drill_has_come_to(watched: Opened, story: Path) -> None:
    terminal = watched()
    answered(terminal, "The lift has stood", "")
    answered(terminal, "It is the third time!", "The third time in a week.")
    terminal.wait_for("And the fourth floor?")
    shows_when_saved(terminal, story, "And the fifth floor?", ("the fourth floor", "the fifth floor"))
    assert "★★☆☆☆☆" in terminal.screen()
    terminal.keys(CTRL_C)
    assert terminal.wait_for_end() == 130


def answered(terminal: Terminal, page: str, reply: str) -> None:
    """Answers the page by the letter its reply is shown with, and leaves the feedback."""
    terminal.wait_for(page)
    terminal.settle()
    if reply:
        letter = next(line.split()[0] for line in terminal.lines() if reply in line)
        before = terminal.screen()
        terminal.keys(letter.lower())
        terminal.wait_for_change(before)
    before = terminal.screen()
    terminal.keys(ENTER)
    terminal.wait_for_change(before)


def test_a_step_that_is_not_there_at_the_first_try_is_a_slip_in_the_command_line(run: Run) -> None:
    done = run("try", "bank-counter", "--from", "nowhere", "--watch")
    assert (done.code, "nowhere" in done.err) == (2, True)


def test_after_a_save_the_score_counts_from_the_step_it_goes_on_at(watched: Opened, story: Path) -> None:
    terminal = watched("--from", "middle")
    answered(terminal, "And the fourth floor?", "I will carry your bags up.")
    terminal.wait_for("When will it run?")
    shows_when_saved(terminal, story, "Five days, and when", FIFTH)
    answered(terminal, "Five days, and when", "Soon.")
    answered(terminal, "Good-bye then.", "I will ring you at six.")
    terminal.wait_for("0-10")
    terminal.keys("5", ENTER)
    terminal.wait_for("passed")
    assert re.search(r"\b83%", terminal.screen()), terminal.screen()  # 5 of 6 points from there


def test_a_broken_file_shows_its_findings_and_a_mended_one_goes_on(watched: Opened, story: Path) -> None:
    terminal = watched("--from", "close")
    terminal.wait_for("When will it run?")
    shows_when_saved(terminal, story, "MD107", BROKEN)
    assert not terminal.full_screen
    assert terminal.shows(f"story.yaml:10:{FAULT} error MD107") and terminal.shows("write a whole number in that range")
    saved(story, ("steps:", "stepz:"))
    terminal.wait_for("did you mean `steps`")
    saved(story, FIFTH)
    terminal.wait_for("Five days, and when")
    assert terminal.full_screen and "1/2" in terminal.screen()
    terminal.keys("q")
    assert terminal.wait_for_end() == 130


def test_ctrl_c_leaves_where_findings_are_shown(watched: Opened, story: Path) -> None:
    saved(story, BROKEN)
    terminal = watched()
    terminal.wait_for("MD107", "1 error")
    terminal.settle()
    terminal.keys(CTRL_C)
    assert terminal.wait_for_end() == 130
    assert "Traceback" not in terminal.screen()


def test_a_step_that_is_no_longer_there_gives_way_to_where_the_trial_began(watched: Opened, story: Path) -> None:
    terminal = watched("--from", "middle")
    answered(terminal, "And the fourth floor?", "I will carry your bags up.")
    terminal.wait_for("When will it run?")
    shows_when_saved(terminal, story, "And the fourth floor?", ("  close:", "  closing:"))
    terminal.keys("q")
    assert terminal.wait_for_end() == 130


def test_a_first_step_that_was_renamed_does_not_end_the_watching(watched: Opened, story: Path) -> None:
    terminal = watched("--from", "close")
    terminal.wait_for("When will it run?")
    shows_when_saved(terminal, story, "closing", ("  close:", "  closing:"))  # told among the steps there are
    saved(story, FIFTH)
    terminal.wait_for("Five days, and when")
    terminal.keys("q")
    assert terminal.wait_for_end() == 130


def test_a_brief_that_is_being_written_is_shown_again(watched: Opened, story: Path) -> None:
    terminal = watched()
    terminal.wait_for("since Monday")
    shows_when_saved(terminal, story, "since Sunday", ("since Monday", "since Sunday"))
    terminal.keys("q")
    assert terminal.wait_for_end() == 130


def test_another_file_of_the_folder_may_be_saved(watched: Opened, story: Path) -> None:
    terminal = watched("--from", "close")
    terminal.wait_for("When will it run?")
    shows_when_saved(terminal, story, "Five days, and when", FIFTH)
    before = len(terminal.raw)
    story.with_name("other.yaml").write_text("format: 1\n", "utf-8")
    terminal.settle(0.5)
    assert len(terminal.raw) == before
    terminal.keys(CTRL_C)
    assert terminal.wait_for_end() == 130


def test_it_ends_when_the_drill_does(watched: Opened) -> None:
    terminal = watched("--from", "leave")
    answered(terminal, "Good-bye then.", "I will ring you at six.")
    terminal.wait_for("0-10")
    terminal.keys("5", ENTER)
    terminal.wait_for("100%")
    terminal.keys("q")
    assert terminal.wait_for_end() == 0


def test_a_file_that_is_not_there_yet_is_waited_for(watched: Opened, story: Path) -> None:
    story.unlink()
    terminal = watched("--from", "close")
    terminal.wait_for("MD001")
    shows_when_saved(terminal, story, "When will it run?")
    terminal.keys("q")
    assert terminal.wait_for_end() == 130


def test_a_folder_that_is_not_there_is_told_without_a_traceback(opened: Opened, tmp_path: Path) -> None:
    terminal = opened("try", str(tmp_path / "nowhere" / "story.yaml"), "--watch", rows=40)
    terminal.wait_for("MD001")
    assert terminal.wait_for_end() == 2  # nothing could be noticed there: to wait would be for ever
    assert "Traceback" not in terminal.screen()
