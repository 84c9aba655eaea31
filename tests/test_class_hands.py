"""A class by hands, as real people hold it: in a terminal and by lines, from the first step to the end."""

import re
from collections.abc import Sequence
from html import unescape
from pathlib import Path

import pytest
from rich.cells import cell_len

import oracle
from class_screen import TALK, enter, fits, pass_opening, to_the_end, two_rounds
from class_script import (
    BANK,
    HANDS,
    PEOPLE,
    RAW,
    SCENARIO,
    SEED,
    THE_NIGHT,
    card_told,
    ended_well,
    pages,
    reacts,
    right,
    says,
    script,
)
from motdrill import messages
from motdrill.classroom.events import Counted, Revealed
from motdrill.drill.drill import Drill
from motdrill.messages import _
from motdrill.scenario.model import ReplyStep, SpotStep
from motdrill.ui.pages.class_step import round_label
from motdrill.ui.pages.scorecard import ending_words
from motdrill.ui.view import DrillView
from terminal import Opened, Run, Terminal

# ---------------------------------------------------------------- twelve people, in a terminal


def whole_class(shown: Terminal, lang: str, words: Sequence[str]) -> Drill:
    """Twelve people by hands from the first step to the scorecard."""
    drill, kinds = Drill(SCENARIO, BANK, SEED), set()
    pass_opening(shown, lang)
    while drill.step is not None:
        kinds.add(drill.step.ask)
        before, drill = drill, drill.answer(two_rounds(shown, drill, lang, words))
        enter(shown)
        if reacts(drill):
            reply = before.step.replies[drill.answers[-1].value] if isinstance(before.step, ReplyStep) else None
            assert reply and shown.shows(DrillView(drill, lang).text_at(reply.reaction, drill.state.anger)), (
                shown.screen()
            )
            assert not drill.state.ending or all(
                map(shown.shows, ending_words(DrillView(drill, lang), drill.state.ending))
            )
            fits(shown)
            enter(shown)
    assert kinds == {"reply", "anger", "needs", "spot"}
    return drill


def spot_steps(drill: Drill) -> int:
    """How many steps asked for lines; there the figures are an estimate."""
    return sum(isinstance(SCENARIO.steps[answer.step], SpotStep) for answer in drill.answers)


def said_in(lang: str) -> tuple[str, str, str]:
    """The question after the split, the gain and the first round as the interface says them."""
    messages.set_language(lang)
    rounds = _("{round}: {best} of {voters} best").format(round=round_label(1), best=3, voters=PEOPLE)
    return _(TALK), _("gain {gain}").replace("{gain}", "{}"), rounds


def test_twelve_people_by_hands_from_the_first_step_to_the_scorecard_at_80_by_24(opened: Opened) -> None:
    shown = opened(*HANDS)
    drill = whole_class(shown, "en", said_in("en"))
    shown.wait_for(*card_told(drill)[:2])
    assert not shown.shows(card_told(drill)[2])  # the page before has told the ending
    left = to_the_end(shown)
    number = len(drill.answers)
    assert says(left, *card_told(drill), f"{number} of the {number} steps you argued about got better by talking.")


def test_twelve_people_by_hands_in_chinese_in_40_columns(opened: Opened) -> None:
    shown = opened(*HANDS, "--lang", "zh", columns=40, rows=60)
    drill = whole_class(shown, "zh", said_in("zh"))
    fits(shown)
    left = to_the_end(shown)
    assert max(map(cell_len, left.splitlines())) <= 40
    number = len(drill.answers)
    assert says(left, *card_told(drill, "zh"), f"讨论过的 {number} 步里，有 {number} 步讨论之后更好了。")


@pytest.mark.parametrize(
    ("second", "told"),
    [(9, "The step you argued about got better by talking."), (4, "This time no step got better by talking.")],
)
def test_the_result_speaks_to_the_room_and_its_figures_are_in_what_is_saved(
    run: Run, tmp_path: Path, second: int, told: str
) -> None:
    plan = script("last-word", 0).hands(4).again(second).go_on()
    done = run(*HANDS, "--from", "last-word", "--plain", "--save", "class.html", typed=plan.typed)
    result = done.out.rpartition("go on with the room's answer")[2]
    assert ended_well(done) and says(result, told) and "Best answers before" not in result
    saved = unescape(re.sub(r"<[^>]+>", "", (tmp_path / "class.html").read_text("utf-8")))
    assert says(saved, told)
    assert re.search(rf"^ *1 .*33%.*{100 * second // PEOPLE}%.*\+0\.\d\d$", saved, re.MULTILINE), saved
    assert re.search(rf"^ +[A-D] \d+ .*✓.*  →  .*[A-D] {second} ✓", saved, re.MULTILINE), saved


def test_in_a_small_window_the_keys_and_the_numbers_typed_stay_in_sight(opened: Opened) -> None:
    shown = opened(*HANDS, "--lang", "zh", "--from", "first-words", columns=40, rows=24)
    pass_opening(shown, "zh")
    shown.keys("1 2 3 4")
    shown.wait_for("▸ 1 2 3 4", "q 停止")
    fits(shown)
    shown.resize(40, 12)
    shown.settle()
    assert shown.shows("▸ 1 2 3 4"), shown.screen()


# ---------------------------------------------------------------- by lines, with the plain face


