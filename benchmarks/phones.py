"""How long a vote waits for its answer when a whole room votes at once, beside a bare Starlette app that only counts.

500 phones on loopback, each with an open stream, vote 20 rounds, all in the same moment. Both servers run in processes
of their own and are asked in turn by the same client, round by round. Every vote has to be counted exactly once. Bar:
1.5 times the bare app, by the median and by the 95th percentile of a round.
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import socket
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from benchmarks.table import ALL_OF_THEM, Row, alone, at_most
from motdrill.classroom.events import Closed, Joined, Took
from motdrill.classroom.room import new_room
from motdrill.drill.drill import Drill
from motdrill.live_class import LiveClass
from motdrill.phones.access import ClassAccess, new_access, new_token
from motdrill.phones.server import PhoneServer
from motdrill.scenario.load import load

CHOICES = 4


def measure(phones: int = 500, rounds: int = 20) -> list[Row]:
    """A vote to its answer, round by round; and whether each was counted."""
    tokens = [new_token() for _ in range(phones)]
    sides = [
        started(serve_class, rounds, tokens),
        started(serve_bare, rounds, tokens),
    ]
    counted = asyncio.run(compare(sides, rounds, tokens))
    medians, late = (
        [[each(waits_s) for waits_s in side.waits_s] for side in sides] for each in (median, percentile_95)
    )
    what, bare, most = f"a vote of {phones} to its answer", "bare Starlette", at_most(1.5)
    cast = phones * rounds
    return [
        Row(f"{what}, median", "s", medians[0], bare, medians[1], most),
        Row(f"{what}, 95th percentile", "s", late[0], bare, late[1], most),
        Row("votes counted exactly once", "votes", [counted], "votes cast", [cast], ALL_OF_THEM),
    ]


def median(waits_s: list[float]) -> float:
    """The median of the waits of a round."""
    return statistics.median(waits_s)


def percentile_95(waits_s: list[float]) -> float:
    """What nineteen in twenty of a round waited at most."""
    return statistics.quantiles(waits_s, n=20)[18]


def scenario(rounds: int) -> str:
    """A scenario of so many steps of four replies, as long as real ones."""
    words = "It is two minutes to five and this window is open, so tell me what you have come for, and I write it down."
    lines = ["format: 1", "title: Growing", "customer: {name: Lin, anger: 3}", "steps:"]
    for number in range(rounds):
        lines += [f"  step-{number}:", f'    says: "{words}"', "    replies:"]
        lines += [f'      reply-{i}: {{text: "{i} {words}", score: {3 - i}, why: "{words}"}}' for i in range(CHOICES)]
    return "\n".join(lines) + "\n"


def serve_class(pipe: Connection, door: ClassAccess, rounds: int, tokens: list[str]) -> None:
    """Runs a class whose people have joined; goes to the next step, and tells the split, when asked."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "growing.yaml"
        path.write_text(scenario(rounds), encoding="utf-8")
        host = LiveClass(new_room(Drill(load(path).scenario, "growing", 7)), lambda _event: None)
    for token in tokens:
        host.apply(Joined(door.voter_of(token), ""))
    server = PhoneServer(host, door, people=len(tokens))
    server.start()
    pipe.send("ready")
    while pipe.recv() == "next":
        host.apply(Closed())
        split = host.room.splits[-1]
        shown = host.room.drill.shown_order(host.room.drill.state.step or "")
        pipe.send([split.counts[each] for each in shown])
        host.apply(Took(shown[0]))
    server.stop()


def serve_bare(pipe: Connection, door: ClassAccess, _rounds: int, _tokens: list[str]) -> None:
    """Runs an app that counts choices and does nothing else."""
    counts = [0] * CHOICES

    async def vote(request: Request) -> JSONResponse:
        counts[(await request.json())["choice"]] += 1
        return JSONResponse({})

    app = Starlette(routes=[Route("/vote", vote, methods=["POST"])])
    config = uvicorn.Config(app, "127.0.0.1", door.port, log_config=None, access_log=False, ws="none", lifespan="off")
    server = uvicorn.Server(config)

    def answer() -> None:
        while not server.started:
            time.sleep(0.01)
        pipe.send("ready")
        while pipe.recv() == "next":
            pipe.send(counts[:])
            counts[:] = [0] * CHOICES
        server.should_exit = True

    async def run() -> None:
        await asyncio.gather(server.serve(), asyncio.to_thread(answer))

    asyncio.run(run())


