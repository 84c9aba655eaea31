"""Good scenario files with one slip of the keyboard each, its line known: what `check` is held to by test_slips.py.

`python tests/slip_maker.py 2000` measures more of them than the test does.
"""

from __future__ import annotations

import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from motdrill.author.findings import check
from motdrill.scenario.problem import Problem

ROOT: Final = Path(__file__).parents[1]


class Slipped(NamedTuple):
    """A file with a slip: its kind, its text, the line from 1 where the slip stands, and the codes that name it."""

    kind: str
    text: str
    line: int
    codes: frozenset[str]


Lines = list[str]
Maker = Callable[[random.Random, Lines], int | None]
MAKERS: Final[dict[str, tuple[Maker, str]]] = {}


def slip(codes: str) -> Callable[[Maker], Maker]:
    def note(maker: Maker) -> Maker:
        MAKERS[maker.__name__] = (maker, codes)
        return maker

    return note


def pick(chance: random.Random, lines: Sequence[str], pattern: str) -> int:
    """The number of a line that matches, drawn by chance."""
    return chance.choice([at for at, line in enumerate(lines) if re.search(pattern, line)])


def swap(chance: random.Random, lines: Lines, pattern: str, new: str) -> int:
    """Puts something in the place of a pattern in one line."""
    at = pick(chance, lines, pattern)
    lines[at] = re.sub(pattern, new, lines[at], count=1)
    return at


def block(lines: Sequence[str], at: int) -> range:
    """A line and all that is indented below it."""
    depth = len(lines[at]) - len(lines[at].lstrip())
    end = at + 1
    while end < len(lines) and (not lines[end].strip() or len(lines[end]) - len(lines[end].lstrip()) > depth):
        end += 1
    return range(at, end)


TEXT = r'^( *(?:- )?(?:en|zh): )"([^"\\]{8,})"$'
FIELD = r"^( +)(says|why|text|replies|score|stars|does|reaction|depth|trains):"


@slip("odd-space")
def no_break_indent(chance: random.Random, lines: Lines) -> int | None:
    return swap(chance, lines, "^ {4}(?=[a-z])", "\u00a0" * 4)


@slip("odd-space")
def wide_indent(chance: random.Random, lines: Lines) -> int | None:
    return swap(chance, lines, r"^ {4}(?=[a-z])", "\u3000\u3000")


@slip("odd-space")
def wide_space_after_colon(chance: random.Random, lines: Lines) -> int | None:
    return swap(chance, lines, r": (?=\d$|\"|\[)", ":\u3000")


@slip("odd-space")
def wide_space_after_text(chance: random.Random, lines: Lines) -> int | None:
    return swap(chance, lines, r'(?<=.")$', "\u3000")


@slip("odd-space")
def no_break_before_number(chance: random.Random, lines: Lines) -> int | None:
    return swap(chance, lines, r"^( *)(score|stars|level): ", "\\1\\2: \u00a0")


@slip("zero-width")
def invisible_in_key(chance: random.Random, lines: Lines) -> int | None:
    return swap(chance, lines, r"^( +)(wh|te|sc|sa|re)(?=\w+:)", "\\1\\2\u200b")


@slip("zero-width")
def invisible_before_key(chance: random.Random, lines: Lines) -> int | None:
    return swap(chance, lines, r"^( +)(?=(why|text|score):)", "\\1\u200b")


@slip("zero-width")
def invisible_in_id(chance: random.Random, lines: Lines) -> int | None:
    return swap(chance, lines, r"(goto: \w+|depth: \w+|channel: \w+)", "\\1\u200d")


@slip("zero-width odd-space")
def odd_in_list(chance: random.Random, lines: Lines) -> int | None:
    return swap(chance, lines, r"((?:trains|does): \[[\w-]+, ?)", "\\1" + chance.choice("\u200b\u00a0\u3000"))


