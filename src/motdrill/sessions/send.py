"""Sends finished drills to a learning record store: `motdrill send`."""

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

from motdrill.errors import UsageError
from motdrill.exports.lrs_settings import (
    LrsKey,
    checked_endpoint,
    checked_key,
    chosen_base,
    config_file,
    is_unencrypted,
    read_config,
)
from motdrill.exports.sender import PATIENCE, Delivery, DrillStatements, Patience, Sender, StoreFault
from motdrill.exports.xapi_statements import Statements
from motdrill.journal.history import History
from motdrill.journal.outbox import Outbox, WaitingDrill
from motdrill.messages import N_, _, ngettext
from motdrill.sessions.journal_access import open_journal, report_unreadable
from motdrill.ui.output import print_message

if TYPE_CHECKING:
    from motdrill.exports.lrs import LrsClient

CHUNK: Final = 50
"""How many drills are read from the journal at a time, so that memory does not grow with the queue."""

_MESSAGES: Final = {
    "unreachable": N_("{endpoint} cannot be reached: {text}. Look at the network, and at --endpoint."),
    "busy": N_("{endpoint} takes nothing at present (status {status}: {text}). Try again later."),
    "not-allowed": N_(
        "{endpoint} does not accept the key (status {status}). Look at --key, MOTDRILL_LRS_KEY or {config}."
    ),
    "moved": N_("{endpoint} has moved to {place} (status {status}). Name that address with --endpoint."),
    "no-store": N_("What answers at {endpoint} is no learning record store (status {status}). Look at --endpoint."),
    "late": N_("{endpoint} gives no whole answer in time. Look at the network, and at --endpoint, or try again later."),
    "refused": N_("The store refuses drill {id} (status {status}): {text}"),
}

MAX_NAMED: Final = 3
"""How many statements of a drill are named by their ids."""


class LrsTarget(NamedTuple):
    """The store's address, the key for it, and what xAPI ids begin with."""

    endpoint: str
    key: LrsKey
    base: str


def send_all(endpoint: str, key: str, base: str, journal: str, json: bool, *, patience: Patience = PATIENCE) -> int:
    """Sends every finished drill that the store does not have.

    Returns:
        The exit code: 1 if anything is left to send or was refused.

    Raises:
        UsageError: A setting is missing or cannot be used.
        JournalError: The journal cannot be used.
    """
    target = chosen_target(endpoint, key, base)
    if is_unencrypted(target.endpoint):
        print_message(_("Without https the key goes over the network for all to read."), error=True)
    with _store(target, patience) as store, closing(open_journal(journal)) as database:
        outbox, history = Outbox(database, target.endpoint), History(database)
        outbox.fill(datetime.now(UTC))
        waiting = outbox.waiting_drills()
        sender = Sender(store, time.sleep, random.random, patience)
        drills = _drills_to_send(history, waiting, Statements(target.base))
        count = _record(outbox, sender.send(drills), target, len(waiting))
    report_unreadable(history)
    _summary(target, count, json)
    return 1 if count["waiting"] or count["refused"] else 0


def chosen_target(endpoint: str, key: str, base: str) -> LrsTarget:
    """The target from the options, else the environment, else the config file.

    Raises:
        UsageError: A setting is missing or cannot be used.
    """
    path, is_named = config_file()
    config = read_config(path, named=is_named)
    address = endpoint or os.environ.get("MOTDRILL_LRS_ENDPOINT") or config.get("endpoint")
    if not address:
        raise UsageError("no-endpoint", file=str(path))
    checked = checked_endpoint(address)
    secret = key or os.environ.get("MOTDRILL_LRS_KEY") or config.get("key")
    if not secret:
        raise UsageError("no-key", file=str(path))
    return LrsTarget(checked, checked_key(secret), chosen_base(base))


