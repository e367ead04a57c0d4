"""The course of a distributed search: what the driver asks for, and what it makes of the answers.

    shard        links become shards, and a walk on them
    rounds       nodes move, shard by shard and turn by turn, until that gains little
    climb        modules become nodes, and those move, until the graph fits one machine, which
                 searches it; then all the way back
    tune         rounds again; every module is cut into pieces, and the pieces climb
    nest         a tree over pieces, if a hierarchy is asked for

The driver knows numbers only, and all that it decides follows from what tasks return.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import infomap_py._core.sums as sums
from infomap_py.distributed import coarsening, local_search, modules, nested, turns, writing
from infomap_py.distributed.folder import remove
from infomap_py.distributed.hashing import hash_of
from infomap_py.distributed.journal import Journal
from infomap_py.distributed.shards import Cut, Shards
from infomap_py.errors import PartitionWarning, warn

FINEST = "level-0"
TURNS = 2
MOST_TURNS = 16
MAX_ROUNDS = 32
FEW_MOVES = 1e-3  # of the nodes, in a round
LITTLE = 1e-4  # of the codelength, that a round gains
ROUGHLY = 1e-2  # where what was not gained is gained later
MAX_TUNINGS = 3
SHRUNK = 0.95  # of its nodes, at most, a level needs as modules to be worth another above it


@dataclass(frozen=True)
class State:
    """An assignment of a level, how often its modules are entered, in units, and what it costs."""

    version: int
    num_modules: int
    entered: float
    index_codelength: float
    module_codelength: float

    @property
    def bits(self) -> float:
        return self.index_codelength + self.module_codelength


@dataclass(frozen=True)
class Tree:
    """The level in whose folder the paths of modules are, and how many levels the tree has."""

    folder: str
    num_levels: int


class Course:
    """The search for modules of a finest level that is there."""

    def __init__(self, journal: Journal, whole: int, seed: int) -> None:
        self._run = journal.run
        self._folder = journal.folder
        self._whole = whole
        self._seed = seed
        self._num_levels = 1
        self._num_versions: dict[str, int] = {}

    def shards(self, level: str) -> Shards:
        """Those of a level."""
        return Shards(self._folder / level)

    def each(self, level: str, step: str, function: Callable[..., Any], *given: Any) -> list[Any]:
        """``function(folder, level, *given, k)`` for every shard k of a level that has nodes."""
        tasks = [(level, *given, k) for k in self.shards(level).with_nodes]
        return self._run(f"{level}/{step}", function, tasks)

    def each_part(
        self, level: str, step: str, function: Callable[..., Any], *given: Any
    ) -> list[Any]:
        """The same for shards with part of a hub's links, too."""
        tasks = [(level, *given, k) for k in self.shards(level).all]
        return self._run(f"{level}/{step}", function, tasks)

    def run(self) -> State:
        """The modules of the finest level."""
        first = self.rounds_from_alone(FINEST)
        state = self.climbed(FINEST, first)
        self.forget(FINEST, first)
        for _ in range(MAX_TUNINGS):
            before = state.bits
            state = self.tuned(state)
            if before - state.bits < LITTLE * state.bits:
                break
        state = self.rounds(FINEST, state)
        return state if state.bits <= self.one_level_codelength else self.one_module()

    def tuned(self, state: State) -> State:
        """After rounds, and after pieces of modules have climbed, if that gains."""
        state = self.rounds(FINEST, state)
        pieces = self.rounds_from_alone(FINEST, state)
        other = self.climbed(FINEST, pieces, state)
        state, worse = (other, state) if other.bits < state.bits else (state, other)
        self.forget(FINEST, pieces)
        self.forget(FINEST, worse)
        return state

    def nested(self, state: State) -> tuple[State, Tree | None]:
        """Lowest modules of a tree over pieces of these modules, and where its paths are."""
        pieces = self.rounds_from_alone(FINEST, state)
        coarse, num_arcs = self.coarser(FINEST, pieces)
        if num_arcs > self._whole:
            warn(
                f"the network of pieces of modules has {num_arcs:,} arcs, more than one task takes "
                f"({self._whole:,}), so no hierarchy was searched. Give more whole_arcs, and "
                "workers with memory for them.",
                PartitionWarning,
            )
            return state, None
        version = self.next_version(coarse)
        task = (coarse, version, FINEST, state.version, self.node_terms, self._seed)
        (found,) = self._run(f"{coarse}/nest", nested.nest, [task])
        to = self.next_version(FINEST)
        self.each(FINEST, f"descend-{to}", coarsening.descend, pieces.version, coarse, version, to)
        lowest = self.evaluated(FINEST, to)
        bits = found["index"], found["bits"] - found["index"]
        return replace(lowest, index_codelength=bits[0], module_codelength=bits[1]), Tree(
            coarse, int(found["levels"])
        )

    def settled(self, state: State) -> State:
        """The same, with modules for nodes without flow."""
        to = self.next_version(FINEST)
        self.each(FINEST, f"settle-{to}", turns.settle, state.version, to)
        self.evaluated(FINEST, to)
        return replace(state, version=to)

    def links(self, state: State, out: Path) -> None:
        """Write down what modules exchange."""
        coarse, _ = self.coarser(FINEST, state)
        self.each(coarse, "links", writing.write_links, FINEST, out)
        remove(self._folder / coarse)

    def next_version(self, level: str) -> int:
        """The number of another assignment."""
        self._num_versions[level] = self._num_versions.get(level, -1) + 1
        return self._num_versions[level]

    def alone(self, level: str) -> State:
        """Every node in a module of its own."""
        version = self.next_version(level)
        self.each(level, f"alone-{version}", turns.alone, version)
        return self.evaluated(level, version)

    def together(self, coarse: str, level: str, state: State) -> State:
        """Every node of a coarser level in the module that the level below has it in."""
        version = self.next_version(coarse)
        given = (level, state.version, version)
        self.each(coarse, f"parents-{version}", coarsening.find_parents, *given)
        self.each(coarse, f"together-{version}", coarsening.join_parents, version)
        return self.evaluated(coarse, version)

    def one_module(self) -> State:
        """All nodes of the finest level in one module, but those without flow."""
        version = self.next_version(FINEST)
        firsts = self.each(FINEST, f"first-{version}", turns.first_with_flow)
        first = min(one for one in firsts if one is not None)
        self.each(FINEST, f"join-{version}", turns.join, version, first)
        return self.evaluated(FINEST, version)

    def evaluated(self, level: str, version: int) -> State:
        """What an assignment costs, from the table of its modules."""
        self.each_part(level, f"share-{version}", modules.share, version)
        tables = self.each(level, f"tabulate-{version}", modules.tabulate, version)
        count, entered, index, inside = (
            math.fsum(one[name] for one in tables)
            for name in ("modules", "entered", "index", "inside")
        )
        total = self.shards(level).total
        index = (sums.plogp(entered) + index) / total
        return State(version, int(count), entered, index, (inside - self.node_terms) / total)

    @cached_property
    def node_terms(self) -> float:
        """What no move changes of the codelength, times the total."""
        return math.fsum(self.each_part(FINEST, "node-terms", modules.terms_of_nodes))

    @cached_property
    def one_level_codelength(self) -> float:
        """Bits per step if all nodes were in one module."""
        total = self.shards(FINEST).total
        return (sums.plogp(total) - self.node_terms) / total

    def rounds(
        self, level: str, state: State, within: State | None = None, enough: float = LITTLE
    ) -> State:
        """After rounds, until one gains little; within the modules of another assignment, if there
        is one. A round that lengthens the code is undone, and tried with more turns."""
        num_turns = TURNS
        for number in range(MAX_ROUNDS):
            after, num_moves = self.round(level, state, within, number, num_turns)
            gain = state.bits - after.bits
            if gain < 0.0:
                self.forget(level, after)
                num_turns *= 2
                if num_turns > MOST_TURNS:
                    break
                continue
            self.forget(level, state)
            state = after
            if gain < enough * state.bits or num_moves < FEW_MOVES * self.shards(level).num_nodes:
                break
        return state

    def rounds_from_alone(self, level: str, within: State | None = None) -> State:
        """The same from nodes that are alone, roughly, as what is not gained is gained later."""
        return self.rounds(level, self.alone(level), within, ROUGHLY)

    def round(
        self, level: str, state: State, within: State | None, number: int, num_turns: int
    ) -> tuple[State, int]:
        """The state after every node had its turn, and how many moves it took."""
        num_moves, salt, begun = 0, hash_of(self._seed, number), state
        parents = None if within is None else within.version
        for turn in range(num_turns):
            to = self.next_version(level)
            visit = turns.Visit(state.version, to, parents, state.entered, turn, num_turns, salt)
            num_moves += sum(self.each(level, f"move-{to}", turns.move, visit))
            before, state = state, self.evaluated(level, to)
            if before is not begun:
                self.forget(level, before)
        return state, num_moves

    def forget(self, level: str, state: State) -> None:
        """Remove the files of an assignment that no step will ask for any more."""
        self.shards(level).forget(state.version)

    def climbed(self, level: str, state: State, start: State | None = None) -> State:
        """After its modules have become nodes, and found modules of their own, from those of
        another assignment, if there is one, that has several of them in each."""
        coarse, num_arcs = self.coarser(level, state)
        if num_arcs <= self._whole:
            version = self.next_version(coarse)
            parents = None if start is None else start.version
            self._run(
                f"{coarse}/search",
                local_search.search,
                [(coarse, version, level, parents, self._seed)],
            )
            top = self.evaluated(coarse, version)
        else:
            if start is None:
                top = self.rounds_from_alone(coarse)
            else:
                top = self.rounds(coarse, self.together(coarse, level, start))
            if top.num_modules < SHRUNK * state.num_modules:
                top = self.climbed(coarse, top)
        to = self.next_version(level)
        self.each(
            level, f"descend-{to}", coarsening.descend, state.version, coarse, top.version, to
        )
        remove(self._folder / coarse)
        return self.evaluated(level, to)

    def coarser(self, level: str, state: State) -> tuple[str, int]:
        """The level whose nodes are the modules of this one, and its arcs at most."""
        shards, version = self.shards(level), state.version
        counts = self.each(level, f"count-{version}", coarsening.count_modules, version)
        firsts = [sum(counts[:k]) for k in shards.with_nodes]
        self._run(
            f"{level}/number-{version}",
            coarsening.number_modules,
            [(level, version, first, k) for k, first in enumerate(firsts)],
        )
        coarse, count = f"level-{self._num_levels}", sum(counts)
        self._num_levels += 1
        num_shards = len(shards.with_nodes)
        starts = [count * k // num_shards for k in range(num_shards + 1)]
        self.shards(coarse).make(Cut(starts, shards.cut.symmetric))
        self.shards(coarse).set_total(shards.total)
        num_arcs = sum(
            self.each_part(level, f"deal-{version}", coarsening.deal_links, version, coarse)
        )
        self.each(coarse, "make", coarsening.make_shard, level, version)
        remove(self._folder / coarse / "dealt")
        return coarse, num_arcs
