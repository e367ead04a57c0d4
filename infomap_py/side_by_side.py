"""Work dealt out to threads: each takes the next piece when it is done with one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from typing import Any, Generic, TypeVar

from infomap_py.uninterrupted import result_of, uninterrupted

Piece = TypeVar("Piece")


class Shared(Generic[Piece]):
    """An iterator from which several threads take, until one fails or the caller is interrupted."""

    def __init__(self, pieces: Iterator[Piece]) -> None:
        self._pieces = pieces
        self._lock = Lock()
        self.stopped = False

    def __iter__(self) -> Iterator[Piece]:
        return self

    def __next__(self) -> Piece:
        with self._lock:
            if self.stopped:
                raise StopIteration
            return next(self._pieces)


def submitted(pool: ThreadPoolExecutor, work: Callable[..., None], *given: Any) -> Future[None]:
    """The work, given to a pool; a thread for which there is no room is an error of the memory."""
    try:
        return pool.submit(work, *given)
    except RuntimeError as error:
        raise MemoryError(f"{error}; give fewer num_threads") from error


def side_by_side(
    work: Callable[[Iterator[Piece]], None], pieces: Iterator[Piece], num_threads: int
) -> None:
    """Call ``work`` in every thread, with an iterator over what is left of the pieces.

    The first error of any is raised, when all have stopped; so is Ctrl-C.
    """
    if num_threads == 1:
        work(pieces)
        return
    shared = Shared(pieces)

    def share() -> None:
        try:
            work(shared)
        except BaseException:
            shared.stopped = True
            raise

    with ThreadPoolExecutor(num_threads) as threads:
        try:
            for worker in uninterrupted(
                lambda: [submitted(threads, share) for _ in range(num_threads)]
            ):
                result_of(worker)
        finally:
            shared.stopped = True
