"""The method's ids that scenarios may use, from which the scenario model is built at import.

Their names and explanations are in the YAML files of this package, which `handbook` reads.
"""

from typing import Final, Literal, get_args

Sync = Literal["emotion", "needs", "state", "language"]
ThreeF = Literal["feel", "felt", "found"]
OtherSkill = Literal["explore", "offer", "action", "confirm", "self"]
Skill = Literal[Sync, ThreeF, OtherSkill]

Depth = Literal["answer", "restate", "unsaid"]
NeedKind = Literal["explain", "solve", "compensate", "prevent", "respect", "heard", "delight"]

GoodCode = Literal[
    "answer-pain", "restate-event", "restate-similar", "restate-feeling", "own-feeling", "name-unsaid",
    "notice-state", "match-urgency", "lead-down", "announce-silence",
    "ask-open", "ask-deadline", "sort-needs", "name-need",
    "their-words", "plain-words", "give-choice", "give-reason", "yes-language", "three-f", "sandwich", "help-last",
    "apologise-once", "own-it", "commit-time", "say-next-step", "act-now", "verify", "keep-informed", "follow-up",
    "protect-privacy", "set-limit", "manage-expectation",
]  # fmt: skip
HarmfulCode = Literal[
    "ignore", "divert", "deny", "suppress", "stonewall",
    "harsh-tone", "interrupt", "loud-match", "smile-at-fury",
    "counter-question", "wrong-problem", "assume",
    "jargon", "rule-quoting", "blunt-no", "help-first-limit-last", "belittle", "three-f-formula", "invented-story",
    "blame", "defend", "pass-the-buck", "vague-promise", "over-promise", "admit-liability", "hollow-formula",
    "over-apologise", "retell", "buy-silence", "break-rule", "serve-metric",
]  # fmt: skip
Code = Literal[GoodCode, HarmfulCode]

SYNCS: Final[tuple[str, ...]] = get_args(Sync)
THREE_FS: Final[tuple[str, ...]] = get_args(ThreeF)
OTHER_SKILLS: Final[tuple[str, ...]] = get_args(OtherSkill)
SKILL_GROUPS: Final = {"sync": SYNCS, "three-f": THREE_FS, "other": OTHER_SKILLS}
SKILLS: Final = SYNCS + THREE_FS + OTHER_SKILLS
DEPTHS: Final[tuple[str, ...]] = get_args(Depth)
NEED_KINDS: Final[tuple[str, ...]] = get_args(NeedKind)
GOOD_CODES: Final[tuple[str, ...]] = get_args(GoodCode)
HARMFUL_CODES: Final[tuple[str, ...]] = get_args(HarmfulCode)
CODES: Final = GOOD_CODES + HARMFUL_CODES

Channel = Literal["phone", "counter", "in-person", "chat"]
CHANNELS: Final[tuple[str, ...]] = get_args(Channel)

ID_PATTERN: Final = r"^([0-9]+-)*[0-9]*[a-z][a-z0-9]*(-[a-z0-9]+)*$"
ID_LENGTHS: Final = (2, 60)
"""Shortest and longest id. An id is never a single letter or all digits, which name choices in answers."""

MAX_ANGER: Final = 6
"""The anger index is 0 to 6 stars."""
MAX_POINTS: Final = 3
"""The most points of an answer to a step."""
