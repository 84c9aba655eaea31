"""Joining and voting: whose request it is, whether it is allowed, and what it changes in the class."""

import re
import time
from collections.abc import Callable
from typing import Final

from motdrill.classroom.events import Joined, Voted
from motdrill.classroom.room import Room
from motdrill.errors import ClassError
from motdrill.live_class import LiveClass
from motdrill.phones.access import ClassAccess, new_token
from motdrill.phones.display_names import clean_name, make_unique
from motdrill.phones.phone_view import PhoneViews
from motdrill.phones.rate_limits import Bucket, Clock, CodeAttempts
from motdrill.phones.requests import JoinRequest, RequestRefused, VoteRequest

ACTS, ACTS_A_SECOND = 12, 3
"""Changes of vote or name per person: in a burst, and per second after it. The journal stores each change."""
_TOKEN: Final = re.compile("[A-Za-z0-9_-]{43}")


class Participants:
    """Lets people join and vote, by their tokens."""

    def __init__(
        self,
        live_class: LiveClass,
        access: ClassAccess,
        views_of: Callable[[Room], PhoneViews],
        people: int,
        clock: Clock = time.monotonic,
    ) -> None:
        """Starts without participants; `people` may be present at once, and the clock gives seconds."""
        self._class, self._access, self._views_of, self._people = live_class, access, views_of, people
        self._clock, self._code_attempts = clock, CodeAttempts(clock)
        self._acts: dict[str, Bucket] = {}

    def voter_of(self, token: str) -> str:
        """The id of the voter with a token, also of one who has left; empty if there is none."""
        voter = self._access.voter_of(token) if _TOKEN.fullmatch(token) else ""
        return voter if voter in self._class.room.voters else ""

    def join(self, request: JoinRequest, token: str, address: str) -> str:
        """Lets somebody join or come back, or changes their name; returns their token.

        Somebody new has no token (empty); `address` is the IP address of the request.

        Raises:
            RequestRefused: The code is wrong or was wrong too often, the class is full or locked, or this is too soon.
        """
        self._check_code(request.code, address)
        room, known = self._class.room, self.voter_of(token)
        if known:
            self._count_act(known)
        else:
            token = new_token()
        voter_id = known or self._access.voter_of(token)
        before = room.voters.get(voter_id)
        if self._class.is_locked and (before is None or not before.present):
            raise RequestRefused(403, "locked")
        others = [voter.name for other, voter in room.voters.items() if voter.present and other != voter_id]
        if len(others) >= self._people:
            raise RequestRefused(503, "class-full")
        name = make_unique(clean_name(request.name), others)
        if before is None or not before.present or before.name != name:
            self._apply(Joined(voter_id, name))
        return token

    def vote(self, request: VoteRequest, voter_id: str) -> PhoneViews:
        """Counts a vote of a voter (see `voter_of`), and returns the views after it.

        Raises:
            RequestRefused: They have not joined, or the vote is too late or too early, invalid, or too soon after
                others.
        """
        views = self._views_of(self._class.room)
        voter = views.room.voters.get(voter_id)
        if voter is None or not voter.present:
            raise RequestRefused(401, "not-in")
        if request.ask != views.question_id or views.room.phase != "voting":
            raise RequestRefused(409, "late")
        if views.phase != "voting":
            raise RequestRefused(409, "early")
        try:
            value = views.value_of(request.choice)
        except ValueError:
            raise RequestRefused(400, "no-answer") from None
        self._count_act(voter_id)
        if views.room.rounds[-1].ballots.get(voter_id) == value:
            return views
        checked = views.room
        is_in_time = lambda room: room is checked or self._views_of(room).question_id == request.ask  # noqa: E731
        return self._views_of(self._apply(Voted(voter_id, value), is_in_time))

    def _check_code(self, code: str, address: str) -> None:
        """Checks a code; during a wait a right code is refused too, which would otherwise reveal that it is right."""
        if wait_s := self._code_attempts.wait_s(address):
            raise RequestRefused(429, "wait", wait_s)
        if not self._access.accepts_code(code):
            self._code_attempts.count_wrong(address)
            raise RequestRefused(403, "wrong-code")

    def _count_act(self, voter_id: str) -> None:
        acts = self._acts.setdefault(voter_id, Bucket(self._clock, ACTS, ACTS_A_SECOND))
        if wait_s := acts.wait_s():
            raise RequestRefused(429, "wait", wait_s)
        acts.take()

    def _apply(self, event: Joined | Voted, only_if: Callable[[Room], bool] | None = None) -> Room:
        try:
            return self._class.apply(event, only_if)
        except ClassError as error:
            raise RequestRefused(409, error.code) from None
