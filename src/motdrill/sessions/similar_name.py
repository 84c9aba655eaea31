"""A name that is new in the journal but looks like a known one: probably the same person, spelt otherwise."""

import unicodedata
from collections.abc import Iterable
from itertools import zip_longest
from typing import Final

from motdrill.journal.people import stored_names
from motdrill.messages import _, join_sentences
from motdrill.sessions.drill_recorder import DrillRecorder
from motdrill.ui.output import print_message
from motdrill.ui.prompts import ask_yes

_SHORTEST_MISTYPED: Final = 5
"""Shorter names that differ by a letter are as likely two people: Anna and Anne, 李伟 and 李玮."""


def confirm_name(recorder: DrillRecorder, name: str, *, interactive: bool) -> str:
    """The name under which to record: where it is new and looks like a known one, the person is asked, or it is told.

    Returns:
        The known name if the person says so, else the name given.
    """
    near = _known_like(recorder, name) if name else ""
    if not near:
        return name
    notice = _("Nobody called {name} is in the journal, but {near} is.").format(name=name, near=near)
    if interactive:
        question = _("Are you {near}?").format(near=near)
        return near if ask_yes(join_sentences([notice, question])) else name
    how = _("If that is you, say --as {near}.").format(near=near)
    print_message(join_sentences([notice, how]), error=True)
    return name


def _known_like(recorder: DrillRecorder, name: str) -> str:
    people = recorder.read(stored_names) or ()
    return "" if name in people else similar_name(name, people)


def similar_name(name: str, people: Iterable[str]) -> str:
    """The first of the names that is like another but for capitals, accents, widths of letters or a slip of the key.

    Empty where none is.
    """
    wanted = _bare(name)
    known = {person: _bare(person) for person in people if person}
    same = (person for person, bare in known.items() if bare == wanted)
    slips = (person for person, bare in known.items() if is_slip(bare, wanted))
    return next(same, "") or next(slips, "")


def _bare(name: str) -> str:
    """A name in small letters without accents."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def is_slip(one: str, other: str) -> bool:
    """Whether two names are one letter apart: another letter, one more, one less, or two neighbours exchanged."""
    if min(len(one), len(other)) < _SHORTEST_MISTYPED or abs(len(one) - len(other)) > 1:
        return False
    if [char for char in one if char.isdecimal()] != [char for char in other if char.isdecimal()]:
        return False  # agent 17 and agent 18 are two people
    start = next((i for i, (a, b) in enumerate(zip_longest(one, other)) if a != b), len(one))
    a, b = one[start:], other[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])
