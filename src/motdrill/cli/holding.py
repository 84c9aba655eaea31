"""Wires a class that is held: the facilitator's face, the phones, and what it came to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from motdrill.classroom import events
from motdrill.classroom.room import Room
from motdrill.cli.files import save_page
from motdrill.cli.keeping import Held, Keeper
from motdrill.drill.scorecard import Scorecard
from motdrill.errors import Stopped
from motdrill.faces.classroom import Leader, Manner
from motdrill.faces.face import Face, Question
from motdrill.faces.host import Host
from motdrill.faces.page import Key, Page, joined
from motdrill.faces.pages.class_end import debrief, end_page, lost_page
from motdrill.faces.show import tell
from motdrill.faces.stage import Stage
from motdrill.faces.voting import Hands, Teams, Voting
from motdrill.wording import _, errors


def hold(face: Face, held: Held, *, save: Path | None, address: str, port: int) -> None:
    """Holds a class to its end.

    Args:
        face: The facilitator's face.
        held: The class.
        save: Where the result is saved as HTML.
        address: The address for phones; empty for this machine's in the local network.
        port: The port for phones; 0 for any.

    Raises:
        Stopped: The facilitator stopped; the class can be gone on with.
        UsageError: The result cannot be saved.
    """
    host = Host(held.room, held.keeper.save)
    manner = Manner(held.lang, held.plan.talk_s, *held.plan.thresholds, lose=held.plan.lose)
    told = _tell(held.keeper)
    pages: list[Page] = []
    try:
        with _voting(face, host, held, address, port) as voting:
            leader = Leader(face, host, voting, manner)
            leader.lead()
            _end(face, host, held, leader, pages)
            held.keeper.end()
    except EOFError as end:
        raise Stopped(_stopped("class-ended", held.keeper), number=len(host.room.past) + 1) from end
    except Stopped as stopped:
        raise Stopped(_stopped(stopped.code, held.keeper), **stopped.values) from stopped
    finally:
        face.close()
    for page in pages:
        face.show(page)
    if not told:
        _tell(held.keeper)
    if save is not None:
        save_page(joined(pages), "motdrill", save)


def _stopped(code: str, keeper: Keeper) -> str:
    """The code of why it stopped: what is not kept is not gone on with."""
    return code if keeper.problem is None else "class-lost"


def _end(face: Face, host: Host, held: Held, leader: Leader, pages: list[Page]) -> None:
    """Shows what the class came to, and lets two halves of the room take both ways from the turning point.

    Args:
        face: The face.
        host: The class.
        held: How it is held.
        leader: Leads the halves.
        pages: Gets what is to be left standing.
    """
    while True:
        room, line = host.room, ""
        pages.append(lost_page(room, held.lang) if held.plan.lose else end_page(room, held.lang))
        halves = None if held.plan.lose else two_ways(room)
        offered = (Key("t", _("two halves take both ways")),) if halves else ()
        with suppress(EOFError):  # the story is over: there is nothing left to stop
            line = face.ask(Question(pages[-1], "steer", offered, enter=_("debrief")))
        if not (halves and line.strip().lower() == "t"):
            break
        host.happen(halves)
        leader.lead()
    if questions := debrief(room, held.lang):
        with suppress(EOFError):
            face.ask(Question(questions, "steer", (), enter=_("done")))


def two_ways(room: Room) -> events.Halved | None:
    """Both ways from the turning point: the one taken, and the best; None where there is no such choice."""
    if len(room.drills) > 1:
        return None
    turning = Scorecard(room.drills[0]).turning_point
    if turning is None or turning.best_reply is None:
        return None
    return events.Halved(turning.number, (turning.turn.answer.given, turning.best_reply))


def _tell(keeper: Keeper) -> bool:
    """Tells if the class is not recorded, and why; gives back whether there was anything to tell."""
    if keeper.problem is not None:
        not_recorded = _("This class is not recorded.")
        tell(f"{errors.told(keeper.problem)} {not_recorded}", error=True)
    return keeper.problem is not None


@contextmanager
def _voting(face: Face, host: Host, held: Held, address: str, port: int) -> Iterator[Voting]:
    """How the room votes; the phones' server runs as long as that."""
    if held.plan.way != "phones":
        yield Hands() if held.plan.way == "hands" else Teams()
        return
    from motdrill.cli.phoning import served

    with served(host, held, address, port) as (voting, begin):
        voting.gather(face, host, Stage(host.room.drill, held.lang).title)
        begin()
        yield voting
