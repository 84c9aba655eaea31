"""Signs of slips in a text that is a scenario: every check of a file looks for them, so they are few and quick."""

import re
from typing import Final

from motdrill.scenario.slips import COLONS, INVISIBLE, NAMES_IN_QUOTES, ODD_SPACES
from motdrill.scenario.structure import LANGUAGES

_LANGUAGE: Final = "|".join(sorted(LANGUAGES, reverse=True))
_PASTED: Final = "|".join(NAMES_IN_QUOTES)
_PLAIN: Final = r"[^\s\"'\[{|>#-][^\n]*"
_QUOTE_AT_END: Final = rf"{_PLAIN}[\"'][ \t]*(?=[\r\n]|$)"
_BEGIN: Final = r"\n[ -]*+(?:"
_KEY: Final = r"[A-Za-z_][\w-]*+(?!:\n|: \"[A-Z“（\u4e00-\u4e2c\u4e2e-\u82f0\u82f2-\u9fff])"
"""A key and what is most often behind one, which is good; what is left out begins the Chinese names of languages."""
_ODD_VALUE: Final = (
    rf"(?:[{COLONS}]|:[^ \t\r\n/]"
    r"|[ ]*[=;；]?[ ]*[\"“]|[ ]+(?:-?\d+|\[.*\]|[a-z-]+)[ \t\r]*\n"
    rf"|: (?:[“”„＂‘’「『［【｛{ODD_SPACES}{INVISIBLE}]|[a-z_]{{2,9}}[{COLONS}:]"
    rf"|[\"'](?:{_LANGUAGE}|{_PASTED}) ?[{COLONS}:]|[|>][-+\d]*\s*\n[ \t-]*(?:from|{_LANGUAGE})[ ]*[{COLONS}:]"
)
_ODD_LINE: Final = re.compile(rf"{_BEGIN}{_KEY}(?!: [A-Z\u4e00-\u9fff]){_ODD_VALUE}))|[“„＂‘「『])")
_ODD_LINE_OR_QUOTE: Final = re.compile(
    rf"{_BEGIN}{_KEY}{_ODD_VALUE}|{_QUOTE_AT_END}))|[“„＂‘「『]|(?![\w-]+:){_QUOTE_AT_END})"
)
_DASH_BELOW: Final = re.compile(
    rf"\n(?P<indent> *+)[ -]*+(?:[A-Za-z_][\w-]*+: )?(?![\w-]+:){_PLAIN}+(?<!:)(?<!:\r)\n(?P=indent) +- "
)
"""A text without quotes, and a dash below it that stands deeper."""
_ODD_LIST: Final = re.compile(r"\[[^\]\"'\n]*[，、］】]")
"""Apart from the others: each begins with its own sign, which is quick."""
_ODD_ESCAPE: Final = re.compile(r"(?<![A-Za-z])[A-Za-z]:\\[^\\]|(?<!\\)(?:\\\\)*\\[trNLP_]")


def may_have_slips(text: str, words: str | None = None) -> bool:
    """Whether a text that is a scenario has to be looked at line by line; nearly all have not.

    Args:
        text: The text of the file.
        words: What all its texts say, if that is known: a dash that one of them has swallowed stands in it.
    """
    escape = "\\" in text and _ODD_ESCAPE.search(text)
    odd_line = _ODD_LINE_OR_QUOTE if '"' in text or "'" in text else _ODD_LINE
    first_line = "\n" + text[: text.find("\n") + 1]
    has_dash = (words is None or " - " in words) and _DASH_BELOW.search(text)
    return bool(odd_line.search(text) or odd_line.match(first_line) or _ODD_LIST.search(text) or escape or has_dash)
