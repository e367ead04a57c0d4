"""infomap-py compare and infomap-py landscape: numbers on standard output, the rest beside it."""

from pathlib import Path

import pytest
from shell import MODULES, TRIANGLES, Shell

import infomap_py

LINKS = [line.split() for line in TRIANGLES.splitlines()]
MOVED = MODULES.replace("f\t0", "f\t1")


@pytest.fixture
def shell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    (tmp_path / "one.tsv").write_text(MODULES)
    (tmp_path / "other.tsv").write_text(MOVED)
    return Shell(tmp_path, capsys, monkeypatch)


def measures(out: str) -> dict[str, float]:
    return {name: float(value) for name, value in (line.split("\t") for line in out.splitlines())}


def test_two_files_are_compared_without_their_network(shell: Shell) -> None:
    code, out, err = shell("compare one.tsv other.tsv")
    by_hand = infomap_py.compare([set("def"), set("abc")], [set("de"), set("fabc")])
    assert code == 0
    assert measures(out) == {
        "num_nodes": 6,
        "adjusted_mutual_information": by_hand.adjusted_mutual_information,
        "adjusted_rand": by_hand.adjusted_rand,
        "variation_of_information": by_hand.variation_of_information,
        "variation_of_information_by_flow": by_hand.variation_of_information_by_flow,
        "jaccard_by_flow": by_hand.jaccard_by_flow,
    }
    assert err.startswith("6 nodes\nadjusted mutual information ")
    assert "2 modules before, 2 after: " in err


def test_with_the_network_nodes_count_by_flow(shell: Shell) -> None:
    code, out, err = shell("compare one.tsv other.tsv --network edges.txt --quiet")
    found = infomap_py.partition(LINKS)
    by_flow = infomap_py.compare(found, [set("de"), set("fabc")])
    assert (code, err) == (0, "")
    assert measures(out)["jaccard_by_flow"] == pytest.approx(by_flow.jaccard_by_flow)
    assert (
        measures(out)["jaccard_by_flow"]
        != measures(shell("compare one.tsv other.tsv")[1])["jaccard_by_flow"]
    )


@pytest.mark.parametrize("suffix", ["tree", "tsv", "csv", "json", "clu"])
def test_files_of_all_formats_are_compared(shell: Shell, suffix: str) -> None:
    assert shell(f"partition edges.txt -o a.{suffix} --quiet")[0] == 0
    other = "one.tsv" if suffix != "clu" else "a.clu"  # whose nodes are numbers
    code, out, _ = shell(f"compare a.{suffix} {other}")
    assert code == 0
    assert measures(out)["adjusted_rand"] == 1.0
    assert measures(out)["num_nodes"] == 6


def test_levels_of_hierarchies_are_compared(shell: Shell) -> None:
    (shell.folder / "deep.tree").write_text(
        "".join(f'1:{1 + (u in "abc")}:{k} 0.1 "{u}" {k}\n' for k, u in enumerate("defabc", 1))
    )
    assert measures(shell("compare deep.tree one.tsv")[1])["adjusted_rand"] == 0.0
    assert measures(shell("compare deep.tree one.tsv --level 2")[1])["adjusted_rand"] == 1.0


def test_a_line_per_solution_goes_to_standard_output(shell: Shell) -> None:
    cycle = "".join(f"{u} {(u + 1) % 12}\n" for u in range(12))
    command = "landscape - --num-trials 10 --seed 2 --num-threads 2 -o out.tsv"
    code, out, err = shell(command, cycle)
    found = infomap_py.landscape([(u, (u + 1) % 12) for u in range(12)], 10, seed=2)
    header, *lines = out.splitlines()
    assert code == 0
    assert header.split("\t") == list(next(found.rows()))
    assert lines == ["\t".join(map(str, row.values())) for row in found.rows()]
    assert err.splitlines()[0] == "<stdin>: 12 nodes, 12 links, undirected, unweighted"
    assert err.splitlines()[1].startswith(f"10 trials: {len(found)} solutions in ")
    written = [line for line in Path("out.tsv").read_text().splitlines() if line[0] != "#"]
    modules = {int(u): int(m) for u, m, *_ in (line.split("\t") for line in written)}
    assert modules == dict(found.consensus())


