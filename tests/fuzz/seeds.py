"""Small files of every format, from which mutation begins; their words make its dictionary."""

from __future__ import annotations

import bz2
import gzip
import lzma
import re
from collections.abc import Iterator
from functools import partial

LINKS = [
    b"1 2\n2 3 0.5\n3 1 1e-3\n",
    b'source,target,weight\na,b,2\n"c, d","a ""quoted"" name"\n',
    b"person friend\n1 2\n2 -3\n",
    b"# comment\n% comment\n\xef\xbb\xbfa\tb c\t2.\r\n9223372036854775807\t-1\t.5\n",
]
PAJEK = [
    b'*Network x\n*Vertices 3\n1 "a" 2\n2 "b b" 0.5 ic Red\n3\n*Edges\n1 2 0.5\n*Arcs\n2 3\n',
    b'*Vertices 2\n1 "a"\n2 "b"\n*States\n1 1 "x"\n2 2\n3 1\n*Links\n1 2\n2 3 .5\n',
    b"*Intra\n1 1 2\n1 2 3\n2 1 3 2\n*Inter\n1 1 2 .5\n",
    b"*Intra\n1 1 2\n3 2 1 0.25\n",
    b"*Multilayer\n1 1 2 2 1\n2 2 1 1\n",
    b"*Multiplex\n1 1 1 2 1\n",
    b"*Vertices 4\n*Bipartite 3\n1 3\n2 4 2\n1 4\n",
]
GRAPHML = [
    b'<?xml version="1.0"?><graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    b'<key id="d0" for="edge" attr.name="weight" attr.type="double"><default>1</default></key>'
    b'<graph edgedefault="directed"><node id="a"/><node id="b&amp;"><graph id="g"/></node>'
    b'<edge source="a" target="b&amp;"><data key="d0">2.5</data></edge>'
    b'<edge source="a" target="a" directed="true"/></graph></graphml>',
]
GML = (
    b'graph [ directed 1 node [ id 1 label "a" ] node [ id 2 ] edge [ source 1 target 2 weight 2]]'
)
MTX = b"%%MatrixMarket matrix coordinate real general\n2 2 2\n1 2 0.5\n2 1 1\n"
GEXF = (
    b'<gexf version="1.2"><graph defaultedgetype="undirected"><attributes class="node">'
    b'<attribute id="0" title="module" type="integer"/><attribute id="1" title="path" '
    b'type="string"/></attributes><nodes><node id="n0" label="a"><attvalues><attvalue for="0" '
    b'value="1"/><attvalue for="1" value="0:1"/></attvalues></node></nodes>'
    b'<edges><edge id="0" source="n0" target="n0" weight="2"/></edges></graph></gexf>'
)
TREE = [
    b'# path flow name node_id\n1:1 0.5 "a" 1\n1:2 0.25 "b \\"q\\"" 2\n2:1 .25 "c" 3\n',
    b'# v2\n1:1:1 0.5 "a" 1\n1:2:1 0.25 "b" 2\n2:1:1 1e-5 "c" 3\n2:1:2 0 "" 4\n',
    b'1:1 0.5 "a" 1 1\n2:1 0.5 "a" 2 1\n',
    b'1:1 0.5 "a" 1 1 7\n',
]
GRAPHML_PARTITION = (
    b'<graphml><key id="d0" for="node" attr.name="module"/><key id="d1" for="node" '
    b'attr.name="label"/><key id="d2" for="all" attr.name="path"/><graph><node id="n0">'
    b'<data key="d0">1</data><data key="d1">a</data><data key="d2">0:0</data></node><node id="n1">'
    b'<data key="d0">0</data><data key="d2">0:1</data></node></graph></graphml>'
)
VECTORS = [
    b"2 3\na 1 2 3\nb .5 -1e3 0\n",
    b"a 1 2\nb c 3 4\n a\t5 6\r\n",
    b"2 2\nab \0\0\x80\x3f\0\0\0\0\ncd \1\2\3\4\0\0\0\0\n",
    "1 1\n词 1e-45\n".encode(),
]
NPY_HEAD = b"{'descr': '<f4', 'fortran_order': False, 'shape': (3, 1), }"
NPY = b"\1\0v\0" + NPY_HEAD.ljust(117) + b"\n" + b"\0\0\x80\x3f" * 3

SEEDS = {
    "link_list": LINKS,
    "pajek": PAJEK,
    "graphml": GRAPHML,
    "other_graph": [b"\0" + GEXF, b"\1" + GML, b"\2" + MTX],
    "compressed": [
        bytes([kind, 0, 0, 40, mask]) + LINKS[0] for kind in range(3) for mask in (0, 1)
    ],
    "any_stream": [
        *(
            pack(LINKS[0])
            for pack in (partial(gzip.compress, mtime=0), bz2.compress, lzma.compress)
        ),
        *(LINKS[0], PAJEK[0], GRAPHML[0], GEXF, MTX),
    ],
    "clu": [b"# node_id module flow\n1 1 0.5\n2 1\n3 2 .25 7\n", b"-1 0 0.5 2 3\n"],
    "tree": TREE,
    "ftree": [TREE[0] + b"*Links undirected\n#*Links path\n*Links 1 0 1 1\n1 2 0.4\n"],
    "json": [
        b'{"provenance": {"seed": 1}, "nodes": [{"node": 1, "module": 0}, '
        b'{"node": "a", "module": "1", "path": [1, 0]}]}',
        b'{"provenance": {"options": {"markov_time": 2.0}}, "codelength": 2.5, "nodes": ['
        + b", ".join(b'{"node": %d, "module": %d}' % (k, k > 3) for k in range(1, 7))
        + b"]}",
        b'{"nodes": [{"node": 1.5, "module": 0}, {"node": null, "module": -1}]}',
    ],
    "newick": [
        b"[infomap_py: 1\noptions: markov_time=2.0]((1,2,3),(4,5,6));",
        b"((a,b),(c,'d ''e'),[x](f:1,g_h)i:2)root;",
        b"(a,(b,c));",
    ],
    "tsv": [
        b"# infomap_py: 1\n# options: directed=None, markov_time=2.0\n# seed: 3\n"
        + b"".join(b"%d\t%d\n" % (k, k > 3) for k in range(1, 7)),
        b"node\tmodule\n1\t1\n2\t1\t0.5\n3\t1\t.5\t1:2\n",
        b'"a\tb"\tx\n',
    ],
    "csv": [b'1,1\n"2, a",1,0.5\n#c\n"#d",1,1,0:1\n'],
    "partition_graphml": [GRAPHML_PARTITION],
    "partition_gexf": [GEXF],
    "vectors": VECTORS,
    "vectors_npy": [NPY],
    "corpus": ["It's a dog, No. 3.5!\r\n我们在北京。 你好\n\n\ufeffx\ty".encode(), b"\xff\xfea\0"],
    "vocabulary": ["# language: zh\n北京\t3\n我们\t 12\r\n".encode()],
    "metadata": [b"# c\n1 a b\n2 a c\n 6\tx y\n"],
    "partition": [bytes(range(64)), bytes(64), b"\xff" * 64],
}


def words_of(target: str) -> Iterator[bytes]:
    """What the seeds of a target consist of, and numbers at the ends of their ranges."""
    numbers = b"0 -1 2147483647 2147483648 9223372036854775807 9223372036854775808 1e308 1e-320 nan"
    text = b" ".join([*SEEDS[target], numbers])
    found = re.findall(rb"[*<]?[\w.:+-]+|[^\w\s]+", text)
    return iter(dict.fromkeys(word for word in found if len(word) < 32))
