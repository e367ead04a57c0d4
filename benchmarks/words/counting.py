"""Counting pairs of words: beside a sort of the pairs, and time and memory against tokens.

    python benchmarks/words/counting.py [--size full]

Window 5 in sentences, one thread, CPU seconds. The corpora are those of ``corpora.py``, in the
folder that INFOMAP_PY_WORDS names; without it they are made up.

The first table is about arrays of word ids: "sort" is what ``numpy.sort`` takes for all pairs as
int64 keys, which it is given; "count" is all of ours, from ids to the last block of added-up pairs.
Both are run in turns, and first the counts are compared. "ratio" is the median of paired ratios,
with its extremes; the promise is 3 at most. numpy sorts 64-bit keys with AVX-512 or AVX2 where it
has them.

The second table is from a text file to a network, each row a process of its own: "read" is the time
of tokenizing and numbering, by Python, "counted" that of all else. "memory" is the most that the
process held beyond what it did at the start; the promise is 2 GB for a text of 1 GB, which
``--size full`` has. "slope" is the exponent since the row above: 1 is proportional. Words that are
rare in the corpus are new in every copy of it, so vocabulary and pairs grow with the text.
"""

import json
import math
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
from corpora import MARK, corpus, enlarged, write_text
from report import held_bytes, peak_bytes, table, use_one_thread
from runs import Runs, parser, write_page

from infomap_py.words.corpus_progress import CorpusProgress
from infomap_py.words.pair_counts import BREAK, DEFAULT_MEMORY, count_pairs, piece_size, pieces_of

WINDOW = 5
ARRAYS = {
    "tiny": [("brown", 20_000)],
    "quick": [("pd", 500_000), ("reuters", 1_000_000), ("reuters", 10_000_000)],
}
ARRAYS["full"] = ARRAYS["quick"]
TEXTS = {"tiny": [4], "quick": [5, 6, 7], "full": [5, 6, 7, 8]}  # powers of ten
GIGABYTE = 170_000_000  # tokens of a text of 1 GB
MIN_COUNT = 10
REPEATS = 5


def ids_of(name: str, num_tokens: int) -> tuple[np.ndarray, int]:
    """A corpus as an array of ids by frequency, less rare words; and the number of words."""
    number: dict[str, int] = {}
    ids: list[int] = []
    for document in enlarged(corpus(name), num_tokens):
        for sentence in document:
            ids += (number.setdefault(word, len(number)) for word in sentence)
            ids.append(BREAK)
    tokens = np.array(ids, dtype=np.int32)
    counts = np.bincount(tokens[tokens >= 0])
    order = np.argsort(-counts, kind="stable")
    num_words = int((counts >= MIN_COUNT).sum())
    rank = np.empty(len(counts), dtype=np.int32)
    rank[order] = np.arange(len(counts))
    tokens = np.where(tokens >= 0, rank[tokens], tokens)
    return tokens[tokens < num_words].astype(np.int32), num_words


def keys_of(tokens: np.ndarray, num_words: int) -> np.ndarray:
    """Every pair as a key: the lower id, then the higher."""
    sentence = np.cumsum(tokens == BREAK)
    parts = []
    for distance in range(1, WINDOW + 1):
        left, right = tokens[:-distance], tokens[distance:]
        pair = (sentence[:-distance] == sentence[distance:]) & (left != right) & (left != BREAK)
        left, right = left[pair].astype(np.int64), right[pair].astype(np.int64)
        parts.append(np.minimum(left, right) * num_words + np.maximum(left, right))
    return np.concatenate(parts)


def pieces_in(tokens: np.ndarray) -> Iterator[np.ndarray]:
    """As a corpus is cut, for one thread."""
    return pieces_of(tokens, piece_size(DEFAULT_MEMORY, 1))


def counted(tokens: np.ndarray, num_words: int) -> int:
    """Count, and go through all blocks."""
    with count_pairs(pieces_in(tokens), num_words, window=WINDOW) as pairs:
        return sum(len(counts) for _, _, counts in pairs.blocks())


def check(tokens: np.ndarray, num_words: int, keys: np.ndarray) -> None:
    """Our counts are those of the keys."""
    different, times = np.unique(keys, return_counts=True)
    with count_pairs(pieces_in(tokens), num_words, window=WINDOW) as pairs:
        blocks = list(pairs.blocks())
    first, second, counts = (np.concatenate([block[k] for block in blocks]) for k in range(3))
    assert np.array_equal(first.astype(np.int64) * num_words + second, different)
    assert np.array_equal(counts, times)


