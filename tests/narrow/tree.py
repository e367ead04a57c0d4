"""The narrow build: a copy of what is tracked, with nodes of 16 bits.

What counts links, pairs or bytes in the width of a node goes wrong there from 32,768 on, as it
would from 2**31 on in the package itself; and what goes beyond the largest node, at 24,576 nodes.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TRACKED = ("infomap_py", "_infomap_py_*.py", "setup.py", "pyproject.toml")
NEEDED = ("README.md", "LICENSE")  # by pyproject.toml

# Wherever they stand; the first of each has to be there, or this says so.
NARROWED = {
    r"\bint32_t(?= node_t| *, int64_t\n)": "int16_t",  # in types.pxd
    r"\bnp\.int32\b": "np.int16",
    r'"i4"': '"i2"',
    r"\b0x7fffffff\b": "0x7fff",
    r"2\*\*31 - 2\*\*16": "2**15 - 2**13",
    r"\b0x7fff0000\b": "0x6000",
}


def build(folder: Path) -> None:
    """Make the narrow build in this folder, or bring it up to date."""
    listed = ["git", "ls-files", *TRACKED, *NEEDED]
    files = subprocess.run(listed, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout
    changed = False
    missing = set(NARROWED)
    for name in files.split():
        source, copy = ROOT / name, folder / name
        if source.suffix not in (".py", ".pyx", ".pxd"):
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, copy)
            continue
        text = source.read_text("utf-8")
        for wide, narrow in NARROWED.items():
            text, count = re.subn(wide, narrow, text)
            missing -= {wide} if count else set()
        if not copy.exists() or copy.read_text("utf-8") != text:
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(text, "utf-8")
            changed |= copy.suffix != ".py" or copy.name == "setup.py"
    if missing:
        raise SystemExit(f"nothing is like {sorted(missing)} any more: narrow what it has become")
    if changed or not list(folder.glob("infomap_py/_core/*.so")):
        command = [sys.executable, "setup.py", "build_ext", "--inplace"]
        subprocess.run(
            command, cwd=folder, check=True, stdout=subprocess.DEVNULL, env=dict(os.environ)
        )
