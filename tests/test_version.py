"""`--version`: one line for programs, and below it what a report of a fault needs, without a word about a person."""

from __future__ import annotations

import platform
import re
import sys
from importlib import metadata
from pathlib import Path

from motdrill import __version__, library
from motdrill.cli.version import PACKAGES
from terminal import Opened, Ran, Run

ROWS = ("python", "platform", "program", "library", "own", "journal", "config", "packages", "extras", "terminal")


def version_lines(done: Ran) -> dict[str, str]:
    """What is told below the version, by name."""
    assert (done.code, done.err) == (0, "")
    first, blank, *others = done.out.splitlines()
    assert (first, blank) == (f"motdrill {__version__}", "")
    return dict(re.split(r": +", line, maxsplit=1) for line in others)  # type: ignore[misc]


def test_version_tells_what_a_report_needs(run: Run, own: Path, tmp_path: Path) -> None:
    (own / "mine.yaml").touch()
    found = version_lines(run("--version", MOTDRILL_JOURNAL=str(tmp_path / "no.db"), HOME=str(tmp_path / "nobody")))
    assert list(found) == [*ROWS, "language", "set"]
    assert found["python"] == f"CPython {platform.python_version()}, {sys.executable}"
    bundled = library.bundled_folder()
    assert found["library"] == f"{bundled} (a folder, scenarios in it: {len(list(bundled.glob('*.yaml')))})"
    assert found["own"] == f"{own} (a folder, scenarios in it: 1)"
    assert found["journal"] == f"{tmp_path / 'no.db'} (not there)"
    assert found["config"].endswith("config.toml (not there)")
    assert found["packages"] == ", ".join(f"{name} {metadata.version(name)}" for name in PACKAGES)
    assert found["terminal"].startswith("input none, ") and "TERM xterm-256color; colour none" in found["terminal"]
    assert found["language"] == "asked en, used en"


def test_version_tells_which_language_was_asked_for_and_is_itself_the_same_in_all(run: Run) -> None:
    english, german = (version_lines(run("--version", "--lang", lang)) for lang in ("en", "de"))
    assert german["language"] == "asked de, used en"
    assert version_lines(run("--version", "--lang", "zh"))["language"] == "asked zh, used zh"
    assert {name for name in english if english[name] != german[name]} == {"journal", "language"}


def test_version_tells_the_terminal_it_sees(opened: Opened) -> None:
    terminal = opened("--version", columns=132, rows=40)
    shown = " ".join(terminal.wait_for("language:").split())
    assert "input a terminal, utf-8; output a terminal, utf-8; errors a terminal, utf-8; 132x40" in shown
    assert "colour 256" in shown


def test_version_tells_no_key_and_nobodys_name(run: Run, tmp_path: Path) -> None:
    home = tmp_path / "somebody"
    (home / ".config" / "motdrill").mkdir(parents=True)
    (home / ".config" / "motdrill" / "config.toml").write_text('[lrs]\nkey = "trainer:horse"\n', "utf-8")
    own = {"MOTDRILL_LRS_KEY": "trainer:battery", "MOTDRILL_LRS_ENDPOINT": "https://lrs.example.org/staple"}
    own |= {"XDG_CONFIG_HOME": "", "XDG_DATA_HOME": ""}
    done = run("--version", HOME=str(home), MOTDRILL_NAME="张伟", MOTDRILL_LIBRARY="", MOTDRILL_JOURNAL="", **own)
    found = version_lines(done)
    assert found["journal"] == "~/.local/share/motdrill/journal.db (not there)"
    assert found["config"] == "~/.config/motdrill/config.toml (28 bytes)"
    assert found["set"] == (
        "MOTDRILL_JOURNAL, MOTDRILL_LIBRARY, MOTDRILL_LRS_ENDPOINT, MOTDRILL_LRS_KEY, MOTDRILL_NAME"
    )
    secrets = ["trainer", "horse", "battery", "staple", "张伟", "somebody", platform.node()]
    assert [word for word in secrets if word and re.search(rf"\b{re.escape(word)}\b", done.out)] == []


def test_version_is_told_whatever_is_wrong_with_the_places(run: Run, tmp_path: Path) -> None:
    loop, folder = tmp_path / "loop", tmp_path / "folder"
    loop.symlink_to(loop)
    folder.mkdir()
    (tmp_path / "file").touch()
    found = version_lines(
        run(
            "--version",
            MOTDRILL_JOURNAL=str(folder),
            MOTDRILL_LIBRARY=str(tmp_path / "file" / "under"),
            MOTDRILL_CONFIG=str(loop),
            HOME="/",
            XDG_DATA_HOME="relative",
        )
    )
    assert found["journal"] == f"{folder} (a folder, scenarios in it: 0)"
    assert version_lines(run("--version", MOTDRILL_JOURNAL="~nobody-of-that-name/x.db"))["journal"].startswith(
        "~nobody-of"
    )
    assert found["own"].endswith("(Not a directory)")
    assert "symbolic links" in found["config"]
