"""Trials side by side: worker threads search, the calling thread waits, listens, and can stop them.

The workers run kernels without the GIL and read a flag; clocks, callbacks and Ctrl-C belong to the
calling thread alone. Which worker takes which trial depends on the moment, but a trial depends on
its number only. What they found is recombined in pairs, as in a knockout tournament whose draw is
by number, too: the first two trials, the next two, ..., and then the results of these. The shortest
code of all wins, of equal ones the earliest trial: the answer is the same for any number of
threads.
"""

from __future__ import annotations

import os
import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np

from infomap_py._core.control import Control
from infomap_py._core.random import Generator
from infomap_py._core.team import Team
from infomap_py.added_terms import NOTHING_ADDED, AddedTerms
from infomap_py.arrays import ModuleIds
from infomap_py.codelength import CodedTree, coded
from infomap_py.fixed_nodes import Start, where_to_start
from infomap_py.flow import Flow
from infomap_py.hierarchy import HierarchySearch
from infomap_py.level import Level
from infomap_py.line_graph import LineGraph
from infomap_py.orders import BLOCK_OF_IDS
from infomap_py.overlap_search import OverlapSearch
from infomap_py.progress import Listener, Progress
from infomap_py.side_by_side import submitted
from infomap_py.small_modules import without_small_modules
from infomap_py.tree import ModuleTree, of_modules
from infomap_py.trial import Trial
from infomap_py.uninterrupted import SECONDS, uninterrupted

# On networks up to this size no kernel takes longer than some 20 ms, and between two of them Python
# hears Ctrl-C: the calling thread can search by itself. A thread takes 0.6 ms more.
ARCS_WITHOUT_A_THREAD = 500_000
# Networks from so many arcs on, 10 million undirected links, are searched in batches, which all
# threads share; but not where most neighbours have ids near each other: one by one, that takes less
# time than two threads would. Experiments: docs/decisions/0007*.
ARCS_OF_A_TEAM = 20_000_000
MOST_NEAR = 0.6

# Random streams: that of a trial has its number; those beyond are for recombining, so many a round.
STREAMS_OF_TRIALS = 2**63
STREAMS_OF_A_ROUND = 2**57

# Bits by which a recombined code has to be shorter: rounding makes up less of a difference.
SAME = 1e-12

# Pairs of results per worker that wait for their match: so eight trials on two threads come first.
MOST_READY = 2


@dataclass(frozen=True, eq=False)
class Result:
    """What one trial found, or several recombined, whose number then is None: the module of every
    node of the level, and the tree that came of it."""

    trial: int | None
    match: tuple[int, int]  # round and place of the tournament; trials are round 0
    module_of: ModuleIds
    coded: CodedTree

    @property
    def codelength(self) -> float:
        return self.coded.lengths.total

    def beats(self, other: Result | None) -> bool:
        """Whether the code is shorter, or as short and the trial or match earlier."""
        return other is None or ((self.codelength, self.match) < (other.codelength, other.match))


