"""Ratings that came back: what they are of, what they say, and the key they would give."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path

from motdrill import library
from motdrill.cli.files import whole_file
from motdrill.errors import ReadError, UsageError
from motdrill.faces.show import tell
from motdrill.panel.agreement import Ratings
from motdrill.panel.items import items
from motdrill.panel.keep import rescored
from motdrill.panel.returned import Fault, read_sheet
from motdrill.panel.verdict import Verdict, verdict
from motdrill.scenario.load import Loaded, load
from motdrill.wording import N_, _, ngettext

_FAULTS = {
    "no-table": N_("this is no CSV file. Save the sheet as “CSV UTF-8”."),
    "no-columns": N_("the columns “item” and “rating” are not there. Leave the first row as it was."),
    "no-such-item": N_("there is no reply `{given}`: the scenario has changed since, or --scenario names another."),
    "item-twice": N_("`{given}` is rated twice. Keep one of the rows."),
    "bad-rating": N_("`{given}` is no rating. Write 0, 1, 2 or 3."),
}


def judged(paths: Sequence[Path], named: Sequence[str]) -> list[tuple[Loaded, Verdict]]:
    """What the panel says of each scenario that was rated.

    Args:
        paths: The sheets, one a rater.
        named: The scenarios by id or path; empty for the whole library.

    Raises:
        ReadError: A scenario named does not load.
        UsageError: A sheet cannot be used, or nothing was rated.
    """
    known = [(loaded, items(loaded.scenario, loaded.id)) for loaded in _loaded(dict.fromkeys(named))]
    keys = {item.key for _scenario, found in known for item in found}
    raters = _ratings({path.resolve(): path for path in paths}.values(), keys)  # a sheet named twice is one rater's
    rated = {key for ratings in raters for key in ratings}
    if not rated:
        raise UsageError("nothing-rated")
    verdicts = []
    for loaded, found in known:
        if own := {item.key for item in found} & rated:
            verdicts.append((loaded, verdict(found, [each for each in raters if own & each.keys()])))
    return verdicts


def rekey(loaded: Loaded, told: Verdict) -> int:
    """Puts the key of a panel into a scenario's file, and nothing else.

    Returns:
        How many scores have changed.

    Raises:
        UsageError: The file cannot be written.
    """
    changes = [each for each in told.changes if each.writable]
    scores = {(each.item.step, each.item.reply): (each.item.points, each.proposed) for each in changes}
    path = Path(loaded.file)
    marked = path.read_bytes().startswith(codecs.BOM_UTF8)
    if scores:
        with whole_file(path, marked=marked) as stream:
            stream.write(rescored(loaded.text, scores))
    return len(scores)


def _loaded(named: Iterable[str]) -> Iterator[Loaded]:
    """The scenarios named, or every one of the library that loads: a broken one cannot have been rated."""
    if named:
        yield from (load(library.find(each)[0]) for each in named)
        return
    for path, _own in library.files():
        try:
            yield load(path)
        except ReadError:
            continue


def _ratings(paths: Iterable[Path], keys: AbstractSet[str]) -> list[Ratings]:
    """Each rater's ratings; what was left blank is told, what is wrong is told for all sheets at once."""
    raters, wrong = [], []
    for path in paths:
        try:
            found = read_sheet(path.read_bytes(), keys)
        except OSError as error:
            raise UsageError("no-sheet", file=str(path), reason=error.strerror or "") from error
        wrong += [_told(path, fault) for fault in found.faults]
        raters.append(found.ratings)
        if blank := len(found.blank):
            told = ngettext("{file}: {n} reply is not rated.", "{file}: {n} replies are not rated.", blank)
            tell(told.format(file=path, n=blank), error=True)
    if wrong:
        raise UsageError("bad-sheets", told="\n".join(wrong))
    return raters


def _told(path: Path, fault: Fault) -> str:
    place = f"{path}:{fault.row}" if fault.row else str(path)
    return f"{place}: " + _(_FAULTS[fault.code]).format(given=fault.given)
