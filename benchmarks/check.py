"""How long checking takes, against its peers, over many generated scenario files.

Each side is one process over all files: PyYAML's CSafeLoader alone (the floor), motdrill loading and validating,
motdrill checking with all findings, and on a tenth of the files (they are slow) check-jsonschema with the exported
schema, and yamllint. Bars: loading 0.7 of the floor, checking 1.5; the peers at least 8 times as long as checking.
"""

from __future__ import annotations

import argparse
import compileall
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]
SKILLS = (["state"], ["language", "feel"], ["felt"], ["found", "offer"], ["confirm"])
PEERS_SHARE = 10
BARS = {
    "motdrill: load and validate": (0.0, 0.7),
    "motdrill check": (0.0, 1.5),
    "check-jsonschema, a tenth": (8.0, float("inf")),
    "yamllint, a tenth": (8.0, float("inf")),
}
"""At least and at most which share of the floor each may take."""

FLOOR = """
import sys, yaml
from pathlib import Path
for path in sorted(Path(sys.argv[1]).glob("*.yaml")):
    with path.open(encoding="utf-8") as stream:
        yaml.load(stream, Loader=yaml.CSafeLoader)
"""
LOADING = """
import sys
from pathlib import Path
from motdrill.scenario.load import load
for path in sorted(Path(sys.argv[1]).glob("*.yaml")):
    load(path)
"""


def generate(folder: Path, files: int) -> int:
    """Writes scenario files with the shape of real ones, and gives back their mean number of lines."""
    lines = 0
    for number in range(files):
        text = yaml.safe_dump(scenario(random.Random(number)), allow_unicode=True, sort_keys=False, width=110)
        (folder / f"case-{number:05}.yaml").write_text(text, encoding="utf-8")
        lines += text.count("\n")
    return lines // files


def scenario(chance: random.Random) -> dict[str, object]:
    """One scenario in two languages: an anger reading, a ranking, and steps of four replies.

    Like the work of a careful author it is mostly clean; about every file has one thing to be told.
    """
    steps: dict[str, object] = {
        "how-angry": {"ask": "anger", "trains": ["emotion"], "says": text(chance), "why": text(chance)},
        "rank": {"ask": "needs", "trains": ["needs"], "says": text(chance), "why": text(chance)},
    }
    for number, skills in enumerate(SKILLS):
        variants = [{"from": 0, "text": text(chance)}, {"from": 4, "text": text(chance)}]
        steps[f"step-{number}"] = {
            "trains": skills,
            "says": variants if number > 1 else text(chance),
            "cues": {"voice": text(chance)},
            "replies": {f"reply-{number}-{each}": reply(chance, each) for each in chance.sample(range(4), 4)},
        }
    return {
        "format": 1,
        "title": text(chance),
        "pass": 95,
        "customer": {"name": {"en": "Ms Lin", "zh": "林女士"}, "anger": 4},
        "needs": {f"need-{n}": {"kind": "heard", "spoken": n > 0, "text": text(chance)} for n in range(3)},
        "steps": steps,
        "endings": {
            "thanked": {"when": {"anger": [0, 1]}, "text": text(chance)},
            "cool": {"when": {"anger": [2, 3]}, "text": text(chance)},
            "leaves": {"when": {"anger": [4, 6]}, "text": text(chance), "lost": True},
            **({"never": {"text": text(chance)}} if chance.random() < 0.5 else {}),
        },
    }


def reply(chance: random.Random, score: int) -> dict[str, object]:
    """A reply of a score; the deepest is no good, the best meets a task."""
    depth = {"depth": ("unsaid", "answer", "restate")[score]} if score < 3 else {}
    return {
        "text": text(chance),
        "score": score,
        **depth,
        "stars": 1 - score,
        "does": ["restate-event"],
        "reaction": text(chance),
        "why": text(chance),
    }


def text(chance: random.Random) -> dict[str, str]:
    """A sentence in two languages."""
    words = chance.sample(
        "the window call form number clock promise letter delay seat bill answer line office".split(), 9
    )
    return {
        "en": " ".join(words).capitalize() + ".",
        "zh": "".join(chance.sample("窗口电话单子号码钟点承诺信件延误座位账单答复线路办公", 16)) + "。",
    }


def seconds(command: list[str]) -> float:
    """Seconds one process takes; findings are no failure."""
    begin = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - begin


def main() -> int:
    """Measures, prints the table, and tells by the exit code whether every ratio keeps its bar."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    compileall.compile_dir(ROOT / "src", quiet=1)
    with tempfile.TemporaryDirectory() as name:
        folder, few = Path(name) / "all", Path(name) / "few"
        folder.mkdir(), few.mkdir()
        lines = generate(folder, options.files)
        generate(few, max(1, options.files // PEERS_SHARE))
        return compare(folder, few, options.runs, f"{options.files} files of {lines} lines")


def compare(folder: Path, few: Path, runs: int, what: str) -> int:
    """Times all sides in turn and prints each against the floor."""
    schema = few.parent / "schema.json"
    schema.write_bytes(
        subprocess.run([sys.executable, "-m", "motdrill", "schema"], capture_output=True, check=True).stdout
    )
    small = sorted(map(str, few.iterdir()))
    sides = {
        "CSafeLoader alone": [sys.executable, "-c", FLOOR, str(folder)],
        "motdrill: load and validate": [sys.executable, "-c", LOADING, str(folder)],
        "motdrill check": [sys.executable, "-m", "motdrill", "check", str(folder)],
        "motdrill check, a tenth": [sys.executable, "-m", "motdrill", "check", str(few)],
        "check-jsonschema, a tenth": [sys.executable, "-m", "check_jsonschema", "--schemafile", str(schema), *small],
        "yamllint, a tenth": [sys.executable, "-m", "yamllint", "-d", "relaxed", str(few)],
    }
    measured: dict[str, list[float]] = {side: [] for side in sides}
    for _run in range(runs):
        for side, command in sides.items():
            measured[side].append(seconds(command))
    print(what)
    return sum(not kept(side, times, measured) for side, times in measured.items())


def kept(side: str, times: list[float], measured: dict[str, list[float]]) -> bool:
    """Prints one side against its floor, and tells whether it keeps its bar."""
    against = "motdrill check, a tenth" if "a tenth" in side else "CSafeLoader alone"
    ratio = statistics.median(mine / other for mine, other in zip(times, measured[against], strict=True))
    low, high = BARS.get(side, (0.0, float("inf")))
    bar = f"  at least {low:g}" if low else f"  at most {high:g}" if side in BARS else ""
    print(f"{side:30}{statistics.median(times):8.2f} s{ratio:8.2f} of {against}{bar}")
    return low <= ratio <= high


if __name__ == "__main__":
    sys.exit(main())
