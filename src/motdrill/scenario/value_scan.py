"""Looks at the values of a scenario file, one line at a time: brackets, full-width signs, signs in front."""

import re
from typing import Final

from motdrill.scenario.quote_scan import BLANK, FIELD_FIRST, NEXT_ROW, Open, QuoteScan
from motdrill.scenario.slips import COLONS, CURLY, ODD, ODD_SPACES, PLAIN_MARKS, Edit, in_quotes
from motdrill.scenario.structure import LANGUAGES, WORD_FIELDS, is_known
from motdrill.scenario.value_start import BLOCK_TEXT, wants_quotes

_PAIRS: Final = frozenset({"“”", "‘’", "„“", "「」", "『』"})
_FLOW_TAIL: Final = re.compile(r"[ \t]*(?:[,\]}#:，、］｝]|$)")
_FLOW_KEY: Final = re.compile(r"([^\s,\[\]{}:\"'#]+)[ ]?:(?=[ \t\"'\[{]|$)")
_FIELD_BELOW: Final = re.compile(
    rf"\s*\n[ \t]*(?:- +(from)[ ]*[{COLONS}:]|(?:- +)?({'|'.join(LANGUAGES)})[ ]*[{COLONS}:])"
)
"""A line below a value that begins with an entry by anger or with a language."""
_FLOW_SIGN: Final = re.compile(r"[>|%@`][^,\[\]{}\"']*(?<![ \t])")
_YAML_MARK: Final = re.compile(r"[&*!][\x21-\x7e]*$")
_SIGN_FIRST: Final = re.compile(r"[%@`,\]}&*!]|[-?:|>](?=[ \t]|$)|[|>]")
_LONE_MINUS: Final = re.compile(r"[-−–—－][ \t]+(\d+)$|[−–—](\d+)$")
_SECOND_FIELD: Final = re.compile(
    rf"(?:[ \t,;，；、{ODD_SPACES}]+|(?<=[\d\]]))([a-z_]+):(?=[ \t]|$)|[ \t]+([a-z][a-z0-9]*-[a-z0-9-]+):$"
)
"""A field, or an id, behind a word or a number."""
_FIELD_BEHIND: Final = re.compile(
    rf"(?:[.!?…。！？”)）][ ]?|[ ][ ]+|[\t{ODD_SPACES}]+)([a-z_]+): "
    r"|(?:^|[ \t]+)([a-z][a-z0-9]*-[a-z0-9-]+):$|^(- [a-z_]+): "
)
"""A field, or an id, behind a text without quotes."""
_LONE_QUOTE: Final = re.compile(r"[^\d\s]\"$|[.!?…。！？]'$")
_COMMENT: Final = re.compile(r"[ \t]#.*$")
_WIDE: Final = re.compile("[\uff0d\uff10-\uff19\uff21-\uff3a\uff3f\uff41-\uff5a]")


