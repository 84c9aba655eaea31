"""Looks at the lines of a scenario file that have no key: fields without their colon, and what stands astray."""

import re
from typing import Final

from motdrill.scenario.dash_scan import ID, ID_LISTS, KeyLine
from motdrill.scenario.lost_lines import as_comment, text_and_lines
from motdrill.scenario.problem import Location
from motdrill.scenario.quote_scan import NEXT_ROW
from motdrill.scenario.slips import Edit, Slip
from motdrill.scenario.structure import ALL_FIELDS, FIELDS, LANGUAGES, MODEL_BY_FIELD, TEXT_LISTS, is_known
from motdrill.scenario.text_scan import TextScan
from motdrill.scenario.value_start import HAS_LETTER, is_only_signs

_FOR_COLON: Final = r"[ \t]*(?P<sure>[=;；|︓~→⇒]|[-=]+>|[-–—](?=[ \t]))|[.。,，、]"
"""Signs that are typed for a colon behind a name; the first of them stand behind no word of a sentence."""
_FIRST_WORD: Final = re.compile(rf"(?P<name>[A-Za-z_][\w-]*)(?:(?:{_FOR_COLON})[ \t]*|(?=[ \t]|$))")
_LANGUAGE_FIRST: Final = re.compile(rf"(?P<name>[A-Za-z-]{{2,7}})(?:{_FOR_COLON})?[ \t]*(?=[\"“])")
_SIGNED: Final = re.compile(
    r"(?P<sign>[^\w\s\"'“”„＂‘’#.>(（{[|+-])[ ]?(?P<key>[\w-]+)[^\w\s:：.\"'“”„＂‘’]?(?P<colon>[ ]?[:：])?(?=[ \t]|$)"
)
"""A name behind a sign, or between two."""
_QUOTE_AT_KEY: Final = re.compile(
    r"(?P<before>[\"'“”„＂‘’])?(?P<key>[\w-]+)(?(before)|[\"'“”„＂‘’])[ ]?[:：](?=[ \t\"'“]|$)"
)
_QUOTES: Final = {'"': '"', "'": "'"} | dict.fromkeys("“”„＂‘’", "“”„＂‘’")
"""The marks that may close a quote, by the mark that opens it."""
_ONE_WORD: Final = re.compile(r"[\w-]+[ \t]*(?:#.*)?$")
_NEXT_KEY: Final = re.compile(r"(?:[ \t]*(?:#.*)?\r?\n)+(?P<indent>[ \t]*)(?P<dash>- +)?(?P<key>[\w-]+):(?=[ \t\r\n])")
_LISTS: Final = TEXT_LISTS | {"also", "trains", "does", "tags", "counts", "order"}
_TOP_DASH: Final = 2
"""A dash of a list at the top of a file stands in this column, or before it."""
_SIGNS_ONLY: Final = re.compile(r"[^\w\s\"'“#|>-](?:[^\w\"'“]*)$")


