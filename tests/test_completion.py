"""The tab key: what a shell offers, asked by bash itself and by what the scripts of the other shells ask."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

import batch
from motdrill import library
from motdrill.cli.completion import SHELLS, VARIABLE
from motdrill.method import handbook
from motdrill.scenario.problem import PROBLEM_NUMBERS
from practised import drilled
from terminal import LONGEST_RUN_S, Run, best
from test_help import commands

IDS = [path.stem for path, _own in library.scenario_files()]

OFFERED: dict[str, list[str]] = {
    "motdrill d": ["desk", "drill"],
    "motdrill drill ban": ["bank-counter"],
    "motdrill drill --e": ["--exam"],
    "motdrill drill --exam --se": ["--seed"],
    "motdrill --lang zh drill ban": ["bank-counter"],
    "motdrill drill --lang zh --as Li ban": ["bank-counter"],
    "motdrill drill --seed x ban": ["bank-counter"],
    "motdrill drill --lang ": ["en", "zh"],
    "motdrill drill bank-counter ": [],
    "motdrill drill --journal ": [],
    "motdrill show ": IDS,
    "motdrill report ban": ["bank-counter"],
    "motdrill check my.yaml ban": ["bank-counter"],
    "motdrill check --format g": ["github"],
    "motdrill check --explain ": sorted(PROBLEM_NUMBERS.values()),
    "motdrill export --format ": ["csv", "jsonl", "xapi"],
    "motdrill new my-case --channel in": ["in-person"],
    "motdrill learn den": ["deny"],
    "motdrill learn ": handbook.all_ids(),
    "motdrill panel ": ["sheet", "read"],
    "motdrill journal ": ["where", "check", "backup", "repair"],
    "motdrill panel sheet ban": ["bank-counter"],
    "motdrill panel read back.csv --scenario ban": ["bank-counter"],
    "motdrill completion ": list(SHELLS),
    "motdrill ": [name.split()[1] for name, _command in commands() if name.count(" ") == 1],
}


def asked(shell: str, line: str) -> dict[str, str]:
    """What the script of a shell sets."""
    words = re.split(" +", line)
    return {
        VARIABLE: f"complete_{shell}",
        "COMP_WORDS": "\n".join(words),
        "COMP_CWORD": str(len(words) - 1),
        "_TYPER_COMPLETE_ARGS": line,
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        "_TYPER_COMPLETE_WORD_TO_COMPLETE": words[-1],
    }


TAKEN_APART = {
    "bash": r"(.+)",
    "zsh": r'"([^"]+)"(?::"[^"\n]*")?(?=\n|\))',
    "fish": r"([^\t\n]+)(?:\t.*)?",
    "powershell": r"(.+?):::.*",
}


def offered(lines: Sequence[str], shell: str, env: Mapping[str, str], cwd: Path) -> list[list[str]]:
    """What a shell offers for each of some lines."""
    done = batch.run_all([[]] * len(lines), {**env, VARIABLE: "x"}, cwd, [asked(shell, line) for line in lines])
    assert {(each.code, each.err) for each in done} == {(0, "")}
    return [re.findall(TAKEN_APART[shell], each.out) for each in done]


@pytest.mark.parametrize("shell", SHELLS)
def test_every_shell_is_told_what_may_stand_there(env: dict[str, str], tmp_path: Path, shell: str) -> None:
    lines = [*OFFERED] if shell == "bash" else [*OFFERED][:12]
    found = offered(lines, shell, env, tmp_path)
    assert {line: sorted(each) for line, each in zip(lines, found, strict=True)} == {
        line: sorted(OFFERED[line]) for line in lines
    }


def test_every_option_of_every_command_is_offered(env: dict[str, str], tmp_path: Path) -> None:
    """Of a group its own, as long as no command of it is named."""
    found = offered([f"{name} --" for name, _command in commands()], "bash", env, tmp_path)
    for (name, command), each in zip(commands(), found, strict=True):
        options = {opt for param in command.params if param.param_type_name == "option" for opt in param.opts}
        assert set(each) == options | {"--help", "--lang"}, name


def test_own_scenarios_are_offered_and_those_that_a_shell_would_take_apart_are_not(
    env: dict[str, str], own: Path, tmp_path: Path
) -> None:
    for name in ("mine.yaml", "投诉.yml", "a b.yaml", "$(date).yaml", "x;y.yaml", "notes.txt"):
        (own / name).touch()
    found = offered(["motdrill drill "], "zsh", env, tmp_path)[0]
    assert sorted(found) == sorted([*IDS, "mine", "投诉"])


@pytest.mark.parametrize("words", ["progress --by ", "drill --as ", "review --as ", "export --by ", "forget "])
def test_names_of_the_journal_are_offered_and_none_where_there_is_no_journal(
    env: dict[str, str], tmp_path: Path, words: str
) -> None:
    line, names = f"motdrill {words}", tmp_path / "names.db"
    for name in ("Zoë", "Li Wei"):
        drilled(names, "address-question", best, count=1, trainee=name)
    with_names, without = env | {"MOTDRILL_JOURNAL": str(names)}, env | {"MOTDRILL_JOURNAL": str(tmp_path / "no.db")}
    assert offered([line], "bash", with_names, tmp_path) == [["Zoë"]]
    assert offered([line], "bash", without, tmp_path) == [[]]
    names.write_bytes(b"no journal at all" * 99)
    assert offered([line], "bash", with_names, tmp_path) == [[]]


def test_what_is_offered_is_told_in_the_language_in_use(env: dict[str, str], tmp_path: Path) -> None:
    lines = ["motdrill re", "motdrill learn den", "motdrill drill --plai"]
    done = batch.run_all(
        [[]] * 3, {**env, VARIABLE: "x", "MOTDRILL_LANG": "zh"}, tmp_path, [asked("fish", line) for line in lines]
    )
    for each in done:
        assert all(re.fullmatch(r"\S+\t.*[\u4e00-\u9fff].*", line) for line in each.out.splitlines()), each.out


def test_a_sentence_beside_an_offer_stays_on_its_line_and_keeps_its_apostrophe(
    env: dict[str, str], tmp_path: Path
) -> None:
    done = batch.run_all(
        [[]] * 2,
        {**env, VARIABLE: "x", "COLUMNS": "20"},
        tmp_path,
        [asked(shell, "motdrill ") for shell in ("fish", "zsh")],
    )
    assert len(done[0].out.splitlines()) == len(OFFERED["motdrill "])
    assert '"show":"One scenario’s card."' in done[1].out


def test_fish_learns_by_the_exit_code_whether_there_is_anything(env: dict[str, str], tmp_path: Path) -> None:
    lines = ["motdrill drill ban", "motdrill drill bank-counter ", "motdrill export --output "]
    more = [asked("fish", line) | {"_TYPER_COMPLETE_FISH_ACTION": "is-args"} for line in lines]
    done = batch.run_all([[]] * 3, {**env, VARIABLE: "x"}, tmp_path, more)
    assert [(each.code, each.out, each.err) for each in done] == [(0, "", ""), (1, "", ""), (1, "", "")]


def test_a_fault_says_nothing_into_the_line_that_is_being_typed(env: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    lines = ["motdrill drill ", "motdrill nosuch ", "motdrill drill --nosuch ban", 'motdrill learn "de', "motdrill '"]
    done = batch.run_all(
        [[]] * len(lines),
        {**env, VARIABLE: "x", "MOTDRILL_LIBRARY": str(tmp_path / "file" / "under")},
        tmp_path,
        [asked(shell, line) for shell, line in zip(("bash", "zsh", "fish", "powershell", "bash"), lines, strict=True)],
    )
    assert [each.err for each in done] == [""] * len(lines)


# ---------------------------------------------------------------- the scripts


def test_each_shell_has_its_script(run: Run) -> None:
    for shell in SHELLS:
        done = run("completion", shell)
        assert (done.code, done.err) == (0, "")
        assert f"{VARIABLE}=complete_{shell}" in done.out.replace(' = "', "=")


def test_bash_completes_with_the_script(env: dict[str, str], tmp_path: Path) -> None:
    """In bash itself, which breaks the line into words and calls what the script defines."""
    program = tmp_path / "bin" / "motdrill"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m motdrill "$@"\n', "utf-8")
    program.chmod(0o755)
    bash = shutil.which("bash")
    assert bash
    script = """
        source <(motdrill completion bash)
        ask() { COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)); _motdrill_completion motdrill; echo "${COMPREPLY[@]}"; }
        ask motdrill drill ban
        ask motdrill --lang zh panel ''
        ask motdrill learn --pl
        complete -p motdrill
    """
    done = subprocess.run(
        [bash, "--norc", "-c", script],
        env={**env, "PATH": f"{program.parent}:{env['PATH']}"},
        capture_output=True,
        text=True,
        timeout=LONGEST_RUN_S,
    )
    assert done.stdout.splitlines() == [
        "bank-counter",
        "sheet read",
        "--plain",
        "complete -o default -F _motdrill_completion motdrill",
    ]
    assert done.stderr == ""
