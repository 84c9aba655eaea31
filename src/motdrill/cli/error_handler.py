"""The one place where failures become messages and exit codes.

0 done; 1 the content or the trainee failed; 2 wrong usage or a file that cannot be read; 3 a defect in motdrill; 130
stopped by the person; `signals` has what comes of other signals.
"""

import errno
import os
import re
import sys
import traceback
from collections.abc import Sequence
from io import TextIOWrapper
from typing import Final

import typer

from motdrill import messages
from motdrill.cli.completion import complete, is_completing
from motdrill.cli.usage_errors import usage_message
from motdrill.errors import MotdrillError, UsageError
from motdrill.messages import _, errors
from motdrill.messages.reasons import reason_text
from motdrill.scenario.safe_text import sanitize

LANGUAGE_CODE: Final = re.compile(r"[A-Za-z]{2,3}([-_.][A-Za-z0-9-]+)*")
DEFECT: Final = 3
STOPPED: Final = 130


def run_to_exit_code(arguments: Sequence[str]) -> int:
    """Runs one command line.

    Args:
        arguments: The words after the program's name.

    Returns:
        The exit code.
    """
    _prepare_streams()
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # searching for them takes a tenth of a start
    messages.set_language(messages.detect_language("", os.environ))
    try:
        code = _run(arguments)
    except BrokenPipeError:
        return _reader_gone()
    except (KeyboardInterrupt, typer.Abort):
        code = STOPPED
    except (MotdrillError, typer.TyperException) as error:
        return _report_mistake(error)
    except OSError as error:
        return _print_error(
            _(
                "A file or the output cannot be used: {reason}. Check that the disk has room and may be written to."
            ).format(reason=reason_text(error.strerror or error)),
            2,
        )
    except Exception as error:
        return _report_defect(error)
    return _print_error(_("Stopped."), STOPPED) if code == STOPPED else code


def _run(arguments: Sequence[str]) -> int:
    """Runs a command, or completes one; Typer returns 130 for Ctrl-C, and turns a closed pipe into an exit with 1."""
    rest = _take_language(arguments)
    from motdrill.cli.main import app  # only now, because help texts are translated as the commands are built

    if is_completing():
        return complete(app)
    try:
        code = app(args=rest, prog_name="motdrill", standalone_mode=False)
        sys.stdout.flush()
    except SystemExit as ended:
        if getattr(ended.__context__, "errno", None) == errno.EPIPE:
            raise BrokenPipeError from ended
        code = ended.code
    return code if isinstance(code, int) else 0


def _report_mistake(error: MotdrillError | typer.TyperException) -> int:
    if isinstance(error, MotdrillError):
        return _print_error(errors.error_message(error), error.exit_code)
    return _print_error(usage_message(error), 2)


def _take_language(arguments: Sequence[str]) -> list[str]:
    """Sets the language of the last `--lang` and returns the other words.

    It is read before the command line is parsed, because help and errors have a language too. It also keeps commands
    free of text options, for the first of which Typer loads Pydantic, half of a start.

    Raises:
        UsageError: The value is not a language code.
    """
    end = arguments.index("--") if "--" in arguments else len(arguments)
    words, rest = iter(arguments[:end]), []
    for word in words:
        name, equals, value = word.partition("=")
        if name != "--lang":
            rest.append(word)
            continue
        value = value if equals else next(words, "")
        if not LANGUAGE_CODE.fullmatch(value):
            raise UsageError("no-such-language", name=value)
        messages.set_language(messages.detect_language(value, os.environ))
    return [*rest, *arguments[end:]]


def _prepare_streams() -> None:
    """Makes the standard streams safe to use.

    A character that the terminal's encoding lacks is replaced instead of raising; Windows consoles are switched to
    UTF-8; a stream that the caller has closed becomes an empty one.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w" if number else "r", encoding="utf-8"))  # noqa: PTH123
    for stream in (sys.stdout, sys.stderr, sys.stdin):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8" if sys.platform == "win32" else None, errors="replace")
    if isinstance(sys.stdin, TextIOWrapper) and not sys.stdin.isatty():
        sys.stdin.reconfigure(encoding="utf-8-sig", errors="replace")  # a file may begin with a byte order mark


def _print_error(message: str, code: int) -> int:
    print(sanitize(message), file=sys.stderr)
    return code


def _reader_gone() -> int:
    """Ends in silence because the reader of our output has closed it, as `head` does."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return 0


def _report_defect(error: Exception) -> int:
    if os.environ.get("MOTDRILL_DEBUG"):
        traceback.print_exception(error)
    frame = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{type(error).__name__}: {error} ({os.path.basename(frame.filename)}:{frame.lineno})"  # noqa: PTH119
    message = _(
        "motdrill itself has failed: {where}. Set MOTDRILL_DEBUG=1 to see more, and please report it "
        "with what `motdrill --version` prints."
    )
    return _print_error(message.format(where=where), DEFECT)
