"""An author's first hour, as real processes: `new`, break it, mend it by what `check` says, `analyse`, `graph`, `try`.

And `new` by itself: it never writes over a file unasked, and it writes whole or not at all.
"""

from __future__ import annotations

import errno
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from rich.cells import cell_len

from motdrill import messages
from motdrill.author.analysis import analyse
from motdrill.author.document import analysis_document
from motdrill.author.findings import check
from motdrill.cli import error_handler
from motdrill.drill.drill import Drill
from motdrill.errors import UsageError
from motdrill.messages.problems import problem_sentences
from motdrill.scenario.load import load
from motdrill.scenario.model import Case, ReplyStep, Scenario
from motdrill.scenario.problem import Problem
from motdrill.scenario.texts import complete_languages, every_text
from motdrill.ui.files import atomic_file
from powers import like_others
from terminal import (
    CTRL_C,
    ENTER,
    LONGEST_RUN_S,
    PROGRAM,
    Opened,
    Run,
    best,
    environment,
    planned,
    ranked_replies,
    squeezed,
    weak,
)
from terminal import (
    run as run_program,
)

CHINESE = re.compile("[\u4e00-\u9fff]")
ERASE = "\x15"  # Ctrl-U: whatever is suggested is taken away
OPTIONS = {
    "--title": "The parcel",
    "--customer": "Ms Lin",
    "--channel": "counter",
    "--anger": "4",
    "--languages": "en,zh",
}


def options(**changed: str) -> list[str]:
    """All that `new` asks for, as options; an empty one is left out."""
    given = OPTIONS | {f"--{name}": value for name, value in changed.items()}
    return [word for pair in given.items() if pair[1] for word in pair]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new scenario, as the command wrote it."""
    folder = tmp_path_factory.mktemp("author")
    done = run_program(["new", "my-case", *options()], environment(folder / "own"), cwd=folder)
    assert (done.code, done.err) == (0, "")
    assert squeezed("my-case.yaml is written") in squeezed(done.out)
    return folder / "my-case.yaml"


@pytest.fixture
def case(written: Path, tmp_path: Path) -> Path:
    """A copy of it to work on."""
    path = tmp_path / "my-case.yaml"
    path.write_bytes(written.read_bytes())
    return path


SCHEMA = "motdrill.schema.json"


def names(folder: Path) -> list[str]:
    """The files of a folder besides the schema for editors, which lies beside every scenario that `new` writes."""
    return sorted(path.name for path in folder.iterdir() if path.name != SCHEMA)


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    folder = tmp_path / "cases"
    folder.mkdir()
    return folder


# ---------------------------------------------------------------- begin


def faults(path: Path) -> list[Problem]:
    """What check finds in a new scenario beside its texts, which are the template's."""
    found = check(path)
    assert [problem.code for problem in found].count("template-text") == all(each.level == "warning" for each in found)
    return [problem for problem in found if problem.code != "template-text"]


def test_a_new_scenario_lacks_only_texts_of_its_own_and_plays_at_once_to_its_end(run: Run, case: Path) -> None:
    done = run("check", "my-case.yaml")
    assert (done.code, done.out.splitlines()[-1]) == (0, "1 file: 0 errors, 1 warning")
    assert re.search(
        r"my-case\.yaml:14:1 warning MD510 .* (\d+) of \d+, the first in brief, you, may", " ".join(done.out.split())
    )
    assert run("check", "my-case.yaml", "--strict").code == 1
    for choose, percent, lang in ((best, 100, "en"), (weak, None, "zh")):
        turns = planned(str(case), 7, choose, lang)
        lines = "".join(f"{turn.line()}\n" for turn in turns) + "6\n"
        done = run("drill", "my-case.yaml", "--seed", "7", "--json", "--lang", lang, typed=lines)
        assert done.code == 0, done.err
        assert percent in (None, json.loads(done.out)["score"]["percent"])
        assert all(squeezed(text) in squeezed(done.err) for turn in turns for text in turn.texts())


def test_its_next_commands_are_named_and_work_as_they_are_named(run: Run, empty: Path) -> None:
    done = run("new", "my-case", *options(), cwd=empty)
    commands = re.findall(r"^  motdrill (.+)$", done.out, re.MULTILINE)
    assert commands == ["try my-case.yaml --watch", "check my-case.yaml"]
    for command in commands:
        assert run(*command.removesuffix(" --watch").split(), typed="q\n", cwd=empty).code in (0, 130)


