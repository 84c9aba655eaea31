"""Joining and voting: whose request it is, whether it may be granted, and what then happens in the class."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Final

from motdrill.classroom.events import Joined, Voted
from motdrill.classroom.room import Room
from motdrill.errors import ClassError
from motdrill.faces.host import Host
from motdrill.faces.phones.door import Door, new_token
from motdrill.faces.phones.intake import Knock, Refused, Slip
from motdrill.faces.phones.limits import Bucket, Clock, Tries
from motdrill.faces.phones.names import clean_name, unlike
from motdrill.faces.phones.views import Showing

ACTS, ACTS_A_SECOND = 12, 3
"""How often one person may change their vote or name: at once, and from then on. Each change is kept in the journal."""
_TOKEN: Final = re.compile("[A-Za-z0-9_-]{43}")


class Desk:
    """Lets people in and takes their votes."""

    def __init__(
        self, host: Host, door: Door, showing: Callable[[Room], Showing], people: int, clock: Clock = time.monotonic
    ) -> None:
        """Opens.

        Args:
            host: The class.
            door: What it is reached by.
            showing: The room as phones may see it.
            people: How many may be in.
            clock: Seconds.
        """
        self._host, self._door, self._showing, self._people, self._clock = host, door, showing, people, clock
        self._tries = Tries(clock)
        self._acts: dict[str, Bucket] = {}

    def voter_of(self, token: str) -> str:
        """The id of whoever has a token, whether or not they are still counted; empty where nobody has it."""
        voter = self._door.voter_of(token) if _TOKEN.fullmatch(token) else ""
        return voter if voter in self._host.room.voters else ""

    def join(self, knock: Knock, token: str, address: str) -> str:
        """Lets somebody in, or back in, or changes their name.

        Args:
            knock: The code and the name.
            token: The token of somebody who was in before; empty otherwise.
            address: Where the request comes from.

        Returns:
            Their token.

        Raises:
            Refused: The code is wrong, was wrong too often, or the class is full.
        """
        self._check_code(knock.code, address)
        room, known = self._host.room, self.voter_of(token)
        if known:
            self._count(known)
        else:
            token = new_token()
        voter = known or self._door.voter_of(token)
        present = {each: there for each, there in room.voters.items() if there.present and each != voter}
        if len(present) >= self._people:
            raise Refused(503, "class-full")
        name = unlike(clean_name(knock.name), [there.name for there in present.values()])
        before = room.voters.get(voter)
        if before is None or not before.present or before.name != name:
            self._happen(Joined(voter, name))
        return token

    def vote(self, slip: Slip, voter: str) -> Showing:
        """Takes a vote.

        Args:
            slip: The vote, and what it is for.
            voter: The id of whoever votes (see `voter_of`).

        Returns:
            The room after it.

        Raises:
            Refused: They are not in, it is too late, or it is no answer.
        """
        showing = self._showing(self._host.room)
        there = showing.room.voters.get(voter)
        if there is None or not there.present:
            raise Refused(401, "not-in")
        if showing.phase != "voting" or slip.ask != showing.ask:
            raise Refused(409, "late")
        try:
            given = showing.given(slip.choice)
        except ValueError:
            raise Refused(400, "no-answer") from None
        self._count(voter)
        if showing.room.rounds[-1].ballots.get(voter) != given:  # the same once more changes nothing
            seen = showing.room
            same = lambda room: room is seen or self._showing(room).ask == slip.ask  # noqa: E731
            showing = self._showing(self._happen(Voted(voter, given), same))
        return showing

    def _check_code(self, code: str, address: str) -> None:
        """While an address has to wait, a right code is not heard either: it would tell that it is right."""
        if wait_s := self._tries.wait_s(address):
            raise Refused(429, "wait", wait_s)
        if not self._door.opens(code):
            self._tries.wrong(address)
            raise Refused(403, "wrong-code")

    def _count(self, voter: str) -> None:
        acts = self._acts.setdefault(voter, Bucket(self._clock, ACTS, ACTS_A_SECOND))
        if wait_s := acts.wait_s():
            raise Refused(429, "wait", wait_s)
        acts.take()

    def _happen(self, event: Joined | Voted, only_if: Callable[[Room], bool] | None = None) -> Room:
        try:
            return self._host.happen(event, only_if)
        except ClassError as error:
            raise Refused(409, error.code) from None
