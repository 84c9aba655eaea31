"""SIGINT, SIGTERM and SIGHUP from outside: the program ends at once, restores the terminal, and says how to go on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from motdrill.errors import Stopped
from motdrill.messages import errors
from practised import drilled
from terminal import ENTER, LONGEST_RUN_S, Opened, Run, Terminal

if os.name != "posix":
    pytest.skip("signals are sent otherwise here", allow_module_level=True)

DRILL = ("drill", "bank-counter", "--seed", "7")
CLASS = ("class", "bank-counter", "--seed", "7")
ENDS = {signal.SIGINT: 130, signal.SIGTERM: -signal.SIGTERM, signal.SIGHUP: -signal.SIGHUP}
"""The exit code, or below 0 the signal that the parent learns of, of which a shell makes 143 and 129."""


def sentence(code: str, **values: object) -> str:
    return errors.error_message(Stopped(code, **values))


PLACES = {
    "brief": (DRILL, "Two minutes to five", sentence("stopped", number=1)),
    "lines": ((*DRILL, "--plain"), "0 to 6", sentence("stopped", number=1)),
    "home": ((), "Leave", "Stopped."),
    "home by lines": (("--plain",), "A number, an id", "Stopped."),
    "try": (("try", "bank-counter", "--watch"), "Two minutes to five", sentence("stopped", number=1)),
    "new": (("new", "my-case"), "Languages", "Stopped."),
    "hands": ((*CLASS, "--hands"), "Two minutes to five", sentence("class-stopped", number=1)),
    "phones": ((*CLASS, "--phones", "--local", "--port", "0"), "http://", sentence("class-stopped", number=1)),
    "phones by lines": (
        (*CLASS, "--phones", "--local", "--port", "0", "--plain"),
        "enter: begin",
        sentence("class-stopped", number=1),
    ),
}


def restored(shown: Terminal) -> None:
    """The terminal is as it was: own screen, cursor seen, typed letters echoed."""
    assert not shown.full_screen
    assert shown.raw.rfind(b"\x1b[?25h") >= shown.raw.rfind(b"\x1b[?25l")
    assert shown.raw.count(b"\x1b[?1049h") == shown.raw.count(b"\x1b[?1049l")
    termios = pytest.importorskip("termios")
    assert termios.tcgetattr(shown.child.child_fd)[3] & (termios.ECHO | termios.ICANON)


def ends_of(shown: Terminal, number: signal.Signals, message: str) -> None:
    os.kill(shown.process.pid, number)
    assert shown.wait_for_end() == ENDS[number]
    restored(shown)
    assert shown.shows(message), shown.screen()
    assert "Traceback" not in shown.screen() and "motdrill itself" not in shown.screen()


@pytest.mark.parametrize("number", ENDS, ids=lambda number: number.name)
@pytest.mark.parametrize("place", PLACES)
def test_a_signal_ends_the_program_restores_the_terminal_and_says_how_to_go_on(
    opened: Opened, place: str, number: signal.Signals
) -> None:
    words, seen, message = PLACES[place]
    shown = opened(*words, rows=60)
    shown.wait_for(seen)
    shown.settle()
    ends_of(shown, number, message)


@pytest.mark.parametrize("number", ENDS, ids=lambda number: number.name)
def test_a_signal_in_the_middle_of_a_drill_loses_nothing(
    opened: Opened, run: Run, kept: dict[str, str], number: signal.Signals
) -> None:
    shown = opened(*DRILL, **kept)
    for seen, key in (("Two minutes to five", ENTER), ("1/11", "3"), ("You read 3 stars", ENTER)):
        shown.wait_for(seen)
        shown.settle()
        shown.keys(key)
    shown.wait_for("2/11")
    shown.settle()
    ends_of(shown, number, sentence("stopped-kept", number=2, options=""))
    assert "2/11" in run("drill", "--resume", typed="q\n", **kept).out


@pytest.mark.parametrize("number", ENDS, ids=lambda number: number.name)
def test_a_signal_in_the_middle_of_a_review_loses_nothing(
    opened: Opened, path: Path, kept: dict[str, str], number: signal.Signals
) -> None:
    drilled(path, "bank-counter", days_ago=3)
    shown = opened("review", **kept)
    shown.wait_until(lambda: shown.full_screen and bool(shown.foot()), "the review")
    shown.settle()
    os.kill(shown.process.pid, number)
    assert shown.wait_for_end() == ENDS[number]
    restored(shown)
    assert shown.shows("Stopped after 0 of"), shown.screen()


def test_a_program_that_shall_outlive_its_terminal_does(env: dict[str, str]) -> None:
    command = f"trap '' HUP; exec '{sys.executable}' -m motdrill drill bank-counter --seed 7"
    process = subprocess.Popen(
        ["sh", "-c", command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env
    )
    assert process.stdin and process.stdout
    shown = b""
    while not shown.endswith(b"> "):
        more = os.read(process.stdout.fileno(), 1 << 16)
        assert more, shown
        shown += more
    process.send_signal(signal.SIGHUP)
    process.communicate(b"q\n", timeout=LONGEST_RUN_S)
    assert process.returncode == 130
