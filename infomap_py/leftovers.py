"""What has to be put away before a signal ends the process: a file half written, a bar half drawn.

Whoever makes such a thing puts it away in any other case.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

Removal = Callable[[], object]  # may be called again, and when there is nothing to remove

_removals: dict[Removal, None] = {}  # of any thread, in order


def add(removal: Removal) -> None:
    """From now on there may be something to put away."""
    _removals[removal] = None


def discard(removal: Removal) -> None:
    """There is nothing any more."""
    _removals.pop(removal, None)


def put_away() -> None:
    """Call all removals, the last first, whatever comes of each."""
    for removal in reversed(list(_removals)):
        with suppress(Exception):
            removal()
