"""The application and its commands."""

from __future__ import annotations

import typer

from motdrill.cli import drill, library
from motdrill.cli.help import TranslatedCommand, TranslatedGroup
from motdrill.wording import _

LANGUAGE_NOTE = _("With every command: --lang CODE sets the language, en or zh.")

app = typer.Typer(
    cls=TranslatedGroup,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help=_("Handle a complaint: drills on the four syncs and the 3F, scored reply by reply."),
    epilog=LANGUAGE_NOTE,
)
app.callback(invoke_without_command=True)(library.home)
for name, command, text in (
    ("drill", drill.drill, _("Play one drill.")),
    ("list", library.list_scenarios, _("The library of scenarios.")),
    ("show", library.show, _("One scenario's card.")),
    ("learn", library.learn, _("The handbook of the method.")),
):
    app.command(name, cls=TranslatedCommand, help=text, epilog=LANGUAGE_NOTE)(command)
