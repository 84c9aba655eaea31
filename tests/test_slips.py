"""Slips of the keyboard: each told by its own name at its place, in either language, and mended where that is sure."""

from __future__ import annotations

import random
import re
from functools import reduce
from pathlib import Path
from typing import Final, NamedTuple

import pytest
from hypothesis import given, seed
from hypothesis import strategies as st

import slip_maker
from motdrill import messages
from motdrill.author.findings import check
from motdrill.messages.problems import problem_sentences
from motdrill.scenario.mechanical import mended, with_plain_line_ends
from motdrill.scenario.problem import ERROR, Problem
from odd_files import drawing, good_files, mutated
from terminal import Run

FILES: Final = 200
LEAST_SHARE: Final = 0.95
PARSER: Final = re.compile(r"expected|found|scanning|block (mapping|sequence|end)|token|indicator|scalar|YAMLError")
ENGLISH: Final = re.compile(r"[a-z]+ [a-z]+ [a-z]+ [a-z]+")
BUNDLED: Final = sorted((slip_maker.ROOT / "scenarios").glob("*.yaml"))


def sentences(problem: Problem) -> str:
    return " ".join(problem_sentences(problem))


def test_two_hundred_slips_are_placed_named_and_told_alone_in_both_languages(tmp_path: Path) -> None:
    placed = named = alone = 0
    for slipped in slip_maker.made(20, FILES):
        done = slip_maker.outcome(slipped, tmp_path / "slipped.yaml")
        placed, named, alone = placed + done.placed, named + done.named, alone + done.alone
        for lang in messages.LANGUAGES:
            messages.set_language(lang)
            said = [sentences(problem) for problem in done.problems if problem.level == ERROR]
            assert [text for text in said if PARSER.search(text)] == []
            if lang == "zh":
                quoted = [re.sub(r"“[^”]*”|`[^`]*`|[\x20-\x7e]*: .*|后面却还有：.*", "", text) for text in said]
                assert [text for text in quoted if ENGLISH.search(text)] == []
    assert min(placed, named, alone) >= LEAST_SHARE * FILES, (placed, named, alone)


def test_the_library_has_no_slips() -> None:
    for path in BUNDLED:
        assert [problem for problem in check(path) if problem.level == ERROR or problem.code == "curly-quotes"] == []
        text = path.read_bytes().decode()
        assert mended(text) == text


# ---------------------------------------------------------------- several at once, and what they bring about

SMALL: Final = """\
format: 1
title: "Small"
customer:
  name: "Li"
  anger: 3
steps:
  first-words:
    trains: [emotion]
    says: "Well?"
    replies:
      gives-in:
        text: "I see."
        score: 3
        reaction: "He nods."
        why: "good"
      argues:
        text: "No."
        score: 0
        goto: last-words
        why: "bad"
  last-words:
    ask: anger
    says: "So."
"""


class Slips(NamedTuple):
    """Words of the small file exchanged for others, and what is told then: code, line, column, and other lines."""

    changes: tuple[tuple[str, str], ...]
    told: tuple[tuple[str, int, int], ...]
    more: tuple[int, ...] = ()


