"""What story formats add to the words of a passage: code, variables and signs of style.

A scenario has none of them. Each is found where it stands, so that it can be told by its line.
"""

import re
from typing import Final, NamedTuple

_HARLOWE: Final = (
    "set|put|move|if|unless|else-?if|elseif|else|for|loop|link|link-[a-z-]+|goto|go-to|display|print|live|event|random|"
    "either|cond|text-[a-z]+|transition|t8n|colou?r|background|css|align|click|click-[a-z]+|mouseover|show|hide|replace|"
    "append|prepend|alert|prompt|confirm|history|visits|cycling-link|seq-link|input-box|save-game|load-game|enchant"
)
_CHAPBOOK: Final = (
    "if|ifalways|ifnever|unless|else|cont|cont'd|continued?|after|append|note|n\\.b\\.|todo|fixme|align|css|javascript"
)
_MACRO: Final = re.compile(
    r"\A(?:[ \t]*[A-Za-z_][\w.]*(?:[ \t]*\([^()\n]*\))?[ \t]*:[^\n]*\n|[ \t]*\n)+--[ \t]*$"  # Chapbook's variables
    r"|<(?P<raw>script|style)\b[^<>]*>(?:(?!</?(?:script|style)\b).)*</(?P=raw)[ \t]*>"
    r"|<(?:img|audio|video|iframe|embed|object)\b[^<>]*>"
    r"|!\[[^\[\]\n]*\]\([^()\n]*\)|\[[<>]?img\[[^\[\]\n]*\](?:\[[^\[\]\n]*\])*\]"
    r"|<<(?:(?!<<|>>).)*>>|<%(?:(?!<%|%>).)*%>"
    rf"|\((?:{_HARLOWE}):(?:[^()]|\([^()]*\))*\)|\|[a-z][\w-]*>(?=\[)|(?<=\])<[a-z][\w-]*\|"
    r"|\{[a-z]+(?: [a-z]+)?:[^{}\n]*\}|\{(?:back|restart) link[^{}\n]*\}"
    rf"|^\[(?:{_CHAPBOOK})(?![\w'])[^\[\]\n]*\][ \t]*$",
    re.DOTALL | re.MULTILINE | re.IGNORECASE,
)
_STYLE: Final = re.compile(
    r"(?P<sign>''(?!')|(?<![:/])//(?!/)|(?<!\*)\*\*(?!\*)|(?<!_)__(?!_))(?=\S)(?P<words>[^\n]{1,400}?)(?P=sign)"
    r"|@@(?:[^;@\n]{0,80};){0,9}(?P<classed>[^;@\n]{1,400})@@"
)
_VARIABLE: Final = re.compile(r"\$[A-Za-z_]\w*|(?<!\w)_[A-Za-z][A-Za-z0-9]*(?!\w)|\{[A-Za-z_][\w.]*\}")
_BULLET: Final = re.compile(r"^[ \t]*[>*+•·-][ \t]+$", re.MULTILINE)
"""What is left of a list of links."""
_GONE: Final = "\0"
"""Stands in the place of each character that is left out; no text has it, see `file_text.decode`."""


class StoryCode(NamedTuple):
    """A piece of code, a variable or a sign of style in a passage.

    Attributes:
        code: The code of its note.
        start: Where it begins.
        given: How it is written.
    """

    code: str
    start: int
    given: str


def without_code(text: str) -> tuple[str, list[StoryCode]]:
    """The words of a passage from which its links are taken, and what they were freed from, in order.

    Variables stay in the words, since a sentence without them would make no sense.
    """
    bare = _without_hooks(_MACRO.sub(_gone, text))
    kinds = {"twee-macro": _MACRO.finditer(text), "twee-style": _STYLE.finditer(bare)}
    found = [_story_code(code, match, text) for code, matches in kinds.items() for match in matches]
    words = _STYLE.sub(_styled, _STYLE.sub(_styled, bare))  # twice, since one may stand within another
    found += [_story_code("twee-variable", match, text) for match in _VARIABLE.finditer(bare)]
    return _BULLET.sub("", words.replace(_GONE, "")), sorted(found, key=lambda each: each.start)


def _story_code(code: str, match: re.Match[str], text: str) -> StoryCode:
    return StoryCode(code, match.start(), text[match.start() : match.end()])


def _gone(match: re.Match[str]) -> str:
    return _GONE * len(match[0])


def _styled(match: re.Match[str]) -> str:
    return match["words"] or match["classed"]


def _without_hooks(text: str) -> str:
    """The text without the brackets of Harlowe's hooks, which stand beside a macro or a name."""
    chars, open_at = list(text), list[int]()
    for place, char in enumerate(text):
        if char == "[":
            open_at.append(place)
        elif char == "]" and open_at:
            begin = open_at.pop()
            if _GONE in (text[begin - 1 : begin], text[place + 1 : place + 2]):
                chars[begin] = chars[place] = _GONE
    return "".join(chars)
