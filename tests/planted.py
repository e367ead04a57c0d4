"""Networks with groups that a search may or may not find."""

import networkx as nx
import numpy as np


def planted(num_groups=4, size=50):
    """The group of every node."""
    return np.repeat(np.arange(num_groups, dtype=np.int32), size)


def planted_graph(num_groups, size, within, between, seed=1):
    """Links within groups and between them, with these probabilities; the same with every version
    of networkx."""
    groups = planted(num_groups, size)
    chances = np.where(groups[:, None] == groups, within, between)
    linked = np.random.default_rng(seed).random(chances.shape) < chances
    return nx.from_numpy_array(np.triu(linked, 1).astype(np.int64))


def similarities(groups, within=0.6, between=0.4, seed=1):
    """A dense matrix in which groups are only somewhat more similar."""
    noise = np.random.default_rng(seed).normal(0, 0.05, (len(groups), len(groups)))
    matrix = np.triu(np.where(groups[:, None] == groups, within, between) + noise, 1)
    return matrix + matrix.T
