"""Why mutants survive that need not be killed: survivors.toml, written by hand.

A row has the file, the function, the line as it becomes, and why no test can notice; or why none
has to.
"""

import tomllib
from pathlib import Path

EXPLAINED = Path(__file__).with_name("survivors.toml")


def explanations() -> dict[tuple[str, str, str], str]:
    """Mutant.key -> why it survives."""
    read = tomllib.loads(EXPLAINED.read_text(encoding="utf-8"))
    return {
        (row["file"], row["function"], becomes): row["why"]
        for row in read.get("survivor", [])
        for becomes in row["becomes"]
    }
