"""A user who may not: what is refused by the system is one line, and nothing is left behind."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from shell import MODULES, TRIANGLES, UNMEASURED

NOBODY = 65534

pytestmark = pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() != 0, reason="only root becomes another user"
)


@pytest.fixture(name="folder")
def folders() -> Iterator[Path]:
    """One to read in, one that others may not look into, and one that anybody writes to."""
    with TemporaryDirectory() as given:  # those of pytest are closed to others
        folder = Path(given)
        (folder / "edges.txt").write_text(TRIANGLES)
        (folder / "old.clu").write_text("old\n")
        (folder / "mine.txt").write_text(TRIANGLES)
        (folder / "mine.txt").chmod(0o600)
        for name, mode in (("closed", 0o700), ("open", 0o777)):
            (folder / name).mkdir()
            (folder / name / "edges.txt").write_text(TRIANGLES)
            (folder / name).chmod(mode)
        folder.chmod(0o755)
        yield folder


def run(folder: Path, *given: str) -> tuple[int, str, str]:
    """infomap-py as nobody, once all that it loads is loaded: where Python is may be closed."""
    code = (
        "import os, sys; from infomap_py.cli import main\n"
        "main(['partition', 'edges.txt', '-o', 'open/first.clu', '--quiet'])\n"
        "os.unlink('open/first.clu')\n"
        f"os.setgroups([]); os.setgid({NOBODY}); os.setuid({NOBODY})\n"
        "sys.exit(main())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *given, "--quiet"],
        cwd=folder,
        env=UNMEASURED,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def test_what_may_be_read_is_read_and_what_may_be_written_is_written(folder: Path) -> None:
    assert run(folder, "partition", "edges.txt") == (0, MODULES, "")
    assert run(folder, "partition", "edges.txt", "-o", "open/a.clu") == (0, "", "")
    assert (folder / "open" / "a.clu").stat().st_uid == NOBODY


@pytest.mark.parametrize("source", ["mine.txt", "closed/edges.txt"])
def test_a_file_that_may_not_be_read_is_one_line(folder: Path, source: str) -> None:
    before = files(folder)
    code, out, err = run(folder, "partition", source, "-o", "open/a.clu")
    assert (code, out) == (1, "")
    assert err.startswith(f"infomap-py: error: {source}: Permission denied")
    assert err.count("\n") == 1
    assert files(folder) == before


@pytest.mark.parametrize("target", ["new.clu", "old.clu", "closed/new.clu", "new.html"])
def test_a_file_that_may_not_be_written_is_one_line_and_stays(folder: Path, target: str) -> None:
    before = files(folder)
    code, out, err = run(folder, "partition", "edges.txt", "-o", target)
    assert (code, out) == (1, "")
    assert err.startswith(f"infomap-py: error: {target}: Permission denied")
    assert err.count("\n") == 1
    assert files(folder) == before
    assert (folder / "old.clu").read_text() == "old\n"
