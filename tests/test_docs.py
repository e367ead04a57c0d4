"""What docs/command-line.md shows is what the commands print."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "command-line.md"
BLOCKS = re.findall(r"```console\n\$ ([^\n]*)\n(.*?)```", PAGE.read_text(), re.DOTALL)


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
@pytest.mark.parametrize(("command", "output"), BLOCKS)
def test_a_command_prints_what_the_page_shows(command: str, output: str) -> None:
    code = f'infomap-py() {{ "{sys.executable}" -m infomap_py "$@"; }}\n{command}'
    done = subprocess.run(
        ["bash", "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert done.stdout + done.stderr == output


def test_the_page_shows_something() -> None:
    assert len(BLOCKS) >= 5
