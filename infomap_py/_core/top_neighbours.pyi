from typing import Self

from numpy import float32, int32
from numpy.typing import NDArray
from typing_extensions import disjoint_base

@disjoint_base
class TopNeighbours:
    def __new__(cls, num_rows: int, k: int) -> Self: ...
    def add(
        self, block: NDArray[float32], first_row: int, first_column: int, *, both: bool = False
    ) -> None: ...
    def sort(self) -> tuple[NDArray[int32], NDArray[float32]]: ...
