"""Applies events to a room: the state of a class is computed from a scenario, a seed and its events."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from motdrill.classroom import events
from motdrill.classroom.room import GROUPS, Phase, Room, Round, Voter
from motdrill.classroom.votes import shown_choices
from motdrill.drill.turn import AnswerValue
from motdrill.errors import ClassError

MAX_VOTERS: Final = 1000


def apply_event(room: Room, event: events.Event) -> Room:
    """The room after an event.

    Raises:
        ClassError: The event is not possible now; says why.
    """
    return _APPLY[type(event)](room, event)


def _joined(room: Room, event: events.Joined) -> Room:
    earlier = room.voters.get(event.voter)
    if earlier is None and len(room.voters) >= MAX_VOTERS:
        raise ClassError("class-full", most=MAX_VOTERS)
    party = event.party
    if earlier and party < 0:
        party = earlier.party
    elif party < 0:
        parties = [voter.party for voter in room.voters.values() if voter.present]
        sizes = [parties.count(i) for i in range(len(room.drills))]
        party = sizes.index(min(sizes))
    if not party < len(room.drills):
        raise ClassError("not-asked")
    number = earlier.number if earlier else len(room.voters) + 1
    return replace(room, voters={**room.voters, event.voter: Voter(event.name, party, number)})


def _left(room: Room, event: events.Left) -> Room:
    voter = room.voters.get(event.voter)
    if voter is None:
        raise ClassError("no-such-voter")
    room = replace(room, voters={**room.voters, event.voter: replace(voter, present=False)})
    return _drop_absent(room) if room.phase == "voting" else room


def _voted(room: Room, event: events.Voted) -> Room:
    _require_phase(room, "voting")
    voter = room.voters.get(event.voter)
    if voter is None or not voter.present or voter.party not in room.active_parties:
        raise ClassError("not-asked")
    if not room.drill.accepts(event.given):
        raise ClassError("no-answer")
    return room.with_ballots({**room.rounds[-1].ballots, event.voter: event.given})


def _unvoted(room: Room, event: events.Unvoted) -> Room:
    _require_phase(room, "voting")
    return room.with_ballots({voter: value for voter, value in room.rounds[-1].ballots.items() if voter != event.voter})


def _counted(room: Room, event: events.Counted) -> Room:
    _require_phase(room, "voting")
    choice_count = len(shown_choices(room.drill))
    if len(event.counts) != choice_count or not 0 <= min(event.counts) <= max(event.counts) <= event.voters:
        raise ClassError("count-each", most=choice_count)
    return replace(room, rounds=(*room.rounds[:-1], Round(hands=event)), phase="closed")


def _closed(room: Room, _event: events.Closed) -> Room:
    _require_phase(room, "voting")
    return replace(room, phase="closed")


def _reopened(room: Room, _event: events.Reopened) -> Room:
    _require_phase(room, "closed", "revealed")
    return _drop_absent(replace(room, phase="voting", rounds=(*room.rounds[:-1], replace(room.rounds[-1], hands=None))))


def _drop_absent(room: Room) -> Room:
    """The room without the votes, in its open round, of those who have left."""
    ballots = {voter: value for voter, value in room.rounds[-1].ballots.items() if room.voters[voter].present}
    return room.with_ballots(ballots)


def _voted_again(room: Room, _event: events.VotedAgain) -> Room:
    _require_phase(room, "closed")
    if len(room.rounds) > 1:
        raise ClassError("voted-twice")
    return replace(room, phase="voting", rounds=(*room.rounds, Round()))


def _revealed(room: Room, _event: events.Revealed) -> Room:
    _require_phase(room, "voting", "closed")
    return replace(room, phase="revealed")


def _took(room: Room, event: events.Took) -> Room:
    _require_phase(room, "voting", "closed", "revealed")
    values = tuple(_answer_of_party(room, party, event.given) for party in room.active_parties)
    drills = list(room.drills)
    for party, value in zip(room.active_parties, values, strict=True):
        drills[party] = drills[party].answer(value)
    past = (*room.past, room.step_record(values))
    return _start_step(replace(room, drills=tuple(drills), past=past, room_before_step=_start_step(room)))


def _answer_of_party(room: Room, party: int, value: AnswerValue | None) -> AnswerValue:
    """The answer a party goes on with: the value, or if that is None its own vote."""
    if value is None:
        answer = room.answer_of(party)
        if answer is None:
            raise ClassError("nobody-voted", name=room.party_names[party])
        return answer.value
    if not room.drill.accepts(value):
        raise ClassError("no-answer")
    return value


def _start_step(room: Room) -> Room:
    """The room at the start of a step, without votes."""
    return replace(room, phase="voting" if room.active_parties else "over", rounds=(Round(),))


def _back(room: Room, _event: events.Back) -> Room:
    if room.room_before_step is None:
        raise ClassError("at-the-start")
    return replace(room.room_before_step, voters=room.voters)


def _looked_into(room: Room, event: events.LookedInto) -> Room:
    if not room.active_parties or not room.drill.accepts(event.given):
        raise ClassError("no-answer")
    drills = tuple(d.answer(event.given) if i in room.active_parties else d for i, d in enumerate(room.drills))
    before_detour = room.room_before_detour or room
    return _start_step(
        replace(room, drills=drills, room_before_detour=before_detour, room_before_step=_start_step(room))
    )


def _returned(room: Room, _event: events.Returned) -> Room:
    if room.room_before_detour is None:
        raise ClassError("no-detour")
    room = replace(room.room_before_detour, voters=room.voters)
    return _drop_absent(room) if room.phase == "voting" and not room.rounds[-1].hands else room


def _halved(room: Room, event: events.Halved) -> Room:
    story = room.drills[0]
    if len(room.drills) > 1 or not 1 <= event.number <= len(story.answers):
        raise ClassError("no-halves")
    before = story.with_answers(story.answers[: event.number - 1])
    if not all(map(before.accepts, event.ways)):
        raise ClassError("no-answer")
    present = [voter_id for voter_id, voter in room.voters.items() if voter.present]
    sides = {voter_id: i % 2 for i, voter_id in enumerate(present)}
    voters = {voter_id: replace(voter, party=sides.get(voter_id, 0)) for voter_id, voter in room.voters.items()}
    drills = tuple(before.answer(way) for way in event.ways)
    halved = replace(room, party_names=GROUPS, drills=drills, voters=voters)
    return _start_step(replace(halved, room_before_step=None, room_before_detour=None))


def _require_phase(room: Room, *phases: Phase) -> None:
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
