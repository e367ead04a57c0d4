"""infomap-py scan: a table on standard output, plateaus on standard error."""

from pathlib import Path

import pytest
from shell import TRIANGLES, Shell

import infomap_py


@pytest.fixture
def shell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    return Shell(tmp_path, capsys, monkeypatch)


def test_a_line_per_markov_time_goes_to_standard_output(shell: Shell) -> None:
    code, out, err = shell("scan edges.txt --markov-times 2,0.5,1 --seed 3")
    assert code == 0
    links = [line.split() for line in TRIANGLES.splitlines()]
    scan = infomap_py.resolution_scan(links, [0.5, 1, 2])
    assert out.splitlines() == [
        "markov_time\tnum_modules\tcodelength\tsimilarity",
        f"0.5\t2\t{scan[0].codelength}\t",
        f"1.0\t2\t{scan[1].codelength}\t1.0",
        f"2.0\t1\t{scan[2].codelength}\t0.0",
    ]
    assert err.splitlines() == [
        "edges.txt: 6 nodes, 7 links, undirected, unweighted",
        "2 plateaus, of which the longest:",
        "  2 modules at 0.5 to 1 (0.30 decades)",
        "  1 module at 2 only",
    ]


def test_by_default_there_are_31_markov_times(shell: Shell) -> None:
    code, out, err = shell("scan edges.txt --quiet --directed")
    assert (code, err) == (0, "")
    assert len(out.splitlines()) == 32


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("--markov-times 1,x", "'1,x' is not numbers separated by commas"),
        ("--markov-times 1,-1", "--markov-time -1.0 is not a positive finite number"),
        ("--markov-time 1", "no option --markov-time; did you mean --markov-times?"),
    ],
)
def test_wrong_usage_is_told_in_a_line(shell: Shell, arguments: str, message: str) -> None:
    code, out, err = shell(f"scan edges.txt {arguments}")
    assert (code, out) == (2, "")
    assert message in err
    assert err.count("\n") == 1
