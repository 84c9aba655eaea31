"""The text of a CSV file in an unnamed encoding: UTF-8, UTF-16, or those of Chinese and of Western Windows.

Nearly all bytes can be read as GB 18030 or as Windows-1252; what is read decides. What fits neither well, such as Big5,
is not read at all, since wrong words are worse than none.
"""

import re
from typing import Final

_BOMS: Final = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_LEAST_CHINESE: Final = 2 / 3
"""Nine in ten characters of a Chinese case look like Chinese, if it is GB 18030, and four in ten, if it is Big5."""
_BETWEEN_LATIN: Final = re.compile(r"(?<=[A-Za-z])[\u4e00-\u9fff](?=[A-Za-z])")
_NOT_CHINESE: Final = re.compile(r"[\u0370-\u052f\u2500-\u257f\u3040-\u312f\ue000-\uf8ff]")
"""Greek, Cyrillic, frames, kana and characters of nobody: what the most frequent ones of Big5 are read as."""
_NOT_WESTERN: Final = re.compile(
    r"[^\x00-\x7f\xa0€…‘’“”„•–—™ŠšŒœŽžŸ£§©«®°·»¡¿À-ÖØ-öø-ÿ]|[a-zß-ÿ][À-ÖØ-ÞŠŒŽŸ]|[^\x00-\x7f]{4}"
)
"""What words of Western Europe do not have: rare signs, a capital after a small letter, accents on four letters."""


def csv_text(content: bytes) -> str | None:
    """The text of a file; None if it is binary, such as a workbook that was not saved as CSV, or cannot be told."""
    if encoding := next((encoding for mark, encoding in _BOMS.items() if content.startswith(mark)), None):
        return _decoded(content, encoding)
    if b"\0" in content:
        return None
    text = _decoded(content, "utf-8")
    if text is None and (text := _decoded(content, "gb18030")) is not None and not _is_chinese(text):
        text = None
    if text is None and (text := _decoded(content, "cp1252")) is not None and _NOT_WESTERN.search(text):
        return None
    return text


def _decoded(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _is_chinese(text: str) -> bool:
    """Whether a text read as GB 18030 makes sense.

    In words of another encoding many a second byte is a Latin letter, which is rare in Chinese: `don’t` is `don抰`.
    """
    characters = [each.encode("gb18030") for each in text if not each.isascii()]
    strange = sum(len(each) == 2 and each[1:].isascii() for each in characters)
    strange += len(_NOT_CHINESE.findall(text)) + len(_BETWEEN_LATIN.findall(text))
    return len(characters) - strange >= _LEAST_CHINESE * len(characters)
