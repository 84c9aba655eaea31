"""Messages for wrong usage of the command line, in the language of the interface.

Typer's own messages are English. Its errors are told apart by their types; where Typer raises one general type, the
commands of `motdrill.cli.help` raise the types defined here.
"""

from typing import Any

import typer

from motdrill.errors import nearest
from motdrill.messages import N_, _, join_sentences

_MESSAGES = {
    "NoSuchOption": N_("There is no option `{name}`."),
    "MissingParameter": N_("Something is missing: {name}."),
    "BadOptionUsage": N_("The option `{name}` needs a value: `{name} {metavar}`."),
    "BadParameter": N_("`{name}` cannot take this value."),
}


class CommandLineError(typer.TyperException):
    """A mistake that Typer itself tells only in English words.

    Attributes:
        name: The word it is about.
        ctx: Typer's context of the command.
    """

    def __init__(self, name: str, ctx: Any) -> None:
        super().__init__(name)
        self.name, self.ctx = name, ctx


class MissingCommand(CommandLineError):
    """A group of commands was named without one of its commands."""


class NoSuchCommand(CommandLineError):
    """There is no command of this name."""


class SurplusWords(CommandLineError):
    """There are more words than the command takes."""


def usage_message(error: typer.TyperException) -> str:
    """What is wrong with a command line, and which help page to read."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "motdrill"
    return _("{what} Try: {command} --help").format(what=_what(error, command), command=command)


def _what(error: typer.TyperException, command: str) -> str:
    if isinstance(error, SurplusWords):
        if command.endswith(" send"):  # it may be the store's key, typed without --key
            return _("Too many words.")
        words = _("Too many words: {name}.").format(name=error.name)
        if any(parameter.metavar == "SCENARIO" for parameter in error.ctx.command.params):
            return join_sentences([words, _("A title of several words stands in quotes.")])
        return words
    if isinstance(error, MissingCommand):
        return _(_MESSAGES["MissingParameter"]).format(name="COMMAND")
    if isinstance(error, NoSuchCommand):
        if near := nearest(error.name, error.ctx.command.list_commands(error.ctx)):
            return _("There is no command `{name}`. Did you mean `{near}`?").format(name=error.name, near=near)
        return _("There is no command `{name}`.").format(name=error.name)
    return _option_message(error)


def _option_message(error: typer.TyperException) -> str:
    kind, option = type(error).__name__, getattr(error, "option_name", "")
    if kind not in _MESSAGES:
        return error.format_message()
    if kind == "BadOptionUsage":
        return _bad_option_usage(error, option)
    if near := nearest(option, getattr(error, "possibilities", None) or ()):
        return _("There is no option `{name}`. Did you mean `{near}`?").format(name=option, near=near)
    parameter: Any = getattr(error, "param", None)
    if parameter is None:
        return _(_MESSAGES[kind]).format(name=option)
    name = parameter.opts[0] if parameter.param_type_name == "option" else parameter.display_name_raw
    if kind == "BadParameter" and _is_integer(parameter):
        return _("`{name}` needs a whole number.").format(name=name)
    return _(_MESSAGES[kind]).format(name=name)


def _bad_option_usage(error: typer.TyperException, option: str) -> str:
    """An option has a value that it does not take, or lacks the one it needs."""
    context = getattr(error, "ctx", None)
    parameters = context.command.params if context else ()
    parameter = next((each for each in parameters if option in each.opts), None)
    if getattr(parameter, "is_flag", False):
        return _("The option `{name}` takes no value.").format(name=option)
    metavar = getattr(parameter, "metavar", None) or "…"
    return _(_MESSAGES["BadOptionUsage"]).format(name=option, metavar=metavar)


def _is_integer(parameter: Any) -> bool:
    return "int" in str(getattr(getattr(parameter, "type_descriptor", None), "annotation", ""))
