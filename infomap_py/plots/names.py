"""What pictures call modules and nodes, and what was asked for."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from infomap_py.labels import as_sequence, label_text
from infomap_py.modules import Module
from infomap_py.pictures.scenes import top_names
from infomap_py.pictures.svg import abridged, is_blank, text_length
from infomap_py.plots.fonts import Font, FontOption, font_for
from infomap_py.tree import ROOT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from infomap_py.partition import Partition
    from infomap_py.words.clusters import WordClusters

LETTERS_OF_NAME, LETTERS_AT_LEAST = 24, 4


def cut(name: str, room: float) -> str:
    """As much of a name as there is room for, in font sizes; nothing, if that is nearly nothing."""
    if text_length(name) <= room:
        return name
    shorter = (abridged(name, letters) for letters in range(len(name) - 1, LETTERS_AT_LEAST, -1))
    return next((some for some in shorter if text_length(some) <= room), "")


@dataclass(frozen=True)
class Asked:
    """A picture that a caller wants.

    Attributes
    ----------
    partition : Partition
    ax : Axes or None
        Where it goes; None: to a new figure.
    num_modules : int or None
        At most so many; None: as the picture has by default.
    labels : bool or mapping
        Whether names are drawn; other names, by node.
    font : str, path or None
    clusters : WordClusters or None
        What the modules are, where nodes are words: these are named by distinctive words.
    """

    partition: Partition
    ax: Axes | None = None
    num_modules: int | None = None
    labels: bool | Mapping[Hashable, object] = True
    font: FontOption = None
    clusters: WordClusters | None = None

    @property
    def noun(self) -> str:
        """What a module is called."""
        return "module" if self.clusters is None else "cluster"

    @property
    def of_node(self) -> str:
        """What a node is called."""
        return "node" if self.clusters is None else "word"

    @property
    def is_named(self) -> bool:
        return self.labels is not False

    def font_for(self, texts: Iterable[str]) -> Font:
        return font_for(texts, self.font)

    def called(self, node: Hashable) -> str:
        """What a node is called, at any length."""
        given = self.labels if isinstance(self.labels, Mapping) else {}
        return label_text(given.get(node, node))

    def name(self, node: Hashable) -> str:
        """The same in one line, abridged."""
        return abridged(self.called(node), LETTERS_OF_NAME)

    def names_of_nodes(self, positions: Iterable[int]) -> list[str]:
        """By position in the labels of what a reader takes for nodes."""
        return [self.name(self._nodes[u]) for u in positions]

    def names_of_module(self, module: int, count: int) -> list[str]:
        """Of the nodes that it is named by, the first of them first; each once, none that is not
        seen."""
        if self.clusters is not None and module < len(self.clusters):
            names = list(map(self.name, self.clusters[module].labels[:count]))
        else:
            here = Module(self.partition.tree.outline, module)
            names = top_names(here, count, self.name)
        return [name for name in dict.fromkeys(names) if not is_blank(name)]

    @cached_property
    def _nodes(self) -> Sequence[Hashable]:
        return as_sequence(Module(self.partition.tree.outline, ROOT).labels)
