"""infomap-py report, and pages that other commands write."""

import gzip
from pathlib import Path

import pytest
from read_pages import Page
from shell import Shell

import infomap_py


@pytest.fixture
def shell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    return Shell(tmp_path, capsys, monkeypatch)


def page(shell: Shell, name: str = "map.html") -> Page:
    return Page((shell.folder / name).read_text(encoding="utf-8"))


def test_a_page_is_written_and_the_summary_said(shell: Shell) -> None:
    code, out, err = shell("report edges.txt -o map.html")
    assert (code, out) == (0, "")
    assert err.splitlines()[2:5] == [
        "2 modules",
        "  0: 50.00 % of the flow, 3 nodes: f, d, e",
        "  1: 50.00 % of the flow, 3 nodes: a, b, c",
    ]
    assert page(shell).data["title"] == "edges.txt"
    assert page(shell).data["modules"]["names"] == [["f", "d", "e"], ["a", "b", "c"]]


def test_it_is_the_page_that_python_makes(shell: Shell) -> None:
    shell("report edges.txt --seed 3 --num-trials 2 --hierarchy --title Triangles -o map.html")
    again = infomap_py.partition("edges.txt", seed=3, num_trials=2, two_level=False)
    assert (shell.folder / "map.html").read_text() == again.report(title="Triangles")


def test_without_a_file_it_goes_to_standard_output(shell: Shell) -> None:
    code, out, err = shell("report edges.txt --quiet")
    assert (code, err) == (0, "")
    assert Page(out).data["total"]["nodes"] == 6


def test_a_terminal_is_no_browser(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    code, out, err = shell("report edges.txt")
    assert (code, out) == (2, "")
    assert err == (
        "infomap-py: error: a page is to be seen in a browser. Name a file: --output map.html\n"
    )


def test_what_is_compressed_by_its_suffix(shell: Shell) -> None:
    assert shell("report edges.txt -o map.html.gz --quiet")[0] == 0
    text = gzip.decompress((shell.folder / "map.html.gz").read_bytes()).decode()
    assert Page(text).data["total"]["modules"] == 2


def test_a_stored_partition_is_shown_as_it_is(shell: Shell) -> None:
    shell("partition edges.txt --directed --markov-time 2 -o old.tree")
    code, _, err = shell("report edges.txt --partition old.tree -o map.html")
    assert code == 0
    assert "not searched for" in err
    stored = infomap_py.read_partition("old.tree", "edges.txt")
    assert stored.network.directed
    facts = dict(page(shell).data["provenance"])
    assert (facts["options directed"], facts["options markov_time"]) == ("True", "2.0")
    assert page(shell).data["modules"]["flow"] == pytest.approx(stored.coded.rates.flow, rel=1e-3)


def test_options_that_are_given_hold_before_those_of_the_file(shell: Shell) -> None:
    shell("partition edges.txt --directed -o old.tree")
    assert shell("report edges.txt --partition old.tree --undirected -o map.html")[0] == 0
    assert dict(page(shell).data["provenance"])["options directed"] == "False"


def test_another_partition_is_compared(shell: Shell) -> None:
    (shell.folder / "one.tsv").write_text("".join(f"{node}\t0\n" for node in "abcdef"))
    assert shell("report edges.txt --compare-with one.tsv -o map.html")[0] == 0
    steps = page(shell).data["alluvial"]["steps"]
    assert [len(step["blocks"]) for step in steps] == [2, 1]


def test_the_other_may_be_of_another_network(shell: Shell) -> None:
    (shell.folder / "other.tsv").write_text("a\t0\nb\t0\nz\t1\n")
    assert shell("report edges.txt --compare-with other.tsv -o map.html")[0] == 0
    assert len(page(shell).data["alluvial"]["steps"][1]["blocks"]) >= 1


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("--partition old.tree --seed 3", "--seed is of a search, and --partition has the modules"),
        ("--partition old.tree --hierarchy", "--hierarchy is of a search"),
        ("--partition - ", "--partition - has no suffix to say how it is read; name a file"),
        ("--compare-with map.svg", "'map.svg' is a picture, and pictures are not read back"),
        ("--compare-with old.html", "'old.html' is a page, and pages are not read back"),
        ("--num-nodes -3", "--num-nodes=-3 is out of range; it must be at least 0"),
        ("-o out.tree", "'out.tree' would be taken for tree, and a report is a page"),
        ("-o edges.txt", "--output edges.txt would replace the input"),
    ],
)
def test_contradictions_are_refused_before_anything_is_read(
    shell: Shell, options: str, said: str
) -> None:
    (shell.folder / "edges.txt").write_text("this is no network\n")
    (shell.folder / "old.tree").write_text("")
    code, out, err = shell(f"report edges.txt {options}")
    assert (code, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1


def test_a_comparison_that_is_not_there_is_missed_before_the_search(shell: Shell) -> None:
    (shell.folder / "edges.txt").write_text("this is no network\n")
    code, _, err = shell("report edges.txt --compare-with none.tree -o map.html")
    assert (code, err) == (
        1,
        "infomap-py: error: none.tree: No such file or directory; check the path\n",
    )


def test_other_commands_write_pages(shell: Shell) -> None:
    (shell.folder / "texts.txt").write_text("a cat and a dog\na dog and a cat\n" * 5)
    (shell.folder / "vectors.txt").write_text("cat 1 0\ndog 1 0.1\ntax 0 1\nlaw 0.1 1\n")
    for command in (
        "partition edges.txt",
        "words texts.txt --min-count 1",
        "vectors vectors.txt --num-neighbors 1",
    ):
        code, _, err = shell(f"{command} -o map.html")
        assert code == 0, err
        assert page(shell).data["modules"]["size"]
