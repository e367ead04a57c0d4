"""Which network of words, and which search? The tables of docs/decisions/0015.

    python benchmarks/words/variants.py [vectors] [words] [--library] [--seeds 5]
        [--data FOLDER] [--scoring FOLDER]

The data folder, by default INFOMAP_PY_DATA or ../shared/data beside the repository, has
`words/vectors-zh-synonyms-100d` and `words/vectors-en-glove-100d`; the scoring folder, by default
INFOMAP_PY_WORDS or ../shared/words, has `score_clusters.py`, `coherence.py`, `gold`, `corpus`
(halves a and b) and `stop`. Means over the seeds.

vectors: words of ranks 1 to 10,000, on which presets were chosen, and 10,001 to 20,000, on which
nothing was. AMI and B3adj against each thesaurus, clusters, the largest, and words alone.
words: built on one half of a corpus, scored on the other, and the other way round; presets were
chosen by the first way only. Coherence and spread, modules, the largest share of tokens, the
largest module, and words alone.

Networks are those of `word_recipes.py`; with --library, of `cluster_vectors` and `cluster_words`.
"""

import argparse
import gzip
import importlib
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
import word_recipes as recipes
from corpora import FOLDER
from graphs import data_folder

import infomap_py

LANGUAGES = {
    "zh": ("vectors-zh-synonyms-100d", [("zh-cilin", 4)]),
    "en": ("vectors-en-glove-100d", [("en-supersense", 0), ("en-hypernym", 0), ("en-empath", 0)]),
}
CORPORA = {"pd": "zh", "reuters": "en", "brown": "en"}
RANKS = (0, 10000)
NUM_WORDS = 10000
MIN_COUNT = 10

# name: the network by formula, options of partition(), options of the library's call
VECTORS: dict[str, tuple[Callable[..., Any], dict[str, Any], dict[str, Any]]] = {
    "default": (recipes.vector_default, {}, {}),
    "default, 10 trials": (recipes.vector_default, {"num_trials": 10}, {"num_trials": 10}),
    "local": (recipes.vector_local, {}, {"preset": "local"}),
    "local, 10 trials": (
        recipes.vector_local,
        {"num_trials": 10},
        {"preset": "local", "num_trials": 10},
    ),
}
FINER = {"markov_time": 0.95}
WORDS: dict[str, tuple[Callable[..., Any], dict[str, Any], dict[str, Any]]] = {
    "default": (recipes.word_default, {}, {}),
    "default, 10 trials": (recipes.word_default, {"num_trials": 10}, {"num_trials": 10}),
    "themes": (recipes.word_themes, FINER, {"preset": "themes"}),
    "themes, 10 trials": (
        recipes.word_themes,
        {**FINER, "num_trials": 10},
        {"preset": "themes", "num_trials": 10},
    ),
}


def read_vectors(path: Path, start: int) -> tuple[list[str], np.ndarray]:
    """10,000 words from this rank on."""
    words, rows = [], []
    with gzip.open(path, "rt", encoding="utf-8") as file:
        next(file)
        for line in islice(file, start, start + NUM_WORDS):
            word, *values = line.rstrip("\n").split(" ")
            words.append(word)
            rows.append(np.array(values[:100], np.float32))
    return words, np.array(rows)


def vector_row(scorer: Any, golds: list[Any], words: list[str], modules: list[Any]) -> list[float]:
    """AMI of each gold, B3adj of each, clusters, largest, alone."""
    clusters = dict(zip(words, map(str, modules), strict=True))
    scores = [scorer.score(clusters, gold, vocab=words) for gold in golds]
    sizes = np.array(list(Counter(modules).values()))
    shape = [len(sizes), sizes.max(), (sizes == 1).sum()]
    return [s["AMI"] for s in scores] + [s["B3_adj"] for s in scores] + [float(x) for x in shape]


def vector_table(data: Path, scoring: Path, seeds: int, library: bool) -> Iterator[str]:
    """A line per half, language and variant."""
    scorer = importlib.import_module("score_clusters")
    for start in RANKS:
        for language, (folder, names) in LANGUAGES.items():
            words, vectors = read_vectors(data / "words" / folder / "top50k.vec.gz", start)
            golds = [
                scorer.read_gold(scoring / "gold" / f"{name}.tsv.gz", cut) for name, cut in names
            ]
            for name, (recipe, options, of_library) in VECTORS.items():
                network = None if library else recipe(vectors)
                rows = []
                for seed in range(seeds):
                    if library:
                        found = infomap_py.cluster_vectors(
                            (words, vectors), seed=seed, **of_library
                        ).partition
                        modules = [found[word] for word in words]
                    else:
                        found = infomap_py.partition(network, directed=False, seed=seed, **options)
                        modules = [found[node] for node in range(len(words))]
                    rows.append(vector_row(scorer, golds, words, modules))
                mean, spread = np.mean(rows, axis=0), np.std(rows, axis=0)
                many = len(golds)
                cells = [
                    " ".join(f"{x:.4f}" for x in mean[:many]),
                    " ".join(f"{x:.4f}" for x in mean[many : 2 * many]),
                    " / ".join(f"{x:.0f}" for x in mean[-3:]),
                    f"{spread[0]:.4f}",
                ]
                yield f"| {start + 1} | {language} | {name} | " + " | ".join(cells) + " |"


