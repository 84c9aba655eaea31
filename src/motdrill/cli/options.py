"""Options that mean the same in every command."""

from pathlib import Path
from typing import Annotated

import typer

from motdrill.cli.completion import completer, people, scenarios
from motdrill.messages import _

Plain = Annotated[bool, typer.Option("--plain", help=_("Numbered lines, no colour: for pipes and screen readers."))]
Json = Annotated[bool, typer.Option("--json", help=_("Print the result as JSON; all else goes to standard error."))]
ScenarioName = Annotated[
    str,
    typer.Argument(
        metavar="SCENARIO", help=_("Id or title from the library, or a file."), autocompletion=completer(scenarios)
    ),
]

Seed = Annotated[int | None, typer.Option("--seed", metavar="N", help=_("Fixes the order in which replies are shown."))]
OpeningAnger = Annotated[int | None, typer.Option("--anger", metavar="N", help=_("The anger at the start, 0-6."))]
JournalPath = Annotated[
    str, typer.Option("--journal", metavar="FILE", help=_("The journal; else MOTDRILL_JOURNAL."), show_default=False)
]
Output = Annotated[str, typer.Option("--output", metavar="FILE", help=_("Write this file; else standard output."))]
Folder = Annotated[  # whether it can be read is told by whoever writes there, in words of its own
    Path, typer.Option("--folder", metavar="FOLDER", readable=False, help=_("Where the file goes."))
]
Force = Annotated[bool, typer.Option("--force", help=_("Write over a file that exists."))]
Save = Annotated[Path | None, typer.Option("--save", metavar="FILE", help=_("Save the page as HTML."))]
Since = Annotated[str, typer.Option("--since", metavar="DATE", help=_("Only from this day on: 2026-03-31."))]
Trainee = Annotated[
    str | None,
    typer.Option("--as", metavar="NAME", help=_("Who plays; else MOTDRILL_NAME."), autocompletion=completer(people)),
]
Say = Annotated[
    bool, typer.Option("--say", help=_("Say every reply in your own words first, not the moment of truth alone."))
]
Choose = Annotated[bool, typer.Option("--choose", help=_("Choose every reply; say none."))]
Aloud = Annotated[bool, typer.Option("--aloud", help=_("Say it aloud instead of typing it, then pick what you said."))]
Base = Annotated[
    str,
    typer.Option("--base", metavar="URL", help=_("What the ids in xAPI statements begin with."), show_default=False),
]
