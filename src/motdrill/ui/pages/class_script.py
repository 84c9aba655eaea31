"""The facilitator's print-out of a case: each step as a class sees it, its key and reasons, and room for the counts."""

from motdrill.author.scenario_facts import ScenarioFacts
from motdrill.classroom.room import new_room
from motdrill.classroom.votes import choices_earning_most
from motdrill.drill.choices import choice_text
from motdrill.drill.drill import Drill
from motdrill.drill.turn import State
from motdrill.messages import _, join_list
from motdrill.scenario.model import NeedsStep, ReplyStep, Scenario, SpotStep
from motdrill.ui.blocks import Block, Heading, Page, Para, Span, Stars, join_groups, para
from motdrill.ui.pages.class_step import ClassView, best_answer, stars_label
from motdrill.ui.pages.feedback import line_worth, reply_worth
from motdrill.ui.pages.step import cues_line, introduction, question_of, said_by_customer
from motdrill.ui.pages.walk import position_line
from motdrill.ui.view import DrillView

_BLANK = "________"


def script_pages(scenario: Scenario, scenario_id: str, lang: str, seed: int) -> list[Page]:
    """A cover with situation, times and questions, and a page for each step that can be reached, in file order.

    Args:
        scenario: The scenario.
        scenario_id: Its id.
        lang: A language it is complete in.
        seed: Decides the letters, which are those of a class with the same seed.
    """
    facts, drill = ScenarioFacts(scenario), Drill(scenario, scenario_id, seed)
    steps = enumerate(facts.reachable_angers.items(), 1)
    return [
        _cover(DrillView(drill, lang)),
        *(_step_page(drill, lang, number, step_id, facts) for number, (step_id, _angers) in steps),
    ]


def _cover(view: DrillView) -> Page:
    drill = view.drill
    command = f"motdrill class {drill.scenario_id} --hands --seed {drill.seed}"
    letters = para(_("The letters are those of:"), f"  {command}")
    times = [
        para(_("Times"), style="strong"),
        para(_("A step with two rounds takes six to eight minutes: 1 to think and vote, 2 to talk, 1 to vote again.")),
        para(_("A step that is only revealed takes one. Choose four or five to argue about.")),
    ]
    questions = [para(view.text(text), label=f"{i}.") for i, text in enumerate(drill.scenario.debrief.questions, 1)]
    head: list[Block] = [Heading((Span(view.title, "title"),)), letters]
    debrief = [para(_("To think about"), style="strong"), *questions] if questions else []
    return join_groups([head, introduction(view), times, debrief])


def _step_page(drill: Drill, lang: str, number: int, step_id: str, facts: ScenarioFacts) -> Page:
    """A step at the anger of a room that loses nothing, or else at the lowest that gets there."""
    anger = facts.good_anger(step_id)
    view = DrillView(_at(drill, step_id, anger), lang)
    step = view.drill.current_step
    left = (Span(_("step {number}").format(number=number), "title"), f"   --from {step_id}")
    head: list[Block] = [Heading(left, (Stars(anger),), (position_line(step.trains),))]
    why, notes = view.text_at(getattr(step, "why", None), anger), view.text(step.notes)
    key: list[Block] = [best_answer(ClassView(new_room(view.drill), view))]
    key += _other_keys(drill, lang, step_id, anger, facts)
    key += [para(why, label=_("Why"))] if why else []
    question: list[Block] = [para(question_of(view, step), style="strong")]
    rounds: list[Block] = [para(_("Begun at {blank}   voted: 1st {blank}  2nd {blank}").format(blank=_BLANK))]
    teaching: list[Block] = [para(notes, label=_("Notes"))] if notes else []
    return join_groups([head, _said(view, anger), key, teaching, question, *_choices(view, anger), rounds])


def _said(view: DrillView, anger: int) -> list[Block]:
    """The customer's cues and words."""
    step = view.drill.current_step
    cues, words = cues_line(view, step.cues, anger), view.text_at(step.says, anger)
    return [*([para(cues)] if cues else []), *([said_by_customer(view, words)] if words else [])]


def _at(drill: Drill, step_id: str, anger: int) -> Drill:
    return Drill(drill.scenario, drill.scenario_id, drill.seed, start_at=State(step_id, anger))


def _other_keys(drill: Drill, lang: str, step_id: str, anger: int, facts: ScenarioFacts) -> list[Para]:
    """The best replies at each other anger that gets there, where they are others."""
    here = choices_earning_most(_at(drill, step_id, anger))
    rows = []
    for other in facts.reachable_angers[step_id]:
        view = DrillView(_at(drill, step_id, other), lang)
        best = choices_earning_most(view.drill)
        if isinstance(view.drill.step, ReplyStep) and best != here:
            letters = join_list([view.letters[choice] for choice in best])
            rows.append(para(Stars(other), "  ", _("best: {letters}").format(letters=letters), indent=4))
    return rows


def _choices(view: DrillView, anger: int) -> list[list[Block]]:
    """Each choice with room for the counts of two rounds, what it is worth, and why."""
    step, groups = view.drill.current_step, list[list[Block]]()
    counts = para(_("1st {blank}  2nd {blank}").format(blank=_BLANK), indent=4)
    for choice, letter in view.letters.items():
        if isinstance(step, ReplyStep):
            first, *rest = reply_worth(view, letter, step.replies[choice], anger)
        elif isinstance(step, SpotStep):
            first, *rest = line_worth(view, letter, step.lines[choice], anger)
        elif isinstance(step, NeedsStep):
            first, rest = para(view.text(choice_text(view.drill.scenario, step, choice)), label=letter), []
        else:
            row = (*stars_label(choice), *counts.parts)
            groups = [[*(groups[0] if groups else []), para(*row, label=letter)]]
            continue
        groups.append([first, counts, *rest])
    return groups
