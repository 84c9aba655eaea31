"""Rating sheets for a panel of experts, and what comes back: `motdrill panel`."""

import codecs
import csv
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path

from motdrill import library
from motdrill.errors import UsageError
from motdrill.messages import N_, _, ngettext, requested_language
from motdrill.panel.agreement import Ratings
from motdrill.panel.document import panel_document
from motdrill.panel.rating_items import rating_items
from motdrill.panel.rescore import replace_scores
from motdrill.panel.sheet_reader import SheetFault, read_sheet
from motdrill.panel.sheet_writer import HEADINGS, sheet_rows
from motdrill.panel.verdict import Verdict, panel_verdict
from motdrill.scenario.load import Loaded, load
from motdrill.scenario.texts import scenario_language
from motdrill.sessions.option_values import checked_seed
from motdrill.sessions.result_files import result_file
from motdrill.sessions.scenario_lookup import load_library, load_scenario
from motdrill.ui.files import atomic_file
from motdrill.ui.output import print_message, show_json, show_page
from motdrill.ui.pages.panel import panel_page

_FAULTS = {
    "no-table": N_("this is no CSV file. Save the sheet as “CSV UTF-8”."),
    "no-columns": N_("the columns “item” and “rating” are not there. Leave the first row as it was."),
    "no-such-item": N_("there is no reply `{given}`: the scenario has changed since, or --scenario names another."),
    "item-twice": N_("`{given}` is rated twice. Keep one of the rows."),
    "bad-rating": N_("`{given}` is no rating. Write 0, 1, 2 or 3."),
}


def write_sheet(scenario: str, output: str, seed: int | None) -> None:
    """Writes a rating sheet: a scenario's replies without the key, as CSV.

    Raises:
        ReadError: The scenario cannot be read.
        UsageError: There is no such scenario, or the file cannot be written.
    """
    loaded, lang = load_scenario(scenario)
    order = checked_seed(seed)
    with result_file(output, loaded.file, "sheet", with_bom=True) as stream:
        table = csv.DictWriter(stream, HEADINGS)
        table.writerow({column: heading.get(lang, heading["en"]) for column, heading in HEADINGS.items()})
        table.writerows(sheet_rows(loaded.scenario, loaded.id, lang, order))


def read_sheets(paths: Sequence[Path], names: Sequence[str], *, write: bool, plain: bool, json: bool) -> None:
    """Reads sheets that came back and reports how far the panel agrees with the key.

    Raises:
        ReadError: A scenario named does not load.
        UsageError: A sheet cannot be used, nothing was rated, or a file cannot be written.
    """
    verdicts = panel_verdicts(paths, names)
    if json:
        show_json(panel_document({loaded.id: verdict for loaded, verdict in verdicts}))
    else:
        for loaded, verdict in verdicts:
            lang, _as_asked = scenario_language(loaded.scenario, requested_language())
            show_page(panel_page(loaded.scenario, loaded.id, verdict, lang), plain)
    for loaded, verdict in verdicts if write else ():
        changed = write_panel_key(loaded, verdict)
        print_message(_("{file}: {n} scores changed.").format(file=loaded.file, n=changed), error=True)


def panel_verdicts(paths: Sequence[Path], names: Sequence[str]) -> list[tuple[Loaded, Verdict]]:
    """What the panel says of each scenario that was rated; arguments and errors as for `read_sheets`."""
    scenarios = [(loaded, rating_items(loaded.scenario, loaded.id)) for loaded in _load_all(dict.fromkeys(names))]
    keys = {item.key for _loaded, items in scenarios for item in items}
    raters = _ratings({path.resolve(): path for path in paths}.values(), keys)  # a sheet named twice is one rater's
    rated = {key for ratings in raters for key in ratings}
    if not rated:
        raise UsageError("nothing-rated")
    verdicts = []
    for loaded, items in scenarios:
        if own := {item.key for item in items} & rated:
            verdicts.append((loaded, panel_verdict(items, [ratings for ratings in raters if own & ratings.keys()])))
    return verdicts


def write_panel_key(loaded: Loaded, verdict: Verdict) -> int:
    """Writes the panel's key into a scenario's file and changes nothing else.

    Returns:
        How many scores have changed.

    Raises:
        UsageError: The file cannot be written.
    """
    changes = [reply for reply in verdict.changes if reply.is_writable]
    scores = {(reply.item.step, reply.item.reply): (reply.item.points, reply.proposed_points) for reply in changes}
    path = Path(loaded.file)
    marked = path.read_bytes().startswith(codecs.BOM_UTF8)
    if scores:
        with atomic_file(path, with_bom=marked) as stream:
            stream.write(replace_scores(loaded.text, scores))
    return len(scores)


def _load_all(names: Iterable[str]) -> Iterable[Loaded]:
    """The scenarios named, else all of the library that load: a broken one cannot have been rated."""
    if names:
        return [load(library.find_scenario(name)[0]) for name in names]
    return load_library()


def _ratings(paths: Iterable[Path], keys: AbstractSet[str]) -> list[Ratings]:
    """Each rater's ratings; reports blank ones, and the faults of all sheets at once."""
    raters, faults = [], []
    for path in paths:
        try:
            sheet = read_sheet(path.read_bytes(), keys)
        except OSError as error:
            raise UsageError("no-sheet", file=str(path), reason=error.strerror or "") from error
        faults += [_fault_line(path, fault) for fault in sheet.faults]
        raters.append(sheet.ratings)
        if blank := len(sheet.blank_rows):
            notice = ngettext("{file}: {n} reply is not rated.", "{file}: {n} replies are not rated.", blank)
            print_message(notice.format(file=path, n=blank), error=True)
    if faults:
        raise UsageError("bad-sheets", told="\n".join(faults))
    return raters


def _fault_line(path: Path, fault: SheetFault) -> str:
    place = f"{path}:{fault.row}" if fault.row else str(path)
    return f"{place}: " + _(_FAULTS[fault.code]).format(given=fault.text)
