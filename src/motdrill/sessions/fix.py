"""Mends scenario files as far as that is mechanical, and shows what was changed: `motdrill check --fix`."""

import codecs
import difflib
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from motdrill.errors import ReadError
from motdrill.messages import _, ngettext
from motdrill.scenario.file_text import LINE_SEPARATORS, decode, read_bytes
from motdrill.scenario.load import problems_in
from motdrill.scenario.mechanical import mended, with_plain_line_ends
from motdrill.scenario.safe_text import sanitize
from motdrill.scenario.slips import ODD
from motdrill.ui.blocks import Style
from motdrill.ui.files import atomic_file
from motdrill.ui.layout import StyledLine
from motdrill.ui.output import print_message, show_lines

_LINE_END: Final = re.compile(r"\r\n?|\n")
_UNSEEN: Final = re.compile(f"{ODD.pattern}|{LINE_SEPARATORS.pattern}")


def fix_files(paths: Iterable[Path], *, write: bool, show: bool) -> None:
    """Mends files, each whole or not at all; one that cannot be read is left to the check, which says why.

    Args:
        paths: The files.
        write: Whether to write them; else it is only shown what would change.
        show: Whether to print the changes.

    Raises:
        UsageError: A file cannot be written.
    """
    for path in paths:
        with suppress(ReadError):
            _fix(path, write=write, show=show)


def _fix(path: Path, *, write: bool, show: bool) -> None:
    content = read_bytes(path)
    before = decode(content)
    after = mended(with_plain_line_ends(before))
    if after == before:
        if show and problems_in(before):
            told = _("{file}: no line is mended. Mend one of the errors below by hand, then say --fix again.")
            print_message(told.format(file=path))
        return
    changes = list(difflib.unified_diff(_LINE_END.split(before), _LINE_END.split(after), n=0, lineterm=""))[2:]
    if show:
        show_lines(_shown(path, changes))
    if write:
        with atomic_file(path, with_bom=content.startswith(codecs.BOM_UTF8)) as stream:
            stream.write(after)
    print_message(_summary(path, changes, written=write), error=not show)


def _summary(path: Path, changes: Iterable[str], *, written: bool) -> str:
    count = sum(line.startswith("-") for line in changes)
    if written:
        sentence = ngettext("{file}: {n} line is mended.", "{file}: {n} lines are mended.", count)
    else:
        sentence = ngettext(
            "{file}: {n} line would be mended; nothing is written.",
            "{file}: {n} lines would be mended; nothing is written.",
            count,
        )
    return sentence.format(file=path, n=count)


def _shown(path: Path, changes: Iterable[str]) -> Iterator[StyledLine]:
    """The difference of two texts by lines; spaces that are none and signs without a width are named."""
    for line in (f"--- {path.as_posix()}", f"+++ {path.as_posix()}", *changes):
        seen = sanitize(_UNSEEN.sub(lambda found: "".join(f"<U+{ord(char):04X}>" for char in found.group()), line))
        style: Style = "bad" if line.startswith("-") else "good" if line.startswith("+") else "quiet"
        yield ((seen.replace("\t", "<Tab>"), style),)
    yield ()