def read_sentences(path: Path) -> list[list[str]]:
    """A sentence per item; marked by "|" within the lines of the file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [s.split() for line in file for s in line.split("|") if s.split()]


def numbered(sentences: list[list[str]], stop: set[str]) -> tuple[list[str], list[np.ndarray]]:
    """The vocabulary, most frequent first, and the sentences in it."""
    count = Counter(word for sentence in sentences for word in sentence)
    kept = [word for word, times in count.items() if times >= MIN_COUNT and word not in stop]
    words = sorted(kept, key=lambda word: (-count[word], word))
    at = {word: i for i, word in enumerate(words)}
    ids = [np.array([at[w] for w in s if w in at], dtype=np.int64) for s in sentences]
    return words, ids


def word_row(scorer: Any, counts: Any, words: list[str], modules: Any, flow: Any) -> list[float]:
    """Coherence, spread, modules, largest share of tokens, largest module, words alone."""
    members: dict[Any, list[tuple[float, str]]] = {}
    for word, module, visits in zip(words, modules, flow, strict=True):
        members.setdefault(module, []).append((-visits, word))
    clusters = []
    for ranked in members.values():
        ranked.sort()
        clusters.append((-sum(visits for visits, _ in ranked), [word for _, word in ranked]))
    clusters.sort(key=lambda cluster: (-cluster[0], cluster[1]))
    found, _ = scorer.coherence(clusters, float(np.sum(flow)), words, counts, shuffles=0)
    sizes = [len(ranked) for _, ranked in clusters]
    shape = [len(sizes), found["largest_tokens"], max(sizes), sizes.count(1)]
    return [found["token_coherence"], found["spread"], *map(float, shape)]


def word_table(scoring: Path, seeds: int, library: bool) -> Iterator[str]:
    """A line per half, corpus and variant."""
    scorer = importlib.import_module("coherence")
    for built, held_out in (("a", "b"), ("b", "a")):
        for corpus, language in CORPORA.items():
            stop = set((scoring / "stop" / f"{language}.txt").read_text("utf-8").splitlines())
            sentences = read_sentences(scoring / "corpus" / f"{corpus}.{built}.txt.gz")
            words, ids = numbered(sentences, stop)
            reference = scorer.read_corpus(scoring / "corpus" / f"{corpus}.{held_out}.txt.gz")
            windows = scorer.WindowCounts(reference, words, 20)
            counts = None if library else recipes.joint_counts(ids, len(words))
            for name, (recipe, options, of_library) in WORDS.items():
                network = None if library else recipe(counts)
                rows = []
                for seed in range(seeds):
                    if library:
                        found = infomap_py.cluster_words(
                            sentences, language=language, stop_words=stop, seed=seed, **of_library
                        ).partition
                        modules = [found[word] for word in words]
                        flow = found.flow[[found.network.index[word] for word in words]]
                    else:
                        found = infomap_py.partition(network, directed=False, seed=seed, **options)
                        modules, flow = [found[node] for node in range(len(words))], found.flow
                    rows.append(word_row(scorer, windows, words, modules, flow))
                mean, spread = np.mean(rows, axis=0), np.std(rows, axis=0)
                cells = [
                    f"{mean[0]:.4f} / {mean[1]:.4f}",
                    f"{spread[0]:.4f} / {spread[1]:.4f}",
                    f"{mean[2]:.0f}",
                    f"{mean[3]:.3f}",
                    f"{mean[4]:.0f}",
                    f"{mean[5]:.0f}",
                ]
                yield f"| {built} to {held_out} | {corpus} | {name} | " + " | ".join(cells) + " |"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("tables", nargs="*", help="vectors, words; both if none is given")
    parser.add_argument("--data", type=Path)
    parser.add_argument("--scoring", type=Path, default=FOLDER)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--library", action="store_true", help="the package's own networks")
    options = parser.parse_args()
    if unknown := set(options.tables) - {"vectors", "words"}:
        parser.error(f"{', '.join(sorted(unknown))}: the tables are vectors and words")
    scoring = options.scoring
    if not (scoring / "score_clusters.py").exists():
        parser.error(f"no scores in {scoring}: give --scoring, or set INFOMAP_PY_WORDS")
    sys.path.insert(0, str(scoring))
    if "vectors" in (options.tables or ["vectors"]):
        data = data_folder(options.data)
        if data is None:
            parser.error("no data folder: give --data, or set INFOMAP_PY_DATA")
        print("| from rank | | | AMI | B3adj | clusters / largest / alone | sd of the first |")
        print("|---|---|---|---|---|---|---|")
        for line in vector_table(data, scoring, options.seeds, options.library):
            print(line, flush=True)
        print()
    if "words" in (options.tables or ["words"]):
        print(
            "| built to scored | | | coherence / spread | sd | modules | share | largest | alone |"
        )
        print("|---|---|---|---|---|---|---|---|---|")
        for line in word_table(scoring, options.seeds, options.library):
            print(line, flush=True)


if __name__ == "__main__":
    main()
