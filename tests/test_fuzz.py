"""Readers on files by the grammar of each format, with slips in them, and on what once broke them.

``fuzz/targets.py`` says what is promised; ``make fuzz`` has a machine look for more, for hours.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fuzz.grammars import GRAMMARS, with_slips
from fuzz.outcomes import FindingError
from fuzz.search_targets import partitions
from fuzz.seeds import SEEDS
from fuzz.targets import TARGETS
from hypothesis import given, settings
from hypothesis import strategies as st

from infomap_py import readers

CORPUS = Path(__file__).parent / "fuzz" / "corpus"


@pytest.mark.parametrize("name", GRAMMARS)
def test_files_by_the_grammar_are_read_as_they_stand_or_refused_with_the_place(name: str) -> None:
    accepted = []

    # The same files each time, new ones are for `make fuzz`; as many as it takes to have one that
    # is accepted, in any profile.
    @settings(derandomize=True, max_examples=max(50, settings().max_examples))
    @given(with_slips(name))
    def check(content: bytes) -> None:
        accepted.append(TARGETS[name](content))

    check()
    assert any(accepted)  # or the grammar tests nothing but refusals


def test_partitions_have_the_codelength_of_the_map_equation_and_valid_modules() -> None:
    partitions()


@pytest.mark.parametrize(
    "path", sorted(CORPUS.glob("*/*")), ids=lambda path: f"{path.parent.name}-{path.name}"
)
def test_what_once_broke_a_reader_does_not(path: Path) -> None:
    TARGETS[path.parent.name](path.read_bytes())


@pytest.mark.parametrize(("name", "content"), [(n, c) for n in SEEDS for c in SEEDS[n]])
def test_seeds_keep_all_promises(name: str, content: bytes) -> None:
    TARGETS[name](content)


def test_all_targets_have_seeds() -> None:
    assert SEEDS.keys() == TARGETS.keys()
    assert GRAMMARS.keys() | {"partition"} == TARGETS.keys()


def test_a_reader_that_drops_a_link_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    read = readers.read_network

    def without_first_line(stream: object, **options: object) -> object:
        lines = iter(b"".join(iter(lambda: stream.read(99), b"")).partition(b"\n")[2:])  # type: ignore[attr-defined]
        return read(_Rest(lines), **options)  # type: ignore[arg-type]

    monkeypatch.setattr("fuzz.network_targets.read_network", without_first_line)
    with pytest.raises(FindingError, match="1 links of 2"):
        TARGETS["link_list"](b"1 2\n3 4\n")


class _Rest:
    """A stream of what is left."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        self._parts = parts

    def read(self, size: int) -> bytes:
        return next(self._parts, b"")


@settings(derandomize=True)
@given(st.sampled_from(sorted(GRAMMARS)), st.binary(max_size=60))
def test_any_bytes_at_all_are_read_or_refused(name: str, content: bytes) -> None:
    TARGETS[name](content)
