"""What the page says where scripts do not run: the numbers, and the largest modules as a table."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from infomap_py.pictures.svg import element
from infomap_py.xml_text import xml_text

MODULES_SHOWN = 20


def table_without_scripts(data: dict[str, Any]) -> str:
    """Markup: lists of the numbers and notes, and a row for each of the largest modules."""
    facts = [*(f"{name}: {value}" for name, value in data["numbers"]), *data["notes"]]
    heads = (data["noun"][0], "flow", data["member"][1], "most of the flow is on")
    rows = [_row("th", heads, scope="col"), *islice(_rows(data["modules"]), MODULES_SHOWN)]
    items = "\n".join(element("li", xml_text(fact)) for fact in facts)
    return f"<ul>\n{items}\n</ul>\n<table>\n" + "\n".join(rows) + "\n</table>"


def _rows(modules: dict[str, list[Any]]) -> Iterator[str]:
    """Of the outermost modules, numbered as in Python."""
    columns = (modules[name] for name in ("parent", "flow", "size", "names"))
    for module, (parent, flow, size, names) in enumerate(zip(*columns, strict=True)):
        if parent < 0:
            cells = (str(module), f"{100 * flow:.2f} %", f"{size:,}", ", ".join(names))
            yield _row("td", cells)


def _row(kind: str, cells: tuple[str, ...], **attributes: str) -> str:
    return element("tr", *(element(kind, xml_text(cell) or " ", **attributes) for cell in cells))
