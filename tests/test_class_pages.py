"""The pages of a class: what it opens with, the vote, the split, the notes; and when they tell who is right."""

import io
from contextlib import closing
from pathlib import Path

import pytest

from class_screen import enter, fits, pass_opening
from class_script import BANK, HANDS, KEY, RAW, SCENARIO, SEED, THE_NIGHT, pages, says, script
from motdrill import messages
from motdrill.drill.drill import Drill
from motdrill.errors import Stopped
from motdrill.live_class import LiveClass, WallPage
from motdrill.messages import _
from motdrill.sessions.class_leader import ClassLeader
from motdrill.sessions.class_recorder import ClassRecorder, ClassSession, ClassSettings
from motdrill.sessions.voting import HandVoting
from motdrill.ui.plain import PlainFace
from motdrill.ui.view import DrillView
from terminal import ENTER, SPACE, Opened, Run, page_after

# ---------------------------------------------------------------- the page a class opens with


def opening(lang: str = "en") -> list[str]:
    """The case and the role, paragraph by paragraph."""
    stage = DrillView(Drill(SCENARIO, BANK, SEED), lang)
    texts = (SCENARIO.brief, SCENARIO.you, *SCENARIO.may, *SCENARIO.may_not, *SCENARIO.may_tell)
    return [stage.text(text) for text in texts]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_in_a_terminal_the_class_opens_with_the_case_and_waits(opened: Opened, lang: str) -> None:
    shown = opened(*HANDS, "--lose", "--lang", lang, rows=30)
    shown.wait_for(DrillView(Drill(SCENARIO, BANK, SEED), lang).title)
    shown.settle()
    messages.set_language(lang)
    task = _("Lose the customer, in as few replies as you can.")
    assert all(map(shown.shows, [*opening(lang), task])), shown.screen()
    assert not shown.shows(_("hands up")) and not KEY.search(shown.screen())
    fits(shown)
    enter(shown)
    assert shown.shows(_("hands up"))


def test_by_lines_the_case_is_printed_and_no_line_is_read_for_it(run: Run) -> None:
    first, second = pages(run(*HANDS, "--plain", typed="s\n").out)[:2]
    assert says(first, *opening(), "hands up") and "Lose the customer" not in first
    assert "revealed" in second
    assert says(pages(run(*HANDS, "--plain", "--lose").out)[0], *opening(), "Lose the customer, in as few replies")


# ---------------------------------------------------------------- before and after the reveal


def test_the_key_is_not_in_view_before_the_reveal_and_then_it_is(run: Run) -> None:
    plan = script()
    while plan.room.active_parties:
        plan.hands(4).again(9).go_on()
    for page in pages(run(*HANDS, "--plain", typed=plan.typed).out)[: len(plan.lines)]:
        assert bool(KEY.search(page)) == ("revealed" in page), page


def test_the_split_has_each_choices_first_words(run: Run) -> None:
    """So that what is argued about can be read again."""
    for step, part in ((THE_NIGHT, "replies"), ("keying", "lines")):
        plan = script(step, 1).hands(6)
        split = pages(run(*HANDS, "--from", step, "--plain", typed=plan.typed).out)[1]
        texts = [each["text"]["en"] for each in RAW["steps"][step][part].values()]
        assert "before talking" in split and says(split, *(text[:40] for text in texts))


def test_notes_come_on_a_key_and_the_vote_goes_on_after_them(run: Run) -> None:
    stage = DrillView(script("first-words", 3).room.drill, "en")
    notes = stage.text(SCENARIO.steps["first-words"].notes)
    done = run(*HANDS, "--from", "first-words", "--plain", typed="n\n\n1 2 9 0\nn\n")
    shown = pages(done.out)
    assert [says(page, notes) for page in shown[:5]] == [False, True, False, False, True]
    assert "round 1   hands up" in shown[2]


def test_notes_have_the_questions_at_once_and_the_key_only_after_the_reveal(run: Run) -> None:
    """The room reads along."""
    stage = DrillView(script("first-words", 3).room.drill, "en")
    questions = [stage.text(text) for text in SCENARIO.debrief.questions]
    whys = [stage.text(reply.why) for reply in SCENARIO.steps["first-words"].replies.values()]
    plan = script("first-words", 3).hands(6)
    lines = ["n", "", plan.lines[0], "n", "", "r", "n", ""]
    shown = pages(run(*HANDS, "--from", "first-words", "--plain", typed="\n".join(lines)).out)
    notes = [shown[1], shown[4], shown[7]]
    notes = [shown[1], shown[4], shown[7]]
    assert all(says(page, *questions) for page in notes)
    assert [any(says(page, why) for why in whys) for page in notes] == [False, False, True]
    assert [bool(KEY.search(page)) for page in notes] == [False, False, True] and says(notes[2], *whys)


# ---------------------------------------------------------------- Enter, space, and the time


def test_two_enters_at_once_are_one_and_space_alone_scrolls(opened: Opened) -> None:
    shown = opened(*HANDS, "--vote-time", "1", "--no-bell", MOTDRILL_AFRESH="1")
    pass_opening(shown)
    shown.wait_for("time is up")
    shown.keys("0 0 0 12 0 0 0", ENTER, ENTER)
    shown.wait_for("Talk about it?")
    shown.settle(0.2)
    assert "enter talk about it" in shown.screen()
    shown.resize(80, 10)
    shown.wait_for("space more ▼")
    while "▼" in shown.screen():
        page_after(shown, SPACE)
    page_after(shown, SPACE, "x")
    assert shown.shows("enter talk about it") and shown.shows("That key does nothing here.")
    enter(shown)
    shown.wait_for("enter vote again")
    assert b"\a" not in shown.raw


# ---------------------------------------------------------------- what the wall shows is known to the class


def test_listeners_hear_of_each_other_page_on_the_wall_and_of_a_desk() -> None:
    live, heard = LiveClass(script().room, lambda _event: None), list[tuple[WallPage, bool]]()
    unsubscribe = live.subscribe(lambda _room: heard.append((live.wall, live.desk_open)))
    live.show_on_wall("opening")
    live.show_on_wall("opening")
    live.desk_open = True
    unsubscribe()
    live.show_on_wall("question")
    assert heard == [("opening", False), ("opening", True)] and live.wall == "question"


@pytest.mark.parametrize("desk_open", [False, True])
def test_notes_are_on_the_wall_only_while_there_is_no_desk(path: Path, desk_open: bool) -> None:
    plan, out = script("first-words", 3), io.StringIO()
    live = LiveClass(plan.room, lambda _event: None)
    live.desk_open = desk_open
    session = ClassSession(plan.room, ClassSettings("hands"), "en", ClassRecorder(path))
    lines = ["n", *([] if desk_open else [""]), *plan.hands(6).lines, "q", ""]
    with closing(session.recorder), pytest.raises(Stopped):
        ClassLeader(PlainFace(io.StringIO("\n".join(lines)), out), live, HandVoting(), session).lead()
    notes = DrillView(plan.room.drill, "en").text(SCENARIO.steps["first-words"].notes)
    assert says(out.getvalue(), notes) != desk_open and says(out.getvalue(), "The notes are on the desk.") == desk_open
    assert live.wall == "split"
