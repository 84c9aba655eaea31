"""Looks at texts in quotes in a scenario file, one line at a time, and collects slips."""

import re
from typing import Final, NamedTuple

from motdrill.scenario.problem import MAX_PROBLEMS, Location
from motdrill.scenario.slips import COLONS, NAMES_IN_QUOTES, ODD, ODD_SPACES, Edit, Slip, plain_spaces
from motdrill.scenario.structure import LANGUAGES, is_known
from motdrill.scenario.value_start import BLOCK_TEXT, begins_value, extra_signs

BLANK: Final = re.compile(r"[ \t]*(?:#.*)?$")
"""The rest of a line behind a value."""
FIELD_FIRST: Final = re.compile(rf"([A-Za-z][\w-]*)[ ]?([:{COLONS}])")
"""A word and a colon, as a field begins."""
_LANGUAGE_NAME: Final = re.compile(rf"(中文|英文)[ ]?([:{COLONS}])")
_QUOTES: Final = {'"': re.compile(r'\\.?|"'), "'": re.compile("''|'")}
"""Each quotation mark, or what stands for a character in a text in such marks."""
_TRAILING: Final = re.compile(r"[ \t]*(?:[,;.:，；、。．：)\]}）］｝】]+[ \t]*$|//|[(（][^\"]*[)）][ \t]*$)")
_PATH: Final = re.compile(r"(?<![A-Za-z])[A-Za-z]:\\\w|(?<![\w:\\])\\\\\w")
_ESCAPE: Final = re.compile(
    r"\\(?:[0abnvfe \"/\\\t]|x[\dA-Fa-f]{2}|u(?![dD][89A-Fa-f])[\dA-Fa-f]{4}"
    r"|U(?:000(?!0[dD][89A-Fa-f])[\dA-Fa-f]|0010)[\dA-Fa-f]{4})",
    re.ASCII,
)
"""A code that may be meant; what others stand for, as a tab or odd spaces, nobody wants in a text."""
_SECOND: Final = re.compile(rf"[ \t,;，；、{ODD_SPACES}]+([a-z_][a-z0-9_-]*):(?=[ \t]|$)")
NEXT_ROW: Final = re.compile(r"\s*?\n([ \t]*)\S")
"""The indent of the next line that is not empty."""
_ENTRY_BELOW: Final = re.compile(r"\s*?\n([ \t]*)(?:- |[\w-]+:(?:[ \t\r\n]|$))")
_MOST_ASTRAY: Final = 3
"""The most characters of what was typed by mistake, and is no text."""


class Open(NamedTuple):
    """A value that goes on in the next line.

    `kind` is a quote, "flow", "block" (after | or >) or "plain"; `column` that of the key, `start` the index where the
    value begins, `end` the end of its last line so far.
    """

    kind: str
    column: int
    start: int
    end: int


