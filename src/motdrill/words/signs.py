"""What stands in a trainee's words, always quoted from them: nothing is ever said to be missing.

Signs are found by lists of expressions in `signs.json`. Gestures in brackets are no speech; a guarantee that is denied
(“I can't promise”) is none.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from motdrill.words.ngrams import is_han, runs, spoken

Sign: TypeAlias = Literal[
    "their-words", "feeling", "question", "promise", "formula", "apology", "guarantee", "calm-down", "blame", "insult",
    "refusal", "referral", "dismissal",
]  # fmt: skip

SHOWN_SIGNS: Final[tuple[Sign, ...]] = (
    "their-words", "feeling", "question", "promise", "apology", "formula", "guarantee",
)  # fmt: skip
"""The signs that are told, in the order told."""
WORST_SIGNS: Final[dict[Sign, int]] = {
    "insult": 0, "blame": 0, "dismissal": 0, "refusal": 0, "referral": 0, "guarantee": 0, "calm-down": 1, "formula": 1,
}  # fmt: skip
"""The signs of harm, the worst first, with the most points that words with them deserve."""
_NEGATED: Final = frozenset({"guarantee", "calm-down", "blame", "dismissal", "refusal", "referral"})
"""Signs that are none where they are denied."""
_MAX_TAKEN_UP: Final = 3
_MIN_HAN: Final = 2


class Quote(NamedTuple):
    """A piece of a text, and what it is a sign of."""

    sign: Sign
    text: str


def find_signs(text: str, says: str = "") -> tuple[Quote, ...]:
    """The signs in a text, with the customer's words that it takes up, in the order of the text within each sign."""
    speech = _speech(text)
    found = [Quote(sign, piece) for sign in _patterns(speech.lang) for piece in _pieces(speech, sign)]
    return (*(Quote("their-words", piece) for piece in _taken_up(text, says)), *found)


def find_harm(text: str, reply: str, says: str) -> tuple[Quote, ...]:
    """The signs of harm in a text that a reply lacks, the worst first; the customer's own words are none."""
    kept = {quote.sign for quote in find_signs(reply)}
    speech, lowered = _speech(text), says.casefold()
    return tuple(
        Quote(sign, piece)
        for sign in WORST_SIGNS
        if sign not in kept
        for piece in _pieces(speech, sign)
        if piece.casefold() not in lowered
    )


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(Path(__file__).with_name("signs.json").read_text(encoding="utf-8"))
    return data


class _Speech(NamedTuple):
    """A text, what is said in it (`spoken`), and the language whose lists apply: that of most of its pieces."""

    text: str
    said: str
    lang: str


def _speech(text: str) -> _Speech:
    pieces = runs(text)
    lang = "zh" if 2 * sum(is_han(piece[0]) for piece in pieces) >= len(pieces) > 0 else "en"
    return _Speech(text, spoken(text), lang)


@cache
def _patterns(lang: str) -> dict[Sign, re.Pattern[str]]:
    bounds = r"(?<!\w)(?:{})(?!\w)" if lang == "en" else "(?:{})"
    return {
        sign: re.compile(bounds.format("|".join(words)) if sign != "question" else "|".join(words), re.IGNORECASE)
        for sign, words in _data()[lang].items()
    }


def _pieces(speech: _Speech, sign: Sign) -> Iterator[str]:
    """The pieces of a text that are a sign."""
    text, said, lang = speech
    for match in _patterns(lang)[sign].finditer(said):
        start, end = match.span()
        if sign in _NEGATED and re.search(_data()["negation"][lang], said[:start], re.IGNORECASE):
            continue
        start += len(match[0]) - len(match[0].lstrip(" ,，"))
        if start < end:
            yield text[start:end].rstrip()


def _taken_up(text: str, says: str) -> list[str]:
    """The longest pieces of a text that the customer said as well, at most three."""
    said, heard = spoken(text), spoken(says).casefold()
    spans = [*_taken_up_words(said, heard), *_taken_up_han(said, heard)]
    longest = sorted(spans, key=lambda span: span[0] - span[1])[:_MAX_TAKEN_UP]
    return [text[start:end] for start, end in sorted(longest)]


def _taken_up_words(said: str, heard: str) -> Iterator[tuple[int, int]]:
    """Runs of words that stand in the same order in what was heard; the last of each says something."""
    known = f" {' '.join(word[0] for word in runs(heard))} "
    stop = frozenset(_data()["stop"]["en"].split())
    words = [word for word in runs(said) if not is_han(word[0])]
    i = 0
    while i < len(words):
        end = i
        while end < len(words) and f" {_joined(words[i : end + 1])} " in known:
            end += 1
        telling = [word for word in words[i:end] if word[0].casefold() not in stop and len(word[0]) > 1]
        if telling:
            yield words[i].start(), telling[-1].end()
        i = max(end, i + 1)


def _joined(words: list[re.Match[str]]) -> str:
    return " ".join(word[0].casefold() for word in words)


def _taken_up_han(said: str, heard: str) -> Iterator[tuple[int, int]]:
    """Pieces of Chinese that stand in what was heard, with at least two characters that say something."""
    stop = frozenset(_data()["stop"]["zh"])
    for run in runs(said):
        i = run.start() if is_han(run[0]) else run.end()
        while i < run.end():
            end = i
            while end < run.end() and said[i : end + 1] in heard:
                end += 1
            if sum(character not in stop for character in said[i:end]) >= _MIN_HAN:
                yield i, end
            i = max(end, i + 1)
