"""Missing languages, texts that say the same, and slips in quotes and tags."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, combinations, pairwise

from motdrill.author.checks.draft import is_placeholder
from motdrill.author.scenario_facts import ScenarioFacts, words_by_language
from motdrill.scenario.base_types import Text
from motdrill.scenario.cross_checks import Fault
from motdrill.scenario.model import AngerStep, Step
from motdrill.scenario.problem import DataPath
from motdrill.scenario.texts import also_in, languages_of, text_at

MIN_SIMILARITY = 0.85
"""Jaccard index of letter pairs from which two replies are near-identical."""
_NO_LETTERS = re.compile(r"[\W_]+")
_LOST = re.compile("[\ufffc\ufffd\ue000-\uf8ff]")
"""What stands for a character that was lost, and characters that each typeface shows as it likes, or not at all."""
_ODD_SIGN = re.compile(
    r"&(?:#\d+|#x[\da-f]+|amp|quot|apos|lt|gt|nbsp|ldquo|rdquo|hellip|[mn]dash);|<!--"
    r"|</?(?:br|hr|b|i|u|s|em|strong|p|div|span|font|a|li|[uo]l|h\d)(?:\s[^<>]*)?/?>"
    rf"|(?<![a-z*])\*\*(?=[^\s*])[^*\n]+(?<=\S)\*\*(?![a-z*])|{_LOST.pattern}",
    re.IGNORECASE,
)
_FIRST_SIGNS = "&<*\ufffc\ufffd\uf06c\uf0a7\uf0b7\uf0d8\uf0fc"
"""What one of them begins with, told in a moment; of private characters the bullets that word processors write."""
QUOTE_PAIRS = (("“", "”"), ("「", "」"), ("『", "』"))
QUOTING_LANGUAGES = frozenset({"", "en", "zh"})
"""Languages that quote so; German, for one, closes with “."""


def language_missing(facts: ScenarioFacts) -> Iterator[Fault]:
    """A text that lacks a language the title has; a variant of another that hardly any text has is a wrong code."""
    lacking = [(path, written) for path, text in facts.texts if (written := _other_languages(text, facts.languages))]
    variants = {lang for lang in facts.languages if _is_stray_variant(lang, facts.languages, lacking, len(facts.texts))}
    for lang in sorted(variants):
        path = next(path for path, text in facts.texts if not isinstance(text, str) and lang in text)
        yield Fault("unknown-language", (*path, lang), {"name": lang, "near": lang[:2]}, at_key=True)
    for path, written in lacking:
        if missing := [lang for lang in facts.languages if lang and lang not in written and lang not in variants]:
            yield Fault("language-missing", path, {"missing": missing}, at_key=True)


def _other_languages(text: Text, languages: tuple[str, ...]) -> tuple[str, ...]:
    """The languages of a text where they are not those of the title; empty for nearly all texts."""
    return () if isinstance(text, str) or tuple(text) == languages else languages_of(text) or ()


def _is_stray_variant(
    lang: str, languages: Sequence[str], lacking: Sequence[tuple[DataPath, tuple[str, ...]]], count: int
) -> bool:
    """Whether a language is a variant of another of the title, as zh-TW of zh or en, and most texts lack it."""
    return "-" in lang and len(languages) > 1 and 2 * sum(lang not in written for _path, written in lacking) > count


def near_identical(facts: ScenarioFacts) -> Iterator[Fault]:
    """Two replies of a step that are almost the same in some language."""
    for step_id, step in facts.reply_steps.items():
        by_lang = [facts.replies_in(lang).texts[step_id] for lang in facts.languages]
        names = list(step.replies)
        for i, k in dict.fromkeys(chain.from_iterable(map(_similar_texts, by_lang))):
            first, second = names[i], names[k]
            if any(is_placeholder(words) for _lang, words in words_by_language(step.replies[second].text)):
                continue
            path = ("steps", step_id, "replies", second)
            yield Fault("near-identical", path, {"name": second, "other": first}, at_key=True)


def _similar_texts(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The positions of two texts whose letter pairs have a Jaccard index of at least `MIN_SIMILARITY`.

    The end of a text counts as a letter, so that a text of one letter has a letter pair too. Where the sizes of two
    sets differ by more than that share, there is no need to compare them.
    """
    letter_pairs = [set(pairwise(text + "\n")) for text in texts]
    for (i, pairs), (k, others) in combinations(enumerate(letter_pairs), 2):
        if MIN_SIMILARITY * len(pairs) <= len(others) <= len(pairs) / MIN_SIMILARITY:
            shared = len(pairs & others)
            if shared >= MIN_SIMILARITY * (len(pairs) + len(others) - shared):
                yield i, k


