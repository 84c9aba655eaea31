"""A case as a hand-out: what stands in it, what does not without the key, and texts with Markdown's own signs."""

from __future__ import annotations

import re
from pathlib import Path
from string import ascii_uppercase

import pytest

from motdrill import library, messages
from motdrill.author.template import fill_template
from motdrill.drill.best_play import best_way
from motdrill.drill.drill import Drill
from motdrill.messages import _
from motdrill.scenario.load import load, scenario_from_text
from motdrill.scenario.model import ReplyStep
from motdrill.scenario.texts import text_at, text_in
from motdrill.ui.casebook import casebook, escape_markdown
from terminal import Run, squeezed

BANK = load(library.bundled_folder() / "bank-counter.yaml").scenario
HEADINGS = {
    "en": ["The situation", "To think about", "How it ends", "The case behind it", "Pages of the method"],
    "zh": ["情境", "想一想", "结局", "背后的案例", "方法手册"],
}


def unmarked(text: str) -> str:
    return text.replace("\\", "")


def test_the_best_way_loses_nothing() -> None:
    for path, _own in library.scenario_files():
        drill = best_way(Drill(load(path).scenario, path.stem, 1))
        assert drill.state.points == drill.attainable.max_points, path.stem


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_hand_out_leads_along_the_best_way_with_its_reasons(lang: str) -> None:
    messages.set_language(lang)
    text = unmarked(casebook(BANK, "bank-counter", lang, 1, with_key=True))
    assert [heading for heading in HEADINGS[lang] if f"## {heading}" not in text] == []
    assert text_in(BANK.brief, lang) in text and text_in(BANK.you, lang) in text
    assert all(f"- {text_in(item, lang)}\n" in text for item in (*BANK.may, *BANK.may_not, *BANK.may_tell))
    assert all(text_in(question, lang) in text for question in BANK.debrief.questions)
    at = 0
    for turn in best_way(Drill(BANK, "bank-counter", 1)).turns:
        step = BANK.steps[turn.answer.step]
        at = text.index(text_at(step.says, turn.before.anger, lang), at)
        if isinstance(step, ReplyStep):
            reply = step.replies[str(turn.answer.value)]
            assert text_at(reply.why, turn.before.anger, lang) in text[at:]
            assert all(f"motdrill learn {code}" in text for code in reply.does)
    assert BANK.case and text_in(BANK.case.event, lang) in text


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_of_replies_that_are_equally_good_each_is_shown_with_its_reasons(lang: str) -> None:
    messages.set_language(lang)
    made = fill_template(
        title={"en": "T", "zh": "题"}, customer={"en": "Li", "zh": "李"}, channel="counter", anger=4,
        languages=("en", "zh"), comments="en", with_case=False,
    )  # fmt: skip
    scenario = scenario_from_text(made)
    text = unmarked(casebook(scenario, "tie", lang, 1, with_key=True))
    step = scenario.steps["first-words"]
    assert isinstance(step, ReplyStep)
    order = Drill(scenario, "tie", 1).choice_order("first-words")
    letters = sorted(ascii_uppercase[order.index(name)] for name in ("say-it-back", "word-on-our-word"))
    at = text.index(f"→ **{letters[0]}{_(' or ')}{letters[1]}**")
    for letter in letters:
        reply = step.replies[order[ascii_uppercase.index(letter)]]
        for part in (f"**{letter}**", text_at(reply.reaction, 2, lang), text_at(reply.why, 4, lang), reply.does[0]):
            at = text.index(part, at)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_without_the_key_nothing_is_told_of_it(lang: str) -> None:
    messages.set_language(lang)
    text = unmarked(casebook(BANK, "bank-counter", lang, 1, with_key=False))
    told = [heading for heading in HEADINGS[lang] if f"## {heading}" in text]
    assert told == [HEADINGS[lang][0], HEADINGS[lang][1], HEADINGS[lang][4]]
    for step_id, step in BANK.steps.items():
        for reply_id, reply in step.replies.items() if isinstance(step, ReplyStep) else ():
            assert text_at(reply.why, 3, lang) not in text, (step_id, reply_id)
            assert not any(code in text for code in reply.does if "-" in code), (step_id, reply_id)
    assert BANK.case and text_in(BANK.case.event, lang) not in text
    assert "→" not in text and "✓" not in text


def test_letters_stand_for_the_same_replies_with_and_without_the_key() -> None:
    rows = [
        [
            line
            for line in casebook(BANK, "bank-counter", "en", 1, with_key=key).splitlines()
            if re.match("- [A-D]  ", line)
        ]
        for key in (True, False)
    ]
    assert rows[0] == rows[1] and len(rows[0]) > 20


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("*loud* _soft_ `x`", "\\*loud\\* \\_soft\\_ \\`x\\`"),
        ("# our number", "\\# our number"),
        ("<b>bold</b> [a](b)", "\\<b\\>bold\\</b\\> \\[a\\](b)"),
        ("- one\n1. two\n+ three", "\\- one\n1\\. two\n\\+ three"),
        ("5.50 is owed - still", "5.50 is owed - still"),
        ("AT&amp;T &copy;", "AT\\&amp;T \\&copy;"),
        ("One\n---\nTwo\n===", "One\n\\---\nTwo\n\\==="),
        ("1.\n-", "1\\.\n\\-"),
    ],
)
def test_markdowns_own_signs_are_shown_as_written(text: str, shown: str) -> None:
    assert escape_markdown(text) == shown


