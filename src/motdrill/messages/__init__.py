"""Sentences for the core's codes and values, in the language of the interface.

Only the user interface imports this package. The catalogues are read by the standard library's gettext, which is quick
to start.
"""

import gettext as _gettext
import locale
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

DOMAIN: Final = "motdrill"
FOLDER: Final = Path(__file__).parents[1] / "locale"
LANGUAGES: Final = ("en", "zh")
_FULL_WIDTH_STOPS: Final = ("。", "！", "？", "：")

_translations: _gettext.NullTranslations = _gettext.NullTranslations()
_lang = "en"
_requested = "en"


def _(message: str) -> str:
    """The message in the language in use."""
    return _translations.gettext(message)


def ngettext(one: str, many: str, number: int) -> str:
    """The message for a number in the language in use."""
    return _translations.ngettext(one, many, number)


def N_(message: str) -> str:  # gettext's conventional name
    """Marks a message for extraction; it is translated where it is used."""
    return message


def in_every_language(message: str) -> list[str]:
    """The message in each of `LANGUAGES`."""
    return [_gettext.translation(DOMAIN, FOLDER, [lang], fallback=True).gettext(message) for lang in LANGUAGES]


def set_language(lang: str) -> None:
    """Sets the language of the interface, including Typer's own messages.

    A language not in `LANGUAGES` means English for the interface, while scenarios still run in it if they have it.
    """
    global _translations, _lang, _requested
    _requested = lang
    _lang = lang if lang in LANGUAGES else "en"
    _translations = _gettext.translation(DOMAIN, FOLDER, [_lang], fallback=True)
    _gettext.bindtextdomain(DOMAIN, FOLDER)
    _gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = _lang


def language() -> str:
    """The language of the interface, one of `LANGUAGES`."""
    return _lang


def requested_language() -> str:
    """The language requested by the person, in which scenarios run if they have it."""
    return _requested


def detect_language(option: str, environment: Mapping[str, str]) -> str:
    """The requested language, which a scenario may have even if the interface does not.

    That is `--lang` (empty if absent), else the environment variable MOTDRILL_LANG, else the locale's.
    """
    return _base_language(option or environment.get("MOTDRILL_LANG") or "") or _locale_language(environment)


def _base_language(code: str) -> str:
    """A language code without region, script or encoding: zh for zh_CN.UTF-8 and zh-Hans."""
    return code.replace("_", "-").split(".")[0].split("-")[0].strip().lower()


def _locale_language(environment: Mapping[str, str]) -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(name):
            return _base_language(value) if _base_language(value) in LANGUAGES else "en"
    try:  # Windows sets none of the variables
        return "zh" if (locale.getlocale()[0] or "").lower().startswith(("zh", "chinese")) else "en"
    except ValueError:
        return "en"


def in_language(text: Mapping[str, str]) -> str:
    """The string for the language of the interface, from strings by language."""
    return text.get(_lang) or text["en"]


def join_list(items: Sequence[str]) -> str:
    """Items joined by the language's list separator."""
    # Translators: between the items of a list
    return _(", ").join(items)


def join_sentences(sentences: Iterable[str]) -> str:
    """Sentences in one line, with a space after each that does not end in a full-width stop."""
    spaced = (each if each.endswith(_FULL_WIDTH_STOPS) else f"{each} " for each in sentences)
    return "".join(spaced).rstrip(" ")


def keep_together(text: str) -> str:
    """Replaces spaces by no-break spaces, such as between a number and its unit."""
    return text.replace(" ", "\u00a0")


def times_text(times: int) -> str:
    """A count such as “3 times”, without a line break in it."""
    return keep_together(ngettext("{n} time", "{n} times", times).format(n=times))


def percent_text(probability: float) -> str:
    """A probability of 0-1 in percent with two significant digits; 100% only if it is certain."""
    percent = 100 * probability
    if percent and percent < 0.001:
        return "< 0.001%"
    if 99.5 <= percent < 100 - 1e-9:
        return "> 99.9%" if percent > 99.95 else "> 99%"
    return f"{percent:.2g}%" if percent < 10 else f"{percent:.0f}%"