@pytest.mark.parametrize(
    ("command", "code", "message"),
    [
        ("compare - -", 2, "BEFORE and AFTER cannot both be standard input"),
        ("compare one.tsv", 2, "the following arguments are required: AFTER"),
        ("compare one.tsv no.tsv", 1, "no.tsv: No such file or directory"),
        ("compare one.tsv edges.txt", 2, "edges.txt"),
        ("compare one.tsv part.tsv --network edges.txt", 1, "part.tsv: node 'f' is in no module"),
        ("compare one.tsv other.tsv --level 0", 2, "--level 0 is out of range"),
        ("compare one.tsv strange.tsv", 1, "the partitions have no node in common"),
        ("landscape edges.txt --num-trials 1", 2, "--num-trials 1 is out of range"),
        ("landscape edges.txt --max-distance x", 2, "invalid float value: 'x'"),
        ("landscape edges.txt -o out.png", 2, "out.png"),
        ("landscape edges.txt --hierarchy", 2, "no option --hierarchy"),
    ],
)
def test_errors_are_a_line(shell: Shell, command: str, code: int, message: str) -> None:
    (shell.folder / "part.tsv").write_text("d\t0\ne\t0\na\t0\nb\t1\nc\t1\n")
    (shell.folder / "strange.tsv").write_text("x\t0\n")
    found, out, err = shell(command)
    assert (found, out) == (code, "")
    assert message in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("options", ["--unweighted", "--min-weight 2"])
def test_the_consensus_that_is_written_tells_how_the_links_were_read(
    shell: Shell, options: str
) -> None:
    links = ["a b 2", "b c 5", "c a 3", "d e 4", "e f 4", "f d 4", "c d 1"]
    (shell.folder / "weighed.txt").write_text("\n".join(links))
    command = f"landscape weighed.txt {options} --num-trials 2 --quiet -o out --format json"
    assert shell(command)[::2] == (0, "")
    # An error if the codelength is another one, with the weights that the file tells.
    read = infomap_py.read_partition("out", "weighed.txt", format="json")
    assert sorted(map(sorted, read.communities())) == [["a", "b", "c"], ["d", "e", "f"]]


def test_what_landscape_does_with_trials_and_formats_is_what_its_help_says(shell: Shell) -> None:
    code, out, _ = shell("landscape edges.txt --format tree")
    assert (code, out) == (2, "")
    code, out, _ = shell("landscape edges.txt --quiet")
    assert [line.split("\t")[2] for line in out.splitlines()] == ["num_trials", "20"]


@pytest.mark.parametrize(("options", "told"), [("--progress", [1, 2, 3]), ("--quiet", [])])
def test_a_bar_hears_of_every_trial(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, options: str, told: list[int]
) -> None:
    heard: list[int] = []

    class Bar:
        def __init__(self, stream: object) -> None: ...
        def __call__(self, now: infomap_py.Progress) -> None:
            heard.append(now.trials_done)

        def close(self) -> None: ...

    monkeypatch.setattr("infomap_py.console.Bar", Bar)
    assert shell(f"landscape edges.txt --num-trials 3 {options}")[0] == 0
    assert heard == told


def test_a_comparison_is_drawn_into_a_file(shell: Shell, tmp_path: Path) -> None:
    code, out, _ = shell("compare one.tsv other.tsv -o changes.svg")
    drawing = (tmp_path / "changes.svg").read_text("utf-8")
    assert (code, len(measures(out))) == (0, 6)
    assert drawing.startswith("<svg ") and "Alluvial diagram: one.tsv, other.tsv" in drawing


@pytest.mark.parametrize(
    ("output", "message"),
    [
        (
            "changes.png",
            "--output changes.png: a comparison is drawn as SVG. End the name in .svg.",
        ),
        ("-", "--output -: standard output has the measures; name a file."),
        ("one.svg", "--output one.svg would replace the input; give it another name."),
    ],
)
def test_an_output_that_is_none_is_refused(shell: Shell, output: str, message: str) -> None:
    (shell.folder / "one.svg").write_text(MODULES)
    code, out, err = shell(f"compare one.svg other.tsv --format tsv -o {output}")
    assert (code, out, err) == (2, "", f"infomap-py: error: {message}\n")
