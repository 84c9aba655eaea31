"""A scenario in a spreadsheet: there and back without a loss, as people and Excel leave it, and told by its cells."""

from __future__ import annotations

import io
import re
import sys
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml

from motdrill import messages
from motdrill.author.draft import Draft
from motdrill.author.findings import each_once, findings
from motdrill.author.scenario_writer import write_scenario
from motdrill.author.sheet.cell_findings import at_cells, notes_besides
from motdrill.author.sheet.columns import FIELDS, TABLES, ColumnHeading
from motdrill.author.sheet.headings import read_heading
from motdrill.author.sheet.sheet_export import scenario_sheets
from motdrill.author.sheet.sheet_import import draft_from_sheets
from motdrill.errors import ReadError, UsageError
from motdrill.messages.drafts import draft_note
from motdrill.messages.problems import problem_sentences
from motdrill.scenario import model
from motdrill.scenario.load import load, scenario_from_text
from motdrill.scenario.parse import parse
from motdrill.spreadsheet.cells import Cell, Sheet
from motdrill.spreadsheet.files import read_sheets, sheet_bytes
from terminal import ENTER, Run, Terminal, squeezed

LIBRARY = sorted((Path(__file__).parents[1] / "scenarios").glob("*.yaml"))
FULL = """\
format: 1
title: {en: "=SUM(1)", zh: "’+1 “甲”"}
may: ["'=A1", {en: "-", zh: "－"}]
tags: [shop, 门店]
pass: 80
customer: {name: "Ms Lin", anger: 4}
needs: {heard: {kind: heard, spoken: false, text: "@home"}, fix: {kind: solve, spoken: true, text: {en: "x"}}}
accept: {MD405: "a short one, as it is"}
steps:
  step:
    ask: reply
    trains: [emotion, feel]
    says: [{from: 0, text: {en: "a", zh: "b"}}, {from: 4, text: {en: "c"}}, {from: 4, text: "d"}]
    cues: {voice: "low", face: [{from: 2, text: "red"}]}
    hint: [{from: 1, text: "h"}]
    notes: "two\\nlines"
    say: true
    counts: false
    replies:
      reply: {text: "+1", also: {en: ["one", "two"], zh: ["三"]}, score: 3, depth: unsaid, stars: -2,
        does: [name-unsaid, three-f], reaction: [{from: 0, text: "r"}],
        why: [{from: 0, text: "w"}, {from: 3, text: "v"}], goto: rank}
      kind: {text: "k", also: ["as one says"], score: 0, why: "so"}
  rank: {ask: needs, order: [fix, heard], why: "because", goto: what-was-good}
  what-was-good: {ask: spot, lines: {field: {text: "t", good: true, why: "w"}, need: {text: "u", good: false}}}
endings:
  thanked: {when: {anger: [0, 1], percent: [80, 100]}, title: "t", text: {en: "x", zh: "y"}}
  gone: {when: {percent: [0, 79]}, lost: false}
  only-by-goto: {}
debrief: {questions: ["q", {en: "r", zh: "s"}], lesson: "l"}
case: {event: "e", mattered: {zh: "m"}}
"""


def nothing(_model: str, _field: str) -> str:
    return ""


def sheets_of(document: Mapping[str, Any], suffix: str, lang: str = "en") -> bytes:
    return sheet_bytes(scenario_sheets(document, lang, nothing), suffix)


def draft_of(content: bytes, suffix: str) -> Draft:
    return draft_from_sheets(read_sheets(content, f"case{suffix}"), f"case{suffix}")


def steps(*rows: Sequence[str | Cell]) -> list[Sheet]:
    cells = [[each if isinstance(each, Cell) else Cell(each) for each in row] for row in rows]
    return [Sheet("steps", cells)]


def told(draft: Draft) -> list[tuple[str, str]]:
    return [(note.place, note.code) for note in draft.notes]


