"""What the headings of a table mean, as people write them: the column, and the language of its texts."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from typing import Final

from motdrill.author.sheet.columns import TABLES, TEXT_FORMS, ColumnHeading, column_names
from motdrill.errors import nearest

LANGUAGE_NAMES: Final = {
    **dict.fromkeys("英文 英语 英語 english eng yingwen".split(), "en"),
    **dict.fromkeys(
        "中文 汉语 漢語 华语 普通话 国语 简体 简中 简体中文 中文简体 chinese mandarin putonghua".split(), "zh"
    ),
    **dict.fromkeys("simplified simplifiedchinese chinesesimplified mandarinchinese zhongwen hanyu".split(), "zh"),
}
"""What authors call the languages of the template, with their codes."""
_COUNTRIES: Final = {**dict.fromkeys(("uk", "us", "gb"), "en"), **dict.fromkeys(("ch", "cn"), "zh")}
_CODE: Final = re.compile(r"([A-Za-z]{2})(-[A-Za-z]{2,4})?")
_BEFORE: Final = re.compile(r"(?:[(\[【<](.+?)[)\]】>]|(.+?)) *[:/-]? *")
_AFTER: Final = re.compile(r" *[:/-]? *(?:[(\[【<](.+?)[)\]】>]?|(.+))")
_ALIKE: Final = re.compile(r"(.+?) *(\(.+\))?")


def read_heading(table: str, text: str) -> ColumnHeading | None:
    """What a heading means in a table, in whatever language and width it is typed; None if it is not known."""
    typed = _typed(text)
    if column := column_names(table).get(typed.lower()):
        return ColumnHeading(column, "")
    found = (ColumnHeading(column, lang) for column, lang, _given in _parts(table, typed) if lang)
    return next(found, None)


def unknown_language(table: str, text: str) -> str:
    """What stands in brackets beside the name of a column of texts where a language is expected; empty if nothing."""
    return next((given for _column, lang, given in _parts(table, _typed(text)) if given and not lang), "")


def nearest_heading(table: str, text: str, there: Collection[ColumnHeading]) -> str:
    """The heading, of those that are not there, that an unknown one was most likely meant for; empty if none."""
    match = _ALIKE.fullmatch(_typed(text).lower())
    name, tail = (match[1], match[2] or "") if match else ("", "")
    columns = {heading.column for heading in there}
    lang = _language(tail.strip("()"))
    lacking = [
        known
        for known, column in column_names(table).items()
        if column not in columns
        or (lang and TABLES[table][column].form in TEXT_FORMS and ColumnHeading(column, lang) not in there)
    ]
    near = nearest(name, lacking) or _nearest_chinese(name, lacking, is_text=bool(lang))
    return f"{near} {tail}" if near and lang else near


def _nearest_chinese(name: str, known: Iterable[str], *, is_text: bool) -> str:
    """The known name of which a Chinese one is a part, as two characters say much; of a text one that shares any."""
    if len(name) < 2 or name.isascii():
        return ""
    return next((each for each in known if name in each or (is_text and set(name) & set(each))), "")


def _typed(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).replace("_", " ").split())


def _parts(table: str, typed: str) -> Iterator[tuple[str, str, str]]:
    """Columns of texts that a heading may name, each with its language and with what stands in brackets for one.

    The language stands behind the name, or before it where it is no code, which might be a word: `my notes`.
    """
    for name, column in sorted(column_names(table).items(), key=lambda each: -len(each[0])):
        if TABLES[table][column].form not in TEXT_FORMS:
            continue
        if typed.lower().startswith(name) and (match := _AFTER.fullmatch(typed[len(name) :])):
            lang = _language(match[1] or match[2]) if _is_apart(typed[len(name)], name[-1]) else ""
            yield column, lang, match[1] or ""
        if typed.lower().endswith(name) and (match := _BEFORE.fullmatch(typed[: -len(name)])):
            lang = _language(match[1] or match[2])
            yield column, lang if match[1] or len(match[2]) > 2 or not match[2].isascii() else "", match[1] or ""


def _is_apart(first: str, last: str) -> bool:
    """Whether one of two neighbouring characters may begin another word: `客户说en`, but not `texten`."""
    return not (first.isalnum() and first.isascii() and last.isascii())


def _language(name: str) -> str:
    """The code of a language that is named in a heading; empty if it is none."""
    if lang := LANGUAGE_NAMES.get(re.sub(r"[\W_]", "", name.lower())):
        return lang
    match = _CODE.fullmatch(name.strip())
    return _COUNTRIES.get(match[1].lower(), match[1].lower()) + (match[2] or "") if match else ""
