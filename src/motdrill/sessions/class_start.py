"""Checks the options of `motdrill class`, then begins or resumes the class and runs it."""

from contextlib import closing, nullcontext
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from motdrill.errors import UsageError
from motdrill.journal.location import journal_path
from motdrill.sessions import desk_socket
from motdrill.sessions.class_phones import check_address
from motdrill.sessions.class_recorder import ClassSettings, VotingMethod, begin_class_session
from motdrill.sessions.option_values import checked_seed, trainee_name
from motdrill.sessions.result_files import PAGE, result_path
from motdrill.sessions.resume_class import resume_class_session
from motdrill.sessions.run_class import OpenDesk, run_class
from motdrill.ui.faces import open_face
from motdrill.ui.files import check_writable

MAX_TEAMS: Final = 12
MAX_TALK_S: Final = 3600


class ClassOptions(NamedTuple):
    """The options of a class as they were typed."""

    hands: bool
    teams: str
    phones: bool
    desk: bool
    own: bool
    start: str
    lose: bool
    talk_s: int
    vote_s: int
    bell: bool
    thresholds: str
    local: bool
    address: str
    port: int


def start_class(
    scenario: str, typed: ClassOptions, *, resume: bool, seed: int | None, save: Path | None, plain: bool, journal: str
) -> None:
    """Runs a class to its end.

    Raises:
        ReadError: The scenario cannot be read.
        Stopped: The facilitator stopped.
        UsageError: An option cannot be used, or nothing was cut off.
    """
    if save is not None:
        check_writable(result_path(save, journal_path(journal), PAGE))
    thresholds = checked_thresholds(typed.thresholds)
    address = checked_address(typed.local, typed.address)
    if not 0 <= typed.talk_s <= MAX_TALK_S:
        raise UsageError("class-talk", most=MAX_TALK_S)
    if not 0 <= typed.vote_s <= MAX_TALK_S:
        raise UsageError("class-vote-time", most=MAX_TALK_S)
    open_desk = _checked_desk(journal_path(journal)) if typed.desk else nullcontext
    if resume:
        session = resume_class_session(journal)
    else:
        teams = checked_teams(typed.teams)
        method = voting_method(typed.hands, teams, typed.phones, typed.own)
        story, door = (typed.own, typed.start, typed.lose), None
        times = (typed.vote_s, typed.bell)
        settings = ClassSettings(method, teams, *story, typed.talk_s, thresholds, door, *times)
        if typed.phones:
            check_address(address, typed.port)
        session = begin_class_session(scenario, settings, checked_seed(seed), journal)
    with closing(session.recorder), closing(open_face(plain, json=False)) as face:
        run_class(face, session, save=save, address=address, port=typed.port, open_desk=open_desk)


def _checked_desk(journal: Path) -> OpenDesk:
    """What lets a terminal be the desk.

    Raises:
        UsageError: Another class with this journal has one.
    """
    desk_socket.check_free(journal)
    return partial(desk_socket.desk_socket, journal=journal)


def voting_method(hands: bool, teams: tuple[str, ...], phones: bool, own: bool) -> VotingMethod:
    """How the room votes.

    Raises:
        UsageError: Not exactly one method was named, or there are no teams that could follow their own way.
    """
    if (hands, bool(teams), phones).count(True) != 1:
        raise UsageError("class-manner")
    if own and not teams:
        raise UsageError("class-own")
    return "hands" if hands else "phones" if phones else "teams"


def checked_address(local: bool, address: str) -> str:
    """The address for phones; empty if none was given.

    Raises:
        UsageError: Both options were given.
    """
    if local and address:
        raise UsageError("local-and-address")
    return "127.0.0.1" if local else address


def checked_teams(names: str) -> tuple[str, ...]:
    """The teams' names.

    Raises:
        UsageError: There are fewer than 2 or more than `MAX_TEAMS`, or two have the same name.
    """
    if not names:
        return ()
    teams = [trainee_name(name, "--teams") for name in names.replace("，", ",").split(",") if name.strip()]
    if not 2 <= len(teams) <= MAX_TEAMS or len(set(teams)) != len(teams):
        raise UsageError("class-teams", most=MAX_TEAMS)
    return tuple(teams)


def checked_thresholds(text: str) -> tuple[int, int]:
    """Two percentages, the lower first.

    Raises:
        UsageError: They are not.
    """
    parts = text.replace("，", ",").split(",")
    if len(parts) == 2 and all(part.strip().isascii() and part.strip().isdigit() for part in parts):
        low, high = map(int, parts)
        if 0 <= low <= high <= 100:
            return low, high
    raise UsageError("class-percents")
