"""How word vectors become a network: the options, checked once, and the presets."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

from infomap_py.errors import OptionError
from infomap_py.option_checks import check_flag, check_integer, check_number, check_positive
from infomap_py.words.presets import chosen_preset

Symmetrize = Literal["union", "mutual", "directed"]


@dataclass(frozen=True)
class NeighbourOptions:
    """Which words are linked, and how strongly; see :func:`infomap_py.cluster_vectors`.

    Raises
    ------
    OptionError
        A value is outside its range.
    """

    num_neighbors: int = 20
    min_similarity: float = 0.0
    power: float = 8.0
    symmetrize: Symmetrize = "union"
    whitening: float = 0.0
    local_scaling: float = 0.0
    approximate: bool | None = None

    def __post_init__(self) -> None:
        check_integer("num_neighbors", self.num_neighbors, 1)
        check_number("min_similarity", self.min_similarity)
        if not 0.0 <= self.min_similarity <= 1.0:
            raise OptionError(
                f"min_similarity={self.min_similarity!r} is not in [0, 1]; neighbours are words "
                "with a cosine above 0."
            )
        check_positive("power", self.power)
        if self.symmetrize not in get_args(Symmetrize):
            raise OptionError(
                f"symmetrize={self.symmetrize!r} is none of {', '.join(get_args(Symmetrize))}."
            )
        check_number("whitening", self.whitening)
        if not 0.0 <= self.whitening <= 1.0:
            raise OptionError(
                f"whitening={self.whitening!r} is not in [0, 1]; 0 leaves vectors as they are, and "
                "1 makes all axes alike."
            )
        check_number("local_scaling", self.local_scaling)
        if not 0.0 <= self.local_scaling < math.inf:
            raise OptionError(
                f"local_scaling={self.local_scaling!r} is not a finite number of at least 0; with "
                "0, cosines are weights as they are."
            )
        if self.approximate is not None:
            check_flag("approximate", self.approximate)

    def as_dict(self) -> dict[str, Any]:
        """Every option by name."""
        return asdict(self)

    @property
    def in_words(self) -> str:
        """ "20 nearest, union, weight cosine^8"."""
        white = f" in vectors whitened by {self.whitening:g}" if self.whitening > 0 else ""
        least = f" of cosine >= {self.min_similarity:g}" if self.min_similarity > 0 else ""
        power = "" if self.power == 1 else f"^{self.power:g}"
        scaled = f"cosine/(m_i m_j)^{self.local_scaling:g}" if self.local_scaling > 0 else "cosine"
        weight = f"({scaled}){power}" if self.local_scaling > 0 and power else f"{scaled}{power}"
        return f"{self.num_neighbors} nearest{least}{white}, {self.symmetrize}, weight {weight}"


PRESETS = {
    "default": NeighbourOptions(),
    "local": NeighbourOptions(num_neighbors=40, power=6.0, whitening=0.5, local_scaling=0.75),
    "su2019": NeighbourOptions(
        num_neighbors=50, min_similarity=0.6, power=1.0, symmetrize="directed"
    ),
}


def preset_with(preset: str, **given: Any) -> NeighbourOptions:
    """The options of a preset, and in their place those that are given, that is, not None.

    Raises
    ------
    OptionError
        There is no such preset, or an option is out of range.
    """
    return chosen_preset(PRESETS, preset, **given)
