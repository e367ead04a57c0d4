"""Hashes that decide which shard a label goes to, and whose turn it is: fixed, so that no result
depends on who computes them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

GOLDEN = 0x9E3779B97F4A7C15


def hashes(numbers: npt.NDArray[np.integer], salt: int = 0) -> npt.NDArray[np.uint64]:
    """Every bit of a number, and of the salt, reaches every bit of its hash (the finaliser of
    MurmurHash3, public domain)."""
    bits = numbers.astype(np.int64).view(np.uint64) ^ np.uint64(salt * GOLDEN % 2**64)
    for factor in (0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53):
        bits = (bits ^ (bits >> np.uint64(33))) * np.uint64(factor)
    return bits ^ (bits >> np.uint64(33))


def hash_of(*numbers: int) -> int:
    """One hash of some numbers, that is positive in 63 bits."""
    bits = np.zeros(1, dtype=np.int64)
    for number in numbers:
        bits = hashes(bits, number).view(np.int64)
    return int(bits[0]) & (2**63 - 1)
