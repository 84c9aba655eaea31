"""A scenario and its steps as xAPI activities (xAPI 1.0.3, part 2, section 2.4.4.1).

A definition depends on the scenario's text only, never on a drill, because a store merges the definitions it gets for
one id. So choices are in file order, and a text that depends on the anger is given with all its variants.
"""

from typing import Any, Final, TypeAlias
from urllib.parse import quote

from motdrill.method.catalogue import MAX_ANGER, MAX_POINTS
from motdrill.scenario.base_types import Text, TextByAnger
from motdrill.scenario.model import AngerStep, NeedsStep, ReplyStep, Scenario, SpotStep, Step, needs_order
from motdrill.scenario.texts import complete_languages, languages_of, text_in

Activity: TypeAlias = dict[str, Any]
"""An object of the type Activity, as plain data."""

TYPES: Final = "http://adlnet.gov/expapi/activities/"
DELIMITER: Final = "[,]"
"""Separates the parts of a response."""
NO_LANGUAGE: Final = "und"
"""RFC 5646: the tag of a text that serves every language."""


def language_tag(lang: str) -> str:
    """A language as an xAPI tag; `zh` is Simplified Chinese."""
    return {"zh": "zh-CN"}.get(lang, lang)


class Activities:
    """The activities of one scenario.

    Attributes:
        scenario: The activity of practice.
        exam: The activity of the exam, a separate one because an activity has one type.
    """

    def __init__(self, scenario: Scenario, scenario_id: str, base: str) -> None:
        """Makes the activities; their ids begin with `base` (no slash at its end)."""
        self._model = scenario
        self._languages = complete_languages(scenario) or (NO_LANGUAGE,)
        self._id = f"{base}/scenarios/{quote(scenario_id, safe='')}"
        self._steps: dict[str, Activity] = {}
        self.scenario = self._whole(self._id, "simulation")
        self.exam = self._whole(f"{self._id}/exam", "assessment")

    def _whole(self, activity_id: str, kind: str) -> Activity:
        texts = {"name": self._words(self._model.title), "description": self._words(self._model.brief)}
        return _activity(activity_id, {"type": TYPES + kind, **texts})

    def step(self, step_id: str) -> Activity:
        """The activity of a step: an interaction."""
        if step_id not in self._steps:
            step = self._model.steps[step_id]
            titles = self._words(self._model.title).items()
            definition = {
                "type": f"{TYPES}cmi.interaction",
                "name": {lang: f"{title} · {step_id}" for lang, title in titles},
                "description": self._all_variants(step.says),
                **self._interaction(step),
            }
            self._steps[step_id] = _activity(f"{self._id}/steps/{step_id}", definition)
        return self._steps[step_id]

    def _interaction(self, step: Step) -> dict[str, Any]:
        if isinstance(step, ReplyStep):
            top_score = [name for name, reply in step.replies.items() if reply.score == MAX_POINTS]
            texts = {name: reply.text for name, reply in step.replies.items()}
            return {
                "interactionType": "choice",
                "choices": self._components(texts),
                "correctResponsesPattern": top_score,
            }
        if isinstance(step, SpotStep):
            return {"interactionType": "choice", **self._lines(step)}
        if isinstance(step, NeedsStep):
            order = needs_order(self._model, step)
            texts = {name: self._model.needs[name].text for name in self._model.needs if name in order}
            pattern = [DELIMITER.join(order)]
            return {
                "interactionType": "sequencing", "choices": self._components(texts), "correctResponsesPattern": pattern
            }  # fmt: skip
        assert isinstance(step, AngerStep)
        return {"interactionType": "likert", "scale": [{"id": str(stars)} for stars in range(MAX_ANGER + 1)]}

    def _lines(self, step: SpotStep) -> dict[str, Any]:
        """The lines to judge; without a good line there is no pattern, because an empty one is not allowed."""
        good = [name for name, line in step.lines.items() if line.good]
        choices = self._components({name: line.text for name, line in step.lines.items()})
        return {"choices": choices, **({"correctResponsesPattern": [DELIMITER.join(good)]} if good else {})}

    def _components(self, texts: dict[str, Text]) -> list[dict[str, Any]]:
        return [{"id": name, "description": self._words(text)} for name, text in texts.items()]

    def _words(self, text: Text | None) -> dict[str, str]:
        """A text as a language map; a plain string in each language the scenario is complete in."""
        if text is None:
            return {}
        return {language_tag(lang): text_in(text, lang) for lang in languages_of(text) or self._languages}

    def _all_variants(self, text: TextByAnger | None) -> dict[str, str]:
        """A text by anger, its variants one per line, lowest anger first."""
        if not isinstance(text, tuple):
            return self._words(text)
        lines: dict[str, list[str]] = {}
        for variant in sorted(text, key=lambda variant: variant.from_):
            for lang, words in self._words(variant.text).items():
                lines.setdefault(lang, []).append(words)
        return {lang: "\n".join(variants) for lang, variants in lines.items()}


def _activity(activity_id: str, definition: dict[str, Any]) -> Activity:
    """An activity without empty values, except for an empty pattern: no response is right."""
    fields = {name: value for name, value in definition.items() if value or name == "correctResponsesPattern"}
    return {"objectType": "Activity", "id": activity_id, "definition": fields}
