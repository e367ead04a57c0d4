from typing import Self, final

from numpy import int32, int64
from numpy.typing import NDArray

@final
class RunSum:
    def __new__(cls, num_words: int) -> Self: ...
    def rows(
        self, first: int, entries: NDArray[int64], begins: NDArray[int64]
    ) -> tuple[NDArray[int32], NDArray[int32], NDArray[int64]]: ...