# ---------------------------------------------------------------- there and back


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.stem)
def test_a_case_of_the_library_comes_back_from_a_sheet_as_it_was(path: Path, suffix: str) -> None:
    text = path.read_text("utf-8")
    draft = draft_of(sheets_of(parse(text, []), suffix, "zh" if suffix == ".csv" else "en"), suffix)
    assert draft.notes == ()
    assert scenario_from_text(write_scenario(draft.document)) == scenario_from_text(text)


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_everything_the_format_can_say_has_a_place_in_a_sheet(suffix: str) -> None:
    draft = draft_of(sheets_of(parse(FULL, []), suffix), suffix)
    assert draft.notes == ()
    assert scenario_from_text(write_scenario(draft.document)) == scenario_from_text(FULL)


def test_every_field_of_the_model_has_a_column_or_a_row() -> None:
    columns = {(column.model, *column.path[-1:]) for table in TABLES.values() for column in table.values()}
    rows = {(name.rpartition(".")[0].capitalize() or "Scenario", name.rpartition(".")[2]) for name in FIELDS}
    elsewhere = {
        *(("Scenario", name) for name in "format customer needs steps endings debrief case accept".split()),
        *(("ReplyStep", name) for name in ("cues", "replies", "goto")),
        *(("Line", name) for name in ("text", "why")),
        ("NeedsStep", "why"), ("Ending", "when"),
    }  # fmt: skip
    models = (model.Scenario, model.Customer, model.Need, model.Cues, model.Reply, model.Line, model.ReplyStep,
              model.NeedsStep, model.Ending, model.Debrief, model.Case)  # fmt: skip
    shared = model.ReplyStep.model_fields.keys() & model.NeedsStep.model_fields.keys() - {"ask"}
    fields = {
        (each.__name__, field.alias or name)
        for each in models
        for name, field in each.model_fields.items()
        if not (each is model.NeedsStep and name in {*shared, "ask"})
    }
    assert fields - columns - rows - elsewhere == set()


def test_no_text_of_a_workbook_is_a_formula_and_choices_can_be_dropped_down() -> None:
    book = openpyxl.load_workbook(io.BytesIO(sheets_of(parse(FULL, []), ".xlsx")))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    assert {cell.number_format for cell in cells if cell.value in ("=SUM(1)", "+1", "@home")} == {"@"}
    rules = {str(rule.sqref).split("2:")[0]: rule for rule in book["steps"].data_validations.dataValidation}
    by_heading = {book["steps"][f"{letters}1"].value: rule for letters, rule in rules.items()}
    assert by_heading["depth"].formula1 == '"answer,restate,unsaid"' and by_heading["depth"].showErrorMessage
    assert by_heading["does"].formula1 == "lists!$A$1:$A$64" and not by_heading["does"].showErrorMessage
    assert {"kind", "score", "stars", "from", "good"} <= set(by_heading)
    page = book["steps"]
    assert page.freeze_panes == "C2"
    begins = [row for row in range(2, page.max_row + 1) if page.cell(row, 1).value]
    assert begins == [row for row in range(2, page.max_row + 1) if page.cell(row, 3).fill.fill_type == "solid"]
    empty = page.cell(2, 1 + [cell.value for cell in page[1]].index("goto"))
    assert (empty.value, empty.number_format, empty.alignment.wrap_text) == (None, "@", True)


def test_a_text_too_long_for_a_cell_is_not_cut_off() -> None:
    with pytest.raises(UsageError) as caught:
        sheets_of({**parse(FULL, []), "brief": "x" * 32_768}, ".xlsx")
    assert caught.value.code == "cell-full"


# ---------------------------------------------------------------- as people and Excel leave it

ENCODINGS: dict[str, Callable[[str], bytes]] = {
    "GBK": lambda text: text.encode("gbk"),
    "UTF-8 with a mark": lambda text: text.encode("utf-8-sig"),
    "UTF-16 with tabs": lambda text: text.replace(",", "\t").encode("utf-16"),
    "semicolons": lambda text: text.replace(",", ";").encode(),
    "a line that names the separator": lambda text: b"sep=;\r\n" + text.replace(",", ";").encode(),
    "empty lines and columns at the end": lambda text: ("\n\n" + text.replace("\n", ",,,\n") + ",,,\n\n,,\n").encode(),
    "a title above": lambda text: ("Our case,,\n" + text).encode(),
}


