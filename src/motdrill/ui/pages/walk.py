"""The walk through the method: which syncs, Fs and other moves a case trains, and how each step of a drill went."""

from collections.abc import Collection, Sequence

from motdrill.drill.scorecard import AnswerCost, Scorecard
from motdrill.messages import N_, _, in_language, join_list
from motdrill.method import handbook
from motdrill.method.catalogue import SKILL_GROUPS
from motdrill.scenario.model import Scenario
from motdrill.scenario.skill_usage import skill_usage
from motdrill.ui.blocks import Block, Drawing, Heading, Inline, Page, Span, Speech, Style, join_groups, para
from motdrill.ui.view import DrillView
from motdrill.ui.wrap import pad, pad_column

GROUP_NAMES = {
    "sync": N_("Four syncs"),
    "three-f": N_("3F"),
    "other": N_("Explore, offer, act, confirm"),
}
"""The headings of the three groups of skills."""
_SOME_SYNCS = N_("Syncs")
_SHORT_NAMES = {
    "emotion": N_("emotion"),
    "needs": N_("needs"),
    "state": N_("state"),
    "language": N_("language"),
    "feel": N_("feel"),
    "felt": N_("felt"),
    "found": N_("found"),
}
"""What the syncs and the Fs are called after the name of their group."""
_CELL_WIDTH = 2


def skill_name(skill: str) -> str:
    """A skill's name in the language of the interface."""
    return in_language(handbook.chapter_entries("skills")[skill].name)


def group_name(group: str, skills: Collection[object]) -> str:
    """The heading of a group over some of its skills."""
    is_part = group == "sync" and len(skills) < len(SKILL_GROUPS[group])
    return _(_SOME_SYNCS if is_part else GROUP_NAMES[group])


def walk_line(scenario: Scenario) -> str:
    """The syncs and Fs that a case trains; empty if it trains none."""
    trained = skill_usage(scenario)
    groups = ((group, [skill for skill in SKILL_GROUPS[group] if trained[skill]]) for group in ("sync", "three-f"))
    # Translators: a group of skills and those of them that a case trains: "3F: Feel, Felt, Found"
    line = _("{group}: {skills}")
    return " · ".join(
        line.format(group=group_name(group, skills), skills=join_list([_(_SHORT_NAMES[skill]) for skill in skills]))
        for group, skills in groups
        if skills
    )


def position_line(skills: Sequence[str]) -> str:
    """Where in the walk a step is: the skills it trains, syncs and Fs under the names of their groups."""
    places: list[str] = []
    for group in GROUP_NAMES:
        trained = [skill for skill in skills if skill in SKILL_GROUPS[group]]
        if group == "other":
            places += map(skill_name, trained)
        elif trained:
            names = " · ".join(_(_SHORT_NAMES[skill]) for skill in trained)
            places.append(f"{_(GROUP_NAMES[group])} › {names}")
    return "  ".join(places)


def walk_page(view: DrillView, card: Scorecard) -> Page:
    """The answers of a drill in order, under the skills that their steps train; empty if they train none."""
    trained = {skill for cost in card.costs for skill in _skills(view, cost)}
    groups = {group: [skill for skill in skills if skill in trained] for group, skills in SKILL_GROUPS.items()}
    skills = [skill for group in groups.values() for skill in group]
    if not skills:
        return ()
    names = dict(zip(skills, pad_column([skill_name(skill) for skill in skills]), strict=True))
    numbers = "".join(f"{cost.number % 10:>{_CELL_WIDTH}}" for cost in card.costs)
    blank = pad_column([*names.values(), ""])[-1]
    rows = [
        [
            para(group_name(group, group_skills), style="strong"),
            *(_row(view, card, skill, names[skill]) for skill in group_skills),
        ]
        for group, group_skills in groups.items()
        if group_skills
    ]
    head = Heading((Span(view.title, "title"), "  " + _("your walk through the method")))
    legend = para(_("✓ nothing lost   ✗ points lost   – earns no points"), style="quiet")
    return join_groups([[head], [para(Drawing(pad(blank, len(blank)) + numbers, "quiet"))], *rows, [legend]])


def _skills(view: DrillView, cost: AnswerCost) -> tuple[str, ...]:
    return view.drill.scenario.steps[cost.turn.answer.step].trains


def _row(view: DrillView, card: Scorecard, skill: str, name: str) -> Block:
    parts: list[Inline] = [name]
    results = []
    for cost in card.costs:
        if skill not in _skills(view, cost):
            parts.append(Drawing(f"{'·':>{_CELL_WIDTH}}", "quiet"))
            continue
        sign, style, result = _result(cost)
        parts.append(Drawing(f"{sign:>{_CELL_WIDTH}}", style))
        results.append(_("step {number} {result}").format(number=cost.number, result=result))
    return para(*parts, Speech(" " + join_list(results)))


def _result(cost: AnswerCost) -> tuple[str, Style, str]:
    """The sign of an answer, its style, and the same in a word."""
    if cost.exact_percent:
        return "✗", "bad", _("lost points")
    return ("✓", "good", _("lost nothing")) if cost.turn.counts else ("–", "quiet", _("earns no points"))
