"""The trainer's pages: the group's report, and the statistics of a scenario's steps."""

from __future__ import annotations

from rich.cells import cell_len

from motdrill.faces.page import Bar, Block, Heading, Page, Para, Part, Span, joined, para
from motdrill.faces.pages.progress import code_rows, totals
from motdrill.faces.pages.step import skill_name
from motdrill.faces.wrap import pad
from motdrill.practice.group import FirstRow, Group, PersonRow
from motdrill.practice.items import LEAST_PEOPLE, Item, Items, Share
from motdrill.practice.tally import SkillTotal
from motdrill.scenario.texts import speak
from motdrill.wording import _, language, listing, ngettext, together

_LOW_DISCRIMINATION = 20


def group_page(group: Group) -> Page:
    """Who practises, where they stand, and what costs the group most."""
    head = Heading((Span(_("Group"), "title"), "  " + people_told(len(group.people))), (totals(group.tally),))
    if not group.people:
        return joined([[head], [para(_("Nobody has drilled in this time."))]])
    return joined(
        [
            [head],
            _people(group.people),
            _skills(group.tally.skills()),
            _scenarios(group.scenarios),
            code_rows(group.tally.codes()),
        ]
    )


def people_told(number: int) -> str:
    """How many people."""
    return ngettext("{n} person", "{n} people", number).format(n=number)


def _people(rows: tuple[PersonRow, ...]) -> list[Block]:
    heading = _("People: the mean of the last three drills, the weakest skill, the last drill")
    names = _padded([row.trainee or _("(no name)") for row in rows])
    done = _padded([_done(row) for row in rows])
    skills = _padded([skill_name(row.weakest) if row.weakest else "" for row in rows])
    table = [_person(*cells) for cells in zip(rows, names, done, skills, strict=True)]
    return [para(heading, style="strong"), *table]


def _padded(cells: list[str]) -> list[str]:
    """The cells of a column, all as wide as the widest."""
    width = max(map(cell_len, cells))
    return [pad(cell, width) for cell in cells]


def _done(row: PersonRow) -> str:
    drills = ngettext("{n} drill", "{n} drills", row.drills).format(n=row.drills)
    passed = _("{n} passed").format(n=row.passed)
    return f"{together(drills)}  {together(passed)}"


def _person(row: PersonRow, name: str, done: str, skill: str) -> Para:
    share = (Bar(row.recent_percent, 100, 5), f"{row.recent_percent:>4}\u00a0%  ")
    return para(*share, Span(f"{done}  ", "quiet"), f"{skill}  ", Span(f"{row.last_at:%Y-%m-%d}", "quiet"), label=name)


def _skills(rows: tuple[SkillTotal, ...]) -> list[Block]:
    if not rows:
        return []
    width = max(cell_len(skill_name(row.skill)) for row in rows)
    table = [
        para(pad(skill_name(row.skill), width), " ", Bar(row.percent, 100, 10), f"{row.percent:>4} %") for row in rows
    ]
    return [para(_("Skills of all"), style="strong"), *table]


def _scenarios(rows: tuple[FirstRow, ...]) -> list[Block]:
    if not rows:
        return []
    titles = _padded([speak(row.title, language()) for row in rows])
    table = [_scenario(row, title) for row, title in zip(rows, titles, strict=True)]
    return [para(_("Scenarios: first attempts"), style="strong"), *table]


def _scenario(row: FirstRow, title: str) -> Para:
    mean = together(_("{percent}\u00a0% on average").format(percent=row.mean_percent))
    passed = together(_("{n} passed").format(n=row.passed))
    return para(f"{pad(together(people_told(row.people)), 10)}  {mean}  {passed}", label=title)


def items_page(items: Items) -> Page:
    """How well each step of a scenario tells people apart, and who takes which reply."""
    title = speak(items.title, language())
    head: list[Block] = [Heading((Span(title, "title"), f"  {items.scenario_id}"), (people_told(items.people),))]
    if items.left_out:
        told = ngettext(
            "{n} first attempt with another text of this scenario is left out.",
            "{n} first attempts with another text of this scenario are left out.",
            items.left_out,
        )
        head.append(para(told.format(n=items.left_out), style="quiet"))
    if items.people < LEAST_PEOPLE:
        hidden = _("Figures are shown from {least} people's first attempts on: with fewer, chance would speak.")
        return joined([head, [para(hidden.format(least=LEAST_PEOPLE))]])
    return joined([head, *(_item(item) for item in items.items), [para(_how_to_read(), style="quiet")]])


def _how_to_read() -> str:
    return _(
        "✓ is right; a bar tells how many took a reply, put a need first, or marked a line."
        " Facility: points earned of those there were. Discrimination: 100 where whoever does well here does well"
        " elsewhere, 0 where the step tells nobody apart, below 0 where it misleads the good. First attempts only;"
        " both as Moodle computes them."
    )


def _item(item: Item) -> list[Block]:
    if item.facility is None:
        told = _("met by {people}: too few for figures").format(people=people_told(item.people))
        return [para(Span(item.step, "strong"), Span(f"  {told}", "quiet"))]
    facility = _("facility {percent}\u00a0%").format(percent=round(item.facility))
    parts: list[Part] = [Span(item.step, "strong"), f"  {facility}   ", *_discrimination(item.discrimination)]
    width = max(cell_len(share.choice) for share in item.shares)
    rows: list[Block] = [para(*parts, Span("   " + people_told(item.people), "quiet"))]
    rows += [_share(share, width) for share in item.shares]
    if item.idle:
        rows.append(para(Span(_("Nobody takes {idle}.").format(idle=listing(item.idle)), "fair"), indent=3))
    return rows


def _discrimination(value: float | None) -> list[Part]:
    if value is None:
        return [_("discrimination –")]
    told = _("discrimination {value}").format(value=round(value))
    return [Span(told, "bad" if value < 0 else "fair" if value < _LOW_DISCRIMINATION else "good")]


def _share(share: Share, width: int) -> Para:
    mark = Span("✓ ", "good") if share.best else "  "
    return para(
        mark, pad(share.choice, width), " ", Bar(round(share.percent), 100, 10), f"{share.percent:>5.0f} %", indent=3
    )
