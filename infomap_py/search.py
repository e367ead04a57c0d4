"""partition(): a graph and options -> the best Partition of several trials."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Hashable
from typing import Any

from infomap_py.added_terms import added_terms
from infomap_py.diagnosis import warn_if_degenerate
from infomap_py.fixed_nodes import start_of
from infomap_py.flow import flow_of
from infomap_py.line_graph import LineGraph
from infomap_py.network import Network
from infomap_py.options import (
    FlowOptions,
    MultilayerOptions,
    ObjectiveOptions,
    SearchOptions,
    chosen,
)
from infomap_py.partition import Partition
from infomap_py.progress import Progress, check_progress, listening
from infomap_py.scoring import read_graph, refuse_unknown
from infomap_py.state_network import StateNetwork
from infomap_py.trials import run_trials


def partition(
    graph: Any,
    *,
    weight: Hashable | None = "weight",
    min_weight: float = 0.0,
    directed: bool | None = None,
    two_level: bool = True,
    num_trials: int = 1,
    seed: int = 0,
    first_trial: int = 0,
    num_threads: int = 1,
    flow_model: str | None = None,
    teleportation_probability: float = 0.15,
    recorded_teleportation: bool = False,
    teleport_to: str = "links",
    markov_time: float = 1.0,
    self_links: bool = True,
    node_weights: Any = None,
    node_weights_as_flow: bool = False,
    regularized: bool = False,
    regularization_strength: float = 1.0,
    variable_markov_time: bool = False,
    variable_markov_damping: float = 1.0,
    variable_markov_min_scale: float = 1.0,
    bipartite: bool | Collection[Hashable] | None = None,
    overlapping: bool = False,
    adjust_bipartite_flow: bool = True,
    bipartite_teleportation: bool = False,
    multilayer_relax_rate: float = 0.15,
    multilayer_relax_limit: int | None = None,
    multilayer_relax_limit_up: int | None = None,
    multilayer_relax_limit_down: int | None = None,
    multilayer_relax_by_jsd: bool = False,
    multilayer_relax_to_self: bool = False,
    entropy_corrected: bool = False,
    entropy_correction_strength: float = 1.0,
    preferred_number_of_modules: int | None = None,
    metadata: Any = None,
    metadata_rate: float = 1.0,
    metadata_weighted: bool = True,
    initial: Any = None,
    fixed: Any = None,
    min_module_size: int = 1,
    time_limit: float | None = None,
    progress: bool | Callable[[Progress], object] = False,
    **unknown: Any,
) -> Partition:
    """Partition a graph into the modules that describe a random walk on it in the fewest bits.

    Parameters
    ----------
    graph : networkx, igraph or NetworKit graph, scipy sparse array, \