def compared(name: str, num_tokens: int) -> dict[str, Any]:
    """CPU seconds of both, in turns."""
    tokens, num_words = ids_of(name, num_tokens)
    keys = keys_of(tokens, num_words)
    check(tokens, num_words, keys)
    work = {"sort": lambda: np.sort(keys), "count": lambda: counted(tokens, num_words)}
    seconds: dict[str, list[float]] = {kind: [] for kind in work}
    for k in range(REPEATS):
        for kind in sorted(work, reverse=k % 2 == 0):
            start = time.process_time()
            work[kind]()
            seconds[kind].append(time.process_time() - start)
    ratios = [ours / theirs for theirs, ours in zip(seconds["sort"], seconds["count"], strict=True)]
    return {
        "tokens": len(tokens),
        "words": num_words,
        "pairs": len(keys),
        "sort": median(seconds["sort"]),
        "count": median(seconds["count"]),
        "ratios": sorted(ratios),
    }


def measured(num_tokens: int) -> dict[str, Any]:
    """A text in a file, counted by a new process."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "corpus.txt"
        write_text(path, num_tokens, "reuters")
        command = [sys.executable, __file__, "--work", str(path)]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
        return {"tokens": num_tokens, "bytes": path.stat().st_size, **json.loads(done.stdout)}


def work(path: str) -> dict[str, float]:
    """The most memory and the time of one text."""
    from infomap_py.words.cooccurrence import cooccurrence

    before, start, read = held_bytes(), time.process_time(), 0.0

    def heard(now: CorpusProgress) -> None:
        nonlocal read
        if read == 0.0 and now.stage == "counting":
            read = time.process_time() - start

    network = cooccurrence(path, tokenizer="blanks", sentence_mark=MARK, progress=heard)
    return {
        "read": read,
        "counted": time.process_time() - start - read,
        "memory": peak_bytes() - before,
        "words": network.num_nodes,
        "links": network.num_links,
    }


def array_row(name: str, run: dict[str, Any]) -> list[str]:
    ratios = run["ratios"]
    sizes = [f"{run[size]:,}" for size in ("tokens", "words", "pairs")]
    seconds = [f"{run[kind]:.3f}" for kind in ("sort", "count")]
    return [name, *sizes, *seconds, f"{median(ratios):.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})"]


def text_row(run: dict[str, Any], before: dict[str, Any] | None) -> list[str]:
    row = [f"{run['tokens']:,}", f"{run['bytes'] / 1e6:,.1f}", f"{run['words']:,}"]
    row += [f"{run['links']:,}", f"{run['read']:.2f}", f"{run['counted']:.2f}"]
    row.append(f"{run['memory'] / 1e6:,.0f}")
    if before is None:
        return [*row, "", ""]
    decades = math.log(run["tokens"] / before["tokens"])
    seconds = [one["read"] + one["counted"] for one in (run, before)]
    slopes = math.log(seconds[0] / seconds[1]), math.log(run["memory"] / before["memory"])
    return [*row, *(f"{slope / decades:.2f}" for slope in slopes)]


def main() -> None:
    options = parser(__doc__, "words-counting").parse_args()
    use_one_thread()
    runs = Runs(options.runs)
    arrays = [
        array_row(name, runs.get(f"counting {name} {size}", partial(compared, name, size)))
        for name, size in ARRAYS[options.size]
    ]
    sizes = [10**power for power in TEXTS[options.size]]
    sizes += [GIGABYTE] * (options.size == "full")
    texts = [runs.get(f"counting text {size}", partial(measured, size)) for size in sizes]
    write_page(
        options.output,
        "Counting pairs of words",
        "words/counting.py",
        [],
        table(["corpus", "tokens", "words", "pairs", "sort", "count", "ratio"], arrays),
        table(
            [
                "tokens",
                "MB",
                "words",
                "links",
                "read",
                "counted",
                "memory, MB",
                "slope: time",
                "memory",
            ],
            [text_row(run, before) for run, before in zip(texts, [None, *texts], strict=False)],
        ),
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--work"]:
        print(json.dumps(work(sys.argv[2])))
    else:
        main()
