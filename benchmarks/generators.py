"""Graphs that are made up: planted groups, LFR, R-MAT; seeded, and made by numpy alone.

Every function returns link arrays without self-links and without parallel links, and, where modules
were planted, the module of every node. Weights are drawn from a log-normal distribution.
"""

import zlib
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import numpy as np
import numpy.typing as npt
from graphs import Links
from report import REPOSITORY

Ints = npt.NDArray[np.int64]
Weights = npt.NDArray[np.float64] | None
ROUNDS = 20  # in which links that may not be are drawn anew; what is left is dropped
SMALL, BIG = (10, 50), (20, 100)  # sizes of LFR modules
KEPT = REPOSITORY / "build" / "benchmarks" / "graphs"


def planted(
    num_links: int,
    *,
    mixing: float = 0.3,
    degree: int = 10,
    size: int = 50,
    shuffled: bool = True,
    directed: bool = False,
    weighted: bool = False,
    seed: int = 0,
) -> Links:
    """Groups of ``size`` nodes; a link is drawn to leave its group with probability ``mixing``.

    Ids are in the order of the groups, or shuffled.
    """
    random = np.random.default_rng(seed)
    num_nodes = max(2 * size, 2 * num_links // degree // size * size)

    def draw(count: int) -> tuple[Ints, Ints]:
        sources = random.integers(num_nodes, size=count)
        inside = sources // size * size + random.integers(size, size=count)
        anywhere = random.integers(num_nodes, size=count)
        return sources, np.where(random.random(count) < mixing, anywhere, inside)

    sources, targets = _different(draw, num_links, num_nodes, directed)
    module_of = np.arange(num_nodes) // size
    if shuffled:
        ids = random.permutation(num_nodes)
        sources, targets = ids[sources], ids[targets]
        module_of = module_of[np.argsort(ids)]
    weights = _weights(random, num_links, weighted)
    return Links("planted", num_nodes, sources, targets, weights, directed, module_of=module_of)


def rmat(
    scale: int, num_links: int, *, directed: bool = False, weighted: bool = False, seed: int = 0
) -> Links:
    """Chakrabarti, Zhan & Faloutsos (2004), SDM: a link falls into one quarter of the matrix with
    probabilities .57, .19, .19, .05, and so on within it; 2**scale nodes with shuffled ids."""
    random = np.random.default_rng(seed)

    def draw(count: int) -> tuple[Ints, Ints]:
        sources, targets = np.zeros((2, count), dtype=np.int64)
        for _ in range(scale):
            quarter = np.searchsorted([0.57, 0.76, 0.95], random.random(count), side="right")
            sources = 2 * sources + (quarter >= 2)
            targets = 2 * targets + quarter % 2
        return sources, targets

    sources, targets = _different(draw, num_links, 2**scale, directed)
    ids = random.permutation(2**scale)
    weights = _weights(random, num_links, weighted)
    return Links("rmat", 2**scale, ids[sources], ids[targets], weights, directed)


def lfr(
    num_nodes: int,
    mixing: float,
    *,
    sizes: tuple[int, int] = SMALL,
    mean_degree: float = 20.0,
    max_degree: int = 50,
    weighted: bool = False,
    seed: int = 0,
) -> Links:
    """Lancichinetti, Fortunato & Radicchi (2008), PRE 78:046110: power laws of degrees (exponent 2)
    and of module sizes (exponent 1), and a share ``mixing`` of each node's links to other modules;
    ``mixing_of`` gives the share that was realised."""
    random = np.random.default_rng(seed)
    degrees = _power_law(random, num_nodes, 2.0, _least(mean_degree, max_degree), max_degree)
    inner = np.floor((1.0 - mixing) * degrees + random.random(num_nodes)).astype(np.int64)
    inner = np.minimum(degrees, inner)
    module_of = _modules(random, inner, sizes)
    everywhere = np.zeros(num_nodes, dtype=np.int64)
    inside = _wired(random, inner, module_of, everywhere)
    between = _wired(random, degrees - inner, everywhere, module_of, apart=True)
    sources, targets = np.ascontiguousarray(np.concatenate([inside, between]).T)
    weights = _weights(random, len(sources), weighted)
    return Links("lfr", num_nodes, sources, targets, weights, directed=False, module_of=module_of)


def lfr_overlapping(
    num_nodes: int,
    mixing: float,
    share: float,
    *,
    memberships: int = 2,
    mean_degree: float = 20.0,
    max_degree: int = 50,
    seed: int = 0,
) -> tuple[Links, Ints]:
    """Lancichinetti & Fortunato (2009), PRE 80:016118: as ``lfr``, with small modules, and a
    ``share`` of the nodes in several, by each of which they have as many of their links.

    The rows of the array are (node, module), for all that a node is in; ``module_of`` is the first.
    """
    random = np.random.default_rng(seed)
    degrees = _power_law(random, num_nodes, 2.0, _least(mean_degree, max_degree), max_degree)
    inner = np.floor((1.0 - mixing) * degrees + random.random(num_nodes)).astype(np.int64)
    number = np.ones(num_nodes, dtype=np.int64)
    number[random.permutation(num_nodes)[: round(share * num_nodes)]] = memberships
    node_of = np.repeat(np.arange(num_nodes), number)  # one place for each of its modules
    first = np.cumsum(number) - number
    rank = np.arange(len(node_of)) - first[node_of]

    def dealt(links: Ints) -> Ints:
        each, rest = np.divmod(links[node_of], number[node_of])
        return each + (rank < rest)

    degrees, inner = dealt(degrees), dealt(np.minimum(degrees, inner))
    module_of = _told_apart(random, node_of, inner, _modules(random, inner, SMALL))
    everywhere = np.zeros(len(node_of), dtype=np.int64)
    inside = _wired(random, inner, module_of, everywhere)
    between = _wired(random, degrees - inner, everywhere, module_of, apart=True)
    pairs = np.sort(node_of[np.concatenate([inside, between])], axis=1)
    pairs = np.unique(pairs[pairs[:, 0] != pairs[:, 1]], axis=0)
    sources, targets = np.ascontiguousarray(pairs.T)
    links = Links("lfr", num_nodes, sources, targets, None, False, module_of=module_of[first])
    return links, np.column_stack([node_of, module_of])


def mixing_of(links: Links) -> float:
    """The share of the links that lead to another module than the one they come from."""
    assert links.module_of is not None
    return float(np.mean(links.module_of[links.sources] != links.module_of[links.targets]))


def kept(name: str, make: Callable[[], Links]) -> Links:
    """What ``make`` gives, from a file if this version of the generators has made it before."""
    version = zlib.crc32(Path(__file__).read_bytes())
    path = KEPT / f"{version:08x}-{name}.npz"
    if not path.exists():
        links = make()
        path.parent.mkdir(parents=True, exist_ok=True)
        values = {field.name: getattr(links, field.name) for field in fields(links)}
        partial = path.with_suffix(".partial.npz")
        np.savez(partial, **{name: value for name, value in values.items() if value is not None})
        partial.rename(path)
        return links
    with np.load(path) as arrays:
        values = {name: arrays[name] for name in arrays.files}
    plain = {name: value if value.ndim else value.item() for name, value in values.items()}
    return Links(**{"weights": None, **plain})


def _weights(random: np.random.Generator, count: int, weighted: bool) -> Weights:
    return random.lognormal(size=count) if weighted else None


def _different(
    draw: Callable[[int], tuple[Ints, Ints]], num_links: int, num_nodes: int, directed: bool
) -> tuple[Ints, Ints]:
    """The first ``num_links`` drawn that are no self-links and were not drawn before."""
    sources, targets = draw(num_links)
    while True:
        if directed:
            keys = sources * num_nodes + targets
        else:
            keys = np.minimum(sources, targets) * num_nodes + np.maximum(sources, targets)
        once = np.zeros(len(keys), dtype=bool)
        once[np.unique(keys, return_index=True)[1]] = True
        once &= sources != targets
        sources, targets = sources[once], targets[once]
        missing = num_links - len(sources)
        if missing <= 0:
            return sources[:num_links], targets[:num_links]
        more_sources, more_targets = draw(missing + missing // 4 + 100)
        sources = np.concatenate([sources, more_sources])
        targets = np.concatenate([targets, more_targets])


def _power_law(
    random: np.random.Generator, count: int, exponent: float, least: float, most: float
) -> Ints:
    """Integers with density x**-exponent between the two."""
    uniform = random.random(count)
    if exponent == 1.0:
        values = least * (most / least) ** uniform
    else:
        power = 1.0 - exponent
        values = (least**power + uniform * (most**power - least**power)) ** (1.0 / power)
    return np.floor(values + random.random(count)).astype(np.int64).clip(1, int(most))


def _least(mean: float, most: float) -> float:
    """The smallest degree for which degrees with density 1/x**2 have this mean."""
    low, high = 1.0, mean
    for _ in range(60):
        least = (low + high) / 2
        found = np.log(most / least) / (1.0 / least - 1.0 / most)
        low, high = (least, high) if found < mean else (low, least)
    return low


def _modules(random: np.random.Generator, inner: Ints, sizes: tuple[int, int]) -> Ints:
    """A module with more members than the node has links inside, for every node."""
    drawn = _power_law(random, 2 * len(inner) // sizes[0], 1.0, *sizes)
    drawn = drawn[: np.searchsorted(np.cumsum(drawn), len(inner)) + 1]
    drawn[-1] -= drawn.sum() - len(inner)
    if len(drawn) > 1 and drawn[-1] < sizes[0]:  # the last is too small: spread it over the others
        rest, drawn = drawn[-1], drawn[:-1]
        drawn += rest // len(drawn)
        drawn[random.permutation(len(drawn))[: rest % len(drawn)]] += 1
    drawn = np.sort(drawn)[::-1]
    places = np.repeat(np.arange(len(drawn)), drawn)  # the largest modules first
    fits = np.searchsorted(-np.repeat(drawn, drawn), -inner, side="left")
    # Nodes with the fewest places to choose from choose first.
    module_of = np.empty(len(inner), dtype=np.int64)
    picks = random.random(len(inner))
    for taken, u in enumerate(np.argsort(fits, kind="stable").tolist()):
        last = max(fits[u], taken + 1)
        pick = taken + int(picks[u] * (last - taken))
        module_of[u] = places[pick]
        places[pick] = places[taken]
    return module_of


def _told_apart(random: np.random.Generator, node_of: Ints, inner: Ints, module_of: Ints) -> Ints:
    """The same modules; but no node has two places in one: it changes places with another, if both
    modules have more members than either has links inside."""
    sizes = np.bincount(module_of)
    while True:
        keys = node_of * len(sizes) + module_of
        twice = np.ones(len(keys), dtype=bool)
        twice[np.unique(keys, return_index=True)[1]] = False
        if not twice.any():
            return module_of
        for place in np.flatnonzero(twice).tolist():
            other = random.integers(len(keys))
            here, there = module_of[place], module_of[other]
            if sizes[there] > inner[place] and sizes[here] > inner[other]:
                module_of[place], module_of[other] = there, here


def _wired(
    random: np.random.Generator, degrees: Ints, within: Ints, module_of: Ints, apart: bool = False
) -> Ints:
    """Pairs of link ends at random, both ends in the same group of ``within``; with ``apart``, of
    different modules. No self-links, no parallel links."""
    ends = np.repeat(np.arange(len(degrees)), degrees)
    made: list[Ints] = []
    seen = np.empty(0, dtype=np.int64)
    for _ in range(ROUNDS):
        ends = ends[np.lexsort((random.random(len(ends)), within[ends]))]
        # Two by two, from the first end of each group.
        _groups, first = np.unique(within[ends], return_index=True)
        position = np.arange(len(ends)) - np.repeat(first, np.diff(np.append(first, len(ends))))
        left = np.flatnonzero(position[:-1] % 2 == 0) if len(ends) > 1 else np.empty(0, np.int64)
        left = left[within[ends[left]] == within[ends[left + 1]]]
        pairs = np.sort(np.column_stack([ends[left], ends[left + 1]]), axis=1)
        keys = pairs[:, 0] * len(degrees) + pairs[:, 1]
        fine = (pairs[:, 0] != pairs[:, 1]) & ~_are_in(seen, keys)
        if apart:
            fine &= module_of[pairs[:, 0]] != module_of[pairs[:, 1]]
        once = np.zeros(len(keys), dtype=bool)
        once[np.unique(keys, return_index=True)[1]] = True
        fine &= once
        made.append(pairs[fine])
        new = np.sort(keys[fine])
        seen = np.insert(seen, np.searchsorted(seen, new), new)
        again = np.ones(len(ends), dtype=bool)
        again[left[fine]] = again[left[fine] + 1] = False
        ends = ends[again]
        if len(ends) < 2:
            break
    return np.concatenate(made)


def _are_in(ordered: Ints, keys: Ints) -> npt.NDArray[np.bool_]:
    if len(ordered) == 0:
        return np.zeros(len(keys), dtype=bool)
    at = np.minimum(np.searchsorted(ordered, keys), len(ordered) - 1)
    return ordered[at] == keys
