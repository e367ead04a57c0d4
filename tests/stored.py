"""Partitions that are written and read back: labels that formats could trip over, and states."""

import tempfile
from typing import Any

from hypothesis import strategies as st

import infomap_py
from infomap_py import Partition, StateNetwork
from infomap_py.file_formats import READ_FORMATS

# All that some format could trip over: quotes, separators, line ends, brackets, blanks, marks of
# comments, escapes, and what XML and UTF-8 cannot hold.
LETTERS = st.one_of(
    st.sampled_from(list("#\t\n\r\"'\\,;:()[]_ <>&*\x00\x1b\x85\u2028\ud800nr0ab")),
    st.characters(exclude_categories=[]),
)
TEXTS = st.text(LETTERS, max_size=6)
LABELS = {
    "integers": st.integers(-(2**63), 2**63 - 1),
    "texts": TEXTS,
    "any": st.one_of(
        st.integers(-99, 99), st.floats(allow_nan=False), TEXTS, st.tuples(TEXTS), st.binary()
    ),
}
HIERARCHICAL = [format for format in READ_FORMATS if format != "clu"]


def read_back(partition: Partition, format: str, *graph: Any, **options: Any) -> Any:
    """What is read of a file that was just written."""
    with tempfile.TemporaryDirectory() as folder:
        partition.write(f"{folder}/file", format)
        return infomap_py.read_partition(f"{folder}/file", *graph, format=format, **options)


def states(**layers: Any) -> StateNetwork:
    return StateNetwork.from_links(
        *([0, 1, 2, 3, 0], [1, 0, 3, 2, 3], [1.0, 2.0, 0.5, 1.0, 0.25]),
        nodes=["b<a", "a\n", "b<c", "c"],
        physical=[1, 0, 1, 2],
        physical_nodes=["a", "b", "c"],
        directed=True,
        **layers,
    )


LAYERED = states(layers=[0, 0, 1, 1], layer_labels=["x", 2])
