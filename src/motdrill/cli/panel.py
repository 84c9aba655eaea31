"""`motdrill panel`: experts rate the replies of a scenario without knowing the key."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from motdrill.cli import options
from motdrill.cli.completing import on_tab, scenarios
from motdrill.cli.files import result
from motdrill.cli.help import TranslatedCommand, TranslatedGroup
from motdrill.cli.library import looked_up
from motdrill.faces.show import show_json, tell
from motdrill.wording import _, asked

if TYPE_CHECKING:
    from motdrill.panel.verdict import Verdict
    from motdrill.scenario.load import Loaded

panel = typer.Typer(cls=TranslatedGroup, rich_markup_mode=None, add_completion=False)


def sheet(
    scenario: options.ScenarioName,
    output: options.Output = "",
    seed: options.Seed = None,
) -> None:
    """Writes a rating sheet."""
    from motdrill.panel.sheet import HEADINGS, rows

    loaded, lang = looked_up(scenario)
    order = options.checked_seed(seed)
    with result(output, loaded.file, marked=True) as stream:
        table = csv.DictWriter(stream, HEADINGS)
        table.writerow({column: heading.get(lang, heading["en"]) for column, heading in HEADINGS.items()})
        table.writerows(rows(loaded.scenario, loaded.id, lang, order))


def read(
    sheets: Annotated[list[Path], typer.Argument(metavar="SHEETS", help=_("Sheets that came back, one a rater."))],
    scenario: Annotated[
        list[str] | None,
        typer.Option(
            "--scenario",
            metavar="SCENARIO",
            help=_("What was rated; else the library."),
            autocompletion=on_tab(scenarios),
        ),
    ] = None,
    write: Annotated[bool, typer.Option("--write", help=_("Put the panel's key into the files."))] = False,
    plain: options.Plain = False,
    json: options.Json = False,
) -> None:
    """Reads sheets that came back, and tells how far the panel agrees with the key."""
    from motdrill.cli.rating import judged, rekey
    from motdrill.panel.document import panel_document

    found = judged(sheets, scenario or [])
    if json:
        show_json(panel_document({each.id: told for each, told in found}))
    else:
        _show(found, plain)
    for loaded, told in found if write else ():
        changed = rekey(loaded, told)
        tell(_("{file}: {n} scores changed.").format(file=loaded.file, n=changed), error=True)


def _show(found: Sequence[tuple[Loaded, Verdict]], plain: bool) -> None:
    from motdrill.faces.pages.panel import panel_page
    from motdrill.faces.show import show_page
    from motdrill.scenario.texts import choose_language

    for loaded, told in found:
        lang, _as_asked = choose_language(loaded.scenario, asked())
        show_page(panel_page(loaded.scenario, loaded.id, told, lang), plain)


for name, command, text in (
    ("sheet", sheet, _("Write a rating sheet for an expert: a scenario's replies without the key.")),
    ("read", read, _("Read sheets that came back: agreement, and the key the panel would give.")),
):
    panel.command(name, cls=TranslatedCommand, help=text)(command)
