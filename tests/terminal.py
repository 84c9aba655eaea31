"""The real program in a real pseudo-terminal (`Terminal`) or over pipes (`run`), and what to type to it (`planned`)."""

from __future__ import annotations

import contextlib
import itertools
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import ascii_uppercase
from typing import Any

import pexpect
import pyte
import pytest
from pexpect.fdpexpect import fdspawn

import nursery
from motdrill import library
from motdrill.drill.drill import Drill
from motdrill.drill.turn import AnswerValue
from motdrill.scenario.load import load
from motdrill.scenario.model import AngerStep, NeedsStep, ReplyStep, SpotStep, needs_order
from motdrill.ui.view import DrillView

if os.name == "posix":
    import termios

PROGRAM = (sys.executable, "-m", "motdrill")
AT_ITS_TERMINAL = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""
"""Begins a Python whose standard input is the terminal of its session, at which Ctrl-C and hanging up are heard."""

PATIENCE_S, LONGEST_RUN_S = 60.0, 180.0
"""Only what hangs takes as long: a machine may have much else to do."""

QUIET_S, REST_S, LOOK_S, LONGEST_DEAF_S = 0.1, 0.011, 0.006, 0.5

UP, DOWN, ENTER, SPACE, BACKSPACE = "\x1b[A", "\x1b[B", "\r", " ", "\x7f"
PAGE_UP, PAGE_DOWN, CTRL_C, CTRL_D, ESCAPE = "\x1b[5~", "\x1b[6~", "\x03", "\x04", "\x1b"

_OURS = re.compile(
    r"MOTDRILL_|LC_|LANG|NO_COLOR|FORCE_COLOR|COLUMNS|LINES|TERM"
    r"|PYTHON(UTF8|IOENCODING|WARNINGS|UNBUFFERED|DONTWRITEBYTECODE)"
    r"|PYDANTIC_DISABLE_PLUGINS"  # set by what a test runs in its own process; with it no nursery would be like that
)
_SWITCH = re.compile(rb"\x1b\[\?1049([hl])")
_SWITCH_BEGUN = re.compile(rb"\x1b(\[(\?(1(0(4(9)?)?)?)?)?)?$")


_COUNTER = itertools.count()


def environment(own: Path, **more: str) -> dict[str, str]:
    """This process's environment without what people set for themselves; `own` is the folder of own scenarios."""
    kept = {name: value for name, value in os.environ.items() if not _OURS.match(name)}
    kept |= own_journal(own.parent)
    return kept | {"TERM": "xterm-256color", "LANG": "C.UTF-8", "MOTDRILL_LIBRARY": str(own)} | more


def own_journal(folder: Path) -> dict[str, str]:
    """A journal that no other run of the program knows, so that what one cuts off is not offered to the next."""
    return {"MOTDRILL_JOURNAL": str(folder / f"journal-{next(_COUNTER)}.db")}


_SHARED = nursery.shared(environment(Path()))
_NURSERIES: list[nursery.Nursery] = []


def squeezed(text: str) -> str:
    """Text without any white space, so that it is the same however its lines are broken."""
    return "".join(text.split())


# ---------------------------------------------------------------- over pipes


@dataclass(frozen=True)
class Ran:
    """A process that has ended."""

    code: int
    out: str
    err: str


def run(arguments: Sequence[str], env: Mapping[str, str], typed: str = "", cwd: Path | None = None) -> Ran:
    """Runs one command line to its end, with `typed` on its standard input."""
    keys = typed.encode()
    if len(keys) < nursery.PIPE_HOLDS and (born := _nursery(env)):
        code, out, err = born.run(arguments, env, keys, cwd or Path.cwd(), LONGEST_RUN_S)
    else:
        done = subprocess.run(
            [*PROGRAM, *arguments], input=keys, capture_output=True, env=dict(env), cwd=cwd, timeout=LONGEST_RUN_S
        )
        code, out, err = done.returncode, done.stdout, done.stderr
    return Ran(code, out.decode(errors="replace"), err.decode(errors="replace"))