@pytest.mark.parametrize("name", ENCODINGS)
def test_a_csv_file_is_read_however_a_program_has_saved_it(name: str) -> None:
    text = "step,says (zh),why\r\nhow-angry,“快点”！\r\n,,\r\n\r\nneed,kind\r\nheard,heard\r\n"
    draft = draft_of(ENCODINGS[name](text), ".csv")
    assert draft.document["steps"] == {"how-angry": {"says": {"zh": "“快点”！"}}}
    assert (draft.document["needs"], told(draft)) == ({"heard": {"kind": "heard"}}, [])


@pytest.mark.parametrize(
    ("text", "encoding", "is_read"),
    [
        ("step,says\r\nhow-angry,I don’t\r\n", "cp1252", True),
        ("step,says\r\nhow-angry,It’s Zoë’s\r\n", "cp1252", True),
        ("step,says\r\nhow-angry,“No” – the café…\r\n", "cp1252", True),
        ("step,says\r\nhow-angry,L’État c’est moi\r\n", "cp1252", True),
        ("step,says\r\nhow-angry,A股 don’t\r\n", "gbk", True),
        ("step,says\r\nhow-angry,這是真的，請說\r\n", "gbk", True),
        ("step,says\r\nhow-angry,星期五，店裡沒有人\r\n", "big5", False),
        ("step,says\r\nhow-angry,“先生，在哪？”\r\n", "big5", False),
        ("step,says\r\nhow-angry,I don’t\r\n", "mac_roman", False),
    ],
)
def test_a_csv_file_without_unicode_is_read_as_what_makes_sense_or_not_at_all(
    text: str, encoding: str, *, is_read: bool
) -> None:
    says = text.partition("angry,")[2].strip()
    if is_read:
        assert draft_of(text.encode(encoding), ".csv").document["steps"]["how-angry"] == {"says": says}
    else:
        with pytest.raises(UsageError) as caught:
            draft_of(text.encode(encoding), ".csv")
        assert caught.value.code == "no-csv"


@pytest.mark.parametrize(
    ("column", "typed", "value"),
    [
        ("score", "2", 2),
        ("score", "２", 2),
        ("score", "2.0", 2),
        ("score", " 2 ", 2),
        ("stars", "−1", -1),
        ("stars", "–2", -2),
        ("stars", "+1", 1),
        ("score", "two", "two"),
        ("goto", "Last Word", "last-word"),
        ("goto", "ｌａｓｔ＿ｗｏｒｄ", "last-word"),
        ("goto", "“last-word”", "last-word"),
        ("depth", "Unsaid ", "unsaid"),
        ("does", "three-f，verify; blame\nignore", ["three-f", "verify", "blame", "ignore"]),
        ("also", "one\n\n two ", ["one", "two"]),
        ("why", "“left” alone’s \r\n two", "“left” alone’s \n two"),
        ("why", "\ufeff\x07=1+1", "=1+1"),
    ],
)
def test_a_cell_is_read_as_it_was_meant(column: str, typed: str, value: object) -> None:
    draft = draft_from_sheets(steps(["step", "reply id", column], ["first", "a-reply", typed]), "x")
    assert draft.document["steps"]["first"]["replies"] == {"a-reply": {column: value}}


@pytest.mark.parametrize("typed", ["yes", "TRUE", "1", "是", "✓"])
def test_yes_is_read_in_many_ways(typed: str) -> None:
    draft = draft_from_sheets(steps(["step", "counts", "say"], ["first", typed, "否"]), "x")
    assert draft.document["steps"]["first"] == {"say": False, "counts": True}


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("Says (EN)", ("says", "en")),
        ("客户说（中文）", ("says", "zh")),
        ("ＳＡＹＳ　（ｚｈ-Hans）", ("says", "zh-Hans")),
        ("reply_id", ("reply id", "")),
        ("why_en", ("why", "en")),
        ("says (ch)", ("says", "zh")),
        ("says (简体中文)", ("says", "zh")),
        ("says [Mandarin]", ("says", "zh")),
        ("why (Simplified Chinese)", ("why", "zh")),
        ("says: English", ("says", "en")),
        ("says - zh", ("says", "zh")),
        ("says in English", None),
        ("says en", ("says", "en")),
        ("中文 says", ("says", "zh")),
        ("English: says", ("says", "en")),
        ("(en) says", ("says", "en")),
        ("客户说中文", ("says", "zh")),
        ("英文客户说", ("says", "en")),
        ("says (french)", None),
        ("my notes", None),
        ("texten", None),
        ("score (en)", None),
        ("our remarks", None),
    ],
)
def test_a_heading_is_known_in_either_language_and_any_spelling(heading: str, meaning: tuple[str, str] | None) -> None:
    assert read_heading("steps", heading) == (ColumnHeading(*meaning) if meaning else None)


