"""What distributed partitions are made of: files of every kind, and what is no file."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pytest
from test_distributed import digest, module_of, written

import infomap_py
import infomap_py.distributed
from infomap_py.distributed import edges, input_files, sharding
from infomap_py.errors import (
    FlowError,
    InfomapError,
    InputTypeError,
    NetworkError,
    OptionError,
    ReadError,
)

pytest.importorskip("pyarrow", reason="results are Parquet files: pip install 'infomap_py[dask]'")

TRIANGLES = "1 2\n2 3\n3 1\n4 5\n5 6\n6 4\n3 4\n"


def small_pieces(patch: pytest.MonkeyPatch, size: int) -> None:
    """Files are read in pieces of so many bytes."""
    patch.setattr(edges, "LEAST_PIECE", size)
    patch.setattr(edges, "PIECE_PER_ARC", 0)


def test_where_files_are_cut_makes_no_difference(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(nx.les_miserables_graph(), tmp_path / "links.txt")
    whole = infomap_py.distributed.partition(path, workdir=tmp_path / "whole", client="here")
    small_pieces(monkeypatch, 100)
    cut = infomap_py.distributed.partition(path, workdir=tmp_path / "cut", client="here")
    assert len(edges.pieces_of(str(path), 100)) > 30
    assert digest(cut.folder) == digest(whole.folder)


def test_weights_are_in_one_unit_where_those_of_some_pieces_are_all_1(tmp_path: Path) -> None:
    lists = "1 2 1\n2 3 1\n3 1 1\n", "4 5 .5\n5 6 .5\n6 4 .5\n3 4 .5\n"
    for name, text in zip(("a.txt", "b.txt"), lists, strict=True):
        (tmp_path / name).write_text(text)
    (tmp_path / "whole.txt").write_text("".join(lists))
    found = found_in([tmp_path / "a.txt", tmp_path / "b.txt"], tmp_path)
    whole = infomap_py.distributed.partition(
        tmp_path / "whole.txt", workdir=tmp_path / "one", client="here"
    )
    assert digest(found.folder) == digest(whole.folder)


def test_pieces_are_as_large_as_shards_but_not_small() -> None:
    assert edges.piece_size(1 << 23) == 1 << 25
    assert edges.piece_size(10) == 1 << 24


def test_row_groups_are_read_together_as_far_as_they_fit(tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    table = pandas.DataFrame({"source": np.zeros(1000, int), "target": np.ones(1000, int)})
    table.to_parquet(tmp_path / "a.parquet", row_group_size=300)

    def cuts(most: int) -> list[tuple[int, int]]:
        return [(p.first, p.last) for p in edges.pieces_of(str(tmp_path / "a.parquet"), most)]

    rows = 300 * edges.ROW  # bytes: all ids of a column are the same, which a file takes 9 for
    assert cuts(rows - 1) == [(0, 1), (1, 2), (2, 3), (3, 4)]
    assert cuts(2 * rows) == [(0, 2), (2, 4)]
    assert cuts(10 * rows) == [(0, 4)]


@pytest.mark.parametrize("cut", range(1, 40))
def test_every_line_is_read_once_wherever_a_file_is_cut(cut: int, tmp_path: Path) -> None:
    path = tmp_path / "links.txt"
    path.write_bytes(b"# links\n1 2\n\n22 33\n333 4444 2.5\n5 6")
    lines = b"".join(b"".join(edges._stretch(piece)) for piece in edges.pieces_of(str(path), cut))
    assert edges._comments(str(path)) + lines == path.read_bytes()


@pytest.mark.parametrize("piece", [1, 1 << 24])
def test_parquet_and_text_give_the_same(
    piece: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pandas = pytest.importorskip("pandas")
    graph = nx.les_miserables_graph()
    path = written(graph, tmp_path / "links.txt")
    rows = pandas.DataFrame(
        [(u, v, d["weight"]) for u, v, d in graph.edges(data=True)],
        columns=["source", "target", "weight"],
    )
    rows[:100].to_parquet(tmp_path / "links-0.parquet", row_group_size=20)
    pieces = edges.pieces_of(str(tmp_path / "links-0.parquet"), piece)
    assert [one.last for one in pieces] == (list(range(1, 6)) if piece == 1 else [5])
    rows[100:].to_parquet(tmp_path / "links-1.parquet")
    text = infomap_py.distributed.partition(path, workdir=tmp_path / "a", client="here")
    small_pieces(monkeypatch, piece)
    table = infomap_py.distributed.partition(
        str(tmp_path / "*.parquet"), workdir=tmp_path / "b", client="here"
    )
    assert digest(table.folder) == digest(text.folder)


def test_integers_are_texts_where_other_files_have_texts(tmp_path: Path) -> None:
    pytest.importorskip("pandas")
    (tmp_path / "a.txt").write_text("1 2\n2 3\n")
    (tmp_path / "b.txt").write_text("3 x\nx y\n")
    found = infomap_py.distributed.partition(
        [tmp_path / "a.txt", tmp_path / "b.txt"], workdir=tmp_path / "work", client="here"
    )
    assert set(module_of(found)) == {"1", "2", "3", "x", "y"}


def test_a_malformed_line_is_named_by_its_number_in_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "links.txt"
    path.write_text("1 2\n" * 20 + "3 4 heavy\n" + "1 2\n" * 20)
    small_pieces(monkeypatch, 30)
    with pytest.raises(NetworkError, match=r"links\.txt:21: .*heavy"):
        infomap_py.distributed.partition(path, workdir=tmp_path / "work", client="here")


def test_there_is_no_file_to_read(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match="there is no file"):
        infomap_py.distributed.partition(
            str(tmp_path / "*.parquet"), workdir=tmp_path / "work", client="here"
        )


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({"source": [1], "target": [2]}, "'source' (integers), 'target' (integers)"),
        ({"from": [1], "to": [2], "weight": [1.0]}, "'from' (integers), 'to' (integers), 'weight'"),
        ({"source": ["1"], "target": ["2"], "weight": [1.0]}, "'source' (texts)"),
    ],
)
def test_columns_that_change_between_files_are_named_before_anything_is_read(
    columns: dict[str, Any], told: str, tmp_path: Path
) -> None:
    pandas = pytest.importorskip("pandas")
    first = pandas.DataFrame({"source": [1, 2], "target": [2, 3], "weight": [0.5, 2.0]})
    first.to_parquet(tmp_path / "a.parquet")
    pandas.DataFrame(columns).to_parquet(tmp_path / "b.parquet")
    with pytest.raises(ReadError) as caught:
        infomap_py.distributed.partition(tmp_path, workdir=tmp_path / "work", client="here")
    assert str(caught.value).startswith(f"{tmp_path}/b.parquet: the links are in columns {told}")
    assert "'source' (integers), 'target' (integers), 'weight' (numbers)" in str(caught.value)
    assert not (tmp_path / "work").exists()


def found_in(given: Any, folder: Path, **options: Any) -> Any:
    return infomap_py.distributed.partition(
        given, workdir=folder / "work", client="here", **options
    )


@pytest.mark.parametrize("piece", [16, 1 << 25])
@pytest.mark.parametrize(
    "text",
    [
        TRIANGLES + "# a comment of more than a piece\n" * 2,
        "# ahead, and longer than a piece\n" * 2 + TRIANGLES,
        "# ahead, and longer than a piece\nsource target\n" + TRIANGLES,
        "\ufeff" + TRIANGLES,
        "\ufeff# ahead\r\n" + TRIANGLES.replace("\n", "\r\n"),
        "# Names behind an apostrophe: remove one.\n" + TRIANGLES,
    ],
)
def test_what_is_around_links_makes_no_difference_to_a_piece(
    text: str, piece: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pandas")
    small_pieces(monkeypatch, piece)
    path = tmp_path / "links.txt"
    path.write_bytes(text.encode())
    found = found_in(path, tmp_path)
    assert set(module_of(found)) == {1, 2, 3, 4, 5, 6}
    assert found.codelength == pytest.approx(2.3207303, abs=1e-6)


def test_columns_are_separated_as_in_the_first_link_in_every_piece(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pandas")
    small_pieces(monkeypatch, 4)
    (tmp_path / "links.txt").write_text("a b\nb c\nc,d e\ne,f a\n")
    found = found_in(tmp_path / "links.txt", tmp_path)
    assert set(module_of(found)) == {"a", "b", "c", "c,d", "e", "e,f"}


@pytest.mark.parametrize("name", ["links.txt", "links.GZ"])
def test_compressed_files_are_known_by_their_first_bytes_too(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(gzip.compress(TRIANGLES.encode()))
    assert found_in(tmp_path / name, tmp_path).num_nodes == 6


def test_files_without_links_are_no_trouble_where_others_have_some(tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    for name, text in {"a.txt": "", "b.txt": "# none\n", "c.txt": TRIANGLES}.items():
        (tmp_path / name).write_text(text)
    table = pandas.DataFrame({"source": [1], "target": [2]})
    table[:0].to_parquet(tmp_path / "d.parquet")
    names = sorted(map(str, tmp_path.iterdir()))
    assert set(module_of(found_in(names, tmp_path))) == {1, 2, 3, 4, 5, 6}
    with pytest.raises(NetworkError, match="there is no link in the files"):
        found_in([*names[:2], names[3]], tmp_path / "none")


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("weight", ["0", "1e-20", "1e-300", "0.1", "200000000000000000"])
def test_weights_of_all_sizes_give_what_one_machine_gives(
    weight: str, directed: bool, tmp_path: Path
) -> None:
    pytest.importorskip("pandas")
    path = tmp_path / "links.txt"
    path.write_text(f"1 2 1\n2 3 1\n3 1 1\n3 4 {weight}\n5 6 1\n6 5 1\n6 1 {weight}\n")
    found = found_in(path, tmp_path, directed=directed)
    bits = infomap_py.codelength(path, module_of(found), directed=directed)
    assert found.codelength == pytest.approx(bits, abs=1e-9)
    here = infomap_py.partition(path, directed=directed)
    assert found.codelength == pytest.approx(here.codelength, abs=1e-9)
    assert module_of(found)[3] == module_of(found)[4]  # which has no other link


def test_large_whole_weights_add_up_alike_in_whatever_order(tmp_path: Path) -> None:
    lines = [f"{u} {v} {3 + 2**54 * (u % 3)}" for u, v in nx.karate_club_graph().edges]
    (tmp_path / "a.txt").write_text("\n".join(lines))
    (tmp_path / "b.txt").write_text("\n".join(lines[::-1]))
    one, other = (found_in(tmp_path / f"{n}.txt", tmp_path / n) for n in "ab")
    assert digest(one.folder) == digest(other.folder)


@pytest.mark.parametrize(
    ("weight", "said"),
    [("0", "every link has weight 0"), ("1e300", "too much"), ("5e-324", "too little")],
)
def test_weights_that_no_flow_comes_of_are_refused(weight: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "links.txt").write_text(f"1 2 {weight}\n2 3 {weight}\n")
    for directed in (False, True):
        with pytest.raises(FlowError, match=said):
            found_in(tmp_path / "links.txt", tmp_path / str(directed), directed=directed)


def test_a_node_alone_saves_nothing(tmp_path: Path) -> None:
    (tmp_path / "links.txt").write_text("1 1\n")
    found = found_in(tmp_path / "links.txt", tmp_path)
    assert (found.codelength, found.relative_savings) == (0.0, 0.0)
    with pytest.raises(FlowError, match="self_links=False"):
        found_in(tmp_path / "links.txt", tmp_path / "without", self_links=False)


def test_more_nodes_than_ids_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharding, "MAX_NODES", 5)
    (tmp_path / "links.txt").write_text(TRIANGLES)
    with pytest.raises(NetworkError, match=r"6 nodes; at most 5"):
        found_in(tmp_path / "links.txt", tmp_path)


def test_a_pattern_may_name_folders_and_a_file_twice(tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    (tmp_path / "sub").mkdir()
    table = pandas.DataFrame({"source": [1, 2], "target": [2, 3]})
    table.to_parquet(tmp_path / "sub" / "a.parquet")
    assert input_files.files_of(str(tmp_path / "s*")) == [str(tmp_path / "sub" / "a.parquet")]
    assert found_in(str(tmp_path / "sub" / "**"), tmp_path).num_links == 2


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(tmp_path: Path) -> None:
    (tmp_path / "a[1].txt").write_text(TRIANGLES)
    assert input_files.files_of(tmp_path / "a[1].txt") == [str(tmp_path / "a[1].txt")]


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ("nothing.txt", OptionError),
        ([], NetworkError),
        (0, InputTypeError),
        (nx.path_graph(3), InputTypeError),
        (np.zeros(2), InputTypeError),
    ],
)
def test_what_is_no_file_is_one_error(given: Any, error: Any, tmp_path: Path) -> None:
    with pytest.raises(error):
        found_in(given, tmp_path)


def test_a_weight_in_parquet_that_is_none_is_told_with_its_row_groups(tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    table = pandas.DataFrame({"source": [1, 2], "target": [2, 3], "weight": [1.0, -1.0]})
    table.to_parquet(tmp_path / "a.parquet")
    with pytest.raises(ReadError, match=r"a\.parquet: row groups 0 to 0: .*-1"):
        found_in(tmp_path / "a.parquet", tmp_path)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"weight": 3}, "weight=3 is neither the name of a column nor None"),
        ({"header": "no"}, "header='no' is neither True nor False"),
    ],
)
def test_options_of_another_kind_are_told(
    options: dict[str, Any], told: str, tmp_path: Path
) -> None:
    (tmp_path / "links.txt").write_text(TRIANGLES)
    with pytest.raises(OptionError, match=told):
        found_in(tmp_path / "links.txt", tmp_path, **options)


def test_a_file_that_is_no_parquet_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(b"no table")
    with pytest.raises(ReadError, match=r"a\.parquet: pyarrow cannot read this as Parquet"):
        found_in(tmp_path / "a.parquet", tmp_path)


def test_options_may_be_numbers_of_numpy(tmp_path: Path) -> None:
    (tmp_path / "links.txt").write_text(TRIANGLES)
    found = found_in(
        tmp_path / "links.txt",
        tmp_path,
        seed=np.int64(3),
        shard_arcs=np.int32(5),
        directed=np.bool_(True),
        teleportation_probability=np.float32(0.25),
    )
    assert (found.options["seed"], found.options["directed"]) == (3, True)


@pytest.mark.parametrize("content", ["", "{", "[1]", "{}"])
def test_a_folder_whose_run_is_damaged_is_named(content: str, tmp_path: Path) -> None:
    (tmp_path / "links.txt").write_text(TRIANGLES)
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "run.json").write_text(content)
    with pytest.raises(InfomapError, match=r"run\.json"):
        found_in(tmp_path / "links.txt", tmp_path, resume=True)


def test_a_folder_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    (tmp_path / "work").write_text("a file")
    (tmp_path / "links.txt").write_text(TRIANGLES)
    with pytest.raises(OptionError, match=r"work cannot be written to"):
        found_in(tmp_path / "links.txt", tmp_path)


def test_an_error_of_who_hears_of_progress_is_that_error(tmp_path: Path) -> None:
    def hear(now: Any) -> None:
        if now.done:
            raise BrokenPipeError("nobody listens")

    (tmp_path / "links.txt").write_text(TRIANGLES)
    with pytest.raises(BrokenPipeError, match="nobody listens"):
        found_in(tmp_path / "links.txt", tmp_path, progress=hear)


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("links.txt", b'# by hand\n*Vertices 2\n1 "a"\n2 "b"\n', "pajek"),
        ("links.gz", gzip.compress(b"\xef\xbb\xbf*Edges\n1 2\n"), "pajek"),
        ("links.txt", b"<?xml version='1.0'?><graphml/>", "graphml"),
        ("links.mtx", b"%%MatrixMarket matrix coordinate pattern general\n1 1 1\n1 1\n", "mtx"),
    ],
    ids=["a comment ahead", "compressed, a mark ahead", "XML", "a matrix"],
)
def test_files_of_other_formats_are_named_before_anything_is_read(
    name: str, content: bytes, kind: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ReadError, match=rf"{name}: this is a file of the format {kind}"):
        found_in(tmp_path / name, tmp_path)
    assert not (tmp_path / "work").exists()


def test_parquet_of_another_name_is_told_to_have_one(tmp_path: Path) -> None:
    (tmp_path / "part-0").write_bytes(b"PAR1 and so on")
    with pytest.raises(ReadError, match=r"part-0: this is Parquet; give it a name"):
        found_in(tmp_path / "part-0", tmp_path)


def test_a_compressed_file_that_ends_too_early_is_named(tmp_path: Path) -> None:
    (tmp_path / "l.gz").write_bytes(gzip.compress(TRIANGLES.encode() * 99)[:-12])
    with pytest.raises(ReadError, match=r"l\.gz:\d+: .*end too early"):
        found_in(tmp_path / "l.gz", tmp_path)


def test_labels_may_begin_with_an_asterisk(tmp_path: Path) -> None:
    (tmp_path / "links.gml").write_text("*a b\n*a c\nb c\n")
    assert set(module_of(found_in(tmp_path / "links.gml", tmp_path))) == {"*a", "b", "c"}


def test_a_folder_that_is_none_and_progress_for_nobody_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "links.txt"
    path.write_text(TRIANGLES)
    for workdir in (3, None, "", "a\0b"):
        with pytest.raises(OptionError, match="is no path of a folder"):
            infomap_py.distributed.partition(path, workdir=workdir, client="here")  # type: ignore
    with pytest.raises(OptionError, match="progress=3 is neither"):
        found_in(path, tmp_path, progress=3)
