"""Files of every format by its grammar, nasty where it leaves room; and slips of the pen."""

from __future__ import annotations

import json
import struct
from typing import Any

from fuzz.seeds import SEEDS, words_of
from hypothesis import strategies as st

Files = st.SearchStrategy[bytes]

INTEGERS = st.one_of(
    st.integers(0, 6), st.integers(-3, 20), st.sampled_from([2**31, 2**63 - 1, 2**63, -(2**63)])
).map(str)
NAMES = st.one_of(
    st.sampled_from(
        ["a", "b", "New York", "北京", "007", "-0", "1.5", "", '"', "*x", "#x", "\u200f"]
    ),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=4),
)
QUOTED = NAMES.map(lambda name: '"' + name.replace('"', '""') + '"')
IDS = st.one_of(INTEGERS, st.sampled_from(["a", "b", "c", "ä"]), QUOTED)
SMALL = st.integers(1, 5).map(str)
WEIGHTS = st.one_of(
    *[st.sampled_from(["1", "2", "0.5"])] * 5,
    st.floats(0.0, 9.0).map(repr),
    st.sampled_from(["0", ".5", "2.", "1e-3", "1e308", "5e-324", "0." + "3" * 25, "-1", "nan", ""]),
)
ENDS = st.sampled_from(["\n", "\n", "\n", "\r\n", "\n\n", " \n", "\n# comment\n", "\n%\n"])


@st.composite
def lines(draw: Any, columns: list[Any], more: Any, separator: str, most: int = 6) -> str:
    """Rows of these columns, and perhaps one more."""
    rows = draw(st.lists(st.tuples(*columns, st.none() | more), max_size=most))
    kept = [separator.join(str(one) for one in row if one is not None) for row in rows]
    return "".join(row + draw(ENDS) for row in kept)


@st.composite
def link_lists(draw: Any) -> bytes:
    """With any separator, a header or none, and ids of one kind or of all."""
    separator = draw(st.sampled_from([" ", "\t", ",", "  "]))
    ids = draw(st.sampled_from([SMALL, INTEGERS, IDS, NAMES]))
    head = draw(st.sampled_from(["", "", "\ufeff", f"source{separator}target\n", "# x\n", "a b\n"]))
    return (head + draw(lines([ids, ids], WEIGHTS, separator))).encode()


@st.composite
def pajek_files(draw: Any) -> bytes:
    """Vertices or none, and sections of one kind, or of all."""
    count = draw(st.integers(0, 5))
    parts = []
    if draw(st.booleans()):
        names = draw(st.lists(QUOTED, min_size=count, max_size=count, unique=True) | st.just([]))
        listed = "".join(f"{k} {name} {draw(WEIGHTS)}\n" for k, name in enumerate(names, 1))
        parts.append(f"*Vertices {count or ''}\n{listed}")
    kind = draw(
        st.sampled_from(["edges arcs", "links", "states", "intra inter", "multilayer", "any"])
    )
    every = "edges arcs links states intra inter multilayer multiplex bipartite"
    for section in (every if kind == "any" else kind).split():
        columns = {"intra": 3, "inter": 3, "multilayer": 4, "multiplex": 4}.get(section, 2)
        rest = " 3" if section == "bipartite" else ""
        more = QUOTED if section == "states" else WEIGHTS
        parts.append(f"*{section}{rest}\n{draw(lines([SMALL] * columns, more, ' '))}")
        if section == "states":
            parts.append(f"*links\n{draw(lines([SMALL, SMALL], WEIGHTS, ' '))}")
    return "".join(parts).encode()


PATHS = st.lists(SMALL, min_size=1, max_size=4).map(":".join)
IN_TREES = NAMES.map(lambda name: f'"{name}"')


@st.composite
def trees(draw: Any, links: str = "") -> bytes:
    """A path, flow, name and ids per line."""
    head = draw(st.sampled_from(["", "# path flow name node_id\n", "# v2.8\n"]))
    ids = draw(st.sampled_from([[SMALL], [SMALL, SMALL], [SMALL, SMALL, SMALL]]))
    return (head + draw(lines([PATHS, WEIGHTS, IN_TREES, *ids], SMALL, " ")) + links).encode()


