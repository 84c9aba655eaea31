"""Words that borrow from a reply and go on to something else.

One clause taken over from a reply brings words near to it, whatever the other clauses do. Such words are told by two
things together. Without their nearest clause they come nearer to the reply by less than `MIN_REST` of what their length
leaves to expect: were a reply alike in every clause, its closeness would fall by the root of the part that is left. And
one run of them, of `MIN_RUN` tokens or more, stands in a text of the reply word for word, a part of the words between
the two of `BORROWED`. Own words repeat what a reply says and not how; more than that is the reply itself.
"""

import math
from difflib import SequenceMatcher
from typing import Final

from motdrill.words.clauses import clauses
from motdrill.words.ngrams import spoken, tokens
from motdrill.words.reply_index import ReplyIndex

MIN_REST: Final = 0.75
BORROWED: Final = (0.15, 0.7)
MIN_RUN: Final = 4


def foreign_clause(index: ReplyIndex, reply_id: str, words: str) -> str:
    """The clause that has most of what a reply lacks, where words borrow from the reply; else empty."""
    pieces = [(piece, index.similarity(piece, reply_id), len(tokens(piece))) for piece in clauses(words)]
    nearest = max(pieces, key=lambda each: each[1] * math.sqrt(each[2]))
    pieces.remove(nearest)
    rest = index.similarity(" ".join(piece for piece, _similarity, _length in pieces), reply_id)
    left = 1 - nearest[2] / len(tokens(spoken(words)))
    whole = index.similarity(words, reply_id)
    if rest >= MIN_REST * math.sqrt(left) * whole or not _borrows(words, index.texts[reply_id]):
        return ""
    return max(pieces, key=lambda each: (1 - each[1]) * each[2])[0]


def _borrows(words: str, texts: tuple[str, ...]) -> bool:
    """Whether a part of words, neither by chance nor nearly all of them, stands in a text word for word."""
    said = _tokens(words)
    run = max(SequenceMatcher(None, said, _tokens(text), autojunk=False).find_longest_match().size for text in texts)
    least, most = BORROWED
    return run >= MIN_RUN and least < run / len(said) < most


def _tokens(text: str) -> list[str]:
    return [token[0].casefold() for token in tokens(spoken(text))]