@dataclass
class Search:
    """What every worker shares."""

    flow: Flow
    added: AddedTerms
    level: Level
    seed: int
    trials: Iterator[int]
    first_trial: int
    num_trials: int
    two_level: bool
    min_module_size: int
    initial: ModuleIds | None  # the module of every node of the level
    initial_tree: ModuleTree | None
    anchors: ModuleIds | None  # the node of the level for every node, if they are not the same
    listener: Listener | None
    num_workers: int
    num_searching: int  # of these, those that are not yet out of trials
    team: Team | None
    control: Control = field(default_factory=Control)
    best: Result | None = None
    waiting: dict[tuple[int, int], Result] = field(default_factory=dict)  # for their opponents
    ready: deque[tuple[int, int, Result, Result]] = field(default_factory=deque)  # to be matched
    by_trial: dict[int, float] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)
    events: queue.SimpleQueue[Progress | None] = field(
        default_factory=queue.SimpleQueue
    )  # None: a worker is done

    def work(self) -> None:
        """Take trials and matches until there are none, or the search is stopped and has something
        to show; then help the others."""
        try:
            while not (self.control.stop and self.best) and self._one_more():
                pass
        except BaseException:
            self.control.stop = True  # what the others find will not be seen
            raise
        finally:
            with self.lock:
                self.num_searching -= 1
            if self.team is not None and self.num_searching == 0:
                self.team.dismiss()
            elif self.team is not None:
                self.team.help(self.team.enlist())
            self.events.put(None)

    def help(self, hand: int) -> None:
        """Help those who search."""
        assert self.team is not None
        self.team.help(hand)
        self.events.put(None)

    def _one_more(self) -> bool:
        """Do a trial or a match: trials first, as they are longer and matches would leave a worker
        idle at the end, but only so many pairs wait."""
        trial = match = None
        with self.lock:
            if len(self.ready) < MOST_READY * self.num_workers:
                trial = next(self.trials, None)
            if trial is None and self.ready:
                match = self.ready.popleft()
        if trial is not None:
            self._search(trial)
        elif match is not None and not self.control.stop:
            self._play(*match)
        return trial is not None or match is not None

    def _search(self, trial: int) -> None:
        search = self._trial(trial, self._reporter(trial))
        place = trial - self.first_trial
        result = self._result(trial, (0, place), self._found(search), search.random)
        with self.lock:
            self.by_trial[trial] = result.codelength
        self._keep(result)
        if self.listener is not None:
            self._put(trial, 0, result.codelength)
        self._meet(0, place, result)

    def _found(self, search: Trial) -> ModuleIds:
        network = self.flow.network
        if isinstance(network, LineGraph) and self.anchors is None:
            return OverlapSearch(search, network, self.flow.visits).run(self.initial)
        return search.run(self.initial)

    def _play(self, rounds: int, place: int, one: Result, other: Result) -> None:
        self._meet(rounds, place, self._recombined(one, other, place, rounds))

    def _trial(self, stream: int, report: Callable[[int, float], None] | None = None) -> Trial:
        return Trial(self.level, Generator(self.seed, stream), self.control, report, self.team)

    def _result(
        self, trial: int | None, match: tuple[int, int], module_of: ModuleIds, random: Generator
    ) -> Result:
        if self.two_level or len(module_of) == 0:
            least, anchors = self.min_module_size, self.anchors
            merged = without_small_modules(self.level, module_of, least, anchors)
            tree = ModuleTree.of_two_levels(merged)
        else:
            search = HierarchySearch(self.level, random, self.control)
            tree = search.run(module_of, self.initial_tree)
        if self.anchors is not None:
            tree = ModuleTree(tree.module_of[self.anchors], tree.parent)
        tree = tree.ordered(self.flow.visits)
        return Result(trial, match, module_of, coded(self.flow, tree, self.added))

    def _keep(self, result: Result) -> None:
        with self.lock:
            if result.beats(self.best):
                self.best = result

    def _meet(self, rounds: int, place: int, result: Result) -> None:
        """A result of this round waits for its opponent in the next, or both are ready."""
        places = -(-self.num_trials >> rounds)
        while places > 1 and place ^ 1 == places:  # the last of an odd number has no opponent
            rounds, place, places = rounds + 1, place // 2, (places + 1) // 2
        if places == 1:
            return
        with self.lock:
            opponent = self.waiting.pop((rounds, place ^ 1), None)
            if opponent is None:
                self.waiting[rounds, place] = result
            else:
                pair = (result, opponent) if place % 2 == 0 else (opponent, result)
                self.ready.append((rounds + 1, place // 2, *pair))

    def _recombined(self, one: Result, other: Result, place: int, rounds: int) -> Result:
        """The shortest of two results and what comes of both."""
        if other.beats(one):
            one, other = other, one
        if np.array_equal(one.module_of, other.module_of):
            return one
        search = self._trial(STREAMS_OF_TRIALS + rounds * STREAMS_OF_A_ROUND + place)
        found = search.recombined(one.module_of, other.module_of)
        both = self._result(None, (rounds, place), found, search.random)
        if both.codelength >= one.codelength - SAME:
            return one
        self._keep(both)
        return both

    def outcome(self, complete: bool) -> tuple[Result, dict[int, float], bool]:
        """What ``run_trials`` returns."""
        assert self.best is not None  # every worker ends its first trial, stopped or not
        return self.best, dict(sorted(self.by_trial.items())), complete

    def _reporter(self, trial: int) -> Callable[[int, float], None] | None:
        if self.listener is None:
            return None
        return lambda sweeps, codelength: self._put(trial, sweeps, codelength)

    def _put(self, trial: int, sweeps: int, codelength: float) -> None:
        self.events.put(Progress(trial, sweeps, codelength, len(self.by_trial), self.num_trials))


def run_trials(
    flow: Flow,
    added: AddedTerms = NOTHING_ADDED,
    *,
    seed: int,
    first_trial: int = 0,
    num_trials: int = 1,
    num_threads: int = 1,
    two_level: bool = True,
    start: Start | None = None,
    min_module_size: int = 1,
    deadline: float | None = None,
    listener: Listener | None = None,
) -> tuple[Result, dict[int, float], bool]:
    """The best of the trials and of what is recombined from them, the codelength of each trial, and
    whether all ran to their end before ``deadline`` (of time.monotonic)."""
    level, initial, anchors = where_to_start(flow, added, start)
    shared = _is_shared(level, added)
    count = min(num_threads, num_trials)
    spare = max(0, min(num_threads, os.cpu_count() or 1) - count) if shared else 0
    search = Search(
        flow,
        added,
        level,
        seed,
        iter(range(first_trial, first_trial + num_trials)),
        first_trial,
        num_trials,
        two_level,
        min_module_size,
        initial,
        _tree_of_level(start, anchors),
        anchors,
        listener,
        num_workers=count,
        num_searching=count,
        team=Team() if shared else None,
    )
    alone = count == 1 and spare == 0 and deadline is None and listener is None
    if alone and level.graph.num_arcs <= ARCS_WITHOUT_A_THREAD:
        search.work()
        return search.outcome(complete=True)
    pool = ThreadPoolExecutor(count + spare, thread_name_prefix="infomap_py")
    try:
        workers = uninterrupted(lambda: _started(pool, search, count, spare))
        complete = _watch(count + spare, search, deadline)
    except BaseException as error:
        search.control.stop = True
        if search.team is not None:  # workers that never started do not dismiss it
            uninterrupted(search.team.dismiss)
        # After Ctrl-C nobody waits: each worker ends by itself, with the kernels that it is in.
        pool.shutdown(wait=not isinstance(error, KeyboardInterrupt))
        raise
    pool.shutdown()
    for worker in workers:
        worker.result()
    return search.outcome(complete)


def _started(
    pool: ThreadPoolExecutor, search: Search, count: int, spare: int
) -> list[Future[None]]:
    """Those who search, and those who help them."""
    hands = [] if search.team is None else [search.team.enlist() for _ in range(spare)]
    workers = [submitted(pool, search.work) for _ in range(count)]
    return workers + [submitted(pool, search.help, hand) for hand in hands]


def _tree_of_level(start: Start | None, anchors: ModuleIds | None) -> ModuleTree | None:
    """The tree to start from, over the nodes of the level, which are in the order of the first that
    each stands for: lowest modules are numbered by first node there, too."""
    tree = None if start is None else start.tree
    if tree is None or anchors is None:
        return tree
    return ModuleTree(of_modules(tree.module_of, anchors), tree.parent)


def _is_shared(level: Level, added: AddedTerms) -> bool:
    """Whether threads share each trial: those with added terms search one by one."""
    if level.graph.num_arcs < ARCS_OF_A_TEAM or not added.is_nothing:
        return False
    return level.share_near(BLOCK_OF_IDS) < MOST_NEAR


def _watch(running: int, search: Search, deadline: float | None) -> bool:
    """Hand events to the listener until all workers are done; whether the deadline never stopped
    them."""
    complete = True
    while running > 0:
        patience = SECONDS  # without an end to the wait, Ctrl-C is not heard on every platform
        if deadline is not None and complete:
            patience = min(SECONDS, max(0.0, deadline - time.monotonic()))
        try:
            event = search.events.get(timeout=patience)
        except queue.Empty:
            pass
        else:
            if event is None:
                running -= 1
            elif search.listener is not None:
                search.listener(event)
        if running > 0 and deadline is not None and time.monotonic() >= deadline:
            search.control.stop = True
            complete = False
    return complete
