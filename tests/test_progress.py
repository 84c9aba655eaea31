"""What practice adds up to: `progress` and `report` on a screen, as a document, and saved for a browser."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

import terminal
from motdrill import messages
from motdrill.drill.drill import Drill
from motdrill.drill.scorecard import Part, Scorecard
from motdrill.drill.turn import AnswerValue
from motdrill.method.catalogue import HARMFUL_CODES, SKILL_GROUPS
from motdrill.practice.group import Group, PersonRow
from motdrill.practice.progress import Calibration, summarize_progress
from motdrill.practice.tally import Tally
from motdrill.scenario.texts import text_in
from motdrill.ui.layout import page_lines, plain_text
from motdrill.ui.pages.progress import progress_page
from motdrill.ui.pages.report import group_page
from motdrill.ui.pages.walk import skill_name
from powers import powerless
from practised import EACH_S, change, drilled
from terminal import LONGEST_RUN_S, PROGRAM, Opened, Ran, Run, best, mixed, squeezed, weak

BANK, OUTAGE, LOUNGE = "bank-counter", "network-outage", "airport-gold-card"
WIDE = "王" * 36 + "Li x"
DRAWN = set("█▓▒░▁▂▃▄▅▆▇─★☆●○")

SMALL = """\
format: 1
title: {en: A small case, zh: 一个小案例}
customer: {name: Mr Zhao, anger: 2}
steps:
  opens:
    trains: [emotion]
    says: And now?
    replies:
      good: {text: I will see to it., score: 3, why: It helps.}
      fair: {text: Let me look., score: 2, why: It may help.}
      poor: {text: No idea., score: 0, why: It does not.}
      idle: {text: (Says nothing.), score: 0, why: It does not.}
  closes:
    trains: [found]
    says: Is that all?
    replies:
      good: {text: It is., score: 3, why: It is.}
      poor: {text: Who knows., score: 1, why: Nobody.}
debrief: {lesson: See to it.}
"""


@dataclass(frozen=True)
class Kept:
    """A journal and the drills that count in it for one person."""

    env: dict[str, str]
    path: Path
    drills: list[Drill]
    small: Path

    def run(self, *arguments: str, **more: str) -> Ran:
        """Runs one command line with it."""
        return terminal.run(arguments, self.env | more, cwd=self.path.parent)

    def document(self, *arguments: str, **more: str) -> Any:
        """What a command prints as JSON."""
        done = self.run(*arguments, "--json", **more)
        assert (done.code, done.err) == (0, "")
        return json.loads(done.out)


WHEN = ((BANK, weak, 9, 5), (BANK, best, 5, 8), (OUTAGE, mixed, 2, 3))
"""Scenario, manner, days ago and guess of each drill of one person."""


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """Three drills of one person among others', with a replay, a drill cut off, and ten people at a small case."""
    folder = tmp_path_factory.mktemp("kept")
    path, small = folder / "kept.db", folder / "small.yaml"
    small.write_text(SMALL, "utf-8")
    drills = [drilled(path, name, how, days_ago=days, guess=guess, trainee="Li") for name, how, days, guess in WHEN]
    drilled(path, BANK, weak, days_ago=1, trainee="Li", mode="replay")
    drilled(path, LOUNGE, weak, days_ago=0, trainee="Li", count=3)
    drilled(path, LOUNGE, best, days_ago=3, trainee=WIDE)
    for person in range(10):
        drilled(path, str(small), chooser(person), days_ago=4 + person, trainee=f"P{person}")
    drilled(path, str(small), best, days_ago=1, trainee="P0")  # a second attempt, which no statistic of items counts
    return Kept(terminal.environment(folder / "own", MOTDRILL_JOURNAL=str(path)), path, drills, small)


def chooser(person: int) -> Callable[[Drill], AnswerValue]:
    """Ten people: five take the good opening, three the fair, two the poor; the first six close well."""

    def choose(drill: Drill) -> AnswerValue:
        if drill.state.step == "opens":
            return "good" if person < 5 else "fair" if person < 8 else "poor"
        return "good" if person < 6 else "poor"

    return choose


