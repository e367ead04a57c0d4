from typing import Self

from numpy import int64
from numpy.typing import NDArray
from typing_extensions import disjoint_base

from infomap_py._core.growing import WeightList

@disjoint_base
class IntegerRows:
    @property
    def count(self) -> int: ...
    @property
    def width(self) -> int: ...
    @property
    def weights(self) -> WeightList: ...
    def __new__(cls, width: int) -> Self: ...
    def columns(self) -> tuple[NDArray[int64], ...]: ...