CASES: Final = {
    "four that have nothing to do with each other": Slips(
        (
            ("format: 1", "format:1"), ('"Well?"', "%50?"), ('"He nods."', "'He's gone.'"),
            ("goto: last-words", "goto: last-wrods"),
        ),
        (("no-space", 1, 7), ("sign-first", 9, 11), ("apostrophe", 14, 22), ("unknown-goto", 19, 15)),
    ),
    "the same at two places": Slips(
        (('text: "I', 'text："I'), ('text: "N', 'text："N')), (("full-width-colon", 12, 13),), (17,)
    ),
    "a field outside its reply": Slips((('        why: "good"', '      why: "good"'),), (("wrong-indent", 15, 7),)),
    "replies outside their step": Slips((("    replies:", "  replies:"),), (("wrong-indent", 10, 3),)),
    "a field too deep, and one misspelt": Slips(
        (("        score: 3", "          score: 3"), ('    says: "So."', '    sais: "So."')),
        (("wrong-indent", 13, 11), ("unknown-field", 23, 5)),
    ),
    "a language that is none, in two texts": Slips(
        (('title: "Small"', "title: {cn: 小, en: Small}"), ('name: "Li"', "name: {cn: 李, en: Li}")),
        (("unknown-language", 2, 9),),
        (4,),
    ),
    "a field by another name, and a misspelt goto": Slips(
        (("score: 3", "points: 3"), ("goto: last-words", "goto: last-word")),
        (("unknown-field", 13, 9), ("unknown-goto", 19, 15)),
    ),
    "a misspelt field is not missing as well": Slips((("score: 3", "scroe: 3"),), (("unknown-field", 13, 9),)),
    "an id in capitals with its likeness": Slips(
        (("goto: last-words", "goto: Last_Words"),), (("bad-id", 19, 15),)
    ),
    **{
        f"{sign} for a dash": Slips(
            (("steps:", f'debrief:\n  questions:\n    - "One?"\n    {sign}en: "Two?"\nsteps:'),),
            (("missing-dash", 9, 5),),
        )
        for sign in ("–", "— ", "• ", "－", "* ", "2. ", "-", "")
    },
    "texts without a dash": Slips(
        (("steps:", 'debrief:\n  questions:\n    "One?"\n    "Two?"\nsteps:'),), (("missing-dash", 8, 5),), (9,)
    ),
    "texts in two languages without a dash": Slips(
        (("steps:", 'may:\n  en: "One?"\n  zh: "一？"\n  en: "Two?"\n  zh: "二？"\nsteps:'),),
        (("missing-dash", 7, 3),),
        (9,),
    ),
    "what depends on the anger without a dash": Slips(
        (("says: \"So.\"", 'says:\n      from: 0\n      text: "So."\n      - from: 4\n        text: "So!"'),),
        (("missing-dash", 24, 7),),
    ),
    "a word of a list with a dash and no space": Slips(
        (("[emotion]", "\n      - emotion\n      -state"),), (("missing-dash", 10, 7),)
    ),
    "a list of replies by id": Slips(
        (("      gives-in:", "      - id: gives-in"), ("      argues:", "      - id: argues")),
        (("id-in-list", 11, 7),),
        (16,),
    ),
    "an unclosed quote": Slips((('"Small"', '"Small'),), (("open-quote", 2, 8),)),
    "a text that was begun plain and ended curly": Slips((('"Small"', '"Small”'),), (("full-width-mark", 2, 14),)),
    "a quote that ends a text without one": Slips(
        (('"Well?"', 'Well?"'), ('"I see."', 'I see,\n          and so."'), ('"No."', "No.'")),
        (("lone-quote", 9, 16),),
        (13, 18),
    ),
    "a quote on one side of a field": Slips(
        (('title: "S', '"title: "S'), ("steps:", "steps':"), ("gives-in", "“gives-in")),
        (("lone-quote", 2, 1),),
        (6, 11),
    ),
    "a backslash that makes a tab or an odd space": Slips(
        (('"Well?"', r'"one\two"'), ('"No."', r'"snake\_case"')), (("backslash", 9, 15),), (17,)
    ),
    "a colon behind marks for quotes": Slips((('"Well?"', "「好」: 他说"),), (("colon-in-text", 9, 14),)),
    "marks of Markdown": Slips(
        (
            ("title:", "**title:**"), ("customer:", "**The customer**\ncustomer:"), ("  anger", ">   anger"),
            ("steps:", "***\nsteps:"),
        ),
        (("markdown-fence", 2, 1),),
        (3, 6, 7),
    ),
    "a file pasted twice": Slips((("format: 1", f"{SMALL}format: 1"),), (("second-copy", 24, 1),)),
    "fields without a space below a quote that is open": Slips(
        (('"I see."', '"I see.'), ("score: 3", "score:3")), (("open-quote", 12, 15), ("no-space", 13, 14))
    ),
    "a comma after a text": Slips((('"I see."', '"I see.",'),), (("trailing-mark", 12, 23),)),
    "a comma and a note after brackets and a text": Slips(
        (("[emotion]", "[emotion],"), ('"Well?"', '"Well?" // short')), (("trailing-mark", 8, 22),), (9,)
    ),
    "an invisible sign and a wide space before a quote": Slips(
        (('"Well?"', '\u200b"Well?"'), ('"No."', '\u3000"No."')), (("zero-width", 9, 11), ("odd-space", 17, 15))
    ),
    "a full-width sign before a note": Slips((("steps:", "＃ the steps\nsteps:"),), (("full-width-mark", 6, 1),)),
    "two fields in a line": Slips((("score: 3", "score: 3, stars: -1"),), (("field-in-text", 13, 19),)),
    "a text in the column of its language": Slips(
        (('"Well?"', "\n      en:\n      Well then.\n"), ('"No."', "\n          en: |\n          No.\n          Yes.")),
        (("wrong-indent", 11, 7),),
        (22, 23),
    ),
    "signs of YAML before a text": Slips(
        (('"Well?"', "*sighs* Well?"), ('"No."', "& Sons said no."), ('"So."', "！So.")),
        (("sign-first", 9, 11),),
        (17,),
    ),
    "a minus that is none": Slips((("score: 3", "score: 3\n        stars: – 1"),), (("full-width-mark", 14, 16),)),
    "brackets around a text's first words": Slips((('"I see."', "[nods] I see."),), (("sign-first", 12, 15),)),
    "a text in lines that is never closed": Slips(
        (('"I see."', '"I see.\n          And so.'),), (("open-quote", 12, 15),)
    ),
    "full-width signs in braces": Slips(
        (('customer:\n  name: "Li"\n  anger: 3', "customer: {name:Li， anger：3}"),), (("no-space", 3, 16),)
    ),
}  # fmt: skip


