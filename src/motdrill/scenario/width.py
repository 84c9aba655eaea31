"""How many columns a text takes on a terminal."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_WIDE: Final = re.compile(
    "[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\U0001f300-\U0001f64f\U0001f900-\U0001f9ff\U00020000-\U0003fffd]+"
)


@lru_cache(maxsize=8192)  # replies are measured by several rules
def display_width(text: str) -> int:
    """Columns of a text: two for a wide character (Unicode's East Asian Width W and F), one for any other.

    Combining characters are counted too; comparing lengths of replies needs no more.
    """
    return len(text) if text.isascii() else 2 * len(text) - len(_WIDE.sub("", text))
