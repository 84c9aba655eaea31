"""Help pages in the language of the interface.

Typer translates the headings that it passes through gettext; the rest is set here. Typer breaks lines at spaces only,
so Chinese help pages are wrapped again by display width.
"""

import re
from typing import Any

from typer import TyperException
from typer.core import TyperCommand, TyperGroup

from motdrill.cli.completion import language_option
from motdrill.cli.examples import EXAMPLES
from motdrill.cli.usage_errors import MissingCommand, NoSuchCommand, SurplusWords
from motdrill.messages import N_, _
from motdrill.ui.terminal_size import terminal_size
from motdrill.ui.wrap import wrap

TYPERS_OWN = (
    N_("Arguments"),
    N_("Options"),
    N_("Commands"),
    N_("required"),
    N_("default: {default}"),
)
"""Words that Typer looks up itself, listed here so that the catalogue keeps them."""

_TYPE = re.compile(r" <\w+(?:\[\w+\])?>")  # the value's name says more than its type
_SECOND_COLUMN = re.compile(r"^(  \S+(?: \S+)*\s{2,})\S")


def rewrap(text: str, width: int) -> str:
    """Wraps lines by display width; text in a second column stays in its column."""
    lines: list[str] = []
    for line in text.split("\n"):
        found = _SECOND_COLUMN.match(line)
        indent = len(found.group(1)) if found else len(line) - len(line.lstrip())
        body = line[indent:]
        pieces = [body[start:end] for start, end in wrap(body, max(10, width - indent))]
        lines += [line[:indent] + pieces[0], *(" " * indent + piece for piece in pieces[1:])]
    return "\n".join(each.rstrip() for each in lines)


class _Translated:
    def get_params(self, ctx: Any) -> Any:
        params = super().get_params(ctx)  # type: ignore[misc]
        if ctx.resilient_parsing:  # a shell asks what may follow
            params = [*params, language_option()]
            for each in params:
                each.process_value = lambda _context, value: value  # as it stands; Typer would load Pydantic
        return params

    def get_help(self, ctx: Any) -> str:
        return rewrap(super().get_help(ctx), min(terminal_size().columns, 100))  # type: ignore[misc]

    def get_help_option(self, ctx: Any) -> Any:
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = _("Show this message and exit.")
            option.default = False  # with None, Typer would load Pydantic to find out that it is not set
        return option

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        ctx.allow_extra_args = True  # checked below, with an error of a type of its own
        try:
            rest = super().parse_args(ctx, args)  # type: ignore[misc]
        except TyperException as error:
            if getattr(error, "ctx", ctx) is None:  # Typer leaves it out for some errors; it names the help page
                error.ctx = ctx  # type: ignore[attr-defined]
            raise
        if rest and not isinstance(self, TyperGroup) and not ctx.resilient_parsing:
            raise SurplusWords(" ".join(rest), ctx)
        return rest

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:
        offers = super().shell_complete(ctx, incomplete)  # type: ignore[misc]
        for each in offers:
            each.help = (each.help or "").replace("'", "’")  # zsh takes the plain one for a quotation mark
        return offers

    def get_short_help_str(self, limit: int = 0) -> str:
        return self.help or ""  # type: ignore[attr-defined]  # whole: lines are broken here, not cut off with dots

    def format_options(self, ctx: Any, formatter: Any) -> None:
        write = formatter.write_dl  # types go before the columns are measured
        formatter.write_dl = lambda rows, **more: write([(_TYPE.sub("", name), text) for name, text in rows], **more)
        super().format_options(ctx, formatter)  # type: ignore[misc]

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        with formatter.section(_("Examples")):
            for line in EXAMPLES[ctx.command_path]:
                formatter.write(f"{'':{formatter.current_indent}}{line}\n")
        with formatter.indentation():
            formatter.write_paragraph()
            formatter.write_text(_("With every command: --lang CODE sets the language, en or zh."))

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        words = self.collect_usage_pieces(ctx)  # type: ignore[attr-defined]
        formatter.write_usage(ctx.command_path, " ".join(words), _("Usage: "))


class TranslatedCommand(_Translated, TyperCommand):
    """A command whose help speaks the language of the interface."""


class TranslatedGroup(_Translated, TyperGroup):
    """A group of commands whose help speaks the language of the interface."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Finds a command; Typer's own error for an unknown one is English."""
        if not ctx.resilient_parsing and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            raise NoSuchCommand(args[0], ctx)
        return super().resolve_command(ctx, args)

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        """Parses the words; Typer's own error for a missing command is English."""
        if not args and not self.invoke_without_command and not ctx.resilient_parsing:
            raise MissingCommand("COMMAND", ctx)
        return super().parse_args(ctx, args)