class ValueScan(QuoteScan):
    """Collects the slips of values of any kind."""

    def value(self, index: int, key: str, column: int) -> bool:
        """Looks at the value of a key, from `index` to the end of the line; tells whether there is one."""
        self._key, self._column = key, column
        index += len(self.text[index : self.end]) - len(self.text[index : self.end].lstrip(" \t"))
        if (odd := ODD.match(self.text, index, self.end)) and self.text[odd.end() : self.end][:1] in ('"', "'", "“"):
            self.odd(index, odd.end())
            index = odd.end()
        rest = self.text[index : self.end]
        if BLANK.match(rest):
            return False
        if rest[0] in "\"'":
            self.block_quoted(index)
        elif rest[0] in "[{" or (rest[0] in "［｛【" and key in WORD_FIELDS):
            self._brackets = []
            self.flow(index)
        elif BLOCK_TEXT.match(rest) and not (key in WORD_FIELDS and rest[1:2].isdigit()):
            if below := _FIELD_BELOW.match(self.text, self.end):
                sign = Edit(index, self.end, "")
                self.add("field-in-text", index, sign, name=below[1] or below[2], sign=rest[0], inside=True)
                return False
            self.open = Open("block", column, index, self.end)
        elif rest[0] not in CURLY + "‘’「『" or key in WORD_FIELDS or not self._curly(index):
            self._plain(index)
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
            self.unclosed_quote(start)
        self.line, self.start, self.open, self._brackets = line, begin, None, []

    # ------------------------------------------------------------ brackets

    def flow(self, index: int) -> None:
        """Looks at values in brackets, from `index` to the end of the line or of the outermost bracket."""
        fresh, quoted, before = not self._brackets or self.open is not None, False, -1
        while index < self.end:
            char = self.text[index]
            plain = PLAIN_MARKS.get(char, char)
            if char in "\"'“" and fresh:
                index, fresh, quoted = self._flow_quoted(index), False, True
                continue
            if char == "#" and self.text[index - 1] in " \t":
                break
            if self._is_mark(char, plain, fresh, quoted):
                if plain == "," and fresh and before >= 0 and not self.text[before + 1 : index].strip():
                    self.mark(before, PLAIN_MARKS.get(self.text[before], self.text[before]), end=index + 1)
                fresh, quoted, before = plain in "[{,", plain in "]}", index
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
            self.mark(index, plain + space, told=plain)
        if plain in "[{":
            self._brackets.append(index)
        elif plain in "]}" and self._brackets:
            opener = self.text[self._brackets.pop()]
            if PLAIN_MARKS.get(opener, opener) != {"]": "[", "}": "{"}[plain]:
                self.add("open-bracket", index, Edit(index, index + 1, "]" if plain == "}" else "}"), sign=opener)
        if self._brackets:
            return False
        self.open = None
        if not BLANK.match(self.text, index + 1, self.end) and not self.mend_tail(index + 1):
            self._text_after_brackets(index)
        return True

    def _text_after_brackets(self, index: int) -> None:
        if self._key in WORD_FIELDS:
            if not self.second_field(index + 1):
                self.trailing(index + 1)
            return
        row = self.text[self.start : self.end]
        begin = self.start + max(row.find(": ") + 2, 0)
        if begin < index and self.text[begin] in "[{":
            edit = Edit(begin, self.end, in_quotes(self.text[begin : self.end]))
            self.add("sign-first", begin, edit, sign=self.text[begin])

    def _flow_quoted(self, index: int) -> int:
        """Looks at a text in quotes inside brackets; gives back the index behind it."""
        if self.text[index] == "“":
            end = self.text.find("”", index, self.end)
            return end + 1 if end > 0 and _FLOW_TAIL.match(self.text, end + 1, self.end) else self._flow_word(index)[0]
        ends, good = self.closings(index, tail=_FLOW_TAIL)
        if not good:
            return self.end
        if inner := ends[: ends.index(good[0])]:
            self.inner_quotes(index, inner, good[0])
        self.first_words(index + 1)
        return good[0] + 1

    def _flow_word(self, index: int) -> tuple[int, bool]:
        """Looks at a word inside brackets; gives back where to go on, and whether a value begins there."""
        found = FIELD_FIRST.match(self.text, index, self.end)
        opener = self.text[self._brackets[-1]] if self._brackets else ""
        if found and is_known(found[1]) and opener in "{｛":
            self._key = found[1]
            self.colon(found.start(2), found[1], strict=True)
            return found.end(), True
        if opener in "{｛" and (found := _FLOW_KEY.match(self.text, index, self.end)):
            self._key = ODD.sub("", found.group(1))
            self.odd(*found.span(1))
            return found.end(), True
        if self._key in WORD_FIELDS and (found := _FLOW_SIGN.match(self.text, index, self.end)):
            edit = Edit(index, found.end(), in_quotes(found.group()))
            self.add("sign-first", index, edit, sign=found.group()[0])
            return found.end(), False
        if self._key in WORD_FIELDS and (odd := ODD.match(self.text, index, self.end)):
            self.odd(index, odd.end())
            return odd.end(), True
        return index + 1, False

    # ------------------------------------------------------------ texts without quotes

    def _curly(self, index: int) -> bool:
        """Notes curly or full-width quotation marks that stand where plain ones were meant; tells whether they do."""
        row = self.text[index : self.end].rstrip()
        first, last, last_at = row[0], row[-1], index + len(row) - 1
        inner = row[1:-1]
        is_closed = len(row) > 1 and last in CURLY + "」』" and _is_no_speech(first, last, inner)
        if (last == '"' or is_closed) and not set(inner) & set('"\\'):
            self.mark(index, '"', Edit(last_at, last_at + 1, '"'))
            return True
        is_around = first + last in _PAIRS and not {first, last} & set(inner)
        if is_around:
            self.open = Open("plain", self._column, index, self.end)
            self.add("curly-quotes", index, sign=f"{first} {last}")
        return is_around

    def _plain(self, index: int) -> None:
        self.open = Open("plain", self._column, index, self.end)
        row = _COMMENT.sub("", self.text[index : self.end]).rstrip()
        end = index + len(row)
        wrapped = Edit(index, end, in_quotes(row))
        is_text = self._key not in WORD_FIELDS
        found = FIELD_FIRST.match(row)
        if not row or self._is_minus(index, row) or _YAML_MARK.match(row):
            return
        if found and is_known(found[1]):
            self._field_first(index, end, found[1], index + found.start(2))
        elif is_text and self._has_colon(index, row, wrapped):
            return
        elif sign := _SIGN_FIRST.match(row):
            if not re.match(r"- [\w-]+:", row):
                self.add("sign-first", index, wrapped, sure=wants_quotes(self._key, row), sign=sign.group())
        elif is_text:
            self.plain_end(index)
        elif not is_text:
            self._word_value(index, row, wrapped)

    def _has_colon(self, index: int, row: str, wrapped: Edit) -> bool:
        """Notes a colon in a text without quotes, of another field or of the text; tells whether there is one."""
        if ": " not in row and not row.endswith(":"):
            return False
        if self._is_joined(index, row):
            return True
        if row.startswith(("- ", "? ")):
            return False
        at = index + (row.find(": ") if ": " in row else len(row) - 1)
        self.add("colon-in-text", at, wrapped, sure=wants_quotes(self._key, row))
        return True

    def _is_joined(self, index: int, row: str) -> bool:
        """Notes another field, or an id, behind a text without quotes; tells whether one stands there."""
        found = _FIELD_BEHIND.search(row)
        if not found or not (found[2] or is_known((found[1] or found[3]).removeprefix("- "))):
            return False
        group = found.lastindex or 1
        begin = found.start() + (found[0][0] in ".!?…。！？”)）")
        self.joined(index + found.start(group), found[group], Edit(index + begin, index + len(row), ""))
        return True

    def plain_end(self, start: int) -> None:
        """Notes a quotation mark at the end of a text without quotes, if the text ends with this line."""
        text = self.text[start : self.end].rstrip()
        end = start + len(text)
        row_below = NEXT_ROW.match(self.text, self.end)
        goes_on = row_below is not None and len(row_below[1]) > self._column
        if self._key in WORD_FIELDS or goes_on or not _LONE_QUOTE.search(text) or not text.count(text[-1]) % 2:
            return
        is_plain = not set(text[:-1]) & {"\\", '"', text[-1]}
        edits = [Edit(start, start, '"'), Edit(end - 1, end, '"')] if is_plain else []
        self.add("lone-quote", end - 1, *edits, sure=is_plain)

    def _word_value(self, index: int, row: str, wrapped: Edit) -> None:
        """Looks at a word, a number or an id: whether another field follows in its line, and for odd signs."""
        second = _SECOND_FIELD.search(row)
        if second and (second[2] or is_known(second[1])):
            cut = Edit(index + second.start(), index + len(row), "")
            self.joined(index + second.start(second.lastindex or 1), second[second.lastindex or 1], cut)
        elif row.endswith(":") and ":" not in row[:-1]:
            self.trailing(index + len(row) - 1)
        elif ": " in row:
            self.add("colon-in-text", index + row.find(": "), wrapped)
        else:
            self._words(index, index + len(row))

    def _is_minus(self, index: int, row: str) -> bool:
        """Notes a number with a dash for its minus, or a space after that; tells whether it is one."""
        minus = _LONE_MINUS.match(row) if self._key in WORD_FIELDS else None
        if minus:
            self.mark(index, f"-{minus[1] or minus[2]}", end=index + len(row))
        return minus is not None

    def _field_first(self, index: int, end: int, name: str, colon: int) -> None:
        after = "" if self.text[colon + 1 : colon + 2] in ("", " ") else " "
        edits = [Edit(index, index, "{"), Edit(colon, colon + 1, ":" + after), Edit(end, end, "}")]
        self.add("field-in-text", index, *edits, name=name)

    def _words(self, index: int, end: int) -> None:
        """Notes odd and full-width signs in a word, a number or an id, and odd spaces behind it."""
        self.odd(index, end + len(_COMMENT.sub("", self.text[end : self.end]).rstrip(" \t")))
        for found in _WIDE.finditer(self.text, index, end):
            self.mark(found.start(), chr(ord(found.group()) - 0xFEE0))


def _is_no_speech(first: str, last: str, inner: str) -> bool:
    """Whether marks around a text without quotes were meant as its quotes: as speech they would be a pair."""
    return first == last or first in "”＂" or ": " in inner or " #" in inner
