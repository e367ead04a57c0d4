"""What each kind of build notices: its flags, what is loaded before Python, and what it runs.

All keep -O1 and -g, and names of functions in what they report. A finding ends the test that led to
it, or is written to a file; both fail the run. Nothing is suppressed.
"""

import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
COMPILER = "gcc"
DEBUG = ("-O1", "-g", "-fno-omit-frame-pointer")

# Of the tests, those where no code of ours is under the sanitizer, or a sanitizer has no place.
LEFT_OUT = {
    "browsers, and kernels of notebooks": ("test_browser", "test_notebook_kernel"),
    "compiled code of peers": ("test_peer", "test_networkit_graphs"),
    "programs about the project, in processes of their own": (
        "test_benchmarks",
        "test_completion",
        "test_docs",
        "test_mutation",
        "test_public_names",
        "test_site",
    ),
    "the allocator, which is the sanitizer's own": ("test_memory", "test_too_little_memory"),
    "examples, whose calls other tests make": ("test_examples",),
    "pictures and pages, made by Python alone of partitions": (
        "test_alluvial_pictures",
        "test_plots",
        "test_report",
    ),
}

# How good the results are, over hundreds of networks: long, and through the same code as the rest.
NOT_NAMED = "reference"

# Where threads of ours meet: a team, trials, what is dealt out side by side, what stops them.
THREADED = (
    "test_batches.py",
    "test_processes.py::test_fifty_partitions_at_once_are_those_alone_and_nothing_stays",
    "test_threads.py",
    "test_progress.py",
    "test_pair_counts.py",
    "test_cluster_vectors.py::test_threads_do_not_change_the_network",
    "test_cooccurrence.py::test_memory_and_threads_change_nothing",
    "test_fixed_nodes.py::test_the_same_on_any_number_of_threads",
    "test_golden.py::test_any_number_of_threads_finds_what_one_finds",
    "test_hierarchy.py::test_threads_change_no_byte_of_a_tree",
    "test_landscape.py::test_threads_make_no_difference",
    "test_nearest_samples.py::test_threads_and_blocks_give_the_same_bytes",
    "test_neighbours.py::test_an_error_in_a_thread_is_raised",
    "test_neighbours.py::test_threads_and_blocks_give_the_same_bytes",
    "test_overlapping.py::test_trials_give_the_same_on_any_number_of_threads",
    "test_search.py::test_a_stopped_search_returns_the_partition_it_has",
    "test_search.py::test_recombined_trials_find_what_none_of_them_found",
    "test_search.py::test_threads_and_order_of_trials_change_nothing",
    "test_second_order.py::test_threads_memory_and_repetition_change_nothing",
)


@dataclass(frozen=True)
class Kind:
    """``mistakes`` has, for each that must be found, words of what is said then."""

    name: str
    mistakes: dict[str, str]
    flags: tuple[str, ...] = ()
    libraries: tuple[str, ...] = ()
    environment: dict[str, str] = field(default_factory=dict)
    only: tuple[str, ...] = ()  # tests; without any, all but those left out

    def variables(self, reports: Path) -> dict[str, str]:
        """The environment of Python; findings go to files whose names begin with ``reports``."""
        own = {name: value.format(reports=reports) for name, value in self.environment.items()}
        if self.libraries:
            own["LD_PRELOAD"] = " ".join(map(_library, self.libraries))
        return {**os.environ, "PYTHONMALLOC": "malloc", **own}

    def tests(self, folder: Path) -> list[str]:
        """What pytest is given."""
        if self.only:
            return [f"tests/{name}" for name in self.only]
        left_out = tuple(name for names in LEFT_OUT.values() for name in names)
        found = sorted(path.name for path in folder.glob("test_*.py"))
        files = [f"tests/{name}" for name in found if not name.startswith(left_out)]
        return ["-k", f"not {NOT_NAMED}", *files]


def _library(name: str) -> str:
    found = subprocess.run(
        [COMPILER, f"-print-file-name={name}"], capture_output=True, text=True, check=True
    )
    return str(Path(found.stdout.strip()).resolve(strict=True))


KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            "address",  # and undefined behaviour: the two go together
            {
                "past_the_end": "heap-buffer-overflow",
                "after_it_was_given_back": "heap-use-after-free",
                "overflow": "signed integer overflow",
                "too_large_for_an_integer": "outside the range of representable values",
            },
            (
                *DEBUG,
                "-fno-wrapv",  # Python's own flags let integers wrap; others' may not
                "-fsanitize=address,undefined,float-cast-overflow",
                "-fno-sanitize-recover=all",
            ),
            # Exceptions of C++ in scipy have to be seen, too, and their library is loaded first.
            ("libasan.so", "libubsan.so", "libstdc++.so.6"),
            {
                # Python gives much back at no time: see "leaks". Of numpy, some tests ask for more
                # memory than there is, and expect a MemoryError.
                "ASAN_OPTIONS": "detect_leaks=0:allocator_may_return_null=1:log_path={reports}",
                "UBSAN_OPTIONS": "print_stacktrace=1",  # goes to stderr, whatever it is told
            },
        ),
        Kind(
            "thread",
            {"race": "data race"},
            (*DEBUG, "-fsanitize=thread"),
            ("libtsan.so",),
            # OpenBLAS waits for threads of its own in a way that is not seen, and numpy has what
            # they write: each product would be a race. It is to have none.
            {"TSAN_OPTIONS": "log_path={reports}", "OPENBLAS_NUM_THREADS": "1"},
            THREADED,
        ),
        Kind(
            "bounds",
            {"past_the_end": "Out of bounds on buffer access"},
            DEBUG,
            environment={"INFOMAP_PY_DEBUG": "1"},
        ),
    )
}
