"""infomap-py: modules and bits on standard output, what is said about them on standard error."""

import gzip
import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from shell import BITS, MODULES, TRIANGLES, Shell

import infomap_py
from infomap_py import console, partition_commands


@pytest.fixture
def shell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    return Shell(tmp_path, capsys, monkeypatch)


# partition


def test_modules_go_to_standard_output_and_the_summary_to_standard_error(shell: Shell) -> None:
    code, out, err = shell("partition edges.txt")
    assert code == 0
    assert out == MODULES
    lines = err.splitlines()
    assert lines[:-1] == [
        "edges.txt: 6 nodes, 7 links, undirected, unweighted",
        "codelength 2.320730 bits per step: index 0.142857 + modules 2.177873; "
        "one level 2.556657, savings 9.23 %",
        "2 modules",
        "  0: 50.00 % of the flow, 3 nodes: f, d, e",
        "  1: 50.00 % of the flow, 3 nodes: a, b, c",
    ]
    assert re.fullmatch(r"seed 0, trial 0 is the best of 1; \d+\.\d\d s", lines[-1])


def test_a_dash_is_standard_input(shell: Shell) -> None:
    code, out, err = shell("partition -", stdin=TRIANGLES)
    assert (code, out) == (0, MODULES)
    assert err.startswith("<stdin>: 6 nodes")


def test_after_two_dashes_nothing_is_an_option(shell: Shell) -> None:
    (shell.folder / "--odd.txt").write_text(TRIANGLES)
    assert shell("partition --quiet -- --odd.txt") == (0, MODULES, "")


def test_compressed_input_is_read(shell: Shell) -> None:
    (shell.folder / "edges.gz").write_bytes(gzip.compress(TRIANGLES.encode()))
    assert shell("partition edges.gz --quiet") == (0, MODULES, "")


def test_quiet_says_nothing(shell: Shell) -> None:
    assert shell("partition edges.txt --quiet") == (0, MODULES, "")


def test_with_an_output_file_standard_output_is_empty(shell: Shell) -> None:
    code, out, _ = shell("partition edges.txt -o out.tree")
    assert (code, out) == (0, "")
    assert '1:1 0.21428571428571427 "f" 3\n' in (shell.folder / "out.tree").read_text()


def test_the_format_counts_more_than_the_suffix(shell: Shell) -> None:
    assert shell("partition edges.txt --output out.txt --format csv")[:2] == (0, "")
    assert (shell.folder / "out.txt").read_text().endswith("c,1,0.14285714285714285\n")


def test_standard_output_has_the_format_that_is_asked_for(shell: Shell) -> None:
    code, out, _ = shell("partition edges.txt --format json")
    assert code == 0
    assert json.loads(out)["codelength"] == pytest.approx(BITS, abs=1e-12)


def test_the_file_names_input_seed_and_options(shell: Shell) -> None:
    shell("partition edges.txt -o out.json --seed 5 --num-trials 3 --markov-time 1.25 --unweighted")
    provenance = json.loads((shell.folder / "out.json").read_text())["provenance"]
    assert provenance["input"] == "edges.txt"
    assert provenance["seed"] == 5
    assert provenance["options"]["num_trials"] == 3
    assert provenance["options"]["markov_time"] == 1.25
    assert provenance["options"]["weight"] is None


def test_options_of_the_shell_are_those_of_python(shell: Shell) -> None:
    (shell.folder / "net.net").write_text(
        '*Vertices 4\n1 "a" 3\n2 "b" 1\n3 "c" 1\n4 "d" 1\n'
        "*Arcs\n1 2 2\n2 3 1\n3 1 1\n3 4 2\n4 4 5\n4 3 1\n"
    )
    command = (
        "partition net.net -o out.json --flow-model directed --teleportation-probability 0.25 "
        "--recorded-teleportation --teleport-to nodes --markov-time 0.75 --no-self-links "
        "--seed 4 --first-trial 2 --num-trials 3 --num-threads 2 --time-limit 3600"
    )
    assert shell(command)[0] == 0
    expected = infomap_py.partition(
        shell.folder / "net.net",
        flow_model="directed",
        teleportation_probability=0.25,
        recorded_teleportation=True,
        teleport_to="nodes",
        markov_time=0.75,
        self_links=False,
        seed=4,
        first_trial=2,
        num_trials=3,
        time_limit=3600,
    )
    document = json.loads((shell.folder / "out.json").read_text())
    assert document["codelength"] == expected.codelength
    assert [entry["module"] for entry in document["nodes"]] == expected.labels.tolist()
    assert document["provenance"]["options"] == {**expected.options, "time_limit": 3600.0}