(sources, targets[, weights]), iterable of (u, v[, w]), (E, 2|3) array, \
pandas, polars or pyarrow table, path, {layer: graph}, or Network
        Weights must be finite and >= 0; parallel links are summed; isolated nodes become modules of
        their own, unless teleportation is recorded.
    weight : str or None
        The edge attribute of a graph, or column of a table, that holds the weights; edges
        without it weigh 1. None: every link counts 1.
    min_weight : float >= 0
        Links of less weight are left out, nodes stay. The weight of a link is that of all parallel
        ones together, undirected also of those back; of layers, in its layer, before the walker
        moves between them; of a network that is built already, the weights that it has. The network
        of the result says how many were left out. By default none is.
    directed : bool, optional
        None: as the input says; arrays and link lists are undirected.
    two_level : bool
        Modules of nodes, by default. False: modules within modules, too, as many levels as shorten
        the code; it is never longer than that of two levels from the same seed.
    num_trials : int
        Independent searches, whose partitions are then recombined in pairs; the shortest codelength
        of all wins, of equal ones the earliest trial.
    seed : int in [0, 2**64)
        Fixes every random choice.  Same seed, same result, on any number of threads and any
        platform.
    first_trial : int
        The number of the first trial: ``first_trial=t, num_trials=1`` repeats trial t by itself.
    num_threads : int
        Trials that run at the same time; on networks of 10 million undirected links and more,
        unless most join nodes next to each other, threads without a trial of their own lend the
        others a hand, as many as there are processors; each takes 4 bytes per node. The result does
        not depend on it. Below some 5,000 links one thread is faster than two, which then wait for
        the interpreter most of the time.
    flow_model : "undirected", "directed", "undirdir", "outdirdir", "rawdir", "precomputed" or None
        None follows ``directed``. "rawdir" takes link weights for the flow itself; so do "undirdir"
        and "outdirdir" on networks like these; "precomputed" takes node weights for the visit rates
        besides.
    teleportation_probability : float in [0, 1)
        Directed flow only. 0.15 is one minus PageRank's customary damping.
    recorded_teleportation : bool
        Whether teleportation costs bits as well. Not by default: it is a device that makes the walk
        ergodic, and coding it blurs the modules (Lambiotte & Rosvall 2012).
    teleport_to : "links" or "nodes"
        To links in proportion to their weight, the default, which depends least on the
        teleportation probability; or to nodes in proportion to ``node_weights``.
    markov_time : float > 0
        Scales the flow on links: above 1 finds larger modules, below 1 smaller ones.
    self_links : bool
        Whether links from a node to itself are kept. They raise its visit rate and never leave a
        module.
    node_weights : {node: weight} or array in node order, optional
        For ``teleport_to="nodes"``, ``flow_model="precomputed"`` and ``node_weights_as_flow``;
        uniform by default, or as a Pajek file gives them.
    node_weights_as_flow : bool
        Take the node weights, normalised, for the visit rates, whatever the flow model finds.
    regularized : bool
        Whether the walk also follows links that may only be missing from the data, as it would on a
        network that is observed in part; modules that sparse data suggest by chance are then not
        found [3]_. Those links are coded, directed or undirected, and stand in for teleportation.
    regularization_strength : float >= 0
        How many links may be missing: 1 for as many as join a random network into one component.
    variable_markov_time : bool
        Whether links are followed for longer where nodes offer little choice, so that sparse
        regions do not fall apart while dense ones are still told apart [4]_.
    variable_markov_damping : float in [0, 1]
        From 0, choice is effective degree, to 1, the default, it is its logarithm, the entropy of
        a step: the more it is damped, the less the times differ.
    variable_markov_min_scale : float > 0
        The least choice that a node may offer: 1 bit keeps times of leaves finite.
    bipartite : True or collection of nodes, optional
        The nodes of the side that is not coded, the features: of people and the events that they
        attend, the events. Features are in modules, too. True: networkx's node attribute
        "bipartite" says, 1 for features and 0 for primary nodes. None: as a file says, and other
        input is of one kind of nodes.
    overlapping : bool
        Whether nodes may be in several modules. The walk is the same, but where the walker is at j
        it matters whether it came from i or k [7]_: links are dealt out to modules, (i, j) and, of
        undirected ones, (j, i), and a node belongs to the modules of the links that lead to it.
        :meth:`Partition.node_modules` and :meth:`Partition.overlapping_communities` say which. The
        result maps links to modules; ``initial`` and ``fixed`` are about links, too. It takes some
        70 bytes for each pair of a link into a node and one out of it, the sum of squared degrees.
        Not by default: modules apart are easier to read, and much faster to find.
    adjust_bipartite_flow : bool
        Whether features go uncoded. False takes a bipartite network for any other.
    bipartite_teleportation : bool
        On directed bipartite networks: whether the walk teleports from primary nodes to primary
        nodes alone, once per coded step, which passes two links. Not by default: then it teleports
        at every node, and over the links of the two sides it does so twice.
    multilayer_relax_rate, multilayer_relax_limit, multilayer_relax_limit_up, \
