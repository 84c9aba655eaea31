"""What words of the format are called, in the language of the interface and in others."""

from functools import cache
from typing import Final

from motdrill.errors import nearest
from motdrill.messages import N_, in_every_language

CHANNELS: Final = {"phone": N_("phone"), "counter": N_("counter"), "in-person": N_("in person"), "chat": N_("chat")}
"""Names of the channels, to be translated where they are used."""


def word_called(label: str, known: tuple[str, ...]) -> str:
    """The one of the known words that has a label, or one like it, in any language; empty if none has."""
    words = _words_by_label(known)
    return words.get(nearest(label, words), "")


@cache
def _words_by_label(known: tuple[str, ...]) -> dict[str, str]:
    from motdrill.method.handbook import find_entry  # help and errors do without the handbook

    labels = {label: word for word in known if word in CHANNELS for label in in_every_language(CHANNELS[word])}
    entries = [entry for word in known if (entry := find_entry(word))]
    return labels | {name: entry.id for entry in entries for name in entry.name.values()}
