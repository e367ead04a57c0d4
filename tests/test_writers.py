"""Writers: the formats to the letter, what made the file, and names that could be misread."""

import json
import re
import sys
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

import infomap_py
from infomap_py import Network, Partition, file_formats, output_files
from infomap_py.errors import OptionError

# Two triangles and a bridge: 14 ends of links, of which the ends of the bridge have 3.
LINKS = [(10, 20), (20, 30), (30, 10), (30, 40), (40, 50), (50, 60), (60, 40)]
SMALL, LARGE = repr(2 / 14), repr(3 / 14)
MEASURES = {
    "codelength": pytest.approx(2.320730356834, abs=1e-12),
    "index_codelength": pytest.approx(1 / 7, abs=1e-12),  # the bridge, 1/7 per step, two modules
    "module_codelength": pytest.approx(2.320730356834 - 1 / 7, abs=1e-12),
    "one_level_codelength": pytest.approx(2.556656707463, abs=1e-12),
    "num_modules": 2,
}


def two_triangles(*names: object, **options: object) -> Partition:
    """The partition of the two triangles, whose nodes have these names instead of 10 to 60."""
    name_of = dict(zip([10, 20, 30, 40, 50, 60], names or [10, 20, 30, 40, 50, 60], strict=True))
    return infomap_py.partition([(name_of[u], name_of[v]) for u, v in LINKS], **options)  # type: ignore[arg-type]


def written(
    partition: Partition, folder: Path, suffix: str, format: str | None = None
) -> list[str]:
    """The lines of the file."""
    path = folder / f"written{suffix}"
    partition.write(path, format)
    return path.read_bytes().decode().split("\n")


def less_provenance(lines: list[str]) -> list[str]:
    kept = ("node_id", "link flow")
    return [line for line in lines if not line.startswith("# ") or any(k in line for k in kept)]


# The formats


def test_a_tree_is_in_order_of_flow_and_counts_from_one(tmp_path: Path) -> None:
    assert less_provenance(written(two_triangles(), tmp_path, ".tree")) == [
        "# path flow name node_id",
        f'1:1 {LARGE} "30" 30',
        f'1:2 {SMALL} "10" 10',
        f'1:3 {SMALL} "20" 20',
        f'2:1 {LARGE} "40" 40',
        f'2:2 {SMALL} "50" 50',
        f'2:3 {SMALL} "60" 60',
        "",
    ]


def test_a_clu_is_in_order_of_input_and_counts_from_one(tmp_path: Path) -> None:
    assert less_provenance(written(two_triangles(), tmp_path, ".clu")) == [
        "# node_id module flow",
        f"10 1 {SMALL}",
        f"20 1 {SMALL}",
        f"30 1 {LARGE}",
        f"40 2 {LARGE}",
        f"50 2 {SMALL}",
        f"60 2 {SMALL}",
        "",
    ]


@pytest.mark.parametrize(("suffix", "separator"), [(".tsv", "\t"), (".csv", ",")])
def test_a_table_has_no_column_header_and_modules_as_in_python(
    tmp_path: Path, suffix: str, separator: str
) -> None:
    rows = [
        ("10", "0", SMALL),
        ("20", "0", SMALL),
        ("30", "0", LARGE),
        ("40", "1", LARGE),
        ("50", "1", SMALL),
        ("60", "1", SMALL),
    ]
    expected = [separator.join(row) for row in rows]
    assert less_provenance(written(two_triangles(), tmp_path, suffix)) == [*expected, ""]


def test_json_has_the_measures_and_the_nodes(tmp_path: Path) -> None:
    document = json.loads("\n".join(written(two_triangles(), tmp_path, ".json")))
    nodes = document.pop("nodes")
    document.pop("provenance")
    assert document == MEASURES
    assert nodes[2] == {"node": 30, "module": 0, "flow": 3 / 14}
    assert [entry["node"] for entry in nodes] == [10, 20, 30, 40, 50, 60]
    assert [entry["module"] for entry in nodes] == [0, 0, 0, 1, 1, 1]


def test_standard_output_gets_node_and_module_and_nothing_else(
    capsys: pytest.CaptureFixture[str],
) -> None:
    two_triangles().write("-")
    assert capsys.readouterr().out == "10\t0\n20\t0\n30\t0\n40\t1\n50\t1\n60\t1\n"


@pytest.mark.parametrize("format", file_formats.FORMATS)
def test_standard_output_gets_any_format_without_provenance(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, format: str
) -> None:
    partition = two_triangles()
    partition.write("-", format)
    printed = capsys.readouterr().out
    in_file = "\n".join(written(partition, tmp_path, "", format))
    assert printed.count("infomap_py") == 0
    assert printed.split("\n") == less_provenance(without_description(in_file).split("\n"))


