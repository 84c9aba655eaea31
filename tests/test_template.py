"""The scenario that `motdrill new` writes: whatever is asked for, it loads, lacks only texts of its own, and plays."""

from __future__ import annotations

import itertools
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

import oracle
from motdrill.author import policies, template
from motdrill.author.findings import findings
from motdrill.author.scenario_facts import ScenarioFacts
from motdrill.author.template import TEMPLATE_LANGUAGES, fill_template
from motdrill.messages.problems import problem_line
from motdrill.method.catalogue import CHANNELS, MAX_ANGER
from motdrill.scenario.load import Loaded, read_with_locations, scenario_from_text
from motdrill.scenario.model import Case as CaseSection
from motdrill.scenario.model import ReplyStep
from motdrill.scenario.safe_text import CONTROL
from motdrill.scenario.texts import complete_languages, every_text

ANGERS = range(MAX_ANGER + 1)
CHOICES = (("en",), ("zh",), ("en", "zh"))
WIDEST = 110
CHINESE = re.compile("[\u4e00-\u9fff]")


def filled(**changed: Any) -> str:
    asked: dict[str, Any] = {
        "title": {"en": "The parcel", "zh": "包裹"},
        "customer": {"en": "Ms Lin", "zh": "林女士"},
        "channel": "counter",
        "anger": 4,
        "languages": ("en", "zh"),
        "comments": "en",
        "with_case": False,
    }
    return fill_template(**asked | changed)


@cache
def loaded(anger: int, channel: str, languages: tuple[str, ...], with_case: bool = False) -> Loaded:
    text = filled(anger=anger, channel=channel, languages=languages, with_case=with_case)
    return Loaded("parcel", "parcel.yaml", text, *read_with_locations(text))


def comments_of(text: str) -> list[str]:
    return [each.strip() for each in text.splitlines() if each.lstrip().startswith("#")]


# ---------------------------------------------------------------- every combination


@pytest.mark.parametrize("with_case", [False, True])
@pytest.mark.parametrize("languages", CHOICES)
@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("anger", ANGERS)
def test_it_loads_and_lacks_only_texts_of_its_own(
    anger: int, channel: str, languages: tuple[str, ...], with_case: bool
) -> None:
    found = loaded(anger, channel, languages, with_case)
    told = findings(found)
    assert [problem_line(problem) for problem in told if problem.code != "template-text"] == []
    scenario = found.scenario
    own = [text for path, text in every_text(scenario) if path[0] not in ("title", "customer", "tags")]
    long = [text for text in own if any(len(said.encode()) >= 30 for said in dict(text).values())]
    assert [problem.values["count"] for problem in told] == [len(long)]


@pytest.mark.parametrize("comments", TEMPLATE_LANGUAGES)
@pytest.mark.parametrize("languages", CHOICES)
def test_it_loads_whatever_the_language_of_its_comments(languages: tuple[str, ...], comments: str) -> None:
    for anger, channel, with_case in itertools.product(ANGERS, CHANNELS, (False, True)):
        asked = {"anger": anger, "channel": channel, "with_case": with_case, "languages": languages}
        scenario = scenario_from_text(filled(comments=comments, **asked))
        assert scenario == loaded(anger, channel, languages, with_case).scenario


@pytest.mark.parametrize("anger", ANGERS)
def test_it_says_what_was_asked_for(anger: int) -> None:
    for channel, languages in itertools.product(CHANNELS, CHOICES):
        scenario = loaded(anger, channel, languages).scenario
        assert (scenario.customer.anger, scenario.channel) == (anger, channel)
        assert complete_languages(scenario) == languages
        assert all(set(text) == set(languages) for _path, text in every_text(scenario) if not isinstance(text, str))


@pytest.mark.parametrize("languages", CHOICES)
def test_a_language_that_was_not_asked_for_is_nowhere(languages: tuple[str, ...]) -> None:
    assert set(re.findall(r"^ *(?:- )?(en|zh):", filled(languages=languages), re.MULTILINE)) == set(languages)


def test_languages_are_written_in_one_order() -> None:
    assert filled(languages=("zh", "en")) == filled(languages=("en", "zh"))


@pytest.mark.parametrize("languages", CHOICES)
@pytest.mark.parametrize("comments", TEMPLATE_LANGUAGES)
def test_no_line_is_too_wide_for_an_editor(comments: str, languages: tuple[str, ...]) -> None:
    for anger, channel in itertools.product(ANGERS, CHANNELS):
        text = filled(anger=anger, channel=channel, comments=comments, languages=languages, with_case=True)
        assert [each for each in text.splitlines() if oracle.width(each) > WIDEST] == []


def test_no_mark_of_the_template_is_left() -> None:
    for anger, channel, comments in itertools.product(ANGERS, CHANNELS, TEMPLATE_LANGUAGES):
        text = filled(anger=anger, channel=channel, comments=comments, with_case=True, schema="s.json")
        assert re.findall(r"<<.*?>>|#%.*|#(?:en|zh)\b.*", text) == []


def test_it_opens_with_the_schema_if_there_is_one() -> None:
    assert filled(schema="a/b.json").splitlines()[0] == "# yaml-language-server: $schema=a/b.json"
    assert "yaml-language-server" not in filled()
    assert filled(schema="a/b.json").split("\n", 1)[1] == filled()


def test_the_case_section_has_its_six_parts_only_if_it_is_asked_for() -> None:
    case = loaded(4, "counter", ("en", "zh"), True).scenario.case
    assert case is not None
    assert all(getattr(case, name) for name in CaseSection.model_fields)
    assert loaded(4, "counter", ("en", "zh")).scenario.case is None


# ---------------------------------------------------------------- comments


