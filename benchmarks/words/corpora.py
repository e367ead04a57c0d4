"""Corpora of any size, made of a real one: its documents in a random order, time and again.

A corpus that were only repeated would stop to have new words and new pairs. So words that occur
fewer than RARE times get another name in every copy, those that occur fewer than SELDOM times in
every tenth one, and the words of a sentence are shuffled.
"""

import gzip
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np

RARE, SELDOM = 10, 100
FOLDER = Path(os.environ.get("INFOMAP_PY_WORDS", Path(__file__).parents[3] / "shared" / "words"))
MARK = "|"  # between sentences


def sentences_of(name: str) -> list[list[list[str]]]:
    """The documents of a corpus of FOLDER, as sentences of tokens."""
    with gzip.open(FOLDER / "corpus" / f"{name}.a.txt.gz", "rt", encoding="utf-8") as file:
        return [[part.split() for part in line.split(MARK)] for line in file]


def made_up(num_documents: int = 1000) -> list[list[list[str]]]:
    """Where there is no corpus: words with the frequencies of Zipf's law."""
    random = np.random.default_rng(0)
    return [
        [[f"w{k}" for k in random.zipf(1.3, 12)] for _ in range(8)] for _ in range(num_documents)
    ]


def corpus(name: str) -> list[list[list[str]]]:
    """The corpus of that name, or a made-up one."""
    return sentences_of(name) if (FOLDER / "corpus").exists() else made_up()


def enlarged(documents: list[list[list[str]]], num_tokens: int) -> Iterator[list[list[str]]]:
    """That many tokens, or a few more, of documents like these."""
    random = np.random.default_rng(0)
    counts = Counter(word for document in documents for part in document for word in part)
    made, copy = 0, 0
    while True:
        renamed = {
            word: f"{word}~{copy if count < RARE else copy // 10}" if count < SELDOM else word
            for word, count in counts.items()
        }
        for k in random.permutation(len(documents)):
            yield [
                [renamed[part[j]] for j in random.permutation(len(part))] for part in documents[k]
            ]
            made += sum(map(len, documents[k]))
            if made >= num_tokens:
                return
        copy += 1


def write_text(path: Path, num_tokens: int, name: str) -> None:
    """The same as a file: a document on every line."""
    with path.open("w", encoding="utf-8") as file:
        for document in enlarged(corpus(name), num_tokens):
            file.write(f" {MARK} ".join(map(" ".join, document)) + "\n")