ANSWERS = {
    "Languages": "en,zh",
    "Title (en)": "Late",
    "Title (zh)": "来晚了",
    "Customer (en)": "",
    "Customer (zh)": "王女士",
}
ANSWERS |= {"Channel": "chat", "Anger": "5"}


def test_answers_typed_into_a_terminal_make_the_scenario(opened: Opened, empty: Path) -> None:
    terminal = opened("new", "my-case", "--folder", str(empty), columns=100)
    for question, answer in ANSWERS.items():
        terminal.wait_for(question)
        terminal.settle()
        terminal.keys(ERASE + answer if answer else "", ENTER)
    assert terminal.wait_for_end() == 0
    expect_what_was_answered(empty)


def test_answers_by_lines_make_the_same_scenario(run: Run, empty: Path) -> None:
    done = run("new", "my-case", "--folder", str(empty), typed="".join(f"{answer}\n" for answer in ANSWERS.values()))
    assert (done.code, all(question in done.err for question in ANSWERS)) == (0, True)
    expect_what_was_answered(empty)


def expect_what_was_answered(folder: Path) -> None:
    assert names(folder) == ["my-case.yaml"]
    path = folder / "my-case.yaml"
    scenario = load(path).scenario
    assert faults(path) == []
    assert scenario.title == {"en": "Late", "zh": "来晚了"}
    assert scenario.customer.name == {"en": "Ms Lin", "zh": "王女士"}
    assert (scenario.channel, scenario.customer.anger) == ("chat", 5)


def test_what_is_typed_into_a_terminal_is_the_answer_and_the_suggestion_is_not_a_part_of_it(
    opened: Opened, empty: Path
) -> None:
    terminal = opened("new", "my-case", "--folder", str(empty), *options(channel="", anger=""), columns=100)
    for question, answer in (("Channel", "phone"), ("Anger", "2")):
        terminal.wait_for(question)
        terminal.settle()
        terminal.keys(answer, ENTER)
    assert terminal.wait_for_end() == 0, terminal.screen()
    assert load(empty / "my-case.yaml").scenario.channel == "phone"


def test_an_answer_that_cannot_be_is_asked_for_again_and_one_in_chinese_or_full_width_is_read(
    opened: Opened, empty: Path
) -> None:
    terminal = opened("new", "my-case", "--folder", str(empty), "--lang", "zh", columns=100)
    answers = [
        *(("语言", "法文"), ("语言", "中文、英文"), ("标题（zh）", "包裹"), ("标题（en）", "Parcel")),
        *(("客户（zh）", ""), ("客户（en）", ""), ("phone 电话", "信"), ("渠道", "电话")),
        *(("愤怒指数", "七"), ("愤怒指数", "５")),
    ]
    for question, answer in answers:
        terminal.wait_for(question)
        terminal.settle()
        terminal.keys(answer, ENTER)
    assert terminal.wait_for_end() == 0, terminal.screen()
    scenario = load(empty / "my-case.yaml").scenario
    assert scenario.title == {"zh": "包裹", "en": "Parcel"}
    assert (scenario.channel, scenario.customer.anger) == ("phone", 5)


def test_only_what_no_option_says_is_asked_for(run: Run, empty: Path) -> None:
    done = run("new", "my-case", "--folder", str(empty), *options(channel=""), typed="chat\n")
    assert (done.code, done.err.count("?") + done.err.count(": ")) == (0, 1)
    assert load(empty / "my-case.yaml").scenario.channel == "chat"


def test_empty_lines_take_what_is_suggested_in_the_language_of_the_author(run: Run, empty: Path) -> None:
    done = run("new", "my-case", "--folder", str(empty), "--lang", "zh", typed="\n包裹\n\n\n\n")
    assert done.code == 0, done.err
    text = (empty / "my-case.yaml").read_text("utf-8")
    comments = [line for line in text.splitlines()[1:] if line.lstrip().startswith("# ") and len(line) > 20]
    assert comments and all(CHINESE.search(line) for line in comments)
    scenario = load(empty / "my-case.yaml").scenario
    assert (scenario.title, scenario.customer.name) == ({"zh": "包裹"}, {"zh": "林女士"})
    assert (scenario.channel, scenario.customer.anger) == ("counter", 4)
    assert faults(empty / "my-case.yaml") == []


