from numpy import float64
from numpy.typing import NDArray
from typing_extensions import disjoint_base

@disjoint_base
class WeightList:
    @property
    def count(self) -> int: ...
    def take(self, count: int) -> NDArray[float64] | None: ...
