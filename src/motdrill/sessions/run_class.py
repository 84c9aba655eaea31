"""Runs a class from its opening to its results: the facilitator's face, the phones, the journal."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import TypeAlias

from motdrill.classroom import events
from motdrill.classroom.room import Room
from motdrill.drill.scorecard import Scorecard
from motdrill.errors import Stopped
from motdrill.live_class import LiveClass
from motdrill.messages import _
from motdrill.sessions.class_desk import ClassDesk
from motdrill.sessions.class_leader import ClassLeader
from motdrill.sessions.class_phones import phones_server
from motdrill.sessions.class_recorder import ClassRecorder, ClassSession
from motdrill.sessions.remote_face import RemoteFace
from motdrill.sessions.unrecorded import confirm_unrecorded
from motdrill.sessions.voting import HandVoting, TeamVoting, Voting
from motdrill.ui.blocks import KeyHint, Page, join_groups, para
from motdrill.ui.face import Face, Question
from motdrill.ui.files import save_page
from motdrill.ui.pages.class_result import class_debrief_page, end_page, figures_page, lost_page

OpenDesk: TypeAlias = Callable[[ClassDesk], AbstractContextManager[object]]
"""Lets another terminal be the desk of a class for as long as the context lasts."""


def run_class(
    face: Face, session: ClassSession, *, save: Path | None, address: str, port: int, open_desk: OpenDesk = nullcontext
) -> None:
    """Runs a class to its end; `open_desk` lets a terminal be its desk.

    Raises:
        JournalError: The class would not be recorded, and there is nobody to ask whether it is to begin.
        Stopped: The facilitator stopped; the class can be resumed.
        UsageError: The result cannot be saved.
    """
    recorder = session.recorder
    with closing(recorder):
        confirm_unrecorded(face, recorder)
        pages, figures = _lead_class(face, session, address, port, open_desk)
    for page in pages:
        face.show(page)
    recorder.report_problem()
    if save is not None:
        save_page(join_groups([*pages, figures]), "motdrill", save)


def _lead_class(
    wall: Face, session: ClassSession, address: str, port: int, open_desk: OpenDesk
) -> tuple[list[Page], Page]:
    """Leads the class from its first step to its results, and returns those and the figures that only `--save` has."""
    live, recorder = LiveClass(session.room, session.recorder.save), session.recorder
    face = RemoteFace(wall, lambda: live.desk_open)
    desk = ClassDesk(face, live, session)
    pages: list[Page] = []
    try:
        if news := recorder.news():
            face.ask(Question((para(news, style="fair"),), "go", ()))
        with open_desk(desk), _voting(face, live, session, desk, address, port) as voting:
            leader = ClassLeader(face, live, voting, session)
            tells_ending = live.room.phase == "over"  # it was cut off there; else the leader tells it
            leader.lead()
            _show_results(face, live, session, leader, pages, tells_ending=tells_ending)
            recorder.end()
    except EOFError as end:
        raise _stopped("class-ended", face, recorder, number=len(live.room.past) + 1) from end
    except KeyboardInterrupt as stop:
        raise _stopped("class-stopped", face, recorder, number=len(live.room.past) + 1) from stop
    except Stopped as stopped:
        raise _stopped(stopped.code, face, recorder, **stopped.values) from stopped
    finally:
        face.close()
    return pages, () if session.settings.lose else figures_page(live.room, session.lang)


def _stopped(code: str, face: Face, recorder: ClassRecorder, **values: object) -> Stopped:
    """The error that says where the class stopped: one that is not recorded cannot be resumed."""
    face.close()
    recorder.close()
    recorder.report_problem()
    return Stopped("class-lost" if recorder.is_behind else code, **values)


def _show_results(
    face: Face, live: LiveClass, session: ClassSession, leader: ClassLeader, pages: list[Page], *, tells_ending: bool
) -> None:
    """Shows the results, and lets two groups replay the turning point."""
    while True:
        room, line = live.room, ""
        pages.append(_result_page(room, session, tells_ending=True))
        halves = None if session.settings.lose else two_ways(room)
        keys = (KeyHint("t", _("two groups take both ways")),) if halves else ()
        live.show_on_wall("result")
        with suppress(EOFError):  # the story is over, so there is nothing left to stop
            page = _result_page(room, session, tells_ending=tells_ending)
            line = face.ask(Question(page, "steer", keys, enter=_("debrief")))
        if not (halves and line.strip().lower() == "t"):
            break
        live.apply(halves)
        leader.lead()
    if questions := class_debrief_page(room, session.lang):
        with suppress(EOFError):
            face.ask(Question(questions, "steer", (), enter=_("done")))


def _result_page(room: Room, session: ClassSession, *, tells_ending: bool) -> Page:
    if session.settings.lose:
        return lost_page(room, session.lang, tells_ending=tells_ending)
    by_teams = session.settings.way == "teams"
    return end_page(room, session.lang, by_teams=by_teams, tells_ending=tells_ending)


def two_ways(room: Room) -> events.Halved | None:
    """The event that splits the room at the turning point: one half takes the answer given, one the best.

    None where there are several parties, or the turning point is not a reply step.
    """
    if len(room.drills) > 1:
        return None
    turning_point = Scorecard(room.drills[0]).turning_point
    if turning_point is None or turning_point.lossless_reply is None:
        return None
    ways = (turning_point.turn.answer.value, turning_point.lossless_reply)
    return events.Halved(turning_point.number, ways)


@contextmanager
def _voting(
    face: Face, live: LiveClass, session: ClassSession, desk: ClassDesk, address: str, port: int
) -> Iterator[Voting]:
    """How the room votes; the phones' server runs inside this context."""
    if session.settings.way != "phones":
        yield HandVoting() if session.settings.way == "hands" else TeamVoting()
        return
    with phones_server(live, session, desk, address, port) as voting:
        voting.door.gather(face)
        yield voting
