"""Who may be the facilitator's desk in a browser: whoever had the code first, until there is another code."""

import hmac
import time
from collections.abc import Callable
from typing import Final, Protocol

from motdrill.phones.access import ClassAccess, is_same_code, new_code, new_token
from motdrill.phones.rate_limits import Bucket, Clock, CodeAttempts
from motdrill.phones.requests import RequestRefused

CODE_LENGTH: Final = 10
"""Letters of a desk's code; of 31 letters, 800 million million codes."""
PRESSES, PRESSES_A_SECOND = 20, 5
"""Lines that a desk sends: in a burst, and per second after it."""


class DeskHost(Protocol):
    """What a class lets its desk see and do; its methods may be called from any thread."""

    def document(self) -> str:
        """The page and the question that stands, as JSON."""
        ...

    def answer(self, serial: int, line: str) -> bool:
        """Answers the question with a number; False if that is not possible."""
        ...

    def take(self) -> int:
        """Gives the desk to another screen, and returns its number."""
        ...

    def holds(self, screen: int) -> bool:
        """Whether a screen has the desk."""
        ...

    def leave(self, screen: int) -> None:
        """Takes note that a screen has gone."""
        ...


class DeskAccess:
    """The code that opens the desk once, and whose token is the desk's now.

    Attributes:
        host: What the desk sees and does.
        holder: The id of the token that the desk has; empty before one is open.
        is_over: Whether the server stops, and with it the desk's stream.
    """

    def __init__(
        self, host: DeskHost, holder: str, remember: Callable[[str], None], clock: Clock = time.monotonic
    ) -> None:
        """Starts with the desk of a class that is resumed, if it had one; `remember` stores the id of another."""
        self.host, self.holder, self._remember, self._clock = host, holder, remember, clock
        self._code, self.is_over = "", False
        self._attempts = CodeAttempts(clock)
        self._presses = Bucket(clock, PRESSES, PRESSES_A_SECOND)

    def new_code(self) -> str:
        """Makes the code that opens the desk next; those before it open nothing any more."""
        self._code = new_code(CODE_LENGTH)
        return f"{self._code[:5]}-{self._code[5:]}"

    def open(self, access: ClassAccess, code: str, address: str) -> str:
        """Opens the desk with its code, which is then used up, and returns the desk's token.

        Raises:
            RequestRefused: The code is wrong or used up, or was wrong too often.
        """
        if wait_s := self._attempts.wait_s(address):
            raise RequestRefused(429, "wait", wait_s)
        if not (self._code and is_same_code(code, self._code)):
            self._attempts.count_wrong(address)
            raise RequestRefused(403, "desk-code")
        token, self._code = new_token(), ""
        self.holder = desk_id(access, token)
        self._remember(self.holder)
        return token

    def check(self, access: ClassAccess, token: str) -> None:
        """Checks that a token is the desk's.

        Raises:
            RequestRefused: It is not.
        """
        if not (token and self.holder and hmac.compare_digest(desk_id(access, token), self.holder)):
            raise RequestRefused(401, "no-desk")

    def press(self, screen: int, serial: int, line: str) -> None:
        """Answers the class's question with a line.

        Raises:
            RequestRefused: The screen is the desk no more, the question has been answered, that is no answer to it,
                or it comes too soon after others.
        """
        if not self.host.holds(screen):
            raise RequestRefused(409, "desk-taken")
        if wait_s := self._presses.wait_s():
            raise RequestRefused(429, "wait", wait_s)
        self._presses.take()
        if not self.host.answer(serial, line):
            raise RequestRefused(409, "late")


def desk_id(access: ClassAccess, token: str) -> str:
    """The id of a desk's token: its HMAC, so that the journal holds no token; never that of a voter."""
    return access.voter_of(f"desk {token}")


def desk_cookie(access: ClassAccess) -> str:
    """The name of the cookie with the desk's token."""
    return f"{access.cookie}-desk"