def test_rows_without_an_id_go_on_with_what_stands_above_them() -> None:
    """Merged cells are empty but for the first; repeated ones say the same."""
    draft = draft_from_sheets(
        steps(
            ["why", "step", "reply", "from", "says", "kind", "score", "remark"],
            ["", "one", "", "", "calm", "", "", "mine"],
            ["", "", "", "4", "loud", "", "", ""],
            ["w", "", "first", "", "", "", "3", ""],
            ["hot", "", "", "5", "", "", "", ""],
            ["x", "one", "second", "", "", "", "1", ""],
            ["y", "two", "a line", "", "", "spot", "", ""],
        ),
        "x",
    )
    replies = {
        "reply-1": {"text": "first", "score": 3, "why": [{"from": 0, "text": "w"}, {"from": 5, "text": "hot"}]},
        "reply-2": {"text": "second", "score": 1, "why": "x"},
    }
    assert draft.document["steps"] == {
        "one": {"says": [{"from": 0, "text": "calm"}, {"from": 4, "text": "loud"}], "replies": replies},
        "two": {"ask": "spot", "lines": {"line-1": {"text": "a line", "why": "y"}}},
    }
    assert told(draft) == []


def test_a_step_whose_id_is_forgotten_is_told_and_not_joined_to_the_step_above() -> None:
    draft = draft_from_sheets(
        steps(
            ["step", "reply id", "from", "kind", "trains", "says", "reply", "why"],
            ["one", "", "", "reply", "emotion", "calm", "", ""],
            ["", "a-reply", "", "reply", "", "", "first", "w"],
            ["", "", "", "reply", "state", "and now?", "", ""],
            ["", "", "4", "", "", "AND NOW", "", ""],
            ["", "b-reply", "", "", "", "", "second", "v"],
            ["", "b-reply", "", "", "", "", "third", "u"],
        ),
        "x",
    )
    assert [(note.place, note.code, note.values.get("row")) for note in draft.notes] == [
        ("steps!A4", "no-step-id", 4), ("steps!B7", "id-twice", None)
    ]  # fmt: skip
    assert draft.document["steps"] == {
        "one": {"trains": ["emotion"], "says": "calm", "replies": {"a-reply": {"text": "first", "why": "w"}}},
        "step-2": {
            "trains": ["state"],
            "says": [{"from": 0, "text": "and now?"}, {"from": 4, "text": "AND NOW"}],
            "replies": {"b-reply": {"text": "second", "why": "v"}, "b-reply-2": {"text": "third", "why": "u"}},
        },
    }


def test_a_percentage_of_excel_is_read_as_it_is_shown() -> None:
    book = openpyxl.Workbook()
    page = book.create_sheet("endings")
    page.append(["ending", "percent from", "percent to"])
    page.append(["good", 0.8, 1])
    page.append(["bad", 0, 0.79])
    page.append(["none", 5, 80])
    for row, form in ((2, "0%"), (3, "0.0%"), (4, '0"%"')):
        for column in (2, 3):
            page.cell(row, column).number_format = form
    stream = io.BytesIO()
    book.save(stream)
    endings = draft_of(stream.getvalue(), ".xlsx").document["endings"]
    assert [each["when"]["percent"] for each in endings.values()] == [[80, 100], [0, 79], [5, 80]]


def with_sheet_part(content: bytes, old: str, new: str) -> bytes:
    """A workbook with something replaced in the XML of its sheets and their texts."""
    stream, book = io.BytesIO(), zipfile.ZipFile(io.BytesIO(content))
    with zipfile.ZipFile(stream, "w") as archive:
        for name in book.namelist():
            is_sheet = name.startswith(("xl/worksheets/sheet", "xl/sharedStrings"))
            part = book.read(name)
            archive.writestr(name, re.sub(old, new, part.decode()) if is_sheet else part)
    return stream.getvalue()


