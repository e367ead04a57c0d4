"""What comes of seeded graphs, texts and vectors: ``RESULTS`` by name, each as values that can be
held against those of another run, thread, compiler or processor.

``tests/test_golden.py`` holds small ones against what is recorded, ``benchmarks/same_bytes.py``
larger ones against other builds; as a program, this prints them:

    python tests/seeded_results.py --links 6000 --threads 1 2 3 8
"""

import argparse
import hashlib
import io
import json
import re
import warnings
from collections.abc import Callable, Iterable
from contextlib import redirect_stdout
from functools import partial
from typing import Any

import numpy as np
from read_pages import Page
from seeded_graphs import CASES, partition_in_batches, partition_of

import infomap_py
from infomap_py import Partition, WordClusters
from infomap_py._core.random import Generator
from infomap_py.errors import InfomapWarning
from infomap_py.file_formats import FORMATS
from infomap_py.network import Network

Values = dict[str, str | int | float]

# Trees, states and layers in files; labels that are sets, whose order is not that of hashes.
WRITTEN = ["undirected, hierarchy", "states", "layers", "undirected, overlapping"]


def of_partition(partition: Partition) -> Values:
    """Modules, flow and codelengths to the last bit: floats as they are, arrays as digests."""
    lengths = partition.lengths
    return {
        "modules": partition.num_modules,
        "levels": partition.num_levels,
        "codelength": lengths.total,
        "index": lengths.index,
        "one level": lengths.one_level,
        "labels": digest(partition.labels.astype("<i4").tobytes()),
        "tree": digest(partition.module_tree.parent.astype("<i4").tobytes()),
        "flow": digest(partition.flow.astype("<f8").tobytes()),
    }


def digest(content: bytes) -> str:
    """Enough of SHA-256 to tell two apart."""
    return hashlib.sha256(content).hexdigest()[:16]


def printed(write: Callable[..., Any], format: str) -> str:
    """What is written to standard output: without what made it, and so without a version."""
    text = io.StringIO(newline="")
    with redirect_stdout(text):
        write("-", format)
    return text.getvalue()


def of_formats(write: Callable[..., Any], formats: Iterable[str]) -> Values:
    """The bytes of every format; of a page also what is in it, whose scripts may change."""
    texts = {format: printed(write, format) for format in formats}
    data = {"page data": json.dumps(Page(texts["html"]).data)} if "html" in texts else {}
    return {
        name: digest(text.encode("utf-8", "surrogatepass"))
        for name, text in {**texts, **data}.items()
    }


def of_files(name: str, num_links: int, num_threads: int) -> Values:
    """The bytes of every format."""
    return of_formats(partition_of(name, num_links, num_threads).write, FORMATS)


def named_by_sets(num_links: int, num_threads: int) -> Values:
    """Files of a network whose nodes are called by sets, and by sets within tuples."""
    graph = partition_of("undirected", num_links).network
    texts = [frozenset({f"a{u}", f"b{u % 7}", f"c{u % 11}"}) for u in range(graph.num_nodes)]
    labels = [("node", text) if u % 2 else text for u, text in enumerate(texts)]
    place = {u: k for k, u in enumerate(graph.nodes)}
    ends = np.array([(place[u], place[v]) for u, v, _ in graph.links()]).T
    named = Network.from_links(*ends, nodes=labels)
    found = infomap_py.partition(named, num_threads=num_threads)
    lines = re.sub(r"[0-9.]+ s$", "", found.summary(), flags=re.MULTILINE)  # how long it took
    return {
        **of_partition(found),
        **of_formats(found.write, FORMATS),
        "summary": digest(lines.encode()),
    }


def of_scan(num_links: int, num_threads: int) -> Values:
    """Three Markov times, and how alike their modules are."""
    graph = partition_of("undirected, weighted", num_links).network
    scan = infomap_py.resolution_scan(graph, [0.5, 1.0, 2.0], num_threads=num_threads)
    points = {f"modules at {p.markov_time}": p.num_modules for p in scan}
    lengths = {f"codelength at {p.markov_time}": p.codelength for p in scan}
    alike = {f"alike at {p.markov_time}": p.similarity for p in scan if p.similarity is not None}
    return {**points, **lengths, **alike, "plateaus": len(scan.plateaus)}


def of_landscape(num_links: int, num_threads: int) -> Values:
    """Solutions, how stable nodes are in them, and what they have in common."""
    graph = partition_of("undirected, weighted", num_links).network
    found = infomap_py.landscape(graph, 8, markov_time=0.5, num_threads=num_threads)
    return {
        "solutions": len(found),
        "clusters": len(found.clusters),
        "mean distance": found.mean_distance,
        "stability": digest(found.stability.astype("<f8").tobytes()),
        **{f"consensus {name}": value for name, value in _of_consensus(found.consensus()).items()},
    }


def _of_consensus(consensus: infomap_py.Consensus) -> Values:
    assert consensus.partition is not None
    return {
        "modules": consensus.num_modules,
        "agreement": consensus.agreement,
        "codelength": consensus.partition.codelength,
        "labels": digest(consensus.labels.astype("<i4").tobytes()),
    }


