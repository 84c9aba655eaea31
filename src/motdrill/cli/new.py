"""`motdrill new`: a scenario of one's own, commented, that checks clean and plays at once."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Annotated

import typer

from motdrill.author.template import LANGUAGES, fill
from motdrill.cli import options
from motdrill.cli.completing import on_tab, one_of
from motdrill.cli.files import check_writable, whole_file
from motdrill.errors import UsageError
from motdrill.faces.asking import ask_line
from motdrill.faces.show import tell
from motdrill.method.catalogue import CHANNELS, ID_LENGTHS, ID_PATTERN, MAX_ANGER
from motdrill.scenario.characters import as_json
from motdrill.wording import _, language

SCHEMA_FILE = "motdrill.schema.json"


def new(
    scenario_id: Annotated[str, typer.Argument(metavar="ID", help=_("Its id, such as my-case."))],
    title: Annotated[str, typer.Option("--title", metavar="WORDS", help=_("A few words."))] = "",
    customer: Annotated[str, typer.Option("--customer", metavar="NAME", help=_("How the customer is called."))] = "",
    channel: Annotated[
        str,
        typer.Option(
            "--channel",
            metavar="CHANNEL",
            help=_("phone, counter, in-person or chat."),
            autocompletion=on_tab(one_of(*CHANNELS)),
        ),
    ] = "",
    anger: options.OpeningAnger = None,
    languages: Annotated[
        str,
        typer.Option(
            "--languages",
            metavar="CODES",
            help=_("en, zh or en,zh."),
            autocompletion=on_tab(one_of("en", "zh", "en,zh")),
        ),
    ] = "",
    from_case: Annotated[bool, typer.Option("--from-case", help=_("With the case template to fill in."))] = False,
    folder: Annotated[Path, typer.Option("--folder", metavar="FOLDER", help=_("Where the file goes."))] = Path(),
    force: Annotated[bool, typer.Option("--force", help=_("Write over a file that exists."))] = False,
) -> None:
    """Begins a scenario; what no option says is asked for."""
    path = folder / f"{_checked_id(scenario_id)}.yaml"
    if os.path.exists(path) and not force:  # noqa: PTH110  # Path.exists may raise
        raise UsageError("exists", file=str(path))
    _check_given(path, languages, (title, customer), channel, anger)
    langs = _checked_languages(languages or ask_line(_("Languages (en, zh or en,zh)"), language()))
    channels = _("Channel ({known})").format(known=", ".join(CHANNELS))
    text = fill(
        title={lang: _seen(title or ask_line(_("Title ({lang})").format(lang=lang), "")) for lang in langs},
        customer={lang: _seen(customer or ask_line(_customer(lang), _CUSTOMERS[lang])) for lang in langs},
        channel=_checked_channel(channel or ask_line(channels, "counter")),
        anger=_checked_anger(str(anger) if anger is not None else ask_line(_("Anger at the start (0-6)"), "4")),
        languages=langs,
        comments=language(),
        with_case=from_case,
        schema=SCHEMA_FILE,
    )
    with whole_file(path, replace=force) as stream:
        stream.write(text)
    _write_schema(folder / SCHEMA_FILE)
    tell(_("{file} is written. Next: motdrill drill {file}, and motdrill check {file}").format(file=path))


def _check_given(path: Path, languages: str, words: tuple[str, str], channel: str, anger: int | None) -> None:
    """Refuses what options say before anything is asked for: nobody answers four questions for nothing.

    Raises:
        UsageError: An option cannot be used, or the file not be written.
    """
    if languages:
        _checked_languages(languages)
    for each in words:
        if each:
            _seen(each)
    if channel:
        _checked_channel(channel)
    options.checked_anger(anger)
    check_writable(path)


def _write_schema(path: Path) -> None:
    """The schema that the scenario's first line names, for completion in an editor; one that is there is kept."""
    from motdrill.scenario.schema import json_schema

    if not os.path.exists(path):  # noqa: PTH110  # Path.exists may raise
        with whole_file(path, replace=False) as stream:
            stream.write(as_json(json_schema(_), indent=2) + "\n")


def _customer(lang: str) -> str:
    return _("Customer ({lang})").format(lang=lang)


def _seen(words: str) -> str:
    """A title or name that shows something.

    Raises:
        UsageError: It does not.
    """
    if not any(char.isprintable() and not char.isspace() for char in words):
        raise UsageError("no-title")
    return words


_CUSTOMERS = {"en": "Ms Lin", "zh": "林女士"}


def _checked_id(name: str) -> str:
    least, most = ID_LENGTHS
    if not re.fullmatch(ID_PATTERN, name) or not least <= len(name) <= most:
        raise UsageError("bad-id", name=name)
    return name


def _checked_languages(names: str) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(name.strip() for name in names.replace("，", ",").split(",") if name.strip()))
    if not found or any(name not in LANGUAGES for name in found):
        raise UsageError("no-such-languages", name=names)
    return found


def _checked_channel(name: str) -> str:
    if name not in CHANNELS:
        raise UsageError("no-such-channel", name=name, known=list(CHANNELS))
    return name


def _checked_anger(text: str) -> int:
    if not re.fullmatch(f"[0-{MAX_ANGER}]", text):
        raise UsageError("anger-range", most=MAX_ANGER)
    return int(text)
