"""The story as a page: its rows and lanes, and the page in a real browser."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from motdrill import library
from motdrill.author.graph import END, build_graph
from motdrill.author.graph_layout import node_lanes, node_rows
from motdrill.scenario.load import load, scenario_from_text
from motdrill.scenario.model import Scenario
from motdrill.scenario.safe_text import to_json
from motdrill.scenario.texts import every_text, text_in
from strategies import scenarios
from terminal import Run

BANK = load(library.bundled_folder() / "bank-counter.yaml").scenario


@settings(max_examples=50, deadline=None)
@given(scenarios())
def test_arrows_point_down_and_no_two_in_a_lane_meet(drawn: dict[str, Any]) -> None:
    scenario = scenario_from_text(to_json(drawn))
    graph = build_graph(scenario)
    rows = node_rows(graph)
    assert rows.keys() >= scenario.steps.keys()
    assert all(rows[edge.source] < rows[edge.target] for edge in graph.edges)
    lowest = max(rows[step] for step in scenario.steps)
    assert all(row > lowest for name, row in rows.items() if name not in scenario.steps)
    assert END not in rows or all(rows[end] > rows[END] for end in graph.ends)
    lanes = node_lanes(graph, rows)
    past = {edge.target for edge in graph.edges if rows[edge.target] > rows[edge.source] + 1}
    assert lanes.keys() == past
    begins = {name: min(rows[edge.source] for edge in graph.edges if edge.target == name) for name in past}
    for one, other in combinations(past, 2):
        apart = rows[one] <= begins[other] or rows[other] <= begins[one]
        assert apart or lanes[one] != lanes[other]


def told(scenario: Scenario, lang: str) -> list[str]:
    """Every text of the brief, the steps and endings that belongs on the page, each wording of it."""
    shown = {"title", "brief", "you", "may", "may_not", "may_tell", "steps", "endings"}
    on_page = [(path, text) for path, text in every_text(scenario) if path[0] in shown]
    hidden = {"cues", "hint", "notes", "why", "lines"}
    return [text_in(text, lang) for path, text in on_page if not hidden & set(path[2:])]


SCALE = "Number(getComputedStyle(board).transform.split('(')[1].split(',')[0])"
ARROWS = """[...document.querySelectorAll('#arrows > path')].map(
  path => path.getAttribute('d').split(/[ CMV]+/).map(Number)
)"""
CARDS = """Object.fromEntries([...document.querySelectorAll('section')].map(section => {
  const card = section.querySelector('.card');
  return [section.id, [card.offsetLeft + card.offsetWidth / 2, card.offsetTop]];
}))"""


@pytest.mark.parametrize(("lang", "colours"), [("en", "light"), ("zh", "dark")])
def test_the_page_is_a_drawing_by_keys_wheel_and_pinch_and_a_list_for_phones_and_paper(
    run: Run, browser: Any, tmp_path: Path, lang: str, colours: str
) -> None:
    done = run("graph", "bank-counter", "--html", "story.html", "--lang", lang)
    assert done.code == 0
    context = browser.new_context(viewport={"width": 1200, "height": 800}, color_scheme=colours, has_touch=True)
    page, requests, complaints = context.new_page(), [], []
    context.on("request", lambda each: requests.append(each.url))
    page.on("console", lambda each: complaints.append(each.text))
    page.on("pageerror", lambda each: complaints.append(str(each)))
    page.goto((tmp_path / "story.html").as_uri())
    text = page.locator("body").text_content()
    assert [each for each in told(BANK, lang) if each not in text] == []

    graph = build_graph(BANK)
    arrows, cards = page.evaluate(ARROWS), page.evaluate(CARDS)
    assert len(arrows) == 2 * len(graph.edges) + len(graph.ends)
    tips = {(round(arrow[-2]), round(arrow[-1]) + 2) for arrow in arrows}
    reached = {edge.target for edge in graph.edges} | {*graph.ends}
    assert {(round(x), y) for name, (x, y) in cards.items() if name[3:] in reached} <= tips

    def scale() -> float:
        return float(page.evaluate(SCALE))

    first = scale()
    page.keyboard.press("+")
    assert scale() > first
    page.keyboard.press("1")
    assert scale() == 1
    top = page.evaluate("view.scrollTop")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("view.scrollTop") > top
    page.mouse.move(600, 400)
    page.keyboard.down("Control")
    page.mouse.wheel(0, -100)
    page.keyboard.up("Control")
    page.wait_for_function(f"{SCALE} > 1")
    page.keyboard.press("1")
    touch = context.new_cdp_session(page)
    for kind, half in (("touchStart", 40), ("touchMove", 60), ("touchMove", 80), ("touchEnd", None)):
        points = [] if half is None else [{"x": 600 - half, "y": 400, "id": 0}, {"x": 600 + half, "y": 400, "id": 1}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    page.wait_for_function(f"{SCALE} > 1.5")
    page.keyboard.press("0")
    assert page.evaluate("board.getBoundingClientRect().height <= view.clientHeight + 1")

    page.emulate_media(media="print")
    assert not page.locator("#arrows").is_visible() and not page.locator("#tools").is_visible()
    page.emulate_media(media="screen", color_scheme=colours)
    page.set_viewport_size({"width": 390, "height": 800})
    page.reload()
    assert not page.locator("#arrows").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.click("#listed")
    assert page.locator("#arrows").is_visible() and scale() >= 0.75
    assert {*requests} == {(tmp_path / "story.html").as_uri()} and complaints == []
    context.close()


def test_texts_with_markup_and_steps_with_odd_names_are_shown_as_they_are(run: Run, tmp_path: Path) -> None:
    replies = {key: {"text": f"<b>{key}</b> $x", "score": 3, "why": "So."} for key in ("one", "two")}
    steps = {"end": {"says": "</style><script>1</script> {rows}", "replies": replies}}
    story = {"format": 1, "title": '"A" & <B>', "customer": {"name": "Li", "anger": 1}, "steps": steps}
    (tmp_path / "odd.yaml").write_text(to_json(story), "utf-8")
    assert run("graph", "./odd.yaml", "--html", "odd.html").code == 0
    html = (tmp_path / "odd.html").read_text("utf-8")
    assert "&lt;/style&gt;&lt;script&gt;1&lt;/script&gt; {rows}" in html and "&lt;b&gt;one&lt;/b&gt; $x" in html
    assert html.count("<script>") == 1 and "&quot;A&quot; &amp; &lt;B&gt;" in html
    assert 'id="at-end"' in html and 'id="at-"' in html and 'data-to="at-"' in html
    assert "n_end ==>" in run("graph", "./odd.yaml").out