VALUES = (
    st.none()
    | st.booleans()
    | st.integers(-2, 9)
    | st.floats()
    | NAMES
    | st.lists(SMALL, max_size=2)
)
ENTRIES = st.fixed_dictionaries(
    {"node": VALUES, "module": st.integers(0, 3) | NAMES | VALUES},
    optional={"path": st.lists(st.integers(0, 3) | NAMES, max_size=3) | VALUES, "flow": VALUES},
)
JSON = st.fixed_dictionaries(
    {"nodes": st.lists(ENTRIES, max_size=5) | VALUES}, optional={"provenance": VALUES}
)

LEAVES = st.one_of(st.sampled_from(["a", "b_c", "x:1.5", "[note]d"]), NAMES.map(repr))
NEWICK = st.recursive(
    LEAVES, lambda one: st.lists(one, max_size=4).map(lambda k: f"({','.join(k)})")
)


def tables(separator: str) -> Files:
    """Rows of a node, a module, and perhaps its flow."""
    return lines([IDS, SMALL], WEIGHTS, separator).map(str.encode)


@st.composite
def vectors(draw: Any) -> bytes:
    """Text with a header or without, or binary."""
    dimension = draw(st.integers(1, 3))
    count = draw(st.integers(0, 4))
    head = draw(st.sampled_from(["", f"{count} {dimension}\n", f"{count + 1} {dimension}\n"]))
    words = draw(st.lists(NAMES, min_size=count, max_size=count))
    if head and draw(st.booleans()):
        rows = [
            struct.pack(f"<{dimension}f", *[draw(st.floats(width=32))] * dimension) for _ in words
        ]
        ends = draw(st.sampled_from([b"", b"\n"]))
        body = b"".join(f"{w} ".encode() + row + ends for w, row in zip(words, rows, strict=True))
        return head.encode() + body
    numbers = WEIGHTS | st.floats(width=32).map(repr)
    text = "".join(f"{w} {' '.join(draw(numbers) for _ in range(dimension))}\n" for w in words)
    return (head + text).encode()


GRAMMARS: dict[str, Files] = {
    "link_list": link_lists(),
    "pajek": pajek_files(),
    "any_stream": link_lists() | pajek_files(),
    "compressed": st.tuples(
        st.binary(min_size=4, max_size=4), st.sampled_from([b"\0", b"\1", b"\xff"]), link_lists()
    ).map(b"".join),
    "clu": lines([SMALL, SMALL, WEIGHTS], SMALL, " ").map(str.encode),
    "tree": trees(),
    "ftree": trees("*Links undirected\n*Links root 0 0 1 1\n1 2 0.5\n"),
    "json": JSON.map(lambda document: json.dumps(document).encode()),
    "newick": NEWICK.map(lambda tree: f"{tree};".encode()),
    "metadata": lines([SMALL, SMALL], SMALL, " ").map(str.encode),
    "tsv": tables("\t"),
    "csv": tables(","),
    "vectors": vectors(),
    "corpus": st.text(st.characters(exclude_categories=["Cs"])).map(str.encode),
    **{
        name: st.sampled_from(SEEDS[name])
        for name in (
            "vocabulary",
            "graphml",
            "partition_graphml",
            "partition_gexf",
            "other_graph",
            "vectors_npy",
        )
    },
}


@st.composite
def with_slips(draw: Any, name: str) -> bytes:
    """A file by the grammar, in which something is left out, repeated, put in or changed."""
    content = bytearray(draw(GRAMMARS[name]))
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, len(content)))
        stop = min(len(content), start + draw(st.integers(0, 9)))
        slip = draw(st.sampled_from(["leave out", "repeat", "put in", "change"]))
        if slip == "leave out":
            del content[start:stop]
        elif slip == "repeat":
            content[start:start] = content[start:stop]
        elif slip == "put in":
            content[start:start] = draw(
                st.sampled_from(list(words_of(name))) | st.binary(max_size=3)
            )
        elif start < len(content):
            content[start] = draw(st.integers(0, 255))
    return bytes(content)
