"""Stores to send to: a real one, a wire that breaks on the way to it, and one that says what it is told to say."""

from __future__ import annotations

import base64
import http.client
import json
import os
import shutil
import socket
import subprocess
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
NAME, SECRET = "trainer", "correct-horse-battery"
KEY = f"{NAME}:{SECRET}"
BASIC = base64.b64encode(KEY.encode()).decode()
PATIENCE_S = 120.0


def ralph_program() -> Path:
    """Where Ralph is: in an environment of its own beside the checkout, or where MOTDRILL_TEST_LRS says."""
    place = ("Scripts", "ralph.exe") if os.name == "nt" else ("bin", "ralph")
    program = Path(os.environ.get("MOTDRILL_TEST_LRS") or ROOT.joinpath(".venv-lrs", *place))
    found = shutil.which(program)
    assert found, f"There is no Ralph at {program}. `make test` sets it up; MOTDRILL_TEST_LRS may name another."
    return Path(found)


def ralph_python() -> Path:
    """The Python that Ralph is installed for."""
    return ralph_program().with_name("python.exe" if os.name == "nt" else "python")


def free_port() -> int:
    """A port on loopback that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Ralph:
    """A real learning record store, on loopback, which keeps statements in a file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.endpoint = f"http://127.0.0.1:{self.port}/xAPI"
        self._process: subprocess.Popen[bytes] | None = None
        self._env = {name: value for name, value in os.environ.items() if not name.startswith(("RALPH_", "PYTHON"))} | {
            "RALPH_AUTH_FILE": str(folder / "auth.json"),
            "RALPH_HISTORY_FILE": str(folder / "history.json"),
            "RALPH_RUNSERVER_BACKEND": "fs",
            "RALPH_RUNSERVER_MAX_SEARCH_HITS_COUNT": "100000",
            "RALPH_BACKENDS__LRS__FS__DEFAULT_DIRECTORY_PATH": str(folder / "data"),
        }

    def start(self) -> None:
        """Starts the server and waits until it answers."""
        words = [ralph_python(), HERE / "serve.py", str(self.port), NAME, SECRET]
        log = (self.folder / "ralph.log").open("ab")
        self._process = subprocess.Popen(words, env=self._env, cwd=self.folder, stdout=log, stderr=log)
        log.close()
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end and self._process.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise AssertionError(f"Ralph does not start:\n{(self.folder / 'ralph.log').read_text()}")

    def kill(self) -> None:
        """Ends the server at once, as a power cut does."""
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None

    def stored(self) -> list[dict[str, Any]]:
        """Everything the store has, asked from it, without what it adds of its own."""
        headers = {"Authorization": f"Basic {BASIC}", "X-Experience-API-Version": "1.0.3"}
        request = urllib.request.Request(f"{self.endpoint}/statements?limit=100000", headers=headers)
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=PATIENCE_S) as response:
            found = json.load(response)["statements"]
        return [{name: each[name] for name in each if name not in ("stored", "authority")} for each in found]


def complaints(statements: str) -> list[str]:
    """What Ralph's own model of xAPI finds wrong with an array of statements; its last line says how many there are."""
    words = [ralph_python(), HERE / "validate.py"]
    done = subprocess.run(words, input=statements.encode(), capture_output=True, check=True, timeout=PATIENCE_S)
    return done.stdout.decode().splitlines()


@contextmanager
def _served(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/xAPI"
    finally:
        server.shutdown()
        server.server_close()


class _Quiet(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_words: object) -> None:
        pass

    def body(self) -> bytes:
        return self.rfile.read(int(self.headers["Content-Length"]))

    def answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response_only(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def hang_up(self) -> None:
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)


def passed(
    request: BaseHTTPRequestHandler, body: bytes, halfway: Callable[[], None] | None, port: int
) -> tuple[int, bytes]:
    """Passes a request on to a port, something happening when half of its body has arrived there; the response."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)) as connection:
        connection.putrequest(request.command, request.path, skip_accept_encoding=True)
        for name, value in request.headers.items():
            if name.lower() != "host":
                connection.putheader(name, value)
        connection.endheaders(body[: len(body) // 2])
        if halfway:
            halfway()
        connection.send(body[len(body) // 2 :])
        response = connection.getresponse()
        return response.status, response.read()


@contextmanager
def wire(ralph: Ralph, plan: dict[int, str]) -> Iterator[str]:
    """A wire to Ralph: passes requests on, but for those that `plan` names by number, from 1.

    `kill` kills Ralph when half of the request's body has arrived there; `lose` passes the request on and loses the
    answer.
    """
    count = iter(range(1, 1_000_000))

    class Wire(_Quiet):
        def do_POST(self) -> None:
            self.pass_on(self.body(), plan.pop(next(count), "pass"))

        def do_GET(self) -> None:
            self.pass_on(b"", "pass")

        def pass_on(self, body: bytes, fate: str) -> None:
            try:
                status, answer = passed(self, body, ralph.kill if fate == "kill" else None, ralph.port)
            except (OSError, http.client.HTTPException):
                return self.hang_up()
            if fate == "lose":
                return self.hang_up()
            return self.answer(status, {"Content-Type": "application/json"}, answer)

    with _served(Wire) as endpoint:
        yield endpoint


class Told:
    """A store that answers what it is told to.

    Attributes:
        requests: The statements of each request.
        headers: The headers of each request.
        shown: What it shows to whoever asks for a statement, by its id.
        asked: How often it was asked for one.
    """

    def __init__(self, say: Callable[[list[dict[str, Any]]], tuple[int, dict[str, str], str]]) -> None:
        self.say = say
        self.requests: list[list[dict[str, Any]]] = []
        self.headers: list[dict[str, str]] = []
        self.shown: dict[str, dict[str, Any]] = {}
        self.asked = 0
        self.endpoint = ""


@contextmanager
def telling(*answers: tuple[int, dict[str, str], str]) -> Iterator[Told]:
    """A store that gives these answers, one a request, and takes everything after the last."""
    rest = list(answers)
    with answering(lambda statements: rest.pop(0) if rest else receipt(statements)) as told:
        yield told


@contextmanager
def answering(say: Callable[[list[dict[str, Any]]], tuple[int, dict[str, str], str]]) -> Iterator[Told]:
    """A store that answers what a function of the statements says: status, headers, body."""
    told = Told(say)

    class Teller(_Quiet):
        def do_POST(self) -> None:
            statements = json.loads(self.body())
            told.requests.append(statements)
            told.headers.append(dict(self.headers.items()))
            status, headers, body = told.say(statements)
            self.answer(status, headers, body.encode())

        def do_GET(self) -> None:
            told.asked += 1
            statement_id = parse_qs(urlsplit(self.path).query)["statementId"][0]
            found = told.shown.get(statement_id)
            self.answer(200 if found else 404, {}, json.dumps(found).encode())

    with _served(Teller) as told.endpoint:
        yield told


def receipt(statements: Sequence[dict[str, Any]]) -> tuple[int, dict[str, str], str]:
    """What a store answers that has taken statements."""
    return 200, {"Content-Type": "application/json"}, json.dumps([each["id"] for each in statements])


def without_httpx(folder: Path) -> dict[str, str]:
    """An environment in which the package that sending needs is not installed."""
    hidden = folder / "hidden"
    hidden.mkdir()
    (hidden / "httpx.py").write_text("raise ModuleNotFoundError('No module named httpx', name='httpx')\n")
    return {"PYTHONPATH": os.pathsep.join(filter(None, [str(hidden), os.environ.get("PYTHONPATH", "")]))}
