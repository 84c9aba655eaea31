"""`motdrill new`."""

from pathlib import Path
from typing import Annotated

import typer

from motdrill.cli import options
from motdrill.cli.completion import completer, one_of, scenarios
from motdrill.messages import _
from motdrill.method.catalogue import CHANNELS
from motdrill.sessions import new_scenario


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
            autocompletion=completer(one_of(*CHANNELS)),
        ),
    ] = "",
    anger: options.OpeningAnger = None,
    languages: Annotated[
        str,
        typer.Option(
            "--languages",
            metavar="CODES",
            help=_("en, zh or en,zh."),
            autocompletion=completer(one_of("en", "zh", "en,zh")),
        ),
    ] = "",
    from_case: Annotated[bool, typer.Option("--from-case", help=_("With the case template to fill in."))] = False,
    source: Annotated[
        str,
        typer.Option(
            "--from",
            metavar="SCENARIO",
            help=_("A copy of this scenario, to change or, with --languages, to translate."),
            autocompletion=completer(scenarios),
        ),
    ] = "",
    sheet: Annotated[bool, typer.Option("--sheet", help=_("As a spreadsheet (.xlsx), for motdrill import."))] = False,
    csv: Annotated[bool, typer.Option("--csv", help=_("The same as one CSV file."))] = False,
    folder: options.Folder = Path(),
    force: options.Force = False,
) -> None:
    """Begins a scenario; asks for what no option says."""
    new_scenario.new_scenario(
        scenario_id,
        title=title,
        customer=customer,
        channel=channel,
        anger=anger,
        languages=languages,
        from_case=from_case,
        source=source,
        suffix=".xlsx" if sheet else ".csv" if csv else ".yaml",
        folder=folder,
        force=force,
    )
