"""What the package makes of some networks, as digests: ``python -m narrow.answers`` prints them.

Every network has more than 32,768 links, pairs or bytes of something, and fewer nodes.
"""

import hashlib
import json
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

import infomap_py
from infomap_py.errors import PartitionWarning
from infomap_py.limits import MAX_NODES
from infomap_py.network import Network

NODES = 24_000
LINKS = 150_000
MOST_NODES = 2**15 - 2**13  # of the narrow build
GROUP = 30  # nodes


def planted(directed: bool = False, weighted: bool = False, links: int = LINKS) -> Network:
    """Groups of nodes with most links inside."""
    random = np.random.default_rng(0)
    sources = random.integers(NODES, size=links)
    inside = sources // GROUP * GROUP + random.integers(GROUP, size=links)
    targets = np.where(random.random(links) < 0.8, inside, random.integers(NODES, size=links))
    weights = random.exponential(size=links) if weighted else None
    return Network.from_links(sources, targets, weights, nodes=range(NODES), directed=directed)


def star(count: int = MOST_NODES) -> Network:
    leaves = np.arange(1, count)
    return Network.from_links(0 * leaves, leaves, nodes=range(count))


def path(count: int = MOST_NODES) -> Network:
    nodes = np.arange(count)
    return Network.from_links(nodes[:-1], nodes[1:], nodes=range(count))


def clique(count: int = 400) -> Network:
    return Network.from_links(*np.triu_indices(count, 1), nodes=range(count))


def parallel(count: int = 100_000) -> Network:
    ends = np.zeros(count, dtype=np.int64)
    return Network.from_links(ends, ends + 1, nodes=range(2))


def self_links(count: int = 100_000) -> Network:
    ends = np.zeros(count, dtype=np.int64)
    return Network.from_links(ends, ends, nodes=range(2))


def one_physical_node(count: int = NODES) -> Any:
    """States of a path, all of the same physical node."""
    states = np.arange(count)
    return infomap_py.StateNetwork.from_links(
        states[:-1], states[1:], nodes=range(count), physical=0 * states, physical_nodes=["x"]
    )


def layers(count: int = 300) -> dict[int, list[tuple[int, int]]]:
    """Rings of 40 nodes, in every layer from another start: 12,000 states, 10 million pairs."""
    return {
        layer: [((layer + k) % 50, (layer + k + 1) % 50) for k in range(40)]
        for layer in range(count)
    }


def cases() -> Iterator[tuple[str, Callable[[], Any]]]:
    """Names, and what computes an answer: arrays, numbers, text or a list of such."""
    simple = {"star": star, "path": path, "clique": clique, "parallel": parallel}
    simple |= {"self-links": self_links, "one physical node": one_physical_node}
    for name, make in simple.items():
        yield name, lambda make=make: of(infomap_py.partition(make()))
        yield f"{name}, described", lambda make=make: infomap_py.describe(make()).as_dict()
    for options in (
        {},
        {"two_level": False},
        {"num_trials": 2, "num_threads": 2},
        {"regularized": True},
        {"entropy_corrected": True},
        {"preferred_number_of_modules": 700},
        {"metadata": np.arange(NODES) % 7},
        {"variable_markov_time": True},
        {"min_module_size": 40},
        {"directed": True},
        {"directed": True, "recorded_teleportation": True, "two_level": False},
        {"flow_model": "rawdir"},
    ):
        for weighted in (False, True):
            yield (
                f"planted, {weighted=}, {options}",
                lambda options=options, weighted=weighted: of(
                    infomap_py.partition(planted(weighted=weighted), **options)
                ),
            )
    yield "planted, a team", lambda: of(infomap_py.partition(planted(links=800_000), num_threads=2))
    yield "directed, described", lambda: infomap_py.describe(planted(directed=True)).as_dict()
    yield "overlapping", lambda: of(infomap_py.partition(path(8_000), overlapping=True))
    yield "layers", lambda: of(infomap_py.partition(layers(), multilayer_relax_limit=20))
    yield (
        "layers, by similarity",
        lambda: of(
            infomap_py.partition(layers(), multilayer_relax_limit=20, multilayer_relax_by_jsd=True)
        ),
    )
    yield "landscape", lambda: infomap_py.landscape(planted(), num_trials=3).distances
    yield "files", files
    yield "from random modules", from_random_modules


def of(partition: Any) -> list[Any]:
    return [partition.labels, list(partition.codelength_by_level), partition.num_modules]


def files() -> list[str]:
    """What is written, and what is read of that."""
    with tempfile.TemporaryDirectory() as folder:
        links = Path(folder, "links.tsv")
        random = np.random.default_rng(1)
        pairs = random.integers(NODES, size=(LINKS, 2))
        links.write_text("".join(f"{u}\t{v}\n" for u, v in pairs.tolist()))
        partition = infomap_py.partition(links)
        texts = []
        for name in ("p.tree", "p.ftree", "p.clu", "p.tsv"):
            partition.write(Path(folder, name))
            lines = Path(folder, name).read_text().splitlines()
            texts.append("\n".join(line for line in lines if not line.startswith("#")))
            read = infomap_py.read_partition(Path(folder, name))
            texts.append(repr(sorted(read.items())))
    return texts


def from_random_modules() -> list[Any]:
    return of(infomap_py.partition(planted(), initial=np.arange(NODES) % 600))


def digest(answer: Any) -> str:
    """Of an answer, whatever the width of integers in it."""
    if isinstance(answer, np.ndarray):
        answer = answer.astype(np.int64 if answer.dtype.kind in "iu" else np.float64).tobytes()
    elif isinstance(answer, list | tuple):
        answer = "".join(map(digest, answer)).encode()
    else:
        answer = repr(answer).encode()
    return hashlib.sha256(answer).hexdigest()[:16]


def main() -> None:
    warnings.simplefilter("ignore", PartitionWarning)
    print(json.dumps({"": [MAX_NODES, infomap_py.__file__]}), flush=True)
    only = sys.argv[1] if len(sys.argv) > 1 else ""
    for name, answer in cases():
        if only in name:
            print(json.dumps({name: digest(answer())}), flush=True)


if __name__ == "__main__":
    main()
