"""The catalogues: everything the code says is said in every language."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo

import messages
from motdrill.messages import join_sentences

LANGUAGES = messages.languages()
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")


@pytest.fixture(params=LANGUAGES)
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def catalog(lang: str) -> Catalog:
    return messages.read(lang)


@pytest.fixture(scope="module")
def said() -> Catalog:
    return messages.extracted()


def strings(message: Message) -> list[str]:
    return list(message.string) if isinstance(message.string, tuple | list) else [message.string]


def ids(message: Message) -> list[str]:
    return list(message.id) if isinstance(message.id, tuple | list) else [message.id]


def entries(catalog: Catalog) -> list[Message]:
    return [message for message in catalog if message.id]


def test_there_is_a_chinese_catalogue_and_the_code_says_something(said: Catalog) -> None:
    assert "zh" in LANGUAGES
    assert len(entries(said)) > 200


def test_every_message_of_the_code_is_in_the_catalogue(catalog: Catalog, said: Catalog) -> None:
    assert [message.id for message in entries(said) if message.id not in catalog] == []


def test_every_message_is_translated(catalog: Catalog) -> None:
    assert [message.id for message in entries(catalog) if not all(strings(message))] == []


def test_no_translation_is_fuzzy(catalog: Catalog) -> None:
    assert [message.id for message in entries(catalog) if message.fuzzy] == []


def test_no_translation_is_of_a_message_that_nobody_says_any_more(catalog: Catalog, said: Catalog) -> None:
    assert [message.id for message in entries(catalog) if message.id not in said] == []
    assert list(catalog.obsolete) == []


def test_translations_speak_of_the_same_things_by_name(catalog: Catalog) -> None:
    wrong = []
    for message in entries(catalog):
        wanted = {name for text in ids(message) for name in _PLACEHOLDER.findall(text)}
        wrong += [(message.id, text) for text in strings(message) if text and set(_PLACEHOLDER.findall(text)) != wanted]
    assert wrong == []


def test_translations_name_the_same_options_commands_and_fields(catalog: Catalog) -> None:
    quoted = re.compile(r"`[^`]*`|--[a-z]+|\bmotdrill(?: (?:list|show|learn|drill))?\b")
    wrong = [
        (message.id, text)
        for message in entries(catalog)
        for text in strings(message)
        if text and set(quoted.findall(text)) != set(quoted.findall(ids(message)[-1]))
    ]
    assert wrong == []


def test_chinese_sentences_use_chinese_marks() -> None:
    slips = re.compile(r"[\u4e00-\u9fff][,;!?]|[\u4e00-\u9fff]\.(?=\s|$|[\u4e00-\u9fff])")
    found = [text for message in entries(messages.read("zh")) for text in strings(message) if slips.search(text or "")]
    assert found == []


SPACED = re.compile(r"[\d})]\s%|[。！？；，：][ \u00a0]+(?=[^\s\"'`|*#\]])")
"""A space before a percent sign, or after a full-width stop that another word follows."""


def test_no_percent_sign_and_no_full_width_stop_has_a_space_where_none_belongs() -> None:
    folders = ("src/motdrill", "scenarios", "docs", "tests/scenarios")
    paths = [path for folder in folders for path in sorted((messages.ROOT / folder).rglob("*"))]
    texts = [path for path in paths if path.suffix in (".md", ".yaml", ".po", ".html")]
    texts += sorted(messages.ROOT.glob("*.md"))
    assert len(texts) > 200
    found = [
        f"{path.relative_to(messages.ROOT)}: {line.strip()}"
        for path in texts
        for line in path.read_bytes().decode("utf-8", errors="replace").splitlines()
        if SPACED.search(line)
    ]
    assert found == []


def test_sentences_in_one_line_have_a_space_between_them_only_in_english() -> None:
    assert join_sentences(["One.", "Two?"]) == "One. Two?"
    assert join_sentences(["一句。", "两句？"]) == "一句。两句？"
    assert join_sentences([]) == ""


def test_the_compiled_catalogue_is_the_one_that_was_written(lang: str, catalog: Catalog) -> None:
    with messages.catalogue_file(lang).with_suffix(".mo").open("rb") as stream:
        written = read_mo(stream)
    compiled = read_mo(BytesIO(messages.compiled(catalog)))  # the head names the Babel that wrote it
    assert [(each.id, each.string) for each in entries(written)] == [
        (each.id, each.string) for each in entries(compiled)
    ]
    assert written.plural_expr == compiled.plural_expr


def test_no_sentence_is_built_where_the_catalogue_cannot_see_it() -> None:
    hidden = re.compile(r"\b_\(f[\"']|\bN_\(f[\"']|\b_\([^()]*\.format\(")
    sources = sorted((messages.ROOT / "src" / "motdrill").rglob("*.py"))
    assert [path.name for path in sources if hidden.search(path.read_text("utf-8"))] == []
