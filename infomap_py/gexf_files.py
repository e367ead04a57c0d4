"""A partition as GEXF 1.3, which Gephi opens: nodes with their module, flow and whatever else is
known of them, coloured by module, and the links of the network.

What nodes are where modules overlap, and of states, is in :class:`NodeColumns`. Six colours that
are told apart with any kind of colour blindness take turns; Gephi's panel "Appearance" has more, by
the attribute ``module``.

References
----------
.. [1] GEXF Working Group (2022), GEXF 1.3. https://gexf.net
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from infomap_py.node_columns import Column, NodeColumns
from infomap_py.output_files import slices
from infomap_py.pictures.svg import colour
from infomap_py.provenance import description
from infomap_py.xml_text import type_of_values, xml_text, xml_values

if TYPE_CHECKING:
    from infomap_py.partition import Partition

SCHEMA = "http://gexf.net/1.3"
HEAD = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="{SCHEMA}" xmlns:viz="{SCHEMA}/viz" version="1.3"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:schemaLocation="{SCHEMA} {SCHEMA}/gexf.xsd">
"""


def gexf_text(
    partition: Partition,
    more: Mapping[str, Column] | None = None,
    with_provenance: bool = True,
) -> Iterator[str]:
    """The document: nodes n0, n1, ... in order, with their label, ``module``, ``flow`` and these
    columns; edges with their weight."""
    nodes = NodeColumns.of(partition, more)
    columns = {"module": nodes.module, "flow": nodes.flow, **nodes.more}
    yield HEAD
    if with_provenance:
        yield " <meta>\n  <creator>infomap_py</creator>\n"
        yield f"  <description>{xml_text(description(partition))}</description>\n </meta>\n"
    kind = "directed" if nodes.network.directed else "undirected"
    yield f' <graph mode="static" defaultedgetype="{kind}">\n  <attributes class="node">\n'
    for k, (name, column) in enumerate(columns.items()):
        type = type_of_values(column)
        yield f'   <attribute id="{k}" title="{xml_text(name)}" type="{type}"/>\n'
    yield "  </attributes>\n  <nodes>\n"
    yield from _node_lines(nodes, columns)
    yield "  </nodes>\n  <edges>\n"
    yield from _edge_lines(nodes)
    yield "  </edges>\n </graph>\n</gexf>\n"


def _node_lines(nodes: NodeColumns, columns: Mapping[str, Column]) -> Iterator[str]:
    labels, modules = nodes.labels, nodes.module.tolist()
    for part in slices(len(labels)):
        cells = [
            [f'<attvalue for="{k}" value="{text}"/>' for text in xml_values(column[part])]
            for k, column in enumerate(columns.values())
        ]
        rows = zip(
            *(range(len(labels))[part], xml_values(labels[part]), modules[part]),
            zip(*cells, strict=True),
            strict=True,
        )
        yield "".join(
            [
                f'   <node id="n{u}" label="{label}"><attvalues>{"".join(values)}</attvalues>'
                f"{_colour(module)}</node>\n"
                for u, label, module, values in rows
            ]
        )


def _colour(module: int) -> str:
    red, green, blue = bytes.fromhex(colour(module)[1:])
    return f'<viz:color r="{red}" g="{green}" b="{blue}"/>'


def _edge_lines(nodes: NodeColumns) -> Iterator[str]:
    count = 0
    for rows in nodes.links():
        lines = [
            f'   <edge id="{e}" source="n{u}" target="n{v}" weight="{weight!r}"/>\n'
            for e, (u, v, weight) in enumerate(rows, count)
        ]
        count += len(lines)
        yield "".join(lines)
