from typing import Self

from numpy import float64, int32, int64
from numpy.typing import NDArray
from typing_extensions import disjoint_base

from infomap_py._core.links import LinkList

@disjoint_base
class LayerRows:
    def __new__(
        cls,
        offsets: NDArray[int64],
        targets: NDArray[int32],
        weights: NDArray[float64],
        strength: NDArray[float64],
        node_of: NDArray[int32],
        reach: tuple[NDArray[int32], NDArray[int32], NDArray[int32]],
    ) -> Self: ...
    def order_of_appearance(self, to_self: bool = False) -> NDArray[int32]: ...
    def relax(self, links: LinkList, state_of: NDArray[int32], rate: float) -> None: ...
