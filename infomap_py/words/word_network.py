"""WordNetwork: a network of words, which can say how well some of them belong together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from infomap_py.network import Network

Counts = npt.NDArray[np.int64]
Positions = npt.NDArray[np.integer[Any]]


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class WordNetwork(Network):
    """A network of words, made by :func:`infomap_py.cooccurrence` or from word vectors.

    ``nodes`` are the words; all else is as in :class:`infomap_py.Network`.

    Attributes
    ----------
    counts : int64 array, or None
        How often every word occurs in the corpus; None where that is not known, as of vectors.
    recipe : mapping
        The options that say which words are linked, and how strongly.
    """

    counts: Counts | None = None
    recipe: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, network: Network, **known: Any) -> Self:
        """The same links, with what is known of the words besides."""
        links = {own.name: getattr(network, own.name) for own in fields(Network)}
        return cls(**links, **known)

    def coherence(self, words: Positions) -> float | None:
        """How well these words belong together, by the mean over their pairs; 0 of a single word.

        None here, where nothing but links is known; other kinds of networks have their measure.
        """
        return None
