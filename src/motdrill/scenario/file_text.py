"""Reads a scenario file's bytes and text: never more than the limit, and nothing that would block."""

import codecs
import errno
import re
import stat
import sys
from itertools import islice
from pathlib import Path
from typing import Final

from motdrill.errors import ReadError
from motdrill.scenario.problem import Location, Problem, in_file
from motdrill.scenario.safe_text import CONTROL

MAX_BYTES: Final = 1 << 20
_MAX_CONTROL_CHARACTERS: Final = 10

LINE_SEPARATORS: Final = re.compile("[\u2028\u2029]")
"""Signs that end a line for YAML and for few editors, so that every line behind one would be told by a wrong number."""
_OS_CODES: Final = {
    errno.ENOENT: "not-found",
    errno.ENOTDIR: "not-found",
    errno.EISDIR: "is-directory",
    errno.EACCES: "no-permission",
    errno.EPERM: "no-permission",
}


def read_text(path: Path) -> str:
    """The text of a file.

    Raises:
        ReadError: It cannot be read, is over `MAX_BYTES`, is not UTF-8, or contains control characters or
            `LINE_SEPARATORS`.
    """
    text = _from_utf8(read_bytes(path))
    if not text.replace("\n", " ").isprintable():  # no text with one of them is, and this is told four times as fast
        _refuse(CONTROL, text)
        _refuse(LINE_SEPARATORS, text)
    return text


def read_bytes(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        ReadError: It cannot be read, is no regular file, or is over `MAX_BYTES`.
    """
    try:
        status = path.stat()
        if not (stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)):  # reading a pipe would block
            raise ReadError([Problem("unreadable-file", None, {"reason": "not a regular file"})])
        size = min(status.st_size, MAX_BYTES)
        with path.open("rb") as stream:
            raw = stream.read(size + 1)  # making room for `MAX_BYTES` would take longer than reading
            if len(raw) > size:  # it has grown since
                raw += stream.read(MAX_BYTES)
    except OSError as error:
        code = _OS_CODES.get(error.errno or 0, "unreadable-file")
        if sys.platform == "win32" and path.is_dir():  # opening a folder is a permission error on Windows
            code = "is-directory"
        raise ReadError([Problem(code, None, {"reason": error.strerror or ""})]) from error
    if len(raw) > MAX_BYTES:
        raise ReadError([Problem("too-large", None, {"limit": MAX_BYTES})])
    return raw


def decode(raw: bytes) -> str:
    """The text of a file's bytes.

    Raises:
        ReadError: It is not UTF-8, or contains control characters.
    """
    text = _from_utf8(raw)
    _refuse(CONTROL, text)
    return text


def _from_utf8(raw: bytes) -> str:
    raw = raw.removeprefix(codecs.BOM_UTF8)
    if raw.count(0) > len(raw) // 4:  # UTF-16 without a mark, as some editors write it, would be UTF-8 with zeros
        raise ReadError([Problem("not-utf8", Location(1, 1))])
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8")
        location = Location(before.count("\n") + 1, len(before) - before.rfind("\n"))
        problems = [Problem("not-utf8", location, {"gbk": _is_gbk(raw)})]
        raise ReadError(in_file(problems, "", raw.decode("utf-8", "replace"))) from error


def _is_gbk(raw: bytes) -> bool:
    try:
        raw.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return True


def _refuse(characters: re.Pattern[str], text: str) -> None:
    """Raises ReadError with the first places of characters that a text must not have, if it has any."""
    problems = []
    for match in islice(characters.finditer(text), _MAX_CONTROL_CHARACTERS):
        start = match.start()
        location = Location(text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start))
        problems.append(Problem("control-character", location, {"name": f"U+{ord(match.group()):04X}"}))
    if problems:
        raise ReadError(in_file(problems, "", text))