# ---------------------------------------------------------------- the document


def day(days_ago: int) -> str:
    return (datetime.now().astimezone() - timedelta(days=days_ago)).date().isoformat()


def skill_rows(cards: list[Scorecard]) -> list[dict[str, Any]]:
    found = []
    for group, skill in ((group, skill) for group, skills in SKILL_GROUPS.items() for skill in skills):
        rows_ = [row for card in cards for row in card.skills if row.skill == skill]
        if rows_:
            percents = [Fraction(100 * row.points, row.max_points) for row in rows_]
            points, of = sum(row.points for row in rows_), sum(row.max_points for row in rows_)
            now = sum(percents[-3:]) // len(percents[-3:])
            trend = {"percents": [int(each) for each in percents], "now_percent": now, "first_percent": None}
            found.append({"group": group, "skill": skill, "points": points, "of": of, **trend})
    return found


def code_rows(drills: list[Drill]) -> list[dict[str, Any]]:
    times: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    for drill in drills:
        for turn in drill.turns:
            for code in set(getattr(drill.reply(turn), "does", ())) & set(HARMFUL_CODES):
                times[code] += 1
                lost[code] += 3 - turn.points if turn.counts else 0
    found = [{"code": code, "times": times[code], "points": lost[code]} for code in times]
    return sorted(found, key=lambda row: (-row["points"], -row["times"], row["code"]))


def reading_loss(drills: list[Drill], ask: str) -> dict[str, Any]:
    asked = [turn for drill in drills for turn in drill.turns if drill.scenario.steps[turn.answer.step].ask == ask]
    lost = [3 - turn.points for turn in asked if turn.counts and turn.points < 3]
    return {"kind": ask, "times": len(lost), "points": sum(lost)}


def scenario_row(name: str, cards: list[Scorecard]) -> dict[str, Any]:
    scores = [card.score_percent for card in cards]
    passed = [card.passed for card in cards]
    percents = {"best_percent": max(scores), "last_percent": scores[-1]}
    return {"scenario": name, "drills": len(cards), **percents, "passed": any(passed), "last_passed": passed[-1]}


def calibration(cards: list[Scorecard]) -> dict[str, Any]:
    off = [
        guess - card.remembered_experience for card, (*_, guess) in zip(cards, WHEN, strict=True) if guess is not None
    ]
    mean = [float(sum(values) / Fraction(len(values))) for values in (off, [abs(each) for each in off])]
    return {"drills": len(off), "bias": round(mean[0], 3), "error": round(mean[1], 3)}


def share(parts: Sequence[Part]) -> int:
    return 100 * sum(part.points for part in parts) // sum(part.max_points for part in parts)


def test_what_was_said_in_own_words_is_told_where_anything_was(run: Run, path: Path) -> None:
    for _time in range(2):
        drill = drilled(path, BANK, best, trainee="Li")
    numbers = [str(number) for number, turn in enumerate(drill.turns, 1) if drill.reply(turn)]
    change(path, f"UPDATE answer SET confirmed = 'closest' WHERE number IN ({','.join(numbers)})")
    for number, confirmed in zip(numbers, ("aloud", "of-two"), strict=False):
        change(path, f"UPDATE answer SET confirmed = '{confirmed}' WHERE number = {number}")
    typed, kept = 2 * (len(numbers) - 1), {"MOTDRILL_JOURNAL": str(path)}
    said = json.loads(run("progress", "--by", "Li", "--json", **kept).out)["said"]
    assert (said["steps"], said["typed"], said["understood"]) == (typed + 2, typed, typed - 2)
    assert all(row["points"] == row["of"] for row in said["skills"])
    page = run("progress", "--by", "Li", **kept).out
    assert f"In your own words  {typed + 2} steps said · {typed - 2} of {typed} typed were understood at once" in page
    assert "Said best: " in page and "(100%)" in page


