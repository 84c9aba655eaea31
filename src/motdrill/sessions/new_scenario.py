"""Begins a scenario of one's own: `motdrill new`."""

import os
import re
import sys
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, TypeVar

from motdrill import library
from motdrill.author.language_slots import with_language_slots
from motdrill.author.sheet.entries import read_entry
from motdrill.author.sheet.headings import LANGUAGE_NAMES
from motdrill.author.template import TEMPLATE_LANGUAGES, fill_template
from motdrill.errors import UsageError
from motdrill.messages import _, join_list, language
from motdrill.messages.errors import error_message
from motdrill.messages.labels import CHANNELS
from motdrill.method.catalogue import ID_LENGTHS, ID_PATTERN, MAX_ANGER
from motdrill.scenario.load import load
from motdrill.scenario.safe_text import to_json
from motdrill.scenario.schema import json_schema
from motdrill.sessions.option_values import checked_anger
from motdrill.sessions.scenario_sheet import scenario_sheet
from motdrill.spreadsheet.files import WORKBOOK_SUFFIX, load_workbook_module
from motdrill.ui.files import atomic_file, check_writable
from motdrill.ui.output import print_message
from motdrill.ui.prompts import ask_line
from motdrill.ui.tty import is_interactive_terminal

SCHEMA_FILE = "motdrill.schema.json"
SUFFIX = ".yaml"
Checked = TypeVar("Checked")


def new_scenario(
    scenario_id: str,
    *,
    title: str,
    customer: str,
    channel: str,
    anger: int | None,
    languages: str,
    from_case: bool,
    source: str,
    suffix: str,
    folder: Path,
    force: bool,
) -> None:
    """Writes a scenario that plays and lacks only texts of its own, as a commented file or a spreadsheet.

    Asks for what is empty or None. `source` is a scenario whose copy is written instead; `suffix` says the kind of
    file: .yaml, .xlsx or .csv.

    Raises:
        ReadError: The source cannot be read.
        UsageError: A value cannot be used, or the file exists or cannot be written.
        Stopped: The input ended.
    """
    path = scenario_path(scenario_id, folder, suffix, force=force)
    if suffix == WORKBOOK_SUFFIX:
        load_workbook_module()
    if source:
        _refuse_options({"--title": title, "--customer": customer, "--channel": channel, "--anger": anger is not None,
                         "--from-case": from_case})  # fmt: skip
        text = _copy(source, languages)
    else:
        _check_options(path, languages, (title, customer), channel, anger)
        text = _template(title, customer, channel, anger, languages, from_case)
    _write(path, text, suffix, force=force)


def _template(title: str, customer: str, channel: str, anger: int | None, languages: str, from_case: bool) -> str:
    """The template, filled in with what is said, and asked for."""
    langs = _answer(_checked_languages, languages, _("Languages (en, zh or en,zh)"), language())
    channels = _("Channel ({known})").format(known=join_list([_channel_with_name(code) for code in CHANNELS]))
    stars = "" if anger is None else str(anger)
    return fill_template(
        title={lang: _answer(_visible, title, _("Title ({lang})").format(lang=lang), "") for lang in langs},
        customer={lang: _answer(_visible, customer, _customer(lang), _CUSTOMERS[lang]) for lang in langs},
        channel=_answer(_checked_channel, channel, channels, "counter"),
        anger=_answer(_checked_anger, stars, _("Anger at the start (0 calm - 6 furious)"), "4"),
        languages=langs,
        comments=language(),
        with_case=from_case,
        schema=SCHEMA_FILE,
    )


def _answer(checked: Callable[[str], Checked], given: str, question: str, default: str) -> Checked:
    """What an option says, else what is typed; at a terminal an answer that cannot be used is asked for again.

    Raises:
        UsageError: It cannot be used.
        Stopped: The input ended.
    """
    while True:
        try:
            return checked(given or ask_line(question, default))
        except UsageError as error:
            if given or not is_interactive_terminal(sys.stdout):
                raise
            print_message(error_message(error), error=True)


def _copy(source: str, languages: str) -> str:
    """The text of a scenario, with room for languages that it lacks.

    Raises:
        UsageError: There is no such scenario, or no such language.
    """
    langs = _checked_languages(languages) if languages else ()
    loaded = load(library.find_scenario(source)[0])
    # Translators: stands where a text is still to be written; `check` knows it
    return with_language_slots(loaded.text, loaded.scenario, langs, _("TODO"))