def _nursery(env: Mapping[str, str]) -> nursery.Nursery | None:
    """The nursery whose turn it is; None where a command line needs a start of its own."""
    if os.name != "posix" or "MOTDRILL_AFRESH" in os.environ or nursery.shared(env) != _SHARED:
        return None
    if len(_NURSERIES) < 2:
        _NURSERIES.append(nursery.Nursery(_SHARED))
    _NURSERIES.reverse()
    return _NURSERIES[0]


# ---------------------------------------------------------------- in a terminal


def _begun(arguments: Sequence[str], env: Mapping[str, str], streams: Sequence[int]) -> Any:
    """The program with a terminal of its own for its standard input, as a `subprocess.Popen` or what is like one."""
    if born := _nursery(env):
        return born.bear(arguments, env, Path.cwd(), streams, in_terminal=True)
    command = [sys.executable, "-c", AT_ITS_TERMINAL, *PROGRAM[1:], *arguments]
    stdin, out, err = streams
    return subprocess.Popen(command, stdin=stdin, stdout=out, stderr=err, env=dict(env), start_new_session=True)


class _Answering(pyte.Screen):
    """A screen that answers the program's questions about the cursor, as a terminal does."""

    send: Callable[[str], Any] = staticmethod(lambda data: None)

    def write_process_input(self, data: str) -> None:
        self.send(data)


