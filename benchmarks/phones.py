"""How long a vote takes when a whole room votes at once, against a bare Starlette app that only counts.

Both servers run in processes of their own and get the votes of each round in turn, from the same client.
"""

import asyncio
import json
import threading
import time
from multiprocessing import Pipe, Process
from multiprocessing.connection import Connection
from statistics import median, quantiles

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from benchmarks.scenarios import plain_scenario
from benchmarks.table import Row
from motdrill.classroom.events import Closed, Joined, Took
from motdrill.classroom.room import new_room
from motdrill.drill.drill import Drill
from motdrill.live_class import LiveClass
from motdrill.phones.access import ClassAccess, new_access, new_token
from motdrill.phones.phone_view import PhoneViews
from motdrill.phones.server import PhoneServer
from motdrill.scenario.model import Scenario

HOST = "127.0.0.1"
CHOICES = 4
TEXT = "It is two minutes to five and this window is open, so tell me what you have come for, and I write it down."
"""As long as the texts of real scenarios."""


def measure(phones: int = 500, rounds: int = 20) -> list[Row]:
    access, tokens, (pipe, far_end) = new_access(HOST), [new_token() for _ in range(phones)], Pipe()
    bare_server = Process(target=serve_bare, args=(far_end,), daemon=True)
    server = Process(target=serve_class, args=(far_end, access, tokens, rounds), daemon=True)
    bare_server.start()
    bare_port = pipe.recv()
    server.start()
    host, cookie = f"{HOST}:{(port := pipe.recv())}", access.cookie
    heads = [f"Host: {host}\r\nOrigin: http://{host}\r\nCookie: {cookie}={token}\r\n" for token in tokens]
    ours, bare, miscounted = asyncio.run(vote_in_turn(pipe, (port, bare_port), heads, rounds))
    for process in (server, bare_server):
        process.kill()
    rows = []
    for name, statistic in (("median", median), ("95th percentile", lambda waits: quantiles(waits, n=20)[18])):
        mine, theirs = (list(map(statistic, waits)) for waits in (ours, bare))
        rows.append(Row(f"a vote, {name}", "s", mine, f"bare Starlette, {name}", theirs, max_ratio=1.5))
    return [*rows, Row("votes lost or counted twice", "votes", [miscounted], max_value=0)]


async def vote_in_turn(
    pipe: Connection, ports: tuple[int, int], heads: list[str], rounds: int
) -> tuple[list[list[float]], list[list[float]], int]:
    """Has all phones vote on both ports in turn; on the first, each also has an open event stream.

    Returns the seconds of all votes of each round, for each port, and how many votes were counted wrongly.
    """
    streams = [await asyncio.get_running_loop().create_connection(asyncio.Protocol, HOST, ports[0]) for _ in heads]
    for (stream, _protocol), head in zip(streams, heads, strict=True):
        stream.write(f"GET /events HTTP/1.1\r\n{head}\r\n".encode())
    phones = [[await asyncio.open_connection(HOST, port) for _ in heads] for port in ports]
    choices, waits, miscounted = [i % CHOICES for i in range(len(heads))], ([], []), 0
    for number in range(rounds):
        question = pipe.recv()
        bodies = [json.dumps({"ask": question, "choice": choice}) for choice in choices]
        await asyncio.sleep(0.6)  # streams bring the question at most every 0.2 s, and to one phone after the other
        for side in (0, 1) if number % 2 else (1, 0):
            waits[side].append(await asyncio.gather(*map(send_vote, phones[side], heads, bodies)))
        pipe.send("next")
        miscounted += sum(abs(count - choices.count(choice)) for choice, count in enumerate(pipe.recv()))
    for transport in (*(stream for stream, _ in streams), *(writer for side in phones for _, writer in side)):
        transport.close()
    return *waits, miscounted


async def send_vote(phone: tuple[asyncio.StreamReader, asyncio.StreamWriter], head: str, body: str) -> float:
    """Sends a vote, and returns the seconds until its response has come."""
    reader, writer = phone
    head = f"{head}Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    start = time.perf_counter()
    writer.write(f"POST /vote HTTP/1.1\r\n{head}\r\n{body}".encode())
    response = await reader.readuntil(b"\r\n\r\n")
    await reader.readexactly(int(response.lower().split(b"content-length:")[1].split(b"\r\n")[0]))
    seconds = time.perf_counter() - start
    if b" 200 " not in response[:15]:
        raise RuntimeError(response.decode())
    return seconds


def serve_class(pipe: Connection, access: ClassAccess, tokens: list[str], rounds: int) -> None:
    """Serves a class; sends its port, then each question and, on demand, how often each choice was counted."""
    replies = [{"text": f"{i} {TEXT}", "score": 3 - i, "why": TEXT} for i in range(CHOICES)]
    scenario = Scenario.model_validate(plain_scenario(TEXT, [replies] * rounds))
    live_class = LiveClass(new_room(Drill(scenario, "growing", 7)), lambda _event: None)
    for token in tokens:
        live_class.apply(Joined(access.voter_of(token), ""))
    live_class.show_on_wall("question")
    server = PhoneServer(live_class, access, people=len(tokens))
    server.start()
    pipe.send(server.access.port)
    while live_class.room.phase == "voting":
        pipe.send(PhoneViews(live_class.room, ("en",), live_class.wall).question_id)
        pipe.recv()
        room = live_class.apply(Closed())
        shown = room.drill.choice_order(room.drill.step_id)
        pipe.send([room.splits[-1].counts[choice] for choice in shown])
        live_class.apply(Took(shown[0]))


def serve_bare(pipe: Connection) -> None:
    """Serves an app that counts choices and does nothing else; sends its port."""
    counts = [0] * CHOICES

    async def vote(request: Request) -> JSONResponse:
        counts[(await request.json())["choice"]] += 1
        return JSONResponse({})

    app = Starlette(routes=[Route("/vote", vote, methods=["POST"])])
    server = uvicorn.Server(uvicorn.Config(app, HOST, 0, log_config=None, access_log=False, ws="none", lifespan="off"))
    threading.Thread(target=server.run).start()
    while not server.started:
        time.sleep(0.01)
    pipe.send(server.servers[0].sockets[0].getsockname()[1])
