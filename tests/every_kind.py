"""Work of every kind that the package does, each small: for tests of what is left when it is done.

``SEARCHES`` find partitions, ``OTHERS`` read, count, compare and draw, ``REFUSALS`` end with an
error on the way. All of them can be called again and again, from any thread.
"""

import gzip
import io
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from fuzz.seeds import SEEDS
from scipy import sparse

import infomap_py
from infomap_py import Network
from infomap_py.pictures.module_map import module_map

NUM_NODES, GROUP = 24, 6
TEXTS = [
    f"{one} {two} {one} {three}. {two} {three} {one}"
    for words in (("cat", "dog", "paw"), ("tax", "law", "fee"), ("sun", "sea", "sky"))
    for one in words
    for two in words
    for three in words
]
HAN = ["我们在北京学习中文。北京很大,我们学习。"] * 40


def links(seed: int = 0, count: int = 80) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Of five links, four stay within a group of successive nodes."""
    random = np.random.default_rng(seed)
    sources = random.integers(NUM_NODES, size=count)
    inside = sources // GROUP * GROUP + random.integers(GROUP, size=count)
    leaves = random.random(count) < 0.2
    targets = np.where(leaves, random.integers(NUM_NODES, size=count), inside)
    return sources, targets, random.integers(1, 9, size=count) / 4.0


def search(directed: bool = False, **options: Any) -> infomap_py.Partition:
    network = Network.from_links(*links(), nodes=range(NUM_NODES), directed=directed)
    return infomap_py.partition(network, **options)


def layers(two_level: bool = True, **options: Any) -> infomap_py.Partition:
    """Three, between which a walker relaxes."""
    given = {k: links(k, 12) for k in range(3)}
    return infomap_py.partition(infomap_py.multilayer(given, **options), two_level=two_level)


def paths() -> infomap_py.Partition:
    random = np.random.default_rng(1)
    starts = random.integers(NUM_NODES, size=60)
    walks = [(s, s // GROUP * GROUP, (s + 1) % NUM_NODES) for s in starts.tolist()]
    return infomap_py.partition(infomap_py.from_paths(walks, 2))


def two_sides(**options: Any) -> infomap_py.Partition:
    sources, targets, _ = links()
    pairs = [(f"p{u}", f"f{v}") for u, v in zip(sources, targets, strict=True)]
    features = {f for _, f in pairs}
    pairs += [(f, p) for p, f in pairs]
    return infomap_py.partition(pairs, bipartite=features, **options)


def from_start() -> infomap_py.Partition:
    groups = {u: u // GROUP for u in range(NUM_NODES)}
    return search(initial=groups, fixed=list(range(GROUP)), min_module_size=2)


def stopped(**options: Any) -> infomap_py.Partition:
    """A search that a clock ends."""
    return search(num_trials=10**6, num_threads=2, time_limit=0.002, **options)


def watched(call: Callable[..., infomap_py.Partition], **options: Any) -> infomap_py.Partition:
    """With a listener; after each of its events the clock is looked at."""
    return call(progress=lambda event: None, **options)


SEARCHES: dict[str, Callable[[], object]] = {
    "undirected": search,
    "directed": partial(search, True),
    "recorded teleportation": partial(search, True, recorded_teleportation=True),
    "hierarchy": partial(search, two_level=False),
    "directed hierarchy": partial(search, True, two_level=False),
    "trials in threads": partial(search, two_level=False, num_trials=2, num_threads=2),
    "sparse array": lambda: infomap_py.partition(
        sparse.csr_array((links()[2], links()[:2]), shape=(NUM_NODES, NUM_NODES)), directed=True
    ),
    "layers": layers,
    "layers of a hierarchy": partial(layers, two_level=False),
    "similar layers": partial(layers, relax_by_jsd=True),
    "paths": paths,
    "two sides": two_sides,
    "a walk between two sides": partial(two_sides, directed=True, bipartite_teleportation=True),
    "overlapping": lambda: infomap_py.partition(links(count=10), overlapping=True),
    "regularized": partial(search, True, regularized=True),
    "variable Markov time": partial(search, variable_markov_time=True),
    "entropy correction": partial(search, entropy_corrected=True),
    "a preferred number": partial(search, preferred_number_of_modules=4),
    "metadata": partial(search, metadata={u: u % 3 for u in range(NUM_NODES)}),
    "from a start": from_start,
    "a listener": partial(watched, search, num_threads=2),
    "stopped by a clock": partial(watched, stopped),
}


def read(content: bytes) -> None:
    infomap_py.partition(io.BytesIO(content))


def written_and_read() -> None:
    found = search(two_level=False)
    with tempfile.TemporaryDirectory() as folder:
        for suffix in ("clu", "tree", "ftree", "json", "tsv", "nwk", "graphml", "gexf"):
            path = Path(folder) / f"modules.{suffix}"
            found.write(path)
            infomap_py.read_partition(path)


def read_vectors(content: bytes = b"") -> None:
    rows = np.random.default_rng(0).normal(size=(40, 5)).round(3).tolist()
    lines = [" ".join([f"w{k}", *map(str, row)]) for k, row in enumerate(rows)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "vectors.txt"
        path.write_bytes("\n".join(lines).encode() + content)
        infomap_py.cluster_vectors(path, num_neighbors=5, num_threads=2)


def compared() -> None:
    one, other = search(), search(markov_time=2.0)
    infomap_py.compare(one, other).summary()
    infomap_py.consensus([one, other])
    infomap_py.alluvial([one, other]).svg()
    module_map(one)


OTHERS: dict[str, Callable[[], object]] = {
    **{
        f"read {kind} {k}": partial(read, SEEDS[kind][k])
        for kind, k in (
            ("link_list", 0),
            ("link_list", 1),
            ("pajek", 0),
            ("pajek", 1),
            ("pajek", 2),
            ("pajek", 4),
            ("pajek", 6),
            ("graphml", 0),
        )
    },
    "written and read": written_and_read,
    "words": partial(infomap_py.cluster_words, TEXTS, min_count=1, language="en", num_threads=2),
    "words of the second order": partial(
        infomap_py.cluster_words, TEXTS, min_count=1, language="en", second_order=0.5
    ),
    "words without a dictionary": partial(infomap_py.discover_words, HAN),
    "vectors": read_vectors,
    "compared": compared,
    "a landscape": lambda: infomap_py.landscape(links(), 2),
    "Markov times": lambda: infomap_py.resolution_scan(links(), (0.5, 2.0)),
    "sparsified": lambda: infomap_py.sparsify(links(), backbone_alpha=0.5),
    "described": lambda: infomap_py.describe(links()).as_dict(),
}


class ListenerError(Exception):
    """Of a caller."""


def listener_that_fails() -> None:
    def fail(event: infomap_py.Progress) -> None:
        raise ListenerError

    search(num_trials=8, num_threads=2, progress=fail)


# A link list of words, long enough for several blocks of what grows as it is read.
LINES = b"".join(b"node%d node%d 0.5\n" % (k, k * k % 977) for k in range(3000))
ENDS_EARLY = gzip.compress(LINES, mtime=0)[:-4]

REFUSALS: dict[str, Callable[[], object]] = {
    "a listener that fails": listener_that_fails,
    "a weight that is no number": lambda: read(LINES + b"1 2 x\n"),
    "too many columns": lambda: read(LINES + b"1 2 3 4 5\n"),
    "a stream that ends early": lambda: read(ENDS_EARLY),
    "a node that is not there": lambda: read(b'*Vertices 2\n1 "a"\n2 "b"\n*Edges\n1 3\n'),
    "a node twice": lambda: read(b'*Vertices 2\n1 "a"\n1 "b"\n*Edges\n1 2\n'),
    "a layer that is no number": lambda: read(SEEDS["pajek"][2] + b"1 x 2\n"),
    "XML that is not closed": lambda: read(SEEDS["graphml"][0][:-12]),
    "a vector that is too short": lambda: read_vectors(b"\nshort 1 2\n"),
    "a weight below zero": lambda: infomap_py.partition((links()[0], links()[1], -links()[2])),
    "an option out of range": lambda: search(markov_time=-1.0),
    "a start with other nodes": lambda: search(initial={"other": 0}),
    "a walk that cannot begin": lambda: infomap_py.partition(
        [("p", "f")], bipartite={"f"}, directed=True, bipartite_teleportation=True
    ),
}


def do(work: Callable[[], object]) -> None:
    """Do what is there to do; of a refusal, that it is refused."""
    if work not in REFUSALS.values():
        work()
        return
    try:
        work()
    except (infomap_py.errors.InfomapError, ListenerError):
        return
    raise AssertionError(f"{work} was not refused")