def also_elsewhere(facts: ScenarioFacts) -> Iterator[Fault]:
    """Another way to say a reply that is the text, or another way, of another reply of the step."""
    for step_id, step in facts.reply_steps.items():
        for lang in facts.languages if any(reply.also for reply in step.replies.values()) else ():
            owners: dict[str, str] = {}
            for name, text in zip(step.replies, facts.replies_in(lang).texts[step_id], strict=True):
                owners.setdefault(_folded(text), name)
            for name, reply in step.replies.items():
                for text in also_in(reply, lang):
                    if (other := owners.setdefault(_folded(text), name)) != name:
                        path = ("steps", step_id, "replies", name, "also")
                        yield Fault("also-elsewhere", path, {"name": name, "other": other}, at_key=True)


def _folded(text: str) -> str:
    """A text without case, spaces and punctuation."""
    return _NO_LETTERS.sub("", text).casefold()


def angers_alike(facts: ScenarioFacts) -> Iterator[Fault]:
    """A step that asks for the anger with the same words and cues at several angers.

    Every anger that can be met there counts, after mistakes as well: the right number of stars is another at each.
    Where a step shows nothing of its own, the reaction before it is what is read, and that depends on the reply.
    """
    for step_id, angers in facts.reachable_angers.items():
        step = facts.scenario.steps[step_id]
        if isinstance(step, AngerStep) and len(angers) > 1:
            for alike in dict.fromkeys(each for lang in facts.languages for each in _alike(step, angers, lang)):
                yield Fault("angers-alike", ("steps", step_id), {"name": step_id, "angers": list(alike)}, at_key=True)


def _alike(step: Step, angers: list[int], lang: str) -> Iterator[tuple[int, ...]]:
    """The angers, several together, at which a step shows the same in a language."""
    shown = (step.says, *(cue for _name, cue in step.cues.by_name)) if step.cues else (step.says,)
    by_texts: dict[tuple[str, ...], list[int]] = {}
    for anger in angers:
        by_texts.setdefault(tuple(text_at(text, anger, lang) for text in shown), []).append(anger)
    yield from (tuple(alike) for texts, alike in by_texts.items() if len(alike) > 1 and any(texts))


def quote_pair(facts: ScenarioFacts) -> Iterator[Fault]:
    """A quotation mark of which a text lacks the other one, or which stands the wrong way round."""
    joined = facts.joined_words
    for opening, closing in QUOTE_PAIRS:
        if (opening in joined or closing in joined) and not _is_paired(joined, opening, closing):
            for path, lang, words in facts.words_with_paths():
                if lang[:2] in QUOTING_LANGUAGES and not _is_paired(words, opening, closing):
                    yield Fault("quote-pair", path, {"opening": opening, "closing": closing})


def _is_paired(text: str, opening: str, closing: str) -> bool:
    """Whether each opening mark is followed by its closing one before the next, so that none is left over."""
    before, *quoted = text.split(opening)
    return closing not in before and len(quoted) == text.count(closing) and all(closing in piece for piece in quoted)


def joined_tags(facts: ScenarioFacts) -> Iterator[Fault]:
    """A tag that is several, with commas that YAML does not read as such."""
    for i, tag in enumerate(facts.scenario.tags):
        parts = [part.strip() for part in re.split("[,，、;；]", tag) if part.strip()]
        if len(parts) > 1:
            yield Fault("joined-tags", ("tags", i), {"name": tag, "parts": ", ".join(parts)})


def odd_sign(facts: ScenarioFacts) -> Iterator[Fault]:
    """A mark of HTML or Markdown in a text, or what is left of a character."""
    joined = facts.joined_words
    has_sign = any(map(joined.__contains__, _FIRST_SIGNS))
    for path, _lang, words in facts.words_with_paths() if has_sign and _ODD_SIGN.search(joined) else ():
        if found := _ODD_SIGN.search(words):
            sign, is_lost = found.group(), bool(_LOST.match(found.group()))
            yield Fault("odd-sign", path, {"sign": f"U+{ord(sign):04X}" if is_lost else sign, "is_lost": is_lost})
