"""Generated scenarios: some with the shape of real ones, some of any number of steps."""

from __future__ import annotations

import random
from pathlib import Path

import yaml

from motdrill.scenario.model import Scenario

SKILLS = (["state"], ["language", "feel"], ["felt"], ["found", "offer"], ["confirm"])
DIFFERENT = 1000
"""So many files of a folder are different; after them they come again."""


# ---------------------------------------------------------------- like real ones


def write_cases(folder: Path, files: int) -> int:
    """Writes scenario files with the shape of real ones, and gives back their mean number of lines."""
    folder.mkdir(exist_ok=True)
    texts = [dumped(case(random.Random(number))) for number in range(min(files, DIFFERENT))]
    for number in range(files):
        (folder / f"case-{number:05}.yaml").write_text(texts[number % DIFFERENT], encoding="utf-8")
    return sum(text.count("\n") for text in texts) // len(texts)


def dumped(data: object) -> str:
    """As an author would write it: blocks, in order, lines of 110 columns."""
    return str(yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=110))


def case(chance: random.Random) -> dict[str, object]:
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


# ---------------------------------------------------------------- of any number of steps


def growing(steps: int) -> Scenario:
    """A scenario of so many steps of four replies, three in ten with a branch."""
    return Scenario.model_validate(growing_data(steps))


def growing_data(steps: int) -> dict[str, object]:
    """The same as its file has it."""
    chance = random.Random(steps)
    found = {}
    for number in range(steps):
        replies = {f"reply-{score}": branching(chance, score, number, steps) for score in range(4)}
        found[f"step-{number}"] = {"says": "so", "replies": replies}
    return {"format": 1, "title": "Growing", "customer": {"name": "Lin", "anger": 3}, "steps": found}


def branching(chance: random.Random, score: int, number: int, steps: int) -> dict[str, object]:
    """A reply; three in ten lead further than to the next step."""
    onward = number + chance.randrange(1, 9)
    branch = {"goto": f"step-{onward}"} if chance.random() < 0.3 and onward < steps else {}
    return {"text": f"reply {score}", "score": score, "stars": chance.choice([-2, -1, 0, 1]), "why": "so", **branch}
