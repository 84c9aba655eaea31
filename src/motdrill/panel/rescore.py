"""Writes new scores into the text of a scenario file and changes nothing else.

The loader knows the location of every value, so only the digits of a score are replaced: comments, layout, line ends
and quotes stay as they are, byte for byte.
"""

import re
from collections.abc import Mapping
from typing import Final

from motdrill.scenario.locations import locations_in
from motdrill.scenario.parse import parse_number
from motdrill.scenario.problem import Location

_NUMBER: Final = re.compile(r"[-+\w]+")  # 3; but +3 and 0x3 are that number as well

ScoreChanges = Mapping[tuple[str, str], tuple[int, int]]
"""The old and the new score, by step and reply."""


def replace_scores(text: str, scores: ScoreChanges) -> str:
    """The text of a valid scenario file with new scores.

    Raises:
        ValueError: An old score is not where it should be.
    """
    locations = locations_in(text)
    lines = text.splitlines(keepends=True)
    for (step, reply), (old, new) in scores.items():
        location = locations.location(("steps", step, "replies", reply, "score")) or Location(1, 1)
        line, start = lines[location.line - 1], location.column - 1
        match = _NUMBER.match(line, start)
        if not match or parse_number(match.group()) != old:
            raise ValueError(f"no {old} at line {location.line}, column {location.column}")
        lines[location.line - 1] = line[:start] + str(new) + line[match.end() :]
    return "".join(lines)
