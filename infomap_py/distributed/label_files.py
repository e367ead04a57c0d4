"""Labels in files: integers as an array; texts as their bytes, one after the other, and where each
begins."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from infomap_py.distributed.folder import load, save
from infomap_py.distributed.hashing import hashes
from infomap_py.labels import Labels, as_sequence
from infomap_py.output_files import ENCODING, ENCODING_ERRORS

Kind = Literal["integers", "texts"]
Encoded = npt.NDArray[np.int64] | list[bytes]


def encoded(labels: Labels, as_texts: bool = False) -> Encoded:
    """Integers, or what texts are in files; integers are texts where others are."""
    if kind_of(labels) == "integers" and not as_texts:
        return np.asarray(labels, dtype=np.int64)
    return [str(label).encode(ENCODING, ENCODING_ERRORS) for label in as_sequence(labels)]


def decoded(labels: Encoded) -> Labels:
    """What callers call the nodes."""
    if isinstance(labels, np.ndarray):
        return labels
    return [label.decode(ENCODING, ENCODING_ERRORS) for label in labels]


def kind_of(labels: Labels) -> Kind:
    """Whether all are integers, as all of none are."""
    if len(labels) == 0 or (isinstance(labels, np.ndarray) and labels.dtype.kind == "i"):
        return "integers"
    return "texts"


def save_labels(folder: Path, labels: Encoded) -> None:
    """Write labels down."""
    if isinstance(labels, np.ndarray):
        save(folder / "labels.npy", labels)
        return
    begins = np.zeros(len(labels) + 1, dtype=np.int64)
    np.cumsum(np.fromiter(map(len, labels), np.int64, len(labels)), out=begins[1:])
    save(folder / "texts.npy", np.frombuffer(b"".join(labels), dtype=np.uint8))
    save(folder / "begins.npy", begins)


def load_labels(folder: Path, part: slice = slice(None)) -> Encoded:
    """Some of the labels that were written there."""
    if (folder / "labels.npy").exists():
        return np.asarray(load(folder / "labels.npy")[part])
    first, last, _ = part.indices(len(load(folder / "begins.npy")) - 1)
    begins = load(folder / "begins.npy")[first : last + 1]
    text = load(folder / "texts.npy")[begins[0] : begins[-1]].tobytes()
    at = (begins - begins[0]).tolist()
    return [text[a:b] for a, b in pairwise(at)]


def buckets(labels: Encoded, count: int) -> npt.NDArray[np.int64]:
    """The bucket, of so many, that every label belongs to, by its hash."""
    if isinstance(labels, np.ndarray):
        numbers = labels
    else:
        numbers = np.fromiter(map(zlib.crc32, labels), np.int64, len(labels))
    return (hashes(numbers) % np.uint64(count)).astype(np.int64)


def merged(parts: Sequence[Encoded]) -> tuple[Encoded, list[npt.NDArray[np.int64]]]:
    """The distinct labels in order, and where those of every part are among them."""
    if all(isinstance(part, np.ndarray) for part in parts):
        distinct = np.unique(np.concatenate(parts))
        return distinct, [np.searchsorted(distinct, part) for part in parts]
    texts: list[bytes] = sorted({label for part in parts for label in part})
    place: dict[Any, int] = {label: k for k, label in enumerate(texts)}
    return texts, [np.fromiter((place[x] for x in part), np.int64, len(part)) for part in parts]
