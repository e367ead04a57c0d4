"""Pictures of the site that explain, drawn by the library from what it computes; those of examples
on the pages are made by these, see ``shown.py``.

Run as a program, it writes them beside the pages: ``python docs/pictures.py``.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import count, pairwise
from pathlib import Path
from random import Random
from typing import Any

import networkx as nx
import numpy as np

import infomap_py
from infomap_py.pictures.svg import colour, document, element, text

GREY, LIGHT, INK = "#8a8a8a", "#d0d0d0", "#222222"
Modules = dict[Hashable, int]
Places = dict[Hashable, tuple[float, float]]


def three_groups() -> nx.Graph:
    """Three groups of nodes, each with all links but one or two inside, and three links between."""
    graph = nx.disjoint_union_all(
        [nx.complete_graph(4), nx.complete_graph(5), nx.complete_graph(4)]
    )
    graph.remove_edges_from([(0, 2), (4, 7), (5, 8), (10, 12)])
    graph.add_edges_from([(3, 4), (8, 9), (12, 0)])
    return graph


def two_codes() -> str:
    """A walk on a network, written with one codebook and with one for each module."""
    graph = three_groups()
    found = infomap_py.partition(graph, num_trials=5)
    walk = walk_on(graph, 20)
    one, several = one_codebook(graph), codebooks(graph, found)
    within = {v: several[1][found[v]][v] for v in graph}
    places = places_of(graph, 430.0, 330.0)
    panels = [
        ("Every node has a name of its own", one, [one[v] for v in walk], dict.fromkeys(graph, 0)),
        (
            "Modules have names, and nodes within",
            within,
            [*in_modules(walk, found, several)],
            found,
        ),
    ]
    parts = []
    for k, (heading, names, words, modules) in enumerate(panels):
        left, bits = 450.0 * k, sum(len(word.rstrip("|:")) for word in words)
        moved = {v: (x + left, y + 30.0) for v, (x, y) in places.items()}
        parts += [
            text(heading, x=left + 10, y=22, font_size=16, font_weight="bold", fill=INK),
            *links(graph, moved),
            *walked(walk, moved),
            *nodes(moved, modules, names),
            text(f"{bits} bits for {len(walk)} nodes:", x=left + 10, y=392, font_size=14, fill=INK),
            *code_words(words, left + 10.0, 418.0, left + 430.0),
        ]
    return document(890.0, 500.0, "A walk written in two ways", parts)


def walk_on(graph: nx.Graph, steps: int) -> list[Hashable]:
    """Nodes that a random walk visits, from the first node on."""
    random, walk = Random(3), [next(iter(graph))]
    while len(walk) < steps:
        walk.append(random.choice(sorted(graph[walk[-1]])))
    return walk


def huffman(rates: dict[Any, float]) -> dict[Any, str]:
    """The code words of least mean length, none of which begins another."""
    tie = count()
    heap = [(rate, next(tie), {symbol: ""}) for symbol, rate in rates.items()]
    heapq.heapify(heap)
    while len(heap) > 1:
        rarest, _, some = heapq.heappop(heap)
        rare, _, others = heapq.heappop(heap)
        words = {symbol: "0" + word for symbol, word in some.items()}
        words |= {symbol: "1" + word for symbol, word in others.items()}
        heapq.heappush(heap, (rarest + rare, next(tie), words))
    return heap[0][2]


def one_codebook(graph: nx.Graph) -> dict[Hashable, str]:
    return huffman(dict(graph.degree()))


def codebooks(
    graph: nx.Graph, found: infomap_py.Partition
) -> tuple[dict[int, str], list[dict[Any, str]]]:
    """Names of modules; and of every module names of nodes, and of its exit."""
    exits = {m: module.exit_flow for m, module in enumerate(found.tree.children)}
    flow = dict(zip(found, found.flow.tolist(), strict=True))
    within = [
        huffman({v: flow[v] for v in sorted(members)} | {"exit": exits[m]})
        for m, members in enumerate(found.communities())
    ]
    return huffman(exits), within


def in_modules(walk: Sequence[Hashable], found: infomap_py.Partition, books: Any) -> Iterator[str]:
    index, within = books
    at = None
    for v in walk:
        if found[v] != at:
            if at is not None:
                yield within[at]["exit"] + "|"
            at = found[v]
            yield index[at] + ":"
        yield within[at][v]


def code_words(words: Sequence[str], left: float, top: float, right: float) -> Iterator[str]:
    """Words side by side, in lines; ``|`` marks an exit, ``:`` the name of a module."""
    x, y = left, top
    for word in words:
        kind = {"|": GREY, ":": "#b5330a"}.get(word[-1], INK)
        shown = word.rstrip("|:")
        length = 9.5 * len(shown) + 10.0
        if x + length > right:
            x, y = left, y + 24.0
        weight = "bold" if word[-1] == ":" else "normal"
        yield text(
            shown, x=x, y=y, font_size=15, font_family="monospace", fill=kind, font_weight=weight
        )
        x += length


def places_of(graph: nx.Graph, width: float, height: float) -> Places:
    """Where nodes are drawn: as far apart as the links between them are many."""
    found = nx.kamada_kawai_layout(graph, weight=None)
    xy = np.array([found[v] for v in graph])
    xy = (xy - xy.min(axis=0)) / np.ptp(xy, axis=0)
    x, y = 30.0 + (width - 60.0) * xy[:, 0], 30.0 + (height - 60.0) * xy[:, 1]
    return dict(zip(graph, zip(x.tolist(), y.tolist(), strict=True), strict=True))


def links(graph: nx.Graph, places: Places, width: float = 1.5) -> Iterator[str]:
    for u, v in graph.edges:
        (x1, y1), (x2, y2) = places[u], places[v]
        yield element("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=LIGHT, stroke_width=width)


def walked(walk: Sequence[Hashable], places: Places) -> Iterator[str]:
    for u, v in pairwise(walk):
        (x1, y1), (x2, y2) = places[u], places[v]
        yield element(
            "line",
            x1=x1,
            y1=y1,
            x2=x2,
            y2=y2,
            stroke=INK,
            stroke_width=2.5,
            stroke_dasharray="1 6",
            stroke_linecap="round",
        )


def nodes(
    places: Places, modules: Any, names: dict[Hashable, str] | None = None, radius: float = 21.0
) -> Iterator[str]:
    for v, (x, y) in places.items():
        yield element("circle", cx=x, cy=y, r=radius, fill=colour(modules[v]), stroke="#ffffff")
        if names is not None:
            yield text(
                names[v],
                x=x,
                y=y + 4.5,
                font_size=12.5,
                text_anchor="middle",
                fill="#ffffff",
                font_family="monospace",
                font_weight="bold",
            )


def trade_off() -> str:
    """Bits for names of modules and of nodes, from one module to one for every node."""
    ring = nx.ring_of_cliques(8, 5)
    pieces = [
        ("one module", {v: 0 for v in ring}),
        ("two", {v: v // 20 for v in ring}),
        ("four", {v: v // 10 for v in ring}),
        ("the eight cliques", {v: v // 5 for v in ring}),
        ("sixteen", {v: 2 * (v // 5) + (v % 5 > 2) for v in ring}),
        ("every node alone", {v: v for v in ring}),
    ]
    found = infomap_py.partition(ring)
    width, left, unit = 860.0, 170.0, 84.0
    parts = []
    for k, (name, modules) in enumerate(pieces):
        total = infomap_py.codelength(ring, modules)
        index = index_bits(ring, modules)
        y = 20.0 + 42.0 * k
        best = abs(total - found.codelength) < 1e-9
        parts += [
            text(
                name,
                x=left - 12,
                y=y + 19,
                font_size=14,
                text_anchor="end",
                fill=INK,
                font_weight="bold" if best else "normal",
            ),
            element("rect", x=left, y=y, width=unit * index, height=28.0, fill=colour(5)),
            element(
                "rect",
                x=left + unit * index,
                y=y,
                width=unit * (total - index),
                height=28.0,
                fill=colour(0),
            ),
            text(f"{total:.2f}", x=left + unit * total + 8, y=y + 19, font_size=14, fill=INK),
        ]
    y = 20.0 + 42.0 * len(pieces) + 8.0
    parts += [
        element("rect", x=left, y=y, width=14, height=14, fill=colour(5)),
        text("naming modules", x=left + 20, y=y + 12, font_size=13, fill=INK),
        element("rect", x=left + 160, y=y, width=14, height=14, fill=colour(0)),
        text(
            "naming nodes and exits within modules (bits per step)",
            x=left + 180,
            y=y + 12,
            font_size=13,
            fill=INK,
        ),
    ]
    return document(width, y + 30.0, "Codelength from one module to all nodes alone", parts)


def index_bits(graph: nx.Graph, modules: Modules) -> float:
    """Bits per step for names of modules: q log q less the sum of q_m log q_m."""
    total = 2.0 * graph.number_of_edges()
    exits: dict[int, float] = {}
    for u, v in graph.edges:
        if modules[u] != modules[v]:
            for m in (modules[u], modules[v]):
                exits[m] = exits.get(m, 0.0) + 1.0 / total
    rates = np.array([*exits.values()])
    return (
        float(rates.sum() * np.log2(rates.sum()) - (rates * np.log2(rates)).sum()) if exits else 0.0
    )


def side_by_side(
    graph: nx.Graph, partitions: Sequence[tuple[str, Modules]], radius: float, places: Places
) -> str:
    """The same network under several partitions."""
    size = 400.0
    parts = []
    for k, (name, modules) in enumerate(partitions):
        moved = {v: (x + size * k, y + 24.0) for v, (x, y) in places.items()}
        parts += [
            text(name, x=size * k + size / 2, y=22, font_size=15, text_anchor="middle", fill=INK)
        ]
        parts += [*links(graph, moved, 1.2), *nodes(moved, modules, radius=radius)]
    return document(
        size * len(partitions), size + 30.0, "; ".join(name for name, _ in partitions), parts
    )


def on_a_ring(cliques: int, size: int) -> Places:
    """Nodes of a ring of cliques: cliques around, nodes of each around its middle."""
    places: Places = {}
    for v in range(cliques * size):
        around, within = 2 * np.pi * (v // size) / cliques, 2 * np.pi * (v % size) / size
        radius = 155.0 + 16.0 * np.cos(within)
        turn = around + 16.0 * np.sin(within) / 155.0
        places[v] = (200.0 + float(radius * np.cos(turn)), 200.0 + float(radius * np.sin(turn)))
    return places


def numbered(communities: Sequence[set[Hashable]]) -> Modules:
    """Numbers such that neighbours on a ring differ in colour: by their first node."""
    ordered = sorted(communities, key=min)
    return {v: k for k, members in enumerate(ordered) for v in members}


def resolution_limit() -> str:
    ring = nx.ring_of_cliques(30, 5)
    found = infomap_py.partition(ring).communities()
    louvain = nx.community.louvain_communities(ring, seed=1)
    return side_by_side(
        ring,
        [
            (f"map equation: {len(found)} modules", numbered(found)),
            (f"modularity: {len(louvain)} modules", numbered(louvain)),
        ],
        5.0,
        on_a_ring(30, 5),
    )


def four_grids() -> nx.Graph:
    """Four grids of 10 by 10 nodes, each joined to the next by a link."""
    graph = nx.Graph()
    for k in range(4):
        graph.update(nx.relabel_nodes(nx.grid_2d_graph(10, 10), lambda v, k=k: (k, *v)))
    graph.add_edges_from([((0, 9, 5), (1, 0, 5)), ((1, 5, 9), (2, 5, 0))])
    graph.add_edges_from([((2, 0, 5), (3, 9, 5)), ((3, 5, 0), (0, 5, 9))])
    return graph


def field_of_view() -> str:
    graph = four_grids()
    places: Places = {
        (k, i, j): (16.0 + 195.0 * (k in (1, 2)) + 18.0 * i, 16.0 + 195.0 * (k > 1) + 18.0 * j)
        for k, i, j in graph
    }
    partitions = [infomap_py.partition(graph, markov_time=time, num_trials=5) for time in (1, 8)]
    return side_by_side(
        graph,
        [
            (f"Markov time {time}: {found.num_modules} modules", dict(found))
            for time, found in zip((1, 8), partitions, strict=True)
        ],
        6.5,
        places,
    )


def levels() -> str:
    """A hierarchy: from the outermost modules, above, to nodes, below, as wide as their flow."""
    found = infomap_py.partition(nx.ring_of_cliques(24, 4), two_level=False)
    width, height = 860.0, 44.0
    parts, x = [], 0.0
    for m, outer in enumerate(found.tree.children):
        parts += box(x * width, 0.0, outer.flow * width, height, colour(m), f"{m}")
        start = x
        for k, inner in enumerate(outer.children):
            parts += box(
                start * width, height + 4, inner.flow * width, height, colour(m), f"{m}:{k}"
            )
            begin = start
            flow = dict(zip(found, found.flow.tolist(), strict=True))
            for v in inner.nodes:
                parts += box(begin * width, 2 * height + 8, flow[v] * width, height, colour(m), "")
                begin += flow[v]
            start += inner.flow
        x += outer.flow
    return document(width, 3 * height + 10, "24 cliques in six groups", parts)


def box(x: float, y: float, width: float, height: float, fill: str, name: str) -> list[str]:
    drawn = element("rect", x=x, y=y, width=width - 1.5, height=height, fill=fill)
    label = text(
        name,
        x=x + width / 2,
        y=y + height / 2 + 5,
        font_size=13,
        text_anchor="middle",
        fill="#ffffff",
    )
    return [drawn, label] if name else [drawn]


PICTURES: dict[str, Callable[[], str]] = {
    "two_codes": two_codes,
    "trade_off": trade_off,
    "levels": levels,
    "resolution_limit": resolution_limit,
    "field_of_view": field_of_view,
}


def draw_all(folder: Path) -> None:
    """Write every picture to ``folder``, as an SVG file."""
    folder.mkdir(exist_ok=True)
    for name, draw in PICTURES.items():
        (folder / f"{name}.svg").write_text(draw(), encoding="utf-8")


if __name__ == "__main__":
    draw_all(Path(__file__).parent / "pictures")
