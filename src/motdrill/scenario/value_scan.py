"""Looks at the values of a scenario file, one line at a time: quotes, brackets, full-width signs, signs in front."""

import re
from typing import Final, NamedTuple

from motdrill.scenario.problem import MAX_PROBLEMS, Location
from motdrill.scenario.slips import COLONS, CURLY, ODD, ODD_SPACES, PLAIN_MARKS, Edit, Slip, plain_spaces
from motdrill.scenario.structure import LANGUAGES, WORD_FIELDS, is_known

_BLANK: Final = re.compile(rf"[ \t]*(?:#.*)?$")
_FLOW_TAIL: Final = re.compile(r"[ \t]*(?:[,\]}#:，、］｝]|$)")
_FIELD_FIRST: Final = re.compile(rf"([A-Za-z][\w-]*)[ ]?([:{COLONS}])")
_FLOW_KEY: Final = re.compile(r"([^\s,\[\]{}:\"'#]+)[ ]?:(?=[ \t\"'\[{]|$)")
_BLOCK_TEXT: Final = re.compile(r"[|>][-+0-9]*[ \t]*(?:#.*)?$")
_SIGN_FIRST: Final = re.compile(r"[%@`,\]}]|[-?:|>](?=[ \t]|$)|[|>]")
_COMMENT: Final = re.compile(r"[ \t]#.*$")
_QUOTES: Final = {'"': re.compile(r'\\.?|"'), "'": re.compile("''|'")}
"""Each quotation mark, or what stands for a character in a text in such marks."""
_PATH: Final = re.compile(r"[A-Za-z]:\\\w|\\\\\w")
_ESCAPES: Final = '0abt\tnvfre "/\\N_LPxuU'
_WIDE: Final = re.compile("[\uff01-\uff5e]")


class Open(NamedTuple):
    """A value that goes on in the next line.

    `kind` is a quote, "flow", "block" (after | or >) or "plain"; `column` that of the key, `start` the index where the
    value begins, `end` the end of its last line so far.
    """

    kind: str
    column: int
    start: int
    end: int