class QuoteScan:
    """Collects slips; indexes are those of the whole text.

    Attributes:
        open: A value that goes on in the next line.
        line: The number of the present line, from 0; `start` and `end` are where it begins and ends.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.slips: list[Slip] = []
        self.open: Open | None = None
        self.line = 0
        self.start = self.end = 0
        self._brackets: list[int] = []
        self._key, self._column = "", 0

    def add(self, code: str, index: int, *edits: Edit, sure: bool = False, **values: object) -> None:
        """Notes a slip of the present line."""
        if len(self.slips) < MAX_PROBLEMS:
            self.slips.append(Slip(code, Location(self.line + 1, index - self.start + 1), values, edits, sure))

    # ------------------------------------------------------------ signs anywhere

    def odd(self, start: int, end: int) -> None:
        """Notes odd spaces and invisible signs between two indexes."""
        for found in ODD.finditer(self.text, start, end):
            signs = found.group()
            edit = Edit(found.start(), found.end(), plain_spaces(signs))
            self.add(_odd_code(signs), found.start(), edit, sure=True, sign=f"U+{ord(signs[0]):04X}")

    def blank(self, row: str) -> bool:
        """Notes tabs, odd spaces and invisible signs in a line that has nothing else; tells whether it is empty."""
        odd = ODD.search(row)
        if ODD.sub("", row).strip(" \t") or (odd and self._holds(row) and self.open and self.open.kind != "plain"):
            return False
        edit = Edit(self.start, self.end, "")
        if odd:
            self.add(_odd_code(odd[0]), self.start + odd.start(), edit, sure=True, sign=f"U+{ord(odd[0][0]):04X}")
        elif "\t" in row and not self._holds(row):
            self.add("tab-indent", self.start + row.index("\t"), edit, sure=True)
        return True

    def _holds(self, row: str) -> bool:
        """Whether the value that is open goes on in a line without words, by its plain spaces."""
        if self.open is None or self.open.kind not in ("plain", "block"):
            return self.open is not None
        return len(row) - len(row.lstrip(" ")) > self.open.column

    def colon(self, at: int, key: str, *, strict: bool = False) -> int:
        """Notes what is wrong with the colon at an index: its width, signs behind it, or that no space follows.

        Gives back the index behind it and the signs that belong neither to it nor to a value.
        """
        extra = self._extra(at, only_colons=strict)
        behind = at + 1 + len(extra)
        value = self.text[behind : self.end]
        space = "" if value[:1] in ("", " ", "\t") or re.match(f"[{ODD_SPACES}]", value) else " "
        sure = bool(BLANK.match(value)) or (begins_value(key, value) and not self._is_above_entry(at))
        edit = Edit(at, behind, ":" + space)
        if extra:
            signs = extra.strip(f"{COLONS}: \t") or ":"
            self.add("no-space", at + 1, edit, sure=sure and signs == ":", line=f"{key}:", extra=signs)
        elif self.text[at] != ":":
            self.add("full-width-colon", at, edit, sure=sure, line=f"{key}:")
        elif space and not (strict and value[0] in ",]}"):
            self.add("no-space", at, edit, sure=sure, line=f"{key}:")
        return behind

    def _extra(self, at: int, *, only_colons: bool) -> str:
        """Signs behind a colon that belong to no value, or all that stands there if the value stands below."""
        rest = self.text[at + 1 : self.end]
        signs = extra_signs(rest, only_colons=only_colons)
        if only_colons or rest[:1] in " \t" or len(rest.strip()) > _MOST_ASTRAY or BLOCK_TEXT.match(rest):
            return signs
        return rest if not BLANK.match(rest[len(signs) :]) and self._is_above_entry(at) else signs

    def _is_above_entry(self, at: int) -> bool:
        """Whether the next line is a field or an entry of a list that is indented below the key before a colon."""
        before = self.text[self.start : at]
        below = _ENTRY_BELOW.match(self.text, self.end)
        return below is not None and len(below[1]) > len(before) - len(before.lstrip(" -"))

    def mark(self, at: int, plain: str, *others: Edit, end: int = 0, told: str = "") -> None:
        """Notes a full-width or curly mark, or several up to `end`, that stands for plain ones; `told` if for more."""
        sign = self.text[at : end or at + 1]
        edit = Edit(at, at + len(sign), plain)
        self.add("full-width-mark", at, edit, *others, sure=True, sign=sign, plain=told or plain)

    # ------------------------------------------------------------ quoted texts

    def block_quoted(self, index: int) -> None:
        """Looks at a text in quotes that begins at an index and is the last of its line, if it is closed there."""
        ends, good = self.closings(index)
        if ends and ends[0] in good:
            self.first_words(index + 1)
        elif ends and self.second_field(ends[0] + 1):
            return
        elif good and self._is_odd_tail(ends[0] + 1) is False:
            self.inner_quotes(index, ends[: ends.index(good[-1])], good[-1])
        elif ends and not self.mend_tail(ends[0] + 1):
            if _TRAILING.match(self.text, ends[0] + 1, self.end):
                self.trailing(ends[0] + 1)
            else:
                self._text_after(index, ends[0])
        elif not ends:
            self.first_words(index + 1)
            self.open = Open(self.text[index], self._column, index, self.end)

    def second_field(self, index: int) -> bool:
        """Notes another field, or an id, behind a value that is closed; tells whether one stands there."""
        found = _SECOND.match(self.text, index, self.end)
        if not found or not (is_known(found[1]) or (found.end() == self.end and "-" in found[1])):
            return False
        self.joined(found.start(1), found[1], Edit(index, self.end, ""))
        return True

    def joined(self, at: int, name: str, cut: Edit) -> None:
        """Notes a field that stands in the line of another; one with a value is left out of what is read."""
        has_value = not self.text[at + len(name) + 1 : self.end].isspace() and self.text[at + len(name) + 1 : self.end]
        self.add("field-in-text", at, *([cut] if has_value else []), name=name)

    def closings(
        self, index: int, after: int | None = None, tail: re.Pattern[str] = BLANK
    ) -> tuple[list[int], list[int]]:
        """Where the quotation mark at an index stands again in this line, and where what follows is a `tail`.

        Escaped ones are none; bad escapes are noted.
        """
        quote, found = self.text[index], []
        for sign in _QUOTES[quote].finditer(self.text, index + 1 if after is None else after, self.end):
            if sign.group() == quote:
                found.append(sign.start())
            elif quote == '"':
                self._escape(sign.start())
        return found, [end for end in found if tail.match(self.text, end + 1, self.end)]

    def _escape(self, at: int) -> None:
        if at + 1 < self.end and (_is_path(self.text, at) or not _ESCAPE.match(self.text, at)):
            edit, last = Edit(at, at, "\\"), self.slips[-1] if self.slips else None
            if last and last.code == "backslash" and last.location.line == self.line + 1:
                self.slips[-1] = last._replace(edits=(*last.edits, edit))
            else:
                self.add("backslash", at, edit, sign=self.text[at : at + 2])

    def _is_odd_tail(self, index: int) -> bool:
        tail = self.text[index : self.end]
        return bool(tail.strip(" \t")) and not ODD.sub("", tail).strip(" \t")

    def mend_tail(self, index: int) -> bool:
        """Notes odd spaces behind a closed text; tells whether nothing else stands there."""
        if not self._is_odd_tail(index):
            return False
        self.odd(index, self.end)
        return True

    def inner_quotes(self, index: int, inner: list[int], end: int) -> None:
        """Notes quotation marks inside a text, or an apostrophe in a text in single quotes."""
        content = self.text[index + 1 : end]
        if self.text[index] == "'":
            plain = not set(content) & set('"\\') and "''" not in content
            edits = [Edit(index, index + 1, '"'), Edit(end, end + 1, '"')]
            self.add(
                "apostrophe",
                inner[0],
                *(edits if plain else [Edit(at, at, "'") for at in inner]),
                sure=plain or "\\" not in content,
            )
            return
        paired = len(inner) % 2 == 0 and all(map(self._opens, inner[::2])) and not any(map(self._opens, inner[1::2]))
        marks = "“”" * len(inner) if paired else ['\\"'] * len(inner)
        edits = [Edit(at, at + 1, mark) for at, mark in zip(inner, marks, strict=False)]
        self.add("quote-in-text", inner[0], *edits, sure=paired, rest=self.shortened(inner[0] + 1))

    def _opens(self, at: int) -> bool:
        """Whether a quotation mark inside a text stands before words, and not behind words or the end of a sentence."""
        after, before = self.text[at + 1 : self.end][:1], self.text[at - 1]
        is_behind = (before.isascii() and before.isalnum()) or before in ".,!?…。，！？"
        return not is_behind and bool(re.match(r"[\w“‘(（¿¡.…—–-]", after))

    def _text_after(self, index: int, end: int) -> None:
        """Notes words behind a closed text."""
        inner = "".join(f"\\{char}" if char == '"' else char for char in self.text[index + 1 : self.end])
        self.add("quote-in-text", end, Edit(index, self.end, f'"{inner}"'), rest=self.shortened(end + 1))

    def trailing(self, index: int) -> None:
        """Notes a mark or a note behind a value that is closed."""
        begin = self.end - len(self.text[index : self.end].lstrip())
        is_comma = self.text[begin : self.end].strip() in (*",;，；、",)
        self.add("trailing-mark", begin, Edit(index, self.end, ""), sure=is_comma, rest=self.shortened(index))

    def shortened(self, index: int) -> str:
        """The rest of a line, or its first words."""
        rest = self.text[index : self.end].strip()
        return rest if len(rest) <= 20 else rest[:19] + "…"

    def first_words(self, index: int) -> None:
        """Notes a language or a field and a colon within a quoted text, at its beginning."""
        found = FIELD_FIRST.match(self.text, index, self.end) or _LANGUAGE_NAME.match(self.text, index, self.end)
        is_pasted = found is not None and found[1] in NAMES_IN_QUOTES and self._key in LANGUAGES | {found[1]}
        if found and (found[1] in LANGUAGES or is_pasted):
            self.add("field-in-text", found.start(), name=found[1])

    def goes_on(self) -> bool:
        """Looks for the end of a quoted text that was begun in a line before; tells whether it is there."""
        if self.open is None:
            return False
        ends, good = self.closings(self.open.start, self.start)
        if not ends:
            self.open = self.open._replace(end=self.end)
            return False
        if ends[0] not in good:
            edits = [Edit(end, end + 1, '\\"') for end in ends if end not in good[-1:]]
            tail = [] if good else [Edit(self.end, self.end, '"')]
            self.add("quote-in-text", ends[0], *edits, *tail, rest=self.shortened(ends[0] + 1))
        self.open = None
        return True

    def unclosed_quote(self, start: int) -> None:
        """Notes that the quote at an index is never closed, or only by a curly one."""
        row_end = self.text.find("\n", start)
        row = self.text[start : row_end if row_end >= 0 else None].rstrip()
        last, end = row[-1], start + len(row)
        if last in "”＂" and row.count("“") < row.count("”") + row.count("＂"):
            self.mark(end - 1, self.text[start])
        else:
            self.add("open-quote", start, Edit(end, end, self.text[start]))


def _odd_code(signs: str) -> str:
    return "odd-space" if re.match(f"[{ODD_SPACES}]", signs) else "zero-width"


def _is_path(text: str, at: int) -> bool:
    return bool(_PATH.match(text, at - 2) or _PATH.match(text, at)) and text[at + 1 : at + 2] not in '"'
