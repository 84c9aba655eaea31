"""Writing a key into a scenario file, and touching nothing else.

The loader knows where every value stands, so that a score is one character to change: comments, layout, line ends and
quotes stay as they are, byte for byte, however the author has written the rest.
"""

from __future__ import annotations

from collections.abc import Mapping

from motdrill.scenario.places import locate

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
    places = locate(text, set(paths))
    lines = text.splitlines(keepends=True)
    for path, (old, new) in paths.items():
        place = places[path]
        line, at = lines[place.line - 1], place.column - 1
        if line[at : at + 1] != str(old):
            raise ValueError(f"no {old} at line {place.line}, column {place.column}")
        lines[place.line - 1] = line[:at] + str(new) + line[at + 1 :]
    return "".join(lines)
