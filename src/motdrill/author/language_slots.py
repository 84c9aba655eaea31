"""Room for a language that a scenario's texts lack, in the file's own lines: comments and layout stay."""

import re
from collections.abc import Sequence
from typing import Final

from motdrill.scenario.locations import KEY, locations_in
from motdrill.scenario.model import Scenario
from motdrill.scenario.texts import every_text, languages_of

_IN_BRACES: Final = re.compile(r"[{,]\s*$")


def with_language_slots(text: str, scenario: Scenario, languages: Sequence[str], word: str) -> str:
    """The text of a file in which every text that has languages has a place for each of some.

    Args:
        text: The file's text.
        scenario: What it says.
        languages: The languages wanted.
        word: What stands in a new place, such as `TODO`; `check` finds it.
    """
    locations = locations_in(text)
    lacking = [
        (place, [lang for lang in languages if lang not in (languages_of(each) or ())])
        for path, each in every_text(scenario)
        if isinstance(each, dict) and (place := locations.location((*path, next(iter(each)), KEY)))
    ]
    lines = text.splitlines(keepends=True)
    for place, missing in sorted(lacking, reverse=True):
        line = lines[place.line - 1]
        before, after = line[: place.column - 1], line[place.column - 1 :]
        gap = ", " if _IN_BRACES.search(before) else "\n" + " " * len(before)
        lines[place.line - 1] = before + "".join(f'{lang}: "{word}"{gap}' for lang in missing) + after
    return "".join(lines)
