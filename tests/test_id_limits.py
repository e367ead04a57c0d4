"""Ids at the limits of 64 bits, and beyond: the very same come out, or they are refused."""

import json

import numpy as np
import pytest

import infomap_py
from infomap_py.adapters import to_network
from infomap_py.errors import InfomapError, NetworkError
from infomap_py.memory import refuse_too_many_nodes

MOST, LEAST = 2**63 - 1, -(2**63)
IDS = [MOST, MOST - 1, LEAST, LEAST + 1, 2**53, 2**53 + 1, -1, 0]
pytestmark = pytest.mark.filterwarnings("ignore::infomap_py.errors.PartitionWarning")


def ring(ids):
    """Every id is linked to the next."""
    return [(ids[k - 1], ids[k]) for k in range(len(ids))]


def written(ids, folder):
    path = folder / "links.tsv"
    path.write_text("".join(f"{u}\t{v}\n" for u, v in ring(ids)))
    return path


@pytest.mark.parametrize(
    "kind", ["file", "array", "columns", "items", "pandas", "polars", "pyarrow"]
)
def test_ids_of_64_bits_come_out_as_they_went_in(tmp_path, kind):
    sources, targets = map(np.array, zip(*ring(IDS), strict=True))
    if kind == "file":
        graph = written(IDS, tmp_path)
    elif kind in ("pandas", "polars", "pyarrow"):
        library = pytest.importorskip(kind, reason="reads its tables")
        table = {"source": sources, "target": targets}
        graph = library.table(table) if kind == "pyarrow" else library.DataFrame(table)
    else:
        array = np.stack((sources, targets), axis=1)
        graph = {"array": array, "columns": (sources, targets), "items": ring(IDS)}[kind]
    assert set(infomap_py.partition(graph)) == set(IDS)


@pytest.mark.parametrize("name", ["p.tree", "p.ftree", "p.clu", "p.json", "p.tsv", "p.csv"])
def test_ids_of_64_bits_are_written_and_read_back(tmp_path, name):
    partition = infomap_py.partition(written(IDS, tmp_path))
    partition.write(tmp_path / name)
    assert infomap_py.read_partition(tmp_path / name) == dict(partition)


@pytest.mark.parametrize("dtype", ["i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8"])
def test_the_largest_and_least_id_of_every_type_of_array_are_kept(dtype):
    info = np.iinfo(dtype)
    ends = np.array([info.max, info.min, info.max - 1], dtype=dtype)
    network = to_network((ends, np.roll(ends, 1)))
    assert set(network.nodes if isinstance(network.nodes, list) else network.nodes.tolist()) == {
        int(info.max),
        int(info.min),
        int(info.max) - 1,
    }


@pytest.mark.parametrize("ids", [[2**63, 2**64 - 1, 5], [2**64, 2**70, -(2**63) - 1]], ids=str)
def test_integers_beyond_64_bits_are_labels_like_any_other(ids):
    assert set(infomap_py.partition(ring(ids))) == set(ids)
    array = np.array(ring(ids), dtype=object)
    assert set(infomap_py.partition(array)) == set(ids)


@pytest.mark.parametrize("id_", [2**63, -(2**63) - 1, 2**64, 10**30])
@pytest.mark.parametrize(
    "text",
    [
        "{0} 1\n1 {0}\n",
        "*Vertices 2\n1 a\n{0} b\n*Edges\n1 {0}\n",
        "*Vertices 2\n1 a\n2 b\n*States\n1 1\n{0} 2\n*Links\n1 {0}\n",
        "*Vertices 2\n1 a\n2 b\n*States\n1 1\n2 {0}\n*Links\n1 2\n",
        "*Intra\n{0} 1 2\n",
        "*Intra\n1 {0} 2\n",
        "*Multilayer\n1 1 {0} 2\n",
    ],
    ids=["links", "vertices", "states", "physical", "layer", "node", "other layer"],
)
def test_an_id_in_a_file_beyond_64_bits_is_named_with_its_line(tmp_path, text, id_):
    path = tmp_path / "network.net"
    path.write_text(text.format(id_))
    with pytest.raises(InfomapError, match=rf"network.net:\d: '.*{id_}"):
        infomap_py.partition(path)


@pytest.mark.parametrize("end", [2.0**53, -(2.0**53), 1e18, 1e19, 1e300])
def test_a_float_that_may_be_several_integers_is_no_id(end):
    with pytest.raises(
        NetworkError, match=r"link 1 has end .* several integers are the same float"
    ):
        to_network((np.array([0.0, end]), np.array([1, 2])))


def test_the_largest_float_that_is_one_integer_is_an_id():
    assert 2**53 - 1 in infomap_py.partition(np.array([[0.0, 2.0**53 - 1], [1.0, 0.0]]))


@pytest.mark.parametrize("id_", [MOST, LEAST, 2**53 + 1])
def test_json_keeps_every_digit_of_an_id(tmp_path, id_):
    partition = infomap_py.partition([(id_, 0), (0, 1), (1, id_)])
    partition.write(tmp_path / "p.json")
    text = (tmp_path / "p.json").read_text()
    assert str(id_) in text
    assert infomap_py.read_partition(tmp_path / "p.json") == dict(partition)
    assert json.loads(text)


@pytest.mark.parametrize("layer", [2**62, -(2**62)])
def test_the_outermost_layers_are_layers(tmp_path, layer):
    path = tmp_path / "layers.net"
    path.write_text(f"*Intra\n{layer} 1 2\n0 1 2\n")
    assert infomap_py.partition(path).num_modules == 1


@pytest.mark.parametrize("count", [2**31 - 2**16 + 1, 2**31, 2**63 - 1])
def test_a_matrix_of_too_many_rows_is_refused_before_memory_is_spent(count):
    sparse = pytest.importorskip("scipy.sparse")
    ends = np.array([0, count - 1], dtype=np.int64)
    matrix = sparse.coo_array((np.ones(2), (ends, ends[::-1])), shape=(count, count))
    with pytest.raises(NetworkError, match=f"{count:,} nodes; at most 2,147,418,112"):
        to_network(matrix)


def test_a_matrix_that_memory_cannot_hold_is_refused(monkeypatch):
    sparse = pytest.importorskip("scipy.sparse")
    monkeypatch.setattr("infomap_py.memory.bytes_there", lambda: 1e9)
    with pytest.raises(NetworkError, match="take some 64 GB, and there are 1 GB"):
        to_network(sparse.coo_array((2_000_000_000, 2_000_000_000)))


def test_more_labels_than_nodes_can_be_numbered_are_refused(monkeypatch):
    monkeypatch.setattr("infomap_py.numbering.MAX_NODES", 3)
    with pytest.raises(NetworkError, match="more nodes than the 3 that are supported"):
        infomap_py.partition([("a", "b"), ("b", "c"), ("c", "d")])


def test_as_many_nodes_as_can_be_numbered_are_not_too_many(monkeypatch):
    monkeypatch.setattr("infomap_py.memory.bytes_there", lambda: 1e12)
    refuse_too_many_nodes(2**31 - 2**16)
