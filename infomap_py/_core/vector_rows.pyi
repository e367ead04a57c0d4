from numpy import float32, int64
from numpy.typing import NDArray

def read_text(
    text: memoryview, rows: NDArray[float32], words: NDArray[int64]
) -> tuple[int, int, int, bool]: ...
def read_binary(
    text: memoryview, rows: NDArray[float32], words: NDArray[int64]
) -> tuple[int, int]: ...