class Terminal:
    """The program in a pseudo-terminal with an own screen and an alternate one, as xterm has them."""

    def __init__(
        self,
        arguments: Sequence[str],
        env: Mapping[str, str],
        columns: int = 80,
        rows: int = 24,
        to: Path | None = None,
    ) -> None:
        if os.name != "posix":
            pytest.skip("there are no pseudo-terminals here")
        self.columns, self.rows = columns, rows
        self.raw = b""
        self._held = b""
        self._screens = {kind: _Answering(columns, rows) for kind in (b"h", b"l")}
        self._streams = {kind: pyte.ByteStream(screen) for kind, screen in self._screens.items()}
        self._now = b"l"
        self._drawn: tuple[object, list[str]] = (None, [])
        self._slept_at_key: list[str] = []
        ours, theirs = os.openpty()
        termios.tcsetwinsize(theirs, (rows, columns))
        # Standard output may go to a file; the keyboard and standard error stay on the terminal.
        out = os.dup(theirs) if to is None else os.open(to, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
        self.process = _begun(arguments, env, (theirs, out, theirs))
        os.close(theirs)
        os.close(out)
        self.child = fdspawn(ours)
        self.child.delaybeforesend = None
        for screen in self._screens.values():
            screen.send = self.child.send

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_error: object) -> None:
        if self.alive:
            self.kill()
        self.hang_up()
        self.process.wait()

    @property
    def alive(self) -> bool:
        """Whether the program goes on."""
        return self.process.poll() is None

    def kill(self) -> None:
        """Ends the program at once, with nothing it could do about it."""
        with contextlib.suppress(ProcessLookupError):  # it came to its end first
            os.kill(self.process.pid, signal.SIGKILL)

    def hang_up(self) -> None:
        """Takes the terminal away, as closing its window does; the program is told by SIGHUP."""
        if not self.child.closed:
            self.child.close()

    @property
    def full_screen(self) -> bool:
        """Whether the alternate screen is shown."""
        return self._now == b"h"

    def keys(self, *keys: str) -> None:
        """Presses keys, one after the other."""
        for key in filter(None, keys):
            self._slept_at_key = self._sleeps()
            self.child.send(key)

    def read(self, wait_s: float = 0.02) -> bool:
        """Takes what the program has written; False where it has closed the terminal."""
        try:
            data = self.child.read_nonblocking(1 << 16, timeout=wait_s)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self.raw += data
        self._feed(self._held + data)
        return True

    def _feed(self, data: bytes) -> None:
        begun = _SWITCH_BEGUN.search(data)
        data, self._held = (data[: begun.start()], data[begun.start() :]) if begun else (data, b"")
        for i, piece in enumerate(_SWITCH.split(data)):
            if i % 2:
                self._now = piece
                if piece == b"h":
                    self._screens[piece].reset()
            else:
                self._streams[self._now].feed(piece)

    def settle(self, quiet_s: float | None = None) -> None:
        """Reads until the program has come to rest, and the full screen is not blank.

        It is at rest when it has written nothing for `quiet_s`; where that is not given and the kernel can be asked,
        as soon as it has woken up at the last key and gone to sleep again, with nothing written since.
        """
        if quiet_s is None and sys.platform != "linux":
            quiet_s = QUIET_S
        seen, since, end = (-1, [""]), 0.0, time.monotonic() + PATIENCE_S
        while (now := time.monotonic()) < end:
            slept = self._sleeps() if quiet_s is None else []
            if (len(self.raw), slept) != seen:
                seen, since = (len(self.raw), slept), now
            elif now - since >= self._rest_s(slept, quiet_s) and not (self.full_screen and not self.foot()):
                return
            if not self.read(quiet_s or LOOK_S):
                return

    def _rest_s(self, slept: list[str], quiet_s: float | None) -> float:
        """How long nothing may change until the program is at rest."""
        if quiet_s is not None:
            return quiet_s
        if not slept:
            return PATIENCE_S
        return LONGEST_DEAF_S if slept == self._slept_at_key else REST_S

    def _sleeps(self) -> list[str]:
        """How often each thread of the program has gone to sleep; empty where one is awake, or nobody can say."""
        found = []
        with contextlib.suppress(OSError):
            for thread in Path(f"/proc/{self.process.pid}/task").iterdir():
                status = (thread / "status").read_text("utf-8")
                if "\nState:\tS" not in status:
                    return []
                found += re.findall(r"^voluntary_ctxt_switches:\s+(\d+)", status, re.MULTILINE)
            return found
        return []

    def lines(self) -> list[str]:
        """The lines of the screen, without the spaces at their ends."""
        state = (len(self.raw), self._now, self.columns, self.rows)
        if state != self._drawn[0]:  # pyte takes its time to draw
            self._drawn = (state, [line.rstrip() for line in self._screens[self._now].display])
        return self._drawn[1]

    def cells(self) -> list[list[tuple[str, str, str, bool]]]:
        """The screen's characters with their colours and whether they are bold, line by line."""
        buffer = self._screens[self._now].buffer
        rows = [[buffer[y][x] for x in range(self.columns)] for y in range(self.rows)]
        return [
            [
                (each.data, each.bg, each.fg, each.bold) if each.reverse else (each.data, each.fg, each.bg, each.bold)
                for each in row
            ]
            for row in rows
        ]

    def screen(self) -> str:
        """The screen as text."""
        return "\n".join(self.lines())

    def foot(self) -> str:
        """The last line that has anything on it."""
        return next((line for line in reversed(self.lines()) if line), "")

    def shows(self, text: str) -> bool:
        """Whether a text is on the screen, however its lines are broken."""
        return squeezed(text) in squeezed(self.screen())

    def wait_for(self, *texts: str) -> str:
        """Waits until all texts are on the screen, however their lines are broken; gives back the screen."""
        return self.wait_until(lambda: all(map(self.shows, texts)), f"{texts!r}")

    def wait_until(self, holds: Callable[[], bool], wanted: str = "that") -> str:
        """Waits until something holds of the screen; gives back the screen."""
        end = time.monotonic() + PATIENCE_S
        while not holds():
            alive = self.read()
            if holds():
                break
            shown = f"waited for {wanted}; the screen is\n{self.screen()}"
            assert alive, f"the program has ended; {shown}"
            assert time.monotonic() < end, shown
        return self.screen()

    def wait_for_change(self, before: str) -> str:
        """Waits until another page is on the same kind of screen and has come to rest.

        A blank screen is one that is being drawn; that is no change.
        """
        was = self.full_screen
        self.wait_until(lambda: self.screen() != before and bool(self.foot()) and self.full_screen == was, "a change")
        self.settle()
        return self.screen()

    def ends_or_changes(self, before: str) -> bool:
        """Waits until the program has ended (True) or another page is on the full screen (False)."""
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            if not self.read():
                return True
            if self.full_screen and self.screen() != before:
                self.settle()
                return False
        raise AssertionError(f"nothing happens; the screen is\n{self.screen()}")

    def resize(self, columns: int, rows: int) -> None:
        """Gives the window another size."""
        self.columns, self.rows = columns, rows
        for screen in self._screens.values():
            screen.resize(rows, columns)
        termios.tcsetwinsize(self.child.child_fd, (rows, columns))

    def wait_for_end(self) -> int:
        """Waits until the program has ended; gives back its exit code."""
        end = time.monotonic() + PATIENCE_S
        while self.read():
            assert time.monotonic() < end, f"it goes on; the screen is\n{self.screen()}"
        return self.process.wait()


