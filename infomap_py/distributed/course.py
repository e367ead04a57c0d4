"""The course of a distributed search: what the driver asks for, and what it makes of the answers.

    read, relabel, deal      links to shards
    flow                     rates of nodes
    rounds                   nodes move, shard by shard, turn by turn, until that gains little
    coarsen                  modules become nodes; rounds again, until the graph fits one machine
    search                   the search of one machine
    tune                     back on the finest level: rounds from the modules found

The driver knows numbers only. All that it decides follows from what tasks return.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import infomap_py._core.sums as sums
from infomap_py.distributed import coarsening, edges, flow, local_search, modules, relabelling, turns
from infomap_py.distributed.hashing import hash_of
from infomap_py.distributed.journal import Journal
from infomap_py.distributed.shards import Cut, Shards

FINEST = "level-0"
TURNS = 4
MOST_TURNS = 16
FEW_MOVES = 1e-3  # of the nodes
MAX_ROUNDS = 32
LITTLE = 1e-4  # bits of a round's gain, as a share of the codelength
UNITS = 2.0**52  # of the flow, where weights are no whole numbers


@dataclass(frozen=True)
class Sizes:
    """Arcs of a shard, and of a graph that one task searches."""

    shard: int
    whole: int


@dataclass
class State:
    """An assignment of a level, and its codelength."""

    version: int
    bits: float
    entered: float
    num_modules: int


class Course:
    """One run."""

    def __init__(self, journal: Journal, sizes: Sizes, seed: int) -> None:
        self._run = journal.run
        self._folder = journal.folder
        self._sizes = sizes
        self._seed = seed
        self._levels = 0

    def shards(self, level: str) -> Shards:
        return Shards(self._folder / level)

    def each(self, step: str, level: str, function: Callable[..., Any], *arguments: Any) -> list[Any]:
        """``function(folder, level, *arguments, k)`` for every shard k of a level."""
        tasks = [(level, *arguments, k) for k in self.shards(level).all]
        return self._run(f"{level}/{step}", function, tasks)

    # Links to shards

    def prepared(self, files: list[str], reading: edges.Reading, self_links: bool) -> str:
        """The finest level."""
        pieces = [piece for path in files for piece in edges.pieces_of(path)]
        read = self._run("read", edges.read, [(p, piece, reading) for p, piece in enumerate(pieces)])
        arcs = sum(one["arcs"] for one in read) * (2 if reading.directed else 1)
        num_buckets = max(1, -(-arcs // self._sizes.shard))
        as_texts = any(one["kind"] == "texts" for one in read)
        self._run("sort", relabelling.sort_labels, [(p, as_texts, num_buckets) for p in range(len(pieces))])
        merged = self._run("merge", relabelling.merge_labels,
            [(b, len(pieces), self._sizes.shard, reading.directed) for b in range(num_buckets)])
        firsts, starts, count = [], [], 0
        for one in merged:
            firsts.append(count)
            starts += [count + cut for cut in one["cuts"]]
            count += one["count"]
        level = FINEST
        shards = self.shards(level)
        shards.make(Cut([*starts, count], not reading.directed))
        unit = 1.0
        if not all(one["whole"] for one in read):
            unit = 2.0 ** (51 - math.frexp(sum(one["weight"] for one in read))[1])
        self._run("deal", relabelling.deal_arcs, [(level, p, firsts, unit, reading.directed) for p in range(len(pieces))])
        flows = self._run("flow", flow.undirected, [(level, k, len(pieces), self_links) for k in shards.all])
        shards.set_total(math.fsum(flows))
        return level

    # Rounds

    def evaluated(self, level: str, version: int) -> State:
        """The codelength of an assignment, from the table of its modules."""
        self.each(f"share-{version}", level, modules.share, version)
        tables = self.each(f"tabulate-{version}", level, modules.tabulate, version)
        entered = math.fsum(one["entered"] for one in tables)
        terms = sums.plogp(entered) + math.fsum(one["terms"] for one in tables)
        bits = (terms - self.node_terms) / self.shards(level).total
        return State(version, bits, entered, sum(one["modules"] for one in tables))

    @cached_property
    def node_terms(self) -> float:
        """What no move changes of the codelength, times the total."""
        return math.fsum(self.each("node-terms", FINEST, modules.terms_of_nodes))

    def rounds(self, level: str, state: State) -> State:
        """After rounds, until one gains little; a round that lengthens the code is undone, and
        tried with more turns."""
        num_turns = TURNS
        for number in range(MAX_ROUNDS):
            after, moves = self.round(level, state, number, num_turns)
            print(level, number, num_turns, after, moves)
            gain = state.bits - after.bits
            if gain < 0.0:
                num_turns *= 2
                if num_turns > MOST_TURNS:
                    break
                continue
            state = after
            if gain < LITTLE * state.bits or moves < FEW_MOVES * self.shards(level).num_nodes:
                break
        return state

    def round(self, level: str, state: State, number: int, num_turns: int) -> tuple[State, int]:
        """The state after a round, and how many moves it took."""
        moves, salt = 0, hash_of(self._seed, number)
        for turn in range(num_turns):
            arguments = state.version, state.entered, turn, num_turns, salt
            moves += sum(self.each(f"move-{state.version}", level, turns.move, *arguments))
            state = self.evaluated(level, state.version + 1)
        return state, moves

    # Coarser and finer levels

    def coarser(self, level: str, state: State) -> str:
        """The level whose nodes are the modules of this one."""
        version = state.version
        counts = self.each(f"count-{version}", level, coarsening.count_modules, version)
        firsts = [sum(counts[:k]) for k in range(len(counts))]
        tasks = [(level, version, k, first) for k, first in enumerate(firsts)]
        self._run(f"{level}/number-{version}", coarsening.number_modules, tasks)
        shards, count = self.shards(level), sum(counts)
        self._levels += 1
        coarser = f"level-{self._levels}"
        num_shards = min(len(shards.all), max(1, count))
        starts = [count * k // num_shards for k in range(num_shards + 1)]
        self.shards(coarser).make(Cut(starts, shards.cut.symmetric))
        self.shards(coarser).set_total(shards.total)
        self.each(f"deal-{version}", level, coarsening.deal_links, version, coarser)
        tasks = [(level, version, coarser, k) for k in self.shards(coarser).all]
        self._run(f"{coarser}/make", coarsening.make_shard, tasks)
        return coarser

    def partitioned(self) -> State:
        """The finest level's modules."""
        level, state = FINEST, self.evaluated(FINEST, 0)
        print("all alone", state)
        state = self.rounds(level, state)
        coarse = self.coarser(level, state)
        top = self.evaluated(coarse, 0)
        print("coarse", top)
        self._run(f"{coarse}/search", local_search.search, [(coarse, 1, self._seed)])
        top = self.evaluated(coarse, 1)
        print("searched", top)
        arguments = state.version, coarse, top.version, state.version + 1000
        self.each(f"descend-{state.version}", level, coarsening.descend, *arguments)
        state = self.evaluated(level, state.version + 1000)
        print("down", state)
        state = self.rounds(level, state)
        return state