def _refuse_options(options: Mapping[str, object]) -> None:
    for name, value in options.items():
        if value:
            raise UsageError("from-alone", name=name)


def _write(path: Path, text: str, suffix: str, *, force: bool) -> None:
    """Writes a scenario as a file of a kind, and says what to do next."""
    if suffix == SUFFIX:
        with atomic_file(path, replace=force) as stream:
            stream.write(text)
        _write_schema(path.parent / SCHEMA_FILE)
        message = _written(path)
    else:
        content = scenario_sheet(text, suffix)
        with atomic_file(path, replace=force) as stream:
            stream.buffer.write(content)
        message = _("{file} is written. Fill it in and save it; next: motdrill import {file}").format(file=path)
    print_message(message)


def _written(path: Path) -> str:
    """What to tell once a scenario file is written: the commands that come next, each on a line to be copied."""
    told = _("{file} is written. Open it in an editor, and play it with each save, or look it through:")
    commands = [f"  motdrill {command}" for command in (f"try {path} --watch", f"check {path}")]
    return "\n".join([told.format(file=path), *commands])


def scenario_path(scenario_id: str, folder: Path, suffix: str = SUFFIX, *, force: bool) -> Path:
    """Where a new file of an author goes.

    Raises:
        UsageError: The id cannot be used, or the file exists and may not be written over.
    """
    if not _is_id(scenario_id):
        near = str(read_entry("id", scenario_id))
        raise UsageError("bad-id-near" if _is_id(near) else "bad-id", name=scenario_id, id=near)
    path = folder / f"{scenario_id}{suffix}"
    if os.path.exists(path) and not force:  # noqa: PTH110  # Path.exists may raise
        raise UsageError("exists", file=str(path))
    return path


def _is_id(name: str) -> bool:
    least, most = ID_LENGTHS
    return bool(re.fullmatch(ID_PATTERN, name)) and least <= len(name) <= most


def _check_options(path: Path, languages: str, words: tuple[str, str], channel: str, anger: int | None) -> None:
    """Refuses unusable options before any question is asked, so that nobody answers four questions for nothing.

    Raises:
        UsageError: An option cannot be used, or the file cannot be written.
    """
    if languages:
        _checked_languages(languages)
    for text in words:
        if text:
            _visible(text)
    if channel:
        _checked_channel(channel)
    checked_anger(anger)
    check_writable(path)


def _write_schema(path: Path) -> None:
    """Writes the schema that the scenario's first line names, for editors, unless there is one."""
    if not os.path.exists(path):  # noqa: PTH110  # Path.exists may raise
        with atomic_file(path, replace=False) as stream:
            stream.write(to_json(json_schema(_), indent=2) + "\n")


def _customer(lang: str) -> str:
    return _("Customer ({lang})").format(lang=lang)


def _visible(words: str) -> str:
    """A title or name with at least one visible character.

    Raises:
        UsageError: It has none.
    """
    if not any(char.isprintable() and not char.isspace() for char in words):
        raise UsageError("no-title")
    return words


_CUSTOMERS = {"en": "Ms Lin", "zh": "林女士"}
_BETWEEN_LANGUAGES: Final = re.compile(r"[\s,、;/+&和]+|(?<=\s)and(?=\s)")


def _plain(answer: str) -> str:
    """An answer in usual widths and small letters, without white space around it."""
    return unicodedata.normalize("NFKC", answer).strip().lower()


def _checked_languages(names: str) -> tuple[str, ...]:
    words = filter(None, _BETWEEN_LANGUAGES.split(_plain(names)))
    langs = tuple(dict.fromkeys(LANGUAGE_NAMES.get(word, word) for word in words))
    if not langs or any(lang not in TEMPLATE_LANGUAGES for lang in langs):
        raise UsageError("no-such-languages", name=names)
    return langs


def _checked_channel(name: str) -> str:
    """The channel of a code, or of the name that the question shows beside it."""
    channel = {_(said): code for code, said in CHANNELS.items()}.get(_plain(name), _plain(name))
    if channel not in CHANNELS:
        raise UsageError("no-such-channel", name=name, known=list(CHANNELS))
    return channel


def _channel_with_name(code: str) -> str:
    said = CHANNELS[code]
    return code if _(said) == said else f"{code} {_(said)}"


def _checked_anger(text: str) -> int:
    if not re.fullmatch(f"[0-{MAX_ANGER}]", _plain(text)):
        raise UsageError("anger-range", most=MAX_ANGER)
    return int(_plain(text))