def test_comments_are_in_one_language() -> None:
    assert [each for each in comments_of(filled(comments="en", with_case=True)) if CHINESE.search(each)] == []
    chinese = comments_of(filled(comments="zh", with_case=True))
    assert [each for each in chinese if not CHINESE.search(each) and each != "# accept:"] == []


@pytest.mark.parametrize("comments", TEMPLATE_LANGUAGES)
def test_every_part_and_every_step_has_a_comment_before_it(comments: str) -> None:
    lines = filled(comments=comments, with_case=True).splitlines()
    steps = loaded(4, "counter", ("en", "zh")).scenario.steps
    alone = ("format", "level", "minutes", "tags", "source")
    heads = [each for each in lines if re.match(r"[a-z]+:", each) and each.split(":")[0] not in alone]
    for head in [*heads, *(f"  {step_id}:" for step_id in steps)]:
        assert lines[lines.index(head) - 1].lstrip().startswith("#"), head


# ---------------------------------------------------------------- the story


@pytest.mark.parametrize("anger", ANGERS)
def test_answering_at_random_passes_in_less_than_1_percent(anger: int) -> None:
    for channel in CHANNELS:
        assert 0 < ScenarioFacts(loaded(anger, channel, ("en", "zh")).scenario).random.passing < 0.01
    data = yaml.safe_load(filled(anger=anger))
    assert oracle.random_distribution(data)[2] < 0.01


@pytest.mark.parametrize("anger", ANGERS)
def test_a_perfect_way_ends_well(anger: int) -> None:
    assert set(ScenarioFacts(loaded(anger, "phone", ("en",)).scenario).lossless_endings()) == {("in-time", True)}


@pytest.mark.parametrize("anger", ANGERS)
def test_choosing_by_length_alone_or_by_depth_alone_fails(anger: int) -> None:
    for channel in CHANNELS:
        facts = ScenarioFacts(loaded(anger, channel, ("en", "zh")).scenario)
        replies = map(facts.replies_in, TEMPLATE_LANGUAGES)
        players = [player for each in replies for player in (each.longest, each.shortest)]
        players.append(policies.deepest(facts.reply_steps))
        assert [policies.play_policy(facts.attainable, player).passed for player in players] == [False] * 5


def test_it_shows_each_kind_of_thing_an_author_writes() -> None:
    scenario = loaded(4, "counter", ("en", "zh")).scenario
    assert [step.ask for step in scenario.steps.values()].count("reply") == len(scenario.steps) - 2
    assert 7 <= len(scenario.steps) <= 8
    assert [step_id for step_id, step in scenario.steps.items() if not step.counts] == ["second-try"]
    assert any(isinstance(step.says, tuple) for step in scenario.steps.values())
    own = [ending for ending_id, ending in scenario.endings.items() if ending_id != "walked-out"]
    assert len(own) == 3 and sum(bool(ending.lost) for ending in own) == 1
    assert all(ending.title and ending.text for ending in scenario.endings.values())


def test_every_reply_has_a_code_a_reaction_and_a_reason() -> None:
    for step in loaded(4, "counter", ("en", "zh")).scenario.steps.values():
        if isinstance(step, ReplyStep):
            assert all(reply.does and reply.reaction and reply.why for reply in step.replies.values())


# ---------------------------------------------------------------- titles and names


@pytest.mark.parametrize(
    "title",
    [
        'She said: "no" \\ maybe # not: {a}, [b], &c *d !e % f',
        "“四点五十八分”：钱、货、人",
        "\\n is not a line's end",
        "'single' and `back`, tab\there, yes, null, 12:30",
        "<<title.en>> #% end #zh",
        "- en: x",
        "🎁 👩‍👧",
        "  spaces around  ",
    ],
)
def test_any_title_and_name_comes_back_unchanged(title: str) -> None:
    scenario = scenario_from_text(filled(title={"en": title, "zh": title}, customer={"en": title, "zh": title}))
    assert scenario.title == scenario.customer.name == {"en": title, "zh": title}


def test_a_line_break_in_a_title_becomes_a_space() -> None:
    for ending in ("\n", "\r\n", "\r", "\u2028", "\x85"):
        scenario = scenario_from_text(filled(title={"en": f"one{ending}two"}, languages=("en",)))
        assert scenario.title == {"en": "one two"}


def test_characters_that_no_scenario_may_hold_are_left_out() -> None:
    unwanted = [char for code in range(0x110000) if CONTROL.match(char := chr(code))]
    dropped = "".join(char for char in unwanted if len(f"a{char}b".splitlines()) == 1)
    assert len(dropped) > 60
    text = filled(title={"en": f"one {dropped}\ud800two"}, languages=("en",))
    assert scenario_from_text(text).title == {"en": "one two"}
    text.encode("utf-8")


@pytest.mark.parametrize(
    "changed",
    [
        {"title": {"en": "x"}},
        {"title": {"en": "x", "zh": " \n"}},
        {"customer": {"en": "\x07", "zh": "x"}},
        {"channel": "letter"},
        {"anger": 7},
        {"anger": -1},
        {"languages": ()},
        {"languages": ("en", "fr")},
        {"comments": "fr"},
    ],
)
def test_what_cannot_be_filled_in_is_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=next(iter(changed))):
        filled(**changed)


def test_the_template_closes_every_part_it_opens() -> None:
    lines = Path(template.__file__).with_name("template.yaml").read_text("utf-8").splitlines()
    marks = [each for each in lines if each.startswith("#%")]
    assert sum(each.startswith("#% if ") for each in marks) == marks.count("#% end") == len(marks) // 2


def test_the_template_knows_what_the_model_knows() -> None:
    assert template.MAX_ANGER == MAX_ANGER
    for channel in CHANNELS:
        assert scenario_from_text(filled(channel=channel)).channel == channel
