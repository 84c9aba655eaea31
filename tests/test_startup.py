"""What a start imports: the dear packages only where they are used."""

from __future__ import annotations

import subprocess
import sys

import pytest

from terminal import LONGEST_RUN_S

DUMP = (
    "import sys; from motdrill.cli.error_handler import run_to_exit_code; run_to_exit_code({!r}); "
    "print(*sys.modules, sep='\\n', file=sys.stderr)"
)
NEVER = (
    "questionary",
    "prompt_toolkit",
    "starlette",
    "uvicorn",
    "httpx",
    "sqlite3",
    "fsrs",
    "openpyxl",
    "asyncio",
    "importlib.metadata",
)
SCENARIOS = ("motdrill.scenario.model", "motdrill.scenario.load", "motdrill.drill")


def imported(env: dict[str, str], *words: str, typed: bytes = b"") -> set[str]:
    dump = DUMP.format(list(words))
    done = subprocess.run(
        [sys.executable, "-c", dump], input=typed, capture_output=True, env=env, timeout=LONGEST_RUN_S
    )
    assert done.returncode == 0
    return set(done.stderr.decode().split())


def within(modules: set[str], *packages: str) -> list[str]:
    return sorted(name for name in modules if any(name == each or name.startswith(each + ".") for each in packages))


@pytest.mark.parametrize("words", [["--help"], ["drill", "--help"], ["list"]], ids=" ".join)
def test_help_and_list_import_no_prompts_and_no_web_server(env: dict[str, str], words: list[str]) -> None:
    assert within(imported(env, *words), *NEVER) == []


def test_version_reads_the_versions_of_packages_and_imports_none_of_them(env: dict[str, str]) -> None:
    found = imported(env, "--version")
    assert "importlib.metadata" in found
    assert within(found, *(name for name in NEVER if name != "importlib.metadata"), *SCENARIOS, "rich.console") == []


@pytest.mark.parametrize("words", [["--help"], ["drill", "--help"], ["list"]], ids=" ".join)
def test_help_and_list_import_no_model_of_scenarios(env: dict[str, str], words: list[str]) -> None:
    assert within(imported(env, *words), *SCENARIOS) == []


@pytest.mark.parametrize("words", [["--help"], ["drill", "--help"]], ids=" ".join)
def test_help_imports_no_console_and_no_page_of_the_handbook(env: dict[str, str], words: list[str]) -> None:
    assert within(imported(env, *words), "rich.console", "rich.markdown", "motdrill.method.handbook") == []


@pytest.mark.parametrize("words", [["--help"], ["drill", "--help"]], ids=" ".join)
def test_help_reads_and_writes_no_file_and_imports_nothing_that_does(env: dict[str, str], words: list[str]) -> None:
    assert within(imported(env, *words), "yaml", "tempfile", "secrets") == []


@pytest.mark.parametrize(
    ("words", "modules"),
    [
        (["--help"], set()),
        (["check", "--help"], {"commands.check"}),
        (["panel", "--help"], {"commands.panel"}),
        (["schema"], {"commands.schema"}),
    ],
)
def test_of_all_commands_only_the_one_that_is_run_is_imported(
    env: dict[str, str], words: list[str], modules: set[str]
) -> None:
    shared = {"error_handler", "main", "help", "options", "completion", "examples", "usage_errors", "commands"}
    found = {name.removeprefix("motdrill.cli.") for name in within(imported(env, *words), "motdrill.cli")}
    assert found - shared - {"motdrill.cli"} == modules


def test_list_over_a_pipe_imports_no_console(env: dict[str, str]) -> None:
    assert within(imported(env, "list"), "rich.console") == []


def test_the_handbook_imports_no_model_of_scenarios_until_it_looks_for_those_that_train_a_page(
    env: dict[str, str],
) -> None:
    assert within(imported(env, "learn"), "motdrill.scenario.model", "questionary", "prompt_toolkit", "starlette") == []


def test_a_mistake_in_the_command_line_imports_no_more_than_help(env: dict[str, str]) -> None:
    assert within(imported(env, "dril"), *NEVER, *SCENARIOS, "rich.console") == []


def test_a_drill_by_lines_imports_no_prompts(env: dict[str, str]) -> None:
    found = imported(env, "drill", "bank-counter", "--plain", typed=b"q\n")
    assert within(found, "questionary", "prompt_toolkit", "rich.console", "asyncio", "motdrill.words") == []


def test_what_compares_words_is_imported_at_the_first_step_that_is_said_and_not_before(env: dict[str, str]) -> None:
    asked = ("drill", "bank-counter", "--plain", "--say")
    assert within(imported(env, *asked, typed=b"q\n"), "motdrill.words") == []
    assert within(imported(env, *asked, typed=b"3\nq\n"), "motdrill.words") != []


def test_the_tab_key_imports_no_model_and_no_console(env: dict[str, str]) -> None:
    asked = {"_MOTDRILL_COMPLETE": "complete_bash", "COMP_WORDS": "motdrill\ndrill\nba", "COMP_CWORD": "2"}
    assert within(imported(env | asked), *NEVER, *SCENARIOS, "rich.console", "pydantic") == []


@pytest.mark.parametrize("words", [["class", "bank-counter", "--hands", "--plain"], ["desk", "--help"]], ids=" ".join)
def test_a_class_imports_no_web_server_and_no_sockets_of_a_desk_unasked(env: dict[str, str], words: list[str]) -> None:
    found = imported(env, *words, typed=b"q\n")
    assert within(found, "starlette", "uvicorn", "segno", "multiprocessing.connection", "prompt_toolkit") == []
