"""Writing a key into a scenario file, and touching nothing else.

The loader knows where every value stands, so that a score is one number to change: comments, layout, line ends and
quotes stay as they are, byte for byte, however the author has written the rest.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from motdrill.scenario.parse import number
from motdrill.scenario.places import places_in
from motdrill.scenario.problem import Place

_PLAIN: Final = re.compile(r"[-+\w]+")  # 3; but +3 and 0x3 are that number as well

Scores = Mapping[tuple[str, str], tuple[int, int]]
"""By step and reply: the score that stands there, and the one that is to."""


def rescored(text: str, scores: Scores) -> str:
    """The text of a file with other scores.

    Args:
        text: The file's text, which loads.
        scores: What is to change.

    Raises:
        ValueError: A score does not stand where it should.
    """
    paths = {("steps", step, "replies", reply, "score"): change for (step, reply), change in scores.items()}
    places = places_in(text)
    lines = text.splitlines(keepends=True)
    for path, (old, new) in paths.items():
        place = places.of(path) or Place(1, 1)
        line, at = lines[place.line - 1], place.column - 1
        found = _PLAIN.match(line, at)
        if not found or number(found.group()) != old:
            raise ValueError(f"no {old} at line {place.line}, column {place.column}")
        lines[place.line - 1] = line[:at] + str(new) + line[found.end() :]
    return "".join(lines)