@slip("no-space")
def no_space_before_number(chance: random.Random, lines: Lines) -> int | None:
    return swap(chance, lines, r"^( *)(level|score|stars|minutes|pass): ", "\\1\\2:")


@slip("no-space")
def no_space_before_text(chance: random.Random, lines: Lines) -> int | None:
    return swap(chance, lines, r'(en|zh): (?=")', "\\1:")


@slip("no-space")
def no_space_before_word(chance: random.Random, lines: Lines) -> int | None:
    return swap(chance, lines, r"^( *)(ask|kind|depth|goto|channel|does|trains): ", "\\1\\2:")


@slip("no-space")
def colon_doubled(chance: random.Random, lines: Lines) -> int | None:
    return swap(chance, lines, r"^( *(?:- )?[a-z_-]+): ?", "\\1" + chance.choice((":: ", "::", ":：")))


@slip("no-space")
def sign_behind_colon(chance: random.Random, lines: Lines) -> int | None:
    return swap(
        chance, lines, r"^( *(?:- )?[a-z_-]+): ?", "\\1:" + chance.choice((".", ",", "··", "。", "&nbsp;", "="))
    )


@slip("tab-indent odd-space")
def line_that_looks_empty(chance: random.Random, lines: Lines) -> int | None:
    at = pick(chance, lines, r"^ *(?:- )?[a-z_-]+:(?: \d| \".*\"|)$") + 1
    lines.insert(at, chance.choice(("\t", "  \t", "\u00a0", "\u3000", "    \u3000", "\u3164")))
    return at


@slip("stray-line")
def only_signs_below_a_group(chance: random.Random, lines: Lines) -> int | None:
    at = pick(chance, lines, "^ *(steps|replies|endings|needs):$") + 1
    lines.insert(at, " " * 8 + chance.choice(("]", "}", ":", "* * *", ";")))
    return at


@slip("full-width-colon")
def wide_colon(chance: random.Random, lines: Lines) -> int | None:
    return swap(chance, lines, r"^( *(?:- )?[a-z-]+): ?", "\\1：")


@slip("full-width-colon")
def wide_colon_and_space(chance: random.Random, lines: Lines) -> int | None:
    return swap(chance, lines, r"^( *(?:- )?[a-z-]+):", "\\1" + chance.choice("：﹕∶"))


@slip("full-width-mark")
def curly_first(chance: random.Random, lines: Lines) -> int | None:
    return swap(chance, lines, TEXT, '\\1“\\2"')


@slip("full-width-mark")
def curly_last(chance: random.Random, lines: Lines) -> int | None:
    return swap(chance, lines, r'^( *(?:- )?(?:en|zh): )"([^"\\“”]{8,})"$', '\\1"\\2”')


@slip("full-width-mark curly-quotes")
def curly_both(chance: random.Random, lines: Lines) -> int | None:
    first, last = chance.choice(("“”", "””", "＂＂"))
    return swap(chance, lines, r'^( *(?:- )?(?:en|zh): )"([^"\\“”]{8,})"$', f"\\1{first}\\2{last}")


@slip("full-width-mark")
def wide_comma(chance: random.Random, lines: Lines) -> int | None:
    return swap(chance, lines, r"((?:tags|trains|does): \[[\w-]+), ", "\\1" + chance.choice(("，", "、")))


@slip("full-width-mark")
def wide_brackets(chance: random.Random, lines: Lines) -> int | None:
    return swap(
        chance, lines, r"((?:tags|trains|does|anger|percent): )\[(.*)\]", chance.choice(("\\1［\\2］", "\\1【\\2】"))
    )


@slip("full-width-mark")
def wide_number(chance: random.Random, lines: Lines) -> int | None:
    return swap(chance, lines, r"(score|level): \d", "\\1: ３")


@slip("apostrophe")
def apostrophe(chance: random.Random, lines: Lines) -> int | None:
    return swap(chance, lines, TEXT, "\\1'It's so: \\2'")


