"""Sentences for wrong usage of the command line: Typer says them in English only."""

from __future__ import annotations

import re
import shlex

import typer

from motdrill.wording import N_, _

_KINDS = {
    "NoSuchOption": N_("There is no option `{name}`."),
    "MissingParameter": N_("Something is missing: {name}."),
    "BadOptionUsage": N_("The option `{name}` needs a value."),
    "BadParameter": N_("{name} cannot take this value: {detail}."),
}


def told(error: typer.TyperException) -> str:
    """What is wrong with a command line, and where help is."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "motdrill"
    return _("{what} Try: {command} --help").format(what=_what(error), command=command)


def _what(error: typer.TyperException) -> str:
    message = error.format_message()
    sentence = _KINDS.get(type(error).__name__)
    if sentence is None:
        return _plain(message)
    name = str(getattr(error, "option_name", "") or "")
    parameter = getattr(error, "param", None)
    if parameter is not None:
        name = parameter.opts[0] if parameter.param_type_name == "option" else parameter.human_readable_name
    return _(sentence).format(name=shlex.quote(name) if " " in name else name, detail=error.message.rstrip("."))


def _plain(message: str) -> str:
    """What Typer says in a sentence of its own; unknown commands and surplus words are the two that people meet."""
    if found := re.search(r"No such command '(.*)'", message):
        return _("There is no command `{name}`.").format(name=found.group(1))
    if found := re.search(r"unexpected extra arguments? \((.*)\)", message):
        return _("Too many words: {name}.").format(name=found.group(1))
    return message