NAMES_AND_INDENTS: Final = {
    "a language without its colon": Slips(
        (('text: "I see."', 'text:\n          en "I see."'),), (("missing-colon", 13, 11),)
    ),
    "a language with an equals sign": Slips((('"Small"', '\n  en = "Small"'),), (("missing-colon", 3, 3),)),
    "an id without its colon": Slips((("gives-in:", "gives-in"),), (("missing-colon", 11, 7),)),
    "an id after a dash without its colon": Slips((("gives-in:", "- gives-in"),), (("id-in-list", 11, 7),)),
    "a group without its colon": Slips((("customer:", "customer"),), (("missing-colon", 3, 1),)),
    "the first field of a group without its colon": Slips((('name: "Li"', 'name "Li"'),), (("missing-colon", 4, 3),)),
    "full-width commas between texts in curly quotes": Slips(
        (("        score: 3", "        also: [“我懂”，“我明白”]\n        score: 3"),), (("full-width-mark", 13, 20),)
    ),
    "an invisible sign in a line of its own": Slips((("steps:", "\u200b\nsteps:"),), (("zero-width", 6, 1),)),
    "a full-width space in a line of its own": Slips((("steps:", "\u3000\nsteps:"),), (("odd-space", 6, 1),)),
    **{
        f"`{sign}` in the place of a colon": Slips(
            (("score: 3", f"score{sign}3"), ('reaction: "H', f'reaction{sign}"H')), (("missing-colon", 13, 9),), (14,)
        )
        for sign in (". ", "、", "，", " -> ", " - ", " | ", " = ", "；")
    },
    "a sign for a colon before words": Slips((('why: "good"', "why | It is good."),), (("missing-colon", 15, 9),)),
    "a name in brackets for signs": Slips((("replies:", "【replies】"),), (("missing-colon", 10, 5),)),
    **{
        f"`{sign}` before the name of a field": Slips(
            (("score: 3", f"{sign}score: 3"), ("steps:", f"{sign}steps:")), (("unknown-field", 6, 1),), (13,)
        )
        for sign in "@!%*&"
    },
    "the name of a field in backticks": Slips((("score: 3", "`score`: 3"),), (("markdown-fence", 13, 9),)),
    "a value above the fields of a group": Slips(
        (("customer:", "customer: Mr Boyd"), ("  last-words:", "  last-words: the end")),
        (("text-and-lines", 3, 1),),
        (21,),
    ),
    "a text above the texts of languages": Slips(
        (('"Well?"', '"Well?"\n      en: "Well?"'), ('"No."', "No, I said.\n          en: No.")),
        (("text-and-lines", 9, 5),),
        (18,),
    ),
    "a text above what depends on the anger": Slips(
        (('"So."', '"So."\n      - from: 0\n        text: "So."'),), (("text-and-lines", 23, 5),)
    ),
    "a text above a list": Slips(
        (('"I see."', '"I see."\n        also: "Oh."\n          - "Oh yes."'),), (("text-and-lines", 13, 9),)
    ),
    "a text above a reply": Slips((("gives-in:", 'gives-in: "I see."'),), (("text-and-lines", 11, 7),)),
    "the customer without its line": Slips((("customer:\n", ""),), (("lost-line", 3, 3),)),
    "a text in languages without its line": Slips(
        (('says: "Well?"', '  en: "Well?"\n      zh: "怎么？"'),), (("lost-line", 9, 7),)
    ),
    "replies without their line": Slips((("    replies:\n", ""),), (("lost-line", 10, 7),)),
    "steps without their line": Slips(
        (("steps:\n", 'needs:\n  heard:\n    kind: respect\n    spoken: false\n    text: "To be heard"\n'),),
        (("lost-line", 11, 3),),
    ),
    "what depends on the anger without its line": Slips(
        (('says: "So."', '  - from: 0\n        text: "So."\n      - from: 4\n        text: "So!"'),),
        (("lost-line", 23, 9),),
    ),
    "a list of texts without its line": Slips(
        (('"I see."', '"I see."\n          - "Oh yes."\n          - "Oh."'),), (("lost-line", 13, 11),)
    ),
    "cues without their line": Slips(
        (('"Well?"', '"Well?"\n      voice: "loud"\n      face: "red"'),), (("lost-line", 10, 7),)
    ),
    **{
        f"a line that is a comment: {mark}{line.strip()}": Slips(
            ((line, f"{indent}{mark}{line.strip()}"),), (("hidden-line", number, len(indent) + 1),)
        )
        for line, number in (("customer:", 3), ("    replies:", 10), ("      gives-in:", 11), ("        score: 3", 13))
        for indent, mark in (("", "## "), (line[: -len(line.lstrip())], "#"))
    },
    "the first reply too deep": Slips((("      gives-in:", "        gives-in:"),), (("wrong-indent", 11, 9),)),
    "the first reply one space too shallow": Slips(
        (("      gives-in:", "     gives-in:"),), (("wrong-indent", 11, 6),)
    ),
    "the first field of a step too deep": Slips((("    trains:", "      trains:"),), (("wrong-indent", 8, 7),)),
    "the first field of a reply too shallow": Slips(
        (('        text: "I', '       text: "I'),), (("wrong-indent", 12, 8),)
    ),
    "one space too many behind a text in two lines": Slips(
        (('text: "No."', 'text:\n          en: "No."'), ("        score: 0", "         score: 0")),
        (("wrong-indent", 19, 10),),
    ),
    "a step in the column of the fields before it": Slips(
        (("  last-words:", "    last-words:"),), (("wrong-indent", 21, 5),)
    ),
    "a step among the replies before it": Slips(
        (("  last-words:\n    ask: anger\n    says:", "      last-words:\n        ask: anger\n        says:"),),
        (("wrong-indent", 21, 7),),
    ),
    "a language below an id": Slips((('why: "good"', 'why:\n      en: "good"'),), (("wrong-indent", 16, 7),)),
    "fields of a reply outside it": Slips(
        (("        score: 3", "      score: 3"), ("        reaction", "      reaction"), ("        why", "      why")),
        (("wrong-indent", 13, 7),),
        (14, 15),
    ),
    "a dash one space too deep": Slips(
        (('says: "So."', 'says:\n      - from: 0\n        text: "So."\n       - from: 4\n         text: "So!"'),),
        (("wrong-indent", 26, 10),),
    ),
    "the first dash too shallow": Slips(
        (('says: "So."', 'says:\n    - from: 0\n        text: "So."\n      - from: 4\n        text: "So!"'),),
        (("wrong-indent", 24, 7),),
    ),
    "a file without its indents": Slips(
        (("\n".join(SMALL.splitlines()[3:]), "\n".join(line.strip() for line in SMALL.splitlines()[3:])),),
        (("wrong-indent", 4, 1),),
        (5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23),
    ),
}


