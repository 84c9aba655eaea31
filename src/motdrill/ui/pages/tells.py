"""The page on how far replies give themselves away."""

from collections.abc import Mapping, Sequence

from motdrill.author.sound_table import MOST_TENTHS
from motdrill.author.tells import Tell, Tells
from motdrill.messages import _
from motdrill.ui.blocks import Block, Heading, Page, Span, Style, join_groups, para
from motdrill.ui.wrap import pad_column

_SHOWN = 12


def tells_page(by_language: Mapping[str, Tells]) -> Page:
    """What a reader who never hears the customer gets right, by language and scenario."""
    head = [Heading((Span(_("Told by sound"), "title"),))]
    intro = para(
        _(
            "A reader who sees only the replies, and learns from the other cases how right and wrong ones sound. It is "
            "well if it finds about as many as by chance. The numbers say in how many right and wrong replies of all "
            "cases a piece stands."
        )
    )
    return join_groups([head, [intro], *(_language(lang, tells) for lang, tells in by_language.items())])


def _language(lang: str, tells: Tells) -> list[Block]:
    title = _("{lang}: the best reply in {share:.0f}% of the steps, by chance {chance:.0f}%")
    rows: list[Block] = [
        para(title.format(lang=lang, share=100 * tells.share, chance=100 * tells.chance), style="strong")
    ]
    names = pad_column(list(tells.guesses))
    for name, row in zip(names, tells.guesses.values(), strict=True):
        right = sum(guess.right for guess in row)
        steps = ", ".join(guess.step for guess in row if guess.right)
        style: Style = "bad" if 10 * right > MOST_TENTHS * len(row) else "good"
        rows.append(para(name, "  ", Span(f"{right}/{len(row)}", style), "  ", Span(steps, "quiet"), indent=3))
    rows.append(para(_grams(tells.right), label=_("Sounds right")))
    rows.append(para(_grams(tells.wrong), label=_("Sounds wrong")))
    return rows


def _grams(tells: Sequence[Tell]) -> str:
    """N-grams with the number of right and of wrong replies they stand in."""
    return "  ".join(f"“{tell.gram}” {tell.right}:{tell.wrong}" for tell in tells[:_SHOWN])