def test_the_document_is_what_the_scorecards_of_the_drills_add_up_to(kept: Kept) -> None:
    found = kept.document("progress", "--by", "Li")
    cards = [Scorecard(drill) for drill in kept.drills]
    for row in found["scenarios"]:
        del row["last_at"]
    lowest = min((row for row in skill_rows(cards) if len(row["percents"]) >= 3), key=lambda row: row["now_percent"])
    assert [case["scenario"] for case in found["first_tries"]["cases"]] == [BANK, OUTAGE]
    assert found.pop("first_tries")["trend"] is None
    losses = {row["kind"]: row for row in found.pop("losses")}
    assert found.pop("said") is None
    assert losses["anger"] == reading_loss(kept.drills, "anger") and losses["needs"] == reading_loss(
        kept.drills, "needs"
    )
    assert found == {
        "version": 1,
        "trainee": "Li",
        "drills": 3,
        "passed": sum(card.passed for card in cards),
        "seconds": EACH_S * sum(len(drill.turns) for drill in kept.drills),
        "talk_percent": share([card.talk for card in cards]),
        "reading_percent": share([card.reading for card in cards]),
        "codes": code_rows(kept.drills),
        "reviews": 0,
        "skills": skill_rows(cards),
        "weakest": lowest["skill"],
        "scenarios": [scenario_row(OUTAGE, cards[2:]), scenario_row(BANK, cards[:2])],
        "days": {day(ago): len(drill.turns) for drill, (_, _, ago, _) in zip(kept.drills, WHEN, strict=True)},
        "streak_days": 0,
        "calibration": calibration(cards),
    }


@pytest.mark.parametrize(("ago", "drills"), [(30, 3), (9, 3), (8, 2), (4, 1), (2, 1), (1, 0), (-400, 0)])
def test_since_leaves_out_what_was_begun_before_that_day(kept: Kept, ago: int, drills: int) -> None:
    assert kept.document("progress", "--by", "Li", "--since", day(ago))["drills"] == drills


@pytest.mark.parametrize("more", [["--by", " Li  "], []], ids=["by a name with spaces around it", "by the environment"])
def test_a_person_is_named_as_everywhere(kept: Kept, more: list[str]) -> None:
    assert kept.document("progress", *more, MOTDRILL_NAME=" Li ") == kept.document("progress", "--by", "Li")


