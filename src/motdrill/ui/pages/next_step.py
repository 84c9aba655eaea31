"""What comes next, in sentences: on the home screen, and on the last page of a drill or a review."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from motdrill.drill.records import OwnWords
from motdrill.messages import N_, _, ngettext
from motdrill.practice.next_step import NextStep, Standing
from motdrill.ui.blocks import Heading, Page, Span, join_groups, para
from motdrill.ui.pages.walk import skill_name

_CASES: Final = {
    "cut-off": N_("go on with “{title}” (stopped at step {number})"),
    "not-passed": N_("“{title}” again (best so far {percent}%, not passed)"),
    "weakest": N_("“{title}” (trains what is weakest: {skill}, {percent}%)"),
    "course": N_("“{title}” (next in the course)"),
    "lowest": N_("“{title}” again (your lowest score: {percent}%)"),
}


def next_sentence(step: NextStep, standing: Standing, titles: Mapping[str, str]) -> str:
    """The next step and its reason; `titles` are those of the scenarios, by their ids."""
    if step.reason == "due":
        what = review_phrase(standing)
    else:
        number = standing.cut_off.number if standing.cut_off else 0
        title, skill = titles.get(step.scenario_id, step.scenario_id), skill_name(step.skill) if step.skill else ""
        what = _(_CASES[step.reason]).format(title=title, number=number, percent=step.percent, skill=skill)
    return _("Next: {what}").format(what=what)


def review_phrase(standing: Standing) -> str:
    """The steps of the next review and the minutes they take; how many more are due."""
    steps = ngettext("review {n} step", "review {n} steps", standing.review_steps).format(n=standing.review_steps)
    minutes = ngettext("about {n} minute", "about {n} minutes", standing.review_minutes)
    if standing.due > standing.review_steps:
        due = _("{n} are due").format(n=standing.due)
    else:
        due = _("due today")
    return _("{steps}, {minutes} ({due})").format(
        steps=steps, minutes=minutes.format(n=standing.review_minutes), due=due
    )


def sequel_page(title: str, upcoming: str, following: str) -> Page:
    """The last page after a drill: when steps come back, and what comes next; either may be empty."""
    head = [Heading((Span(title, "title"), "  " + _("what comes next")))]
    coming = [para(upcoming)] if upcoming else []
    after = [para(following, style="strong")] if following else []
    return join_groups([head, coming, after]) if coming or after else ()


def coming_back(upcoming: tuple[date, int] | None, today: date) -> str:
    """When the next steps come back for review, in a sentence; empty if none does."""
    if upcoming is None:
        return ""
    day, steps = upcoming
    if day <= today:
        sentence = ngettext("{n} step comes back later today.", "{n} steps come back later today.", steps)
    elif day == today + timedelta(days=1):
        sentence = ngettext("{n} step comes back tomorrow.", "{n} steps come back tomorrow.", steps)
    else:
        sentence = ngettext("{n} step comes back on {day}.", "{n} steps come back on {day}.", steps)
    return sentence.format(n=steps, day=day.isoformat())


def sentence_page(title: str) -> Page:
    """Asks for the sentence that the trainee means to use."""
    question = _("Which sentence will you use tomorrow?")
    promise = _("It is shown to you when you start next time, and to nobody else.")
    return join_groups(
        [[Heading((Span(title, "title"),))], [para(question, style="strong")], [para(promise, style="quiet")]]
    )


def sentence_reminder(sentence: OwnWords) -> str:
    """The sentence that the trainee meant to use."""
    return _("Your sentence of {day}: “{text}”").format(day=sentence.at.date().isoformat(), text=sentence.text)
