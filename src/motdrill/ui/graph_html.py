"""The story as one HTML page: a list of steps for reading and printing, which its script makes a drawing.

The page needs nothing from outside, and its policy lets it fetch nothing. All of the drawing but the arrows is the text
of the list, so that it can be searched, marked and read out.
"""

import base64
import hashlib
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path
from string import Template
from typing import Final

from motdrill.author.graph import END, Edge, Graph
from motdrill.author.graph_layout import node_lanes, node_rows
from motdrill.drill.endings import is_lost
from motdrill.messages import _, join_list, language
from motdrill.messages.turns import stars_text
from motdrill.method.catalogue import MAX_POINTS
from motdrill.scenario.base_types import TextByAnger
from motdrill.scenario.model import Reply, ReplyStep, Step
from motdrill.ui.pages.scorecard import ending_words
from motdrill.ui.pages.step import brief_lists, question_of
from motdrill.ui.view import DrillView

_STATIC: Final = Path(__file__).parent / "static"
_PAGE: Final = Template("""<!DOCTYPE html>
<html lang="$lang">
<head>
<meta charset="UTF-8">
<meta name="generator" content="motdrill">
<meta http-equiv="Content-Security-Policy" content="$policy">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>$title</title>
<link rel="icon" href="data:,">
<style>$style</style>
</head>
<body>
<header>
<h1>$title</h1>
<p>$facts</p>
<p id="tools" hidden>$tools</p>
$brief
</header>
<main id="view" tabindex="-1">
<div id="extent"><div id="board">
<svg id="arrows" aria-hidden="true"><defs>$heads</defs></svg>
$rows
</div></div>
</main>
<script>$script</script>
</body>
</html>
""")
_HEAD: Final = Template(
    '<marker id="$name" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="$size" markerHeight="$size" orient="auto">'
    '<path d="M0 0L8 4L0 8z"/></marker>'
)


def graph_html(view: DrillView, graph: Graph) -> str:
    """The page of a scenario's graph, in the view's language and that of the interface.

    Args:
        view: A drill of the scenario that has not begun.
        graph: Its graph.
    """
    style, script = ((_STATIC / name).read_text("utf-8") for name in ("graph.css", "graph.js"))
    policy = f"default-src 'none'; img-src data:; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'"
    return _PAGE.substitute(
        lang=escape(view.lang),
        policy=f"{policy}; form-action 'none'",
        title=escape(view.title),
        facts=_facts(view, graph),
        tools=_tools(),
        brief=_brief(view),
        heads=_HEAD.substitute(name="head", size=7) + _HEAD.substitute(name="best-head", size=5),
        rows="\n".join(_rows(view, graph)),
        style=style,
        script=script,
    )


