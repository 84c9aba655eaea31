"""What commands make their options and arguments of, and the options that mean the same in every command."""

from pathlib import Path
from typing import Annotated, Any

import typer

from motdrill.cli.completion import Suggest, completer, people, scenarios
from motdrill.messages import _


def option(name: str, text: str, metavar: str | None = None, suggest: Suggest | None = None, **more: Any) -> Any:
    """An option, with what help says of it and, if it takes a value, calls it, and what a shell suggests for it."""
    return typer.Option(name, metavar=metavar, help=text, autocompletion=completer(suggest), **more)


def argument(metavar: str, text: str, suggest: Suggest | None = None, **more: Any) -> Any:
    """An argument, as `option`."""
    return typer.Argument(metavar=metavar, help=text, autocompletion=completer(suggest), **more)


Plain = Annotated[bool, option("--plain", _("Numbered lines, no colour: for pipes and screen readers."))]
Json = Annotated[bool, option("--json", _("Print the result as JSON; all else goes to standard error."))]
ScenarioName = Annotated[str, argument("SCENARIO", _("Id or title from the library, or a file."), scenarios)]
Seed = Annotated[int | None, option("--seed", _("Fixes the order in which replies are shown."), "N")]
OpeningAnger = Annotated[int | None, option("--anger", _("The anger at the start, 0-6."), "N")]
FirstStep = Annotated[str, option("--from", _("Begin at this step."), "STEP")]
JournalPath = Annotated[str, option("--journal", _("The journal; else MOTDRILL_JOURNAL."), "FILE")]
Output = Annotated[str, option("--output", _("Write this file; else standard output."), "FILE")]
Folder = Annotated[  # whether it can be read is told by whoever writes there, in words of its own
    Path, option("--folder", _("Where the file goes."), "FOLDER", readable=False)
]
Force = Annotated[bool, option("--force", _("Write over a file that exists."))]
Save = Annotated[Path | None, option("--save", _("Save the page as HTML."), "FILE")]
Since = Annotated[str, option("--since", _("Only from this day on: 2026-03-31."), "DATE")]
Trainee = Annotated[str | None, option("--as", _("Who plays; else MOTDRILL_NAME."), "NAME", people)]
Say = Annotated[bool, option("--say", _("Say every reply in your own words first, not the moment of truth alone."))]
Choose = Annotated[bool, option("--choose", _("Choose every reply; say none."))]
Aloud = Annotated[bool, option("--aloud", _("Say it aloud instead of typing it, then pick what you said."))]
Base = Annotated[str, option("--base", _("What the ids in xAPI statements begin with."), "URL")]
