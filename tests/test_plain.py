"""The plain face: the same drill by lines, for pipes, TERM=dumb and screen readers."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from motdrill import messages
from motdrill.drill.scorecard import Scorecard
from motdrill.errors import MotdrillError
from motdrill.messages import _, errors
from motdrill.method import handbook
from motdrill.scenario.model import NeedsStep, ReplyStep, SpotStep
from motdrill.ui.menu import RESUME
from terminal import LONGEST_RUN_S, Opened, Planned, Run, answer_lines, best, kinds, mixed, planned, squeezed, weak

SEED = 7
DRILL = ("drill", "bank-counter", "--seed", str(SEED))


def told(out: str, *texts: str) -> None:
    for text in texts:
        assert squeezed(text) in squeezed(out), text


def sentence(code: str, **values: Any) -> str:
    """What the person is told of a fault."""
    return errors.error_message(MotdrillError(code, **values))


def until(kind: Any, choose: Any = best) -> tuple[list[Planned], Planned]:
    """The answers that lead to the first step of a kind, and that step."""
    turns = planned("bank-counter", SEED, choose)
    at = next(i for i, turn in enumerate(turns) if isinstance(turn.step, kind))
    return turns[:at], turns[at]


# ---------------------------------------------------------------- a whole drill


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_whole_drill_by_lines_says_all_that_the_screen_shows(run: Run, lang: str) -> None:
    messages.set_language(lang)
    turns = planned("bank-counter", SEED, mixed, lang=lang)
    assert kinds(turns) == {"reply", "anger", "needs", "spot"}
    done = run(*DRILL, "--lang", lang, typed=answer_lines(turns, "6"))
    assert (done.code, done.err) == (0, "")
    for turn in turns:
        told(done.out, turn.place, *turn.texts())
        taken = turn.after.drill.turns[-1]
        reply = turn.after.drill.reply(taken)
        why = reply.why if reply else turn.step.why
        told(done.out, turn.after.text_at(why, taken.before.anger))
        told(done.out, _("{points} of {most} points").format(points=taken.points, most=3))
        if reply:
            told(done.out, turn.after.text_at(reply.reaction, taken.after.anger), *reply.does)
    card = Scorecard(turns[-1].after.drill)
    told(done.out, f"{card.score_percent}%", _("you guessed {guess}").format(guess=6))
    told(done.out, turns[-1].after.text(turns[-1].after.drill.scenario.debrief.lesson))


def test_the_output_is_plain_text_without_escape_codes_or_drawings(run: Run) -> None:
    turns = planned("bank-counter", SEED, mixed)
    done = run(*DRILL, typed=answer_lines(turns, "6"), TERM="xterm-256color", FORCE_COLOR="1")
    assert not set("\x1b\r\x08★☆●○█░▸─▁▂▃▄▅▆▇") & set(done.out)


def test_no_line_is_wider_than_80_columns(run: Run) -> None:
    from rich.cells import cell_len

    for lang in ("en", "zh"):
        turns = planned("bank-counter", SEED, mixed, lang=lang)
        done = run(*DRILL, "--lang", lang, typed=answer_lines(turns, "6"), COLUMNS="80")
        assert [line for line in done.out.splitlines() if cell_len(line) > 80] == []


@pytest.mark.parametrize("way", [0, 1, 2], ids=["letters", "numbers", "ids"])
def test_answers_by_letter_number_and_id_are_the_same_answers(run: Run, way: int) -> None:
    turns = planned("bank-counter", SEED, mixed)
    done = run(*DRILL, "--json", typed=answer_lines(turns, "6", way=way))
    assert [each["step"] for each in json.loads(done.out)["answers"]] == [turn.step_id for turn in turns]
    given = [list(turn.given) if isinstance(turn.given, tuple) else turn.given for turn in turns]
    assert [each["given"] for each in json.loads(done.out)["answers"]] == given


def test_full_width_letters_and_digits_are_answers(run: Run) -> None:
    def wide(line: str) -> str:
        return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in line)

    turns = planned("bank-counter", SEED, best)
    done = run(*DRILL, "--json", typed="".join(wide(turn.line()) + "\n" for turn in turns) + "６\n")
    assert json.loads(done.out)["score"]["percent"] == 100
    assert json.loads(done.out)["remembered"]["guess"] == 6


def test_a_partial_ranking_is_completed_in_shown_order(run: Run) -> None:
    before, turn = until(NeedsStep)
    last = turn.shown[-1]
    lines = answer_lines(before, f"{last} >", "q")
    done = run(*DRILL, typed=lines)
    order = [len(turn.shown), *range(1, len(turn.shown))]
    shown = " > ".join(map(str, order))
    told(done.out, _("Your order: {order}").format(order=shown))
    told(done.out, f"Not all were ranked; the others follow in the order shown: {shown}.")


def test_an_empty_line_marks_nothing(run: Run) -> None:
    before, _turn = until(SpotStep)
    done = run(*DRILL, typed=answer_lines(before, "", "q"))
    told(done.out, _("You marked: {marked}").format(marked=_("none")))


# ---------------------------------------------------------------- lines that are no answers


@pytest.mark.parametrize(
    ("line", "piece"),
    [
        ("e", sentence("no-such-choice", given="e", last="D", most=4)),
        ("5", "There is no `5` here."),
        ("0", "There is no `0` here."),
        ("-1", "There is no `-1` here."),
        ("face-the-cloc", "There is no `face-the-cloc` here."),
        ("a b", sentence("one-reply", last="D")),
        ("", sentence("one-reply", last="D")),
        ("x" * 5000, "There is no `xxxxxxxxxxxxxxxxxxxx` here."),
        ("{name} %s {0}", "There is no `{name}` here."),
    ],
)
def test_a_wrong_line_at_replies_is_explained_and_asked_again(run: Run, line: str, piece: str) -> None:
    turns = planned("bank-counter", SEED, best)
    done = run(*DRILL, "--json", typed=answer_lines(turns[:1], line) + answer_lines(turns[1:], "6"))
    told(done.err, piece)
    assert json.loads(done.out)["score"]["percent"] == 100


@pytest.mark.parametrize("line", ["7", "-1", "", "three", "3.5", "3 4", "99999999999999999999"])
def test_a_wrong_line_at_the_anger_is_explained_and_asked_again(run: Run, line: str) -> None:
    turns = planned("bank-counter", SEED, best)
    done = run(*DRILL, "--json", typed=f"{line}\n" + answer_lines(turns, "6"))
    told(done.err, sentence("stars-range", most=6))
    assert json.loads(done.out)["score"]["percent"] == 100


@pytest.mark.parametrize(("line", "code"), [("", "rank-something"), ("1 1", "ranked-twice"), ("9", "no-such-choice")])
def test_a_wrong_ranking_is_explained_and_asked_again(run: Run, line: str, code: str) -> None:
    before, turn = until(NeedsStep)
    piece = sentence(code, name=turn.shown[0], given="9", last="D", most=4)
    rest = planned("bank-counter", SEED, best)[len(before) :]
    done = run(*DRILL, "--json", typed=answer_lines(before, line) + answer_lines(rest, "6"))
    told(done.err, piece)
    assert json.loads(done.out)["score"]["percent"] == 100


def test_the_prompt_of_a_ranking_has_an_example_of_its_length(run: Run) -> None:
    before, turn = until(NeedsStep)
    assert len(turn.shown) == 4
    done = run(*DRILL, typed=answer_lines(before, "2 4 1 3", "q"))
    assert "numbers in order, for instance 2 4 1 3  (" in done.out and "Your order: " in done.out


@pytest.mark.parametrize("line", ["11", "-1", "x", "4.5", "²"])
def test_a_wrong_guess_is_explained_and_asked_again(run: Run, line: str) -> None:
    turns = planned("bank-counter", SEED, best)
    done = run(*DRILL, "--json", typed=answer_lines(turns, line, "6"))
    told(done.err, sentence("guess-range"))
    assert json.loads(done.out)["remembered"]["guess"] == 6


def test_bytes_that_are_no_text_are_a_wrong_line(env: dict[str, str]) -> None:
    import subprocess
    import sys

    done = subprocess.run(
        [sys.executable, "-m", "motdrill", *DRILL],
        input=b"\xff\xfe\x00\n3\nq\n",
        capture_output=True,
        env=env,
        timeout=LONGEST_RUN_S,
    )
    assert done.returncode == 130
    told(done.stdout.decode(), sentence("stars-range", most=6))
    assert b"Traceback" not in done.stderr


# ---------------------------------------------------------------- keys


def test_a_question_mark_gives_the_hint(run: Run) -> None:
    before, turn = until(ReplyStep)
    for key in ("?", "？"):
        done = run(*DRILL, typed=answer_lines(before, key, "q"))
        told(done.out, turn.before.text_at(turn.step.hint, turn.before.drill.state.anger))


def test_w_tells_why_the_others_are_worth_what_they_are(run: Run) -> None:
    before, turn = until(ReplyStep)
    done = run(*DRILL, typed=answer_lines([*before, turn], "w", "q"))
    for reply_id, reply in turn.step.replies.items():
        if reply_id != turn.given:
            told(done.out, turn.before.text_at(reply.why, turn.before.drill.state.anger))


def test_r_tries_again_and_leaves_the_story_as_it_is(run: Run) -> None:
    turns = planned("bank-counter", SEED, weak)
    other = Planned(turns[1].before, turns[1].after, best(turns[1].before.drill))
    lines = answer_lines(turns[:2], "r", other.line()) + answer_lines(turns[2:], "6")
    done = run(*DRILL, "--json", typed=lines)
    told(done.err, _("second try, not counted"))
    plain = run(*DRILL, "--json", typed=answer_lines(turns, "6"))
    assert json.loads(done.out) == json.loads(plain.out)


def test_m_opens_the_handbook_at_the_skill_of_the_step(run: Run) -> None:
    before, turn = until(ReplyStep)
    entry = handbook.find_entry(turn.step.trains[0])
    assert entry
    done = run(*DRILL, typed=answer_lines(before, "m", "q"))
    told(done.out, entry.brief["en"])


@pytest.mark.parametrize("line", ["w", "r"])
def test_a_key_about_an_answer_says_where_there_is_none(run: Run, line: str) -> None:
    done = run(*DRILL, typed=f"{line}\nq\n")
    told(done.out, sentence("nothing-answered"))


def test_w_after_an_anger_reading_says_that_there_were_no_other_replies(run: Run) -> None:
    before, _turn = until(ReplyStep)
    done = run(*DRILL, typed=answer_lines(before, "w", "q"))
    told(done.out, sentence("nothing-to-compare"))


@pytest.mark.parametrize("line", ["q", "Q", "ｑ"])
def test_q_stops_with_130_and_a_message(run: Run, line: str) -> None:
    done = run(*DRILL, typed=f"{line}\n")
    assert done.code == 130
    assert done.err == sentence("stopped", number=1) + "\n"


@pytest.mark.parametrize("line", ["?", "m", "q"])
def test_help_keys_and_q_serve_during_a_retry(run: Run, line: str) -> None:
    before, turn = until(ReplyStep)
    done = run(*DRILL, typed=answer_lines([*before, turn], "r", line, "q"))
    assert "There is no" not in done.out
    assert done.code == 130


def test_q_stops_at_the_last_question_too(run: Run) -> None:
    turns = planned("bank-counter", SEED, best)
    done = run(*DRILL, typed=answer_lines(turns, "q"))
    assert done.code == 130
    assert done.err == sentence("stopped-kept", number=len(turns), options="") + "\n"


def test_keys_of_feedback_still_serve_at_the_last_question(run: Run) -> None:
    turns = planned("bank-counter", SEED, best)
    done = run(*DRILL, typed=answer_lines(turns, "w", "r", turns[-1].line(), "m", "6"))
    assert done.code == 0
    told(done.out, _("The other replies"), _("second try, not counted"), _("you guessed {guess}").format(guess=6))


# ---------------------------------------------------------------- the end of the input


def test_the_end_of_the_input_ends_with_130_and_says_where(run: Run) -> None:
    turns = planned("bank-counter", SEED, best)
    for given in (0, 1, 4):
        done = run(*DRILL, typed=answer_lines(turns[:given]))
        assert done.code == 130
        told_as = "input-ended-kept" if given else "input-ended"
        assert done.err == sentence(told_as, number=given + 1, options="") + "\n"


def test_a_last_line_without_its_newline_counts(run: Run) -> None:
    turns = planned("bank-counter", SEED, best)
    done = run(*DRILL, "--json", typed=answer_lines(turns)[:-1])
    assert done.code == 0


def test_windows_line_ends_are_no_part_of_an_answer(run: Run) -> None:
    turns = planned("bank-counter", SEED, best)
    done = run(*DRILL, "--json", typed=answer_lines(turns, "6").replace("\n", "\r\n"))
    assert json.loads(done.out)["score"]["percent"] == 100


@pytest.mark.parametrize("last", [[], [""]], ids=["end of input", "empty line"])
def test_the_guess_may_be_skipped(run: Run, last: list[str]) -> None:
    turns = planned("bank-counter", SEED, best)
    done = run(*DRILL, "--json", typed=answer_lines(turns, *last))
    assert done.code == 0
    assert json.loads(done.out)["remembered"]["guess"] is None


# ---------------------------------------------------------------- which face, which language, which seed


def test_json_is_one_document_on_standard_output_and_all_else_is_on_standard_error(run: Run) -> None:
    turns = planned("bank-counter", SEED, mixed)
    done = run(*DRILL, "--json", "--as", " 李  娜 ", typed=answer_lines(turns, "6"))
    card = Scorecard(turns[-1].after.drill)
    document = json.loads(done.out)
    assert document["trainee"] == "李 娜"
    assert document["seed"] == SEED
    assert document["score"] == {"percent": card.score_percent, "exact": str(card.score)}
    assert sum(each["cost"]["percent"] for each in document["answers"]) == 100 - card.score_percent
    told(done.err, turns[0].before.title, _("What the customer will remember"))
    assert "\x1b" not in done.err


def test_json_of_a_drill_stopped_halfway_is_nothing(run: Run) -> None:
    done = run(*DRILL, "--json", typed="3\nq\n")
    assert (done.code, done.out) == (130, "")


def test_an_exam_not_passed_ends_with_1_and_gives_no_help(run: Run) -> None:
    turns = planned("bank-counter", SEED, weak, exam=True)
    done = run(*DRILL, "--exam", typed=answer_lines(turns[:1], "?", "m", "w", "r") + answer_lines(turns[1:], "6"))
    assert done.code == 1
    assert done.out.count(sentence("exam")) == 4
    before_the_end = done.out.split(_("What the customer will remember"))[0].rsplit("%", 2)[0]
    assert "of 3 points" not in before_the_end
    assert "anger 3 of 6 stars\n" not in before_the_end.split("How angry")[0]


def test_an_exam_passed_ends_with_0(run: Run) -> None:
    turns = planned("bank-counter", SEED, best, exam=True)
    assert run(*DRILL, "--exam", typed=answer_lines(turns, "6")).code == 0


def test_a_dumb_terminal_gets_lines(opened: Opened) -> None:
    shown = opened(*DRILL, rows=60, TERM="dumb")
    shown.wait_for("0 to 6  (? hint  m method  s story  q stop) >")
    assert b"\x1b" not in shown.raw
    shown.keys("q\r")
    assert shown.wait_for_end() == 130
    assert b"\x1b" not in shown.raw


def test_a_terminal_gets_lines_where_they_are_asked_for(opened: Opened) -> None:
    shown = opened(*DRILL, "--plain", rows=60)
    shown.wait_for("0 to 6  (? hint  m method  s story  q stop) >")
    shown.keys("3\r")
    shown.wait_for("2/11")
    shown.keys("\x04")
    assert shown.wait_for_end() == 130
    assert b"\x1b" not in shown.raw
    assert shown.shows(sentence("input-ended-kept", number=2, options=" --plain"))


def test_ctrl_c_at_a_line_leaves_with_130_and_a_message(opened: Opened) -> None:
    shown = opened(*DRILL, "--plain", rows=60)
    shown.wait_for("0 to 6  (? hint  m method  s story  q stop) >")
    shown.keys("\x03")
    assert shown.wait_for_end() == 130
    assert "Traceback" not in shown.screen()
    assert shown.shows(sentence("stopped", number=1))


def test_ctrl_c_after_an_answer_says_how_to_go_on_for_whom_and_where(opened: Opened, tmp_path: Path) -> None:
    named = ("--as", "Li Wei", "--journal", str(tmp_path / "kept.db"))
    shown = opened(*DRILL, "--plain", *named, rows=60)
    shown.wait_for("0 to 6  (? hint  m method  s story  q stop) >")
    shown.keys("3\r")
    shown.wait_for("2/11")
    shown.keys("\x03")
    assert shown.wait_for_end() == 130
    assert shown.shows(
        f"Stopped at step 2. {RESUME} --as 'Li Wei' --journal {tmp_path / 'kept.db'} --plain goes on from there."
    )


def test_the_same_seed_shows_the_same_order_and_another_seed_another(run: Run) -> None:
    lines = answer_lines(planned("bank-counter", SEED, best)[:1], "q")
    first, second = (run(*DRILL, typed=lines).out for _times in range(2))
    assert first == second
    others = {run("drill", "bank-counter", "--seed", str(seed), typed=lines).out for seed in (0, 1, 2, 4294967295)}
    assert others - {first}


def test_without_a_seed_one_is_drawn_and_told_in_the_document(run: Run) -> None:
    lines = answer_lines(planned("bank-counter", SEED, best), "6", way=2)
    documents = [json.loads(run("drill", "bank-counter", "--json", typed=lines).out) for _times in range(2)]
    assert documents[0]["seed"] != documents[1]["seed"]
    assert {document["score"]["percent"] for document in documents} == {100}


def test_the_home_list_takes_a_number_an_id_or_q(run: Run) -> None:
    listed = run(typed="q\n")
    assert listed.code == 0
    assert sentence("nothing-chosen") in listed.err
    assert "(bank-counter)" in listed.out + listed.err
    number = re.findall(r"^(\d+)\.", listed.err.split("(bank-counter)")[0], re.MULTILINE)[-1]
    title = planned("bank-counter", SEED, best)[0].before.title
    for line in (number, "bank-counter", "two minutes to FIVE", "四点五十八分"):
        done = run(typed=f"{line}\nq\n")
        assert done.code == 130
        assert f"{title}\n\n" in done.out


@pytest.mark.parametrize("line", ["00", "21", "bank", "²", "-1", "9999999999"])
def test_a_wrong_line_at_the_home_list_is_explained_and_asked_again(run: Run, line: str) -> None:
    done = run(typed=f"{line}\nq\n")
    assert (done.code, "Traceback" in done.err) == (0, False)
    assert f"There is no `{line}` in this list." in done.out + done.err


NO_ANSWER = "The input has no answer to this question: it is read no further."
ENDLESS = {
    "empty": "\n",
    "no answer": "nonsense\n",
    "hint": "?\n",
    "handbook": "m\n",
    "the others": "w\n",
    "try again": "r\n",
    "notes and back": "n\n\n",
    "choose the way": "y\n",
    "reopen": "\no\n",
    "remove somebody": "k\n",
    "no line break": "x" * (1 << 21),
}
COMMANDS = (
    "drill",
    "drill bank-counter",
    "drill bank-counter --exam",
    "drill bank-counter --say",
    "try bank-counter",
    "class bank-counter --hands",
    "class bank-counter --teams Red,Blue",
    "class bank-counter --phones --local --port 0",
)


@pytest.mark.parametrize("endless", ENDLESS)
@pytest.mark.parametrize("command", COMMANDS)
def test_input_without_an_answer_comes_to_an_end_however_long_it_is(run: Run, command: str, endless: str) -> None:
    typed = ENDLESS[endless] if endless == "no line break" else ENDLESS[endless] * 5_000
    done = run(*command.split(), typed=typed)
    is_review = (command, endless) == ("drill", "try again")  # r at home, where nothing is due
    may_end = is_review or "class" in command  # which may go on without votes
    assert done.code == 130 or (done.code == 0 and may_end), done.err
    assert "Traceback" not in done.err and "motdrill itself" not in done.err
    if done.code == 130:
        assert done.err.count(NO_ANSWER) == 1, done.err


def test_every_line_of_yes_is_read_no_further_than_a_hundred_times(env: dict[str, str]) -> None:
    command = f"yes '' | '{sys.executable}' -m motdrill drill bank-counter"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, env=env, timeout=LONGEST_RUN_S)
    assert (done.returncode, done.stdout.count("The anger is a whole number")) == (130, 100)
    assert NO_ANSWER in done.stderr


def test_a_person_at_a_terminal_may_press_enter_as_often_as_they_want(opened: Opened) -> None:
    shown = opened(*DRILL, "--plain", rows=60)
    shown.wait_for("0 to 6  (? hint  m method  s story  q stop) >")
    shown.keys("\r" * 150 + "3\r")
    shown.wait_for("2/11")
    shown.keys("q\r")
    assert shown.wait_for_end() == 130


def test_the_input_ends_at_the_home_list_with_130(run: Run) -> None:
    done = run()
    assert (done.code, sentence("nothing-chosen") in done.err) == (130, True)