def _hash(text: str) -> str:
    """The source of a policy that lets exactly this style or script run."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _facts(view: DrillView, graph: Graph) -> str:
    """The scenario's id, who complains and how angry they begin, and what the drawing's signs mean."""
    opening = join_list([view.customer, stars_text(view.drill.state.anger)])
    facts = [view.drill.scenario_id, opening, "▸ " + _("best way")]
    facts += ["┄ " + _("nobody comes here")] if graph.unreachable else []
    return _interface(" · ".join(facts))


def _tools() -> str:
    buttons = {
        "closer": ("+", _("larger")),
        "farther": ("−", _("smaller")),
        "whole": ("0", _("whole story")),
        "actual": ("1", _("actual size")),
        "listed": ("L", _("list or drawing")),
    }
    return "".join(
        f'<button type="button" id="{name}"><kbd>{key}</kbd> {_interface(label)}</button>'
        for name, (key, label) in buttons.items()
    )


def _brief(view: DrillView) -> str:
    """What trainees read before the first step; empty if the scenario has nothing of it."""
    scenario = view.drill.scenario
    words = f"<p>{escape(view.text(scenario.brief))}</p>" if scenario.brief else ""
    lists = ({_("You"): (view.text(scenario.you),)} if scenario.you else {}) | brief_lists(view)
    rows = (
        f"<dt>{_interface(label)}</dt>{''.join(f'<dd>{escape(text)}</dd>' for text in texts)}"
        for label, texts in lists.items()
    )
    parts = words + (f"<dl>{''.join(rows)}</dl>" if lists else "")
    return f"<details open><summary>{_interface(_('The situation'))}</summary>{parts}</details>" if parts else ""


def _rows(view: DrillView, graph: Graph) -> Iterator[str]:
    rows = node_rows(graph)
    lanes = node_lanes(graph, rows)
    for row in range(max(rows.values()) + 1):
        places = (_place(view, graph, name, lanes) for name in rows if rows[name] == row)
        yield f'<div class="row">\n{"".join(places)}</div>'


def _place(view: DrillView, graph: Graph, name: str, lanes: dict[str, int]) -> str:
    """A step with its replies, or an ending."""
    step = view.drill.scenario.steps.get(name)
    if step is None:
        return _end(graph) if name == END else _ending(view, name)
    edges = [edge for edge in graph.edges if edge.source == name]
    unreachable = name in graph.unreachable
    kind = [_("nobody comes here")] if unreachable else []
    kind += [] if isinstance(step, ReplyStep) else [question_of(view, step)]
    kind += [] if step.counts else [_("not counted")]
    words = "".join(_variants(view, step.says, "blockquote"))
    replies = "".join(_reply(view, edge, step, lanes) for edge in edges)
    return (
        f'<section id="{_anchor(name)}" class="step{" unreachable" if unreachable else ""}" aria-label="{name}">\n'
        f'<div class="card"><h2>{name}</h2>{_paragraphs("kind", kind)}{words}</div>\n'
        f"<ul>{replies}</ul>\n</section>\n"
    )


def _reply(view: DrillView, edge: Edge, step: Step, lanes: dict[str, int]) -> str:
    """What an answer is and leads to; its arrows are drawn by the attributes."""
    reply = step.replies[edge.reply] if isinstance(step, ReplyStep) and edge.reply else None
    best = _paragraphs("mark", ["▸ " + _("best way")] if edge.lossless else [])
    parts = _reply_parts(view, edge, reply) if reply else _paragraphs("any", [_("any answer")])
    name = edge.target or _interface(_("the end"))
    anchor = _anchor(edge.target)
    return (
        f'<li class="{"best" if edge.lossless else ""}" data-to="{anchor}" data-lane="{lanes.get(edge.target, 0)}">'
        f'{best}{parts}<p class="to">→ <a href="#{anchor}">{name}</a></p></li>\n'
    )


def _reply_parts(view: DrillView, edge: Edge, reply: Reply) -> str:
    dots = worth = ""
    if edge.score is not None:
        dots = f'<span aria-hidden="true">{"●" * edge.score}{"○" * (MAX_POINTS - edge.score)}</span> '
        worth = _("{points} of {most} points").format(points=edge.score, most=MAX_POINTS)
    anger = _("anger {stars:+d}").format(stars=edge.stars) if edge.stars else ""
    return (
        f'<p class="id">{edge.reply}</p><p>{escape(view.text(reply.text))}</p>'
        f'<p class="worth">{dots}{_interface(join_list([each for each in (worth, anger) if each]))}</p>'
        f"{''.join(_variants(view, reply.reaction, 'q'))}"
    )


def _end(graph: Graph) -> str:
    targets, title = " ".join(map(_anchor, graph.ends)), _interface(_("the end"))
    return (
        f'<section id="{_anchor(END)}" class="end" data-ends="{targets}"><div class="card">'
        f"<h2>{title}</h2>{_paragraphs('kind', [_('endings by anger and score')])}</div></section>\n"
    )


def _ending(view: DrillView, name: str) -> str:
    """An ending with when it holds, and whether the customer is lost."""
    title, text = ending_words(view, name)
    when = [_when(*ranges) for ending_id, *ranges in view.drill.scenario.ending_ranges if ending_id == name]
    when += [_("the customer is lost")] if is_lost(view.drill.scenario, name) else []
    return (
        f'<section id="{_anchor(name)}" class="ending" aria-label="{name}"><div class="card"><h2>{name}</h2>'
        f"{_paragraphs('kind', when)}<p><strong>{escape(title)}</strong></p><p>{escape(text)}</p></div></section>\n"
    )


def _when(least_anger: int, most_anger: int, least_percent: int, most_percent: int) -> str:
    # Translators: when an ending holds: anger in stars, points of the replies in percent
    return _("anger {anger}, replies {percent}%").format(
        anger=f"{least_anger}–{most_anger}", percent=f"{least_percent}–{most_percent}"
    )


def _variants(view: DrillView, text: TextByAnger | None, tag: str) -> Iterator[str]:
    """A text in its element; of one that depends on the anger each wording, after the stars from which it holds."""
    if text is None:
        return
    variants = [(item.from_, item.text) for item in text] if isinstance(text, tuple) else [(0, text)]
    for stars, wording in variants:
        since = _("from {stars}").format(stars=stars_text(stars))
        mark = f'<span class="from">{_interface(since)}</span> ' if len(variants) > 1 else ""
        yield f"<{tag}>{mark}{escape(view.text(wording))}</{tag}>"


def _paragraphs(name: str, texts: Iterable[str]) -> str:
    return "".join(f'<p class="{name}">{_interface(text)}</p>' for text in texts)


def _interface(text: str) -> str:
    """A text of the interface, which may have another language than the scenario."""
    return f'<span lang="{language()}">{escape(text)}</span>'


def _anchor(name: str) -> str:
    """The id of the element of a step or ending."""
    return f"at-{name}"