@pytest.mark.parametrize("size", ["A1", "A1:B3"])
def test_a_workbook_is_read_to_its_end_whatever_size_it_claims(size: str) -> None:
    content = with_sheet_part(sheets_of(parse(FULL, []), ".xlsx"), '<dimension ref="[^"]*"', f'<dimension ref="{size}"')
    draft = draft_of(content, ".xlsx")
    assert draft.notes == ()
    assert scenario_from_text(write_scenario(draft.document)) == scenario_from_text(FULL)


@pytest.mark.parametrize(
    ("written", "text"),
    [("one_x000B_two", "one\ntwo"), ("one_x000D_\ntwo", "one\ntwo"), ("_x005F_x000B_", "_x000B_"), ("a_x0007_b", "ab")],
)
def test_a_character_that_a_workbook_writes_by_its_number_is_read(written: str, text: str) -> None:
    content = with_sheet_part(sheets_of(parse(FULL, []), ".xlsx"), "because", written)
    assert draft_of(content, ".xlsx").document["steps"]["rank"]["why"] == text


OTHER = (["calm", "", "", "x"], ["need", "kind"], ["heard", "heard"])


@pytest.mark.parametrize(
    ("rows", "notes"),
    [
        ([["step", "goto"], ["one", Cell("2026-04-06", "date")]], [("steps!B2", "date")]),
        ([["step", "says"], ["one", Cell("=A1", "formula")]], [("steps!B2", "formula")]),
        ([["step", "says"], ["one", "#NAME?"]], [("steps!B2", "cell-error")]),
        ([["step", "syas", "hint"], ["one", "", "x"]], [("steps!B1", "column-misspelt")]),
        ([["步骤", "反应（中文）", "客户说"], ["one", "", "x"]], [("steps!B1", "column-misspelt")]),
        ([["field", "my values", "value"], ["accept", "", "x"]], [("steps!A2", "field-misspelt")]),
        (
            [["field", "value"], ["anger", "4"], ["tilte", "x"]],
            [("steps!A2", "field-misspelt"), ("steps!A3", "field-misspelt")],
        ),
        ([["field", "value"], ["colour", "red"], ["our own", ""]], [("steps!A2", "field-unknown")]),
        (
            [["field", "value"], ["may", "one\ntwo"], ["MD405", "x"]],
            [("steps!B2", "two-entries"), ("steps!A3", "field-unknown")],
        ),
        ([["step", "says", "Says"], ["one", "x", "y"]], [("steps!C2", "column-twice")]),
        ([["step", "says"], ["one", "x"], ["one", "y"]], [("steps!A3", "id-twice")]),
        ([["step", "hint"], ["one", "x"], ["", "y"]], [("steps!B3", "cell-twice")]),
        ([["step", "says", "says (en)"], ["one", "x", "y"]], [("steps!C2", "cell-twice")]),
        ([["field", "value", "value (en)"], ["title", "x", "y"]], [("steps!C2", "field-twice")]),
        ([["step", "says"], ["one", "x"], ["two", "y"], ["one", "z"]], [("steps!A4", "id-twice")]),
        ([["step", "hint"], ["", "x"]], [("steps!A2", "no-step")]),
        ([["step", "says"], ["", "x"]], [("steps!A2", "no-step-id")]),
        ([["says", "step"], ["x", "one"], ["y", ""]], [("steps!B3", "no-step-id")]),
        ([["step", "score"], ["one", "3"]], [("steps!B2", "no-reply")]),
        ([["stepp", "sayz"], ["one", "3"], ["field", "value"], ["", "x"]], [("steps!A4", "no-field")]),
        (
            [["step", "goto", "says (french)", "why (French)"], ["one", "", "x", ""]],
            [("steps!C1", "language-unknown")],
        ),
        ([["step", "says", "syas (en)", "goto"], ["one", "", "x", ""]], [("steps!C1", "column-misspelt")]),
        ([["field", "value", "valeu (en)"], ["level", "2", ""]], [("steps!C1", "column-misspelt")]),
        ([["字段", "内容", "内客 (en)"], ["level", "2", ""]], [("steps!C1", "column-misspelt")]),
        ([["mine", "outcome", "lost", "title", "text"], *OTHER], [("steps!A1", "table-misspelt")]),
        ([["mine", "endign", "lost", "title", "text"], *OTHER], [("steps!B1", "table-misspelt")]),
        ([["", "lost", "title", "text"], *OTHER], [("steps!A1", "table-unnamed")]),
        (
            [["step", "says"], ["one", "x"], ["outcome", "title", "text (en)", "lost"], ["calm", "x", "", ""]],
            [("steps!A3", "table-misspelt")],
        ),
        (
            [["step", "says", "", ""], ["one", "x", "", "y"], ["two", "x", "z", "y"]],
            [("steps!D1", "no-heading"), ("steps!C1", "no-heading")],
        ),
        ([["step", "says", "from"], ["one", "x", ""], ["", "", "4"]], [("steps!C3", "from-alone")]),
        ([["field", "value", "value (en)"], ["level", "2", "3"], ["pass", "70", "70"]], [("steps!C2", "field-twice")]),
    ],
)
def test_what_cannot_be_taken_over_is_told_by_its_cell(
    rows: list[list[str | Cell]], notes: list[tuple[str, str]]
) -> None:
    draft = draft_from_sheets(steps(*rows), "x")
    assert told(draft) == notes
    for lang in messages.LANGUAGES:
        messages.set_language(lang)
        assert not re.search(r"[{}]", draft_note(draft.notes[0].code, draft.notes[0].values))


