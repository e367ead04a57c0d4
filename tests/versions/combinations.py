"""Which versions are tested with each other; the oldest are what pyproject.toml asks for."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

NEWEST = ("numpy", "scipy", "networkx")  # pip's choice, pre-releases too


@dataclass(frozen=True)
class Combination:
    """A Python and what pip is asked to install there."""

    name: str
    python: str  # as in its file name: 3.11, 3.13t
    wanted: tuple[str, ...] = NEWEST

    @property
    def is_free_threaded(self) -> bool:
        return self.python.endswith("t")


def combinations(pyproject: Path) -> list[Combination]:
    """All of them, the most telling first."""
    project = tomllib.loads(pyproject.read_text(encoding="utf-8"))["project"]
    python = project["requires-python"].removeprefix(">=")
    numpy, scipy, networkx = (one.replace(">=", "==") for one in project["dependencies"])
    extras = project["optional-dependencies"]
    optional = [
        *extras["plot"],
        *extras["sklearn"],
        *(p for p in extras["peers"] if p[:3] == "pan"),
    ]
    return [
        Combination("the oldest", python, (numpy, scipy, networkx)),
        Combination("the newest", "3.15"),
        Combination("free-threaded", "3.13t"),
        # The first scipy that takes a numpy as new as that.
        Combination("newest numpy", python, ("numpy", "scipy==1.15.0", networkx)),
        Combination("newest scipy", python, (numpy, "scipy", networkx)),
        Combination("newest networkx", python, (numpy, scipy, "networkx")),
        # The first scipy that has wheels for it.
        Combination("oldest on 3.12", "3.12", (numpy, "scipy==1.11.2", networkx)),
        Combination("newest on 3.12", "3.12"),
        Combination("newest on 3.13", "3.13"),
        Combination("newest on 3.14", "3.14"),
        Combination(
            "oldest optional packages",
            python,
            (numpy, scipy, networkx, *(one.replace(">=", "==") for one in optional)),
        ),
    ]