@pytest.mark.parametrize("given", ["en，zh", " zh , en ", "en,zh,en"])
def test_languages_may_be_written_as_people_write_them(run: Run, empty: Path, given: str) -> None:
    assert run("new", "my-case", "--folder", str(empty), *options(languages=given)).code == 0
    assert load(empty / "my-case.yaml").scenario.title == {"en": "The parcel", "zh": "The parcel"}


def test_a_copy_for_another_language_has_room_for_each_text_told_once_and_keeps_all_else(run: Run, empty: Path) -> None:
    assert run("new", "my-case", *options(languages="zh"), cwd=empty).code == 0
    done = run("new", "my-copy", "--from", "my-case.yaml", "--languages", "中文，英文", "--lang", "zh", cwd=empty)
    assert done.code == 0, done.err
    old, new = ((empty / f"{name}.yaml").read_text("utf-8").splitlines() for name in ("my-case", "my-copy"))
    slots = [line for line in new if 'en: "待写"' in line]
    assert len(slots) == len(every_text(load(empty / "my-case.yaml").scenario))
    assert [line.replace("-", " ") for line in new if line not in slots] == [line.replace("-", " ") for line in old]
    assert complete_languages(load(empty / "my-copy.yaml").scenario) == ("en", "zh")
    assert [problem.number for problem in check(empty / "my-copy.yaml")] == ["MD511", "MD510"]
    (empty / "flow.yaml").write_text(
        "\n".join(old).replace('title:\n  zh: "The parcel"', 'title: {zh: "Paket", en: "P"}')
    )
    told = [problem for problem in check(empty / "flow.yaml") if problem.number == "MD501"]
    assert len(told) == 1 and len(told[0].values["more"]) == len(slots) - 2


def test_from_case_adds_the_six_sections_of_the_case_template(run: Run, empty: Path) -> None:
    assert run("new", "my-case", "--from-case", *options(), cwd=empty).code == 0
    found = load(empty / "my-case.yaml").scenario.case
    assert found and all(getattr(found, name) for name in Case.model_fields)
    text = (empty / "my-case.yaml").read_text("utf-8")
    assert re.findall(r"^case:\n", text, re.MULTILINE)
    assert set(re.findall(r"^  ([a-z]+):$", text[text.index("\ncase:\n") :], re.MULTILINE)) == set(Case.model_fields)
    assert faults(empty / "my-case.yaml") == []


def test_it_names_the_schema_for_editors_and_writes_it_beside(run: Run, empty: Path) -> None:
    assert run("new", "my-case", *options(), cwd=empty).code == 0
    first = (empty / "my-case.yaml").read_text("utf-8").splitlines()[0]
    assert first == f"# yaml-language-server: $schema={SCHEMA}"
    assert (empty / SCHEMA).read_text("utf-8") == run("schema").out


def test_a_schema_that_is_there_is_kept(run: Run, empty: Path) -> None:
    (empty / SCHEMA).write_text("{}", "utf-8")
    assert run("new", "my-case", *options(), cwd=empty).code == 0
    assert (empty / SCHEMA).read_text("utf-8") == "{}"


# ---------------------------------------------------------------- break it, read what check says, mend it


class Break(NamedTuple):
    """A slip of the hand: what is exchanged, what check finds, on which line, and which word it marks there."""

    old: str
    new: str
    number: str
    line: str
    marked: str
    mend: str


