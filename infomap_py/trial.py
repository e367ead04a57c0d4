"""One trial of the search: from every node alone to a partition that no step here shortens.

    find      best single moves; the modules become nodes; repeat until nothing moves
    retune    cut every module into pieces, let the pieces find their modules anew; then single nodes again;
              repeat while the code gets shorter
    finish    disconnected modules fall apart, and one module is taken where that is the shortest code

The kernels in ``_core`` do all the work without the GIL; between them, a stopped run returns what it has.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from infomap_py._core import csr, strengths
from infomap_py._core.coarsen import coarsen, number_modules
from infomap_py._core.control import Control
from infomap_py._core.graph import FlowGraph
from infomap_py._core.moves import move_nodes
from infomap_py._core.objective import RATES, TELEPORT, MapEquation
from infomap_py._core.random import Generator
from infomap_py.flow import Flow

ModuleIds = npt.NDArray[np.int32]

MIN_ROUND_GAIN = 1e-10  # bits; a round of retuning that gains less is the last


@dataclass(frozen=True)
class Level:
    """A graph whose nodes may be modules of a finer one, and its objective."""

    graph: FlowGraph
    objective: MapEquation

    def coarsened(self, module_of: ModuleIds) -> Level:
        """The level whose nodes are these modules, which are renumbered 0, 1, ... in place."""
        old_ids = number_modules(module_of)
        return Level(coarsen(self.graph, module_of, len(old_ids)), self.objective.coarsened(old_ids))


def finest_level(flow: Flow) -> Level:
    """The search's view of a flow: symmetric rows without self-links, and the rates of every node."""
    network = flow.network
    rows = network.offsets, network.targets, flow.arc_weights
    nodes = np.zeros(network.num_nodes, dtype=RATES)
    nodes["flow"] = flow.visits
    nodes["exit_flow"] = flow.markov_time * strengths.out_strengths(*rows, self_links=False)
    if flow.symmetric:
        nodes["enter_flow"] = nodes["exit_flow"]
    else:
        nodes["enter_flow"] = flow.markov_time * strengths.in_strengths(*rows, self_links=False)
    teleport = None
    if flow.teleport_rate is not None:
        teleport = np.zeros(network.num_nodes, dtype=TELEPORT)
        teleport["rate"], teleport["weight"] = flow.teleport_rate, flow.teleport_weight
    return Level(_search_graph(flow), MapEquation(nodes, teleport, flow.total, flow.symmetric))


def _search_graph(flow: Flow) -> FlowGraph:
    network = flow.network
    if flow.symmetric and network.num_self_links == 0:
        # Both arcs of a link carry half of it, and a move changes both.
        return FlowGraph(network.offsets, network.targets, flow.arc_weights, 2.0 * flow.markov_time)
    sources, targets, weights = network.sources, network.targets, flow.arc_weights
    kept = sources != targets if not flow.symmetric else sources < targets
    rows = csr.build(
        network.num_nodes,
        sources[kept],
        targets[kept],
        None if weights is None else weights[kept],
        undirected=True,
    )
    return FlowGraph(*rows, (2.0 if flow.symmetric else 1.0) * flow.markov_time)


class Trial:
    """One search on a finest level, with a random stream of its own."""

    def __init__(
        self,
        level: Level,
        random: Generator,
        control: Control,
        report: Callable[[float], None] | None = None,
    ) -> None:
        self.level = level
        self.random = random
        self.control = control
        self.report = report

    def run(self, initial: ModuleIds | None = None) -> ModuleIds:
        """The module of every node, numbered 0, 1, ... by first node."""
        module_of = np.arange(self.level.graph.num_nodes, dtype=np.int32) if initial is None else initial.copy()
        module_of, bits = self.settled(self.level, module_of)
        while not self.control.stop:
            module_of, _ = self.rearranged(module_of)
            module_of, shorter = self.settled(self.level, module_of)
            if self.report is not None:
                self.report(shorter)
            if shorter > bits - MIN_ROUND_GAIN:
                break
            bits = shorter
        return module_of

    def settled(self, level: Level, module_of: ModuleIds) -> tuple[ModuleIds, float]:
        """Move nodes, then modules, then modules of modules, until none gains; and the bits reached."""
        self.move_until_stable(level, module_of)
        coarse = level.coarsened(module_of)
        while 1 < coarse.graph.num_nodes < level.graph.num_nodes and not self.control.stop:
            merged = np.arange(coarse.graph.num_nodes, dtype=np.int32)
            if self.move_until_stable(coarse, merged) == 0:
                break
            coarser = coarse.coarsened(merged)
            module_of = merged[module_of]
            coarse = coarser
        return module_of, level.objective.recompute(level.graph, module_of)

    def rearranged(self, module_of: ModuleIds) -> tuple[ModuleIds, float]:
        """Cut each module into pieces, and let the pieces settle, starting from the modules they came from."""
        piece_of = np.arange(len(module_of), dtype=np.int32)
        self.level.objective.recompute(self.level.graph, piece_of)
        move_nodes(self.level.graph, self.level.objective, piece_of, self.order(len(piece_of)), self.control, module_of)
        pieces = self.level.coarsened(piece_of)
        module_of_piece = np.empty(pieces.graph.num_nodes, dtype=np.int32)
        module_of_piece[piece_of] = module_of
        module_of_piece, bits = self.settled(pieces, module_of_piece)
        return module_of_piece[piece_of], bits

    def move_until_stable(self, level: Level, module_of: ModuleIds) -> int:
        """Single moves until a round over all nodes moves none; the number of moves."""
        level.objective.recompute(level.graph, module_of)
        total = 0
        while not self.control.stop:
            moves = move_nodes(
                level.graph, level.objective, module_of, self.order(len(module_of)), self.control
            )
            total += moves
            if moves == 0:
                break
        return total

    def order(self, count: int) -> ModuleIds:
        nodes = np.arange(count, dtype=np.int32)
        self.random.shuffle(nodes)
        return nodes
