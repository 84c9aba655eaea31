"""The card of one scenario."""

from motdrill.drill.drill import longest_paths
from motdrill.messages import _, join_list, language
from motdrill.messages.labels import CHANNELS
from motdrill.method.catalogue import SKILLS
from motdrill.scenario.load import Loaded
from motdrill.scenario.skill_usage import skill_usage
from motdrill.scenario.texts import complete_languages, text_in
from motdrill.ui.blocks import Drawing, Heading, Page, Span, join_groups, para
from motdrill.ui.pages.walk import skill_name
from motdrill.ui.wrap import pad_column


def card_page(loaded: Loaded, lang: str) -> Page:
    """The card of a scenario, without anything of the key, in a language it is complete in."""
    rows = [(label, value) for label, value in _card_rows(loaded, lang) if value]
    labels = pad_column([label for label, _value in rows])
    brief = loaded.scenario.brief
    return join_groups(
        [
            [Heading((Span(text_in(loaded.scenario.title, lang), "title"), f"  {loaded.id}"))],
            [para(text_in(brief, lang))] if brief else [],
            [para(value, label=label) for label, (_label, value) in zip(labels, rows, strict=True)],
            [para(Drawing("▸ "), f"motdrill drill {loaded.id}", style="strong")],
        ]
    )


def _card_rows(loaded: Loaded, lang: str) -> list[tuple[str, str]]:
    scenario = loaded.scenario
    trained = skill_usage(scenario)
    return [
        (_("Customer"), text_in(scenario.customer.name, lang)),
        (_("Channel"), _(CHANNELS[scenario.channel]) if scenario.channel else ""),
        (_("Level"), str(scenario.level or "")),
        (_("Time"), _("{minutes} min").format(minutes=scenario.minutes) if scenario.minutes else ""),
        (_("Steps"), str(max(longest_paths(scenario).values()))),
        (_("Pass"), f"{scenario.pass_}%"),
        (_("Skills"), join_list([skill_name(skill) for skill in SKILLS if skill in trained])),
        (_("Languages"), join_list(complete_languages(scenario) or (language(),))),
        (_("Tags"), join_list(scenario.tags)),
        (_("Adds"), text_in(scenario.adds, lang)),
        (_("Source"), text_in(scenario.source, lang)),
        (_("File"), loaded.file),
    ]
