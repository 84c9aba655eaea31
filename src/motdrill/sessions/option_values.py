"""Values of options that several commands share, checked: names, seeds, angers, days."""

import os
import secrets
import shlex
import unicodedata
from datetime import date, datetime
from typing import Final

from motdrill.errors import UsageError
from motdrill.method.catalogue import MAX_ANGER

MAX_NAME: Final = 40
"""The longest name, in characters."""
MAX_SEED: Final = 2**32 - 1
_INVISIBLE: Final = ("Cc", "Cf", "Cs", "Co", "Cn")


def normalise_name(name: str) -> str:
    """A name as it is stored and searched: Unicode NFC, single spaces, none at the ends."""
    return unicodedata.normalize("NFC", " ".join(name.split()))


def trainee_name(name: str | None, option: str = "--as") -> str:
    """The normalised name of an option, else of MOTDRILL_NAME, else empty.

    Args:
        name: The option's value; None where the option was not given.
        option: The option, for the error message.

    Raises:
        UsageError: The name is empty, longer than `MAX_NAME`, or has invisible characters.
    """
    if name is None and not (name := os.environ.get("MOTDRILL_NAME")):
        return ""
    normalised = normalise_name(name)
    invisible = any(unicodedata.category(char) in _INVISIBLE for char in normalised)
    if not normalised or len(normalised) > MAX_NAME or invisible:
        raise UsageError("bad-name", most=MAX_NAME, option=option)
    return normalised


def options_text(trainee: str, journal: str, *, plain: bool) -> str:
    """The options as they have to be typed after a command for a person and a journal, each of which may be empty."""
    options = [*(["--as", trainee] if trainee else []), *(["--journal", journal] if journal else [])]
    options += ["--plain"] if plain else []
    return "".join(f" {shlex.quote(word)}" for word in options)


def checked_seed(seed: int | None) -> int:
    """The seed given, or a random one.

    Raises:
        UsageError: It is not within 0 to `MAX_SEED`.
    """
    if seed is None:
        return secrets.randbelow(MAX_SEED)
    if not 0 <= seed <= MAX_SEED:
        raise UsageError("bad-seed", most=MAX_SEED)
    return seed


def checked_anger(anger: int | None) -> int | None:
    """The anger given.

    Raises:
        UsageError: It is not within 0-6.
    """
    if anger is not None and not 0 <= anger <= MAX_ANGER:
        raise UsageError("anger-range", most=MAX_ANGER)
    return anger


def start_of_day(text: str) -> datetime | None:
    """The start of an ISO day in this machine's time zone; None for an empty text.

    Raises:
        UsageError: It is not a day.
    """
    if not text:
        return None
    try:
        day = date.fromisoformat(text.strip())
        return datetime(day.year, day.month, day.day).astimezone()
    except (ValueError, OverflowError) as error:
        raise UsageError("bad-day", name=text) from error