def test_the_group_is_everybody_and_a_scenario_counts_first_attempts(kept: Kept) -> None:
    found = kept.document("report")
    assert [row["trainee"] for row in found["people"]] == sorted(["Li", WIDE, *(f"P{n}" for n in range(10))])
    assert found["drills"] == 3 + 1 + 11
    small = next(row for row in found["scenarios"] if row["scenario"] == "small")
    bank = next(row for row in found["scenarios"] if row["scenario"] == BANK)
    mean = sum(100 * points // 6 for points in [6] * 5 + [5] + [3] * 2 + [1] * 2) // 10
    assert (small["people"], small["first_mean_percent"]) == (10, mean)
    assert (bank["people"], bank["first_mean_percent"]) == (1, Scorecard(kept.drills[0]).score_percent)


def test_the_steps_of_a_scenario_are_counted_by_first_attempts(kept: Kept) -> None:
    found = kept.document("report", "small")
    opens, closes = found["steps"]
    shares = {row["choice"]: row["percent"] for row in opens["shares"]}
    assert (found["people"], found["left_out"]) == (10, 0)
    assert shares == {"good": 50, "fair": 30, "poor": 20, "idle": 0}
    assert opens["idle"] == ["idle"] and closes["idle"] == []
    assert opens["facility_percent"] == round(100 * (5 * 3 + 3 * 2) / 30, 2)
    assert closes["facility_percent"] == round(100 * (6 * 3 + 4 * 1) / 30, 2)
    assert kept.document("report", str(kept.small)) == found


@pytest.fixture(scope="module")
def nine(kept: Kept) -> Kept:
    """A journal of nine people, one of whom came back."""
    path = kept.path.with_name("nine.db")
    for person in (*range(9), 0):
        drilled(path, str(kept.small), chooser(person), trainee=f"P{person}")
    return Kept(kept.env | {"MOTDRILL_JOURNAL": str(path)}, path, [], kept.small)


def test_figures_are_shown_from_ten_people_on_and_second_attempts_are_no_people(kept: Kept, nine: Kept) -> None:
    shown, hidden = kept.run("report", "small"), nine.run("report", "small")
    assert shown.code == hidden.code == 0
    for told in ("opens", "50%", "facility 70%", "Nobody takes idle."):
        assert told in shown.out
        assert told not in hidden.out
    assert "10 people" in shown.out and "9 people" in hidden.out and "once 10 people" in hidden.out
    document = nine.document("report", "small")
    assert document["people"] == 9
    assert all((row["facility_percent"], row["discrimination"]) == (None, None) for row in document["steps"])
    assert all(row["shares"] == [] for row in document["steps"])


# ---------------------------------------------------------------- nothing there, and wrong usage


@pytest.mark.parametrize(("command", "said"), [("progress", "Nothing was drilled"), ("report", "Nobody has drilled")])
def test_an_empty_journal_is_no_mistake(run: Run, command: str, said: str) -> None:
    done = run(command)
    assert (done.code, done.err, said in done.out) == (0, "", True)
    document = json.loads(run(command, "--json").out)
    assert (document["drills"], document["skills"], document["codes"], document["scenarios"]) == (0, [], [], [])


WRONG: dict[str, tuple[list[str], str]] = {
    "a name like one that is there": (["progress", "--by", "Lii"], "Did you mean `Li`?"),
    "a name like none": (["progress", "--by", "Maximilian"], "Nobody called `Maximilian` is in the journal."),
    "no name": (["progress", "--by", " "], "Nothing was done without a name"),
    "a scenario nobody has played": (["report", "nobody-knows"], "Nobody has drilled `nobody-knows`"),
    "a scenario only ever begun": (["report", LOUNGE, "--since", "2999-01-01"], f"Nobody has drilled `{LOUNGE}`"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_not_there_is_told_with_2(kept: Kept, case: str) -> None:
    arguments, told = WRONG[case]
    done = kept.run(*arguments)
    assert (done.code, done.out) == (2, "")
    assert told in done.err and len(done.err.splitlines()) == 1


def test_a_wrong_name_is_told_by_the_option_that_gave_it(kept: Kept) -> None:
    assert "`--by`" in kept.run("progress", "--by", "x" * 41).err


WRONG_DAYS = ("yesterday", "2026-13-01", "2026-02-30", "31.03.2026", "0000-01-01", " ")


@pytest.mark.parametrize(("command", "day"), [*(("progress", day) for day in WRONG_DAYS), ("report", "today")])
def test_a_wrong_day_is_told_with_2(kept: Kept, command: str, day: str) -> None:
    done = kept.run(command, "--since", day)
    assert (done.code, done.out) == (2, "")
    assert "is no day. Write for instance --since 2026-" in done.err


@pytest.mark.parametrize("command", ["progress", "report"])
def test_a_journal_that_cannot_be_used_ends_with_2_and_one_message(run: Run, tmp_path: Path, command: str) -> None:
    done = run(command, "--journal", str(tmp_path))
    assert (done.code, done.out) == (2, "")
    assert str(tmp_path) in done.err and len(done.err.splitlines()) == 1


# ---------------------------------------------------------------- the page

PAGES = (["progress", "--by", "Li"], ["report"], ["report", "small"], ["progress", "--by", WIDE])


@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("page", PAGES, ids=lambda page: " ".join(page)[:16])
def test_no_line_is_wider_than_the_window(kept: Kept, page: list[str], lang: str, columns: int) -> None:
    done = kept.run(*page, "--lang", lang, COLUMNS=str(columns))
    assert (done.code, done.err) == (0, "")
    assert [line for line in done.out.splitlines() if cell_len(line) > columns] == []
    if page[-1] in (WIDE, "report"):
        assert squeezed(WIDE) in squeezed(done.out)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_person_s_row_of_the_report_is_one_line_at_80_columns_and_hangs_under_the_name_at_40(lang: str) -> None:
    messages.set_language(lang)
    at = datetime(2026, 11, 27, tzinfo=UTC)
    people = (PersonRow("Christopher Long", 12, 10, 74, "language", at), PersonRow("王晓", 1, 0, 5, "", at))
    page = group_page(Group(Tally(), people, ()))
    rows = [line for line in plain_text(page_lines(page, 80)).splitlines() if "%" in line]
    assert len(rows) == 2 and all(line.endswith("2026-11-27") for line in rows)
    assert rows[0].index("█") == cell_len(rows[1][: rows[1].index("░")])  # a column under the other
    narrow = plain_text(page_lines(page, 40)).splitlines()
    first, second = (next(i for i, line in enumerate(narrow) if name in line) for name in ("Christopher", "王晓"))
    assert {len(line) - len(line.lstrip()) for line in narrow[first + 1 : second]} == {19}


@pytest.mark.parametrize(("lang", "columns"), [("en", 80), ("zh", 40)])
def test_the_page_of_a_person_tells_all_of_it_in_a_terminal(
    kept: Kept, opened: Opened, lang: str, columns: int
) -> None:
    shown = opened("progress", "--by", "Li", "--lang", lang, columns=columns, rows=90, **kept.env)
    assert shown.wait_for_end() == 0
    cards = [Scorecard(drill) for drill in kept.drills]
    wanted = [f"{row['now_percent']}%" for row in skill_rows(cards)]
    wanted += [text_in(drill.scenario.title, lang) for drill in kept.drills]
    wanted += [f"{card.score_percent}%" for card in cards[1:]]  # of two drills of a scenario the better and the last
    losses = kept.document("progress", "--by", "Li")["losses"][:6]
    wanted += [f"({row['kind']})" for row in losses if row["kind"] in HARMFUL_CODES]
    wanted += [str(-row["points"]) for row in losses]
    assert [text for text in wanted if not shown.shows(text)] == []
    if lang == "en":
        assert all(shown.shows(skill_name(row["skill"])) for row in skill_rows(cards))
    colours = re.findall(rb"\x1b\[[0-9;]*m", shown.raw)
    written = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", shown.raw.decode())
    assert colours and [line for line in written.splitlines() if cell_len(line) > columns] == []


FOUR = (BANK, OUTAGE, LOUNGE, "opening-hours")


@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize(("lang", "label"), [("en", "First tries"), ("zh", "新场景首次得分")])
def test_first_tries_at_four_cases_are_told_as_a_line_from_first_to_last(
    run: Run, path: Path, lang: str, label: str, columns: int
) -> None:
    env = {"MOTDRILL_JOURNAL": str(path), "COLUMNS": str(columns)}
    for days, name in enumerate(FOUR):
        assert label not in run("progress", "--lang", lang, **env).out
        drilled(path, name, weak if days < 2 else best, days_ago=9 - days)
    found = json.loads(run("progress", "--json", **env).out)["first_tries"]
    first, last = found["trend"]["first_percent"], found["trend"]["last_percent"]
    assert [case["scenario"] for case in found["cases"]] == list(FOUR) and first < 50 < last == 100
    shown, plain = (run("progress", "--lang", lang, *more, **env).out for more in ([], ["--plain"]))
    assert label in shown and f"{first}% → {last}%" in shown and f"{first}% → {last}%" in plain
    assert [line for line in shown.splitlines() if cell_len(line) > columns] == []


GUESSES = {
    (Fraction(23, 5), Fraction(23, 5)): ("4.6 points worse than you expect, on average", "平均比你猜的差 4.6 分"),
    (Fraction(-1, 2), Fraction(1)): ("0.5 points better than you expect, on average", "平均比你猜的好 0.5 分"),
    (Fraction(1, 4), Fraction(1)): ("customers remember it much as you expect", "和你猜的差不多"),
    (Fraction(0), Fraction(3)): ("3.0 points out on average, sometimes too high", "平均差 3.0 分，有时猜高"),
}


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("figures", GUESSES)
def test_guesses_are_told_in_one_sentence(figures: tuple[Fraction, Fraction], lang: str) -> None:
    messages.set_language(lang)
    progress = replace(summarize_progress([], []), reviews=1, calibration=Calibration(5, *figures))
    page = plain_text(page_lines(progress_page(progress, "", datetime.now().date()), 80))
    assert squeezed(GUESSES[figures][lang == "zh"]) in squeezed(page)


@pytest.mark.parametrize("page", PAGES[:3], ids=lambda page: " ".join(page)[:16])
def test_the_plain_page_has_no_drawing_and_says_the_same(kept: Kept, page: list[str]) -> None:
    plain, drawn = (kept.run(*page, *more).out for more in (["--plain"], []))
    assert set(plain) & DRAWN == set() and set(drawn) & DRAWN
    assert "\x1b" not in plain + drawn
    assert set(re.findall(r"\w[\w-]*", drawn)) <= set(re.findall(r"\w[\w-]*", plain)) | set(WEEKDAYS)


WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


# ---------------------------------------------------------------- saved


def saved(kept: Kept, *arguments: str, **more: str) -> Ran:
    return kept.run("progress", "--by", "Li", "--save", *arguments, **more)


FORMER = '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta name="generator" content="motdrill">\n'

TARGETS: dict[str, Callable[[Path], Path]] = {
    "a folder that is missing": lambda folder: folder / "missing" / "page.html",
    "a folder": lambda folder: folder,
    "below a file": lambda folder: make_file(folder / "file") / "page.html",
    "a full disk": lambda folder: Path("/dev/full"),
}


def make_file(path: Path) -> Path:
    path.write_text(FORMER)
    return path


@pytest.mark.parametrize("target", TARGETS)
def test_a_file_that_cannot_be_written_is_told_with_2_and_nothing_is_left(
    kept: Kept, tmp_path: Path, target: str
) -> None:
    file = TARGETS[target](tmp_path)
    before = sorted(tmp_path.rglob("*"))
    done = saved(kept, str(file))
    assert (done.code, done.out) == (2, "")
    assert str(file) in done.err and len(done.err.splitlines()) == 1
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("target", TARGETS)
def test_why_a_file_cannot_be_written_is_told_in_the_language_of_the_interface(
    kept: Kept, tmp_path: Path, target: str, lang: str
) -> None:
    file = TARGETS[target](tmp_path)
    told = saved(kept, str(file), "--lang", lang).err.replace(str(file), "")
    assert not re.search("[A-Za-z]" if lang == "zh" else "Error|Errno|directory|device", told), told


def test_a_file_that_cannot_be_written_is_not_told_by_an_option_there_is_none_of(kept: Kept, tmp_path: Path) -> None:
    assert "--output" not in saved(kept, str(tmp_path)).err


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets an administrator give up single powers")
def test_a_folder_that_is_read_only_is_told_with_2_and_the_file_in_it_stays(kept: Kept, tmp_path: Path) -> None:
    file = make_file(tmp_path / "folder.html")
    tmp_path.chmod(0o555)
    command = [*PROGRAM, "report", "--save", str(file)]
    try:
        done = subprocess.run(command, env=kept.env, capture_output=True, preexec_fn=powerless, timeout=LONGEST_RUN_S)
    finally:
        tmp_path.chmod(0o755)
    assert (done.returncode, done.stdout) == (2, b"")
    assert str(file).encode() in done.stderr and file.read_text() == FORMER


def test_a_file_that_is_there_is_replaced_by_the_whole_page(kept: Kept, tmp_path: Path) -> None:
    file = make_file(tmp_path / "page.html")
    done = saved(kept, str(file))
    assert (done.code, done.err, str(file) in done.out) == (0, "", True)
    page = file.read_text("utf-8")
    assert page.startswith("<!DOCTYPE html>") and page.rstrip().endswith("</html>")
    assert list(tmp_path.iterdir()) == [file]


def test_a_document_and_a_page_asked_for_at_once_are_both_given_or_refused(kept: Kept, tmp_path: Path) -> None:
    done = saved(kept, str(tmp_path / "page.html"), "--json")
    assert done.code == 2 or (tmp_path / "page.html").exists()


# ---------------------------------------------------------------- in a browser

ODD = "<b>{x}</b>$& 王"
BARS = r"""() => {
    const walker = document.createTreeWalker(document.querySelector("pre"), NodeFilter.SHOW_TEXT);
    const lines = [{text: "", x: null}];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        for (let i = 0; i < node.data.length; i++) {
            if (node.data[i] === "\n") { lines.push({text: "", x: null}); continue; }
            const line = lines.at(-1);
            line.text += node.data[i];
            if (line.x === null && "█░".includes(node.data[i])) {
                const range = document.createRange();
                range.setStart(node, i);
                range.setEnd(node, i + 1);
                line.x = range.getBoundingClientRect().x;
            }
        }
    }
    return lines.filter(line => line.x !== null && /\d%/.test(line.text)).map(line => [line.text, line.x]);
}"""


@pytest.fixture(scope="module")
def odd(kept: Kept) -> Kept:
    """The same journal with a person of an odd name."""
    path = kept.path.with_name("odd.db")
    shutil.copy(kept.path, path)
    drilled(path, BANK, mixed, days_ago=1, trainee=ODD)
    return Kept(kept.env | {"MOTDRILL_JOURNAL": str(path)}, path, kept.drills, kept.small)


@dataclass(frozen=True)
class Seen:
    """A saved page as a browser shows it."""

    title: str
    lang: str
    text: str
    bold: int
    overflow: list[int]
    bars: list[tuple[str, float]]
    requests: list[str]
    url: str


SAVED = {"progress": ["progress", "--by", ODD], "report": ["report"]}


@pytest.fixture(scope="module", params=[("progress", "en"), ("progress", "zh"), ("report", "zh")], ids=" ".join)
def seen(request: pytest.FixtureRequest, odd: Kept, browser: Any) -> Seen:
    name, lang = request.param
    file = odd.path.with_name(f"{name}-{lang}.html")
    done = odd.run(*SAVED[name], "--lang", lang, "--save", str(file))
    assert done.code == 0, done.err
    context = browser.new_context(viewport={"width": 1000, "height": 800})
    page, requests = context.new_page(), []
    context.on("request", lambda each: requests.append(each.url))
    page.goto(file.as_uri())
    overflow = "[document.documentElement, document.querySelector('pre')].map(e => e.scrollWidth - e.clientWidth)"
    found = Seen(
        page.title(),
        page.evaluate("document.documentElement.lang"),
        page.locator("pre").inner_text(),
        page.locator("b").count(),
        page.evaluate(overflow),
        [(text, x) for text, x in page.evaluate(BARS)],
        requests,
        file.as_uri(),
    )
    context.close()
    return found


def test_a_saved_page_needs_nothing_from_outside_and_fits_a_window_of_1000_pixels(seen: Seen) -> None:
    assert seen.requests == [seen.url]
    assert seen.title.startswith("motdrill") and seen.lang in seen.url
    assert max(seen.overflow) <= 0, seen.overflow


def test_the_bars_of_a_saved_page_begin_at_the_same_place(seen: Seen) -> None:
    columns: defaultdict[int, list[float]] = defaultdict(list)
    for text, x in seen.bars:
        columns[cell_len(re.split("[█░]", text)[0])].append(x)
    assert [xs for xs in columns.values() if max(xs) - min(xs) > 1] == [], seen.bars
    assert len(columns) == (1 if "progress" in seen.url else 2)  # skills; the people before them
    assert min(map(len, columns.values())) >= 10


def test_a_name_with_markup_in_it_is_shown_as_it_is(seen: Seen) -> None:
    assert seen.bold == 0
    assert ODD in seen.text