SWALLOWED: Final = {
    f"a {sign} before what depends on the anger": Slips(
        (('says: "So."', f'says: {sign}\n      - from: 0\n        text: "So."\n      - from: 4\n        text: "So!"'),),
        (("field-in-text", 23, 11),),
    )
    for sign in "|>"
} | {
    "a sign before languages": Slips(
        (
            ('"I see."', '>-\n          en: "I see."\n          zh: "我懂。"'),
            ('why: "bad"', "why: |\n          zh：不好"),
        ),
        (("field-in-text", 12, 15), ("full-width-colon", 23, 13)),
        (22,),
    ),
    "a field too deep below a text, with an odd colon": Slips(
        (('"I see."', "I see.\n          depth：restate"), ('"No."', "No.\n          depth:answer")),
        (("full-width-colon", 13, 16), ("no-space", 19, 16)),
    ),
    "a field too deep below a text, without its colon": Slips(
        (
            ('"I see."', "I see.\n          stars -1"),
            ("        goto: last-words\n", ""),
            ('"No."', "No.\n          goto last-words"),
        ),
        (("missing-colon", 13, 11),),
        (19,),
    ),
    "a dash below a text": Slips((('"I see."', "I see.\n          - and one more"),), (("stray-line", 13, 11),)),
    "entries of a list too deep below another": Slips(
        (
            (
                '"I see."',
                '"I see."\n        also:\n          - i see\n            - got it\n            - "yes"\n          - ok',
            ),
        ),
        (("wrong-indent", 15, 13),),
        (16,),
    ),
    "the name of a field or a language in the quotes": Slips(
        (('"I see."', '"text: I see."'), ('"No."', '{en: "No.", zh: "中文：不。"}')),
        (("field-in-text", 12, 16),),
        (17,),
    ),
}  # fmt: skip
"""Slips after which the file is a scenario all the same, whose texts say what nobody meant them to."""
STRAY: Final = (
    "asdf", ".", "3", "Sent from my iPhone", "（备注：再改）", "<<<<<<< HEAD", "-", "}", "]", "[", ",", "&", "*", "%",
    "* * *", "...", "“", "http://example.org/a", "2026-10-14", "<!-- here -->",
)  # fmt: skip
"""Words and signs that belong to nothing."""
STRAY_PLACES: Final = {"    replies:\n": "      ", "        score: 3\n": "        ", 'title: "Small"\n': ""}
"""The indent of a stray line in the small file, by the line before it: first in a group, in its midst, at the top."""


