"""The trainer's pages: the report on a group, and the statistics of a scenario's steps."""

from motdrill.messages import _, join_list, keep_together, language, ngettext
from motdrill.practice.group import FirstAttemptsRow, Group, PersonRow
from motdrill.practice.item_statistics import MIN_PEOPLE, ChoiceShare, ScenarioStatistics, StepStatistics
from motdrill.practice.losses import loss_rows
from motdrill.practice.tally import SkillTotal
from motdrill.scenario.texts import text_in
from motdrill.ui.blocks import Bar, Block, Heading, Inline, Page, Para, Span, join_groups, para
from motdrill.ui.pages.progress import losses_block, parts_row, totals
from motdrill.ui.pages.walk import skill_name
from motdrill.ui.wrap import pad, pad_column

_LOW_DISCRIMINATION = 20


def group_page(group: Group) -> Page:
    """Who practises, their scores, and what costs the group most."""
    head = Heading((Span(_("Group"), "title"), "  " + people_text(len(group.people))), (totals(group.tally),))
    if not group.people:
        return join_groups([[head], [para(_("Nobody has drilled in this period."))]])
    return join_groups(
        [
            [head],
            parts_row(group.tally),
            _people(group.people),
            _skills(group.tally.skills()),
            _scenarios(group.scenarios),
            losses_block(loss_rows(group.tally.codes())),
        ]
    )


def people_text(number: int) -> str:
    """A number of people as a phrase."""
    return ngettext("{n} person", "{n} people", number).format(n=number)


def _people(rows: tuple[PersonRow, ...]) -> list[Block]:
    heading = _("People: the mean of the last three drills, the weakest skill, the last drill")
    names = pad_column([row.trainee or _("(no name)") for row in rows])
    drills = pad_column([_drills(row) for row in rows])
    skills = pad_column([skill_name(row.weakest) if row.weakest else "" for row in rows])
    return [para(heading, style="strong"), *map(_person, rows, names, drills, skills)]


def _drills(row: PersonRow) -> str:
    drills = ngettext("{n} drill", "{n} drills", row.drills).format(n=row.drills)
    passed = _("{n} passed").format(n=row.passed)
    return f"{keep_together(drills)}  {keep_together(passed)}"


def _person(row: PersonRow, name: str, drills: str, skill: str) -> Para:
    mean = (Bar(row.recent_percent, 100, 5), f"{row.recent_percent:>4}%  ")
    last_at = Span(f"{row.last_at:%Y-%m-%d}", "quiet")
    return para(*mean, Span(f"{drills}  ", "quiet"), f"{skill}  ", last_at, label=name)


def _skills(rows: tuple[SkillTotal, ...]) -> list[Block]:
    if not rows:
        return []
    names = pad_column([skill_name(row.skill) for row in rows])
    table = [
        para(name, " ", Bar(row.percent, 100, 10), f"{row.percent:>4}%") for name, row in zip(names, rows, strict=True)
    ]
    return [para(_("Everybody's skills"), style="strong"), *table]


def _scenarios(rows: tuple[FirstAttemptsRow, ...]) -> list[Block]:
    if not rows:
        return []
    titles = pad_column([text_in(row.title, language()) for row in rows])
    return [para(_("Scenarios: the mean of the first attempts"), style="strong"), *map(_scenario, rows, titles)]


def _scenario(row: FirstAttemptsRow, title: str) -> Para:
    passed = keep_together(_("{n} passed").format(n=row.passed))
    return para(f"{pad(keep_together(people_text(row.people)), 10)}  {row.mean_percent:>3}%  {passed}", label=title)


def statistics_page(items: ScenarioStatistics) -> Page:
    """How well each step of a scenario discriminates between people, and how often each choice is taken."""
    title = text_in(items.title, language())
    head: list[Block] = [Heading((Span(title, "title"), f"  {items.scenario_id}"), (people_text(items.people),))]
    if items.other_text_count:
        sentence = ngettext(
            "{n} first attempt with another text of this scenario is left out.",
            "{n} first attempts with another text of this scenario are left out.",
            items.other_text_count,
        )
        head.append(para(sentence.format(n=items.other_text_count), style="quiet"))
    if items.people < MIN_PEOPLE:
        hidden = _("Figures are shown once {least} people have played it: with fewer they would be chance.")
        return join_groups([head, [para(hidden.format(least=MIN_PEOPLE))]])
    legend = _(
        "✓ marks what is right; a bar shows how many took a reply, put a need first or marked a line."
        " Facility: the share of the points that was earned. Discrimination: 100 if those who do well here do well"
        " elsewhere too, 0 if the step tells nobody apart, below 0 if it misleads the good. First attempts only;"
        " both computed as in Moodle."
    )
    return join_groups([head, *map(_item, items.steps), [para(legend, style="quiet")]])


def _item(item: StepStatistics) -> list[Block]:
    if item.facility is None:
        reason = _("met by {people}: too few for figures").format(people=people_text(item.people))
        return [para(Span(item.step, "strong"), Span(f"  {reason}", "quiet"))]
    facility = _("facility {percent}%").format(percent=round(item.facility))
    parts: list[Inline] = [Span(item.step, "strong"), f"  {facility}   ", *_discrimination(item.discrimination)]
    rows: list[Block] = [para(*parts, Span("   " + people_text(item.people), "quiet"))]
    rows += map(_share, item.shares, pad_column([share.choice for share in item.shares]))
    if item.unused_replies:
        rows.append(para(Span(_("Nobody takes {idle}.").format(idle=join_list(item.unused_replies)), "fair"), indent=3))
    return rows


def _discrimination(value: float | None) -> list[Inline]:
    if value is None:
        return [_("discrimination –")]
    text = _("discrimination {value}").format(value=round(value))
    return [Span(text, "bad" if value < 0 else "fair" if value < _LOW_DISCRIMINATION else "good")]


def _share(share: ChoiceShare, name: str) -> Para:
    mark = Span("✓ ", "good") if share.is_right else "  "
    return para(mark, name, " ", Bar(round(share.percent), 100, 10), f"{share.percent:>5.0f}%", indent=3)
