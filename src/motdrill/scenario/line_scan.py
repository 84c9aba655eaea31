"""Looks at a scenario file line by line: indents, dashes, keys, colons, and which lines go on with a text.

It never fails: where a line cannot be told, it is taken for a part of the text before it.
"""

import re
from dataclasses import dataclass
from typing import Final

from motdrill.scenario.dash_scan import ID, ID_LISTS, KeyLine
from motdrill.scenario.quote_scan import NEXT_ROW
from motdrill.scenario.slips import ODD, Edit, Slip
from motdrill.scenario.structure import (
    ALL_FIELDS,
    FIELDS,
    LANGUAGES,
    MODEL_BY_FIELD,
    is_known,
)
from motdrill.scenario.text_scan import INDENT, KEY, TextScan
from motdrill.scenario.value_start import HAS_LETTER, extra_signs, is_only_signs

_MARKDOWN: Final = (
    (re.compile(r"(?P<mark>>[ \t]?)(?=[ \t]*(?:$|- |#|[\w-]+[:：]))"), "", True),
    (re.compile(r"[ \t]*(?:- )?(?P<mark>\*\*(?P<key>[\w-]+)(?:[:：]\*\*|\*\*[:：]))"), r"\g<key>:", True),
    (re.compile(r"(?P<mark>(?:(?:```|~~~)\w*|\*\*[^*\n]+\*\*:?|>[ \t].*|([*_=])\2{2,}|-{4,})[ \t]*$)"), "", False),
)
"""What a chat quotes, a field in bold, and a line that is nothing else; what is meant, and whether that is sure."""
_FIRST_WORD: Final = re.compile(r"([A-Za-z_][\w-]*)(?:[ \t]*[=;；]|(?=[ \t]|$))")
_LANGUAGE_FIRST: Final = re.compile(r"([A-Za-z-]{2,7})[ \t]*[=;；]?[ \t]*(?=[\"“])")
_QUOTE_AT_KEY: Final = re.compile(
    r"(?P<before>[\"'“”„＂‘’])?(?P<key>[\w-]+)(?(before)|[\"'“”„＂‘’])[ ]?[:：](?=[ \t\"'“]|$)"
)
_QUOTES: Final = {'"': '"', "'": "'"} | dict.fromkeys("“”„＂‘’", "“”„＂‘’")
"""The marks that may close a quote, by the mark that opens it."""
_ONE_WORD: Final = re.compile(r"[\w-]+[ \t]*(?:#.*)?$")
_NEXT_KEY: Final = re.compile(r"(?:[ \t]*(?:#.*)?\r?\n)+(?P<indent>[ \t]*)(?P<dash>- +)?(?P<key>[\w-]+):(?=[ \t\r\n])")
_LAST_ROW: Final = re.compile(r"\n([ \t]*)\S[^\n]*\s*\Z")


@dataclass(frozen=True, slots=True)
class LineScan:
    """What was found in a text: its slips in the order of the lines, and its lines with keys."""

    slips: tuple[Slip, ...]
    entries: tuple[KeyLine, ...]


def scan_lines(text: str) -> LineScan:
    """Looks at every line of a text; of one that is written in brackets as a whole it says nothing."""
    if text.lstrip()[:1] in ("{", "["):
        return LineScan((), ())
    scanner = _Scanner(text)
    start = 0
    for number, line in enumerate(text.splitlines(keepends=True)):
        scanner.look_at(number, start, len(line.rstrip("\r\n\u2028\u2029")))
        start += len(line)
    if scanner.open and scanner.open.kind != "plain" and scanner.open.kind != "block":
        scanner.unclosed()
    slips = sorted(scanner.slips, key=lambda slip: slip.location)
    return LineScan(tuple(slips), tuple(scanner.entries))