WHY_OF_SAME = """\
        why:
          en: "It did not happen, and one hears it: a story without a detail, and a feeling without a name."
          zh: "没有的事，人家听得出来：没有细节，感受也说不出名堂。"
"""
ZH_OF_START = """          zh: "我当然听进去了。不过为了稳妥，麻烦您从头再说一遍，事情是怎么发生的？"\n"""
BREAKS = {
    "a misspelt field": Break(
        "        stars: 1\n        does: [wrong-problem",
        "        stras: 1\n        does: [wrong-problem",
        "MD101", "        stras: 1", "stras", "did you mean `stars`?",
    ),
    "a goto to nowhere": Break(
        "goto: what-matters", "goto: what-maters", "MD120", "        goto: what-maters", "what-maters", "`what-matters`"
    ),
    "a goto back": Break(
        "        does: [retell, counter-question]\n",
        "        does: [retell, counter-question]\n        goto: first-words\n",
        "MD121", "        goto: first-words", "first-words", "lead to a later step",
    ),
    "a duplicate reply id": Break(
        "      number-first:", "      so-very-sorry:", "MD025", "      so-very-sorry:", "so-very-sorry", "another name"
    ),
    "a tab": Break(
        "        does: [own-it, act-now]", "\tdoes: [own-it, act-now]", "MD021", "\tdoes: [own-it, act-now]", "",
        "indent with spaces",
    ),
    "a full-width colon": Break(
        "channel: counter", "channel：counter", "MD022", "channel：counter", "：counter", "`channel:`"
    ),
    "a comment straight after text": Break(
        "channel: counter", "channel: counter # or phone", "MD027", "channel: counter # or phone", "", "two spaces"
    ),
    "a missing why": Break(WHY_OF_SAME, "", "MD102", "      same-with-me:", "same-with-me", "add `why:` here"),
    "score 7": Break(
        "        score: 3\n        stars: -1\n        does: [own-it",
        "        score: 7\n        stars: -1\n        does: [own-it",
        "MD107", "        score: 7", "7", "in that range",
    ),
    "a removed Chinese text": Break(ZH_OF_START, "", "MD501", "        text:", "text", "add it in that language"),
    "an emptied Chinese text": Break(
        'zh: "“这还像句话。”"', 'zh: ""', "MD105", '          zh: ""', '""', "fill it in"
    ),
    "a quote left out before a colon": Break(
        'zh: "“这还像句话。”"', "zh: 这还像: 话", "MD023", "          zh: 这还像: 话", "", "double quotes"
    ),
    "a misspelt skill": Break(
        "trains: [found, language", "trains: [found, langage", "MD106",
        "    trains: [found, langage, offer]", "langage", "`language`",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BREAKS)
def test_check_says_what_was_broken_and_where_and_how_to_mend_it(run: Run, case: Path, name: str) -> None:
    slip, whole = BREAKS[name], case.read_text("utf-8")
    broken = whole.replace(slip.old, slip.new, 1)
    assert broken != whole
    case.write_text(broken, "utf-8")
    for lang in messages.LANGUAGES:
        done = run("check", "my-case.yaml", "--strict", "--ignore", "MD510", "--lang", lang)
        assert (done.code, done.err) == (1, "")
        (problem,) = faults(case)
        expect_it_is_told(done.out, slip, broken, problem, lang)
    case.write_text(whole, "utf-8")
    assert run("check", "my-case.yaml", "--strict", "--ignore", "MD510").out == "1 file: 0 errors, 0 warnings\n"


def expect_it_is_told(out: str, slip: Break, broken: str, problem: Any, lang: str) -> None:
    messages.set_language(lang)
    what, mend = problem_sentences(problem)
    head, *_rest = out.splitlines()
    place = re.match(r"my-case\.yaml:(\d+):(\d+) \S+ (MD\d+)  ", head)
    assert place and place[3] == slip.number == problem.number
    number, column = int(place[1]), int(place[2])
    line = broken.splitlines()[number - 1]
    assert (line, problem.location) == (slip.line, (number, column))
    assert lang == "zh" or slip.mend in mend
    bare = squeezed(out.replace(" | ", ""))
    assert squeezed(what) in bare and squeezed(mend) in bare
    quoted = re.search(r"^ *\d+ \| (.*)\n {6} \| ( *)(\^+)", out, re.MULTILINE)
    assert quoted and quoted[1] == line.replace("\t", " ")
    before = line[: column - 1]
    assert len(quoted[2]) == cell_len(before)
    if slip.marked:
        assert line[column - 1 :].startswith(slip.marked)
        assert len(quoted[3]) == cell_len(slip.marked)


def test_a_missing_language_only_warns(run: Run, case: Path) -> None:
    case.write_text(case.read_text("utf-8").replace(ZH_OF_START, "", 1), "utf-8")
    done = run("check", "my-case.yaml", "--ignore", "MD510")
    assert (done.code, done.out.splitlines()[-1]) == (0, "1 file: 0 errors, 1 warning")


def test_all_slips_at_once_are_told_in_one_run_as_far_as_the_yaml_can_be_read(run: Run, case: Path) -> None:
    text = case.read_text("utf-8")
    slips = [slip for slip in BREAKS.values() if "MD100" < slip.number < "MD120"]
    for slip in slips:
        text = text.replace(slip.old, slip.new, 1)
    case.write_text(text, "utf-8")
    done = run("check", "my-case.yaml", "--format", "json")
    rows = json.loads(done.out)
    assert sorted(row["number"] for row in rows) == sorted(slip.number for slip in slips)
    assert [row["line"] for row in rows] == sorted(row["line"] for row in rows)
    assert run("drill", "my-case.yaml").code == 2


# ---------------------------------------------------------------- is it any good?


def test_analyse_prints_what_the_analysis_computes(run: Run, case: Path) -> None:
    found = analyse(load(case).scenario)
    done = run("analyse", "my-case.yaml", "--json")
    assert (done.code, done.err) == (0, "")
    told = json.loads(done.out)
    assert told.pop("told_by_sound").keys() == {"en", "zh"}
    assert told == json.loads(json.dumps(analysis_document("my-case", found)))
    page = run("analyse", "my-case.yaml")
    assert (page.code, page.err) == (0, "")
    flat = re.sub(r"\s+", " ", page.out)
    for text in (
        "my-case 8 steps pass 75%",
        f"worst {found.worst_percent}%",
        f"random player {found.random.expected_percent:.0f}% expected",
        f"good player {found.good.expected_percent:.0f}% expected",
        f"always the longest (en) {found.longest['en'].percent}%",
        f"always the shortest (zh) {found.shortest['zh'].percent}%",
        f"always the deepest {found.deepest.percent}%",
        f"best 100% = {found.max_points} points",
    ):
        assert text in flat
    lines = page.out.splitlines()
    for step, rows in found.costs.items():
        at = next(i for i, line in enumerate(lines) if line.split()[:1] == [step] and "%" in line)
        for i, (answer, row) in enumerate(rows.items(), 1):
            assert lines[at + i].split() == [answer, *(f"{cost:.0f}" for cost in row.values())]
    for ending in {*found.random.endings, *found.good.endings}:
        assert re.search(rf"^ +{ending} +[\d<>]", page.out, re.MULTILINE)


def test_pages_of_the_bench_keep_to_the_window_and_have_no_colour_in_a_pipe(run: Run, case: Path) -> None:
    for lang in messages.LANGUAGES:
        for words in (["analyse"], ["analyse", "--plain"], ["graph", "--tree"]):
            done = run(words[0], "my-case.yaml", *words[1:], "--lang", lang, COLUMNS="80")
            assert (done.code, done.err, "\x1b" in done.out) == (0, "", False)
            assert [line for line in done.out.splitlines() if cell_len(line) > 80] == []


# ---------------------------------------------------------------- graph


def edges_of(scenario: Scenario) -> set[tuple[str, str | None, str]]:
    """Every answer with where it leads: (step, reply or None, step or ending or "end")."""
    ids = [*scenario.steps, "end"]
    found: set[tuple[str, str | None, str]] = set()
    for i, (step_id, step) in enumerate(scenario.steps.items()):
        onward = step.goto or ids[i + 1]
        replies = step.replies if isinstance(step, ReplyStep) else {}
        found |= {(step_id, name, reply.goto or onward) for name, reply in replies.items()}
        found |= set() if replies else {(step_id, None, onward)}
    return found


def best_edges(drill: Drill) -> Iterator[tuple[str, str | None]]:
    """The answers on every way that loses nothing, walked answer by answer."""
    if drill.step is None:
        return
    state, values = drill.state, drill.attainable
    given = ranked_replies(drill) if isinstance(drill.step, ReplyStep) else [best(drill)]
    for each in given:
        after = drill.answer(each)
        most = after.state.points + values.most_points(after.state.step, after.state.anger)
        if most == state.points + values.most_points(state.step, state.anger):
            yield state.step or "", each if isinstance(each, str) else None
            yield from best_edges(after)


def test_graph_is_mermaid_in_a_pipe_with_every_step_and_edge_and_the_best_way_thick(run: Run, case: Path) -> None:
    done = run("graph", "my-case.yaml")
    assert (done.code, done.err) == (0, "")
    assert done.out == run("graph", "my-case.yaml", "--mermaid").out
    first, *lines = done.out.splitlines()
    assert first == "flowchart TD"
    nodes = {found[1]: found[3] for line in lines if (found := re.fullmatch(r' +(\w+)(\[|\(\[)"([^"]+)"[\])]+', line))}
    scenario = load(case).scenario
    assert set(nodes.values()) == {*scenario.steps, "end", "in-time", "fetched", "told-at-table", "walked-out"}
    assert "end" not in nodes  # a word of Mermaid's own
    edge = re.compile(r' +(\w+) (==>|-->|-\.->)(?:\|"([^"]+)"\|)? (\w+)')
    drawn = [found.groups() for line in lines if (found := edge.fullmatch(line))]
    assert len(nodes) + len(drawn) == len(lines)
    answers = {
        (nodes[a], label.split()[0] if label else None, nodes[b]) for a, _how, label, b in drawn if nodes[a] != "end"
    }
    assert answers == edges_of(scenario)
    thick = {(nodes[a], label.split()[0] if label else None) for a, how, label, b in drawn if how == "==>"}
    assert thick == set(best_edges(Drill(scenario, "my-case", 1)))
    labels = {label.split()[0]: label for _a, _how, label, _b in drawn if label}
    assert labels["say-it-back"] == "say-it-back 3 -2★"
    assert labels["number-first"] == "number-first 0 +1★"
    assert labels["fair-is-fair"] == "fair-is-fair +2★"  # its step does not count


def test_graph_is_a_tree_where_it_is_asked_for_and_on_a_terminal(run: Run, opened: Opened, case: Path) -> None:
    piped = run("graph", "my-case.yaml", "--tree")
    scenario = load(case).scenario
    wanted = set(best_edges(Drill(scenario, "my-case", 1)))
    lines = piped.out.splitlines()
    for step_id, reply, target in edges_of(scenario):
        at = lines.index(f" {step_id}")
        here = next(line for line in lines[at + 1 :] if (reply or "any answer") in line)
        assert ("▸" in here) is ((step_id, reply) in wanted)
        following = next((line.strip() for line in lines[at + 1 :] if line.strip() in scenario.steps), "end")
        assert ("→" in here) is (target != following)
        assert "→" not in here or here.endswith(f"→ {target}")
    terminal = opened("graph", str(case), rows=60)
    assert terminal.wait_for_end() == 0
    assert terminal.shows(piped.out)
    terminal = opened("graph", str(case), "--mermaid", rows=80)
    assert terminal.wait_for_end() == 0
    assert terminal.shows("flowchart TD")


def test_a_step_that_nobody_meets_is_marked_in_the_graph(run: Run, case: Path) -> None:
    text = case.read_text("utf-8").replace("  what-matters:\n", "  what-matters:\n    goto: yes-or-no\n", 1)
    case.write_text(text, "utf-8")
    mermaid = run("graph", "my-case.yaml").out
    assert re.search(r"^ +class n_others_too unreachable$", mermaid, re.MULTILINE)
    assert re.search(r'^ +n_others_too -\.->\|"last-december', mermaid, re.MULTILINE)
    assert re.search(r"others-too +nobody comes here", run("graph", "my-case.yaml", "--tree").out)


# ---------------------------------------------------------------- try


def test_try_plays_it_from_any_step_with_any_anger(run: Run, case: Path) -> None:
    for step, anger, told_there in (("last-word", "6", "So I do your driving"), ("last-word", "1", "Well then.")):
        done = run("try", "my-case.yaml", "--from", step, "--anger", anger, "--plain", typed="at-half-past-five\n\n")
        assert (done.code, told_there in done.out) == (0, True)
        assert f"anger {anger} of 6" in done.out
        assert re.search(r"^100%", done.out, re.MULTILINE)
    done = run("try", "my-case.yaml", "--from", "first-words", "--plain", typed="number-first\nq\n")
    assert (done.code, "anger 4 of 6" in done.out) == (130, True)
    assert "Have you heard a word of what I said?" in done.out  # the story goes on with the next step


def test_try_says_once_that_the_translation_asked_for_is_not_finished(run: Run, case: Path) -> None:
    case.write_text(re.sub(r"\n +en: .*", "", case.read_text("utf-8"), count=1), "utf-8")
    for start, typed in (((), "\n1\n\nq\n"), (("--from", "last-word"), "1\n\nq\n")):
        done = run("try", "my-case.yaml", *start, "--lang", "en", "--plain", typed=typed)
        assert done.out.count("This scenario is not complete in en; it runs in zh.") == 1, done.out


# ---------------------------------------------------------------- new never harms


def test_a_file_that_exists_is_left_as_it_is_without_force(run: Run, empty: Path) -> None:
    mine = b"format: 1\r\ntitle: \xff mine\n"
    (empty / "my-case.yaml").write_bytes(mine)
    for typed in ("", "en\nx\n\n\n\n"):
        done = run("new", "my-case", *(options() if not typed else []), typed=typed, cwd=empty)
        assert (done.code, done.out) == (2, "")
        assert "my-case.yaml" in done.err and "--force" in done.err
        assert ((empty / "my-case.yaml").read_bytes(), names(empty)) == (mine, ["my-case.yaml"])
    done = run("new", "my-case", *options(), "--force", cwd=empty)
    assert (done.code, names(empty)) == (0, ["my-case.yaml"])
    assert faults(empty / "my-case.yaml") == []


def test_a_link_or_folder_of_that_name_is_left_as_it_is(run: Run, empty: Path) -> None:
    (empty / "my-case.yaml").symlink_to("nowhere.yaml")
    assert run("new", "my-case", *options(), cwd=empty).code == 2
    assert (names(empty), (empty / "my-case.yaml").is_symlink()) == (["my-case.yaml"], True)
    (empty / "my-case.yaml").unlink()
    (empty / "my-case.yaml").mkdir()
    for force in ((), ("--force",)):
        assert run("new", "my-case", *options(), *force, cwd=empty).code == 2
    assert names(empty) == ["my-case.yaml"]


REFUSED = {
    "capitals": (("Bad",), {}, "Bad"),
    "one letter": (("a",), {}, "`a`"),
    "digits": (("12",), {}, "12"),
    "a path": (("../case",), {}, "../case"),
    "a folder": (("a/case",), {}, "a/case"),
    "a file name": (("case.yaml",), {}, "case.yaml"),
    "a space": (("my case",), {}, "my case"),
    "Chinese": (("包裹",), {}, "包裹"),
    "an underscore": (("my_case",), {}, "my_case"),
    "a hyphen at its end": (("my-",), {}, "my-"),
    "an empty id": (("",), {}, "id"),
    "a line end": (("case\n",), {}, "id"),
    "a channel": (("case",), {"channel": "letter"}, "phone"),
    "anger 7": (("case",), {"anger": "7"}, "6"),
    "anger -1": (("case",), {"anger": "-1"}, "6"),
    "anger in words": (("case",), {"anger": "four"}, "--anger"),
    "a language": (("case",), {"languages": "fr"}, "fr"),
    "a language among others": (("case",), {"languages": "en,fr"}, "fr"),
    "no language": (("case",), {"languages": " , "}, "zh"),
    "a blank title": (("case",), {"title": " "}, "title"),
    "a title that cannot be seen": (("case",), {"title": "\x07"}, "title"),
    "a blank customer": (("case",), {"customer": " "}, "customer"),
    "a second id": (("case", "other"), {}, "other"),
    "no id": ((), {}, "ID"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_is_refused_and_nothing_is_written(run: Run, empty: Path, name: str) -> None:
    words, changed, said = REFUSED[name]
    done = run("new", *words, *options(**changed), cwd=empty)
    assert (done.code, done.out) == (2, "")
    assert said.lower() in done.err.lower()
    assert (names(empty), names(empty.parent)) == ([], sorted(["cases", "own scenarios"]))


@pytest.mark.parametrize("typed", ["en\n\n\n\n\n", "en\n   \n\n\n\n"])
def test_a_title_left_empty_is_no_defect_of_the_program(run: Run, empty: Path, typed: str) -> None:
    done = run("new", "my-case", typed=typed, cwd=empty)
    assert done.code in (2, 130), done.err
    assert "failed" not in done.err and "title" in done.err.lower()
    assert names(empty) == []


@pytest.mark.parametrize("lines", range(6))
def test_an_input_that_ends_leaves_nothing(run: Run, empty: Path, lines: int) -> None:
    typed = "".join(f"{answer}\n" for answer in list(ANSWERS.values())[:lines])
    done = run("new", "my-case", typed=typed, cwd=empty)
    assert (done.code, names(empty)) == (130, [])
    assert list(ANSWERS)[lines].split()[0] in done.err.splitlines()[-1]


@pytest.mark.parametrize("question", ["Languages", "Title (zh)", "Anger"])
def test_ctrl_c_in_the_questions_leaves_nothing(opened: Opened, empty: Path, question: str) -> None:
    terminal = opened("new", "my-case", "--folder", str(empty), columns=100)
    for each, answer in ANSWERS.items():
        terminal.wait_for(each)
        terminal.settle()
        if each.startswith(question):
            terminal.keys(CTRL_C)
            break
        terminal.keys(ERASE + answer if answer else "", ENTER)
    assert (terminal.wait_for_end(), names(empty)) == (130, [])
    assert terminal.shows("Stopped.") and "Traceback" not in terminal.screen()


def test_a_folder_that_cannot_be_written_to_is_told(run: Run, empty: Path) -> None:
    (empty / "file").write_text("mine", "utf-8")
    for folder in ("absent", "file", "file/below"):
        done = run("new", "my-case", *options(), "--folder", folder, cwd=empty)
        assert (done.code, done.out) == (2, "")
        assert f"{folder}/my-case.yaml" in done.err and "another file or folder" in done.err
    assert (names(empty), (empty / "file").read_text("utf-8")) == (["file"], "mine")


@pytest.mark.parametrize("mode", [0o555, 0o000], ids=["read-only", "closed"])
def test_a_folder_without_permission_is_told(capsys: pytest.CaptureFixture[str], mode: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        words = ["new", "warm-up", *options(), "--folder"]
        codes = [error_handler.run_to_exit_code([*words, place]) for place in (name, f"{name}/warm-up.yaml")]
        assert codes == [0, 2]  # what the program reads of itself, to write and to refuse, it has read now
        capsys.readouterr()
        folder.chmod(mode)
        with like_others():
            code = error_handler.run_to_exit_code(["new", "my-case", *options(), "--folder", name])
        folder.chmod(0o755)
        assert names(folder) == ["warm-up.yaml"]
    err = capsys.readouterr().err
    assert code == 2, err
    assert "my-case.yaml" in err and "another file or folder" in err


def test_a_disk_that_is_full_leaves_nothing(env: dict[str, str], empty: Path) -> None:
    limited = "import resource, runpy; resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096)); "
    limited += "runpy.run_module('motdrill', run_name='__main__')"
    (empty / "old-case.yaml").write_text("mine", "utf-8")
    for words in (["my-case"], ["old-case", "--force"]):
        done = subprocess.run(
            [sys.executable, "-c", limited, "new", *words, *options()],
            capture_output=True,
            env=env,
            cwd=empty,
            timeout=LONGEST_RUN_S,
        )
        assert (done.returncode, b"Name another file or folder" in done.stderr) == (2, True)
        assert (names(empty), (empty / "old-case.yaml").read_text("utf-8")) == (["old-case.yaml"], "mine")


def test_a_disk_without_hard_links_is_written_to_as_well(empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sticks (FAT) and many network drives have none."""

    def refuse(*_paths: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    with atomic_file(empty / "my-case.yaml", replace=False) as stream:
        stream.write("text\n")
    assert (names(empty), (empty / "my-case.yaml").read_text("utf-8")) == (["my-case.yaml"], "text\n")
    with pytest.raises(UsageError, match="exists"), atomic_file(empty / "my-case.yaml", replace=False) as stream:
        stream.write("other\n")
    assert (empty / "my-case.yaml").read_text("utf-8") == "text\n"


def test_of_several_that_begin_the_same_scenario_at_once_one_writes_it(env: dict[str, str], empty: Path) -> None:
    begun = [
        subprocess.Popen(
            [*PROGRAM, "new", "my-case", *options(title=f"Number {i}")],
            env=env,
            cwd=empty,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for i in range(4)
    ]
    assert sorted(each.wait(30) for each in begun) == [0, 2, 2, 2]
    assert names(empty) == ["my-case.yaml"]
    assert faults(empty / "my-case.yaml") == []