def test_a_whole_class_by_lines_says_gain_answer_and_score(run: Run) -> None:
    plan = script()
    while plan.room.active_parties:
        plan.hands(4).again(9).go_on()
    done = run(*HANDS, "--plain", typed=plan.typed)
    assert ended_well(done)
    steps = len(plan.room.past) - spot_steps(plan.room.drills[0])
    assert done.out.count("round 1: 4 of 12 best    round 2: 9 of 12 best    gain 0.62") == steps
    assert says(done.out, *card_told(plan.room.drill))
    assert "\x1b" not in done.out


def test_the_wall_says_the_same_beside_a_split_whoever_is_right(run: Run) -> None:
    """Whatever stood there of how many were right would tell the room who is."""
    told = set()
    for many in (3, 9):
        shown = pages(run(*HANDS, "--plain", typed=script().hands(many).typed).out)
        told.add(re.sub(r"[ █]+\d+$", "", shown[1].split("before talking")[1], flags=re.MULTILINE))
        assert "Talk about it?" in shown[1] and "enter: talk about it" in shown[1]
        assert "Turn to a neighbour who chose differently" in shown[2] and "enter: vote again" in shown[2]
    assert len(told) == 1, told


@pytest.mark.parametrize(("talk", "clock"), [("65", "1:05"), ("3600", "60:00"), ("0", "")])
def test_the_clock_stands_where_the_room_talks_and_not_before(run: Run, talk: str, clock: str) -> None:
    shown = pages(run(*HANDS, "--plain", "--talk", talk, typed=script().hands(6).typed).out)
    assert [re.findall(r"\d?\d:\d\d", page) for page in shown[1:3]] == [[], [clock] if clock else []]


def test_a_line_that_is_no_key_is_told_so_and_asked_again(run: Run) -> None:
    """At every page that waits for a key; nothing happens by it."""
    told = "Only Enter and the keys do something here."
    plan = script("last-word", 0).hands(9)
    lines = [*plan.lines, "x", "r", "hello", "", "7", "", "t t", "", "?", ""]
    shown = pages(run(*HANDS, "--from", "last-word", "--plain", typed="\n".join(lines)).out)
    assert [told in page for page in shown[1:7]] == [False, True, False, True, False, True]
    assert "enter: talk about it" in shown[1] and "enter: talk about it" in shown[2]
    assert "enter: go on with the room's answer" in shown[3] and "enter: go on with the room's answer" in shown[4]


# ---------------------------------------------------------------- wrong counts


WRONG_COUNTS = {
    "too few": ("1 2 3", "Type 4 numbers, separated by spaces."),
    "too many": ("1 2 3 4 5", "Type 4 numbers, separated by spaces."),
    "letters": ("a b c d", "Type 4 numbers, separated by spaces."),
    "below nought": ("-1 2 3 4", "Type 4 numbers, separated by spaces."),
    "halves of people": ("1.5 2 3 4", "Type 4 numbers, separated by spaces."),
    "too many digits": ("1 2 3 44444", "Type 4 numbers, separated by spaces."),
    "nothing": ("", "Type 4 numbers, separated by spaces."),
}


@pytest.mark.parametrize("case", WRONG_COUNTS)
def test_wrong_counts_are_explained_and_asked_again(run: Run, case: str) -> None:
    line, told = WRONG_COUNTS[case]
    shown = pages(run(*HANDS, "--from", "first-words", "--plain", typed=f"{line}\n0 0 12 0\n").out)
    assert told in shown[1] and "before talking" in shown[2]


def test_counts_may_stand_between_commas_and_in_wide_digits(run: Run) -> None:
    done = run(*HANDS, "--from", "first-words", "--plain", typed="１，２、９; 0\n")
    assert re.findall(r"^[A-D] +.*?(\d+)$", pages(done.out)[1], re.MULTILINE) == ["1", "2", "9", "0"]


def test_at_lines_the_people_come_last_and_no_line_has_more_hands_than_people(run: Run) -> None:
    number = len(RAW["steps"]["keying"]["lines"])
    more, right_line = " ".join(["13"] * number + ["12"]), " ".join(["12"] * number + ["12"])
    shown = pages(run(*HANDS, "--from", "keying", "--plain", typed=f"{more}\n{right_line}\n").out)
    assert f"{number} numbers, one a line, and how many people there are" in shown[0]
    assert "There are more hands than the 12 people." in shown[1] and "before talking" in shown[2]


def test_at_needs_one_is_told_that_hands_are_for_the_need_put_first(run: Run) -> None:
    prompt = pages(run(*HANDS, "--from", "sort-needs", "--plain").out)[0].rsplit("\n", 1)[-1]
    number = len(oracle.true_order(RAW, RAW["steps"]["sort-needs"]))
    assert f"{number} numbers: how many put each one first" in prompt


def test_a_vote_without_a_hand_is_revealed_and_the_facilitator_chooses_the_way(run: Run) -> None:
    plan = script(THE_NIGHT)
    plan.lines += ["0 0 0 0", ""]
    plan.then("0 0 0 0").then("y", Counted((0,) * 4, 0), Revealed())
    done = run(*HANDS, "--from", THE_NIGHT, "--plain", typed=plan.go_on(right(plan.room.drill)).typed)
    shown = pages(done.out)
    assert "Nobody has voted. Close the round all the same?" in shown[1] and "enter: no" in shown[1]
    assert "hands up" in shown[2] and "(y yes" in shown[3]
    assert "The room: no vote; choose the way." in shown[4]
    assert "enter: choose the way" in shown[4]
    assert says(done.out, "step 2")