class ValueScan:
    """Collects the slips of values; indexes are those of the whole text."""

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

    def value(self, index: int, key: str, column: int) -> bool:
        """Looks at the value of a key, from `index` to the end of the line; tells whether there is one."""
        self._key, self._column = key, column
        index += len(self.text[index : self.end]) - len(self.text[index : self.end].lstrip(" \t"))
        rest = self.text[index : self.end]
        if _BLANK.match(rest):
            return False
        if rest[0] in "\"'":
            self._block_quoted(index)
        elif rest[0] in "[{" or (rest[0] in "［｛【" and key in WORD_FIELDS):
            self._brackets = []
            self.flow(index)
        elif _BLOCK_TEXT.match(rest):
            self.open = Open("block", column, index, self.end)
        elif rest[0] in CURLY + "‘’" and key not in WORD_FIELDS:
            self._curly(index)
        else:
            self._plain(index)
        return True

    # ------------------------------------------------------------ quoted texts

    def _block_quoted(self, index: int) -> None:
        ends = self._ends(index)
        good = [end for end in ends if _BLANK.match(self.text, end + 1, self.end)]
        if ends and ends[0] in good:
            self._first_words(index + 1)
        elif good and self._is_odd_tail(ends[0] + 1) is False:
            self._inner_quotes(index, ends[: ends.index(good[-1])], good[-1])
        elif ends and not self._mend_tail(ends[0] + 1):
            self._text_after(index, ends[0])
        elif not ends:
            self._first_words(index + 1)
            self.open = Open(self.text[index], self._column, index, self.end)

    def _ends(self, index: int, after: int | None = None) -> list[int]:
        """Where the quotation mark at an index stands again in this line, unless it is escaped; notes bad escapes."""
        quote, found = self.text[index], []
        for sign in _QUOTES[quote].finditer(self.text, index + 1 if after is None else after, self.end):
            if sign.group() == quote:
                found.append(sign.start())
            elif quote == '"':
                self._escape(sign.start())
        return found

    def _escape(self, at: int) -> None:
        bad = self.text[at + 1 : at + 2]
        if at + 1 < self.end and (bad not in _ESCAPES or _is_path(self.text, at) or not _is_number(self.text, at)):
            if not (
                self.slips and self.slips[-1].code == "backslash" and self.slips[-1].location.line == self.line + 1
            ):
                self.add("backslash", at, Edit(at, at, "\\"), sign=f"\\{bad}")
            else:
                last = self.slips[-1]
                self.slips[-1] = last._replace(edits=(*last.edits, Edit(at, at, "\\")))

    def _is_odd_tail(self, index: int) -> bool:
        tail = self.text[index : self.end]
        return bool(tail.strip(" \t")) and not ODD.sub("", tail).strip(" \t")

    def _mend_tail(self, index: int) -> bool:
        """Notes odd spaces behind a closed text; tells whether nothing else stands there."""
        if not self._is_odd_tail(index):
            return False
        self.odd(index, self.end)
        return True

    def _inner_quotes(self, index: int, inner: list[int], end: int) -> None:
        """Notes quotation marks inside a text, or an apostrophe in a text in single quotes."""
        content = self.text[index + 1 : end]
        if self.text[index] == "'":
            plain = not set(content) & set('"\\') and "''" not in content
            edits = [Edit(index, index + 1, '"'), Edit(end, end + 1, '"')]
            self.add("apostrophe", inner[0], *(edits if plain else [Edit(at, at, "'") for at in inner]), sure=True)
            return
        paired = len(inner) % 2 == 0
        marks = "“”" * len(inner) if paired else ['\\"'] * len(inner)
        edits = [Edit(at, at + 1, mark) for at, mark in zip(inner, marks, strict=False)]
        self.add("quote-in-text", inner[0], *edits, sure=paired, rest=self._rest(inner[0] + 1))

    def _text_after(self, index: int, end: int) -> None:
        """Notes words behind a closed text."""
        inner = "".join(f"\\{char}" if char == '"' else char for char in self.text[index + 1 : self.end])
        self.add("quote-in-text", end, Edit(index, self.end, f'"{inner}"'), rest=self._rest(end + 1))

    def _rest(self, index: int) -> str:
        rest = self.text[index : self.end].strip()
        return rest if len(rest) <= 20 else rest[:19] + "…"

    def _first_words(self, index: int) -> None:
        """Notes a language and a colon within a quoted text, at its beginning."""
        found = _FIELD_FIRST.match(self.text, index, self.end)
        if found and found[1] in LANGUAGES:
            self.add("field-in-text", found.start(), name=found[1])

    def goes_on(self) -> bool:
        """Looks for the end of a quoted text that was begun in a line before; tells whether it is there."""
        if self.open is None:
            return False
        ends = self._ends(self.open.start, self.start)
        good = [end for end in ends if _BLANK.match(self.text, end + 1, self.end)]
        if not ends:
            self.open = self.open._replace(end=self.end)
            return False
        if ends[0] not in good:
            edits = [Edit(end, end + 1, '\\"') for end in ends if end not in good[-1:]]
            tail = [] if good else [Edit(self.end, self.end, '"')]
            self.add("quote-in-text", ends[0], *edits, *tail, rest=self._rest(ends[0] + 1))
        self.open = None
        return True

    def unclosed(self) -> None:
        """Notes that an open quote or bracket is never closed, at its place."""
        assert self.open is not None
        kind, _column, start, end = self.open
        line, begin = self.line, self.start
        place = self._brackets[-1] if kind == "flow" else start
        self.line, self.start = self.text.count("\n", 0, place), self.text.rfind("\n", 0, place) + 1
        if kind == "flow":
            closers = "".join("]" if self.text[at] in "[［【" else "}" for at in reversed(self._brackets))
            self.add("open-bracket", place, Edit(end, end, closers), sign=self.text[place])
        else:
            self._unclosed_quote(start)
        self.line, self.start, self.open, self._brackets = line, begin, None, []

    def _unclosed_quote(self, start: int) -> None:
        row_end = self.text.find("\n", start)
        row = self.text[start : row_end if row_end >= 0 else None].rstrip()
        last, end = row[-1], start + len(row)
        if last in "”＂" and row.count("“") < row.count("”") + row.count("＂"):
            edit = Edit(end - 1, end, self.text[start])
            self.add("full-width-mark", end - 1, edit, sure=True, sign=last, plain=self.text[start])
        else:
            self.add("open-quote", start, Edit(end, end, self.text[start]))

    # ------------------------------------------------------------ brackets

    def flow(self, index: int) -> None:
        """Looks at values in brackets, from `index` to the end of the line or of the outermost bracket."""
        fresh, quoted = not self._brackets or self.open is not None, False
        while index < self.end:
            char = self.text[index]
            plain = PLAIN_MARKS.get(char, char)
            if char in "\"'" and fresh:
                index, fresh, quoted = self._flow_quoted(index), False, True
                continue
            if char == "#" and self.text[index - 1] in " \t":
                break
            if self._is_mark(char, plain, fresh, quoted):
                fresh, quoted = plain in "[{,", plain in "]}"
                if self._mark(index, char, plain):
                    return
            elif fresh and char not in " \t":
                index, fresh = self._flow_word(index)
                quoted = False
                continue
            index += 1
        self.open = Open("flow", self._column, self._brackets[0], self.end)

    def _is_mark(self, char: str, plain: str, fresh: bool, quoted: bool) -> bool:
        if char in "[{" and not fresh:
            return False
        return plain in ("[", "]", "{", "}", ",") and (char == plain or quoted or self._key in WORD_FIELDS)

    def _mark(self, index: int, char: str, plain: str) -> bool:
        """Follows a bracket or comma, and notes a full-width one; tells whether the outermost bracket is closed."""
        if char != plain:
            space = " " if plain == "," and self.text[index + 1 : index + 2] not in (" ", "") else ""
            self.add("full-width-mark", index, Edit(index, index + 1, plain + space), sure=True, sign=char, plain=plain)
        if plain in "[{":
            self._brackets.append(index)
        elif plain in "]}" and self._brackets:
            opener = self.text[self._brackets.pop()]
            if PLAIN_MARKS.get(opener, opener) != {"]": "[", "}": "{"}[plain]:
                self.add("open-bracket", index, Edit(index, index + 1, "]" if plain == "}" else "}"), sign=opener)
        if self._brackets:
            return False
        self.open = None
        if not _BLANK.match(self.text, index + 1, self.end) and not self._mend_tail(index + 1):
            self._text_after_brackets(index)
        return True

    def _text_after_brackets(self, index: int) -> None:
        row = self.text[self.start : self.end]
        begin = self.start + max(row.find(": ") + 2, 0)
        if begin < index and self.text[begin] in "[{":
            inner = self.text[begin : self.end].replace("\\", "\\\\").replace('"', '\\"')
            self.add("sign-first", begin, Edit(begin, self.end, f'"{inner}"'), sign=self.text[begin])

    def _flow_quoted(self, index: int) -> int:
        """Looks at a text in quotes inside brackets; gives back the index behind it."""
        ends = self._ends(index)
        good = [end for end in ends if _FLOW_TAIL.match(self.text, end + 1, self.end)]
        if not good:
            return self.end
        inner = ends[: ends.index(good[0])]
        if inner:
            self._inner_quotes(index, inner, good[0])
        self._first_words(index + 1)
        return good[0] + 1

    def _flow_word(self, index: int) -> tuple[int, bool]:
        """Looks at a word inside brackets; gives back where to go on, and whether a value begins there."""
        found = _FIELD_FIRST.match(self.text, index, self.end)
        opener = self.text[self._brackets[-1]] if self._brackets else ""
        if found and is_known(found[1]) and opener in "{｛":
            self._key = found[1]
            self.colon(found.start(2), found[1], strict=True)
            return found.end(), True
        if opener in "{｛" and (found := _FLOW_KEY.match(self.text, index, self.end)):
            self._key = found.group(1)
            return found.end(), True
        if self._key in WORD_FIELDS and (odd := ODD.match(self.text, index, self.end)):
            self.odd(index, odd.end())
            return odd.end(), True
        return index + 1, False

    # ------------------------------------------------------------ texts without quotes

    def _curly(self, index: int) -> None:
        """Notes curly or full-width quotation marks that stand where plain ones were meant, as far as that is sure."""
        row = self.text[index : self.end].rstrip()
        first, last, last_at = row[0], row[-1], index + len(row) - 1
        self.open = Open("plain", self._column, index, self.end)
        inner = row[1:-1]
        if last == '"' and '"' not in inner and "\\" not in inner:
            self.add("full-width-mark", index, Edit(index, index + 1, '"'), sure=True, sign=first, plain='"')
            self.open = None
        elif len(row) > 1 and last in CURLY and not set(inner) & set('"\\') and _is_no_speech(first, last, inner):
            edits = [Edit(index, index + 1, '"'), Edit(last_at, last_at + 1, '"')]
            self.add("full-width-mark", index, *edits, sure=True, sign=first, plain='"')
            self.open = None
        elif first + last in ("“”", "‘’") and first not in inner:
            self.add("curly-quotes", index)

    def _plain(self, index: int) -> None:
        self.open = Open("plain", self._column, index, self.end)
        row = _COMMENT.sub("", self.text[index : self.end]).rstrip()
        end = index + len(row)
        wrapped = Edit(index, end, '"' + row.replace("\\", "\\\\").replace('"', '\\"') + '"')
        is_text = self._key not in WORD_FIELDS
        found = _FIELD_FIRST.match(row)
        if row[0] in "&*!":
            return
        if found and is_known(found[1]):
            self._field_first(index, end, found[1], index + found.start(2))
        elif is_text and (": " in row or row.endswith(":")) and not row.startswith(("- ", "? ")):
            at = index + (row.find(": ") if ": " in row else len(row) - 1)
            self.add("colon-in-text", at, wrapped, sure=not set(row) & set('"\\'))
        elif sign := _SIGN_FIRST.match(row):
            if not re.match(r"- [\w-]+:", row):
                self.add("sign-first", index, wrapped, sure=is_text and not set(row) & set('"\\'), sign=sign.group())
        elif not is_text:
            self._words(index, end)

    def _field_first(self, index: int, end: int, name: str, colon: int) -> None:
        after = "" if self.text[colon + 1 : colon + 2] in ("", " ") else " "
        edits = [Edit(index, index, "{"), Edit(colon, colon + 1, ":" + after), Edit(end, end, "}")]
        self.add("field-in-text", index, *edits, name=name)

    def _words(self, index: int, end: int) -> None:
        """Notes odd and full-width signs in a word, a number or an id."""
        self.odd(index, end)
        for found in _WIDE.finditer(self.text, index, end):
            sign, plain = found.group(), chr(ord(found.group()) - 0xFEE0)
            edit = Edit(found.start(), found.end(), plain)
            self.add("full-width-mark", found.start(), edit, sure=True, sign=sign, plain=plain)

    # ------------------------------------------------------------ signs anywhere

    def odd(self, start: int, end: int, *, tail: bool = True) -> None:
        """Notes odd spaces and invisible signs between two indexes."""
        for found in ODD.finditer(self.text, start, end):
            signs = found.group()
            code = "odd-space" if re.match(f"[{ODD_SPACES}]", signs) else "zero-width"
            edit = Edit(found.start(), found.end(), plain_spaces(signs))
            self.add(code, found.start(), edit, sure=True, sign=f"U+{ord(signs[0]):04X}")

    def colon(self, at: int, key: str, *, strict: bool = False) -> None:
        """Notes what is wrong with the colon at an index: its width, or that no space follows."""
        after = self.text[at + 1 : self.end][:1]
        space = "" if after in ("", " ", "\t") or re.match(f"[{ODD_SPACES}]", after) else " "
        if self.text[at] != ":":
            edit = Edit(at, at + 1, ":" + space)
            self.add("full-width-colon", at, edit, sure=True, line=f"{key}:")
        elif space and not (strict and after in ",]}"):
            self.add("no-space", at, Edit(at + 1, at + 1, " "), sure=True, line=f"{key}:")


def _is_no_speech(first: str, last: str, inner: str) -> bool:
    """Whether marks around a text without quotes were meant as its quotes: as speech they would be a pair."""
    return first == last or first in "”＂" or ": " in inner or " #" in inner


def _is_path(text: str, at: int) -> bool:
    return bool(_PATH.match(text, at - 2) or _PATH.match(text, at)) and text[at + 1 : at + 2] not in '"'


def _is_number(text: str, at: int) -> bool:
    """Whether an escape by a number has its digits, of a character that exists; true of other escapes."""
    digits = {"x": 2, "u": 4, "U": 8}.get(text[at + 1 : at + 2])
    if digits is None:
        return True
    number = text[at + 2 : at + 2 + digits]
    if not re.fullmatch(rf"[0-9A-Fa-f]{{{digits}}}", number):
        return False
    return int(number, 16) < 0x110000 and not 0xD800 <= int(number, 16) < 0xE000
