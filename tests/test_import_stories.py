"""Stories of Twine and questions of Moodle as drafts: what comes over, and what is told by its line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from motdrill import messages
from motdrill.author.draft import Draft
from motdrill.author.gift import draft_from_gift
from motdrill.author.twee import draft_from_twee
from motdrill.errors import ReadError, UsageError
from motdrill.messages.drafts import draft_note
from terminal import Run

STORY = """:: StoryTitle
The coat at the cleaner's

:: StoryData
{"ifid": "D674C58C-DEFA-4F70-B7A2-27742230C0FC", "start": "At the counter"}

:: Late [evening] {"position":"600,400"}
It's <b>ten past</b> six.
You said &ldquo;six&rdquo;!
/* how late? */
[[I know. You've waited.->Coat (found)]] [[Door<-Well.]]

:: At the counter
Where is my coat?
<!-- two
     lines -->
[[Which coat [grey]?|Late]]
[[Which coat?|Late][$asked to 1]]
[[Door]]

:: Coat \\(found\\)
She takes it.

:: Door
"""
STORY_DRAFT = {
    "format": 1,
    "title": "The coat at the cleaner's",
    "steps": {
        "at-the-counter": {
            "says": "Where is my coat?",
            "replies": {
                "which-coat-grey": {"text": "Which coat [grey]?", "goto": "late"},
                "which-coat": {"text": "Which coat?", "goto": "late"},
                "door": {"text": "Door", "goto": "door"},
            },
        },
        "late": {
            "says": "It's ten past six. You said “six”!",
            "replies": {
                "i-know-youve-waited": {"text": "I know. You've waited.", "goto": "coat-found"},
                "well": {"text": "Well.", "goto": "door"},
            },
        },
    },
    "endings": {"coat-found": {"title": "Coat (found)", "text": "She takes it."}, "door": {"title": "Door"}},
}

QUESTIONS = """// For the counter
$CATEGORY: $course$/top/At the counter

::Late again:: [html]<p>“You are <b>late</b>\\: again\\!”</p> {
  =Since nine,\\n you say? # It says what happened.
  ~%50%I am sorry. # Polite,
     and empty.
  ~%33.3%One \\~ moment\\#
  // not this one
  ~Calm down.
  ####Say it \\= aloud.
}

他说{~不行 =好的 ~%-20%再说}，就走了。
"""
QUESTIONS_DRAFT = {
    "format": 1,
    "title": "At the counter",
    "steps": {
        "late-again": {
            "says": "“You are late: again\\!”",
            "notes": "Say it = aloud.",
            "replies": {
                "since-nine-you-say": {"text": "Since nine, you say?", "score": 3, "why": "It says what happened."},
                "i-am-sorry": {"text": "I am sorry.", "score": 2, "why": "Polite, and empty."},
                "one-moment": {"text": "One ~ moment#", "score": 1},
                "calm-down": {"text": "Calm down.", "score": 0},
            },
        },
        "step-1": {
            "says": "他说 _____ ，就走了。",
            "replies": {
                "reply-1": {"text": "不行", "score": 0},
                "reply-2": {"text": "好的", "score": 3},
                "reply-3": {"text": "再说", "score": 0},
            },
        },
    },
}


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_the_structure_of_a_story_and_of_questions_comes_over(end: str, mark: str) -> None:
    assert draft_from_twee((mark + STORY).replace("\n", end).encode(), "x") == Draft(STORY_DRAFT)
    assert draft_from_gift((mark + QUESTIONS).replace("\n", end).encode(), "x") == Draft(QUESTIONS_DRAFT)


def test_signs_and_names_as_a_chinese_keyboard_types_them_come_over() -> None:
    text = "：：约不到车：：“三～五天”约不到！｛\n＝从三月等到六月。＃三～五月\n～％50％没办法～\n ～ 可以退。｝"
    wide = draft_from_gift(text.encode(), "x")
    replies = {
        "reply-1": {"text": "从三月等到六月。", "score": 3, "why": "三～五月"},
        "reply-2": {"text": "没办法～", "score": 2},
        "reply-3": {"text": "可以退。", "score": 0},
    }
    step = {"x-name": "约不到车", "says": "“三～五天”约不到！", "replies": replies}
    assert wide == Draft({"format": 1, "steps": {"step-1": step}})
    twee = draft_from_twee(":: 听她说\nA\n[[b->散了]]\n:: 散了".encode(), "x").document
    assert twee["steps"]["step-1"]["x-name"] == "听她说"


def test_links_lead_forward_wherever_no_ring_of_links_forbids_it() -> None:
    links = {"Start": "cb", "d": "e", "b": "dc", "c": "d", "e": "fb", "left": "e", "f": ""}
    text = "".join(
        f":: {name * 2}\n{''.join(f'[[{each}->{each * 2}]]' for each in to)}\n" for name, to in links.items()
    )
    draft = draft_from_twee(f':: StoryData\n{{"start": "StartStart"}}\n{text}'.encode(), "x")
    steps: Mapping[str, Any] = draft.document["steps"]
    order = [*steps, *draft.document["endings"]]
    assert (order[0], order[-1], len(order)) == ("startstart", "ff", 7)
    edges = [(name, each["goto"]) for name, step in steps.items() for each in step["replies"].values()]
    assert len(edges) == 9
    assert [edge for edge in edges if order.index(edge[0]) >= order.index(edge[1])] == [("ee", "bb")]


FAULTS = [
    (draft_from_twee, "words\n:: A\n[[x->E]]", [(1, "twee-before")]),
    (draft_from_twee, ":: A\n[[x->E]]\n::\n:: [tag]\nx", [(3, "twee-header"), (4, "twee-header")]),
    (draft_from_twee, ":: A\n[[x->E]]\n:: A\ny", [(3, "twee-twice")]),
    (draft_from_twee, ":: A\n[[x->E]]\n:: S [script]\nlet x", [(3, "twee-code")]),
    (draft_from_twee, ":: StoryData\n{start\n:: A\n[[x->E]]", [(1, "twee-data")]),
    (draft_from_twee, ':: StoryData\n{"start": ["B"]}\n:: A\n[[x->E]]', [(1, "twee-data")]),
    (draft_from_twee, ':: StoryData\n{"start": "B"}\n:: A\n[[x->E]]', [(1, "twee-start")]),
    (draft_from_twee, ":: A\n\n[[x->E\n]]\n[[y->E]]", [(3, "twee-open-link")]),
    (draft_from_twee, ":: Late bus\n\n[[x->Late buss]]\n[[y->zzz]]", [(3, "twee-target-near"), (4, "twee-target")]),
    (draft_from_twee, ":: A\n<<if $x>>[[y->E]]<</>>\n(set: $a to (b:))", [(n, "twee-macro") for n in (2, 3)]),
    (draft_from_twee, ":: A\n[[y->E]]\n[if x > 1]\n<% x %>", [(3, "twee-macro"), (4, "twee-macro")]),
    (draft_from_twee, ":: A\n[[x->B]]\n:: B\n[[y->A]] [[z->B]] [[w->E]]", [(4, "twee-back"), (4, "twee-back")]),
    (draft_from_twee, ":: A\nHi $name, $5 [[y->E]]", [(2, "twee-variable")]),
    (draft_from_twee, ":: A\n[[[[[[\n[[y->E]]", [(2, "twee-open-link")]),
    (draft_from_twee, ":: A\n[[]] [[->]] [[a->]] [[b->Z]] [[c->Z]]", [(2, "twee-no-target"), (2, "twee-target")]),
    (draft_from_gift, "::a::A {~x =y}\n\n::b::B {~x =y}\n\n::a::C {~x =y}", [(5, "gift-twice")]),
    (draft_from_gift, "A {~x =y}\n\n\nB {~x\n=y\n\n=z}\n\nC {~x =y}", [(4, "gift-open")]),
    (draft_from_gift, "A {~x =y}\n\nB\n} {~x =y}", [(4, "gift-brace")]),
    (draft_from_gift, "A {~x =y}\n\n::t:: Words.", [(3, "gift-no-answers")]),
    (draft_from_gift, "A {~x =y}\n\nB {T}\n\nC {=a}\n\nD {}\n\nE {#3}", [(n, "gift-kind") for n in (3, 5, 7, 9)]),
    (draft_from_gift, "A {\n~%x%b\n=y}", [(2, "gift-weight")]),
]  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(("reader", "text", "told"), FAULTS)
def test_what_does_not_come_over_is_told_by_its_line(lang: str, reader: Any, text: str, told: list[Any]) -> None:
    messages.set_language(lang)
    ending = "\n:: E" if reader is draft_from_twee else ""
    notes = reader((text + ending).encode(), "x").notes
    assert [(int(note.place), note.code) for note in notes] == told
    assert all(
        sentence and "{" not in sentence.replace("`{`", "").replace("`\\{`", "") for sentence in map(said, notes)
    )


CODE = [
    ("mood: 3\nname (mood > 2): 'x'\n\n--\n\nHi.", "Hi.", [(2, "twee-macro")]),
    ("Hi {name} and _tmp and {a.b}.", "Hi {name} and _tmp and {a.b}.", [(2, "twee-variable")]),
    ("Hi.\n{embed passage: 'E'}\n{back link}\n[continued]", "Hi.", [(n, "twee-macro") for n in (3, 4, 5)]),
    ("|a>[hidden [soft] words] and [more]<b|", "hidden [soft] words and more", [(2, "twee-macro")]),
    ("(if: $x)[Yes [[a->E]]](else:)[[[b->E]]]", "Yes", [(2, "twee-macro")]),
    ("''Not'' so //fast//,\n@@red;sir@@, **''well''**: http://a//c ____", "Not so fast, sir, well: http://a//c ____",
     [(2, "twee-style"), (3, "twee-style")]),
    ("![img](x.png) Hi.\n<img src=x>\n[img[pic.png][E]]", "Hi.", [(n, "twee-macro") for n in (2, 3, 4)]),
    ("<script>\nalert(1)</script>Hi.<style>a {}</style>", "Hi.", [(2, "twee-macro"), (3, "twee-macro")]),
    ("Hi (if you like), [sigh] he said.\n* [[a->E]]\n> [[b->E]]", "Hi (if you like), [sigh] he said.", []),
]  # fmt: skip


@pytest.mark.parametrize(("body", "says", "told"), CODE)
def test_what_story_formats_add_is_told_once_a_line_and_is_no_part_of_the_words(
    body: str, says: str, told: list[Any]
) -> None:
    draft = draft_from_twee(f":: A\n{body}\n[[c->E]]\n:: E".encode(), "x")
    assert draft.document["steps"]["step-1"]["says"] == says
    assert sorted((int(note.place), note.code) for note in draft.notes) == told


def test_links_are_read_within_hooks_and_as_a_chinese_keyboard_types_them() -> None:
    links = [
        "[[[a->E]]]",
        "【【b->E】】",
        "［［c->E］］",
        "[[d→E]]",
        "[[e－>E]]",
        "[[f—》E]]",
        "[[E←g]]",
        "[[h｜E]]",
        "[[→]]",
    ]
    text = f"：：A\n(if: $x){' '.join(links)}\n：：E\n:: →"
    step = draft_from_twee(text.encode(), "x").document["steps"]["step-1"]
    replies = [(each["text"], each["goto"]) for each in step["replies"].values()]
    assert replies == [*((letter, "ending-1") for letter in "abcdefgh"), ("→", "ending-2")]


def test_why_nothing_could_be_read_is_told_by_its_line(run: Run, tmp_path: Path) -> None:
    for name, text, place, why in (
        ("quiz.gift", "::Q:: a?{=x x ~y y}::Q2:: b?{=x x ~y y}", 1, "Leave a line empty between two questions"),
        ("story.twee", "\n::\nWords.", 2, "a passage without a name"),
    ):
        (tmp_path / name).write_text(text, "utf-8")
        done = run("import", name)
        assert (done.code, done.out) == (2, "")
        assert done.err.startswith(f"{name}:{place} error") and why in done.err
        assert f"\n{name} has no " in done.err


def said(note: Any) -> str:
    return draft_note(note.code, note.values)


@pytest.mark.parametrize("reader", [draft_from_twee, draft_from_gift])
def test_a_file_of_another_kind_or_encoding_is_refused(reader: Any) -> None:
    for content in (b"", b"Nothing here.", b"{}", b":: StoryTitle\nx"):
        with pytest.raises(UsageError):
            reader(content, "x")
    for content in ("步".encode("gbk"), "步".encode("utf-16"), b"a\x1bb"):
        with pytest.raises(ReadError):
            reader(content, "x")


def test_a_draft_is_written_and_what_is_missing_listed_where_it_belongs(run: Run, tmp_path: Path) -> None:
    (tmp_path / "The coat.twee").write_text(STORY, "utf-8")
    (tmp_path / "quiz.gift.txt").write_text(QUESTIONS, "utf-8")
    done = run("import", "The coat.twee")
    assert done.code == 1
    assert "the-coat.yaml:1:1 error MD102  the field `customer` is missing" in done.out
    assert done.out.count("the field `score` is missing; also in 4 more") == done.out.count("field `score` is") == 1
    done = run("import", "quiz.gift.txt", "--to", "at-the-counter", "--lang", "zh")
    assert done.code == 1 and done.out.count("缺少字段 `why`") == 1
    assert 'says: "他说 _____ ，就走了。"' in (tmp_path / "at-the-counter.yaml").read_text("utf-8")
