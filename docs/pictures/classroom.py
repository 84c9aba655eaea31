"""Makes the pictures of a class on phones from one real run: the projector's pages, and what a phone shows.

The phones' server runs as it does in a class; three real browsers join it, vote twice, and one of them is photographed.
"""

from __future__ import annotations

import time
from pathlib import Path

from make import ROOT, SEED, write
from playwright.sync_api import Page, sync_playwright

from motdrill import wording
from motdrill.classroom.events import Closed, Revealed, Took, VotedAgain
from motdrill.classroom.room import begin
from motdrill.drill.state import Drill
from motdrill.faces.host import Host
from motdrill.faces.pages.lobby import Reached
from motdrill.faces.pages.room import Shown, reveal_page, split_page, vote_page
from motdrill.faces.phones.door import new_door
from motdrill.faces.phones.server import PhoneServer
from motdrill.faces.stage import Stage
from motdrill.scenario.load import load

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
LOCALES = {"en": "en-GB", "zh": "zh-CN"}
FIRST, SECOND = (0, 3, 3), (3, 3, 3)
"""Which of the replies shown each phone votes for, before and after talking."""


def main() -> None:
    """Holds one step of a class in each language."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for lang, locale in LOCALES.items():
            wording.use(lang)
            host = opened()
            server = PhoneServer(host, new_door("127.0.0.1"), lang=lang)
            server.start()
            try:
                contexts = [browser.new_context(viewport={"width": 360, "height": 640}, locale=locale) for _ in FIRST]
                hold(host, server, [joined(context.new_page(), server.join_url) for context in contexts], lang)
            finally:
                server.stop()
        browser.close()


def opened() -> Host:
    """A class at its first step of replies."""
    scenario = load(ROOT / "scenarios" / "bank-counter.yaml").scenario
    host = Host(begin(Drill(scenario, "bank-counter", SEED)), lambda event: None)
    host.happen(Took(host.room.drill.state.anger))
    return host


def joined(page: Page, url: str) -> Page:
    """A phone that has joined."""
    page.goto(url)
    page.locator("#enter").click()
    page.locator("button.choice").first.wait_for()
    return page


def hold(host: Host, server: PhoneServer, phones: list[Page], lang: str) -> None:
    """Two rounds; pictures of the projector, and of the first phone."""
    reached = Reached(server.url, server.door.code, ())
    vote(host, phones, FIRST)
    phones[0].screenshot(path=Path(__file__).with_name(f"phone-{lang}.png"))
    stage = Stage(host.room.drill, lang)
    write(f"class-vote-{lang}", vote_page(Shown(host.room, stage), "3 / 3", reached=reached))
    host.happen(Closed())
    write(f"class-split-{lang}", split_page(Shown(host.room, stage), "discuss", 120))
    host.happen(VotedAgain())
    vote(host, phones, SECOND)
    host.happen(Closed())
    host.happen(Revealed())
    write(f"class-reveal-{lang}", reveal_page(Shown(host.room, stage)))


def vote(host: Host, phones: list[Page], chosen: tuple[int, ...]) -> None:
    """Every phone votes, and its vote arrives."""
    for phone, place in zip(phones, chosen, strict=True):
        phone.locator("button.choice").nth(place).click()
    give_up = time.monotonic() + 10
    while len(host.room.rounds[-1].ballots) < len(phones) and time.monotonic() < give_up:
        phones[0].wait_for_timeout(50)
    phones[0].wait_for_timeout(300)


if __name__ == "__main__":
    main()
