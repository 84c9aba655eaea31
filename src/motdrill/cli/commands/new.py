"""`motdrill new`."""

from pathlib import Path
from typing import Annotated

from motdrill.cli import options
from motdrill.cli.completion import one_of, scenarios
from motdrill.messages import _
from motdrill.method.catalogue import CHANNELS
from motdrill.sessions import new_scenario


def new(
    scenario_id: Annotated[str, options.argument("ID", _("Its id, such as my-case."))],
    title: Annotated[str, options.option("--title", _("A few words."), "WORDS")] = "",
    customer: Annotated[str, options.option("--customer", _("How the customer is called."), "NAME")] = "",
    channel: Annotated[
        str, options.option("--channel", _("phone, counter, in-person or chat."), "CHANNEL", one_of(*CHANNELS))
    ] = "",
    anger: options.OpeningAnger = None,
    languages: Annotated[
        str, options.option("--languages", _("en, zh or en,zh."), "CODES", one_of("en", "zh", "en,zh"))
    ] = "",
    from_case: Annotated[bool, options.option("--from-case", _("With the case template to fill in."))] = False,
    source: Annotated[
        str,
        options.option(
            "--from", _("A copy of this scenario, to change or, with --languages, to translate."), "SCENARIO", scenarios
        ),
    ] = "",
    sheet: Annotated[bool, options.option("--sheet", _("As a spreadsheet (.xlsx), for motdrill import."))] = False,
    csv: Annotated[bool, options.option("--csv", _("The same as one CSV file."))] = False,
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
