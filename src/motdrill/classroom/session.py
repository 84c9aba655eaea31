"""The class as a fold over its events: a scenario, a seed and what happened; everything else is computed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from motdrill.classroom import events
from motdrill.classroom.room import HALVES, Phase, Room, Round, Voter
from motdrill.classroom.votes import shown_choices
from motdrill.drill.state import Given
from motdrill.errors import ClassError

MOST_VOTERS: Final = 1000


def after(room: Room, event: events.Event) -> Room:
    """The room after an event.

    Raises:
        ClassError: It cannot happen now; says why.
    """
    return _APPLY[type(event)](room, event)


def _joined(room: Room, event: events.Joined) -> Room:
    known = room.voters.get(event.voter)
    if known is None and len(room.voters) >= MOST_VOTERS:
        raise ClassError("class-full", most=MOST_VOTERS)
    party = event.party
    if known and party < 0:
        party = known.party
    elif party < 0:
        here = [voter.party for voter in room.voters.values() if voter.present]
        sizes = [here.count(i) for i in range(len(room.drills))]
        party = sizes.index(min(sizes))
    if not party < len(room.drills):
        raise ClassError("not-asked")
    return replace(room, voters={**room.voters, event.voter: Voter(event.name, party)})


def _left(room: Room, event: events.Left) -> Room:
    voter = room.voters.get(event.voter)
    if voter is None:
        raise ClassError("no-such-voter")
    room = replace(room, voters={**room.voters, event.voter: replace(voter, present=False)})
    return _open(room) if room.phase == "voting" else room


def _voted(room: Room, event: events.Voted) -> Room:
    _need(room, "voting")
    voter = room.voters.get(event.voter)
    if voter is None or not voter.present or voter.party not in room.asked:
        raise ClassError("not-asked")
    if not room.drill.takes(event.given):
        raise ClassError("no-answer")
    return room.voting_so({**room.rounds[-1].ballots, event.voter: event.given})


def _unvoted(room: Room, event: events.Unvoted) -> Room:
    _need(room, "voting")
    return room.voting_so({each: given for each, given in room.rounds[-1].ballots.items() if each != event.voter})


def _counted(room: Room, event: events.Counted) -> Room:
    _need(room, "voting")
    wanted = len(shown_choices(room.drill))
    if len(event.counts) != wanted or not 0 <= min(event.counts) <= max(event.counts) <= event.voters:
        raise ClassError("count-each", most=wanted)
    return replace(room, rounds=(*room.rounds[:-1], Round(hands=event)), phase="closed")


def _closed(room: Room, _event: events.Closed) -> Room:
    _need(room, "voting")
    return replace(room, phase="closed")


def _reopened(room: Room, _event: events.Reopened) -> Room:
    _need(room, "closed", "revealed")
    return _open(replace(room, phase="voting", rounds=(*room.rounds[:-1], replace(room.rounds[-1], hands=None))))


def _open(room: Room) -> Room:
    """An open round, without the votes of those who have left since they were counted."""
    kept = {each: given for each, given in room.rounds[-1].ballots.items() if room.voters[each].present}
    return room.voting_so(kept)


def _voted_again(room: Room, _event: events.VotedAgain) -> Room:
    _need(room, "closed")
    if len(room.rounds) > 1:
        raise ClassError("voted-twice")
    return replace(room, phase="voting", rounds=(*room.rounds, Round()))


def _revealed(room: Room, _event: events.Revealed) -> Room:
    _need(room, "voting", "closed")
    return replace(room, phase="revealed")


def _took(room: Room, event: events.Took) -> Room:
    _need(room, "voting", "closed", "revealed")
    took = tuple(_way(room, party, event.given) for party in room.asked)
    drills = list(room.drills)
    for party, given in zip(room.asked, took, strict=True):
        drills[party] = drills[party].answer(given)
    past = (*room.past, room.record(took))
    return _standing(replace(room, drills=tuple(drills), past=past, earlier=_standing(room)))


def _way(room: Room, party: int, given: Given | None) -> Given:
    """The answer a party goes on with: the one given, else its own."""
    if given is None:
        own = room.answer_of(party)
        if own is None:
            raise ClassError("nobody-voted", name=room.names[party])
        return own.given
    if not room.drill.takes(given):
        raise ClassError("no-answer")
    return given


def _standing(room: Room) -> Room:
    """The room at a step nobody has voted on yet."""
    return replace(room, phase="voting" if room.asked else "over", rounds=(Round(),))


def _back(room: Room, _event: events.Back) -> Room:
    if room.earlier is None:
        raise ClassError("at-the-start")
    return replace(room.earlier, voters=room.voters)


def _looked_into(room: Room, event: events.LookedInto) -> Room:
    if not room.asked or not room.drill.takes(event.given):
        raise ClassError("no-answer")
    drills = tuple(d.answer(event.given) if i in room.asked else d for i, d in enumerate(room.drills))
    return _standing(replace(room, drills=drills, left_at=room.left_at or room, earlier=_standing(room)))


def _returned(room: Room, _event: events.Returned) -> Room:
    if room.left_at is None:
        raise ClassError("no-detour")
    room = replace(room.left_at, voters=room.voters)
    return _open(room) if room.phase == "voting" and not room.rounds[-1].hands else room


def _halved(room: Room, event: events.Halved) -> Room:
    story = room.drills[0]
    if len(room.drills) > 1 or not 1 <= event.number <= len(story.answers):
        raise ClassError("no-halves")
    before = story.having(story.answers[: event.number - 1])
    if not all(map(before.takes, event.ways)):
        raise ClassError("no-answer")
    present = [each for each, voter in room.voters.items() if voter.present]
    sides = {each: i % 2 for i, each in enumerate(present)}
    voters = {each: replace(voter, party=sides.get(each, 0)) for each, voter in room.voters.items()}
    drills = tuple(before.answer(way) for way in event.ways)
    return _standing(replace(room, names=HALVES, drills=drills, voters=voters, earlier=None, left_at=None))


def _need(room: Room, *phases: Phase) -> None:
    if room.phase not in phases:
        raise ClassError("not-now")


_APPLY: Final[Mapping[type, Callable[[Room, Any], Room]]] = {
    events.Joined: _joined,
    events.Left: _left,
    events.Voted: _voted,
    events.Unvoted: _unvoted,
    events.Counted: _counted,
    events.Closed: _closed,
    events.Reopened: _reopened,
    events.VotedAgain: _voted_again,
    events.Revealed: _revealed,
    events.Took: _took,
    events.Back: _back,
    events.LookedInto: _looked_into,
    events.Returned: _returned,
    events.Halved: _halved,
}
