"""Sentences for wrong usage of the command line: Typer says them in English only."""

from __future__ import annotations

import re

import typer

from motdrill.wording import N_, _

_KINDS = {
    "NoSuchOption": N_("There is no option `{name}`."),
    "NearOption": N_("There is no option `{name}`. Did you mean `{near}`?"),
    "NearCommand": N_("There is no command `{name}`. Did you mean `{near}`?"),
    "MissingParameter": N_("Something is missing: {name}."),
    "BadOptionUsage": N_("The option `{name}` needs a value."),
    "BadParameter": N_("`{name}` cannot take this value."),
}


def told(error: typer.TyperException) -> str:
    """What is wrong with a command line, and where help is."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "motdrill"
    what = _("Too many words.") if _may_be_key(error, command) else _what(error)
    return _("{what} Try: {command} --help").format(what=what, command=command)


def _may_be_key(error: typer.TyperException, command: str) -> bool:
    """A surplus word of `send` may be the key, said without `--key`: it is not printed."""
    return command.endswith(" send") and "unexpected extra argument" in error.format_message()


def _what(error: typer.TyperException) -> str:
    kind = type(error).__name__
    if kind not in _KINDS:
        return _plain(error.format_message())
    parameter = getattr(error, "param", None)
    if kind == "BadOptionUsage" and "does not take a value" in error.format_message():
        return _("The option `{name}` takes no value.").format(name=getattr(error, "option_name", ""))
    if near := getattr(error, "possibilities", None):
        return _(_KINDS["NearOption"]).format(name=getattr(error, "option_name", ""), near=near[0])
    if parameter is None:
        return _(_KINDS[kind]).format(name=getattr(error, "option_name", ""))
    name = parameter.opts[0] if parameter.param_type_name == "option" else parameter.display_name_raw
    if kind == "BadParameter" and _wants_number(parameter):
        return _("`{name}` needs a whole number.").format(name=name)
    return _(_KINDS[kind]).format(name=name)


def _wants_number(parameter: object) -> bool:
    return "int" in str(getattr(getattr(parameter, "type_descriptor", None), "annotation", ""))


def _plain(message: str) -> str:
    """What Typer says in a sentence of its own; unknown commands and surplus words are the two that people meet."""
    if message == "Missing command.":
        missing = _KINDS["MissingParameter"]
        return _(missing).format(name="COMMAND")
    if found := re.search(r"No such command (['\"])(.*?)\1(?:\. Did you mean '([^']*)')?", message):
        _quote, name, near = found.groups()
        return _(_KINDS["NearCommand"] if near else N_("There is no command `{name}`.")).format(name=name, near=near)
    if found := re.search(r"unexpected extra argument(?:s|\(s\))? \((.*)\)", message):
        return _("Too many words: {name}.").format(name=found.group(1))
    return message