@dataclass
class Side:
    """A server and the connections of all phones to it."""

    door: ClassAccess
    pipe: Connection
    process: multiprocessing.Process
    phones: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]]
    waits_s: list[list[float]]

    def request(self, token: str, ask: str, choice: int) -> bytes:
        """A vote, as the page sends it."""
        body = json.dumps({"ask": ask, "choice": choice}).encode()
        host = f"127.0.0.1:{self.door.port}"
        return (
            f"POST /vote HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nCookie: {self.door.cookie}={token}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        ).encode() + body

    async def round(self, tokens: list[str], ask: str, number: int) -> int:
        """Has all phones vote at once, and gives back how many votes were counted once."""
        waits_s: list[float] = []
        self.waits_s.append(waits_s)

        async def vote(i: int) -> None:
            reader, writer = self.phones[i]
            begin_s = time.perf_counter()
            writer.write(self.request(tokens[i], ask, (i + number) % CHOICES))
            head = await reader.readuntil(b"\r\n\r\n")
            length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
            await reader.readexactly(length)
            waits_s.append(time.perf_counter() - begin_s)
            if b" 200 " not in head[:15]:
                raise RuntimeError(head.decode())

        await asyncio.gather(*(vote(i) for i in range(len(tokens))))
        self.pipe.send("next")
        counts = await asyncio.to_thread(self.pipe.recv)
        cast = [sum((i + number) % CHOICES == each for i in range(len(tokens))) for each in range(CHOICES)]
        return len(tokens) - sum(abs(found - given) for found, given in zip(counts, cast, strict=True))


class Watchers:
    """The open streams of all phones, and what the last one was shown."""

    def __init__(self) -> None:
        self.ask, self._changed = "", asyncio.Event()

    async def watch(self, side: Side, token: str, tells: bool) -> None:
        """Reads a stream to its end."""
        reader, writer = await asyncio.open_connection("127.0.0.1", side.door.port, limit=1 << 20)
        head = f"GET /events HTTP/1.1\r\nHost: 127.0.0.1:{side.door.port}\r\nCookie: {side.door.cookie}={token}\r\n\r\n"
        writer.write(head.encode())
        while line := await reader.readline():
            if tells and line.startswith(b"data: {"):
                self.ask = json.loads(line[6:])["room"].get("ask", "")
                self._changed.set()
        writer.close()

    async def other_than(self, ask: str) -> str:
        """Waits for the next question."""
        while self.ask in ("", ask):
            self._changed.clear()
            await self._changed.wait()
        return self.ask


def started(serve: Callable[..., None], rounds: int, tokens: list[str]) -> Side:
    """A server in a process of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        door = new_access("127.0.0.1", free.getsockname()[1])
    pipe, other = multiprocessing.Pipe()
    process = multiprocessing.Process(target=serve, args=(other, door, rounds, tokens), daemon=True)
    process.start()
    pipe.recv()
    return Side(door, pipe, process, [], [])


async def compare(sides: list[Side], rounds: int, tokens: list[str]) -> int:
    """Has both sides vote round by round, and gives back how many of motdrill's votes were counted once."""
    ours, _bare = sides
    watchers = Watchers()
    streams = [asyncio.create_task(watchers.watch(ours, token, i == 0)) for i, token in enumerate(tokens)]
    for side in sides:
        side.phones = [await asyncio.open_connection("127.0.0.1", side.door.port) for _token in tokens]
    counted, ask = 0, ""
    for number in range(rounds):
        ask = await watchers.other_than(ask)
        await asyncio.sleep(0.3)  # the last phone has the question, too
        for side in sides[:: 1 if number % 2 else -1]:
            right = await side.round(tokens, ask, number)
            if side is ours:
                counted += right
            elif right < len(tokens):
                raise RuntimeError("The bare app has lost votes: there is nothing to stand against.")
    await stopped(sides, streams)
    return counted


async def stopped(sides: list[Side], streams: list[asyncio.Task[None]]) -> None:
    """Ends both servers, and waits for the ends of the streams."""
    for side in sides:
        side.pipe.send("end")
        for _reader, writer in side.phones:
            writer.close()
    await asyncio.gather(*streams, return_exceptions=True)
    for side in sides:
        await asyncio.to_thread(side.process.join, 5)
        side.pipe.close()


if __name__ == "__main__":
    sys.exit(alone(measure))
