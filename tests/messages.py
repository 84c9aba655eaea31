"""Brings the catalogues up to date with the code: `make messages`.

Extracts every message from src, merges it into each language's .po, and compiles the .mo that the program reads. What
is new stands there untranslated until somebody translates it; a test fails as long as anything does.
"""

from __future__ import annotations

import io
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from motdrill.scenario import base_types, model
from motdrill.scenario.schema import descriptions

ROOT = Path(__file__).parents[1]
LOCALE = ROOT / "src" / "motdrill" / "locale"
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}


def extracted() -> Catalog:
    """Every message of the code."""
    catalog = Catalog(project="motdrill", charset="utf-8")
    found = extract_from_dir(ROOT / "src" / "motdrill", keywords=KEYWORDS, comment_tags=("Translators:",))
    for _file, _line, message, comments, context in found:
        catalog.add(message, auto_comments=comments, context=context)
    for description in {**descriptions(base_types), **descriptions(model)}.values():
        catalog.add(description, auto_comments=["Describes a field in the JSON Schema that editors show"])
    return catalog


def catalogue_file(lang: str) -> Path:
    """The .po of a language."""
    return LOCALE / lang / "LC_MESSAGES" / "motdrill.po"


def read(lang: str) -> Catalog:
    """A language's catalogue as it stands; empty where there is none yet."""
    path = catalogue_file(lang)
    if not path.exists():
        return Catalog(locale=lang, project="motdrill", charset="utf-8")
    with path.open("rb") as stream:
        return read_po(stream, locale=lang)


def compiled(catalog: Catalog) -> bytes:
    """The .mo of a catalogue."""
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def languages() -> list[str]:
    """Languages that have a catalogue, besides English, which the code is written in."""
    return sorted(path.name for path in LOCALE.iterdir() if path.is_dir())


def main() -> None:
    """Updates and compiles every catalogue."""
    template = extracted()
    for lang in languages():
        catalog = read(lang)
        catalog.update(template, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        catalog.fuzzy = False
        catalog.header_comment = f"# Messages of motdrill in {catalog.locale}."
        path = catalogue_file(lang)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as stream:
            write_po(stream, catalog, width=120, sort_output=True, include_lineno=False)
        path.with_suffix(".mo").write_bytes(compiled(catalog))
        missing = [message.id for message in catalog if message.id and not message.string]
        print(f"{lang}: {len(catalog)} messages, {len(missing)} untranslated")


if __name__ == "__main__":
    main()
