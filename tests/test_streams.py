"""Streams: bytes from files, file objects and standard input, plain or compressed."""

import bz2
import errno
import gzip
import io
import lzma
import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from infomap_py import streams
from infomap_py.errors import InputTypeError, OptionError, ReadError
from infomap_py.readers import read_network

DATA = Path(__file__).parent / "data"
COMPRESS = {".gz": gzip.compress, ".bz2": bz2.compress, ".xz": lzma.compress}


@pytest.mark.parametrize("suffix", COMPRESS)
def test_a_compressed_file_is_read_by_its_suffix(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"towns.csv{suffix.upper()}"
    path.write_bytes(COMPRESS[suffix]((DATA / "towns.csv").read_bytes()))
    assert read_network(path) == read_network(DATA / "towns.csv")
    assert read_network(str(path)) == read_network(DATA / "towns.csv")


@pytest.mark.parametrize("compress", [bytes, *COMPRESS.values()])
def test_standard_input_is_recognised_by_its_first_bytes(
    monkeypatch: pytest.MonkeyPatch, compress: Callable[[bytes], bytes]
) -> None:
    content = compress((DATA / "towns.csv").read_bytes())
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(content)))
    network = read_network("-")
    assert network == read_network(DATA / "towns.csv")
    assert network.source == "<stdin>"


def test_a_file_object_is_read_from_where_it_stands_and_stays_open() -> None:
    with (DATA / "towns.csv").open("rb", buffering=0) as file:
        file.readline()
        network = read_network(file)
        assert not file.closed
    assert network == read_network(DATA / "towns.csv")
    assert network.source == str(DATA / "towns.csv")


def test_several_compressed_streams_in_one_file_are_read_one_after_the_other() -> None:
    content = io.BytesIO(gzip.compress(b"1 2\n2") + gzip.compress(b" 3\n"))
    assert read_network(content).num_links == 2


@pytest.mark.parametrize("suffix", COMPRESS)
@pytest.mark.parametrize("damage", ["cut short", "overwritten", "not compressed"])
def test_a_damaged_compressed_file_is_refused(tmp_path: Path, suffix: str, damage: str) -> None:
    text = "".join(f"{k} {k * 7919 % 10007}\n" for k in range(20_000)).encode()
    content = COMPRESS[suffix](text)
    damaged = {
        "cut short": content[: len(content) // 2],
        "overwritten": content[:100] + bytes(100) + content[200:],
        "not compressed": text,
    }
    path = tmp_path / f"links.txt{suffix}"
    path.write_bytes(damaged[damage])
    with pytest.raises(ReadError, match=rf"links\.txt{suffix}:1: after this line the compressed b"):
        read_network(path)


def test_the_line_of_a_damage_is_the_last_that_was_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "links.txt.gz"
    text = b"1000 1000\n" * 1000
    path.write_bytes(gzip.compress(text[:5000]) + b"\x1f\x8b")
    monkeypatch.setattr(streams.read_chunks, "__defaults__", (1000,))
    with pytest.raises(
        ReadError,
        match=r"links\.txt\.gz:500: after this line the compressed bytes are corrupt or end too "
        r"early, somewhere in the next block of 1,000 bytes of text \(.*\); fetch or compress the ",
    ):
        read_network(path)


BOMB = b"1 2\n" * 50_000


@pytest.mark.parametrize("compress", COMPRESS.values())
def test_what_becomes_hundreds_of_bytes_each_is_refused_with_the_way_out(
    monkeypatch: pytest.MonkeyPatch, compress: Callable[[bytes], bytes]
) -> None:
    monkeypatch.setattr(streams, "FREE_BYTES", len(BOMB) // 2)
    with pytest.raises(
        ReadError,
        match=r"^<stream>:\d+: after this line the first [\d,]+ compressed bytes have become "
        r"[\d,]+, more than 250 of each, .* decompress it first, or set .*INFOMAP_PY_MAX_RATIO, to",
    ):
        read_network(io.BytesIO(compress(BOMB)))


@pytest.mark.parametrize("compress", COMPRESS.values())
def test_the_limit_of_what_compressed_bytes_become_can_be_raised(
    monkeypatch: pytest.MonkeyPatch, compress: Callable[[bytes], bytes]
) -> None:
    monkeypatch.setattr(streams, "FREE_BYTES", len(BOMB) // 2)
    monkeypatch.setenv("INFOMAP_PY_MAX_RATIO", "inf")
    assert read_network(io.BytesIO(compress(BOMB))).num_links == 1


def test_little_may_become_any_number_of_bytes_each() -> None:
    assert read_network(io.BytesIO(lzma.compress(BOMB))).num_links == 1


def test_a_limit_that_is_no_number_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INFOMAP_PY_MAX_RATIO", "many")
    with pytest.raises(OptionError, match=r"INFOMAP_PY_MAX_RATIO is 'many'; give how many bytes"):
        read_network(io.BytesIO(gzip.compress(b"1 2\n")))


class BrokenDisk(io.BytesIO):
    """Fails where the head of the file ends."""

    def read(self, size: int | None = -1) -> bytes:
        if self.tell() > 0:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return super().read(size)


def test_an_error_of_the_disk_stays_what_it_is() -> None:
    content = gzip.compress(b"1 2\n")
    with pytest.raises(OSError, match=os.strerror(errno.EIO)):
        read_network(BrokenDisk(content))


def test_a_missing_file_is_a_file_not_found_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"absent\.txt"):
        read_network(tmp_path / "absent.txt")


def test_a_file_object_in_text_mode_is_refused() -> None:
    with pytest.raises(
        InputTypeError, match=r"^<stream> is opened as text; open it in binary mode"
    ):
        read_network(io.StringIO("1 2\n"))  # type: ignore[arg-type]


def test_standard_input_as_text_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("1 2\n"))
    with pytest.raises(
        InputTypeError, match=r"^<stream> is opened as text; open it in binary mode"
    ):
        read_network("-")


def test_something_else_is_refused() -> None:
    with pytest.raises(
        InputTypeError, match=r"^cannot read from int; give a path, '-' for standard"
    ):
        read_network(7)  # type: ignore[arg-type]
