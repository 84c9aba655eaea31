"""Codes and values to sentences, in the language of the interface.

Nothing outside the faces and the command line imports this package: the core speaks in codes. The catalogues are
gettext's; the standard library reads them, so that translating costs nothing at start-up.
"""

from __future__ import annotations

import gettext as _gettext
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

DOMAIN: Final = "motdrill"
FOLDER: Final = Path(__file__).parents[1] / "locale"
LANGUAGES: Final = ("en", "zh")

_translations: _gettext.NullTranslations = _gettext.NullTranslations()
_lang = "en"
_asked = "en"


def _(message: str) -> str:
    """The message in the language in use."""
    return _translations.gettext(message)


def ngettext(one: str, many: str, number: int) -> str:
    """The message for a number in the language in use."""
    return _translations.ngettext(one, many, number)


def N_(message: str) -> str:  # gettext's customary name for a message translated later
    """Marks a message for the catalogue; it is translated where it is used."""
    return message


def use(lang: str) -> None:
    """Sets the language of the interface, Typer's own words included.

    Args:
        lang: A language code; one that is not in `LANGUAGES` means English for the interface, while scenarios still
            run in it where they are written in it.
    """
    global _translations, _lang, _asked
    _asked = lang
    _lang = lang if lang in LANGUAGES else "en"
    _translations = _gettext.translation(DOMAIN, FOLDER, [_lang], fallback=True)
    _gettext.bindtextdomain(DOMAIN, FOLDER)
    _gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = _lang


def language() -> str:
    """The language of the interface in use."""
    return _lang


def asked() -> str:
    """The language asked for, which scenarios run in where they can."""
    return _asked


def choose(option: str, environment: Mapping[str, str]) -> str:
    """The language asked for: `--lang`, then MOTDRILL_LANG, then the locale.

    Args:
        option: What was given with `--lang`; empty where it was not.
        environment: The environment variables.

    Returns:
        A language code such as en or zh, or another one a scenario may be written in.
    """
    return normalised(option or environment.get("MOTDRILL_LANG") or "") or _from_locale(environment)


def normalised(code: str) -> str:
    """A language code without region, script or encoding: zh_CN.UTF-8 and zh-Hans are zh."""
    return code.replace("_", "-").split(".")[0].split("-")[0].strip().lower()


def _from_locale(environment: Mapping[str, str]) -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(name):
            return normalised(value) if normalised(value) in LANGUAGES else "en"
    import locale  # only where it is needed: each import is felt at every start

    try:  # Windows sets none of them
        return "zh" if (locale.getlocale()[0] or "").lower().startswith(("zh", "chinese")) else "en"
    except ValueError:
        return "en"


def pick(words: Mapping[str, str]) -> str:
    """One of the handbook's strings, in the language of the interface."""
    return words.get(_lang) or words["en"]


def listing(items: Sequence[str]) -> str:
    """Items in a row, separated as the language does it."""
    # Translators: between the items of a list
    return _(", ").join(items)


def together(text: str) -> str:
    """A number and its word, never broken apart."""
    return text.replace(" ", "\u00a0")


def times_told(times: int) -> str:
    """How often."""
    return together(ngettext("{n} time", "{n} times", times).format(n=times))


def share(chance: float) -> str:
    """A probability in percent with two significant digits; what is all but certain is not called certain."""
    percent = 100 * chance
    if percent and percent < 0.001:
        return "< 0.001 %"
    if 99.5 <= percent < 100 - 1e-9:
        return "> 99.9 %" if percent > 99.95 else "> 99 %"
    return f"{percent:.2g} %" if percent < 10 else f"{percent:.0f} %"
