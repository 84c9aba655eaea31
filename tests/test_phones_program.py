"""A class on phones as it is held: the wall in a pseudo-terminal, three phones and a desk in real browsers, a kill.

With MOTDRILL_PICTURES the wall, a phone and the desk of this very run are kept in that folder (`make pictures`).
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest

import projected
from class_screen import RECAP
from class_script import BANK
from terminal import ENTER, Opened, Run, Terminal, own_journal

pytestmark = pytest.mark.long

PICTURES = os.environ.get("MOTDRILL_PICTURES", "")
LOCALES = {"en": "en-GB", "zh": "zh-CN"}
IN = {"en": "Your vote is in", "zh": "已投票"}
LOCKED = {"en": "locked", "zh": "已锁定"}
CLOSED = {"en": "The round is closed", "zh": "本轮结束"}
LOST = {"en": "Connection lost", "zh": "连接断开"}
ADVISED = {"en": "1 of 3 gave a best answer (33%).", "zh": "3人中有1人选了最佳答案（33%）。"}
RIGHT = {"en": "You gave a best answer", "zh": "你选的是最佳答案"}
WRONG = {"en": "Another answer was better", "zh": "有更好的答案"}
COUNTED, TALKED, BEST = {"en": "3 of 3 in", "zh": "已投 3/3"}, {"en": "before talking", "zh": "讨论之前"}, "✓"
NAMES = ("Anna", "Ben", "Carl")
FIRST, SECOND = (0, 3, 1), (1, 3, 1)
"""Which of the replies shown each phone votes for, before and after talking."""


class Class:
    """A class of one step, its three phones and its journal."""

    def __init__(self, lang: str, browser: Any, opened: Opened, journal: dict[str, str]) -> None:
        self.lang, self._browser, self._opened, self._journal = lang, browser, opened, journal
        self.shown = self.begun(BANK, "--phones", "--local", "--from", "last-word", "--seed", "3")
        self.phones: list[Any] = []
        self.desk: Any = None

    def begun(self, *arguments: str) -> Terminal:
        """The program, begun with these arguments."""
        return self._opened("class", *arguments, "--lang", self.lang, **self._journal)

    def page(self, width: int, height: int) -> Any:
        """A page of a browser of its own."""
        options = {"viewport": {"width": width, "height": height}, "locale": LOCALES[self.lang]}
        return self._browser.new_context(**options).new_page()

    def shown_address(self, pattern: str) -> re.Match[str]:
        """An address and a code, once the program shows them."""
        found = re.search(
            pattern, self.shown.wait_until(lambda: bool(re.search(pattern, self.shown.screen())), pattern)
        )
        assert found
        return found

    def open_desk(self) -> None:
        """The facilitator opens the desk by what the terminal shows before the class begins."""
        found = self.shown_address(r"(http://\S+/desk)\s+\S+ ([A-Z0-9]{5}-[A-Z0-9]{5})\b")
        self.desk = self.page(390, 844)
        self.desk.goto(found[1])
        self.desk.locator("#code").fill(found[2])
        self.desk.locator("#enter").click()
        self.press()

    def press(self, key: str = "") -> None:
        """Presses a key of the desk; Enter where none is named."""
        where = f".key:has(span:text-is('{key}'))" if key else ".main"
        self.desk.locator(f"#keys {where}[aria-disabled=false]").click()

    def join(self) -> None:
        """Three phones come in by what the projector shows."""
        found = self.shown_address(r"(http://\S+)\s+\S+ ([A-Z0-9]{6})\b")
        for name in NAMES:
            page = self.page(360, 640)
            page.goto(found[1])
            page.locator("#code").fill(found[2])
            page.locator("#name").fill(name)
            page.locator("#enter").click()
            page.locator("#room").wait_for()
            self.phones.append(page)
        self.shown.wait_for("3 people have joined" if self.lang == "en" else "3 人")

    def open(self) -> None:
        """Past the situation, and what has happened before the step."""
        for told in ("2015", RECAP[self.lang]):
            self.shown.wait_for(told)
            self.press()

    def vote(self, chosen: Sequence[int]) -> None:
        """Every phone votes, and its vote arrives."""
        for page, place in zip(self.phones, chosen, strict=True):
            page.locator("button.choice").nth(place).click()
            self.state(page, IN)
        self.shown.wait_for(COUNTED[self.lang])

    def state(self, page: Any, words: dict[str, str]) -> None:
        """Waits until a phone says in what state it is."""
        page.get_by_role("heading", name=words[self.lang]).wait_for()

    def to_the_end(self) -> None:
        """On with the room's answer, past the scorecard and the debrief."""
        while self.shown.alive:
            self.shown.keys(ENTER)
            self.shown.settle()

    def pictured(self, name: str) -> None:
        """Keeps what the projector shows now."""
        if PICTURES:
            self.shown.settle()
            projected.save(self.shown, Path(PICTURES) / f"class-{name}-{self.lang}.svg")

    def photographed(self, page: Any, name: str) -> None:
        """Keeps what a page shows now."""
        if PICTURES:
            page.locator("[aria-disabled=false]").first.wait_for()
            page.screenshot(path=Path(PICTURES) / f"{name}-{self.lang}.png")


