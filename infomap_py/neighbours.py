"""The nearest rows of every row by cosine, exactly: products in blocks, and a heap per row.

The products are those of BLAS, in float32 and in blocks of BLOCK_BYTES, which caches hold; of a
block and its mirror image only one is made, so that all takes some 0.7 of the time of the n * n
products alone, and no more memory than the rows, the heaps, and a block per thread.

BLAS differs in the last bit from one processor, or number of its threads, to another. So SPARE more
are found than are wanted, and the best are chosen by products that are the same everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from threading import Lock

import numpy as np
import numpy.typing as npt

from infomap_py._core.dots import dots, lengths
from infomap_py._core.top_neighbours import TopNeighbours
from infomap_py.arrays import Rows
from infomap_py.side_by_side import side_by_side

BLOCK_BYTES = 4 << 20  # 1024 x 1024; between 1 and 16 MB the time is the same within 5 %
SPARE = 4  # neighbours per row; more than that are rarely as near as the last within the last bit
CHOSEN = 1 << 14  # rows whose neighbours are chosen at a time

Indices = npt.NDArray[np.int32]
Neighbours = tuple[Indices, Rows]
Similarities = Callable[[slice, slice, Rows], Rows]


def unit_rows(rows: Rows) -> Rows:
    """A copy of the rows at length 1; rows of zeros stay as they are."""
    units = np.empty_like(rows)
    length = lengths(rows)[:, None]
    for start in range(0, len(rows), CHOSEN):
        part = slice(start, start + CHOSEN)
        units[part] = rows[part] / np.where(length[part] > 0.0, length[part], 1.0)
    return units


def nearest(
    rows: Rows, num_neighbors: int, *, num_threads: int = 1, block_bytes: int = BLOCK_BYTES
) -> Neighbours:
    """The rows that have the largest products with each row, itself left out.

    Parameters
    ----------
    rows : float32 array, shape (n, d), C-contiguous
        At unit length, products are cosines: see :func:`unit_rows`.
    num_neighbors : int >= 0
        At most that many per row; fewer where there are not as many products above 0.
    num_threads : int
        Threads that bring blocks of products side by side. BLAS may have threads of its own:
        OPENBLAS_NUM_THREADS, MKL_NUM_THREADS.
    block_bytes : int
        The size of a block of products; one per thread is held.

    Returns
    -------
    indices : int32 array, shape (n, min(num_neighbors, n - 1))
        By decreasing similarity, of equal ones the lower index first; -1 where there are no more.
    similarities : float32 array of the same shape
        Each pair's is the same from both ends; 0 where there are no more.
    """
    wanted = max(0, min(num_neighbors, len(rows) - 1))

    def products(a: slice, b: slice, buffer: Rows) -> Rows:
        return _products(rows[a], rows[b], buffer)

    side = _side(block_bytes)
    found = nearest_candidates(len(rows), wanted, products, side=side, num_threads=num_threads)
    return best_of(rows, rows, found, wanted)


def nearest_candidates(
    count: int, wanted: int, similarities: Similarities, *, side: int, num_threads: int
) -> Indices:
    """For each of ``count`` rows, SPARE more others than are wanted, by any similarity.

    ``similarities(a, b, buffer)`` gives those of a slice of rows with another as float32, in the
    buffer of ``side * side`` or elsewhere; those of 0 and less are none.
    """
    top = TopNeighbours(count, min(wanted + SPARE, count - 1) if wanted else 0)
    blocks = [slice(start, min(start + side, count)) for start in range(0, count, side)]
    locks = [Lock() for _ in blocks]

    def work(pairs: Iterator[tuple[int, int]]) -> None:
        buffer = np.empty(side * side, dtype=np.float32)
        for a, b in pairs:
            block = similarities(blocks[a], blocks[b], buffer)
            with ExitStack() as held:  # of the lower block first: nobody waits in a circle
                for number in sorted({a, b}):
                    held.enter_context(locks[number])
                top.add(block, blocks[a].start, blocks[b].start, both=True)

    side_by_side(work, _pairs(len(blocks)), num_threads)
    indices: Indices = top.sort()[0]
    return indices


def nearest_among(
    queries: Rows,
    rows: Rows,
    num_neighbors: int,
    *,
    num_threads: int = 1,
    block_bytes: int = BLOCK_BYTES,
) -> Neighbours:
    """The same for queries, which are not left out where they are among the rows."""
    side = _side(block_bytes)
    wanted = max(0, min(num_neighbors, len(rows)))
    top = TopNeighbours(len(queries), min(wanted + SPARE, len(rows)) if wanted else 0)

    def work(starts: Iterator[int]) -> None:
        buffer = np.empty(side * side, dtype=np.float32)
        for start in starts:
            for first in range(0, len(rows), side):
                part = rows[first : first + side]
                products = _products(queries[start : start + side], part, buffer)
                top.add(products, start, first)

    side_by_side(work, iter(range(0, len(queries), side)), num_threads)
    return best_of(queries, rows, top.sort()[0], wanted)


def best_of(left: Rows, right: Rows, candidates: Indices, num_neighbors: int) -> Neighbours:
    """Of the candidates of every row on the left, rows on the right, the best by their products."""
    indices = np.empty((len(left), num_neighbors), dtype=np.int32)
    similarities = np.empty((len(left), num_neighbors), dtype=np.float32)
    for start in range(0, len(left), CHOSEN):
        part = slice(start, start + CHOSEN)
        near = candidates[part]
        products = dots(left, right, near, start)
        near = np.where(products > 0.0, near, -1)
        order = np.lexsort((near, -np.maximum(products, 0.0)), axis=1)[:, :num_neighbors]
        indices[part] = np.take_along_axis(near, order, axis=1)
        similarities[part] = np.maximum(np.take_along_axis(products, order, axis=1), 0.0)
    return indices, similarities


def _side(block_bytes: int) -> int:
    """Rows and columns of a block of float32."""
    return max(1, int((block_bytes // 4) ** 0.5))


def _pairs(count: int) -> Iterator[tuple[int, int]]:
    """Every pair of blocks once: along the diagonals, where pairs that follow share no block."""
    for apart in range(count):
        for a in range(count - apart):
            yield a, a + apart


def _products(left: Rows, right: Rows, buffer: Rows) -> Rows:
    """Of every row with every other, in the buffer."""
    products = buffer[: len(left) * len(right)].reshape(len(left), len(right))
    return np.matmul(left, right.T, out=products)
