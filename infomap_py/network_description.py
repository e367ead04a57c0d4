"""NetworkDescription: what a network is like, as a record."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from infomap_py.provenance import plain

Numbers = npt.NDArray[Any]


class Spread(NamedTuple):
    """How some numbers are spread."""

    min: float
    median: float
    mean: float
    max: float

    @classmethod
    def of(cls, numbers: Numbers) -> Spread:
        """That of these numbers; zeros where there are none."""
        if len(numbers) == 0:
            return cls(0.0, 0.0, 0.0, 0.0)
        mean = int(numbers.sum()) / len(numbers)
        return cls(float(numbers.min()), float(np.median(numbers)), mean, float(numbers.max()))


class Weights(NamedTuple):
    """The weights of links: how they are spread, their sum, their standard deviation, and how many
    of them are 0."""

    min: float
    median: float
    mean: float
    max: float
    sum: float
    deviation: float
    num_zero: int


class Components(NamedTuple):
    """How many there are, and the sizes of the largest in nodes, at most five."""

    number: int
    largest: tuple[int, ...]


@dataclass(frozen=True)
class NetworkDescription:
    """What a network is like; ``print`` shows it as a person reads it.

    Attributes
    ----------
    network : str
        Its size and kind.
    source : str
    read_as : dict
        Of a file: its ``format``, and of a link list ``separator`` and ``header``.
    direction : str
        Why links are taken for one-way or not.
    flow_model : str
        The random walk that would be coded: "directed" or "undirected".
    num_nodes, num_links : int
        Links are different ones; an undirected one counts once.
    num_self_links, num_isolated : int
        Links from a node to itself; nodes without any link.
    num_parallel : int, or None
        How many links repeat another, whose weights were added up; u-v and v-u are the same link if
        undirected. None where that is not known, as of a network that was made of another.
    density : float
        Links between different nodes over how many there could be, if bipartite between the sides.
    reciprocity : float, or None
        If directed: the share of links between different nodes that have one back.
    components, strong_components : Components
        Directed networks have both: pieces that hang together whichever way links point, and those
        in which every node can be reached from every other.
    degree : Spread
        Links at a node; a self-link counts once, or, if directed, once for each end.
    in_degree, out_degree : Spread, or None
        If directed.
    hubs : tuple of (label, degree)
        The nodes with most links.
    weights : Weights, or None
        None: every link counts 1.
    sides : (int, int), or None
        Primary nodes and features of a bipartite network.
    num_physical, num_layers : int, or None
        Of a state network, whose states are what is called a node above.
    """

    network: str
    source: str
    read_as: dict[str, str]
    direction: str
    flow_model: str
    num_nodes: int
    num_links: int
    directed: bool
    num_self_links: int
    num_isolated: int
    num_parallel: int | None
    density: float
    reciprocity: float | None
    components: Components
    strong_components: Components | None
    degree: Spread
    in_degree: Spread | None
    out_degree: Spread | None
    hubs: tuple[tuple[Hashable, int], ...]
    weights: Weights | None
    sides: tuple[int, int] | None
    num_physical: int | None
    num_layers: int | None

    def as_dict(self) -> dict[str, Any]:
        """All of it as JSON can hold it."""
        facts = asdict(self)
        for name, fact in facts.items():
            if hasattr(fact, "_asdict"):
                facts[name] = fact._asdict()
        facts["hubs"] = [[plain(label), degree] for label, degree in self.hubs]
        return facts

    def __str__(self) -> str:
        from infomap_py.description_text import text_of  # it needs the class

        return text_of(self)

    __repr__ = __str__