def test_options_of_flow_models_in_the_shell_are_those_of_python(shell: Shell) -> None:
    (shell.folder / "edges.txt").write_text("a b 2\nb c\nc a\nc d 3\nd e\ne f\nf d\n")
    command = (
        "partition edges.txt -o out.json --regularized --regularization-strength 0.5 "
        "--variable-markov-time --variable-markov-damping 0.25 --variable-markov-min-scale 1.5 "
        "--no-adjust-bipartite-flow"
    )
    assert shell(command)[0] == 0
    expected = infomap_py.partition(
        shell.folder / "edges.txt",
        regularized=True,
        regularization_strength=0.5,
        variable_markov_time=True,
        variable_markov_damping=0.25,
        variable_markov_min_scale=1.5,
        adjust_bipartite_flow=False,
    )
    document = json.loads((shell.folder / "out.json").read_text())
    assert document["codelength"] == expected.codelength
    assert document["provenance"]["options"] == expected.options


@pytest.mark.parametrize(
    ("options", "kind"),
    [
        ("", "undirected, weighted"),
        ("--unweighted", "undirected, unweighted"),
        ("--directed", "directed, weighted"),
        ("--undirected --flow-model undirected", "undirected, weighted"),
        ("--flow-model rawdir", "directed, weighted"),
    ],
)
def test_the_file_is_read_as_the_options_say(shell: Shell, options: str, kind: str) -> None:
    _, _, err = shell(f"partition - {options}", stdin="a b 2\nb c 1\nc a 3\n")
    assert err.startswith(f"<stdin>: 3 nodes, 3 links, {kind}\n")


def test_a_header_is_noted_in_the_words_of_the_shell(shell: Shell) -> None:
    text = "source target\n1 2\n2 3\n"
    _, _, err = shell("partition -", stdin=text)
    assert err.startswith(
        "infomap-py: note: <stdin>: line 1, 'source target', is taken for a header; "
        "pass --no-header if it is a link.\n<stdin>: 3 nodes"
    )
    assert "note" not in shell("partition - --quiet", stdin=text)[2]
    assert shell("partition - --no-header", stdin=text)[1].startswith("source\t")
    assert shell("partition - --header", stdin="1 2\n2 3\n")[1] == "2\t0\n3\t0\n"


def test_nodes_that_a_file_puts_together_are_fixed(shell: Shell) -> None:
    (shell.folder / "start.tsv").write_text("a\tx\nf\tx\nd\ty\n")
    code, out, _ = shell("partition edges.txt --initial start.tsv --fixed --quiet")
    modules = dict(line.split() for line in out.splitlines())
    assert code == 0
    assert modules["a"] == modules["f"] != modules["d"]


def test_an_initial_partition_is_read(shell: Shell) -> None:
    (shell.folder / "start.tsv").write_text("a\t0\nb\t0\nc\t0\nd\t1\ne\t1\nf\t1\n")
    command = "partition edges.txt --initial start.tsv -o out.json --quiet"
    assert shell(command) == (0, "", "")
    document = json.loads((shell.folder / "out.json").read_text())
    assert document["provenance"]["options"]["initial"] == "given"
    assert document["codelength"] == pytest.approx(BITS, abs=1e-12)


def test_a_summary_shows_ten_modules_and_five_nodes_on_their_lines(shell: Shell) -> None:
    cliques = "".join(
        f'"n{i}\t{a}"\t"n{i}\t{b}"\n' for i in range(12) for a in range(6) for b in range(a)
    )
    _, _, err = shell("partition -", stdin=cliques)
    lines = err.splitlines()
    assert lines[2] == "12 modules; the 10 with the most flow:"
    assert len([line for line in lines if line.startswith("  ")]) == 10
    assert lines[3] == (r"  0: 8.33 % of the flow, 6 nodes: n0\t1, n0\t0, n0\t2, n0\t3, n0\t4, ...")


def test_a_summary_says_that_time_was_up(shell: Shell) -> None:
    _, _, err = shell("partition edges.txt --num-trials 999999999 --time-limit 0.01")
    assert re.search(r"is the best of \d+, cut short by the time limit; ", err)


def test_one_of_anything_is_not_several(shell: Shell) -> None:
    _, _, err = shell("partition -", stdin="a a\n")
    lines = err.splitlines()
    assert lines[0] == "<stdin>: 1 node, 1 link, undirected, unweighted"
    assert lines[2:4] == ["1 module", "  0: 100.00 % of the flow, 1 node: a"]


