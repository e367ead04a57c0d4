"""A partition as GraphML, which Gephi, Cytoscape, yEd, igraph and networkx read: nodes with their
module, flow and whatever else is known of them, and the links of the network.

What nodes are where modules overlap, and of states, is in :class:`NodeColumns`.

References
----------
.. [1] Brandes, Eiglsperger, Herman, Himsolt & Marshall (2002), GraphML progress report. Graph
   Drawing 2001, LNCS 2265, 501. :doi:`10.1007/3-540-45848-4_59`
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from infomap_py.node_columns import Column, NodeColumns
from infomap_py.output_files import slices
from infomap_py.provenance import description
from infomap_py.xml_text import type_of_values, xml_text, xml_values

if TYPE_CHECKING:
    from infomap_py.partition import Partition

SCHEMA = "http://graphml.graphdrawing.org/xmlns"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
HEAD = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="{SCHEMA}" xmlns:xsi="{XSI}"
 xsi:schemaLocation="{SCHEMA} {SCHEMA}/1.0/graphml.xsd">
"""


def graphml_text(
    partition: Partition,
    more: Mapping[str, Column] | None = None,
    with_provenance: bool = True,
) -> Iterator[str]:
    """The document: nodes n0, n1, ... in order, with ``label``, ``module``, ``flow`` and these
    columns; edges with ``weight``."""
    nodes = NodeColumns.of(partition, more)
    known: dict[str, Column] = {"label": nodes.labels, "module": nodes.module, "flow": nodes.flow}
    columns = {**known, **nodes.more}
    yield HEAD
    for k, (name, column) in enumerate(columns.items()):
        yield _key(f"d{k}", "node", name, type_of_values(column))
    yield _key("weight", "edge", "weight", "double")
    yield f' <graph edgedefault="{"directed" if nodes.network.directed else "undirected"}">\n'
    if with_provenance:
        yield f"  <desc>{xml_text(description(partition))}</desc>\n"
    yield from _node_lines(columns, nodes.network.num_nodes)
    for rows in nodes.links():
        yield "".join(
            [
                f'  <edge source="n{u}" target="n{v}"><data key="weight">{w!r}</data></edge>\n'
                for u, v, w in rows
            ]
        )
    yield " </graph>\n</graphml>\n"


def _key(id: str, of: str, name: str, type: str) -> str:
    attributes = f'id="{id}" for="{of}" attr.name="{xml_text(name)}" attr.type="{type}"'
    return f" <key {attributes}/>\n"


def _node_lines(columns: Mapping[str, Column], count: int) -> Iterator[str]:
    for part in slices(count):
        cells = [
            [f'<data key="d{k}">{text}</data>' for text in xml_values(column[part])]
            for k, column in enumerate(columns.values())
        ]
        ids = range(count)[part]
        rows = zip(ids, zip(*cells, strict=True), strict=True)
        yield "".join([f'  <node id="n{u}">{"".join(row)}</node>\n' for u, row in rows])