NEED = ["heard", "heard", "no", "To be heard"]


@pytest.mark.parametrize(
    ("name", "note"),
    [
        ("Steps", "no-headings"),
        ("steps 2", "no-headings"),
        ("步骤（2）", "no-headings"),
        ("more steps", "sheet-skipped"),
        ("步骤说明", "sheet-skipped"),
        ("footsteps", ""),
        ("remarks", ""),
    ],
)
def test_a_sheet_called_as_a_table_that_has_no_headings_is_told(name: str, note: str) -> None:
    rows = [[[Cell(text) for text in row]] for row in (["step", "says"], NEED)]
    sheets = [Sheet("first", [*steps(["step", "says"], ["one", "x"])[0].rows]), Sheet(name, rows[1])]
    assert told(draft_from_sheets(sheets, "x")) == ([(name, note)] if note else [])


def test_an_empty_sheet_or_one_with_nothing_but_headings_is_nothing_to_tell() -> None:
    sheets = [*steps(["step", "says"], ["one", "x"]), Sheet("needs", [[Cell("")]]), *steps(["ending", "title"])]
    assert told(draft_from_sheets(sheets, "x")) == []


def test_an_own_column_called_as_that_of_another_table_takes_nothing_away() -> None:
    headings = ["step", "kind", "says", "need", "field", "about"]
    assert draft_from_sheets(steps(headings, ["one", "anger", "x", "fix", "a", "b"]), "x").document["steps"] == {
        "one": {"ask": "anger", "says": "x"}
    }


def set_cells(book: Any, changes: Mapping[str, object]) -> None:
    """Sets cells, each named by its sheet, the first cells of its row and its heading; `""` empties one."""
    for name, value in changes.items():
        sheet, row, heading = name.split("/")
        page = book[sheet]
        rows = [
            at for at in range(1, page.max_row + 1) if row in (page.cell(at, 1).value, page.cell(at, 2).value, str(at))
        ]
        column = next(at for at in range(1, page.max_column + 1) if page.cell(1, at).value == heading)
        page.cell(rows[0], column).value = value or None


SHEET_SLIPS = yaml.safe_load((Path(__file__).parent / "sheet_slips.yaml").read_text("utf-8"))


@pytest.mark.parametrize("slip", SHEET_SLIPS["slips"], ids=lambda slip: slip["told"].partition(":")[0])
def test_a_finding_is_told_by_the_cell_and_in_words_of_the_sheet(slip: Mapping[str, Any], tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(sheets_of(parse(SHEET_SLIPS["small"], []), ".xlsx")))
    set_cells(book, slip["set"])
    stream = io.BytesIO()
    book.save(stream)
    draft = draft_of(stream.getvalue(), ".xlsx")
    path = tmp_path / "small.yaml"
    path.write_text(write_scenario(draft.document), "utf-8")
    try:
        problems = findings(load(path, marked=True))
    except ReadError as error:
        problems = list(error.problems)
    found = each_once(at_cells(problems, draft))
    lines = [f"{each.cell} {each.number} {': '.join(problem_sentences(each))}" for each in found]
    lines += [f"{each.place} note {draft_note(each.code, each.values)}" for each in notes_besides(found, draft)]
    number = slip["told"].split()[1]
    assert [line for line in lines if line.split()[1] == number] == [slip["told"]]
    assert not [line for line in lines if line.split()[1] in str(slip.get("not", "")).split()]


