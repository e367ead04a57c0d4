from numpy import int32
from numpy.typing import NDArray

def keep_words(
    tokens: NDArray[int32],
    word_of: NDArray[int32],
    least_break: int,
    kept: NDArray[int32],
    used: int,
) -> tuple[int, int]: ...
