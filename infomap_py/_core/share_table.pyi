from typing import final

from numpy import dtype, float64, int32, int64, void
from numpy.typing import NDArray

SLOT: dtype[void]

@final
class ShareTable:
    @property
    def num_shares(self) -> int: ...
    def __init__(self, most_shares: int) -> None: ...
    def rows(
        self, row_of: NDArray[int32], num_rows: int
    ) -> tuple[NDArray[int64], NDArray[int32], NDArray[float64]]: ...
