"""A scenario and its steps as xAPI activities (xAPI 1.0.3, part 2, section 2.4.4.1).

What an activity's definition says depends on the scenario's text alone, never on a drill: a store merges the
definitions it gets for one id. So choices stand in the file's order, and a text that depends on the anger is given
whole.
"""

from __future__ import annotations

from typing import Any, Final, TypeAlias
from urllib.parse import quote

from motdrill.method.catalogue import MAX_ANGER, MAX_POINTS
from motdrill.scenario.model import AngerStep, NeedsStep, ReplyStep, Scenario, SpotStep, Step, needs_order
from motdrill.scenario.parts import Said, Text
from motdrill.scenario.texts import complete_languages, languages_of, speak

Activity: TypeAlias = dict[str, Any]
"""An object of the type Activity, as plain data."""

TYPES: Final = "http://adlnet.gov/expapi/activities/"
DELIMITER: Final = "[,]"
"""Between the parts of a response."""
NO_LANGUAGE: Final = "und"
"""RFC 5646: the language of a text that serves every language."""


def tag(lang: str) -> str:
    """A language as xAPI names it; the drills' Chinese is written in simplified characters."""
    return {"zh": "zh-CN"}.get(lang, lang)


class Activities:
    """The activities of one scenario.

    Attributes:
        scenario: Its activity, for practice.
        exam: The activity of its exam: another one, because an activity has one type.
    """

    def __init__(self, scenario: Scenario, scenario_id: str, base: str) -> None:
        """Names them.

        Args:
            scenario: The scenario.
            scenario_id: Its id in the library.
            base: What all ids begin with, without a slash at its end.
        """
        self._model = scenario
        self._languages = complete_languages(scenario) or (NO_LANGUAGE,)
        self._id = f"{base}/scenarios/{quote(scenario_id, safe='')}"
        self._steps: dict[str, Activity] = {}
        self.scenario = self._whole(self._id, "simulation")
        self.exam = self._whole(f"{self._id}/exam", "assessment")

    def _whole(self, activity_id: str, kind: str) -> Activity:
        named = {"name": self._words(self._model.title), "description": self._words(self._model.brief)}
        return _activity(activity_id, {"type": TYPES + kind, **named})

    def step(self, step_id: str) -> Activity:
        """The activity of a step: an interaction."""
        if step_id not in self._steps:
            step = self._model.steps[step_id]
            titled = self._words(self._model.title).items()
            definition = {
                "type": f"{TYPES}cmi.interaction",
                "name": {lang: f"{title} · {step_id}" for lang, title in titled},
                "description": self._said(step.says),
                **self._interaction(step),
            }
            self._steps[step_id] = _activity(f"{self._id}/steps/{step_id}", definition)
        return self._steps[step_id]

    def _interaction(self, step: Step) -> dict[str, Any]:
        if isinstance(step, ReplyStep):
            best = [name for name, reply in step.replies.items() if reply.score == MAX_POINTS]
            texts = {name: reply.text for name, reply in step.replies.items()}
            return {"interactionType": "choice", "choices": self._components(texts), "correctResponsesPattern": best}
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
        """The lines to judge; where none is good, no pattern can say so, because one that is empty is none."""
        good = [name for name, line in step.lines.items() if line.good]
        choices = self._components({name: line.text for name, line in step.lines.items()})
        return {"choices": choices, **({"correctResponsesPattern": [DELIMITER.join(good)]} if good else {})}

    def _components(self, texts: dict[str, Text]) -> list[dict[str, Any]]:
        return [{"id": name, "description": self._words(text)} for name, text in texts.items()]

    def _words(self, text: Text | None) -> dict[str, str]:
        """A text as a language map; a plain string in each language the scenario is complete in."""
        if text is None:
            return {}
        return {tag(lang): speak(text, lang) for lang in languages_of(text) or self._languages}

    def _said(self, said: Said | None) -> dict[str, str]:
        """What is said; variants below each other, the lowest anger first."""
        if not isinstance(said, tuple):
            return self._words(said)
        found: dict[str, list[str]] = {}
        for variant in sorted(said, key=lambda each: each.from_):
            for lang, words in self._words(variant.text).items():
                found.setdefault(lang, []).append(words)
        return {lang: "\n".join(words) for lang, words in found.items()}


def _activity(activity_id: str, definition: dict[str, Any]) -> Activity:
    """An activity; xAPI has no empty values, but an empty pattern means that no response is right."""
    kept = {name: value for name, value in definition.items() if value or name == "correctResponsesPattern"}
    return {"objectType": "Activity", "id": activity_id, "definition": kept}