# ---------------------------------------------------------------- files that are none


def zipped(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", content)
        if "macros" in parts:
            archive.writestr("xl/vbaProject.bin", b"")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xd0\xcf\x11\xe0 old, or with a password", "workbook-protected"),
        (b"PK\x03\x04 cut off", "workbook-broken"),
        (b"", "workbook-broken"),
        (zipped(other=b"<x/>"), "workbook-broken"),
        (zipped(macros=b"<x/>"), "workbook-macros"),
        (zipped(bomb=bytes(60 << 20)), "workbook-large"),
        (sheets_of(parse(FULL, []), ".xlsx")[:-200], "workbook-broken"),
    ],
    ids=["old", "cut off", "empty", "no workbook", "macros", "bomb", "end missing"],
)
def test_a_workbook_that_cannot_be_used_is_told_in_one_message(content: bytes, code: str) -> None:
    with pytest.raises(UsageError) as caught:
        draft_of(content, ".xlsx")
    assert caught.value.code == code


def test_without_openpyxl_csv_is_read_and_a_workbook_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    monkeypatch.delitem(sys.modules, "motdrill.spreadsheet.workbook", raising=False)
    monkeypatch.delattr("motdrill.spreadsheet.workbook", raising=False)
    assert draft_of(sheets_of(parse(FULL, []), ".csv"), ".csv").notes == ()
    with pytest.raises(UsageError) as caught:
        draft_of(b"PK\x03\x04", ".xlsx")
    assert caught.value.code == "sheet-missing"


# ---------------------------------------------------------------- the program


def test_a_trainer_fills_in_the_template_imports_it_and_mends_it_by_its_cells(run: Run, tmp_path: Path) -> None:
    words = ("--title", "T", "--customer", "C", "--channel", "phone", "--anger", "4", "--languages", "en,zh")
    assert run("new", "my-case", *words, "--sheet", "--lang", "zh", cwd=tmp_path).code == 0
    ran = run("import", "my-case.xlsx", cwd=tmp_path)
    assert (ran.code, ran.err) == (0, "") and "MD510" in ran.out and "0 errors, 1 warning" in ran.out
    assert "Next: motdrill try my-case.yaml" in ran.out
    imported = (tmp_path / "my-case.yaml").read_text("utf-8")

    book = openpyxl.load_workbook(tmp_path / "my-case.xlsx")
    page = book["步骤"]
    columns = {page.cell(1, index).value: index for index in range(1, page.max_column + 1)}
    assert page.cell(1, columns["计分"]).comment.text.startswith("否：")
    codes = {row[0]: row[1:3] for row in book["代码"].iter_rows(values_only=True)}
    assert codes["blame"] == ("步骤：做法", "做法：有害的") and codes["compensate"] == ("需求：类型", "需求的种类")
    replies = [row for row in range(2, page.max_row + 1) if page.cell(row, columns["得分"]).value is not None]
    cells = [page.cell(replies[0], columns["得分"]), page.cell(replies[1], columns["去向"])]
    cells[0].value, cells[1].value = 7, date(2026, 4, 6)
    page.cell(replies[0], columns["讲评 (zh)"]).value = "She said:\nno"
    book.save(tmp_path / "my-case.xlsx")
    ran = run("import", "my-case.xlsx", "--force", cwd=tmp_path)
    assert (ran.code, ran.err) == (1, "")
    assert f"my-case.xlsx, 步骤!{cells[0].coordinate} error MD107" in ran.out
    assert f"my-case.xlsx, 步骤!{cells[1].coordinate} error  the spreadsheet has made a date" in ran.out
    assert (
        "2 errors" in ran.out and "then: motdrill import my-case.xlsx --force. That replaces my-case.yaml." in ran.out
    )
    assert "What stood in my-case.yaml is kept in my-case.yaml.bak." in ran.out
    assert (tmp_path / "my-case.yaml.bak").read_text("utf-8") == imported


