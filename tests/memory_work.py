"""Work of every kind, whose answer is bytes: run by tests that leave it too little memory.

As a program: ``python -m memory_work WORK LIBRARY BYTES STEP`` lets each STEP-th allocation of the
work fail, one after the other, and then with all that follow it, of those of so many bytes by a
library with such a name. It says how often that was a MemoryError, and how often the answer was
that of enough memory; all else is an error.

As ``python -m memory_work WORK limits STEP`` it limits the address space to what is taken before,
and 0, 1, 2, ... times STEP MB, until that is enough.
"""

import ctypes
import gc
import io
import os
import re
import resource
import sys
import tempfile
import warnings
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np

import infomap_py
from infomap_py.readers import read_network
from infomap_py.words.vector_files import read_vectors

# How much work it is: of more, a limit of memory has more places to strike.
SCALE = int(os.environ.get("INFOMAP_PY_SCALE", "1"))
RANDOM = np.random.default_rng(7)
# Groups of 20 nodes, with links of their own and some between.
ENDS = RANDOM.integers(0, 400 * SCALE, (2500 * SCALE, 2))
OWN = ENDS[: 2000 * SCALE]
OWN[:, 1] = OWN[:, 0] // 20 * 20 + RANDOM.integers(0, 20, len(OWN))
NUMBERS = "".join(f"{u} {v} {1 + (u + v) % 3}\n" for u, v in ENDS.tolist()).encode()
# A name with doubled quotes is an allocation of its own: of more, all others are tried as often.
QUOTED = [f'"node ""{u}"""' if u % 40 == 0 else f'"node {u}"' for u in range(400 * SCALE)]
NAMES = "".join(f"{QUOTED[u]} n{v} 0.{1 + v % 7}\n" for u, v in ENDS.tolist()).encode()
WILD = "".join(f"{u * 10**12 - 7} {v * 10**11}\n" for u, v in ENDS.tolist()).encode()
PAJEK = b'*Vertices 3\n1 "a" 2\n2 "b"\n3 "c"\n*Arcs\n1 2\n2 3 5\n3 1\n'
STATES = b'*Vertices 2\n1 "a"\n2 "b"\n*States\n1 1\n2 1\n3 2\n*Links\n1 3\n3 2 0.5\n2 1\n'
LAYERS = b'*Vertices 3\n1 "a"\n2 "b"\n3 "c"\n*Intra\n1 1 2\n1 2 3\n2 1 3 2\n*Inter\n1 2 2 0.5\n'
WORDS = [
    [f"w{k}" for k in sentence] for sentence in RANDOM.integers(0, 60, (600 * SCALE, 8)).tolist()
]
CHINESE = "".join(RANDOM.choice(["我们", "今天", "天气", "很好", "的", "。"], 9000 * SCALE)) + "。"
VECTORS = RANDOM.normal(size=(600 * SCALE, 8)).astype(np.float32)
VECTOR_TEXT = "".join(f"w{k} {' '.join(map(str, row))}\n" for k, row in enumerate(VECTORS)).encode()


def seen(network: infomap_py.Network) -> bytes:
    return repr(list(network.links())).encode("utf-8", "surrogatepass")


def reading(*files: bytes) -> bytes:
    return b"".join(seen(read_network(io.BytesIO(content))) for content in files)


