from typing import final

from numpy import float64, int32, int64
from numpy.typing import NDArray

@final
class Holdings:
    @property
    def num_attributes(self) -> int: ...
    def __init__(
        self,
        offsets: NDArray[int64],
        attributes: NDArray[int32],
        shares: NDArray[float64],
        num_attributes: int,
        total_share: NDArray[float64] | None = None,
        holders: bool = False,
    ) -> None: ...
    def list_holders(self) -> None: ...
    def sums(self) -> NDArray[float64]: ...