def test_what_an_import_replaces_is_kept_however_often_that_is(run: Run, tmp_path: Path) -> None:
    case = tmp_path / "case.yaml"
    content = sheets_of(parse(FULL, []), ".csv")
    for hint, copies in (("h", []), ("i", [b"by hand"]), ("j", [b"by hand", b"again"]), ("j", [b"by hand", b"again"])):
        (tmp_path / "case.csv").write_bytes(content.replace(b",h,", f",{hint},".encode()))
        ran = run("import", "case.csv", "--force", cwd=tmp_path)
        assert ran.err == ""
        kept = [path.read_bytes() for path in sorted(tmp_path.glob("case.yaml.bak*"))]
        assert kept == copies
        case.write_bytes({"h": b"by hand", "i": b"again"}.get(hint, case.read_bytes()))
    assert sorted(path.name for path in tmp_path.glob("case.yaml.*")) == ["case.yaml.bak", "case.yaml.bak2"]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("case.ods", b"PK", "case.ods cannot be imported as it is. Open it in the spreadsheet program"),
        ("case.NUMBERS", b"PK", "case.NUMBERS cannot be imported as it is. Open it in the spreadsheet program"),
        ("case.xls", b"\xd0\xcf", "case.xls cannot be imported as it is. Open it in the spreadsheet program"),
        ("case.xlsx", b"PK" + bytes(1 << 20), "case.xlsx is larger than 1 MB. Save a copy of it without pictures"),
    ],
)
def test_a_file_that_is_no_workbook_to_be_read_is_told_with_what_to_do(
    run: Run, tmp_path: Path, name: str, content: bytes, sentence: str
) -> None:
    (tmp_path / name).write_bytes(content)
    ran = run("import", name, cwd=tmp_path)
    assert (ran.code, ran.out) == (2, "") and squeezed(sentence) in squeezed(ran.err)


@pytest.mark.parametrize("command", ["check", "try", "analyse", "tells", "graph", "ways", "show", "drill"])
def test_a_sheet_in_place_of_a_case_is_told_in_one_sentence(run: Run, tmp_path: Path, command: str) -> None:
    (tmp_path / "suit.yaml").write_text("")
    for name, sentence in (
        ("suit.xlsx", "suit.xlsx is a spreadsheet. First: motdrill import suit.xlsx; then say suit.yaml in its place."),
        ("suit", "There is no scenario `suit` in the library, but suit.yaml stands in this folder. Say suit.yaml."),
    ):
        ran = run(command, name, cwd=tmp_path)
        assert (ran.code, ran.out) == (2, "") and squeezed(sentence) in squeezed(ran.err)


def test_a_wrong_answer_of_a_new_case_is_asked_for_again(env: dict[str, str], tmp_path: Path) -> None:
    with Terminal(
        ["new", "mine", "--folder", str(tmp_path), "--title", "T", "--customer", "C", "--anger", "4"], env
    ) as terminal:
        terminal.wait_for("Languages")
        terminal.keys("fr", ENTER)
        terminal.wait_for("`fr` cannot be written.")
        terminal.keys("en and zh", ENTER)
        terminal.wait_for("Channel")
        terminal.keys("desk", ENTER)
        terminal.wait_for("There is no channel `desk`.")
        terminal.keys("phone", ENTER)
        terminal.wait_for("is written")


def test_a_copy_of_a_case_is_the_case_as_a_file_or_a_sheet(run: Run, tmp_path: Path) -> None:
    assert run("new", "mine", "--from", "bank-counter", cwd=tmp_path).code == 0
    assert run("new", "sheet", "--from", "bank-counter", "--csv", cwd=tmp_path).code == 0
    assert run("import", "sheet.csv", "--to", "again", cwd=tmp_path).code == 0
    original = next(path for path in LIBRARY if path.stem == "bank-counter").read_text("utf-8")
    assert (tmp_path / "mine.yaml").read_text("utf-8") == original
    assert scenario_from_text((tmp_path / "again.yaml").read_text("utf-8")) == scenario_from_text(original)
