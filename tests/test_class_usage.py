"""`motdrill class` as a command line: wrong usage, what is told before the class, and the help."""

import re
from pathlib import Path

import pytest

from class_script import BANK, HANDS
from motdrill import library
from practised import rows
from terminal import Run

WRONG_USAGE: dict[str, tuple[str, ...]] = {
    "no scenario": ("--hands",),
    "no such scenario": ("nowhere", "--hands"),
    "no manner": (BANK,),
    "two manners": (BANK, "--hands", "--teams", "A,B"),
    "own ways without teams": (BANK, "--hands", "--own"),
    "one team": (BANK, "--teams", "Red"),
    "no team at all": (BANK, "--teams", " , "),
    "two teams of one name": (BANK, "--teams", "Red,Red"),
    "thirteen teams": (BANK, "--teams", ",".join("ABCDEFGHIJKLM")),
    "no such step": (BANK, "--hands", "--from", "nowhere"),
    "thresholds upside down": (BANK, "--hands", "--thresholds", "70,30"),
    "one threshold": (BANK, "--hands", "--thresholds", "30"),
    "thresholds above 100": (BANK, "--hands", "--thresholds", "30,101"),
    "thresholds in letters": (BANK, "--hands", "--thresholds", "a,b"),
    "talk below nought": (BANK, "--hands", "--talk", "-1"),
    "talk without end": (BANK, "--hands", "--talk", "3601"),
    "a vote without end": (BANK, "--hands", "--vote-time", "3601"),
    "a port below nought": (BANK, "--phones", "--local", "--port", "-1"),
    "a port that no machine has": (BANK, "--phones", "--local", "--port", "65536"),
    "nothing to go on with": ("--resume",),
    "a seed in letters": (BANK, "--hands", "--seed", "x"),
}


@pytest.mark.parametrize("case", WRONG_USAGE)
def test_wrong_usage_ends_with_2_and_one_message_in_either_language(run: Run, case: str, path: Path) -> None:
    lang = "zh" if list(WRONG_USAGE).index(case) % 2 else "en"
    done = run("class", *WRONG_USAGE[case], "--plain", "--lang", lang, MOTDRILL_JOURNAL=str(path))
    assert (done.code, done.out) == (2, ""), done.err
    assert done.err.strip() and "Traceback" not in done.err and "has failed" not in done.err
    assert bool(re.search(r"[\u4e00-\u9fff]", done.err)) == (lang == "zh")
    assert not path.exists() or rows(path, "SELECT count(*) FROM class") == [(0,)]


def test_the_help_names_every_way_to_vote(run: Run) -> None:
    for lang, word in (("en", "hands"), ("zh", "举手")):
        done = run("class", "--help", "--lang", lang)
        assert done.code == 0 and word in done.out
        assert all(option in done.out for option in ("--hands", "--teams", "--phones", "--resume", "--save", "--lose"))


def test_an_own_case_and_another_language_are_told_before_the_class(run: Run, own: Path) -> None:
    (own / f"{BANK}.yaml").write_text(library.find_scenario(BANK)[0].read_text("utf-8"), "utf-8")
    assert f"Your own `{BANK}` is used" in run(*HANDS, "--plain", typed="q\n").err
    only = "format: 1\ntitle: {en: T}\ncustomer: {name: {en: L}, anger: 1}\nsteps: {one: {ask: anger}}\n"
    (own / "mine.yaml").write_text(only, "utf-8")
    assert "zh" in run("class", "mine", "--hands", "--plain", "--lang", "zh", typed="q\n").err.splitlines()[0]
