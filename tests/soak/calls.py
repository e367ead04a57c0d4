"""Jobs for the other calls: scans, landscapes, consensus and comparisons; words and vectors."""

from __future__ import annotations

import numpy as np
from fuzz.outcomes import promise
from fuzz.search_twin import TOLERANCE, close

import infomap_py
from soak.checks import first_question, promise_answer, promise_same
from soak.dice import Dice
from soak.searches import question

PASSED = ("seed", "num_threads")


def scans(dice: Dice) -> None:
    """At every Markov time the modules have the codelength that is told, on any threads."""
    graph, coded, searched, _ = question(dice, 1000)
    coded.pop("markov_time", None)
    passed = {**coded, **{name: searched[name] for name in PASSED}}
    times = sorted({dice.magnitude(0.1, 20) for _ in range(dice.integer(1, 6))})
    one = infomap_py.resolution_scan(graph, times, **passed)
    other = infomap_py.resolution_scan(graph, times, **{**passed, "num_threads": 3})
    promise([p.markov_time for p in one] == times, "times are", one)
    for point, again in zip(one, other, strict=True):
        promise_same(point.partition, again.partition, "at", point.markov_time)
        promise(point.similarity == again.similarity, "similarities differ")
        promise_answer(dice, graph, point.partition, {**coded, "markov_time": point.markov_time})


def landscapes(dice: Dice) -> None:
    """Solutions are what trials find; their consensus is no further away than the nearest."""
    graph, coded, searched, _ = question(dice, 1000)
    passed = {**coded, **{name: searched[name] for name in PASSED}}
    count = dice.integer(2, 8)
    found = infomap_py.landscape(graph, count, **passed)
    again = infomap_py.landscape(graph, count, **{**passed, "num_threads": 1})
    promise(repr(found) == repr(again), "on other threads", again, "and not", found)
    promise(sorted(t for s in found for t in s.trials) == list(range(count)), "trials are lost")
    for solution in found:
        promise_answer(dice, graph, solution.partition, coded)
        alone = infomap_py.partition(graph, **passed, first_trial=solution.trials[0])
        promise((alone.labels == solution.partition.labels).all(), "a trial finds others")
    partitions = [solution.partition for solution in found]
    consensus = infomap_py.consensus(partitions)
    promise(-TOLERANCE <= consensus.agreement <= 1 + TOLERANCE, "agreement", consensus.agreement)
    promise(sum(map(len, consensus.communities())) == len(consensus), "nodes are lost")
    assert consensus.partition is not None
    promise_answer(dice, graph, consensus.partition, coded)
    if len(found) == 1:
        promise((consensus.labels == found[0].partition.labels).all(), "not the only one")


def comparisons(dice: Dice) -> None:
    """A partition is like itself, and two are as alike either way round."""
    graph, coded, searched, found = question(dice, 2000)
    other = infomap_py.partition(graph, **{**coded, **searched, "seed": 1, "num_trials": 1})
    own = infomap_py.compare(found, found)
    for name, value in (
        ("adjusted_mutual_information", 1.0),
        ("adjusted_rand", 1.0),
        ("variation_of_information", 0.0),
        ("variation_of_information_by_flow", 0.0),
        ("jaccard_by_flow", 1.0),
    ):
        promise(close(getattr(own, name), value), name, "to itself is", getattr(own, name))
    there, back = infomap_py.compare(found, other), infomap_py.compare(other, found)
    for name in ("adjusted_mutual_information", "adjusted_rand", "variation_of_information"):
        sides = getattr(there, name), getattr(back, name)
        promise(close(*sides), name, "is", *sides)
    promise(bool(repr(there) and there.heading), "says nothing")
    dice.answers += 1


def words(dice: Dice) -> None:
    """Texts of made-up themes: the same clusters on other threads, and in less memory."""
    themes = dice.integer(1, 6)
    size = dice.integer(5, 40)
    texts = []
    for _ in range(dice.size(5, 300)):
        theme = dice.integer(0, themes - 1)
        ranks = np.minimum(size - 1, dice.numpy.geometric(0.15, size=dice.size(2, 60)))
        texts.append(" ".join(f"w{theme if dice.chance(0.9) else 0}x{rank}" for rank in ranks))
    options = {
        "min_count": dice.integer(1, 5),
        "stop_words": False,
        "language": "en",
        **dice.options(
            {
                "window": (0.5, lambda: dice.one_of([1, 2, 10, "sentence", "document"])),
                "weight": (0.5, lambda: dice.one_of(["count", "ppmi", "npmi", "jaccard"])),
                "min_llr": (0.3, lambda: dice.one_of([None, 0.0, 3.0])),
                "top_k": (0.3, lambda: dice.integer(1, 10)),
                "directed": (0.2, True),
                "second_order": (0.2, 0.4),
                "two_level": (0.3, False),
                "markov_time": (0.3, lambda: dice.magnitude(0.3, 3)),
            }
        ),
    }
    dice.say(len(texts), "texts", options)
    with first_question():
        found = infomap_py.cluster_words(texts, **options)
    threads = {"num_threads": dice.integer(2, 8), "memory": dice.one_of([1 << 20, 1 << 24])}
    again = infomap_py.cluster_words(texts, **options, **threads)
    promise_same(found.partition, again.partition, "words with", threads)
    promise(list(found.words) == list(again.words), "other words with", threads)
    promise(found.summary() == again.summary(), "another summary with", threads)
    promise_answer(dice, found.network, found.partition, _coding(options))


def vectors(dice: Dice) -> None:
    """Made-up words around some centres: the same clusters on other threads."""
    count, dimension = dice.size(2, 500), dice.integer(1, 40)
    centres = dice.numpy.normal(size=(dice.integer(1, 10), dimension))
    rows = centres[dice.numpy.integers(len(centres), size=count)]
    rows = rows + dice.one_of([0.0, 0.1, 1.0]) * dice.numpy.normal(size=rows.shape)
    given = {f"word{k}": row for k, row in enumerate(rows)}
    options = dice.options(
        {
            "num_neighbors": (0.5, lambda: dice.integer(1, 20)),
            "min_similarity": (0.3, dice.numpy.random),
            "power": (0.3, lambda: dice.integer(1, 8)),
            "symmetrize": (0.3, lambda: dice.one_of(["union", "mutual"])),
            "two_level": (0.3, False),
            "markov_time": (0.3, lambda: dice.magnitude(0.3, 3)),
        }
    )
    dice.say(count, "vectors", options)
    with first_question():
        found = infomap_py.cluster_vectors(given, **options)
    again = infomap_py.cluster_vectors(given, **options, num_threads=dice.integer(2, 8))
    promise_same(found.partition, again.partition, "vectors on other threads")
    promise_answer(dice, found.network, found.partition, _coding(options))


def _coding(options: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in options.items() if name == "markov_time"}