multilayer_relax_limit_down, multilayer_relax_by_jsd, multilayer_relax_to_self
        How the walker moves between layers, for {layer: graph} and files of links within layers:
        see :func:`infomap_py.multilayer`.
    entropy_corrected : bool
        Whether the code is longer for every free parameter of its codebooks, as Miller and Madow
        correct entropies that are estimated from few observations: where links are few, modules
        that chance makes do not pay. The observations are the weights of the links, as counts [5]_.
    entropy_correction_strength : float >= 0
        Times the correction. 1 is that of Miller and Madow.
    preferred_number_of_modules : int, optional
        Adds a bit for every module more or less. One module, as what is left where nothing else is
        shorter, is then no result unless single moves lead there.
    metadata : {node: category}, pandas Series or DataFrame, or array, optional
        Adds what it takes to name the category of the node that is visited, at each step, with a
        codebook per module [6]_: modules whose nodes are of one category are favoured. An array has
        a category per node in node order, or a row of them; then each column is coded by itself. A
        missing category (None, NaN, or a node that is left out) is a category of its own.
    metadata_rate : float >= 0
        Times what metadata add: how often the category is named, per step. 1 is at every step.
    metadata_weighted : bool
        Whether nodes count as often as they are visited, which is what is coded; otherwise all
        nodes count the same.
    initial : Partition, {node: module}, list of sets, or array of module ids, optional
        Start here rather than from every node alone. The result is never longer than this. In a
        {node: path}, paths are tuples that name the modules which a node is in, from the outermost
        to the lowest; two levels start from the outermost.
    fixed : collection of nodes, or True, optional
        Nodes that keep the module that they have in ``initial``: those that share one stay
        together, those that do not stay apart, and all others may join or leave any module. With
        True, all nodes in ``initial``. With fixed nodes, ``initial`` need not hold all nodes: the
        others start alone. Module ids are by decreasing flow as ever, not those of ``initial``.
    min_module_size : int
        In the end modules of fewer nodes are merged, the smallest first, each as a whole into the
        module that it is linked to at which the code grows least; which may be longer than that of
        ``initial`` then, or of one module. A module without a link to another stays as it is, and
        so does one with fixed nodes whose neighbours all have others. By default nothing is merged:
        the code decides. Only with two levels.
    time_limit : float, optional
        Seconds after which the best so far is returned, with ``complete=False``.
    progress : bool or callable
        True: a tqdm bar, where tqdm is installed, on a terminal or in a notebook. A callable
        is given a :class:`Progress` after every climb of a trial, in the calling thread.

    Returns
    -------
    Partition
        A mapping of the caller's node labels to module ids; ``codelength`` in bits per step of the
        walk.

    Raises
    ------
    NetworkError, ReadError, InputTypeError
        The graph is malformed; the message names the place.
    OptionError, UnknownOptionError
        An option is out of range, contradicts another, or does not exist; or a fixed node does
        not; or no link is as heavy as ``min_weight``.
    FlowError
        All weights are 0; or their sum is too large or too small to be counted with.
    PartitionError
        ``initial`` is not a partition of the graph's nodes.

    Warns
    -----
    PartitionWarning
        Nearly everything is in one module, or nearly every node alone, of 50 nodes and more, and no
        option was given that leads there. Not where links are all alike, as at random: one module
        is the answer then. :attr:`Partition.diagnosis` says why, and what to try.

    References
    ----------
    .. [1] Rosvall & Bergstrom (2008), PNAS 105:1118.  :doi:`10.1073/pnas.0706851105`
    .. [2] Rosvall, Axelsson & Bergstrom (2009), EPJ ST 178:13.  :doi:`10.1140/epjst/e2010-01179-1`
    .. [3] Smiljanic, Edler & Rosvall (2020), PRE 102:012302.  :doi:`10.1103/PhysRevE.102.012302`
    .. [4] Edler, Smiljanic, Holmgren, Antonelli & Rosvall (2022).  arXiv:2211.04287
    .. [5] Miller (1955), Note on the bias of information estimates, in: Information Theory in
       Psychology, 95-100.
    .. [6] Emmons & Mucha (2019), PRE 100:022301.  :doi:`10.1103/PhysRevE.100.022301`
    .. [7] Esquivel & Rosvall (2011), PRX 1:021025.  :doi:`10.1103/PhysRevX.1.021025`

    Examples
    --------
    >>> import networkx as nx, infomap_py
    >>> p = infomap_py.partition(nx.barbell_graph(3, 0))       # two triangles and a bridge
    >>> p.num_modules, round(p.codelength, 4)
    (2, 2.3207)

    Three people at a fair, one of whom sings in a choir; fair and choir are not coded:

    >>> attendance = [("Ann", "fair"), ("Bob", "fair"), ("Cy", "fair"), ("Ann", "choir")]
    >>> p = infomap_py.partition(attendance, bipartite={"fair", "choir"})
    >>> dict(zip(p.nodes, p.flow.tolist()))
    {'Ann': 0.5, 'fair': 0.0, 'Bob': 0.25, 'Cy': 0.25, 'choir': 0.0}

    Two groups of six, with one member in common:

    >>> groups = nx.compose(nx.complete_graph(6), nx.complete_graph(range(5, 11)))
    >>> p = infomap_py.partition(groups, overlapping=True)
    >>> list(p.node_modules()[5])
    [0, 1]

    With metadata, nodes of different categories are better apart:

    >>> colours = dict(enumerate(["red", "red", "blue", "blue", "blue", "blue"]))
    >>> p = infomap_py.partition(nx.barbell_graph(3, 0), metadata=colours, metadata_rate=2)
    >>> p.communities()
    [{3, 4, 5}, {0, 1}, {2}]
    """
    started, given = time.monotonic(), locals()
    refuse_unknown(unknown, "partition", [*given][1:-1])
    check_progress(progress)
    search_options = chosen(SearchOptions, given)
    flow_options = chosen(FlowOptions, given)
    objective_options = chosen(ObjectiveOptions, given)
    network = read_graph(graph, given)
    start = start_of(network, initial, fixed, two_level)
    read = time.monotonic()
    flow = flow_of(network, flow_options)
    added = added_terms(flow, objective_options)
    flowed = time.monotonic()
    with listening(progress) as listener:
        best, by_trial, complete = run_trials(
            flow,
            added,
            seed=int(seed),
            first_trial=int(first_trial),
            num_trials=int(num_trials),
            num_threads=int(num_threads),
            two_level=two_level,
            start=start,
            min_module_size=int(min_module_size),
            deadline=None if time_limit is None else started + time_limit,
            listener=listener,
        )
    found = Partition(
        network,
        best.coded,
        flow.node_flow.copy(),
        options={
            "weight": weight,
            "min_weight": network.left_out.min_weight,
            **flow_options.as_dict(),
            **objective_options.as_dict(),
            **search_options.as_dict(),
            **(chosen(MultilayerOptions, given).as_dict() if _is_multilayer(network) else {}),
            "node_weights": None if node_weights is None else "given",
            "bipartite": bipartite if bipartite is None or bipartite is True else "given",
            "overlapping": isinstance(network, LineGraph),
            "initial": None if initial is None else "given",
            "fixed": None if fixed is None else "given",
        },
        seed=int(seed),
        trial=best.trial,
        trial_codelengths=by_trial,
        complete=complete,
        timings={
            "network": read - started,
            "flow": flowed - read,
            "search": time.monotonic() - flowed,
        },
    )
    warn_if_degenerate(found)
    return found


def _is_multilayer(network: Network) -> bool:
    return isinstance(network, StateNetwork) and network.layers is not None
