"""What somebody who asks for a word that is not there may have meant."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Hashable
from itertools import islice

SPELLINGS_COMPARED = 50_000  # words, the first: about a second
SPELLINGS_TOLD = 3


def near_spellings(word: str, known: Collection[Hashable]) -> list[str]:
    """The known words that are spelt most like it, then those that differ in case alone."""
    texts = map(str, islice(known, SPELLINGS_COMPARED))
    near = difflib.get_close_matches(word, texts, n=SPELLINGS_TOLD, cutoff=0.6)
    near += [other for other in (word.lower(), word.title()) if other in known and other != word]
    return list(dict.fromkeys(near))[:SPELLINGS_TOLD]
