"""Nodes with their modules, one after the other: of GraphML and GEXF.

A node is called by its label, or by its id where it has none, as networkx writes it. Its module is
the attribute ``path``, if it has one, and else ``module``.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from infomap_py.errors import ReadError
from infomap_py.nodes_by_text import Nodes, shown
from infomap_py.output_files import ENCODING, ENCODING_ERRORS
from infomap_py.partition_items import PATH, Item, split_path
from infomap_py.partition_text import PartitionText
from infomap_py.xml_text import as_parsed

OWN_ID = re.compile("n([0-9]{1,18})")


def graphml_items(text: PartitionText, nodes: Nodes) -> Iterator[Item]:
    """Of the elements "node", whose attributes are elements "data"."""
    names: dict[str, str] = {}
    for element in _elements(text, "graphml"):
        if element.tag == "key" and element.get("for") in ("node", "all"):
            names[element.get("id", "")] = element.get("attr.name", "")
        elif element.tag == "node":
            known = {
                names.get(data.get("key", ""), ""): data.text or ""
                for data in element
                if data.tag == "data"
            }
            yield _item(text, nodes, element, known)


def gexf_items(text: PartitionText, nodes: Nodes) -> Iterator[Item]:
    """Of the elements "node", whose attributes are elements "attvalue"."""
    names: dict[str, str] = {}
    for element in _elements(text, "gexf"):
        if element.tag == "attributes" and element.get("class") == "node":
            names |= {one.get("id", ""): one.get("title", "") for one in element}
        elif element.tag == "node":
            values = [value for value in element.iter() if value.tag == "attvalue"]
            known = {names.get(one.get("for", ""), ""): one.get("value", "") for one in values}
            labelled = {"label": element.attrib["label"]} if "label" in element.attrib else {}
            yield _item(text, nodes, element, {**known, **labelled})


def _elements(text: PartitionText, root: str) -> Iterator[Element]:
    """Every element when it is complete, with its name less its namespace; then it is empty."""
    content = io.BytesIO(text.text.encode(ENCODING, ENCODING_ERRORS))
    open_elements = 0
    try:
        for event, element in ElementTree.iterparse(content, ("start", "end")):
            if event == "start":
                element.tag = element.tag.rpartition("}")[2]
                open_elements += 1
                if open_elements == 1 and element.tag != root:
                    raise ReadError(
                        f"the document is {shown(element.tag)}, not {root!r}. Give the format that "
                        "it is of."
                    )
                continue
            open_elements -= 1
            yield element
            if element.tag in ("node", "edge", "nodes", "edges"):
                element.clear()
    except ElementTree.ParseError as error:
        line, column = error.position
        text.where = f":{line}"
        raise ReadError(f"column {column + 1} is no XML: {error}. Give the whole file.") from None


def _item(text: PartitionText, nodes: Nodes, element: Element, known: dict[str, str]) -> Item:
    id = element.get("id", "")
    text.where = f": node {shown(id)}"
    path = known.get("path", "")
    if "module" not in known or (path and not PATH.fullmatch(path)):
        raise ReadError(
            f"it has the attributes {', '.join(sorted(known)) or 'none'}, and no "
            f"{'path such as 0:1' if path else 'module'}. Give every node one."
        )
    position = OWN_ID.fullmatch(id)
    node = nodes.with_name(known.get("label", id), as_parsed, int(position[1]) if position else id)
    return node, split_path(path) if path else known["module"]
