r"""Word clusters to files, for people, for scripts and for other tools.

========================  =========================================================================
suffix                    format
========================  =========================================================================
.tsv                      ``tsv``: lines ``word<TAB>cluster<TAB>flow``
.json                     ``json``: clusters, each with its words and what is known of it
.svg                      ``svg``: the word map
.html                     ``html``: a page with all of it to look at
.graphml                  ``graphml``: the network, for Cytoscape, Gephi and others
.gexf                     ``gexf``: the network, for Gephi, coloured by cluster
.vos.json                 ``vosviewer``: the network for app.vosviewer.com
.vos-map.txt              ``vosviewer_map``, and
.vos-network.txt          ``vosviewer_network``: the same for VOSviewer on a desktop
.tree .ftree .clu .csv    the formats of partitions, and
.nwk                      ``newick``, too: see :mod:`infomap_py.writers`
========================  =========================================================================

Rows of .tsv go cluster by cluster, words by decreasing flow. A word in several clusters has a line
for each; in a hierarchy it is a line per lowest cluster, with the path to it as a fourth column.
There is no header, and no word is put between quotes. One that would break a line, or be taken for
a comment, has the offending character written as in Python (``\t``, ``\n``, ``\x23`` for ``#``),
and the heading says how many such words there are; .json has them as they are. One that a
spreadsheet would take for a formula begins with an apostrophe, as in tables of partitions, but not
on standard output.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from infomap_py import writers
from infomap_py.gexf_files import gexf_text
from infomap_py.graphml_files import graphml_text
from infomap_py.json_files import as_json, listed
from infomap_py.labels import label_texts
from infomap_py.output_files import in_pieces, write_text
from infomap_py.provenance import heading, measures, plain, provenance
from infomap_py.spreadsheet_cells import guarded, remark_on, without_formulas
from infomap_py.tree_places import text_of_path
from infomap_py.vosviewer_files import vosviewer_json, vosviewer_map
from infomap_py.words.cluster_tables import WordRows, word_rows
from infomap_py.words.file_formats import format_of
from infomap_py.words.word_map import word_map

if TYPE_CHECKING:
    from infomap_py.words.clusters import WordClusters

# What a line could be taken to end at, or its cells; and what a comment begins with.
_misread = re.compile("[\t-\r\x1c-\x1e\x85\u2028\u2029]|^#(?= )")


def write(clusters: WordClusters, path: str | os.PathLike[str], format: str | None = None) -> None:
    """Write clusters to a file, all of it or nothing.

    Parameters
    ----------
    clusters : WordClusters
    path : str or path
        ``"-"`` is standard output, which gets no provenance. A further suffix .gz, .bz2 or .xz
        compresses.
    format : {"tsv", "json", "svg", "html", "graphml", "gexf", "vosviewer", "vosviewer_map", \
"vosviewer_network", "tree", "ftree", "clu", "csv", "newick"}, optional
        None: as the suffix of ``path`` says, see above; on standard output "tsv".

    Raises
    ------
    OptionError
        There is no such format, or the suffix names none.
    OSError
        The file cannot be written; what was there before is still there.

    Examples
    --------
    >>> import networkx as nx, infomap_py
    >>> from infomap_py.words.clusters import WordClusters
    >>> links = [("cat", "dog"), ("dog", "paw"), ("paw", "cat"), ("tax", "law")]
    >>> clusters = WordClusters(infomap_py.partition(nx.Graph(links)))
    >>> clusters.write("-")  # doctest: +NORMALIZE_WHITESPACE
    cat  0  0.25
    dog  0  0.25
    paw  0  0.25
    tax  1  0.125
    law  1  0.125
    """
    name = os.fsdecode(path)
    chosen = format_of(name, format)
    if (name, format) == ("-", None):
        write_text(name, in_pieces(_rows(clusters, _words(clusters))))
    elif chosen in WRITERS:
        write_text(name, WRITERS[chosen](clusters, name != "-"))
    else:
        writers.write(clusters.partition, name, chosen)


def _tsv(clusters: WordClusters, with_provenance: bool) -> Iterator[str]:
    words = _words(clusters)
    if with_provenance:
        yield from map(without_formulas, heading(clusters.partition))
        changed = sum(map(str.__ne__, words, label_texts(clusters.words)))
        if changed:
            yield f"# words with characters written as in Python: {changed}\n"
    yield from remark_on([words])
    yield from in_pieces(_rows(clusters, guarded(words)))


def _words(clusters: WordClusters) -> list[str]:
    return [_misread.sub(_as_in_python, word) for word in label_texts(clusters.words)]


def _rows(clusters: WordClusters, words: list[str]) -> Iterator[str]:
    rows = word_rows(clusters)
    columns = rows.word.tolist(), rows.cluster.tolist(), rows.flow.tolist(), _endings(rows)
    for u, cluster, flow, ending in zip(*columns, strict=True):
        yield f"{words[u]}\t{cluster}\t{flow!r}{ending}"


def _endings(rows: WordRows) -> list[str]:
    if rows.path is None:
        return ["\n"] * len(rows.word)
    return [f"\t{text_of_path(list(path))}\n" for path in rows.path]


def _as_in_python(match: re.Match[str]) -> str:
    return r"\x23" if match[0] == "#" else match[0].encode("unicode_escape").decode()


def _json(clusters: WordClusters, with_provenance: bool) -> Iterator[str]:
    """The document, a line per cluster."""
    made_by = {"provenance": provenance(clusters.partition)} if with_provenance else {}
    head = {**made_by, **measures(clusters.partition), "num_words": len(clusters.words)}
    yield json.dumps(head, indent=1, ensure_ascii=False).removesuffix("\n}")
    yield ',\n "clusters": [\n'
    yield from listed(map(as_json, _described(clusters)))
    yield "\n ]\n}\n"


def _described(clusters: WordClusters) -> Iterator[dict[str, Any]]:
    """All that is known of each cluster."""
    rows = word_rows(clusters)
    first = np.searchsorted(rows.cluster, np.arange(len(clusters) + 1)).tolist()
    for cluster in clusters:
        here = range(first[cluster.id], first[cluster.id + 1])
        known = {"count": cluster.count, "coherence": cluster.coherence}
        yield {
            "id": cluster.id,
            "label": cluster.label,
            "size": cluster.size,
            "flow": cluster.flow,
            **{name: value for name, value in known.items() if value is not None},
            "words": [_word(clusters, rows, k) for k in here],
        }


def _word(clusters: WordClusters, rows: WordRows, k: int) -> dict[str, Any]:
    u = int(rows.word[k])
    known: dict[str, Any] = {"word": plain(clusters.words[u]), "flow": float(rows.flow[k])}
    if clusters.counts is not None:
        known["count"] = int(clusters.counts[u])
    if rows.path is not None:
        known["path"] = rows.path[k]
    return known


def _weights(clusters: WordClusters) -> dict[str, list[int]]:
    """What is known of words besides their flow, by the names of columns."""
    return {} if clusters.counts is None else {"count": clusters.counts.tolist()}


def _svg(clusters: WordClusters, with_provenance: bool) -> Iterator[str]:
    yield word_map(clusters, with_provenance=with_provenance)


def _graphml(clusters: WordClusters, with_provenance: bool) -> Iterator[str]:
    return graphml_text(clusters.partition, _weights(clusters), with_provenance)


def _gexf(clusters: WordClusters, with_provenance: bool) -> Iterator[str]:
    return gexf_text(clusters.partition, _weights(clusters), with_provenance)


def _vosviewer(clusters: WordClusters, with_provenance: bool) -> Iterator[str]:
    labels = [cluster.label for cluster in clusters]
    return vosviewer_json(clusters.partition, _weights(clusters), labels, with_provenance)


def _vosviewer_map(clusters: WordClusters, with_provenance: bool) -> Iterator[str]:
    return vosviewer_map(clusters.partition, _weights(clusters))


# What tells more than the partition does.
def _html(clusters: WordClusters, with_provenance: bool) -> Iterator[str]:
    from infomap_py.words.cluster_report import cluster_report  # see infomap_py.writers

    yield cluster_report(clusters, with_provenance=with_provenance)


WRITERS: dict[str, Callable[[WordClusters, bool], Iterator[str]]] = {
    "tsv": _tsv,
    "json": _json,
    "svg": _svg,
    "html": _html,
    "graphml": _graphml,
    "gexf": _gexf,
    "vosviewer": _vosviewer,
    "vosviewer_map": _vosviewer_map,
}
