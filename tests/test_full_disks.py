"""Where nothing can be written: full disks, folders for reading only, limits of files."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from shell import UNMEASURED

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="disks and limits of POSIX")

LINKS = "".join(f"node{u} node{(7 * u + 1) % 3000}\n" for u in range(3000))
TEXT = "".join(f"word{k % 997} word{k * k % 991} word{k % 13}.\n" for k in range(3000))
FORMATS = [
    *(".tsv", ".html", ".tsv.gz"),
    *(
        pytest.param(suffix, marks=pytest.mark.slow)
        for suffix in (".clu", ".tree", ".json", ".nwk", ".graphml", ".gexf", ".vos.json")
    ),
]


def environment(folder: Path) -> dict[str, str]:
    """Of a program whose temporary files go to the small disk."""
    return {**UNMEASURED, "PYTHONDONTWRITEBYTECODE": "1", "TMPDIR": str(folder / "disk")}


def run(folder: Path, *given: str, **limits: int) -> subprocess.CompletedProcess[str]:
    """infomap-py in the folder, with limits of resources."""
    code = (
        "import resource, sys\n"
        f"for name, most in {limits!r}.items():\n"
        "    resource.setrlimit(getattr(resource, name), (most, most))\n"
        "from infomap_py import cli; sys.exit(cli.main())"
    )
    return subprocess.run(
        [sys.executable, "-c", code, *given, "--quiet"],
        cwd=folder,
        env=environment(folder),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def mounted(place: Path, *how: str) -> bool:
    place.mkdir()
    command = ["mount", *how, str(place)]
    try:
        return subprocess.run(command, capture_output=True, timeout=20, check=False).returncode == 0
    except OSError:
        return False


@pytest.fixture(name="disk", scope="module")
def small_disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A disk of 16 kB, beside links and texts that need more."""
    folder = tmp_path_factory.mktemp("full")
    (folder / "edges.txt").write_text(LINKS)
    (folder / "texts.txt").write_text(TEXT)
    if not mounted(folder / "disk", "-t", "tmpfs", "-o", "size=16k", "none"):
        pytest.skip("a disk of its own cannot be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder / "disk")], timeout=20, check=True)


def said_of(path: str, done: subprocess.CompletedProcess[str], why: str) -> None:
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == f"infomap-py: error: {path}: {why}"


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_full_disk_leaves_the_old_file_and_no_other(disk: Path, suffix: str) -> None:
    place = f"disk/a{suffix}"
    (disk / place).write_text("before")
    (disk / "disk/other").write_bytes(bytes(8000) if suffix == ".tsv.gz" else b"")
    said_of(
        place,
        run(disk, "partition", "edges.txt", "-o", place),
        "No space left on device; make room, or choose another place",
    )
    assert (disk / place).read_text() == "before"
    assert sorted(os.listdir(disk / "disk")) == sorted([f"a{suffix}", "other"])
    for name in os.listdir(disk / "disk"):
        (disk / "disk" / name).unlink()


@pytest.mark.parametrize(
    "command",
    ["report edges.txt -o", "sparsify edges.txt --top-k 2 -o", "words texts.txt --min-count 1 -o"],
)
def test_a_full_disk_is_one_line_of_every_command(disk: Path, command: str) -> None:
    place = "disk/a.html" if command.startswith(("report", "words")) else "disk/a.tsv"
    done = run(disk, *command.split(), place)
    said_of(place, done, "No space left on device; make room, or choose another place")
    assert os.listdir(disk / "disk") == []


def test_a_full_disk_for_temporary_files_says_which_and_what_helps(disk: Path) -> None:
    code = (
        "import sys, numpy as np\n"
        "from infomap_py.words.spilled import Spill\n"
        "with Spill(1000) as spill:\n"
        "    try:\n"
        "        spill.get(spill.put(np.arange(100_000)))\n"
        "    except OSError as error:\n"
        "        print(error.errno, error.filename, error.strerror)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment(disk),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout == (
        f"28 {disk}/disk No space left on device, in a temporary file; set TMPDIR to another "
        "folder, or give more memory\n"
    )
    assert os.listdir(disk / "disk") == []


def test_a_limit_of_the_size_of_files_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "edges.txt").write_text(LINKS)
    (tmp_path / "a.tsv").write_text("before")
    done = run(tmp_path, "partition", "edges.txt", "-o", "a.tsv", RLIMIT_FSIZE=8192)
    said_of("a.tsv", done, "File too large; raise the limit, or choose another place")
    assert (tmp_path / "a.tsv").read_text() == "before"
    assert sorted(os.listdir(tmp_path)) == ["a.tsv", "edges.txt"]


def test_a_disk_for_reading_only_is_said_before_the_search(tmp_path: Path) -> None:
    (tmp_path / "edges.txt").write_text(LINKS)
    if not mounted(tmp_path / "disk", "-t", "tmpfs", "-o", "ro,size=16k", "none"):
        pytest.skip("a disk of its own cannot be mounted here")
    try:
        done = run(tmp_path, "partition", "edges.txt", "-o", "disk/a.tsv")
    finally:
        subprocess.run(["umount", str(tmp_path / "disk")], timeout=20, check=True)
    said_of("disk/a.tsv", done, "Read-only file system; choose another place")


@pytest.mark.parametrize(
    ("place", "why"),
    [
        ("no/a.tsv", "No such file or directory; check the path"),
        ("edges.txt/a.tsv", "Not a directory; check the path"),
        ("folder.tsv", "Is a directory; give a file, not a folder"),
        (f"{'a' * 300}.tsv", "File name too long; give a shorter name"),
    ],
)
def test_a_place_where_no_file_can_be_says_what_to_do(tmp_path: Path, place: str, why: str) -> None:
    (tmp_path / "edges.txt").write_text(LINKS)
    (tmp_path / "folder.tsv").mkdir()
    said_of(place, run(tmp_path, "partition", "edges.txt", "-o", place), why)


@pytest.mark.skipif(not os.path.exists("/dev/stdout"), reason="no name for standard output")
def test_standard_output_by_its_name_is_written_to(tmp_path: Path) -> None:
    (tmp_path / "edges.txt").write_text("a b\n")
    done = run(tmp_path, "partition", "edges.txt", "-o", "/dev/stdout", "--format", "clu")
    assert done.returncode == 0
    assert done.stdout.endswith("1 1 0.5\n2 1 0.5\n")


def test_a_folder_and_a_file_of_the_system_are_read_or_refused(tmp_path: Path) -> None:
    said_of(".", run(tmp_path, "partition", "."), "Is a directory; give a file, not a folder")
    if os.path.exists("/proc/self/mounts"):
        done = run(tmp_path, "partition", "/proc/self/mounts")
        assert done.returncode == 1
        assert re.match(r"infomap-py: error: /proc/self/mounts:\d+: ", done.stderr)
