"""Help pages in the language of the interface.

Typer translates the headings it passes through gettext; the rest is set here. Its lines break at spaces, so a Chinese
help page is broken anew by display width.
"""

from __future__ import annotations

import re
import shutil
from typing import Any

from typer import TyperException
from typer.core import TyperCommand, TyperGroup

from motdrill.wording import N_, _

TYPERS_OWN = (
    N_("Arguments"),
    N_("Options"),
    N_("Commands"),
    N_("required"),
    N_("default: {default}"),
)
"""Words Typer looks up itself; listed so that the catalogue keeps them."""

_TYPE = re.compile(r" <\w+(?:\[\w+\])?>")  # what a value is called says more than its type
_SECOND_COLUMN = re.compile(r"^(  \S+(?: \S+)*\s{2,})\S")


def rebroken(text: str, width: int) -> str:
    """Lines too wide for the display broken by width; what hangs in a second column stays in it."""
    from motdrill.faces.wrap import wrap

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
            from motdrill.cli.completing import language_option

            params = [*params, language_option()]
            for each in params:
                each.process_value = lambda _context, value: value  # as it stands; Typer would load Pydantic
        return params

    def get_help(self, ctx: Any) -> str:
        return rebroken(super().get_help(ctx), min(shutil.get_terminal_size().columns, 100))  # type: ignore[misc]

    def get_help_option(self, ctx: Any) -> Any:
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = _("Show this message and exit.")
            option.default = False  # with None, Typer would load Pydantic to find out that it is not set
        return option

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        try:
            return super().parse_args(ctx, args)  # type: ignore[misc]
        except TyperException as error:
            if getattr(error, "ctx", ctx) is None:  # a missing value is told without its command, whose help is named
                error.ctx = ctx  # type: ignore[attr-defined]
            raise

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
        from motdrill.cli.examples import EXAMPLES

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