def test_a_note_that_begins_with_a_name_is_no_hidden_line(tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    notes = "# gives-in: what I'd say: nothing\n# a-note: “as I said”, so\n# score: see the handbook: ask\n"
    path.write_text(notes + small((('        text: "I see."', '      text: "I see."'),)), "utf-8")
    assert [problem.code for problem in check(path)][:1] == ["wrong-indent"]


@pytest.mark.parametrize("before", STRAY_PLACES)
@pytest.mark.parametrize("stray", STRAY)
def test_a_stray_line_is_told_alone_wherever_it_stands(stray: str, before: str, tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(small(((before, f"{before}{STRAY_PLACES[before]}{stray}\n"),)), "utf-8")
    line = SMALL[: SMALL.index(before)].count("\n") + 2
    found = [problem for problem in check(path) if problem.level == ERROR]
    assert [(problem.code, (problem.location or (0, 0))[0]) for problem in found] == [("stray-line", line)]


JOINED: Final = {
    "score: 3": [f"score: 3{between}depth: unsaid" for between in (" ", "\u3000", "\t", "", ", ", "  ")],
    'why: "good"': ['why: "good" goto: last-words', "why: It is good.  goto: last-words"],
    "trains: [emotion]": ['trains: [emotion] hint: "Look."'],
    "    replies:\n      gives-in:": ["    replies: gives-in:"],
    '        why: "good"\n      argues:': ['        why: "good" argues-on:', "        why: good argues-on:"],
}
"""What stands in the small file, and two lines of it that have become one."""


@pytest.mark.parametrize("joined", [each for several in JOINED.values() for each in several])
def test_two_lines_in_one_are_told_as_such(joined: str, tmp_path: Path) -> None:
    right = next(each for each, several in JOINED.items() if joined in several)
    path = tmp_path / "small.yaml"
    path.write_text(small(((right, joined),)), "utf-8")
    found = [problem for problem in check(path) if problem.level == ERROR]
    line = SMALL[: SMALL.index(right)].count("\n") + 1
    assert [(problem.code, (problem.location or (0, 0))[0]) for problem in found] == [("field-in-text", line)]
    assert "in a line of its own" in sentences(found[0])


@pytest.mark.parametrize("empty", ["[emotion,, state]", "[, emotion]", "[emotion, , state]", "[emotion，，state]"])
def test_an_empty_place_in_brackets_is_a_comma_too_many(empty: str, tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(small((("[emotion]", empty),)), "utf-8")
    found = [problem for problem in check(path) if problem.level == ERROR]
    assert {problem.code for problem in found} == {"full-width-mark"}
    path.write_text(mended(path.read_text("utf-8")), "utf-8")
    assert [problem for problem in check(path) if problem.level == ERROR] == []


def small(changes: tuple[tuple[str, str], ...]) -> str:
    text = SMALL
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text


@pytest.mark.parametrize("name", CASES | NAMES_AND_INDENTS | SWALLOWED)
def test_slips_are_told_all_at_once_and_without_their_consequences(name: str, tmp_path: Path) -> None:
    case = (CASES | NAMES_AND_INDENTS | SWALLOWED)[name]
    path = tmp_path / "small.yaml"
    path.write_text(small(case.changes), "utf-8")
    found = [problem for problem in check(path) if problem.level == ERROR]
    assert [(problem.code, *(problem.location or (0, 0))) for problem in found] == list(case.told)
    assert tuple(line for problem in found for line in problem.values.get("more", ())) == case.more  # type: ignore[attr-defined]


def test_a_comment_is_told_only_where_it_explains_what_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    comments = "# goto: last-words\n        # score: 0\n        why"
    path.write_text(small((('why: "good"', f'{comments}: "good"'), ("score: 3", "scroe: 3"))), "utf-8")
    assert [problem.code for problem in check(path) if problem.level == ERROR] == ["unknown-field"]


MEANT: Final = {
    "score: 3": {"score: 3分": "3", 'score: "3"': "3", "score: −3": "-3", "score: three": "", "score: 3 // best": "3"},
    "trains: [emotion]": {
        "trains: emotion": "[emotion]", "trains: emotion、state": "[emotion, state]", "trains: Emotion!": "",
        "trains: [emotion state]": "emotion, state",
    },
    "goto: last-words": {
        "goto: Last–Words": "last-words", "goto: last.words,": "last-words", "gato: argues": "goto",
    },
    'why: "good"': {'feedback: "good"': "why", "why: {ZH: 好}": "zh", "why: {中文: 好}": "zh"},
    "endings:": {
        "when: {anger: 0-3}": "[0, 3]", "when: {anger: [0 3]}": "[0, 3]", "lost: 否": "false", 'lost: "true"': "true",
    },
}  # fmt: skip
"""What stands in the small file, and what it is told to have meant when something else stands there."""


@pytest.mark.parametrize(("right", "slipped"), [(right, slipped) for right, each in MEANT.items() for slipped in each])
def test_what_a_value_was_meant_for_is_told(right: str, slipped: str, tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    ending = f'endings:\n  gone:\n    {slipped if right == "endings:" else "lost: true"}\n    title: "Gone"\n'
    path.write_text(small(((right, slipped),) if right in SMALL else ()) + ending, "utf-8")
    found = [problem for problem in check(path) if problem.level == ERROR]
    assert [problem.values.get("near") or "" for problem in found if problem.code != "full-width-mark"] == (
        [MEANT[right][slipped]] if "−" not in slipped else []
    )


GOOD_TEXTS: Final = (
    '"En: it says so"', '"order: 4471, please"', "“Hm.” And “no.”", '"He said: “no”, and left"', "'It''s so'",
    '"C:/letters"', '"two\n      lines: and a colon"', "|\n      Text: here\n      en: there", "没问题：明天",
    "https://example.org/a:b", 'A screen of 15"', 'She said "no"', "the customers'", "「好」，「行」",
    "one - and - two", "a long\n      text -here", "it went to\n      level 3", "|\n      - from here on", "see\n      text://a",
    r'"He said:\nno, and C:\\temp"', '"a \\"b\\" c"', "[一，二]",
)  # fmt: skip


def test_a_text_in_quotes_may_begin_like_a_field(tmp_path: Path) -> None:
    path = tmp_path / "good.yaml"
    items = 'also:\n          - "honestly: no"\n          - "well: it\n            is so"\n        text: “I see.”'
    path.write_text(small((('text: "I see."', items),)), "utf-8")
    assert [problem.code for problem in check(path) if problem.number in ("MD057", "MD515")] == ["curly-quotes"]


@pytest.mark.parametrize("text", GOOD_TEXTS[:-1])
def test_what_only_looks_like_a_slip_is_none(text: str, tmp_path: Path) -> None:
    path = tmp_path / "good.yaml"
    path.write_text(small((('"Well?"', text),)), "utf-8")
    assert [problem for problem in check(path) if problem.level == ERROR] == []
    assert mended(path.read_text("utf-8")) == path.read_text("utf-8")


@pytest.mark.parametrize("marks", ["“”", "「」", "『』"])
def test_marks_around_a_whole_text_are_told_and_those_within_it_are_not(marks: str, tmp_path: Path) -> None:
    whole, part = f"{marks[0]}好的{marks[1]}", f"{marks[0]}好的{marks[1]}，我说。"
    path = tmp_path / "marks.yaml"
    also = f'"I see."\n        also:\n          - {whole}\n          - {part}'
    path.write_text(small((('"I see."', also), ('"Well?"', whole), ('"No."', part), ('"So."', f'"{whole}"'))), "utf-8")
    (found,) = [problem for problem in check(path) if problem.code == "curly-quotes"]
    assert (found.location, found.values["more"]) == ((9, 11), [14])


# ---------------------------------------------------------------- mending


def faults(text: str, path: Path) -> set[tuple[str, int]]:
    """The errors told of a text, each with all its lines; a place where the YAML cannot be read may be any."""
    path.write_bytes(text.encode())
    found = set()
    for problem in check(path):
        if problem.level == ERROR and problem.code not in ("syntax", "open-quote"):
            lines = [problem.location.line if problem.location else 0, *problem.values.get("more", ())]  # type: ignore[misc]
            found |= {(problem.code, line) for line in lines}
    return found


def slipped_text(number: int) -> str:
    """A file with some slips, or one that was broken at any place."""
    chance = random.Random(number)
    if chance.random() < 0.3:
        return mutated(chance, chance.choice(good_files())).decode("utf-8", "ignore")
    lines = SMALL.split("\n") if chance.random() < 0.5 else small_in_two_languages()
    for _times in range(chance.choice((1, 1, 2, 3, 5))):
        maker, _codes = slip_maker.MAKERS[chance.choice(list(slip_maker.MAKERS))]
        before = list(lines)
        try:
            maker(chance, lines)
        except (IndexError, ValueError):
            lines = before
    return "\n".join(lines)


def small_in_two_languages() -> list[str]:
    """The small file with each text in a line a language."""
    return re.sub(
        r'^( *)(\w+): "(.*)"$', r'\1\2:\n\1  en: "\3 It is so."\n\1  zh: "\3就是这样。"', SMALL, flags=re.M
    ).split("\n")


@seed(20)
@drawing(100)
@given(number=st.integers(0, 2**32))
def test_mending_brings_no_new_fault_and_changes_nothing_twice(
    tmp_path_factory: pytest.TempPathFactory, number: int
) -> None:
    path = tmp_path_factory.getbasetemp() / "mended.yaml"
    text = slipped_text(number)
    after = mended(text)
    assert len(after.splitlines()) == len(text.splitlines())
    if after != text:
        assert faults(after, path) <= faults(text, path)
        assert mended(after) == after


SURE: Final = {
    '"I see."': ('"I see", he says, "now."', None),
    '"No."': ('"I say: "No" to that."', '"I say: “No” to that."'),
    '"Well?"': ("'Well\\'s it?'", None),
    '"good"': ('"She: "Why?" He: "So.""', '"She: “Why?” He: “So.”"'),
    "        score: 3": ("\tscore: 3", "        score: 3"),
    "        score: 0": ("    \tscore: 0", "        score: 0"),
    "    replies:": ("\treplies:", "    replies:"),
    "  anger: 3": ("\tanger: 3", "  anger: 3"),
}
"""What stands in the small file: a slip in its place, and the slip mended, None if it is not sure what was meant."""


@pytest.mark.parametrize("right", SURE)
def test_a_slip_is_mended_to_what_was_meant_or_left_alone(right: str) -> None:
    slipped, after = SURE[right]
    assert mended(small(((right, slipped),))) == small(((right, after or slipped),))


COLON_MENDS: Final = (
    *(('text: "I', f'text{colons}"I', 'text: "I') for colons in (":: ", "：：", ":：")),
    ('"I see."', "\n          en:: I see", "\n          en: I see"), ("score: 3", "score:：2", "score: 2"),
    ("replies:", "replies::", "replies:"), ("replies:", "replies： # said", "replies: # said"),
    ("replies:", "replies:: # said", "replies: # said"), ("gives-in:", "gives-in：:", "gives-in:"),
    ('name: "Li"\n  anger: 3', 'name:: "Li"\n  anger::3', 'name: "Li"\n  anger: 3'),
    *(('text: "I', f'text:{blank}"I', 'text: "I') for blank in "\u2800\u3164\u115f\uffa0"),
    ('"I see."', "so: it is", '"so: it is"'), ('"I see."', "@ home", '"@ home"'),
    ('text: "I see."', "text:… I see", "text: … I see"),
    *(
        ("score: 3", f"also:\n          - one\n          {sign}two\n        score: 3",
         "also:\n          - one\n          - two\n        score: 3")
        for sign in ("* ", "• ", "2. ", "二、")
    ),
    ('"Well?"', '\n      一、from: 0\n        text: "Well?"', '\n      - from: 0\n        text: "Well?"'),
)  # fmt: skip
"""What stands in the small file, what in its place, and that after mending."""


@pytest.mark.parametrize(("right", "slipped", "after"), COLON_MENDS)
def test_a_colon_too_many_or_an_odd_dash_is_mended(right: str, slipped: str, after: str) -> None:
    assert mended(small(((right, slipped),))) == small(((right, after),))


LEFT_ALONE: Final = {
    'text: "I see."': (
        "text:.", "text:..", "text:k\n          en: so", "text:🙂 so", "text:·· so", "text:&nbsp;so",
        "text:《so》", "text::)", "text: -", "text: ?", "text: : so", "text: `so: yes`", "text: &nbsp;so: yes",
        "text: &quot;so: yes&quot;", "text: ,,so: yes''", "text: 《so: yes》", "text: · so: yes", "text: ，so: yes",
        "text: so afternoonposture: the lift", "text: so en: yes",
        "text: so. one-more:", "text: * so", 'text:=“so”', 'text:&nbsp;&nbsp;"so"',
    ),
    "        score: 3": ("        also: -\n        score: 3", "        also: - one\n        score: 3"),
    "score: 3": ("score:,", "score:.3", "score:k 3"),
    "replies:": (
        "replies:.", "replies:,", "replies:-", "replies:k", "replies: one-more:", "replies:one-more:",
        "replies：one-more:",
        *(f"replies:\n      {stray}" for stray in ("]", "}", ":", "* * *", "？", "…")),
    ),
    "customer:": ("customer: so:", "customer:。", "customer:k"),
}  # fmt: skip
"""What stands in the small file, and slips in its place of which nobody can tell what was meant."""


@pytest.mark.parametrize(("right", "slipped"), [(right, each) for right in LEFT_ALONE for each in LEFT_ALONE[right]])
def test_what_is_no_text_is_not_put_into_quotes(right: str, slipped: str) -> None:
    assert mended(small(((right, slipped),))) == small(((right, slipped),))


EMPTY_TO_THE_EYE: Final = {
    "\t": "tab-indent", "  \t ": "tab-indent", "\u00a0": "odd-space", "      \u3000": "odd-space",
    "\u3164": "odd-space", "\u200b": "zero-width",
}  # fmt: skip


@pytest.mark.parametrize("blank", EMPTY_TO_THE_EYE)
@pytest.mark.parametrize("above", ["steps:", '"Well?"', "  replies:", "score: 3", "goto: last-words", '"I see."'])
def test_a_line_that_looks_empty_is_told_alone_and_emptied(blank: str, above: str, tmp_path: Path) -> None:
    text = small(((f"{above}\n", f"{above}\n{blank}\n"),))
    path = tmp_path / "blank.yaml"
    path.write_text(text, "utf-8")
    (found,) = [problem for problem in check(path) if problem.level == ERROR]
    assert found.location is not None
    assert (found.code, text.split("\n")[found.location.line - 1]) == (EMPTY_TO_THE_EYE[blank], blank)
    assert mended(text) == small(((f"{above}\n", f"{above}\n\n"),))


@pytest.mark.parametrize("blank", ["            \u00a0", "            \t"])
def test_odd_spaces_of_a_text_in_lines_are_its_own(blank: str) -> None:
    text = small((('"I see."', f"|\n          One.\n{blank}\n          Two."), ("score: 3", "score:3")))
    assert mended(text) == text.replace("score:3", "score: 3")


COLON_SENTENCES: Final = {
    'text:: "I': ("a colon too many", "多了一个冒号"),
    'text:·· "I': ("`··` stands behind the colon", "`··` 是多余的"),
    'text:。"I': ("`。` stands behind the colon", "`。` 是多余的"),
}


@pytest.mark.parametrize("slipped", COLON_SENTENCES)
def test_what_stands_behind_a_colon_is_told(slipped: str, tmp_path: Path) -> None:
    path = tmp_path / "colon.yaml"
    path.write_text(small((('text: "I', slipped),)), "utf-8")
    (found,) = [problem for problem in check(path) if problem.level == ERROR]
    assert (found.number, found.location) == ("MD040", (12, 14))
    for lang, words in zip(("en", "zh"), COLON_SENTENCES[slipped], strict=True):
        messages.set_language(lang)
        assert words in sentences(found)


def test_a_slip_that_nobody_can_mend_leaves_the_others_to_be_mended() -> None:
    for slip in (('title: "Small"', "Small it is"), ('"I see."', '"I see.')):
        text = small((slip, ("format: 1", "format:1"), ("score: 3", "score:3"), ('"bad"', "'It's bad'")))
        after = mended(text)
        assert "score: 3" in after and '"It\'s bad"' in after
        assert slip[1] in after


MECHANICAL: Final = SMALL.replace("\n", "\r\n")
SLIPS: Final = {
    "format: 1": "format:1",
    'title: "Small"': 'title：“Small"',
    '    says: "W': '\u3000\u3000says: "W',
    "    trains: [emotion]": "\t\ttrains: [emotion，state]",
    "score: 3": "s\u200bcore: 3",
    '"He nods."': "'He's nodding.'",
}
BROKEN: Final = reduce(lambda text, slip: text.replace(*slip), SLIPS.items(), MECHANICAL)
MENDED: Final = MECHANICAL.replace("[emotion]", "[emotion, state]").replace("He nods.", "He's nodding.")


def test_fix_mends_what_is_mechanical_and_leaves_every_other_byte(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    broken = b"\xef\xbb\xbf" + BROKEN.encode()
    path.write_bytes(broken)
    done = run("check", "case.yaml", "--fix", "--dry-run")
    assert (done.code, path.read_bytes()) == (1, broken)
    assert all(line in done.out for line in ("-format:1", "+format: 1", "<U+3000><U+3000>says", "nothing is written"))
    done = run("check", "case.yaml", "--fix")
    assert path.read_bytes() == b"\xef\xbb\xbf" + MENDED.encode()
    assert "6 lines are mended" in done.out
    assert run("check", "case.yaml", "--fix").out.count("mended") == 0
    path.write_text("format: 1\ntitle: T\ncustomer: Li\nsteps: [\n", "utf-8")
    assert "no line is mended. Mend one of the errors below by hand" in run("check", "case.yaml", "--fix").out


def test_fix_puts_a_plain_line_end_or_a_space_in_the_place_of_a_separator(run: Run, tmp_path: Path) -> None:
    slips = {"format: 1\n": "format: 1\u2028", "steps:\n": "steps:\u2029\n", "I see.": "I\u2028see."}
    path = tmp_path / "case.yaml"
    for text in (reduce(lambda text, slip: text.replace(*slip), slips.items(), SMALL), SMALL.replace("\n", "\u2028")):
        path.write_text(text, "utf-8")
        assert "<U+2028>" in run("check", "case.yaml", "--fix").out
        assert path.read_text("utf-8") == SMALL


@pytest.mark.parametrize(
    "row", ["        score: 3\n", '  name: "Li"\n', "  anger: 3\n", '    says: "Well?"\n', "    replies:\n"]
)
def test_a_field_behind_a_separator_stands_where_it_belongs(row: str) -> None:
    begin, below = SMALL.split(row)
    assert with_plain_line_ends(begin + row.strip("\n") + "\u2028" + below.lstrip(" ")) == (
        SMALL if not below.startswith("      gives-in") else begin + row + below.lstrip(" ")
    )


def test_fix_leaves_alone_what_is_not_utf_8_and_what_is_good(run: Run, tmp_path: Path) -> None:
    (tmp_path / "good.yaml").write_bytes(MECHANICAL.encode())
    (tmp_path / "gbk.yaml").write_bytes("title：投诉\n".encode("gbk"))
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in tmp_path.glob("*.yaml")}
    done = run("check", "good.yaml", "gbk.yaml", "--fix")
    assert "GBK" in done.out and "mended" not in done.out
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in tmp_path.glob("*.yaml")} == before