class _Scanner(TextScan):
    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._unit = _indent_unit(text)

    def look_at(self, number: int, start: int, length: int) -> None:
        """Looks at one line."""
        self.line, self.start, self.end = number, start, start + length
        row = self.text[start : self.end]
        if self.blank(row) or self.is_text(row) or row.lstrip().startswith("#"):
            return
        index = self._indent(row)
        if self._markdown(index):
            return
        if self.text[index] == "＃":
            self.mark(index, "#")
            return
        index, dash = self.dashes(index)
        if not self._keyed(index, dash) and not self._lone_quote(index):
            self._unkeyed(index, dash)

    def _markdown(self, index: int) -> bool:
        """Notes marks of Markdown, as from a chat, and removes them, or a line that is nothing else."""
        for marks, meant, is_sure in _MARKDOWN:
            if found := marks.match(self.text, index, self.end):
                edit = Edit(*found.span("mark"), found.expand(meant))
                self.add("markdown-fence", edit.start, edit, sure=is_sure)
                return True
        return False

    # ------------------------------------------------------------ what stands before a value

    def _indent(self, row: str) -> int:
        """Notes tabs and odd signs in the indent; gives back the index behind it."""
        found = INDENT.match(row)
        indent = found.group() if found else ""
        self.odd(self.start, self.start + len(indent))
        if "\t" in indent:
            tabs = [self.start + at for at, char in enumerate(indent) if char == "\t"]
            width = self._tab_width(indent, row)
            edits = [Edit(at, at + 1, " " * width) for at in tabs]
            self.add("tab-indent", tabs[0], *edits, sure=True)
        return self.start + len(indent)

    def _tab_width(self, indent: str, row: str) -> int:
        """How many spaces each tab of an indent stands for: as many as put the line below a neighbour, else a level."""
        before = _LAST_ROW.search(self.text, max(self.start - 500, 0), self.start)
        after = NEXT_ROW.match(self.text, self.end)
        is_below = before is None or before[0].rstrip().endswith(":")
        is_above = row.rstrip().endswith(":")
        neighbours = [] if after is None else [after[1][self._unit :] if is_above else after[1]]
        neighbours += [] if is_above or is_below or before is None else [before[1]]
        spaces, tabs = indent.count(" "), indent.count("\t")
        fitting = ((len(each) - spaces) / tabs for each in neighbours if "\t" not in each)
        return next((int(each) for each in fitting if each > 0 and each == int(each)), self._unit)

    def _keyed(self, index: int, dash: int | None) -> bool:
        """Looks at a line that begins with a key; tells whether it does."""
        found = KEY.match(self.text, index, self.end)
        if not found:
            return False
        key = ODD.sub("", found["key"]).strip("\"'")
        at = found.start("colon")
        after = self.text[at + 1 : self.end]
        apart = not after or after[0] in " \t" or bool(ODD.match(after))
        if not self._is_key(key, found["colon"], after, apart):
            return False
        self.odd(index, at)
        behind = self.colon(at, key) if found["colon"] != ":" or not apart else at + 1
        if spaces := ODD.match(self.text, behind, self.end):
            self.odd(*spaces.span())
            behind = spaces.end()
        if dash is None:
            self.dashless(index, key)
        self.list_of_ids(index, dash, key, at)
        self._entry(index, dash, key, behind)
        return True

    def _entry(self, index: int, dash: int | None, key: str, behind: int) -> None:
        """Takes a line for an entry, and looks at its value, which begins behind an index."""
        self.open = None
        filled = self.value(behind, key, index - self.start)
        value = self.text[behind : self.end].lstrip()[:1] if filled else ""
        self.enter(KeyLine(self.line, self.start, index - self.start, dash, key, value))

    def _is_key(self, key: str, colon: str, after: str, apart: bool) -> bool:
        if colon == ":" and apart:
            return True
        value = after[len(extra_signs(after)) :].strip()
        return is_known(key) or (bool(ID.match(key)) and (not value or value[0] in "\"'{“"))

    # ------------------------------------------------------------ lines without a key

    def _lone_quote(self, index: int) -> bool:
        """Notes a quotation mark on one side of a key; tells whether there is one."""
        found = _QUOTE_AT_KEY.match(self.text, index, self.end)
        if not found:
            return False
        at = index if found["before"] else found.end("key")
        row, is_id = self.text[index : self.end], ID.match(found["key"]) and found.end() == self.end
        if not (is_known(found["key"]) or is_id) or not sum(map(row.count, _QUOTES[self.text[at]])) % 2:
            return False
        self.add("lone-quote", at, Edit(at, at + 1, ""), sure=True)
        self.open = None
        return True

    def _unkeyed(self, index: int, dash: int | None) -> None:
        """Looks at a line without a key: an item of a list, a value below its key, or something astray."""
        last = self.entries[-1] if self.entries else None
        row = self.text[index : self.end]
        if self._is_language(row) or self._is_above_fields(index - self.start if dash is None else dash, row):
            self._colonless(index, dash, row)
        elif dash is not None or self.is_dashless_text(index):
            self.value(index, "", index - self.start if dash is None else dash)
        elif row.startswith(("---", "...", "%")) and index == self.start:
            self.open = None
        elif last and not last.is_filled and index - self.start > last.column and not self._is_bare_field(row, last):
            if is_only_signs(last.key, row):
                self.add("stray-line", index, Edit(index, self.end, ""))
            else:
                self.value(index, last.key, last.column)
        elif last:
            self._astray(index, row)

    def _is_bare_field(self, row: str, last: KeyLine) -> bool:
        """Whether the first line below an id, or in a group, is the name of a field without its colon."""
        word = _FIRST_WORD.match(row)
        if word is None or word[1] not in FIELDS.get(last.key, ALL_FIELDS):
            return False
        return (last.key in MODEL_BY_FIELD or not is_known(last.key)) and _is_value(row[word.end() :])

    def _is_language(self, row: str) -> bool:
        """Whether a line without a key begins with a language and a text in quotes, as `en "Hello"`."""
        word = _LANGUAGE_FIRST.match(row)
        return word is not None and word[1] in LANGUAGES

    def _is_above_fields(self, column: int, row: str) -> bool:
        """Whether a line is one word, and fields are indented below it: a name without its colon."""
        if not _ONE_WORD.match(row):
            return False
        below = _NEXT_KEY.match(self.text, self.end)
        deeper = below is not None and len(below["indent"]) > column
        return bool(below and deeper and (is_known(below["key"]) or below["dash"]))

    def _colonless(self, index: int, dash: int | None, row: str) -> None:
        """Notes a name without its colon, and takes it for an entry."""
        word = _LANGUAGE_FIRST.match(row) or _FIRST_WORD.match(row)
        name = word[1] if word else row.split()[0]
        rest = row[len(name) :].lstrip(" \t=;；")
        if dash is not None and self.parent(dash) in ID_LISTS and not rest:
            begin = self.start + dash
            self.add("id-in-list", begin, Edit(begin, self.end, f"{name}:"), name=name, field=self.parent(dash))
            return
        end = self.end - len(rest)
        self.add("missing-colon", index, Edit(index + len(name), end, ": " if rest else ":"), line=f"{name}:")
        self._entry(index, dash, name, end)

    def _astray(self, index: int, row: str) -> None:
        """Notes a line that is no entry and goes on with nothing: a field without its colon, or something else."""
        word = _FIRST_WORD.match(row)
        last = self.entries[-1]
        if last.key in LANGUAGES and last.value in ("", "|", ">") and index - self.start == last.column:
            words, edit = self.shortened(index), Edit(self.start, self.start, "  ")
            self.add("wrong-indent", index, edit, name=words, parent=last.key, count=2, deeper=True)
            return
        if row[0] in "?*&!]}," and HAS_LETTER.search(row):
            return
        is_name = word and (is_known(word[1]) or (ID.match(row.rstrip()) and "-" in row))
        if word and is_name and _is_value(row[word.end() :]):
            self._colonless(index, None, row)
        else:
            self.add("stray-line", index, Edit(index, self.end, ""))


def _is_value(rest: str) -> bool:
    """Whether what follows a word looks like the value of a field, and not like the rest of a sentence."""
    value = rest.strip()
    return not value or " " not in value or value[0] in "\"'“[{"


def _indent_unit(text: str) -> int:
    """How many spaces a level of this file has: the fewest that a line begins with."""
    widths = [len(spaces) for spaces in re.findall(r"^( {2,8})(?=[A-Za-z])", text, re.MULTILINE)]
    return min(widths, default=2)