def without_description(text: str) -> str:
    """Less what says in some documents what made them."""
    for block in (
        r' "provenance": \{.*?\n \},\n',
        r',\n"info": \{.*\}(?=\}\n)',
        r" <meta>.*</meta>\n",
        r"(?:  )?<desc>.*</desc>\n",
        r"^\[.*\]\n",
        r'(?<="provenance":\[)\[.*?\](?=\],"notes")',
    ):
        text = re.sub(block, "", text, flags=re.DOTALL)
    return text


def test_a_standard_output_without_bytes_is_written_as_text(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Notebook:
        text = ""

        def write(self, text: str) -> None:
            self.text += text

        def flush(self) -> None:
            pass

    monkeypatch.setattr(sys, "stdout", Notebook())
    two_triangles("中", "文", "c", "d", "e", "f").write("-")
    assert sys.stdout.text.startswith("中\t0\n文\t0\n")  # type: ignore[attr-defined]


@pytest.mark.parametrize("format", file_formats.FORMATS)
def test_slices_join_without_a_seam(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, format: str
) -> None:
    partition = two_triangles()
    at_once = written(partition, tmp_path, ".whole", format)
    monkeypatch.setattr(output_files, "SLICE", 4)
    assert written(partition, tmp_path, ".cut", format) == at_once


@pytest.mark.parametrize(
    ("format", "rest"),
    [
        *((format, "") for format in ("clu", "tree", "tsv", "csv", "vosviewer_network")),
        ("ftree", "*Links undirected\n*Links root 0 0 0 0\n"),
        ("newick", ";\n"),
        ("vosviewer", '{"network": {\n"items": [\n],\n"links": [\n],\n"clusters": [\n]}}\n'),
        ("vosviewer_map", "id\tlabel\tcluster\tweight<Flow (%)>\n"),
    ],
)
def test_a_partition_without_nodes_is_written(tmp_path: Path, format: str, rest: str) -> None:
    network = Network.from_links([], [], nodes=[])
    text = "\n".join(written(infomap_py.partition(network), tmp_path, "", format))
    lines = without_description(text).split("\n")
    assert "\n".join(line for line in lines if not line.startswith("#")) == rest


def test_a_json_without_nodes_has_none(tmp_path: Path) -> None:
    network = Network.from_links([], [], nodes=[])
    lines = written(infomap_py.partition(network), tmp_path, ".json")
    assert json.loads("\n".join(lines))["nodes"] == []


# Which format


@pytest.mark.parametrize(
    ("path", "format"),
    [
        ("a.clu", "clu"),
        ("a.b.TREE", "tree"),
        ("a.tsv.gz", "tsv"),
        ("folder.json/a.csv.xz", "csv"),
        ("a.clu.json.bz2", "json"),
    ],
)
def test_the_suffix_names_the_format(path: str, format: str) -> None:
    assert file_formats.format_of(path) == format


@pytest.mark.parametrize("path", ["a.txt", "a", "a.gz", ".clu.gz.gz", "a.tree.d/b", "a.btree"])
def test_a_suffix_that_names_no_format_is_refused_with_the_choice(path: str) -> None:
    with pytest.raises(
        OptionError, match=r"names no format; the suffixes are \.clu, \.tree, \.ftree, \.tsv"
    ):
        file_formats.format_of(path)


def test_a_given_format_counts_more_than_the_suffix(tmp_path: Path) -> None:
    assert "# node_id module flow" in written(two_triangles(), tmp_path, ".tree", "clu")


def test_an_unknown_format_is_refused_with_the_choice(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match="format='gml' is none of clu, tree, ftree, tsv"):
        two_triangles().write(tmp_path / "a.clu", "gml")
    with pytest.raises(OptionError, match=r"format=\['clu'\] is none of clu, tree, ftree, tsv"):
        two_triangles().write(tmp_path / "a.clu", ["clu"])  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


# What made the file


@pytest.mark.parametrize("format", ["clu", "tree", "tsv", "csv"])
def test_a_text_names_version_input_seed_and_options(tmp_path: Path, format: str) -> None:
    partition = two_triangles(seed=7, num_trials=3, markov_time=1.25)
    text = "\n".join(written(partition, tmp_path, "", format))
    assert text.startswith(f"# infomap_py: {infomap_py.__version__}\n# input: ")
    assert "\n# seed: 7\n" in text
    assert f"\n# trial: {partition.trial}\n" in text
    assert "num_trials=3" in text
    assert "markov_time=1.25" in text
    assert f"\n# codelength: {partition.codelength}\n" in text


def test_json_has_the_provenance_as_an_object(tmp_path: Path) -> None:
    partition = two_triangles(seed=7, num_trials=3)
    provenance = json.loads("\n".join(written(partition, tmp_path, ".json")))["provenance"]
    assert provenance["infomap_py"] == infomap_py.__version__
    assert provenance["input"] == partition.network.source
    assert provenance["seed"] == 7
    assert provenance["options"]["num_trials"] == 3
    assert provenance["options"]["directed"] is None


def test_options_that_json_has_no_values_for_are_texts(tmp_path: Path) -> None:
    partition = two_triangles(time_limit=float("inf"), markov_time=np.float64(1.25))
    text = "\n".join(written(partition, tmp_path, ".json"))
    options = json.loads(text, parse_constant=pytest.fail)["provenance"]["options"]
    assert options["time_limit"] == "inf"
    assert options["markov_time"] == 1.25


@pytest.mark.parametrize("end", ["\n", "\r", "\x0b", "\x85", "\u2028"])
def test_a_line_end_in_the_name_of_the_input_does_not_end_the_comment(
    tmp_path: Path, end: str
) -> None:
    network = Network.from_links([0], [1], nodes=["a", "b"], source=f"in{end}1 1 0.5")
    path = tmp_path / "out.tsv"
    infomap_py.partition(network).write(path)
    comments = path.read_text().splitlines()[:-2]
    assert comments[1].startswith("# input: in\\")
    assert all(line.startswith("# ") for line in comments)


def test_the_same_partition_is_the_same_bytes(tmp_path: Path) -> None:
    first = written(two_triangles(num_threads=1, num_trials=4), tmp_path, ".json")
    assert written(two_triangles(num_threads=3, num_trials=4), tmp_path, ".json") == first


# Names


def test_names_that_a_table_could_misread_stand_between_quotes(tmp_path: Path) -> None:
    partition = two_triangles("#tag", 'say "a"', "tab\there", "line\nend", "", "co,mma")
    text = "\n".join(less_provenance(written(partition, tmp_path, ".tsv")))
    assert text == (
        f'"#tag"\t0\t{SMALL}\n"say ""a"""\t0\t{SMALL}\n"tab\there"\t0\t{LARGE}\n'
        f'"line\nend"\t1\t{LARGE}\n\t1\t{SMALL}\nco,mma\t1\t{SMALL}\n'
    )


def test_names_in_a_tree_stay_on_their_line(tmp_path: Path) -> None:
    partition = two_triangles("a\nb", "a\rb", 'a"b', "a\\nb", "e", "f")
    names = [line.split(" ", 2)[2] for line in written(partition, tmp_path, ".tree")[-7:-1]]
    expected = [r'"a\"b" 3', r'"a\nb" 1', r'"a\rb" 2', r'"a\\nb" 4', r'"e" 5', r'"f" 6']
    assert names == expected


@pytest.mark.parametrize(
    "names",
    [
        ("a", "b", "c", "d", "e", "f"),
        (1, 2, 3, 4, 5, "6"),  # some are no integers: none stands for itself
        (True, 2, 3, 4, 5, 6),
        (0.5, 2, 3, 4, 5, 6),
    ],
)
def test_nodes_that_are_no_integers_are_numbered_from_one(
    tmp_path: Path, names: tuple[object, ...]
) -> None:
    lines = written(two_triangles(*names), tmp_path, ".clu")[-7:-1]
    assert [line.split()[0] for line in lines] == ["1", "2", "3", "4", "5", "6"]


def test_numpy_integers_stand_for_themselves(tmp_path: Path) -> None:
    partition = two_triangles(*np.array([-6, 5, 10**12, 3, 2, 0]))
    lines = written(partition, tmp_path, ".clu")[-7:-1]
    assert [line.split()[0] for line in lines] == ["-6", "5", "1000000000000", "3", "2", "0"]


def test_json_keeps_numbers_and_writes_the_rest_as_text(tmp_path: Path) -> None:
    partition = two_triangles(1, 2.5, "3", (4, "x"), Fraction(7, 2), float("inf"))
    document = json.loads("\n".join(written(partition, tmp_path, ".json")))
    names = [entry["node"] for entry in document["nodes"]]
    assert names == [1, 2.5, "3", "(4, 'x')", "7/2", "inf"]


def test_names_beyond_ascii_are_utf8_as_they_are(tmp_path: Path) -> None:
    partition = two_triangles("中文", "ü", "c", "d", "e", "f")
    assert '  {"node": "中文", ' in "\n".join(written(partition, tmp_path, ".json"))
    assert written(partition, tmp_path, ".tsv")[-7].startswith("中文\t0\t")


def test_labels_that_are_a_view_of_others_are_written(
    capsys: pytest.CaptureFixture[str],
) -> None:
    labels = np.arange(20)[::2]
    labels.flags.writeable = False
    infomap_py.partition(Network.from_links([0, 1], [1, 2], nodes=labels[:3])).write("-")
    assert capsys.readouterr().out == "0\t0\n2\t0\n4\t0\n"
