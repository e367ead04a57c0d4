"""What the page says where scripts do not run: the largest modules, as a table."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from infomap_py.pictures.svg import element
from infomap_py.xml_text import xml_text

MODULES_SHOWN = 20


def table_without_scripts(data: dict[str, Any]) -> str:
    """A heading, the numbers, and a row for each of the largest modules, as markup."""
    one, many = data["noun"]
    facts = [element("li", xml_text(f"{name}: {value}")) for name, value in data["numbers"]] + [
        element("li", xml_text(note)) for note in data["notes"]
    ]
    heads = [one, "flow", data["member"][1], f"of most flow, or {many} in it"]
    rows = islice(_rows(data["modules"]), MODULES_SHOWN)
    return "\n".join(
        [
            element("h1", xml_text(data["title"])),
            element("ul", *facts, "\n"),
            element(
                "table",
                element("tr", *(element("th", xml_text(head), scope="col") for head in heads[:3])),
                *rows,
            ),
        ]
    )


def _rows(modules: dict[str, list[Any]]) -> Iterator[str]:
    """Of the outermost modules."""
    columns = (modules[name] for name in ("parent", "name", "flow", "size"))
    for parent, name, flow, size in zip(*columns, strict=True):
        if parent < 0:
            cells = (name, f"{100 * flow:.2f} %", f"{size:,}")
            yield element("tr", *(element("td", xml_text(cell)) for cell in cells))
