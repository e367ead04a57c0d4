from typing import Self

from numpy import float64, int32, int64
from numpy.typing import NDArray
from typing_extensions import disjoint_base

from infomap_py._core.layer_rows import LayerRows
from infomap_py._core.links import LinkList

@disjoint_base
class Holders:
    def __new__(
        cls,
        place: NDArray[int64],
        group: NDArray[int64],
        copy: NDArray[int32],
        layer: NDArray[int32],
        weight: NDArray[float64],
    ) -> Self: ...

@disjoint_base
class Encounters:
    def __new__(cls, num_copies: int) -> Self: ...

def relax_to_similar(
    rows: LayerRows,
    holders: Holders,
    links: LinkList,
    order: NDArray[int32],
    layer_of: NDArray[int32],
    reach: tuple[NDArray[int32], NDArray[int32]],
    rate: float,
) -> NDArray[int32]: ...
