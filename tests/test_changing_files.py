"""Files that change while they are read: each is opened once, so that what is read is one file."""

import os
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pytest
from test_line_ends import ALL, text_of, vectors

import infomap_py
from infomap_py.readers import read_network
from infomap_py.streams import CHUNK_SIZE

opened: Counter[str] = Counter()
watched: list[Path] = []


def note(event: str, given: Any) -> None:
    if event == "open" and watched and isinstance(given[0], str | bytes | os.PathLike):
        path = os.fsdecode(given[0])
        opened[path] += path.startswith(str(watched[0]))


sys.addaudithook(note)  # for good: Python cannot take one back


@pytest.fixture(name="folder")
def watched_folder(tmp_path: Path) -> Any:
    watched.append(tmp_path)
    opened.clear()
    yield tmp_path
    watched.clear()


def graph_file(suffix: str, folder: Path) -> Path:
    path = folder / f"graph{suffix}"
    graph = nx.karate_club_graph()
    if suffix == ".npz":
        import scipy.sparse

        scipy.sparse.save_npz(path, nx.to_scipy_sparse_array(graph, format="csr"))
    elif suffix == ".mtx":
        import scipy.io

        scipy.io.mmwrite(path, nx.to_scipy_sparse_array(graph, format="coo"))
    else:
        writers = {".graphml": nx.write_graphml, ".gml": nx.write_gml, ".gexf": nx.write_gexf}
        writers[suffix](graph, path)
    return path


@pytest.mark.parametrize("kind", [kind for kind in ALL if kind != "words of .npy"])
def test_texts_are_opened_once(folder: Path, kind: str) -> None:
    (folder / "a").write_bytes(text_of(kind, folder))
    opened.clear()
    ALL[kind][1](folder / "a")
    assert opened[str(folder / "a")] == 1


@pytest.mark.parametrize("suffix", [".graphml", ".gml", ".gexf", ".mtx", ".npz"])
def test_graphs_are_opened_once(folder: Path, suffix: str) -> None:
    path = graph_file(suffix, folder)
    opened.clear()
    assert infomap_py.partition(path).num_modules > 1
    assert opened[str(path)] == 1


@pytest.mark.parametrize("suffix", [".npy", ".bin"])
def test_vectors_are_opened_once(folder: Path, suffix: str) -> None:
    path, rows = folder / f"rows{suffix}", np.eye(4, dtype=np.float32)
    if suffix == ".npy":
        np.save(path, rows)
        (folder / "rows.txt").write_text("a\nb\nc\nd\n")
    else:
        lines = [f"w{k} ".encode() + row.tobytes() + b"\n" for k, row in enumerate(rows)]
        path.write_bytes(b"4 4\n" + b"".join(lines))
    opened.clear()
    assert vectors(path)[1] == rows.tolist()
    assert opened[str(path)] == (2 if suffix == ".npy" else 1)  # to look at its first bytes, too


class Growing:
    """A file that is longer after every part of it that was read, a few times."""

    def __init__(self, path: Path, more: bytes, times: int) -> None:
        self.file = path.open("rb")
        self.path, self.more, self.times = path, more, times

    def read(self, size: int = -1) -> bytes:
        part = self.file.read(size)
        if self.times > 0:
            self.times -= 1
            with self.path.open("ab") as file:
                file.write(self.more)
        return part


def test_a_link_list_that_grows_is_read_to_the_end_that_is_met(tmp_path: Path) -> None:
    path = tmp_path / "edges.txt"
    path.write_bytes(b"".join(b"%d %d\n" % (u, u + 1) for u in range(CHUNK_SIZE // 8)))
    growing = Growing(path, b"0 7\n", 3)
    network = read_network(growing)
    growing.file.close()
    assert list(network.links()) == list(read_network(path).links())
    assert network.num_links == CHUNK_SIZE // 8 + 1


@pytest.mark.parametrize("compress", ["gzip", "bz2", "lzma"])
def test_a_compressed_file_that_grows_is_read_to_the_end_that_is_met(
    tmp_path: Path, compress: str
) -> None:
    module = pytest.importorskip(compress)
    path = tmp_path / "edges"
    path.write_bytes(module.compress(b"0 1\n1 2\n"))
    growing = Growing(path, module.compress(b"2 3\n"), 2)
    assert read_network(growing).num_links == 3
    growing.file.close()