def _store(target: LrsTarget, patience: Patience) -> LrsClient:
    try:
        from motdrill.exports.lrs import LrsClient
    except ModuleNotFoundError as error:
        if error.name != "httpx":
            raise
        raise UsageError("no-httpx") from error
    return LrsClient(target.endpoint, target.key, patience)


def _drills_to_send(
    history: History, waiting: Sequence[WaitingDrill], statements: Statements
) -> Iterator[DrillStatements]:
    """The waiting drills in order, without those that cannot be read any more."""
    for start in range(0, len(waiting), CHUNK):
        chunk = waiting[start : start + CHUNK]
        drills = {played.id: played for played in history.played_drills(drill_ids=[each.drill_id for each in chunk])}
        for drill_id, refused in chunk:
            if played := drills.get(drill_id):
                yield DrillStatements(drill_id, statements.statements(played), alone=refused)


def _record(outbox: Outbox, deliveries: Iterator[Delivery], target: LrsTarget, total: int) -> Counter[str]:
    """Records each delivery in the outbox, reports failures, and counts."""
    count = Counter(sent=0, waiting=total, refused=0)
    done = 0
    for outcome, drill_ids, faults in deliveries:
        for fault in faults:
            _report(fault, target, *drill_ids)
        if outcome == "sent":
            outbox.mark_sent(drill_ids, datetime.now(UTC))
        elif outcome == "refused":
            response = next(fault.response for fault in faults if fault.meaning == "refused")
            outbox.mark_refused(drill_ids[0], f"{response.status} {response.text}")
        if outcome in ("sent", "refused"):
            count[outcome] += len(drill_ids)
            count["waiting"] -= len(drill_ids)
        done += len(drill_ids)
        if drill_ids:
            _show_progress(done, total)
    return count


def _show_progress(done: int, total: int) -> None:
    """Counts on one line, if standard error is a terminal."""
    if sys.stderr.isatty():
        print(f"\r{done}/{total}", end="\n" if done == total else "", file=sys.stderr, flush=True)


def _report(fault: StoreFault, target: LrsTarget, drill_id: str = "") -> None:
    ids = fault.statement_ids
    message = _statements_message(fault.meaning, len(ids)) if ids else _(_MESSAGES[fault.meaning])
    values = {
        "endpoint": target.endpoint,
        "status": fault.response.status,
        "text": fault.response.text.rstrip("."),
        "place": fault.response.place,
        "id": drill_id,
        "config": config_file()[0],
        "n": len(ids),
        "total": fault.statement_count,
        "which": ", ".join((*ids[:MAX_NAMED], *("…" for _id in ids[MAX_NAMED : MAX_NAMED + 1]))),
    }
    newline = "\n" if sys.stderr.isatty() else ""
    print_message(newline + message.format(**values), error=True)


def _statements_message(meaning: str, n: int) -> str:
    """What is told about some statements of a drill."""
    if meaning == "refused":
        return _("The store refuses {n} of {total} statements of drill {id}, {which} (status {status}): {text}")
    if meaning == "differs":
        return ngettext(
            "The store has {n} of {total} statements of drill {id} already, with something else in it: {which}. "
            "There it stays as it is.",
            "The store has {n} of {total} statements of drill {id} already, with something else in them: {which}. "
            "There they stay as they are.",
            n,
        )
    return ngettext(
        "The store does not confirm {n} of {total} statements of drill {id} and does not show it when asked "
        "(status {status}): {which}. Look whether the key may read statements.",
        "The store does not confirm {n} of {total} statements of drill {id} and does not show them when asked "
        "(status {status}): {which}. Look whether the key may read statements.",
        n,
    )


def _summary(target: LrsTarget, count: Counter[str], json: bool) -> None:
    if json:
        print(json_module.dumps(count))
        return
    sent, waiting, refused = count["sent"], count["waiting"], count["refused"]
    sentences = {
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
            print_message(sentences[name].format(n=number, endpoint=target.endpoint))
    if not (sent or waiting or refused):
        print_message(_("Nothing waits to be sent."))
