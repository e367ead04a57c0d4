from typing import final

from numpy import int32
from numpy.typing import NDArray

@final
class Assignment:
    def __init__(
        self, module_of: NDArray[int32], num_modules: int, parent_of: NDArray[int32] | None = None
    ) -> None: ...
    def enlarge(self, num_modules: int) -> None: ...
