"""Words that borrow from a reply and go on to something else.

One clause taken over from a reply brings words near to it, whatever the other clauses do. Such words are told by two
things together: without their nearest clause they come less than `MIN_REST` as near, and one run of them stands in a
text of the reply word for word, a part of the words between the two of `BORROWED`. Own words repeat what a reply says
and not how; more than that is the reply itself.
"""

import math
from difflib import SequenceMatcher
from typing import Final

from motdrill.words.clauses import clauses
from motdrill.words.ngrams import spoken, tokens
from motdrill.words.reply_index import ReplyIndex

MIN_REST: Final = 0.7
BORROWED: Final = (0.15, 0.7)


def foreign_clause(index: ReplyIndex, reply_id: str, words: str) -> str:
    """The clause that has most of what a reply lacks, where words borrow from the reply; else empty."""
    pieces = [(piece, index.similarity(piece, reply_id), len(tokens(piece))) for piece in clauses(words)]
    nearest = max(pieces, key=lambda each: each[1] * math.sqrt(each[2]))
    pieces.remove(nearest)
    rest = index.similarity(" ".join(piece for piece, _similarity, _length in pieces), reply_id)
    if rest >= MIN_REST * index.similarity(words, reply_id) or not _borrows(words, index.texts[reply_id]):
        return ""
    return max(pieces, key=lambda each: (1 - each[1]) * each[2], default=("",))[0]


def _borrows(words: str, texts: tuple[str, ...]) -> bool:
    least, most = BORROWED
    return least < max(_shared_run(words, text) for text in texts) < most


def _shared_run(words: str, text: str) -> float:
    """How much of words their longest run of tokens is that stands in a text, 0-1."""
    said, written = ([token[0].casefold() for token in tokens(spoken(each))] for each in (words, text))
    return SequenceMatcher(None, said, written, autojunk=False).find_longest_match().size / len(said)