@slip("quote-in-text")
def quotes_in_quotes(chance: random.Random, lines: Lines) -> int | None:
    return swap(chance, lines, TEXT, '\\1"She said "never" and: \\2"')


@slip("quote-in-text")
def quote_ends_early(chance: random.Random, lines: Lines) -> int | None:
    return swap(chance, lines, TEXT, '\\1"Well" \\2')


@slip("open-quote")
def quote_not_closed(chance: random.Random, lines: Lines) -> int | None:
    return swap(chance, lines, TEXT, '\\1"\\2')


@slip("open-quote")
def single_quote_not_closed(chance: random.Random, lines: Lines) -> int | None:
    return swap(chance, lines, r'^( *(?:- )?(?:en|zh): )"([^"\'\\]{8,})"$', "\\1'\\2")


@slip("open-quote quote-in-text stray-line missing-colon")
def quote_not_opened(chance: random.Random, lines: Lines) -> int | None:
    return swap(chance, lines, r'^( *(?:- )?(?:en|zh): )"([^"\':\\]{8,})"$', '\\1"\\2" "')


@slip("sign-first")
def sign_first(chance: random.Random, lines: Lines) -> int | None:
    sign = chance.choice(("%", "@", "`", "- ", "? ", "> ", "| "))
    return swap(chance, lines, r'^( *(?:- )?(?:en|zh): )"([^"\\:#]{8,})"$', f"\\1{sign}\\2")


@slip("backslash")
def path_in_text(chance: random.Random, lines: Lines) -> int | None:
    path = chance.choice((r"C:\\Users\\Li", r"D:\\letters\\new", r"C:\\temp", r"\\\\server\\share", r"50\\% off"))
    return swap(chance, lines, TEXT, f'\\1"See {path}: \\2"')


@slip("markdown-fence")
def fence(chance: random.Random, lines: Lines) -> int | None:
    lines.insert(0, "```yaml")
    lines.append("```")
    return 0


@slip("markdown-fence")
def field_in_bold(chance: random.Random, lines: Lines) -> int | None:
    return swap(chance, lines, r"^( *)(steps|replies|says|score|why):", r"\1**\2:**")


@slip("lone-quote")
def quote_behind_field(chance: random.Random, lines: Lines) -> int | None:
    return swap(chance, lines, r"^( *)(steps|replies|says|score|why):", r'\1\2":')


@slip("lone-quote colon-in-text")
def quote_closed_only(chance: random.Random, lines: Lines) -> int | None:
    return swap(chance, lines, r'^( *(?:- )?(?:en|zh): )"([A-Za-z][^"\\:#“]{8,})"$', '\\1\\2"')


@slip("id-in-list")
def one_id_in_list(chance: random.Random, lines: Lines) -> int | None:
    return swap(chance, lines, r"^      (\w+-[\w-]+):$", "      - id: \\1")


@slip("id-in-list")
def one_dash_before_id(chance: random.Random, lines: Lines) -> int | None:
    return swap(chance, lines, r"^      (\w+-[\w-]+):$", "      - \\1:")


@slip("id-in-list")
def steps_in_list(chance: random.Random, lines: Lines) -> int | None:
    found = [at for at in range(lines.index("steps:"), len(lines)) if re.match(r"  \w+-[\w-]+:$", lines[at])]
    first = found[0]
    for at in found:
        if "endings:" not in lines[first:at]:
            lines[at] = "  - id: " + lines[at].strip(" :")
    return first


@slip("field-in-text")
def sign_behind_field(chance: random.Random, lines: Lines) -> int | None:
    return swap(chance, lines, r"^( +(?:says|why|text|reaction|hint|notes):)$", rf"\1 {chance.choice('|>')}")


@slip("field-in-text")
def name_in_quotes(chance: random.Random, lines: Lines) -> int | None:
    return swap(chance, lines, TEXT, rf'\1"{chance.choice(("text: ", "why：", "en:"))}\2"')