class StrayScan(TextScan):
    """Collects the slips of lines without a key."""

    def entry(self, index: int, dash: int | None, key: str, behind: int) -> None:
        """Takes a line for an entry, and looks at its value, which begins behind an index."""
        self.open = None
        filled = self.value(behind, key, index - self.start)
        value = self.text[behind : self.end].lstrip()[:1] if filled else ""
        self.enter(KeyLine(self.line, self.start, index - self.start, dash, key, value))

    def lone_quote(self, index: int) -> bool:
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

    def signed(self, index: int, dash: int | None) -> bool:
        """Notes a sign before the name of a field, or signs around it; tells whether there are any."""
        found = _SIGNED.match(self.text, index, self.end)
        if not found or not is_known(found["key"]):
            return False
        key, edit = found["key"], Edit(*found.span(), f"{found['key']}:")
        if not found["colon"]:
            self.add("missing-colon", index, edit, line=f"{key}:")
        elif found["sign"] == "`":
            self.add("markdown-fence", index, edit, sure=True)
        else:
            self.add("unknown-field", index, edit, name=found.group().rstrip(" :："), near=key, known="")
        self.entry(index, dash, key, found.end())
        return True

    def is_note(self, index: int, key: str, after: str) -> bool:
        """Notes words and a colon above what belongs to another line, as `TODO: more`; tells whether they are that."""
        below = _NEXT_KEY.match(self.text, self.end)
        if below is None or is_known(key) or ID.match(key) or not after.strip() or after.strip()[0] in "\"'“[{|>":
            return False
        column = index - self.start
        is_apart = len(below["indent"]) > column == 0 or (below["dash"] and len(below["indent"]) == column > 0)
        if is_apart:
            self._stray(index)
        return bool(is_apart)

    def unkeyed(self, index: int, dash: int | None) -> None:
        """Looks at a line without a key: an item of a list, a value below its key, or something astray."""
        last = self.entries[-1] if self.entries else None
        row, column = self.text[index : self.end], index - self.start if dash is None else dash
        is_below = last is not None and not last.is_filled and column > last.column
        if self._is_language(row) or self._is_above_fields(column, row):
            self._colonless(index, dash, row)
        elif last and (self._is_no_value(row, dash, last) if is_below else self._is_sign(row, dash)):
            self._stray(index if dash is None else self.start + dash)
        elif dash is not None and last and self._is_behind_value(row, dash, last):
            return
        elif dash is not None or self.is_dashless_text(index):
            self.value(index, "", column)
        elif self.is_in_list(column):
            self._stray(index)
        elif last and is_below and not self._is_bare_field(row, last):
            self.value(index, last.key, last.column)
        elif last:
            self._astray(index, row)

    def _is_behind_value(self, row: str, dash: int, last: KeyLine) -> bool:
        """Notes the first of several texts in a list that stands below a value, and not below its field."""
        if not (last.is_filled and self.is_first_dash and row) or dash < last.column or last.dash is not None:
            return False
        begin = self.start + dash
        if last.key in _LISTS:
            slip = text_and_lines(self.text, last)
        else:
            rows = re.compile(rf"[^\n]*(?:\n {{{dash}}}[- ][^\n]*)*").match(self.text, self.start)
            end = rows.end() if rows else self.end
            values = {"name": "-", "line": "may:" if dash <= _TOP_DASH else "also:"}
            edits = tuple(as_comment(self.text, self.start, end))
            slip = Slip("lost-line", Location(self.line + 1, begin - self.start + 1), values, edits)
        self.slips.append(slip)
        return True

    def _stray(self, index: int) -> None:
        self.open = None
        self.add("stray-line", index, Edit(index, self.end, ""))

    def _is_sign(self, row: str, dash: int | None) -> bool:
        """Whether a line is nothing but signs, and goes on with nothing."""
        if dash is None:
            return bool(_SIGNS_ONLY.match(row))
        below = NEXT_ROW.match(self.text, self.end)
        return not row and self.is_first_dash and (below is None or len(below[1]) <= dash)

    def _is_no_value(self, row: str, dash: int | None, last: KeyLine) -> bool:
        """Whether what stands where a value would is none: signs, or a line above the true fields or entries."""
        return self._is_above_another(row, dash, last) or (dash is None and is_only_signs(last.key, row))

    def _is_above_another(self, row: str, dash: int | None, last: KeyLine) -> bool:
        """Whether what seems to be a value below its key has the true fields or entries of that below it."""
        if dash is not None:
            below_dash = NEXT_ROW.match(self.text, self.end)
            is_empty = below_dash is not None and last.column < len(below_dash[1]) <= dash
            return not row and is_empty and self.text[below_dash.end() - 1] != "-" if below_dash else False
        below = _NEXT_KEY.match(self.text, self.end)
        if below is None or len(below["indent"]) <= last.column or self._is_bare_field(row, last):
            return False
        is_open = row[0] in "\"'“[{|>" and len(row.rstrip()) > 1 and row.rstrip()[-1] not in "\"'”"
        is_id = ID.match(below["key"]) and self.text[below.end() : below.end() + 1] in ("\n", "\r")
        return bool(not is_open and (is_known(below["key"]) or is_id))

    def _is_bare_field(self, row: str, last: KeyLine) -> bool:
        """Whether the first line below an id, or in a group, is the name of a field without its colon."""
        word = _FIRST_WORD.match(row)
        if word is None or word["name"] not in FIELDS.get(last.key, ALL_FIELDS):
            return False
        return (last.key in MODEL_BY_FIELD or not is_known(last.key)) and _is_value(word, row)

    def _is_language(self, row: str) -> bool:
        """Whether a line without a key begins with a language and a text in quotes, as `en "Hello"`."""
        word = _LANGUAGE_FIRST.match(row)
        return word is not None and word["name"] in LANGUAGES

    def _is_above_fields(self, column: int, row: str) -> bool:
        """Whether a line is one word, and fields are indented below it: a name without its colon."""
        if not _ONE_WORD.match(row) or not (is_known(name := row.split()[0]) or (column and ID.match(name))):
            return False
        below = _NEXT_KEY.match(self.text, self.end)
        deeper = below is not None and len(below["indent"]) > column
        return bool(below and deeper and (is_known(below["key"]) or below["dash"]))

    def _colonless(self, index: int, dash: int | None, row: str) -> None:
        """Notes a name without its colon, and takes it for an entry."""
        word = _LANGUAGE_FIRST.match(row) or _FIRST_WORD.match(row)
        assert word is not None
        name, rest = word["name"], row[word.end() :].lstrip()
        if dash is not None and self.parent(dash) in ID_LISTS and not rest:
            begin = self.start + dash
            self.add("id-in-list", begin, Edit(begin, self.end, f"{name}:"), name=name, field=self.parent(dash))
            return
        end = self.end - len(rest)
        self.add("missing-colon", index, Edit(index + len(name), end, ": " if rest else ":"), line=f"{name}:")
        self.entry(index, dash, name, end)

    def _astray(self, index: int, row: str) -> None:
        """Notes a line that is no entry and goes on with nothing: a field without its colon, or something else."""
        word = _FIRST_WORD.match(row)
        last = self.entries[-1]
        if last.key in LANGUAGES and last.value in ("", "|", ">") and index - self.start == last.column:
            words, edit = self.shortened(index), Edit(self.start, self.start, "  ")
            self.add("wrong-indent", index, edit, name=words, parent=last.key, count=2, deeper=True)
            return
        if row.startswith(("---", "%")) and index == self.start:
            self.open = None
            return
        if row[0] in "?*&!]}," and HAS_LETTER.search(row):
            return
        is_name = word and (is_known(word["name"]) or (ID.match(row.rstrip()) and "-" in row))
        if word and is_name and _is_value(word, row):
            self._colonless(index, None, row)
        else:
            self._stray(index)


def _is_value(word: re.Match[str], row: str) -> bool:
    """Whether what follows a word looks like the value of a field, and not like the rest of a sentence."""
    value = row[word.end() :].strip()
    return not value or bool(word["sure"]) or " " not in value or value[0] in "\"'“[{"
