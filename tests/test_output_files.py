"""Files that are there whole or not at all."""

import bz2
import gzip
import lzma
import os
import stat
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from infomap_py.output_files import check_writable, write_text

DECOMPRESS = {".gz": gzip.decompress, ".bz2": bz2.decompress, ".xz": lzma.decompress}

on_posix = pytest.mark.skipif(sys.platform == "win32", reason="modes and pipes of POSIX")


def failing(error: BaseException) -> Iterator[str]:
    yield "half of it\n"
    raise error


def test_pieces_follow_one_another(tmp_path: Path) -> None:
    write_text(str(tmp_path / "a"), ["one\n", "", "中文\n"])
    assert (tmp_path / "a").read_bytes() == "one\n中文\n".encode()


@pytest.mark.parametrize("suffix", DECOMPRESS)
def test_the_suffix_says_how_to_compress(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a.txt{suffix}"
    write_text(str(path), ["one\n"] * 1000)
    assert len(path.read_bytes()) < 1000
    assert DECOMPRESS[suffix](path.read_bytes()) == b"one\n" * 1000


def test_compressed_bytes_tell_neither_name_nor_time(tmp_path: Path) -> None:
    write_text(str(tmp_path / "a.gz"), ["one\n"])
    head = (tmp_path / "a.gz").read_bytes()[:10]
    assert head[3] == 0  # no field for a name follows
    assert head[4:8] == bytes(4)  # the time


@pytest.mark.parametrize("error", [ValueError("no"), KeyboardInterrupt("Ctrl-C")])
@pytest.mark.parametrize("suffix", ["", *DECOMPRESS])
def test_an_error_leaves_what_was_there(tmp_path: Path, suffix: str, error: BaseException) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_text("before")
    with pytest.raises(type(error), match=str(error)):
        write_text(str(path), failing(error))
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]


def test_an_error_leaves_nothing_where_nothing_was(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no"):
        write_text(str(tmp_path / "a"), failing(ValueError("no")))
    assert list(tmp_path.iterdir()) == []


@on_posix
def test_a_new_file_has_the_mode_that_the_umask_leaves(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_text(str(tmp_path / "a"), ["one"])
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o640


@on_posix
def test_a_file_that_was_there_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.touch(0o600)
    write_text(str(path), ["one"])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_text() == "one"


@on_posix
def test_a_link_stays_a_link_to_the_new_text(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_text("before")
    link.symlink_to(target)
    write_text(str(link), ["after"])
    assert link.is_symlink()
    assert target.read_text() == "after"


@on_posix
def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    received: list[str] = []
    reader = threading.Thread(target=lambda: received.append(path.read_text()))
    reader.start()
    check_writable(str(path))
    write_text(str(path), ["one\n", "two\n"])
    reader.join()
    assert received == ["one\ntwo\n"]
    assert path.is_fifo()


@pytest.mark.parametrize("check", [check_writable, lambda path: write_text(path, ["one"])])
def test_a_missing_folder_is_an_error_about_the_path_as_given(
    tmp_path: Path, check: Callable[[str], None]
) -> None:
    path = str(tmp_path / "missing" / "a.clu")
    with pytest.raises(FileNotFoundError, match=r"missing.a\.clu") as caught:
        check(path)
    assert caught.value.filename == path


@pytest.mark.parametrize("check", [check_writable, lambda path: write_text(path, ["one"])])
def test_a_folder_is_no_file(tmp_path: Path, check: Callable[[str], None]) -> None:
    with pytest.raises(IsADirectoryError, match=tmp_path.name):
        check(str(tmp_path))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="a device that is always full")
def test_a_full_disk_is_an_error_about_the_path() -> None:
    with pytest.raises(OSError, match=r"No space left on device: '/dev/full'"):
        write_text("/dev/full", ["one"])


def test_a_check_leaves_nothing_and_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("before")
    check_writable(str(tmp_path / "a"))
    check_writable(str(tmp_path / "b"))
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert (tmp_path / "a").read_text() == "before"
