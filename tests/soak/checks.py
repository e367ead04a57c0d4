"""What holds of every answer, whatever was asked."""

from __future__ import annotations

import pickle
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from fuzz.outcomes import promise
from fuzz.search_twin import TOLERANCE, close, code_of, promise_labels

import infomap_py
from infomap_py.errors import InfomapError
from infomap_py.network import Network
from infomap_py.partition import Partition
from soak.choices import MOST_THREADS, Options
from soak.dice import Dice

MOST_ARCS_BY_HAND = 50_000
MOST_PAIRS_BY_HAND = 1_000_000  # of modules, between which recorded teleportation leads
SECONDS_TO_END = 10.0  # of CPU time: other work on the machine may take the rest
ADDED = ("entropy_corrected", "preferred_number_of_modules", "metadata")


class RefusedError(Exception):
    """Options that contradict each other or the network: the message says so, and that is all."""


@contextmanager
def first_question() -> Iterator[None]:
    """What is asked first may make no sense; an error after that is a finding."""
    try:
        yield
    except InfomapError as error:
        raise RefusedError(type(error).__name__) from error


def promise_same(one: Partition, other: Partition, *what: object) -> None:
    """To the last bit, not only as modules."""
    for name in ("module_of", "parent"):
        arrays = (getattr(p.module_tree, name) for p in (one, other))
        promise(_same_bytes(*arrays), name, "differs", *what)
    promise(_same_bytes(one.flow, other.flow), "flow differs", *what)
    promise(one.lengths == other.lengths, one.lengths, "is not", other.lengths, *what)
    promise(one.trial == other.trial, "trial", one.trial, "is not", other.trial, *what)
    promise(one.trial_codelengths == other.trial_codelengths, "trials differ", *what)


def _same_bytes(one: Any, other: Any) -> bool:
    return bool(one.dtype == other.dtype and one.tobytes() == other.tobytes())


def promise_answer(dice: Dice, network: Network, found: Partition, coding: Options) -> None:
    """The codelength is that of these modules, by all who count it, and nothing is left out."""
    dice.answers += 1
    scored = infomap_py.codelength(network, found, **coding)
    promise(close(scored, found.codelength), "scored", scored, "found", found.codelength)
    parts = found.index_codelength + found.module_codelength
    promise(parts == found.codelength, "parts are", parts, "of", found.codelength)
    promise(close(sum(found.codelength_by_level), found.codelength), found.codelength_by_level)
    promise(np.isfinite(found.flow).all() and (found.flow >= 0).all(), "flow is", found.flow)
    graph = found.network  # in which there may be no link, or none that counts
    is_counted = (graph.sources != graph.targets) | found.options["self_links"]
    all_flow = float(is_counted.any())
    promise(close(float(found.flow.sum()), all_flow), "flow sums to", found.flow.sum())
    promise_labels(found)
    promise(sorted(map(len, found.communities())) == sorted(np.bincount(found.labels)), "sizes")
    if not set(coding) & set(ADDED) and _fits(found):
        by_hand = code_of(found)
        promise(close(by_hand, found.codelength), "by hand", by_hand, "not", found.codelength)


def _fits(found: Partition) -> bool:
    """Whether the slow twin is done in a moment."""
    leads_anywhere = found.options["recorded_teleportation"] or found.options["regularized"]
    pairs = len(np.unique(found.module_tree.module_of)) ** 2 if leads_anywhere else 0
    return len(found.network.targets) <= MOST_ARCS_BY_HAND and pairs <= MOST_PAIRS_BY_HAND


def promise_no_longer(network: Network, found: Partition, coding: Options, search: Options) -> None:
    """Than one module, nor than where the search started, unless it is told to do otherwise."""
    if search.get("min_module_size", 1) > 1:
        return
    bits = found.codelength - TOLERANCE
    if "fixed" not in search and "preferred_number_of_modules" not in coding:
        one = found.one_level_codelength
        promise(bits <= one + TOLERANCE * abs(one), found.codelength, "is more than", one)
    if "initial" in search and not coding.get("overlapping"):
        start = infomap_py.codelength(network, search["initial"], **coding)
        promise(bits <= start * (1 + TOLERANCE), found.codelength, "is more than initial", start)


def promise_again(dice: Dice, network: Any, found: Partition, options: Options) -> None:
    """The same to the last bit: on other threads, as a trial of its own, and as a pickle."""
    threads = dice.integer(1, MOST_THREADS)
    other = infomap_py.partition(network, **{**options, "num_threads": threads})
    promise_same(found, other, "on", threads, "threads")
    promise_same(found, pickle.loads(pickle.dumps(found)), "as a pickle")
    if found.trial is not None and options.get("num_trials", 1) > 1:
        alone = {**options, "first_trial": found.trial, "num_trials": 1}
        one = infomap_py.partition(network, **alone)
        promise(_same_bytes(one.labels, found.labels), "trial", found.trial, "alone differs")
        promise(one.lengths == found.lengths, "trial", found.trial, "alone is", one.lengths)


def promise_no_threads() -> None:
    """Those that searched have ended."""
    end = time.process_time() + SECONDS_TO_END
    while threading.active_count() > 1 and time.process_time() < end:
        time.sleep(0.01)
    promise(threading.active_count() == 1, "threads are left:", threading.enumerate())
