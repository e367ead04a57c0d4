"""Calls the nodes of a file as the file does, where there is no network to find them in.

It answers what :class:`infomap_py.nodes_by_text.NodesByText` does, with labels that are texts, in
.json also numbers. Two nodes of one name are told apart by their ids where the file has some; then
a label would not say which is meant, and they are refused.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

from infomap_py.errors import ReadError
from infomap_py.file_ids import escaped, unescaped
from infomap_py.newick_files import escaped_label
from infomap_py.nodes_by_text import Spelling, shown

MEANT: dict[Spelling, Spelling] = {escaped: unescaped, escaped_label: unescaped}


class NodesAsNamed:
    """Takes labels from the file; ``has_escapes`` says whether names are spelled as this package
    does, and not as they were."""

    columns: tuple[str, ...] = ("node_id",)

    def __init__(self, has_escapes: bool = True) -> None:
        self._has_escapes = has_escapes
        self._ids: dict[str, Hashable] = {}

    def with_text(self, text: str) -> Hashable:
        """The text."""
        return text

    def with_name(self, name: str, spelling: Spelling, id: Hashable = None) -> Hashable:
        """The name, as it was before it was spelled like this."""
        meant = MEANT.get(spelling, str)(name) if self._has_escapes else name
        if self._ids.setdefault(meant, id) != id:
            raise ReadError(
                f"two nodes are called {shown(meant)}, {self._ids[meant]} and {id}. Give the "
                "network as well, whose nodes are known by more than their names."
            )
        return meant

    def with_ids(self, ids: Sequence[str], name: str | None = None) -> Hashable:
        """The name, if there is one, and else the id; of states the id, as they share names."""
        return ids[0] if name is None or len(ids) > 1 else self.with_name(name, escaped, ids[0])

    def with_json(self, value: Any) -> Hashable:
        """The text or number."""
        return value if isinstance(value, str | int | float) else str(value)

    def takes(self, count: int) -> bool:
        """Nodes have an id, states that of their node as well, and perhaps that of their layer."""
        return 1 <= count <= 3
