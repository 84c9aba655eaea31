"""How long the exact analysis takes, and how it grows: 10 to 1,000 steps of four replies, three in ten with a branch.

Bars: 50 steps in 50 ms, 1,000 steps in 2 s and 200 MB (the whole process).
"""

from __future__ import annotations

import random
import resource
import sys
import time

from motdrill.author.analysis import analyse
from motdrill.scenario.model import Scenario

BARS_S = {50: 0.05, 1000: 2.0}
BAR_MB = 200


def scenario(steps: int) -> Scenario:
    """A scenario of so many steps."""
    chance = random.Random(steps)
    found = {}
    for number in range(steps):
        replies = {f"reply-{score}": reply(chance, score, number, steps) for score in range(4)}
        found[f"step-{number}"] = {"replies": replies}
    head = {"format": 1, "title": "Growing", "customer": {"name": "Lin", "anger": 3}}
    return Scenario.model_validate({**head, "steps": found})


def reply(chance: random.Random, score: int, number: int, steps: int) -> dict[str, object]:
    """A reply; three in ten lead further than to the next step."""
    onward = number + chance.randrange(1, 9)
    branch = {"goto": f"step-{onward}"} if chance.random() < 0.3 and onward < steps else {}
    return {"text": f"reply {score}", "score": score, "stars": chance.choice([-2, -1, 0, 1]), "why": "so", **branch}


def main() -> int:
    """Measures, prints the table, and tells by the exit code whether every bar is kept."""
    missed = 0
    print(f"{'steps':>6}{'seconds':>10}{'bar':>8}")
    for steps in (10, 50, 100, 300, 1000):
        model = scenario(steps)
        begin = time.perf_counter()
        analyse(model)
        elapsed_s = time.perf_counter() - begin
        bar = BARS_S.get(steps)
        missed += bar is not None and elapsed_s > bar
        print(f"{steps:6}{elapsed_s:10.3f}{'' if bar is None else f'{bar:8.2f}'}")
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak_mb:.0f} MB, bar {BAR_MB}")
    return 1 if missed or peak_mb > BAR_MB else 0


if __name__ == "__main__":
    sys.exit(main())