@slip("empty-value comment-after-text")
def nothing_behind_field(chance: random.Random, lines: Lines) -> int | None:
    sign = chance.choice(("#", "# ", " # "))
    return swap(chance, lines, r"^( +(?:goto|depth|stars|score|does|trains):) ", rf"\1 {sign}")


@slip("tab-indent")
def tab(chance: random.Random, lines: Lines) -> int | None:
    return swap(chance, lines, "^ {2}(?=  [a-z]|[a-z])", "\t")


@slip("tab-indent")
def tabs_only(chance: random.Random, lines: Lines) -> int | None:
    at = pick(chance, lines, "^ {4,8}[a-z]+: ")
    depth = len(lines[at]) - len(lines[at].lstrip())
    lines[at] = "\t" * (depth // 2) + lines[at].lstrip()
    return at


@slip("wrong-indent")
def line_too_shallow(chance: random.Random, lines: Lines) -> int | None:
    return swap(chance, lines, "^  ( {2,6})(?=(says|why|text|replies|reaction):$)", "\\1")


@slip("wrong-indent")
def line_too_deep(chance: random.Random, lines: Lines) -> int | None:
    return swap(chance, lines, "^( +)(?=(says|why|text|replies|reaction|score|stars|does):)", "\\1  ")


@slip("wrong-indent")
def block_too_shallow(chance: random.Random, lines: Lines) -> int | None:
    at = pick(chance, lines, "^ {4,8}(why|reaction|replies|says|text|cues|hint):$")
    for each in block(lines, at):
        lines[each] = lines[each][2:]
    return at


@slip("wrong-indent")
def block_too_deep(chance: random.Random, lines: Lines) -> int | None:
    at = pick(chance, lines, "^ {4,8}(why|reaction|replies|says|text|cues|hint):$")
    for each in block(lines, at):
        lines[each] = "  " + lines[each]
    return at


@slip("wrong-indent")
def one_space_off(chance: random.Random, lines: Lines) -> int | None:
    return swap(chance, lines, "^( +)(?=(why|text|score|does|reaction):)", "\\1 ")


@slip("wrong-indent")
def word_too_shallow(chance: random.Random, lines: Lines) -> int | None:
    return swap(chance, lines, "^  ( +)(?=(score|stars|depth|kind|spoken|trains):)", "\\1")


@slip("unknown-language")
def other_code(chance: random.Random, lines: Lines) -> int | None:
    code = chance.choice(("cn", "ch", "chn", "EN", "english"))
    return swap(chance, lines, "^( *)(en|zh)(?=: )", f"\\1{code}")


@slip("missing-colon")
def colon_forgotten(chance: random.Random, lines: Lines) -> int | None:
    return swap(chance, lines, "^( *)(score|level|minutes|why|text|reaction|steps|replies):", "\\1\\2")


@slip("missing-colon")
def colon_forgotten_after_id(chance: random.Random, lines: Lines) -> int | None:
    return swap(chance, lines, r"^((?:  |      )\w+-[\w-]+):$", "\\1")


@slip("missing-colon")
def colon_forgotten_after_language(chance: random.Random, lines: Lines) -> int | None:
    return swap(chance, lines, r'^( *(?:- )?(?:en|zh)):(?= ")', "\\1" + chance.choice(("", " =")))


@slip("missing-dash")
def other_dash(chance: random.Random, lines: Lines) -> int | None:
    sign = chance.choice(("• ", "– ", "－", "* ", "1. ", "-", ""))
    return swap(chance, lines, r"^( *)- (?=en:|zh:|from:)", f"\\g<1>{sign}")


@slip("trailing-mark")
def comma_behind(chance: random.Random, lines: Lines) -> int | None:
    return swap(chance, lines, r"([\"\]])$", "\\1" + chance.choice(",;，。]"))


@slip("wrong-indent")
def first_of_block_astray(chance: random.Random, lines: Lines) -> int | None:
    at = pick(chance, lines, "^ {2,4}(steps|replies|needs|endings|lines):$|^(steps|needs|endings):$") + 1
    lines[at] = chance.choice(("  ", " ")) + lines[at] if chance.random() < 0.7 else lines[at][1:]
    return at


@slip("wrong-indent")
def dash_astray(chance: random.Random, lines: Lines) -> int | None:
    at = pick(chance, lines, "^ +- (en|zh|from):")
    while at + 1 < len(lines) and lines[at - 1].endswith(":") and not re.match(r" +- ", lines[at - 1]):
        at = pick(chance, lines, "^ +- (en|zh|from):")
        if chance.random() < 0.05:
            return None
    lines[at] = " " + lines[at]
    return at


@slip("open-bracket")
def bracket_not_closed(chance: random.Random, lines: Lines) -> int | None:
    return swap(chance, lines, r"((?:tags|trains|does|anger): \[.*)\]$", "\\1")


@slip("colon-in-text")
def colon_in_text(chance: random.Random, lines: Lines) -> int | None:
    return swap(chance, lines, r'^( *(?:- )?(?:en|zh): )"([^"\\:#“]{8,})"$', "\\1So it is: \\2")


@slip("field-in-text")
def field_in_text(chance: random.Random, lines: Lines) -> int | None:
    colon = chance.choice(("：", ":", ": "))
    return swap(chance, lines, TEXT, f'\\1"{chance.choice(("zh", "en"))}{colon}\\2"')


@slip("unknown-field")
def field_misspelt(chance: random.Random, lines: Lines) -> int | None:
    return swap(chance, lines, r"^( +)(?:says|trains|score|reaction):", "\\1scroe:")


@slip("stray-line")
def stray_first_line(chance: random.Random, lines: Lines) -> int | None:
    at = pick(chance, lines, "^ *(steps|replies|needs|endings|lines|cues|says|why|text|also):$") + 1
    depth = len(lines[at]) - len(lines[at].lstrip())
    lines.insert(
        at, " " * depth + chance.choice(("asdf", ".", "3", "}", "待定：", "Sent from my phone", "<<<<<<< HEAD"))
    )
    return at


@slip("stray-line")
def stray_sign(chance: random.Random, lines: Lines) -> int | None:
    at = pick(chance, lines, "^ *(score|depth|kind|trains|lost): ") + 1
    depth = chance.choice((0, len(lines[at - 1]) - len(lines[at - 1].lstrip())))
    lines.insert(at, " " * depth + chance.choice("-}],&*%j3"))
    return at


@slip("missing-colon")
def sign_for_colon(chance: random.Random, lines: Lines) -> int | None:
    sign = chance.choice((". ", "、", "，", " -> ", " - ", " | ", "；", " = "))
    return swap(chance, lines, "^( *)(score|level|minutes|stars|depth|kind): ", f"\\1\\2{sign}")


@slip("unknown-field markdown-fence")
def sign_before_field(chance: random.Random, lines: Lines) -> int | None:
    sign = chance.choice("@!%*&`")
    return swap(chance, lines, "^( *)(score|why|replies|steps|says):", f"\\1{sign}\\2{'`' if sign == '`' else ''}:")


@slip("field-in-text")
def lines_joined(chance: random.Random, lines: Lines) -> int | None:
    at = pick(chance, lines, r"^ *(score: \d|does: .*\]|depth: [a-z]+)$")
    following = lines[at + 1].strip()
    if not re.match("(depth|stars|does|goto): ", following) or lines[at].strip()[0] == following[0] == "d":
        return None
    lines[at] += chance.choice((" ", "\u3000", "\t", ", ")) + lines.pop(at + 1).strip()
    return at


@slip("text-and-lines")
def value_above_lines(chance: random.Random, lines: Lines) -> int | None:
    value = chance.choice((' "Good morning."', " Mr Boyd", " 3"))
    return swap(chance, lines, r"^( *)(customer|cues|when|[a-z]+-[a-z-]+|says|why|text|hint):$", f"\\1\\2:{value}")


@slip("lost-line")
def line_above_lost(chance: random.Random, lines: Lines) -> int | None:
    at = pick(chance, lines, "^ *(customer|cues|when|replies|says|reaction|hint):$")
    del lines[at]
    return at


@slip("hidden-line")
def line_as_comment(chance: random.Random, lines: Lines) -> int | None:
    mark = chance.choice(("#", "# ", "## "))
    return swap(chance, lines, "^( *)(customer:|steps:|replies:|score: .*|why:|[a-z]+-[a-z-]+:)$", f"\\1{mark}\\2")


STEPS: Final = 3
"""How many steps a shortened case has."""


@cache
def sources(short: bool) -> tuple[str, ...]:
    """The cases of the library, some of them in one language, whole or with their first steps only."""
    texts = [path.read_text("utf-8") for path in sorted((ROOT / "scenarios").glob("*.yaml"))]
    texts += [in_one_language(texts[number], lang) for number, lang in ((1, "en"), (2, "zh"), (3, "zh"))]
    return tuple(shortened(text) if short else text for text in texts)


def in_one_language(text: str, lang: str) -> str:
    """A case without its texts in other languages."""
    other = "zh" if lang == "en" else "en"
    text = re.sub(rf"(?m)^( *)- {other}: .*\n *{lang}: ", rf"\1- {lang}: ", text)
    return re.sub(rf"(?m)^ *{other}: .*\n", "", text)


def shortened(text: str) -> str:
    """A case with its first steps, without any `goto`."""
    head, _steps, rest = text.partition("\nsteps:\n")
    steps = re.split(r"\n(?=  [a-z][a-z0-9-]+:$)", rest.split("\nendings:")[0], flags=re.MULTILINE)
    kept = "\n".join(steps[:STEPS])
    return re.sub(r"(?m)^ +goto: .*\n", "", f"{head}\nsteps:\n{kept}\n")


def made(seed: int, count: int, *, short: bool = True) -> Iterator[Slipped]:
    """So many files with a slip each, every kind in turn."""
    chance, kinds = random.Random(seed), list(MAKERS)
    number = 0
    while number < count:
        kind = kinds[number % len(kinds)]
        maker, codes = MAKERS[kind]
        lines = chance.choice(sources(short)).split("\n")
        before = list(lines)
        try:
            at = maker(chance, lines)
        except IndexError:
            continue
        if at is not None and lines != before:
            number += 1
            yield Slipped(kind, "\n".join(lines), at + 1, frozenset(codes.split()))


class Outcome(NamedTuple):
    """What `check` makes of a file with a slip: whether its line is right, its name, and whether it is all."""

    placed: bool
    named: bool
    alone: bool
    problems: list[Problem]


def outcome(slipped: Slipped, path: Path) -> Outcome:
    """Checks a file with a slip."""
    path.write_text(slipped.text, "utf-8")
    problems = check(path)
    errors = [each for each in problems if each.level == "error" or each.code in slipped.codes]
    lines = {each.location.line for each in errors if each.location}
    named = any(each.code in slipped.codes and each.location and each.location.line == slipped.line for each in errors)
    return Outcome(slipped.line in lines, named, len(errors) == 1, problems)


def main() -> None:
    """Measures and prints what is told wrongly."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    figures: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for slipped in made(int(sys.argv[2]) if len(sys.argv) > 2 else 1, count, short=False):
            done = outcome(slipped, Path(folder) / "slipped.yaml")
            figures.update({"files": 1, "placed": done.placed, "named": done.named, "alone": done.alone})
            if not (done.placed and done.named and done.alone):
                told = [(each.code, tuple(each.location or ()), dict(each.values)) for each in done.problems][:4]
                print(slipped.kind, slipped.line, repr(slipped.text.split("\n")[slipped.line - 1][:90]), told)
    print(dict(figures))


if __name__ == "__main__":
    main()
