"""Files of partitions: as many nodes as lines say, and modules that come back when written."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Hashable, Iterator
from functools import partial
from typing import Any

import numpy as np
from fuzz.outcomes import NAME, Dribble, as_input, one_in, outcome, printed, promise

from infomap_py.errors import InfomapError
from infomap_py.membership import module_ids, module_tree
from infomap_py.metadata_files import read_metadata
from infomap_py.network import Network
from infomap_py.partition_files import Modules, PartitionFile
from infomap_py.partition_text import PartitionText
from infomap_py.scoring import CODING_OPTIONS, codelength, partition_of
from infomap_py.stored_partitions import read_partition

MOST_NODES = 40  # of a file that is written again
ROUND_TRIPS = 4

NODES = [1, 2, 3, 4, 5, 6]
NETWORK = Network.from_links([0, 1, 2, 3, 4, 5, 2], [1, 2, 0, 4, 5, 3, 3], nodes=NODES)

Named = Iterator[tuple[str, str]]


def target_of(format: str, nodes_in: Callable[[str], Named | None]) -> Callable[[bytes], bool]:
    """The target of a format, and what finds its nodes, with their modules, in an easy way."""

    def target(content: bytes) -> bool:
        found = outcome(partial(_modules, content, format, None), content)
        if one_in(ROUND_TRIPS, content):
            _promise_a_partition(content, format)
        if isinstance(found, int):
            return False
        expected = nodes_in(content.decode("utf-8", "surrogatepass").removeprefix("\ufeff"))
        if expected is not None:
            named = {node: _path(module) for node, module in expected}
            read = {str(node): _path(module) for node, module in found.items()}
            promise(read == named, "read", read, "and not", named)
        if 0 < len(found) <= MOST_NODES and one_in(ROUND_TRIPS, content):
            _promise_that_it_comes_back(found, format)
        return True

    return target


def _promise_a_partition(content: bytes, format: str) -> None:
    """Or the place of what is wrong, also in what the file tells of the partition as a whole."""
    with as_input(content):
        found = outcome(partial(read_partition, "-", NETWORK, format=format), content)
    if not isinstance(found, int):
        promise(set(found) == set(NODES), "other nodes:", found)
        scored = codelength(NETWORK, found, **_told(found.options))
        promise(math.isclose(scored, found.codelength), scored, "and not", found.codelength)
    with as_input(content):
        outcome(partial(read_partition, "-", format=format), content)


def _told(options: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in options.items() if k in CODING_OPTIONS and v is not None}


def _modules(content: bytes, format: str, network: Network | None) -> Modules:
    text = PartitionText(NAME)
    with text.place():
        text.read(Dribble(content))
    file = PartitionFile(text, format)
    file.facts()
    return file.modules(network)


def _promise_that_it_comes_back(modules: Modules, format: str) -> None:
    labels = list(modules)
    count = len(labels)
    ring = Network.from_links(range(count), [(u + 1) % count for u in range(count)], nodes=labels)
    try:
        partition = partition_of(ring, modules)
    except InfomapError:
        return  # modules that are no tree, such as some within one that holds nodes
    text = printed(partition.write, format)
    if text is None:
        return
    again = module_tree(ring, _modules(text, format, ring))
    expected = module_tree(ring, partition)
    if format == "clu":  # which has the outermost modules alone
        expected = module_tree(ring, module_ids(ring, partition))
    same = np.array_equal(again.parent, expected.parent)
    promise(same and np.array_equal(again.module_of, expected.module_of), "not read back:", text)


def _path(module: Hashable) -> str:
    return ":".join(map(str, module)) if isinstance(module, tuple) else str(module)


def _lines(text: str) -> Iterator[str]:
    for line in re.split("\r\n|\r|\n", text):
        if line.strip() and not line.strip().startswith("#"):
            yield line.strip()


def clu_nodes(text: str) -> Named:
    """``id module ...``: by id, of states by the first."""
    for line in _lines(text):
        node, module, *_ = line.split()
        yield node, module


def tree_nodes(text: str) -> Named | None:
    """``path flow "name" id``; names that are escaped, or of states, are left to be."""
    lines = list(_lines(text))
    links = next((k for k, line in enumerate(lines) if line.startswith("*Links")), len(lines))
    rows = []
    for line in lines[:links]:
        before, _, rest = line.partition('"')
        name, _, ids = rest.rpartition('"')
        if "\\" in name or len(ids.split()) != 1:
            return None
        rows.append((name, before.split()[0].rpartition(":")[0]))
    return iter(rows)


def json_nodes(text: str) -> Named | None:
    """The array "nodes"; numbers and texts that read alike are left to be."""
    entries = json.loads(text)["nodes"]
    if len({str(one["node"]) for one in entries}) < len({repr(one["node"]) for one in entries}):
        return None
    return ((str(one["node"]), _path(tuple(_of(one)))) for one in entries)


def _of(entry: dict[str, Any]) -> list[Any]:
    path = entry.get("path")
    return [entry["module"]] if path is None else list(path)


def newick_nodes(text: str) -> Named:
    """Labels that follow no parenthesis that closes, character by character."""
    groups, label, after, at, quoted = [0], "", "", 0, False
    plain = False
    while at < len(text):
        c = text[at]
        if c == "[":
            at = text.index("]", at)
        elif c == "'":
            stop = at + 1
            while text[stop : stop + 2] == "''" or text[stop] != "'":
                stop += 2 if text[stop] == "'" else 1
            label, quoted, at = text[at + 1 : stop].replace("''", "'"), True, stop
        elif c in "(),:;":
            if (label or quoted) and after in ("", "(", ","):
                yield label.replace("_", " ") if plain else label, ":".join(map(str, groups[1:-1]))
            if c == "(":
                groups.append(0)
            elif c == ")":
                groups.pop()
            elif c == ",":
                groups[-1] += 1
            label, quoted, plain, after = "", False, False, c
        elif not c.isspace():
            label, plain = label + c, True
        at += 1


def no_nodes(text: str) -> None:
    """Of what has no easy way."""


def metadata(content: bytes) -> bool:
    """``node category ...``: the columns of every node that a line names."""
    with as_input(content):
        found = outcome(partial(read_metadata, "-", NETWORK), content)
    if isinstance(found, int):
        return False
    text = content.decode("utf-8", "surrogatepass").removeprefix("\ufeff")
    rows = {int(node): row for node, *row in map(str.split, _lines(text))}
    named = {node: row.tolist() for node, row in zip(NODES, found, strict=True) if node in rows}
    promise(named == rows, named, "and not", rows)
    return True


TARGETS = {
    "metadata": metadata,
    "clu": target_of("clu", clu_nodes),
    "tree": target_of("tree", tree_nodes),
    "ftree": target_of("ftree", tree_nodes),
    "json": target_of("json", json_nodes),
    "newick": target_of("newick", newick_nodes),
    "tsv": target_of("tsv", no_nodes),
    "csv": target_of("csv", no_nodes),
    "partition_graphml": target_of("graphml", no_nodes),
    "partition_gexf": target_of("gexf", no_nodes),
}
