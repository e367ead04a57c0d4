"""A partition as JSON: provenance, measures, in a hierarchy its modules, and the nodes.

``partition.schema.json`` describes the document to programs, ``docs/json.md`` to people.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from infomap_py.node_columns import columns_of_states
from infomap_py.output_files import in_pieces
from infomap_py.provenance import is_hierarchy, measures, plain, provenance
from infomap_py.table_files import slices_of_nodes, slices_of_paths
from infomap_py.tree_places import TreePlaces

if TYPE_CHECKING:
    from infomap_py.partition import Partition

as_json = json.JSONEncoder(ensure_ascii=False).encode


def json_text(partition: Partition, with_provenance: bool) -> Iterator[str]:
    """The document, a line per module and node."""
    made_by = {"provenance": provenance(partition)} if with_provenance else {}
    text = json.dumps({**made_by, **measures(partition)}, indent=1, ensure_ascii=False)
    yield text.removesuffix("\n}")
    if is_hierarchy(partition):
        yield from in_pieces(_array("modules", _modules(partition)))
    yield from in_pieces(_array("nodes", _nodes(partition)))
    yield "\n}\n"


def _array(name: str, entries: Iterable[str]) -> Iterator[str]:
    yield f',\n "{name}": ['
    before = "\n  "
    for entry in entries:
        yield before + entry
        before = ",\n  "
    yield "\n ]"


def listed(entries: Iterable[str]) -> Iterator[str]:
    """What stands between the brackets of an array, a line per entry, in pieces."""
    begun = False
    for piece in in_pieces(f",\n{entry}" for entry in entries):
        yield piece if begun else piece.removeprefix(",\n")
        begun = True


def _modules(partition: Partition) -> Iterator[str]:
    """All modules, each before those in it."""
    places, rates = TreePlaces(partition.module_tree, partition.flow), partition.coded.rates
    columns = {
        "flow": rates.flow,
        "enter_flow": rates.enter_flow,
        "exit_flow": rates.exit_flow,
        "codelength": partition.coded.codebook_bits,
    }
    for m in places.order.tolist():
        path = [rank - 1 for rank in places.path(m)]
        yield as_json({"path": path, **{name: float(of[m]) for name, of in columns.items()}})


def _nodes(partition: Partition) -> Iterator[str]:
    """A line per node, or state, with the path in a hierarchy, and what a state belongs to."""
    paths = slices_of_paths(partition) if is_hierarchy(partition) else None
    states = columns_of_states(partition.network)
    start = 0
    for nodes, modules, flows in slices_of_nodes(partition):
        names = [as_json(plain(node)) for node in nodes]
        entries = [
            f'{{"node": {name}, "module": {module}, "flow": {flow!r}'
            for name, module, flow in zip(names, modules, flows, strict=True)
        ]
        if paths is not None:
            rows = zip(entries, next(paths), strict=True)
            entries = [f'{entry}, "path": {path}' for entry, path in rows]
        for column, values in states.items():
            texts = map(as_json, map(plain, values[start : start + len(nodes)]))
            entries = [
                f'{entry}, "{column}": {text}' for entry, text in zip(entries, texts, strict=True)
            ]
        yield from (f"{entry}}}" for entry in entries)
        start += len(nodes)
