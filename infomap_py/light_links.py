"""Links that are left out because they weigh too little: which, how many, and that some have to be
left.

What a link weighs is known once parallel ones are summed, and once it is known whether those in
both directions are one. So they are left out of a network, not of what it is made of; and of layers
before a walker moves between them, since its links weigh something else.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import numpy as np

from infomap_py.errors import OptionError, counted
from infomap_py.option_checks import check_number

if TYPE_CHECKING:
    from infomap_py.network import Network

AnyNetwork = TypeVar("AnyNetwork", bound="Network")


class LeftOut(NamedTuple):
    """How many links of less than this weight were left out of a network."""

    min_weight: float = 0.0
    num_links: int = 0

    def __str__(self) -> str:
        return f"{counted(self.num_links, 'link')} below {self.min_weight:.12g} left out"


NONE_LEFT_OUT = LeftOut()


def check_min_weight(min_weight: float) -> None:
    """Refuse what is not a finite number of 0 or more."""
    check_number("min_weight", min_weight)
    if not 0.0 <= min_weight < math.inf:
        raise OptionError(
            f"min_weight={min_weight!r} is not a finite number of 0 or more; 0 keeps all links."
        )


def without_light_links(network: AnyNetwork, min_weight: float) -> AnyNetwork:
    """The same nodes without the links of less weight than this, which ``left_out`` counts.

    A network whose links of less weight were left out before stays as it is.
    """
    if min_weight <= network.left_out.min_weight:
        return network
    weights = network.weights
    heavy = (np.ones(len(network.targets)) if weights is None else weights) >= min_weight
    kept = network.restricted(heavy)
    count = network.left_out.num_links + network.num_links - kept.num_links
    return replace(kept, left_out=LeftOut(float(min_weight), count))


def with_heavy_links(network: AnyNetwork, min_weight: float) -> AnyNetwork:
    """The same, or an error.

    Raises
    ------
    OptionError
        ``min_weight`` is not a finite number of 0 or more, or leaves out all links that there are.
    """
    check_min_weight(min_weight)
    kept = without_light_links(network, min_weight)
    if kept.num_links == 0 and kept.left_out.num_links > 0:
        heaviest = ""
        if network.num_links > 0:
            weights = network.weights
            most = 1.0 if weights is None else float(weights.max())
            heaviest = f"; the heaviest weighs {most:.12g}"
        raise OptionError(
            f"min_weight={min_weight:.12g} leaves no link, of {kept.left_out.num_links:,}"
            f"{heaviest}. Give a lower one."
        )
    return kept
