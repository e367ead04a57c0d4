from typing import final

from numpy import int32, uint8
from numpy.typing import NDArray

@final
class Waiting:
    def __init__(
        self, num_nodes: int, order: NDArray[int32], frozen: NDArray[uint8] | None = None
    ) -> None: ...
