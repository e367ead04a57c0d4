r"""A partition as a tree in Newick's format, which programs that draw trees read.

Leaves are nodes, the groups around them modules, and groups around these the modules above. The
length of a branch is the flow of what hangs on it: how often the node, or any in the module, is
visited per step of the walk. A module is called by its path, as in
:attr:`infomap_py.Partition.paths`, with colons. What made the file is a comment in square brackets.

Labels stand between single quotes unless they consist of letters that no program takes for
anything else; a quote is written twice. A line end, which no label may have, is written ``\n`` or
``\r``, and a backslash ``\\``.

References
----------
.. [1] Olsen (1990), "Newick's 8:45" tree format standard.
   https://phylipweb.github.io/phylip/newick_doc.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from infomap_py.labels import as_sequence, label_text
from infomap_py.output_files import in_pieces
from infomap_py.provenance import description
from infomap_py.tree import ROOT
from infomap_py.tree_places import TreePlaces, text_of_path

if TYPE_CHECKING:
    from infomap_py.partition import Partition

_is_plain = re.compile(r"[^\s()\[\]':;,_]+").fullmatch
_BRACKETS = str.maketrans({"[": r"\x5b", "]": r"\x5d"})
_NOT_IN_LABELS = str.maketrans({"\\": r"\\", "\n": r"\n", "\r": r"\r"})


def newick_text(partition: Partition, with_provenance: bool) -> Iterator[str]:
    """The comment, and the tree in one line: modules and nodes by decreasing flow."""
    if with_provenance:
        yield f"[{description(partition).translate(_BRACKETS)}]\n"
    yield from in_pieces(_pieces(partition))


def _pieces(partition: Partition) -> Iterator[str]:
    tree, labels = partition.module_tree, as_sequence(partition.nodes)
    places = TreePlaces(tree, partition.flow)
    endings = _endings(partition, places)
    open_modules: list[int] = []  # from the outermost to the lowest
    between = "("
    for u in places.nodes.tolist():
        lowest = int(tree.module_of[u])
        if open_modules[-1:] != [lowest]:
            above = _with_those_above(partition, lowest)
            kept = sum(a == b for a, b in zip(open_modules, above, strict=False))
            yield "".join(endings[m] for m in reversed(open_modules[kept:]))
            yield between + "(" * (len(above) - kept)
            open_modules = above
        else:
            yield ","
        between = ","
        yield f"{newick_label(labels[u])}:{partition.flow[u].item()!r}"
    yield "".join(endings[m] for m in reversed(open_modules))
    yield ");\n" if open_modules else ";\n"


def _endings(partition: Partition, places: TreePlaces) -> list[str]:
    """What closes each module: its name, and the branch that it hangs on."""
    flow = partition.coded.rates.flow.tolist()
    names = (text_of_path([rank - 1 for rank in places.path(m)]) for m in range(len(flow)))
    return [f"){newick_label(name)}:{of!r}" for name, of in zip(names, flow, strict=True)]


def _with_those_above(partition: Partition, module: int) -> list[int]:
    modules = []
    while module != ROOT:
        modules.append(module)
        module = int(partition.module_tree.parent[module])
    return modules[::-1]


def newick_label(label: object) -> str:
    """The label, between quotes if it has to be.

    Examples
    --------
    >>> print(newick_label("Oslo"), newick_label("New York"), newick_label("'t Gooi"))
    Oslo 'New York' '''t Gooi'
    """
    text = escaped_label(label_text(label))
    return text if _is_plain(text) else "'" + text.replace("'", "''") + "'"


def escaped_label(label: str) -> str:
    """The label with line ends as in Python."""
    return label.translate(_NOT_IN_LABELS)
