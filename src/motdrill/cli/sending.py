"""Wires the journal's outbox to a learning record store, and tells what became of it."""

from __future__ import annotations

import json as json_module
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from motdrill.cli.export import chosen_base, config_file
from motdrill.cli.reading import tell_unreadable
from motdrill.cli.recording import opened_journal
from motdrill.errors import UsageError
from motdrill.faces.show import tell
from motdrill.journal.history import History
from motdrill.journal.outbox import Outbox, Waiting
from motdrill.record.sender import ENDS, Fate, Parcel, Sender
from motdrill.record.settings import Key, checked_endpoint, checked_key, goes_in_the_clear, read_config
from motdrill.record.statements import Statements
from motdrill.wording import N_, _, ngettext

if TYPE_CHECKING:
    from motdrill.record.lrs import Store

AT_ONCE: Final = 50
"""How many drills are read from the journal together: memory does not grow with what waits."""

_TOLD: Final = {
    "unreachable": N_("{endpoint} cannot be reached: {text}. Look at the network, and at --endpoint."),
    "busy": N_("{endpoint} takes nothing at present (status {status}: {text}). Try again later."),
    "not-allowed": N_(
        "{endpoint} does not accept the key (status {status}). Look at --key, MOTDRILL_LRS_KEY or {config}."
    ),
    "moved": N_("{endpoint} has moved to {place} (status {status}). Name that address with --endpoint."),
    "no-store": N_("What answers at {endpoint} is no learning record store (status {status}). Look at --endpoint."),
    "refused": N_("The store refuses drill {id} (status {status}): {text}"),
    "known": N_("The store has drill {id} already, with something else in it. It counts as sent."),
}


class Target(NamedTuple):
    """Where to send, by which key, and with which ids."""

    endpoint: str
    key: Key
    base: str


def send_all(endpoint: str, key: str, base: str, journal: str, json: bool) -> int:
    """Sends every finished drill that the store does not have.

    Args:
        endpoint: The store's address, as the option gives it; empty where it was not given. So for the next two.
        key: The store's key.
        base: What ids begin with.
        journal: The journal's file.
        json: Whether the summary is JSON.

    Returns:
        The exit code: 1 where anything waits or was refused.

    Raises:
        UsageError: Something is missing or cannot be used.
        JournalError: The journal cannot be used.
    """
    target = chosen_target(endpoint, key, base)
    if goes_in_the_clear(target.endpoint):
        tell(_("Without https the key goes over the network for all to read."), error=True)
    with _store(target) as store, closing(opened_journal(journal)) as database:
        outbox, history = Outbox(database, target.endpoint), History(database)
        outbox.fill(datetime.now(UTC))
        waiting = outbox.waiting()
        sender = Sender(store.post, time.sleep, random.random)
        parcels = _parcels(history, waiting, Statements(target.base))
        count = _recorded(outbox, sender.send(parcels), target, len(waiting))
    tell_unreadable(history)
    _summary(target, count, json)
    return 1 if count["waiting"] or count["refused"] else 0


def chosen_target(endpoint: str, key: str, base: str) -> Target:
    """What options say, else the environment, else the config file.

    Raises:
        UsageError: Something is missing or cannot be used.
    """
    path, named = config_file()
    config = read_config(path, named=named)
    address = endpoint or os.environ.get("MOTDRILL_LRS_ENDPOINT") or config.get("endpoint")
    if not address:
        raise UsageError("no-endpoint", file=str(path))
    checked = checked_endpoint(address)
    secret = key or os.environ.get("MOTDRILL_LRS_KEY") or config.get("key")
    if not secret:
        raise UsageError("no-key", file=str(path))
    return Target(checked, checked_key(secret), chosen_base(base))


def _store(target: Target) -> Store:
    try:
        from motdrill.record.lrs import Store
    except ModuleNotFoundError as error:
        if error.name != "httpx":
            raise
        raise UsageError("no-httpx") from error
    return Store(target.endpoint, target.key)


def _parcels(history: History, waiting: Sequence[Waiting], statements: Statements) -> Iterator[Parcel]:
    """What waits, in its order; what cannot be read any more is left out."""
    for start in range(0, len(waiting), AT_ONCE):
        some = waiting[start : start + AT_ONCE]
        found = {played.id: played for played in history.played(drill_ids=[each.drill_id for each in some])}
        for drill_id, refused in some:
            if played := found.get(drill_id):
                yield Parcel(drill_id, statements.of(played), alone=refused)


def _recorded(outbox: Outbox, fates: Iterator[Fate], target: Target, of: int) -> Counter[str]:
    """Notes in the outbox what became of the drills, tells what went wrong, and counts."""
    count = Counter(sent=0, waiting=of, refused=0)
    for fate in fates:
        if fate.meaning in ENDS:
            _tell(fate, target)
            break
        kind = "refused" if fate.meaning == "refused" else "sent"
        if kind == "sent":
            outbox.sent(fate.drill_ids, datetime.now(UTC))
        for drill_id in fate.drill_ids if fate.meaning != "sent" else ():
            _tell(fate, target, drill_id)
        if kind == "refused":
            outbox.refused(fate.drill_ids[0], f"{fate.reply.status} {fate.reply.text}")
        count[kind] += len(fate.drill_ids)
        count["waiting"] -= len(fate.drill_ids)
        _progress(of - count["waiting"], of)
    return count


def _progress(done: int, of: int) -> None:
    """A counter on one line, for whoever sits before a terminal."""
    if sys.stderr.isatty():
        print(f"\r{done}/{of}", end="\n" if done == of else "", file=sys.stderr, flush=True)


def _tell(fate: Fate, target: Target, drill_id: str = "") -> None:
    values = {
        "endpoint": target.endpoint,
        "status": fate.reply.status,
        "text": fate.reply.text.rstrip("."),
        "place": fate.reply.place,
        "id": drill_id,
        "config": config_file()[0],
    }
    newline = "\n" if sys.stderr.isatty() else ""
    tell(newline + _(_TOLD[fate.meaning]).format(**values), error=True)


def _summary(target: Target, count: Counter[str], json: bool) -> None:
    if json:
        print(json_module.dumps(count))
        return
    sent, waiting, refused = count["sent"], count["waiting"], count["refused"]
    told = {
        "sent": ngettext("{n} drill was sent to {endpoint}.", "{n} drills were sent to {endpoint}.", sent),
        "waiting": ngettext(
            "{n} drill waits. `motdrill send` tries again.", "{n} drills wait. `motdrill send` tries again.", waiting
        ),
        "refused": ngettext(
            "{n} drill was refused and is kept. `motdrill send` tries it again.",
            "{n} drills were refused and are kept. `motdrill send` tries them again.",
            refused,
        ),
    }
    for name, number in count.items():
        if number:
            tell(told[name].format(n=number, endpoint=target.endpoint))
    if not (sent or waiting or refused):
        tell(_("Nothing waits to be sent."))