def of_comparison(num_links: int, num_threads: int) -> Values:
    """Of two Markov times: the measures, the changes, and their picture."""
    graph = partition_of("undirected, weighted", num_links).network
    one, other = (
        infomap_py.partition(graph, markov_time=time, num_threads=num_threads)
        for time in (1.0, 2.5)
    )
    found = infomap_py.compare(one, other)
    return {
        # scipy's logarithm of the gamma function ends in other digits on other processors
        "adjusted mutual information": round(found.adjusted_mutual_information, 12),
        "adjusted Rand": found.adjusted_rand,
        "variation of information by flow": found.variation_of_information_by_flow,
        "Jaccard by flow": found.jaccard_by_flow,
        "changes": digest(str(found.heading).encode()),
        "alluvial": digest(infomap_py.alluvial([one, other]).svg().encode()),
    }


def texts_of(num_words: int) -> list[str]:
    """Sentences of ten words, nine of them of one of five themes."""
    random = Generator(7, num_words)
    theme = random.integers(5, num_words // 10)
    first, second, die = (random.integers(bound, num_words) for bound in (12, 12, 10))
    words = [
        f"{'abcde'[theme[k // 10 % len(theme)] if odd else 0]}{min(u, v)}"
        for k, (u, v, odd) in enumerate(zip(first, second, die, strict=True))
    ]
    return [" ".join(words[k : k + 10]) for k in range(0, num_words - 9, 10)]


def of_clusters(clusters: WordClusters) -> Values:
    """The partition of words, the files and the summary."""
    return {
        **of_partition(clusters.partition),
        **of_formats(clusters.write, ("tsv", "csv", "json", "svg", "html")),
        "words": digest("\n".join(map(str, clusters.words)).encode()),
        "summary": digest(clusters.summary(width=100).encode()),
    }


def of_words(num_links: int, num_threads: int, **options: Any) -> Values:
    """Words of some texts, by the company that they keep."""
    texts = texts_of(5 * num_links)
    options = {"min_count": 2, "language": "en", "stop_words": False, **options}
    return of_clusters(infomap_py.cluster_words(texts, num_threads=num_threads, **options))


def of_vectors(num_links: int, num_threads: int) -> Values:
    """Words around ten centres, by their vectors."""
    random = Generator(11, num_links)
    count, dimension = max(40, num_links // 10), 8
    centres = np.array(random.integers(100, 10 * dimension)).reshape(10, dimension) - 50.0
    noise = np.array(random.integers(60, count * dimension)).reshape(count, dimension) - 30.0
    vectors = {f"w{k}": row for k, row in enumerate(centres[np.arange(count) % 10] + noise)}
    return of_clusters(infomap_py.cluster_vectors(vectors, num_threads=num_threads))


def of_segmenter(num_links: int, num_threads: int) -> Values:
    """Chinese words that are found in text of made-up ones, and the text cut by them."""
    letters = [chr(0x4E00 + k) for k in range(60)]
    random = Generator(13, num_links)
    kind = random.integers(40, 10 * num_links)
    words = ["".join(letters[(k * 7 + j * 11) % 60] for j in range(1 + k % 3)) for k in range(40)]
    text = "".join(words[min(k, other)] for k, other in zip(kind, reversed(kind), strict=True))
    lines = [text[k : k + 200] for k in range(0, len(text), 200)]
    segmenter = infomap_py.discover_words(lines)
    cut = "\n".join(" ".join(sentence) for line in lines for sentence in segmenter(line))
    return {"words": len(segmenter.words), "cut": digest(cut.encode())}


RESULTS: dict[str, Callable[[int, int], Values]] = {
    **{
        name: lambda num_links, num_threads, name=name: of_partition(
            partition_of(name, num_links, num_threads)
        )
        for name in CASES
    },
    "in batches": lambda num_links, num_threads: of_partition(
        partition_in_batches(num_links, num_threads)
    ),
    **{f"files: {name}": partial(of_files, name) for name in WRITTEN},
    "files: nodes called by sets": named_by_sets,
    "scan": of_scan,
    "landscape": of_landscape,
    "comparison": of_comparison,
    "words": of_words,
    "words, directed and in a hierarchy": partial(of_words, directed=True, two_level=False),
    "vectors": of_vectors,
    "Chinese words": of_segmenter,
}


def result(name: str, num_links: int, num_threads: int = 1) -> Values:
    """The values of one result; remarks on modules are none of its business."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", InfomapWarning)
        return RESULTS[name](num_links, num_threads)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--links", type=int, default=6000, help="links of every graph")
    parser.add_argument("--threads", type=int, nargs="+", default=[1], help="each in turn")
    parser.add_argument("--only", nargs="+", default=[""], help="those with this in their name")
    options = parser.parse_args()
    found = {
        f"{name}; {num_threads} threads": result(name, options.links, num_threads)
        for name in RESULTS
        if any(part in name for part in options.only)
        for num_threads in options.threads
    }
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
