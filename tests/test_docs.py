"""What docs/command-line.md and README.md show is what the commands print and draw."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from shell import ENVIRONMENT

import infomap_py

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "command-line.md"
SHELL = shutil.which("bash")
NETWORK, *BLOCKS = re.findall(r"```console\n\$ ([^\n]*)\n(.*?)```", PAGE.read_text(), re.DOTALL)
PROGRAMS = f"""
python() {{ "{sys.executable}" "$@"; }}
infomap-py() {{ python -m infomap_py "$@"; }}
"""

pytestmark = [
    pytest.mark.surroundings,
    pytest.mark.skipif(SHELL is None, reason="bash is not installed"),
]


def _typed(command: str, folder: Path) -> str:
    done = subprocess.run(
        [str(SHELL), "-c", PROGRAMS + command],
        cwd=folder,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        timeout=60,
    )
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty folder, as a reader's, in which the first command of the page was typed."""
    empty = tmp_path_factory.mktemp("reader")
    command, output = NETWORK
    assert _typed(command, empty) == output
    return empty


@pytest.mark.parametrize(("command", "output"), BLOCKS)
def test_a_command_prints_what_the_page_shows(command: str, output: str, folder: Path) -> None:
    assert _typed(command, folder) == output


def test_the_page_shows_something() -> None:
    assert len(BLOCKS) >= 5


def _numbers(drawing: str) -> tuple[list[str], list[float]]:
    """What is drawn without its numbers, and these; not what made it, as a file's name."""
    parts = re.split(r"(\d+(?:\.\d+)?)", re.sub("<desc>.*</desc>", "", drawing))
    return parts[::2], [float(number) for number in parts[1::2]]


def test_the_picture_of_the_readme_is_what_its_command_draws(tmp_path: Path) -> None:
    example = ROOT / "docs" / "examples" / "les_miserables.tsv"
    infomap_py.partition(str(example)).write(tmp_path / "modules.svg")
    drawn, shown = (
        _numbers(path.read_text(encoding="utf-8"))
        for path in (tmp_path / "modules.svg", example.with_suffix(".svg"))
    )
    assert drawn[0] == shown[0]
    assert drawn[1] == pytest.approx(shown[1], abs=0.2)  # of 1200: platforms differ in last digits
