"""Trees of modules for tests, and what their codebooks take, by the formula alone."""

import itertools
from math import log2

import numpy as np

from infomap_py.tree import ROOT, ModuleTree


def plogp(x):
    return x * log2(x) if x > 0.0 else 0.0


def codebook(exit_flow, uses):
    """What the codebook of a module takes, of which these are the words."""
    return plogp(exit_flow + sum(uses)) - plogp(exit_flow) - sum(map(plogp, uses))


def nested_rings(*sizes):
    """Cliques of the first size, in rings of the second, these in rings of the third, ...: the
    links, and the path of every node."""
    links = list(itertools.combinations(range(sizes[0]), 2))
    count = sizes[0]
    for size in sizes[1:]:
        copies = [(u + k * count, v + k * count) for k in range(size) for u, v in links]
        ring = [(k * count + count // 2, (k + 1) % size * count) for k in range(size)]
        links, count = copies + ring, count * size
    paths = itertools.product(*map(range, reversed(sizes[1:])))
    repeated = itertools.chain.from_iterable(itertools.repeat(path, sizes[0]) for path in paths)
    return links, dict(enumerate(repeated))


def tree_of(paths):
    """The tree in which each node is in the module that its path names."""
    ids = {(): ROOT}
    for path in paths:
        for depth in range(1, len(path) + 1):
            ids.setdefault(path[:depth], len(ids) - 1)
    parent = [ids[path[:-1]] for path in list(ids)[1:]]
    return ModuleTree(np.array([ids[path] for path in paths], np.int32), np.array(parent, np.int32))
