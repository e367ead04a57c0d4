"""Links become the shards of the finest level, and a walk on them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from infomap_py.distributed import edges, flow, relabelling
from infomap_py.distributed.course import FINEST
from infomap_py.distributed.edges import Piece, Reading
from infomap_py.distributed.folder import remove, remove_file
from infomap_py.distributed.journal import Journal
from infomap_py.distributed.shards import Cut, Shards
from infomap_py.errors import ConvergenceWarning, FlowError, NetworkError, warn
from infomap_py.flow import check_total
from infomap_py.limits import MAX_NODES

MAX_STEPS = 2000
LEAST_ALPHA = 1e-3  # below, rounding would never let the walk settle
TOLERANCE = 3e-11  # of the flow, times the teleportation probability: see _core/stationary.pyx


@dataclass(frozen=True)
class Walk:
    """How a random walk goes."""

    directed: bool
    self_links: bool
    teleportation_probability: float
    teleport_to: str


@dataclass(frozen=True)
class Sharded:
    """What is known of the network: its size, and of every bucket of labels its first id."""

    num_nodes: int
    num_links: int
    firsts: list[int]


class Sharding:
    """Asks for the steps that lead to a finest level with flow."""

    def __init__(self, journal: Journal, shard_arcs: int) -> None:
        self._run = journal.run
        self._folder = journal.folder
        self._shards = Shards(journal.folder / FINEST)
        self._shard_arcs = shard_arcs

    def run(self, pieces: list[Piece], reading: Reading, walk: Walk) -> Sharded:
        """Shards, with the flow of a walk."""
        read = self._run("read", edges.read, [(p, one, reading) for p, one in enumerate(pieces)])
        if not any(one["arcs"] for one in read):
            raise NetworkError("there is no link in the files. Give some that have one.")
        check_total(sum(one["weight"] for one in read))
        firsts, num_nodes = self._relabelled(read, walk.directed)
        unit = _unit(read) if not walk.directed else 1.0
        tasks = [(FINEST, p, firsts, unit, walk.directed) for p in range(len(pieces))]
        self._run("deal", relabelling.deal_arcs, tasks)
        if walk.directed:
            flows = self._directed(len(pieces), walk)
        else:
            flows = self._each("flow", flow.undirected, len(pieces), walk.self_links)
        for done in ("read", f"{FINEST}/dealt"):
            remove(self._folder / done)
        total = math.fsum(flows)
        if total == 0.0:
            raise FlowError(
                "nothing flows, as all links with weight are self-links, which self_links=False "
                "leaves out. Leave that option out."
            )
        self._shards.set_total(total)
        return Sharded(num_nodes, sum(one["links"] for one in read), firsts)

    def _each(self, step: str, function: Any, *given: Any) -> list[Any]:
        """For every shard; first for those that have part of a hub's links."""
        shards, results = self._shards, []
        for name, some in ((f"{step}-of-hubs", shards.of_hubs), (step, shards.with_nodes)):
            tasks = [(FINEST, *given, k) for k in some]
            results += self._run(f"{FINEST}/{name}", function, tasks) if tasks else []
        return results

    def _relabelled(self, read: list[dict[str, Any]], directed: bool) -> tuple[list[int], int]:
        """Ids for labels: the first of every bucket, and how many there are."""
        arcs = sum(one["arcs"] for one in read) * (2 if directed else 1)
        num_buckets = max(1, -(-arcs // self._shard_arcs))
        as_texts = any(one["kind"] == "texts" for one in read)
        self._run(
            "sort", relabelling.sort_labels, [(p, as_texts, num_buckets) for p in range(len(read))]
        )
        tasks = [(b, len(read), self._shard_arcs, directed) for b in range(num_buckets)]
        firsts, starts, hubs, count = [], [], [], 0
        for bucket in self._run("merge", relabelling.merge_labels, tasks):
            firsts.append(count)
            starts += [count + cut for cut in bucket["cuts"]]
            for place, num_parts in bucket["hubs"]:
                hubs += [count + place] * num_parts
            count += bucket["count"]
        if count > MAX_NODES:
            raise NetworkError(f"{count:,} nodes; at most {MAX_NODES:,} are supported.")
        self._shards.make(Cut([*starts, count], not directed, hubs))
        return firsts, count

    def _directed(self, num_pieces: int, walk: Walk) -> list[float]:
        """The flow of shards, by the walk that teleports."""
        alpha = walk.teleportation_probability
        strengths = self._each("rows", flow.directed_rows, num_pieces, walk.self_links)
        weight = math.fsum(strengths)
        if weight == 0.0:
            return [0.0]
        teleportation = flow.Teleportation(alpha, walk.teleport_to == "nodes", weight)
        begun = [(FINEST, teleportation, k) for k in self._shards.with_nodes]
        states = self._run(f"{FINEST}/step-0", flow.begin, begun)
        for number in range(1, MAX_STEPS + 1):
            lost = _sum(states, "visits") - (1.0 - alpha) * _sum(states, "followed")
            states = self._each(f"step-{number}", flow.step, number - 1, teleportation, lost)
            for k in self._shards.all:
                for name in ("visits", "sent", "arrived"):
                    remove_file(self._shards.path(k, f"{name}-{number - 1}"))
            change = _sum(states, "change")
            if change <= TOLERANCE * max(alpha, LEAST_ALPHA):
                break
        else:
            warn(
                f"the stationary flow still changed by {change:.1e} (L1) in step {MAX_STEPS}; it "
                "is approximate. A larger teleportation_probability converges faster.",
                ConvergenceWarning,
            )
        return self._each("flow", flow.directed, number, _sum(states, "followed"))


def _sum(states: list[dict[str, float]], name: str) -> float:
    """Of all shards: the same in whatever order they come."""
    return math.fsum(one[name] for one in states)


def _unit(read: list[dict[str, Any]]) -> float:
    """Units of a weight of 1: of whole numbers 1, if their sum is exact, too; else so many that the
    sum of all has 2^51."""
    total = math.fsum(one["weight"] for one in read)
    if total <= 2.0**51 and all(one["whole"] for one in read):
        return 1.0
    return 2.0 ** (51 - math.frexp(total)[1])
