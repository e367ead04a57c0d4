"""The sections of a multilayer file: lines of layers and nodes, which are integers.

``*Intra`` has links within layers; ``*Inter`` those of a node to itself in another layer;
``*Multilayer``, or ``*Multiplex``, those of any node in any layer to any other.
"""

from __future__ import annotations

import numpy as np

from infomap_py._core.integer_rows import IntegerRows
from infomap_py._core.tokenizer import Tokenizer
from infomap_py.contents import Contents, JoinedLayers, LayerLinks, Rows
from infomap_py.errors import ReadError
from infomap_py.labels import Labels
from infomap_py.layer_links import Integers

COLUMNS = {
    "intra": "layer source target",
    "inter": "layer node other_layer",
    "multilayer": "layer source other_layer target",
    "multiplex": "layer source other_layer target",
}


class LayerSections:
    """Rows of all sections of layers in a file."""

    def __init__(self) -> None:
        self._sections: list[tuple[str, IntegerRows]] = []

    def __bool__(self) -> bool:
        return bool(self._sections)

    def begin(self, section: str, tokenizer: Tokenizer, *, listed: bool) -> None:
        """Set the tokenizer to a section, whose nodes are vertices' ids if those are listed."""
        tokenizer.expect_rows(COLUMNS[section], listed=listed)
        self._sections.append((COLUMNS[section], tokenizer.rows))

    def contents(self, nodes: Labels, *, listed: bool, directed: bool) -> Contents:
        """What they contain; nodes that are not listed ascend, as do layers."""
        place = None
        if not listed:
            ids = np.asarray(nodes)
            place = np.argsort(np.argsort(ids))
            nodes = np.sort(ids)
            nodes.setflags(write=False)
        intra, inter, joined = (
            self._rows(COLUMNS[section], place) for section in ("intra", "inter", "multilayer")
        )
        if len(joined.weights):
            return JoinedLayers(joined, nodes, directed)
        if len(intra.weights) == 0:
            raise ReadError(
                "the file has no links within layers, and without them a walker has nowhere to go; "
                "list them as 'layer source target [weight]' under *Intra."
            )
        return LayerLinks(intra, inter, nodes, directed)

    def _rows(self, names: str, place: Integers | None) -> Rows:
        """All rows with those columns; nodes go where ``place`` says."""
        tables = [rows for columns, rows in self._sections if columns == names]
        weights = [rows.weights.take(rows.count) for rows in tables]
        columns = []
        for k, name in enumerate(names.split()):
            parts = [np.empty(0, dtype=np.int64), *(rows.columns()[k] for rows in tables)]
            column = np.concatenate(parts)
            is_node = "layer" not in name
            columns.append(place[column] if is_node and place is not None else column)
        given = [
            np.ones(rows.count) if some is None else some
            for some, rows in zip(weights, tables, strict=True)
        ]
        return Rows(columns, np.concatenate([np.empty(0), *given]))