def test_a_network_without_links_has_a_summary(shell: Shell) -> None:
    _, out, err = shell("partition -", stdin="*Vertices 2\n*Edges\n")
    assert out == "1\t0\n2\t1\n"
    assert "one level 0.000000, savings 0.00 %" in err


# Progress


@pytest.mark.parametrize(
    ("option", "expected"), [("", True), ("--no-progress", False), ("--quiet", False)]
)
def test_a_bar_is_left_to_the_terminal_unless_it_is_refused(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, option: str, expected: bool
) -> None:
    asked: list[object] = []

    def partition(network: object, **options: Any) -> infomap_py.Partition:
        asked.append(options["progress"])
        return infomap_py.partition(network)

    monkeypatch.setattr(partition_commands, "partition", partition)
    shell(f"partition edges.txt {option}")
    assert asked == [expected]


def test_a_bar_that_is_asked_for_is_drawn_anywhere_and_closed(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    events: list[str] = []

    class Bar:
        def __init__(self, stream: object) -> None:
            assert stream is sys.stderr

        def __call__(self, now: object) -> None:
            events.append("shown")

        def close(self) -> None:
            events.append("closed")

    monkeypatch.setattr(console, "Bar", Bar)
    assert shell("partition edges.txt --progress")[0] == 0
    assert set(events[:-1]) == {"shown"}
    assert events[-1] == "closed"


def test_a_bar_without_tqdm_is_wrong_usage(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tqdm", None)
    expected = "infomap-py: error: --progress needs tqdm: pip install tqdm\n"
    assert shell("partition edges.txt --progress") == (2, "", expected)


# codelength


@pytest.mark.parametrize("name", ["a.clu", "a.tree.gz", "a.tsv", "a.csv.xz", "a.json"])
def test_a_partition_that_was_written_is_scored(shell: Shell, name: str) -> None:
    assert shell(f"partition edges.txt -o {name}")[0] == 0
    code, out, err = shell(f"codelength edges.txt {name}")
    assert code == 0
    assert float(out) == pytest.approx(BITS, abs=1e-12)
    assert err == (
        "edges.txt: 6 nodes, 7 links, undirected, unweighted\n"
        "codelength 2.320730 bits per step: index 0.142857 + modules 2.177873; "
        "one level 2.556657, savings 9.23 %\n"
    )


def test_a_score_follows_the_options(shell: Shell) -> None:
    (shell.folder / "one.txt").write_text("a\t0\nb\t0\nc\t0\nd\t0\ne\t0\nf\t0\n")
    directed = infomap_py.codelength(shell.folder / "edges.txt", [set("abcdef")], directed=True)
    code, out, _ = shell("codelength edges.txt one.txt --format tsv --directed")
    assert code == 0
    assert float(out) == directed


def test_a_partition_is_scored_from_standard_input(shell: Shell) -> None:
    code, out, err = shell("codelength edges.txt - --quiet", stdin=MODULES)
    assert (code, err) == (0, "")
    assert float(out) == pytest.approx(BITS, abs=1e-12)


# what is coded besides


def test_metadata_are_read_from_a_file_and_scored_the_same(shell: Shell) -> None:
    colours = "".join(f"{node} {colour}\n" for node, colour in zip("abcdef", "rrbbbb", strict=True))
    (shell.folder / "colours.txt").write_text(colours)
    code, out, _ = shell("partition edges.txt --metadata colours.txt --metadata-rate 2 --quiet")
    assert code == 0
    modules = dict(line.split("\t") for line in out.splitlines())
    assert modules["a"] == modules["b"] != modules["c"]  # which is red, red and blue
    (shell.folder / "found.tsv").write_text(out)
    scored = shell("codelength edges.txt found.tsv --metadata colours.txt --quiet")
    plain = shell("codelength edges.txt found.tsv --quiet")
    assert float(scored[1]) == pytest.approx(float(plain[1]))  # no module mixes colours


def test_what_is_wrong_with_metadata_is_said_by_place(shell: Shell) -> None:
    (shell.folder / "colours.txt").write_text("a red\nz red\n")
    code, out, err = shell("partition edges.txt --metadata colours.txt")
    assert (code, out) == (1, "")
    assert err.startswith("infomap-py: error: colours.txt:2: node 'z' is not in the network")


def test_options_of_the_code_have_pythons_words_with_hyphens(shell: Shell) -> None:
    code, out, _ = shell("partition edges.txt --preferred-number-of-modules 3 --quiet")
    assert code == 0
    assert len({line.split("\t")[1] for line in out.splitlines()}) == 3
    code, _, err = shell("partition edges.txt --entropy-correction-strength -1")
    assert code == 2
    assert "--entropy-correction-strength -1.0 is not a finite number of at least 0" in err
