"""The page for those who come from infomap names what is there, and what is here."""

import re
from pathlib import Path

import pytest

import infomap_py

PAGE = Path(__file__).parents[1] / "docs" / "coming-from-infomap.md"
TEXT = re.sub(r"```.*?```", "", PAGE.read_text("utf-8"), flags=re.DOTALL)
CODE = " ".join(re.findall(r"`([^`]+)`", TEXT))
NAMES = set(re.findall(r"\w+", CODE))


def public_names(of: object) -> set[str]:
    return {name for name in dir(of) if not name.startswith("_")}


@pytest.mark.peer
def test_every_option_of_infomap_is_named() -> None:
    infomap = pytest.importorskip("infomap", reason="infomap is not installed")
    options = set(infomap.Options.__dataclass_fields__)
    assert not {
        name for name in options if name not in NAMES and "--" + name.replace("_", "-") not in CODE
    }


@pytest.mark.peer
def test_everything_of_a_result_is_named() -> None:
    infomap = pytest.importorskip("infomap", reason="infomap is not installed")
    assert not public_names(infomap.Result) - NAMES
    assert not public_names(infomap.Infomap) - NAMES


def test_what_is_named_here_is_here() -> None:
    of_partitions = set(re.findall(r"\bp\.(\w+)", CODE))
    assert "codelength" in of_partitions
    assert not of_partitions - public_names(infomap_py.partition([(0, 1)]))