def written(result: infomap_py.Partition | infomap_py.WordClusters, *formats: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        for format in formats:
            result.write(f"{folder}/{format}", format)
        return b"".join((Path(folder) / format).read_bytes() for format in formats)


def found(**options: object) -> infomap_py.Partition:
    return infomap_py.partition(read_network(io.BytesIO(NUMBERS)), **options)  # type: ignore[arg-type]


def searching() -> bytes:
    return written(found(num_trials=3), "tsv")


def in_threads() -> bytes:
    return written(found(num_trials=4, num_threads=2), "tsv")


def directed() -> bytes:
    return written(found(directed=True), "tsv")


def hierarchy() -> bytes:
    return written(found(two_level=False), "ftree", "json")


def overlapping() -> bytes:
    return written(found(overlapping=True), "tree")


def layers() -> bytes:
    return written(infomap_py.partition(io.BytesIO(LAYERS)), "tree")


def regularized() -> bytes:
    metadata = [u % 2 for u in range(found().network.num_nodes)]
    return written(found(metadata=metadata, entropy_corrected=True), "tsv")


def words() -> bytes:
    return written(infomap_py.cluster_words(WORDS, min_count=1), "tsv", "json")


def spilled_words() -> bytes:
    network = infomap_py.cooccurrence(WORDS, min_count=1, memory=1 << 20)
    return seen(network)


def discovery() -> bytes:
    return repr(infomap_py.discover_words([CHINESE]).words).encode()


def vectors() -> bytes:
    read = read_vectors(io.BytesIO(VECTOR_TEXT))
    return written(infomap_py.cluster_vectors((read.words, read.vectors)), "tsv")


def report() -> bytes:
    return written(found(two_level=False), "html", "svg", "graphml", "newick", "gexf")


WORK: dict[str, Callable[[], bytes]] = {
    work.__name__: work
    for work in (
        *(searching, in_threads, directed, hierarchy, overlapping, layers, regularized),
        *(words, spilled_words, discovery, vectors, report),
    )
} | {
    # All that the compiled reader takes; in parts, as each allocation that fails has what was
    # read before it read again.
    "reading": partial(reading, NUMBERS, NAMES, WILD, PAJEK, STATES, LAYERS),
    "reading_ids": partial(reading, NUMBERS, WILD),
    "reading_names": partial(reading, NAMES),
    "reading_pajek": partial(reading, PAJEK, STATES, LAYERS),
}


def walk(
    work: Callable[[], bytes], library: str, size: int, step: int, all: bool
) -> tuple[int, int]:
    """How often there was an error, and how often the answer."""
    core = ctypes.CDLL(None)  # with what was loaded before it
    core.fail_after.argtypes = [ctypes.c_long, ctypes.c_int, ctypes.c_char_p, ctypes.c_size_t]
    name = library.encode()  # which has to stay
    work()
    expected, errors, survived, number = work(), 0, 0, 0
    gc.freeze()  # so that rubbish is soon collected
    while True:
        core.fail_after(number, all, name, size)
        outcome: object = None
        try:
            outcome = work()
        except MemoryError as error:
            outcome = str(error)
        except BaseException as error:
            core.allocations_failed()
            sys.exit(f"allocation {number}: {error!r}")
        failed = core.allocations_failed()
        gc.collect()
        if not failed:
            break
        if isinstance(outcome, str):
            if not re.search(r"\d bytes|\d [kMG]B", outcome):
                sys.exit(f"allocation {number}: no size in MemoryError({outcome!r})")
            errors += 1
        elif outcome == expected:
            survived += 1
        else:
            sys.exit(f"allocation {number}: the answer is another")
        number += step
    if work() != expected:
        sys.exit("the answer is another after all")
    return errors, survived


def outcome_with(work: Callable[[], bytes], room: int | None) -> bytes:
    """The answer of a process that has so many bytes more than this one; or its error."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        if room is not None:
            most = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
            resource.setrlimit(resource.RLIMIT_AS, (most + room, resource.RLIM_INFINITY))
        try:
            answer = work()
        except MemoryError as error:
            answer = f"MemoryError {error}".encode()
        except BaseException as error:
            answer = f"{type(error).__name__}: {error}".encode()
        resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY,) * 2)
        with open(writing, "wb") as pipe:
            pipe.write(answer)
        os._exit(0)
    os.close(writing)
    with open(reading, "rb") as pipe:
        answer = pipe.read()
    _, status = os.waitpid(child, 0)
    return answer if status == 0 else f"status {status}".encode()


def limit(work: Callable[[], bytes], step: float) -> None:
    work()  # all libraries are loaded then
    expected, errors, sizes = outcome_with(work, None), 0, 0
    while True:
        answer = outcome_with(work, int(errors * step * 1e6))
        if answer == expected:
            break
        if not answer.startswith(b"MemoryError"):
            sys.exit(f"with {errors * step:g} MB: {answer[:300]!r}")
        sizes += any(map(str.isdigit, answer.decode()))
        errors += 1
    print(errors, sizes)


if __name__ == "__main__":
    sys.unraisablehook = lambda event: sys.exit(f"unraisable: {event.exc_value!r}")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if sys.argv[2] == "limits":
            limit(WORK[sys.argv[1]], float(sys.argv[3]))
        else:
            name, library, size, step = sys.argv[1:]
            for all_others in (False, True):
                print(*walk(WORK[name], library, int(size), int(step), all_others))
