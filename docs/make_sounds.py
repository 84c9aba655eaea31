"""Makes the table by which `motdrill check` hears whether replies give themselves away: `make sounds`."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from motdrill import library
from motdrill.author.scenario_facts import ScenarioFacts
from motdrill.author.sound_table import MIN_REPLIES, SIDES, SIZES, TABLE, fingerprint, grams, side_of
from motdrill.author.tells import speaks
from motdrill.scenario.load import load
from motdrill.scenario.texts import text_in


def document() -> str:
    """The table as it should be."""
    paths = sorted(each.path for each in library.entries_by_course() if not each.is_own)
    cases = [ScenarioFacts(load(path).scenario) for path in paths]
    table = {lang: learn(list(replies(cases, lang)), SIZES[lang]) for lang in SIZES}
    return json.dumps(table, ensure_ascii=False, indent=0) + "\n"


def replies(cases: Iterable[ScenarioFacts], lang: str) -> Iterator[tuple[str, str]]:
    """The replies that teach something in a language: side and text."""
    for facts in cases:
        for step_id, step in facts.reply_steps.items() if speaks(facts.scenario, lang) else ():
            earned = facts.reply_points(step_id, facts.good_anger(step_id))
            for reply, points in zip(step.replies.values(), earned, strict=True):
                if side := side_of(points):
                    yield side, text_in(reply.text, lang)


def learn(taught: list[tuple[str, str]], size: int) -> dict[str, Any]:
    """What the table holds of a language."""
    counts = {
        side: Counter(gram for each, text in taught if each == side for gram in set(grams(text, size)))
        for side in SIDES
    }
    rows = defaultdict(list)
    for gram in sorted(set().union(*counts.values())):
        numbers = [counts[side][gram] for side in SIDES]
        if sum(numbers) >= MIN_REPLIES:
            rows[tuple(numbers)].append("".join(gram))
    prints = {side: " ".join(fingerprint(text) for each, text in taught if each == side) for side in SIDES}
    return {**prints, "grams": {f"{right} {wrong}": "".join(rows[right, wrong]) for right, wrong in sorted(rows)}}


if __name__ == "__main__":
    TABLE.write_text(document(), encoding="utf-8")
    print(TABLE.name)
