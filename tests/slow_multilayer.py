"""Walks between layers written from their formulas, in dictionaries: to compare with."""

from collections import defaultdict
from math import log2

Link = tuple[int, int, int, float]  # layer, node, node, weight
State = tuple[int, int]  # layer, node


def rows_of(links: list[Link], directed: bool) -> dict[State, dict[int, float]]:
    """{(layer, node): {neighbour: weight}}, with a row for every end of a link."""
    rows: dict[State, dict[int, float]] = {}
    for layer, u, v, weight in links:
        ends = [(u, v)] if directed or u == v else [(u, v), (v, u)]
        for source, target in ends:
            row = rows.setdefault((layer, source), {})
            row[target] = row.get(target, 0.0) + weight
            rows.setdefault((layer, target), {})
    return rows


def copies_within(rows, layer, node, down, up):
    """The copies of a node in layers within these distances of its own, with weights."""
    return [
        other
        for other in rows
        if other[1] == node
        and (down is None or other[0] >= layer - down)
        and (up is None or other[0] <= layer + up)
        and sum(rows[other].values()) > 0
    ]


def relaxed(rows, rate, down=None, up=None):
    """w [ r / W_i + (1 - r) / s_i, if in the own layer ]"""
    links = defaultdict(float)
    for layer, node in rows:
        copies = copies_within(rows, layer, node, down, up)
        total = sum(sum(rows[copy].values()) for copy in copies)
        for other in copies:
            for target, weight in rows[other].items():
                share = rate / total
                if other[0] == layer:
                    share += (1 - rate) / sum(rows[other].values())
                links[(layer, node), (other[0], target)] += weight * share
    return links


def entropy(weights):
    total = sum(weights)
    return -sum(w / total * log2(w / total) for w in weights if w > 0)


def similarity(row, other):
    """1 less the Jensen-Shannon divergence, each row weighted by its sum."""
    pooled = [row.get(v, 0.0) + other.get(v, 0.0) for v in row.keys() | other.keys()]
    own, strength = sum(row.values()), sum(other.values())
    divergence = (
        entropy(pooled) * (own + strength)
        - own * entropy(row.values())
        - strength * entropy(other.values())
    )
    return 1 - divergence / (own + strength)


def relaxed_by_similarity(rows, rate, down=None, up=None):
    """w in the own layer; w r / (1 - r) s_i similarity / sum of similarities in others"""
    links = defaultdict(float)
    for (layer, node), row in rows.items():
        own = sum(row.values())
        if own == 0:
            continue
        similar = {
            other: similarity(row, rows[other])
            for other in copies_within(rows, layer, node, down, up)
            if any(rows[other].get(v, 0.0) > 0 and w > 0 for v, w in row.items())
        }
        for other, likeness in similar.items():
            factor = rate / (1 - rate) * own * likeness / sum(similar.values())
            for target, weight in rows[other].items():
                share = 1 if other[0] == layer else factor
                links[(layer, node), (other[0], target)] += weight * share
    return links


def linked(rows, inter: list[Link], directed):
    """Links in layers, and on from where (layer, node, other layer, weight) lead."""
    links = defaultdict(float)
    for (layer, node), row in rows.items():
        for target, weight in row.items():
            links[(layer, node), (layer, target)] += weight
    hops = [(a, i, b, w) for a, i, b, w in inter]
    hops += [] if directed else [(b, i, a, w) for a, i, b, w in inter]
    for layer, node, other, weight in hops:
        row = rows.get((other, node), {})
        for target, onward in row.items():
            if sum(row.values()) > 0:
                links[(layer, node), (other, target)] += weight * onward / sum(row.values())
    return links
