"""The one place where failures become messages and exit codes.

0 done; 1 the content or the trainee failed; 2 wrong usage or a file that cannot be read; 3 a defect in motdrill; 130
stopped by the person.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from typing import Final

import typer

from motdrill import wording
from motdrill.cli import completing
from motdrill.errors import MotdrillError, UsageError
from motdrill.scenario.characters import neutral
from motdrill.wording import _

LANGUAGE_CODE: Final = re.compile(r"[A-Za-z]{2,3}([-_.][A-Za-z0-9-]+)*")
DEFECT: Final = 3
STOPPED: Final = 130


def run(arguments: Sequence[str]) -> int:
    """Runs one command line.

    Args:
        arguments: The words after the program's name.

    Returns:
        The exit code.
    """
    _speak_utf8()
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # looking for them costs a tenth of a start
    wording.use(wording.choose("", os.environ))
    try:
        code = completing.answer() if completing.is_asked() else _command(arguments)
    except BrokenPipeError:
        return _reader_gone()
    except (KeyboardInterrupt, typer.Abort):
        code = STOPPED
    except (MotdrillError, typer.TyperException) as error:
        return _mistake(error)
    except OSError as error:
        return _told(
            _(
                "A file or the output cannot be used: {reason}. Check that the disk has room and may be written to."
            ).format(reason=error.strerror or error),
            2,
        )
    except Exception as error:
        return _defect(error)
    return _told(_("Stopped."), STOPPED) if code == STOPPED else code


def _command(arguments: Sequence[str]) -> int:
    """Runs a command; Typer ends with 130 by itself at Ctrl-C, and exits with 1 at a closed pipe."""
    rest = _take_language(arguments)
    from motdrill.cli.app import app  # now, because help texts are translated as the commands are made

    try:
        code = app(args=rest, prog_name="motdrill", standalone_mode=False)
        sys.stdout.flush()
    except SystemExit as ended:
        if ended.code == 1:
            raise BrokenPipeError from ended
        code = ended.code
    return code if isinstance(code, int) else 0


def _mistake(error: MotdrillError | typer.TyperException) -> int:
    from motdrill.cli import usage
    from motdrill.wording import errors

    if isinstance(error, MotdrillError):
        return _told(errors.told(error), error.exit_code)
    return _told(usage.told(error), 2)


def _take_language(arguments: Sequence[str]) -> list[str]:
    """Sets the language that `--lang` asks for, the last of several, and gives back the other words.

    It is read before the command line is parsed: help and errors have a language too. And a command without text
    options spares Typer the loading of Pydantic, which is half of a start.

    Raises:
        UsageError: What was given is no language code.
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
        wording.use(wording.choose(value, os.environ))
    return [*rest, *arguments[end:]]


def _speak_utf8() -> None:
    """A character the terminal's encoding lacks must not end a drill; Windows consoles can show UTF-8 when told.

    A stream that the caller has closed is an empty one.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w" if number else "r", encoding="utf-8"))  # noqa: PTH123
    for stream in (sys.stdout, sys.stderr, sys.stdin):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8" if sys.platform == "win32" else None, errors="replace")
    if isinstance(sys.stdin, TextIOWrapper) and not sys.stdin.isatty():
        sys.stdin.reconfigure(
            encoding="utf-8-sig", errors="replace"
        )  # answers from a file may begin with a byte order mark


def _told(message: str, code: int) -> int:
    print(neutral(message), file=sys.stderr)
    return code


def _reader_gone() -> int:
    """Whoever read our output has closed it, as `head` does: nothing to say, and nobody to say it to."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return 0


def _defect(error: Exception) -> int:
    import traceback  # takes longer to import than all of a healthy start

    if os.environ.get("MOTDRILL_DEBUG"):
        traceback.print_exception(error)
    frame = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{type(error).__name__}: {error} ({os.path.basename(frame.filename)}:{frame.lineno})"  # noqa: PTH119
    message = _(
        "motdrill itself has failed: {where}. Set MOTDRILL_DEBUG=1 to see more, and please report it "
        "with what `motdrill --version` prints."
    )
    return _told(message.format(where=where), DEFECT)
