"""Problems of a scenario file: code, location and named values, without sentences."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple, TypeAlias

PROBLEM_NUMBERS: Final = {
    # the file as a whole
    "not-found": "MD001", "is-directory": "MD002", "no-permission": "MD003", "unreadable-file": "MD004",
    "too-large": "MD005", "not-utf8": "MD006", "control-character": "MD007", "empty-file": "MD008",
    # its YAML
    "syntax": "MD020", "tab-indent": "MD021", "full-width-colon": "MD022", "colon-in-text": "MD023",
    "open-quote": "MD024", "duplicate-key": "MD025", "key-not-text": "MD026", "comment-after-text": "MD027",
    "anchor": "MD028", "alias": "MD029", "merge-key": "MD030", "tag": "MD031", "more-documents": "MD032",
    "too-deep": "MD033", "too-many-values": "MD034", "second-copy": "MD035",
    # slips of the keyboard in its lines
    "no-space": "MD040", "missing-colon": "MD041", "field-in-text": "MD042", "full-width-mark": "MD043",
    "odd-space": "MD044", "zero-width": "MD045", "quote-in-text": "MD046", "apostrophe": "MD047",
    "sign-first": "MD048", "backslash": "MD049", "open-bracket": "MD050", "markdown-fence": "MD051",
    "id-in-list": "MD052", "wrong-indent": "MD053", "stray-line": "MD054", "missing-dash": "MD055",
    "trailing-mark": "MD056", "lone-quote": "MD057", "text-and-lines": "MD058", "lost-line": "MD059",
    "hidden-line": "MD060",
    # its fields
    "unknown-field": "MD101", "missing-field": "MD102", "wrong-type": "MD103", "empty-value": "MD104",
    "empty-text": "MD105", "unknown-value": "MD106", "out-of-range": "MD107", "too-few": "MD108", "too-many": "MD109",
    "bad-id": "MD110", "unknown-language": "MD111", "comma-in-text": "MD112", "newer-format": "MD113",
    "not-a-mapping": "MD114", "text-too-long": "MD115",
    # between its fields
    "unknown-goto": "MD120", "backward-goto": "MD121", "shared-id": "MD122", "reserved-id": "MD123",
    "unknown-need": "MD124", "repeated-need": "MD125", "needs-count": "MD126", "empty-range": "MD127",
    "built-in-meaning": "MD128",
    # unreachable parts
    "unreachable-step": "MD201", "unreachable-text": "MD202", "unreachable-ending": "MD203", "ending-gap": "MD204",
    # points and stars
    "no-points": "MD301", "no-full-score": "MD302", "best-reply-costs": "MD303", "perfect-way-fails": "MD304",
    "no-weak-reply": "MD305", "score-against-stars": "MD306", "harmful-best": "MD307",
    "feeling-unmet": "MD308", "three-f-too-hot": "MD309",
    # who passes
    "passes-by-chance": "MD401", "passes-by-longest": "MD402", "passes-by-deepest": "MD403", "longest-is-best": "MD404",
    "missing-skills": "MD405", "passes-by-shortest": "MD406", "told-by-sound": "MD407",
    "said-steps": "MD408",
    # texts
    "language-missing": "MD501", "near-identical": "MD502", "does-not-fit": "MD503",
    "angers-alike": "MD504", "also-elsewhere": "MD505", "title-too-long": "MD506", "why-too-long": "MD507",
    "quote-pair": "MD508", "joined-tags": "MD509",
    # work not yet done
    "template-text": "MD510", "placeholder": "MD511", "no-says": "MD512", "no-reaction": "MD513", "same-why": "MD514",
    # texts again: the numbers go on
    "curly-quotes": "MD515", "odd-sign": "MD516",
    # the accept field itself
    "unknown-accept": "MD601", "idle-accept": "MD602",
}  # fmt: skip
"""The stable number of each code; `messages.problems` has its sentences.

Below MD200 a file does not load; the other problems are found by `author.checks`.
"""

MAX_PROBLEMS: Final = 1000
"""Most problems reported for one file; more of them usually have one cause."""

ERROR: Final = "error"
WARNING: Final = "warning"


def is_error(code: str) -> bool:
    """Whether a scenario with this problem cannot be played or makes no sense; other problems are warnings."""
    return PROBLEM_NUMBERS[code] < "MD200" or code == "no-points"


DataPath: TypeAlias = tuple[str | int, ...]
"""Path to a value in a scenario's data: keys and list indexes, outermost first."""


class Location(NamedTuple):
    """Line and column in a file, both from 1; columns count characters."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem of `file`, a path as the person gave it; `location` is None for the file as a whole.

    Attributes:
        path: The value in the data that it is about; empty for the whole, and for a slip found in the lines.
        cell: The cell of the sheet that the file was imported from, such as `steps!D14`, in place of a location.
        row: The line of the file at the location, to be quoted; empty if there is none.
    """

    code: str
    location: Location | None = None
    values: Mapping[str, object] = field(default_factory=dict)
    file: str = ""
    path: DataPath = field(default=(), compare=False)
    cell: str = ""
    row: str = field(default="", compare=False)

    @property
    def number(self) -> str:
        """The stable number, such as MD101."""
        return PROBLEM_NUMBERS[self.code]

    @property
    def level(self) -> str:
        """`ERROR` or `WARNING`, see `is_error`."""
        return ERROR if is_error(self.code) else WARNING


def in_file(problems: Iterable[Problem], file: str, text: str) -> list[Problem]:
    """Problems as those of a file with this text, each with the line that it is about unless it has that already."""
    rows = text.split("\n")
    return [replace(problem, file=file, row=problem.row or _row_at(problem.location, rows)) for problem in problems]


def _row_at(location: Location | None, rows: list[str]) -> str:
    return rows[location.line - 1] if location and location.line <= len(rows) else ""


def told_once(problems: Iterable[Problem], key_of: Callable[[Problem], object]) -> list[Problem]:
    """Problems, of which those with the same key are told once, at the first; `more` has the others' lines, or cells.

    Args:
        problems: In the order in which they are told.
        key_of: What makes problems alike; None for one that is told by itself, as are those without a place.
    """
    alike: dict[object, list[Problem]] = {}
    for number, problem in enumerate(problems):
        key = key_of(problem) if problem.location or problem.cell else None
        alike.setdefault(number if key is None else key, []).append(problem)
    return [
        replace(first, values={**first.values, "more": [each.cell or _line(each) for each in more]}) if more else first
        for first, *more in alike.values()
    ]


def _line(problem: Problem) -> int:
    return problem.location.line if problem.location else 0
