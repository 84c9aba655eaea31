"""The application and its commands, each imported and made when it is asked for.

Twenty commands are known and one is run: importing and making the others would be a quarter of a start.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any, Final

import typer

from motdrill.cli import library
from motdrill.cli.help import TranslatedCommand, TranslatedGroup
from motdrill.wording import _

COMMANDS: Final = {
    "drill": ("drill.drill", _("Play one drill.")),
    "review": ("reviewing.review", _("Review the steps that are due today.")),
    "progress": ("progress.progress", _("Skills over time, drills done, where points are lost.")),
    "report": ("progress.report", _("The group, for the trainer; with SCENARIO, how its steps tell people apart.")),
    "forget": ("forget.forget", _("Remove a person from the journal.")),
    "class": ("classroom.class_", _("A group session: one scenario, a projector, and everybody takes part.")),
    "list": ("library.list_scenarios", _("The library of scenarios.")),
    "show": ("library.show", _("One scenario's card.")),
    "learn": ("library.learn", _("The handbook of the method.")),
    "casebook": ("casebook.casebook", _("A case as a hand-out in Markdown.")),
    "new": ("new.new", _("Begin a scenario of your own.")),
    "check": ("check.check", _("What is wrong or weak in scenario files.")),
    "analyse": ("author.analyse", _("What each kind of player gets, computed exactly.")),
    "graph": ("author.graph", _("The story as a tree, or for Mermaid.")),
    "try": ("author.try_scenario", _("Play from any step; with --watch, again at every save.")),
    "schema": ("author.schema", _("The JSON Schema of scenario files, for editors.")),
    "panel": ("panel.panel", _("Have experts rate a scenario's replies without the key.")),
    "export": ("export.export", _("Write what was played as CSV, JSON Lines or xAPI.")),
    "send": ("export.send", _("Send what was played to a learning record store.")),
    "completion": ("completing.completion", _("Print what lets a shell complete commands at the tab key.")),
}
"""Each command's home (a function, or an application of its own), and what it is for in the interface's language."""

_TYPER: Final[dict[str, Any]] = {
    "add_completion": False,
    "rich_markup_mode": None,
    "pretty_exceptions_enable": False,
}


class Commands(Mapping[str, Any]):
    """Typer's commands by name, made when they are asked for."""

    def __init__(self) -> None:
        self._made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._made:
            self._made[name] = _made(name, *COMMANDS[name])
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


def _made(name: str, home: str, text: str) -> Any:
    module, attribute = home.split(".")
    found = getattr(import_module(f"motdrill.cli.{module}"), attribute)
    alone = typer.Typer(**_TYPER)
    if isinstance(found, typer.Typer):
        alone.add_typer(found, name=name, help=text)
        return typer.main.get_group(alone).commands[name]
    alone.command(name, cls=TranslatedCommand, help=text)(found)
    return typer.main.get_command(alone)


class _Root(TranslatedGroup):
    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes | {"commands": Commands()})

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, text) for name, (_home, text) in COMMANDS.items()])


app = typer.Typer(
    cls=_Root, help=_("Handle a complaint: drills on the four syncs and the 3F, scored reply by reply."), **_TYPER
)
app.callback(invoke_without_command=True)(library.home)
