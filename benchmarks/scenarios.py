"""Random scenarios: some like real ones, some of any number of steps. The same arguments always give the same ones."""

import random
from pathlib import Path
from typing import Any, TypeAlias

import yaml

Data: TypeAlias = dict[str, Any]

MAX_DIFFERENT = 1000
"""How many files of a folder differ; further ones are copies."""
SKILLS = (["state"], ["language", "feel"], ["felt"], ["found", "offer"], ["confirm"])
WORDS = "the window call form number clock promise letter delay seat bill answer line office".split()
CHARACTERS = "窗口电话单子号码钟点承诺信件延误座位账单答复线路办公"


def write_folder(folder: Path, files: int) -> None:
    """Writes scenario files of about 490 lines that are like real ones."""
    folder.mkdir(exist_ok=True)
    texts = [to_yaml(realistic_scenario(random.Random(number))) for number in range(min(files, MAX_DIFFERENT))]
    for number in range(files):
        (folder / f"case-{number:05}.yaml").write_text(texts[number % MAX_DIFFERENT], encoding="utf-8")


def to_yaml(scenario: Data) -> str:
    """The file of a scenario as an author writes it: blocks, in order, lines of 110 columns."""
    return str(yaml.dump(scenario, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=110))


def realistic_scenario(chance: random.Random) -> Data:
    """A scenario in two languages, which like the work of a careful author has about one finding, a warning."""

    def text() -> Data:
        words, characters = chance.sample(WORDS, 9), chance.sample(CHARACTERS, 16)
        return {"en": " ".join(words).capitalize() + ".", "zh": "".join(characters) + "。"}

    def reply(score: int, said: bool) -> Data:
        also = {"also": {lang: [text()[lang] for _ in range(4)] for lang in ("en", "zh")}} if said else {}
        fields = {
            "text": text(),
            **also,
            "score": score,
            "stars": 1 - score,
            "does": ["match-urgency" if score == 3 else "restate-event"],
        }
        fields |= {"reaction": text(), "why": text()}
        return fields | ({"depth": ("unsaid", "answer", "restate")[score]} if score < 3 else {})

    steps: Data = {
        "how-angry": {"ask": "anger", "trains": ["emotion"], "says": text(), "why": text()},
        "rank": {"ask": "needs", "trains": ["needs"], "says": text(), "why": text()},
    }
    for number, skills in enumerate(SKILLS):
        says = [{"from": 0, "text": text()}, {"from": 4, "text": text()}] if number > 1 else text()
        said = number == 2
        replies = {f"reply-{number}-{score}": reply(score, said) for score in chance.sample(range(4), 4)}
        step = {"trains": skills, "says": says, "cues": {"voice": text()}, "replies": replies}
        steps[f"step-{number}"] = step | ({"say": True} if said else {})
    endings = {
        "thanked": {"when": {"anger": [0, 1]}, "text": text()},
        "cool": {"when": {"anger": [2, 3]}, "text": text()},
        "leaves": {"when": {"anger": [4, 6]}, "text": text(), "lost": True},
        **({"never": {"text": text()}} if chance.random() < 0.5 else {}),
    }
    needs = {f"need-{number}": {"kind": "heard", "spoken": number > 0, "text": text()} for number in range(3)}
    customer = {"name": {"en": "Ms Lin", "zh": "林女士"}, "anger": 4}
    title = {lang: words[:16] for lang, words in text().items()}
    head = {"format": 1, "title": title, "pass": 95, "customer": customer, "needs": needs}
    return {**head, "steps": steps, "endings": endings}


def long_scenario(steps: int) -> Data:
    """A scenario with this number of steps of four replies, three in ten of which skip steps."""
    chance = random.Random(steps)

    def reply(score: int, number: int) -> Data:
        target = number + chance.randrange(1, 9)
        goto = {"goto": f"step-{target}"} if chance.random() < 0.3 and target < steps else {}
        return {"text": f"reply {score}", "score": score, "stars": chance.choice([-2, -1, 0, 1]), "why": "so", **goto}

    return plain_scenario("so", [[reply(score, number) for score in range(4)] for number in range(steps)])


def plain_scenario(says: str, steps: list[list[Data]]) -> Data:
    """A scenario with nothing but steps of these replies."""
    replies = [{f"reply-{i}": reply for i, reply in enumerate(step)} for step in steps]
    data = {f"step-{number}": {"says": says, "replies": each} for number, each in enumerate(replies)}
    return {"format": 1, "title": "Growing", "customer": {"name": "Lin", "anger": 3}, "steps": data}