def test_what_stands_before_a_text_ends_as_its_language_ends_it() -> None:
    for lang, said in (("en", "**What happened:** "), ("zh", "**事情经过：** ")):
        messages.set_language(lang)
        text = casebook(BANK, "bank-counter", lang, 1, with_key=True)
        assert said in text


def test_it_goes_to_standard_output_or_to_a_file(run: Run, tmp_path: Path) -> None:
    done = run("casebook", "bank-counter", "--no-key", "--lang", "zh")
    assert (done.code, done.err) == (0, "") and done.out.startswith("# 四点五十八分\n")
    saved = run("casebook", "bank-counter", "--no-key", "--lang", "zh", "--output", "case.md")
    assert saved.code == 0 and (tmp_path / "case.md").read_text("utf-8") == done.out
    refused = run("casebook", "bank-counter", "--output", "no/such/case.md")
    assert refused.code == 2 and "no/such/case.md" in refused.err and "--folder" not in refused.err


@pytest.mark.parametrize("command", [("casebook",), ("panel", "sheet")], ids=" ".join)
def test_neither_the_journal_nor_the_scenario_is_written_over(
    run: Run, tmp_path: Path, path: Path, kept: dict[str, str], command: tuple[str, ...]
) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_bytes(library.find_scenario("bank-counter")[0].read_bytes())
    run("drill", "bank-counter", "--plain", typed="3\n", **kept)
    for file, told in ((mine, "is the scenario itself"), (path, "is the journal itself")):
        before = file.read_bytes()
        done = run(*command, str(mine), "--output", str(file), **kept)
        assert done.code == 2 and told in done.err and file.read_bytes() == before


def test_a_scenario_in_one_language_makes_a_hand_out_in_it(run: Run, tmp_path: Path) -> None:
    (tmp_path / "small.yaml").write_text(
        'format: 1\ntitle: "Small"\ncustomer: {name: "Lin", anger: 1}\nsteps:\n  only:\n    replies:\n'
        '      yes: {text: "Yes.", score: 3, why: "It helps."}\n      no: {text: "No.", score: 0, why: "No."}\n',
        "utf-8",
    )
    done = run("casebook", "./small.yaml", "--lang", "zh")
    assert done.code == 0 and "It helps." in done.out


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_script_has_every_step_with_the_letters_of_a_class_and_the_key_and_room_for_counts(
    run: Run, tmp_path: Path, lang: str
) -> None:
    text = squeezed(run("casebook", "bank-counter", "--script", "--seed", "7", "--lang", lang).out)
    told = [*BANK.debrief.questions, *(each for step in BANK.steps.values() for each in [step.notes] if each)]
    assert all(squeezed(text_in(each, lang)) in text for each in told)
    for step_id, step in BANK.steps.items():
        page = text.partition(squeezed(f"--from {step_id}"))[2].partition("--from")[0]
        order = Drill(BANK, "bank-counter", 7).choice_order(step_id)
        for letter, choice in zip("ABCDEFGH", order if isinstance(step, ReplyStep) else (), strict=False):
            reply = step.replies[choice]
            assert squeezed(f"{letter}  {text_in(reply.text, lang)}") in page
            assert any(squeezed(text_at(reply.why, anger, lang)) in page for anger in range(7))
        assert page.count("________") == 2 * (len(order) or 7) + 3, step_id
    run("casebook", "bank-counter", "--script", "--seed", "7", "--lang", lang, "--output", "script.html")
    saved = (tmp_path / "script.html").read_text("utf-8")
    assert saved.count("<pre>") == 1 + len(BANK.steps) and "break-inside: avoid" in saved
    assert "http" not in saved and "<script" not in saved


def test_where_another_anger_has_another_best_reply_the_script_says_so(run: Run) -> None:
    text = run("casebook", "bank-counter", "--script", "--seed", "7").out
    drill = Drill(BANK, "bank-counter", 7)
    best = {place: {move.reply for move in moves if move.points == max(each.points for each in moves)}
            for place, moves in drill.attainable.moves.items() if moves[0].reply}  # fmt: skip
    apart = {place[0] for place in best if len({frozenset(best[other]) for other in best if other[0] == place[0]}) > 1}
    pages = re.split(r"--from (\S+)", text)
    told = dict(zip(pages[1::2], pages[2::2], strict=True))
    assert apart and {step for step in told if re.search(r"★☆* +best: [A-D]", told[step])} == apart