def choosing(arguments: Sequence[str]) -> tuple[str, ...]:
    """The arguments of a drill or review that chooses every reply; those that ask for something else as they are."""
    plays = {"drill", "review"} & set(arguments)
    decided = {"--say", "--choose", "--aloud", "--exam", "--help"} & set(arguments)
    return (*arguments, "--choose") if plays and not decided else tuple(arguments)


Run = Callable[..., Ran]
"""What the fixture `run` is: it runs a command line over pipes."""
Opened = Callable[..., Terminal]
"""What the fixture `opened` is: it opens the program in a pseudo-terminal."""


def past_the_end(shown: Terminal) -> str:
    """The key that leads from a page after a drill to the next, and from the last, which offers a drill, out."""
    return "q" if re.search(r"\bh (home|主页)", shown.screen().replace("\u00a0", " ")) else ENTER


def page_after(shown: Terminal, *keys: str) -> str:
    """The page that keys lead to, read at rest: half drawn, a wide letter may have lost its other half."""
    before = shown.screen()
    shown.keys(*keys)
    shown.settle()
    return shown.screen() if shown.screen() != before else shown.wait_for_change(before)


# ---------------------------------------------------------------- what to type


@dataclass(frozen=True)
class Planned:
    """One answer of a drill thought out beforehand.

    Attributes:
        before: The stage at its step.
        after: The stage after it.
        given: The answer.
    """

    before: DrillView
    after: DrillView
    given: AnswerValue

    @property
    def step_id(self) -> str:
        """The step's id."""
        return self.before.drill.state.step or ""

    @property
    def step(self) -> Any:
        """The step."""
        return self.before.drill.step

    @property
    def shown(self) -> tuple[str, ...]:
        """The ids to choose among, as they are shown."""
        return self.before.drill.choice_order(self.step_id)

    @property
    def place(self) -> str:
        """Which step of how many, as the heading says it."""
        number = len(self.before.drill.turns) + 1
        total = number - 1 + self.before.drill.steps_left()
        return f"{number}/{self.before.with_answers(()).drill.steps_left() if self.before.exam else total}"

    def texts(self) -> list[str]:
        """What must be on the page to answer it: the customer's words, and what there is to choose."""
        anger = self.before.drill.state.anger
        said = [self.before.text_at(self.step.says, anger)]
        if isinstance(self.step, ReplyStep):
            return said + [self.before.text(reply.text) for reply in self.step.replies.values()]
        if isinstance(self.step, SpotStep):
            return said + [self.before.text(line.text) for line in self.step.lines.values()]
        if isinstance(self.step, NeedsStep):
            return said + [self.before.text(self.before.drill.scenario.needs[need].text) for need in self.shown]
        return said

    def letters(self) -> list[str]:
        """The keys that name the answer's parts: letters of replies and lines, numbers of needs, stars."""
        if isinstance(self.given, int):
            return [str(self.given)]
        names = self.given if isinstance(self.given, tuple) else (self.given,)
        if isinstance(self.step, NeedsStep):
            return [str(self.shown.index(name) + 1) for name in names]
        return [ascii_uppercase[self.shown.index(name)] for name in names]

    def keys(self) -> list[str]:
        """The answer by letters and numbers."""
        end = [ENTER] if isinstance(self.step, NeedsStep | SpotStep) else []
        return [letter.lower() for letter in self.letters()] + end

    def arrows(self) -> list[str]:
        """The answer by arrows: Enter chooses one, Space ranks or marks, and then Enter ends."""
        if isinstance(self.given, int):
            return [DOWN] * (self.given + 1) + [ENTER]
        if isinstance(self.given, str):
            return [DOWN] * (self.shown.index(self.given) + 1) + [ENTER]
        pressed, at = [], -1
        for name in self.given:
            to = self.shown.index(name)
            pressed += [DOWN] * (to - at) if to > at else [UP] * (at - to)
            pressed.append(SPACE)
            at = to
        return [*pressed, ENTER]

    def line(self, way: int = 0) -> str:
        """The answer as a line: by letters and numbers (0), by numbers (1), by ids (2)."""
        if isinstance(self.given, int):
            return str(self.given)
        names = self.given if isinstance(self.given, tuple) else (self.given,)
        if way == 1:
            return " ".join(str(self.shown.index(name) + 1) for name in names)
        if way == 2:
            return " > ".join(names) if isinstance(self.step, NeedsStep) else ", ".join(names)
        return " ".join(self.letters())


