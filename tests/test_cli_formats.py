"""infomap-py: files of every format, by suffix and by --format."""

import json
from pathlib import Path

import networkx as nx
import pytest
from shell import BITS, MODULES, Shell

from infomap_py.file_formats import READ_FORMATS, SUFFIXES


@pytest.fixture
def shell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    return Shell(tmp_path, capsys, monkeypatch)


@pytest.mark.parametrize("suffix", [s for s, format in SUFFIXES.items() if format in READ_FORMATS])
def test_a_file_is_scored_and_started_from(shell: Shell, suffix: str) -> None:
    assert shell(f"partition edges.txt --quiet -o out{suffix}.gz") == (0, "", "")
    code, out, _ = shell(f"codelength edges.txt out{suffix}.gz")
    assert (code, float(out)) == (0, pytest.approx(BITS, abs=1e-12))
    assert shell(f"partition edges.txt --quiet --initial out{suffix}.gz") == (0, MODULES, "")


@pytest.mark.parametrize("format", READ_FORMATS)
def test_standard_output_of_one_is_standard_input_of_the_other(shell: Shell, format: str) -> None:
    code, printed, _ = shell(f"partition edges.txt --format {format} --quiet")
    assert code == 0
    code, out, _ = shell(f"codelength edges.txt - --format {format} --quiet", printed)
    assert (code, float(out)) == (0, pytest.approx(BITS, abs=1e-12))


def test_files_for_other_tools_hold_the_links(shell: Shell) -> None:
    for suffix in ("gexf", "graphml", "vos.json"):
        assert shell(f"partition edges.txt --quiet -o out.{suffix}") == (0, "", "")
    if "1.3" in nx.readwrite.gexf.GEXF.versions:  # older networkx has none
        assert nx.read_gexf(shell.folder / "out.gexf").size() == 7
    assert nx.read_graphml(shell.folder / "out.graphml").size() == 7
    assert len(json.loads((shell.folder / "out.vos.json").read_text())["network"]["links"]) == 7


def test_files_of_vosviewer_are_not_read_back(shell: Shell) -> None:
    code, _, err = shell("codelength edges.txt out.vos.json")
    assert code == 2
    assert "'out.vos.json' is for VOSviewer, whose files are not read back. Give one of clu" in err


def test_a_map_is_drawn_and_not_read_back(shell: Shell) -> None:
    assert shell("partition edges.txt --quiet -o out.svg") == (0, "", "")
    assert (shell.folder / "out.svg").read_text().startswith("<svg ")
    code, _, err = shell("codelength edges.txt out.svg")
    assert code == 2
    assert "'out.svg' is a picture, and pictures are not read back. Give one of clu" in err
