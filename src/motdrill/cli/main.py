"""The application and its commands, each imported and built only when it is asked for.

Importing and building all of them would take a quarter of a start.
"""

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Annotated, Any, Final

import typer

from motdrill.cli import options
from motdrill.cli.help import TranslatedCommand, TranslatedGroup
from motdrill.messages import _
from motdrill.sessions import drill

COMMANDS: Final = {
    "drill": _("Play one drill."),
    "review": _("Review the steps that are due today."),
    "progress": _("Skills over time, drills done, where points are lost."),
    "report": _("The group, for the trainer; with SCENARIO, how its steps tell people apart."),
    "forget": _("Remove a person from the journal."),
    "journal": _("Where the journal is, whether it is whole; a copy of it, its repair."),
    "class": _("A group session: one scenario, a projector, and everybody takes part."),
    "desk": _("The facilitator's desk of a class, in a terminal of its own."),
    "list": _("The library of scenarios."),
    "show": _("One scenario's card."),
    "learn": _("The handbook of the method."),
    "casebook": _("A case as a hand-out in Markdown."),
    "new": _("Begin a scenario of your own."),
    "import": _("Make a scenario of a spreadsheet, of Twine or GIFT."),
    "check": _("What is wrong or weak in scenario files."),
    "analyse": _("What each kind of player gets, computed exactly."),
    "tells": _("How far replies give themselves away without the customer."),
    "graph": _("The story as a tree, for Mermaid, or as a page."),
    "ways": _("Ways through the story as dialogues, to read aloud."),
    "try": _("Play from any step; with --watch, again at every save."),
    "schema": _("The JSON Schema of scenario files, for editors."),
    "panel": _("Have experts rate a scenario's replies without the key."),
    "export": _("Write what was played as CSV, JSON Lines or xAPI."),
    "send": _("Send what was played to a learning record store."),
    "completion": _("Print what lets a shell complete commands at the tab key."),
}
"""What each command is for. It is a function, or an application, of its own name in a module of that name."""

_TYPER: Final[dict[str, Any]] = {
    "add_completion": False,
    "rich_markup_mode": None,
    "pretty_exceptions_enable": False,
}


class Commands(Mapping[str, Any]):
    """Typer's commands by name, built when they are asked for."""

    def __init__(self) -> None:
        self._built: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._built:
            self._built[name] = _build(name, COMMANDS[name])
        return self._built[name]

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


def _build(name: str, text: str) -> Any:
    attribute = f"{name}_" if name in ("class", "import", "list", "try") else name
    command = getattr(import_module(f"motdrill.cli.commands.{attribute}"), attribute)
    single = typer.Typer(**_TYPER)
    if isinstance(command, typer.Typer):
        single.add_typer(command, name=name, help=text)
        return typer.main.get_group(single).commands[name]
    single.command(name, cls=TranslatedCommand, help=text)(command)
    return typer.main.get_command(single)


class _Root(TranslatedGroup):
    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes | {"commands": Commands()})

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        return super().parse_args(ctx, args if ctx.resilient_parsing else self._options_behind_command(args))

    def _options_behind_command(self, args: list[str]) -> list[str]:
        """Moves a command's options behind it; without a command they are those of `drill`, which begins at home."""
        at = next((i for i, word in enumerate(args) if word in COMMANDS), len(args))
        named = {word.partition("=")[0] for word in args[:at] if word.startswith("--")}
        foreign = named.difference(["--help"], *(parameter.opts for parameter in self.params))
        if not foreign:
            return args
        name = args[at] if at < len(args) else "drill"
        known = (option for parameter in self.commands[name].params for option in parameter.opts)
        return [name, *args[:at], *args[at + 1 :]] if foreign.intersection(known) else args

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        with formatter.section(_("Commands")):
            formatter.write_dl(list(COMMANDS.items()))


app = typer.Typer(
    cls=_Root, help=_("Handle a complaint: drills on the four syncs and the 3F, scored reply by reply."), **_TYPER
)


@app.callback(invoke_without_command=True)
def home(
    context: typer.Context,
    version: Annotated[
        bool, options.option("--version", _("Show the version and what a report needs, and exit."))
    ] = False,
    plain: options.Plain = False,
) -> None:
    """Shows the home screen, or the version, where no command is named."""
    if version:
        from motdrill.cli.version import version_report

        print(version_report())
        raise typer.Exit
    if context.invoked_subcommand is None:
        drill.run_drill(plain=plain)
    elif plain:  # --plain before the command applies to the command
        context.default_map = {context.invoked_subcommand: {"plain": True}}
