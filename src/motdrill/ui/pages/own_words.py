"""The pages of a step that is said: which reply it comes closest to, and the words beside the best reply."""

from collections.abc import Iterable, Iterator
from typing import Final

from motdrill.drill.records import OwnWords
from motdrill.drill.scorecard import lossless_reply
from motdrill.messages import N_, _, join_list, ngettext
from motdrill.scenario.model import ReplyStep
from motdrill.ui.blocks import Block, ChoiceBlock, Drawing, Gap, Heading, Page, Span, join_groups, para
from motdrill.ui.pages.step import page_of, step_page
from motdrill.ui.view import DrillView
from motdrill.words.match import Match
from motdrill.words.signs import SHOWN_SIGNS, Quote, Sign

_SIGN_NAMES: Final[dict[Sign, str]] = {
    "their-words": N_("the customer's own words"),
    "feeling": N_("a feeling named"),
    "question": N_("a question"),
    "promise": N_("a promise with a time"),
    "formula": N_("a stock formula"),
    "guarantee": N_("a guarantee"),
}


def aloud_page(view: DrillView, elapsed_s: int, *notes: str) -> Page:
    """The current step without its replies, to be answered aloud, with a quiet timer."""
    request = para(
        _("Say it aloud to the screen, as you would say it to {name}.").format(name=view.customer), style="strong"
    )
    timer = para(Drawing(f"{elapsed_s // 60}:{elapsed_s % 60:02}", "quiet"))
    return page_of(view, notes, [request, timer])


def pick_page(view: DrillView, *notes: str) -> Page:
    """The current step with its replies, of which the trainee picks what they said aloud."""
    return step_page(view, *notes, _("Which of these did you say?"))


def confirm_page(view: DrillView, *notes: str, words: str, match: Match) -> Page:
    """The words, and the replies of the current step, of which the trainee confirms one; the less near are quiet."""
    step = view.drill.current_step
    if not isinstance(step, ReplyStep):
        raise ValueError("only a reply can be said")
    near = match.nearest or tuple(view.letters)
    replies = [
        ChoiceBlock(letter, (Span(view.text(step.replies[reply_id].text), "" if reply_id in near else "quiet"),))
        for reply_id, letter in view.letters.items()
    ]
    said = [para(words, label=_("You"))._replace(shrinks=True), para(_finding(view, match), style="strong")]
    return page_of(view, notes, join_groups([said, *([reply] for reply in replies)]), read_before=True)


def _finding(view: DrillView, match: Match) -> str:
    letters = [view.letters[reply_id] for reply_id in match.nearest]
    if match.confidence == "none":
        return _("None of these says what you said. Which one would you take?")
    if match.confidence == "confident":
        return _("Closest to {letter}. Is that what you said?").format(letter=letters[0])
    if match.against:
        sentence = _("Close to {letter}, but you also said {quotes}. Which one is it?")
        return sentence.format(letter=letters[0], quotes=_quoted(match.against))
    one, other = sorted(letters)
    return _("Close to {one} and to {other}. Which one is it?").format(one=one, other=other)


def _quoted(texts: Iterable[str]) -> str:
    return join_list([_("“{text}”").format(text=text) for text in dict.fromkeys(texts)])


def compare_page(view: DrillView, words: str, before: OwnWords | None, signs: tuple[Quote, ...]) -> Page:
    """The trainee's words with what stands in them, those of the time before, and the best reply.

    `view` is the view after the answer.
    """
    rows: list[Block] = [para(words, label=_("You"))]
    if before:
        rows += [Gap(), para(before.text, label=f"{before.at:%Y-%m-%d}", style="quiet")]
    rows += [Gap(), para(_best_reply(view), label=_("Best"), style="good")]
    found = [para(line) for line in _sign_lines(signs)]
    title = [para(_("What stands in your words"), style="strong"), *found] if found else []
    return join_groups([[Heading((Span(_("In your own words"), "title"),))], rows, title])


def _best_reply(view: DrillView) -> str:
    """The reply that would have lost nothing at the last turn."""
    turn = view.last_turn
    step = view.drill.scenario.steps[turn.answer.step] if turn else None
    if turn is None or not isinstance(step, ReplyStep):
        raise ValueError("no reply was given last")
    return view.text(step.replies[lossless_reply(view.drill, turn) or ""].text)


def _sign_lines(signs: tuple[Quote, ...]) -> Iterator[str]:
    """One line for each kind of sign, with the pieces of the words."""
    for sign in SHOWN_SIGNS:
        quotes = [quote.text for quote in signs if quote.sign == sign]
        if quotes:
            yield _("{name}: {quotes}").format(name=_sign_name(sign, len(quotes)), quotes=_quoted(quotes))


def _sign_name(sign: Sign, count: int) -> str:
    if sign == "apology":
        return ngettext("{n} apology", "{n} apologies", count).format(n=count)
    return _(_SIGN_NAMES[sign])