def test_latecomers_find_the_door_on_every_page_and_the_facilitator_minds_it(opened: Opened) -> None:
    shown = opened("class", BANK, "--phones", "--local", "--from", "last-word", "--seed", "3", "--vote-time", "1")
    shown.wait_for("/desk")
    shown.keys(ENTER)
    shown.wait_for("0 people have joined")
    url, code = re.findall(r"(http://\S+)\s+\S+ ([A-Z0-9]{6})\b", shown.screen())[0]
    origin = {"origin": url.rstrip("/")}
    with ExitStack() as phones:
        nameless, ben, late = (phones.enter_context(httpx.Client(base_url=url, trust_env=False)) for _time in range(3))

        def join(phone: httpx.Client, name: str) -> Any:
            return phone.post("/join", json={"code": code, "name": name}, headers=origin).json()

        def told(phone: httpx.Client) -> Any:
            with phone.stream("GET", "/events") as stream:
                return next(json.loads(line[6:]) for line in stream.iter_lines() if line.startswith("data: "))

        join(nameless, ""), join(ben, "Ben")
        shown.wait_for("2 people have joined")
        shown.keys("k")
        shown.wait_for("1 –    2 Ben")
        shown.keys("1", ENTER)
        shown.wait_for("Number 1 has been taken out.", "1 person has joined")
        shown.keys("l")
        shown.wait_for("1 person has joined · locked")
        assert join(late, "Late")["error"] == join(nameless, "")["error"] == "locked" and join(ben, "Benny") == {}
        assert told(ben)["you"] == {"here": True, "name": "Benny", "number": 2, "party": ""}
        for page in ("You may not", "what has happened so far", "0 of 1 in"):
            shown.keys(ENTER)
            shown.wait_for(page, url, code, "locked")
        shown.wait_for("time is up")
        shown.keys(ENTER)
        shown.wait_for("Nobody has voted. Close the round all the same?")
        shown.keys(ENTER)
        shown.wait_for("0 of 1 in")
        ben.post("/vote", json={"ask": told(ben)["room"]["ask"], "choice": 1}, headers=origin)
        shown.wait_for("1 of 1 in")
        shown.keys(ENTER)
        shown.wait_for("Talk about it?", url, code)
        shown.keys("j")
        shown.wait_for("█▀▀▀▀▀█", "enter back")
        shown.keys(ENTER)
        shown.wait_for("Talk about it?", "before talking")
        for key, page, phase in (("r", "revealed", "revealed"), (ENTER, "Thank you", "wall")):
            shown.keys(key)
            shown.wait_for(page, url, code, "l unlock")
            assert told(ben)["room"]["phase"] == phase
        shown.keys("l")
        shown.wait_for("Thank you", "People can join again.", "l lock")
        shown.keys(ENTER)
        shown.wait_for("enter debrief")
        assert told(ben)["room"]["phase"] == "over" and shown.raw.count(b"\a") == 1


@pytest.mark.parametrize("lang", LOCALES if PICTURES else ["en"])
def test_a_class_killed_in_mid_round_is_resumed_and_the_phones_find_it_again(
    lang: str, browser: Any, opened: Opened, run: Run, tmp_path: Path
) -> None:
    journal = own_journal(tmp_path)
    klass = Class(lang, browser, opened, journal)
    klass.open_desk()
    klass.join()
    for name in NAMES:
        klass.desk.locator("#page").get_by_text(name).wait_for()
    klass.press()
    klass.open()
    klass.vote(FIRST)
    klass.desk.get_by_text(COUNTED[lang]).wait_for()
    klass.pictured("vote")
    klass.photographed(klass.phones[0], "phone")
    klass.phones[0].reload()
    klass.state(klass.phones[0], IN)
    assert klass.phones[0].locator("button.choice[aria-pressed=true]").count() == 1

    klass.press("l")
    klass.shown.wait_for(LOCKED[lang])
    klass.shown.kill()
    for page in (*klass.phones, klass.desk):
        page.get_by_text(LOST[lang]).wait_for()
    klass.shown = klass.begun("--resume")
    klass.shown.wait_for("http://", LOCKED[lang])
    klass.press("l")
    klass.press()
    klass.open()
    klass.shown.wait_for(COUNTED[lang])
    for page in klass.phones:
        klass.state(page, IN)
    klass.press()
    klass.shown.wait_for(TALKED[lang])
    for page in klass.phones:
        klass.state(page, CLOSED)
    klass.desk.get_by_text(ADVISED[lang]).wait_for()
    klass.pictured("split")
    klass.press()
    klass.desk.locator("#clock:not(:empty)").wait_for()
    klass.photographed(klass.desk, "desk")
    klass.press()
    for page in klass.phones:
        page.get_by_role("heading", name=CLOSED[lang]).wait_for(state="detached")
    klass.vote(SECOND)
    klass.press()
    klass.shown.wait_for(BEST)
    klass.pictured("reveal")
    for page, words in zip(klass.phones, (RIGHT, WRONG, RIGHT), strict=True):
        klass.state(page, words)
    klass.to_the_end()

    told = json.loads(run("export", "--classes", "--format", "jsonl", **journal).out)
    assert told["people"] == 3
    (step,) = told["steps"]
    assert [list(each["counts"].values()) for each in step["rounds"]] == [[1, 1, 0, 1], [0, 2, 0, 1]]
    assert (step["wrong_to_right"], step["right_to_wrong"], step["gain"]) == (1, 0, 0.5)
