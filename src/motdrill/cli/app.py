"""The application and its commands."""

from __future__ import annotations

import typer

from motdrill.cli import (
    author,
    casebook,
    check,
    classroom,
    completing,
    drill,
    export,
    forget,
    library,
    new,
    panel,
    progress,
    reviewing,
)
from motdrill.cli.help import TranslatedCommand, TranslatedGroup
from motdrill.wording import _

app = typer.Typer(
    cls=TranslatedGroup,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help=_("Handle a complaint: drills on the four syncs and the 3F, scored reply by reply."),
)
app.callback(invoke_without_command=True)(library.home)
for name, command, text in (
    ("drill", drill.drill, _("Play one drill.")),
    ("review", reviewing.review, _("Review the steps that are due today.")),
    ("progress", progress.progress, _("Skills over time, drills done, where points are lost.")),
    ("report", progress.report, _("The group, for the trainer; with SCENARIO, how its steps tell people apart.")),
    ("forget", forget.forget, _("Remove a person from the journal.")),
    ("class", classroom.class_, _("A group session: one scenario, a projector, and everybody takes part.")),
    ("list", library.list_scenarios, _("The library of scenarios.")),
    ("show", library.show, _("One scenario's card.")),
    ("learn", library.learn, _("The handbook of the method.")),
    ("casebook", casebook.casebook, _("A case as a hand-out in Markdown.")),
    ("new", new.new, _("Begin a scenario of your own.")),
    ("check", check.check, _("What is wrong or weak in scenario files.")),
    ("analyse", author.analyse, _("What each kind of player gets, computed exactly.")),
    ("graph", author.graph, _("The story as a tree, or for Mermaid.")),
    ("try", author.try_scenario, _("Play from any step; with --watch, again at every save.")),
    ("schema", author.schema, _("The JSON Schema of scenario files, for editors.")),
    ("export", export.export, _("Write what was played as CSV, JSON Lines or xAPI.")),
    ("send", export.send, _("Send what was played to a learning record store.")),
    ("completion", completing.completion, _("Print what lets a shell complete commands at the tab key.")),
):
    app.command(name, cls=TranslatedCommand, help=text)(command)
app.add_typer(
    panel.panel,
    name="panel",
    help=_("Have experts rate a scenario's replies without the key."),
)
