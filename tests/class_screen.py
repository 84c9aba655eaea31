"""A class on the screen of a terminal: its pages, and the keys that lead through them."""

import re
from collections.abc import Sequence
from fractions import Fraction

from rich.cells import cell_len

from class_script import BANK, KEY, PEOPLE, SCENARIO, SEED, as_line, hands_for, right, wrong
from motdrill.classroom.events import Counted, Revealed
from motdrill.classroom.gain import gain_by_hands
from motdrill.classroom.room import new_room
from motdrill.classroom.session import apply_event
from motdrill.classroom.votes import count_hands
from motdrill.drill.drill import Drill
from motdrill.drill.turn import AnswerValue
from motdrill.scenario.model import AngerStep, SpotStep
from motdrill.ui.view import DrillView
from terminal import ENTER, SPACE, Planned, Terminal, page_after

TALK = "Talk about it?"
RECAP = {"en": "what has happened so far", "zh": "前情"}


def enter(shown: Terminal) -> str:
    """Reads a page to its end and goes on; Enter is pressed until it is heard, since two at once are one."""
    for _times in range(20):
        if "▼" not in shown.screen():
            break
        page_after(shown, SPACE)
    before = shown.screen()
    while shown.screen() == before and shown.full_screen and shown.alive:
        shown.keys(ENTER)
        shown.settle()
    return shown.screen()


def pass_opening(shown: Terminal, lang: str = "en") -> None:
    """Past the page the class opens with."""
    shown.wait_for(DrillView(Drill(SCENARIO, BANK, SEED), lang).title)
    shown.settle()
    fits(shown)
    enter(shown)
    if RECAP[lang] in shown.lines()[0]:
        fits(shown)
        enter(shown)


def fits(shown: Terminal) -> None:
    assert max(map(cell_len, shown.lines())) <= shown.columns, shown.screen()


def shows_step(shown: Terminal, drill: Drill, lang: str) -> None:
    """A page to vote on: all that is to be read, and nothing that tells who is right, nor what is only for notes."""
    stage = DrillView(drill, lang)
    step = drill.step
    turn = Planned(stage, stage, right(drill))
    fits(shown)
    if "▼" not in shown.screen():
        assert all(map(shown.shows, turn.texts())), shown.screen()
    assert step and not (step.notes and shown.shows(stage.text(step.notes)))
    assert not KEY.search(shown.screen()), shown.screen()
    heading = "".join(shown.lines()).split("──")[0]
    assert isinstance(step, AngerStep) != ("★" * drill.state.anger + "☆" * (6 - drill.state.anger) in heading)


def type_line(shown: Terminal, line: str) -> str:
    return page_after(shown, line, ENTER)


def shows_split(shown: Terminal, counted: Counted, *told: str) -> None:
    """How the room split, in numbers, and not who is right."""
    bars = re.findall(r"(\d+)$", shown.screen(), re.MULTILINE)
    assert [int(each) for each in bars][-len(counted.counts) :] == list(counted.counts), shown.screen()
    assert all(map(shown.shows, told)) and not KEY.search(shown.screen()), shown.screen()
    fits(shown)


def two_rounds(shown: Terminal, drill: Drill, lang: str, words: Sequence[str]) -> AnswerValue:
    """One step: a vote, the talk, a second vote, the reveal; gives back the room's answer."""
    shows_step(shown, drill, lang)
    first, second = (hands_for(drill, right(drill), wrong(drill), many) for many in (3, 9))
    type_line(shown, as_line(drill, first))
    shows_split(shown, first, words[0])
    page_after(shown, "v")
    shows_step(shown, drill, lang)
    type_line(shown, as_line(drill, second))
    fits(shown)
    splits = [count_hands(drill, hands.counts, PEOPLE) for hands in (first, second)]
    gain = gain_by_hands(*splits)
    assert gain == Fraction(9 - 3, PEOPLE - 3) or isinstance(drill.step, SpotStep)
    told = words[2].replace("3", str(splits[0].best_count))
    assert shown.shows(words[1].format(f"{float(gain or 0):.2f}")) and shown.shows(told), shown.screen()
    room = apply_event(apply_event(new_room(drill), second), Revealed())
    answer = room.answer_of(0)
    assert answer and not answer.tied_values
    return answer.value


def to_the_end(shown: Terminal) -> str:
    """Past the scorecard and the debrief; gives back what is left standing."""
    while shown.full_screen:
        enter(shown)
    assert shown.wait_for_end() == 0
    after_all = shown.raw.rsplit(b"\x1b[?1049l", 1)[1].decode()
    return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]|\r", "", after_all)