Chooser = Callable[[Drill], AnswerValue]


def ranked_replies(drill: Drill) -> list[str]:
    """The replies of a step, those that leave the most attainable first; of equals, those that calm most."""

    def worth(reply: str) -> tuple[int, int]:
        after = drill.answer(reply).state
        return after.points + drill.attainable.most_points(after.step, after.anger), -after.anger

    assert isinstance(drill.step, ReplyStep)
    return sorted(drill.step.replies, key=worth, reverse=True)


def best(drill: Drill) -> AnswerValue:
    """The answer that costs nothing."""
    step = drill.step
    if isinstance(step, ReplyStep):
        return ranked_replies(drill)[0]
    if isinstance(step, NeedsStep):
        return needs_order(drill.scenario, step)
    if isinstance(step, SpotStep):
        return tuple(name for name, line in step.lines.items() if line.good)
    return drill.state.anger


def weak(drill: Drill) -> AnswerValue:
    """An answer of a person who does not know better."""
    step = drill.step
    if isinstance(step, ReplyStep):
        return ranked_replies(drill)[1]
    given = best(drill)
    if isinstance(given, tuple):
        return given[:-2] + given[:-3:-1] if isinstance(step, NeedsStep) else given[:-1]
    return max(0, int(given) - 1)


def mixed(drill: Drill) -> AnswerValue:
    """Weak and best answers in turn."""
    return (weak, best)[len(drill.turns) % 2](drill)


def planned(name: str, seed: int, choose: Chooser, lang: str = "en", exam: bool = False) -> list[Planned]:
    """A whole drill, thought out beforehand: its texts may be edited without a word here."""
    path, _ = library.find_scenario(name)
    stage = DrillView(Drill(load(path).scenario, path.stem, seed), lang, exam)
    turns: list[Planned] = []
    while stage.drill.step is not None:
        given = choose(stage.drill)
        after = stage.with_answers(stage.drill.answer(given).answers)
        turns.append(Planned(stage, after, given))
        stage = after
    return turns


def answer_lines(turns: Sequence[Planned], *more: str, way: int = 0) -> str:
    """What to type for these answers by lines, each in the same way, and then `more`."""
    return "".join(f"{line}\n" for line in (*(turn.line(way) for turn in turns), *more))


def kinds(turns: Sequence[Planned]) -> set[str]:
    """Kinds of step met on the way."""
    names = {ReplyStep: "reply", AngerStep: "anger", NeedsStep: "needs", SpotStep: "spot"}
    return {names[type(turn.step)] for turn in turns}
