"""What a notebook shows of a result: a few lines of text, and the map; or a table.

It is markup without scripts, ids or style of its own, so that nothing else on the page changes.
Text has the colours of the page, dark or light; the map has a white ground.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from infomap_py.module_table import MODULES_SHOWN
from infomap_py.output_files import one_line
from infomap_py.pictures.module_map import module_map
from infomap_py.summary import partition_summary
from infomap_py.xml_text import xml_text

if TYPE_CHECKING:
    from infomap_py.network import Network
    from infomap_py.partition import Partition

DISCS, WIDTH, HEIGHT = 30, 800, 560
MOST_LINKS = 5_000_000  # with which there is a map: its flow takes a second or two then


def partition_html(partition: Partition) -> str:
    """See :meth:`infomap_py.Partition._repr_html_`."""
    with_map = is_drawn(partition.network)
    told = partition_summary(partition, num_modules=0 if with_map else MODULES_SHOWN)
    if not with_map:
        return html_of(told, how="map()")
    drawing = module_map(
        partition, num_modules=DISCS, width=WIDTH, height=HEIGHT, with_provenance=False
    )
    return html_of([*told, *partition.diagnosis.lines()], drawing)


def is_drawn(network: Network) -> bool:
    """Whether a map is there at once."""
    return network.num_links <= MOST_LINKS


def html_of(lines: Iterable[str], drawing: str = "", how: str = "") -> str:
    """Lines of text, and the map below; or ``how`` it is made."""
    told = [*lines, *([f"{how} draws the map, which takes seconds with so many links"] * bool(how))]
    shown = f'\n<div style="overflow-x:auto">{drawing}</div>' if drawing else ""
    return f"<div>{'<br/>'.join(xml_text(one_line(line)) for line in told)}{shown}</div>"


def table_html(
    heading: str, columns: Sequence[Sequence[str]], names: Sequence[str], rest: Iterable[str]
) -> str:
    """Columns, each a heading and its cells, and the names of each row."""
    rows = zip(*columns, names, strict=True)
    return (
        f"<div>{xml_text(one_line(heading))}\n<table>\n{''.join(map(_row, rows))}</table>\n"
        f"{'<br/>'.join(map(xml_text, rest))}</div>"
    )


def _row(cells: Sequence[str]) -> str:
    return f"<tr>{''.join(_cells(cells))}</tr>\n"


def _cells(cells: Sequence[str]) -> Iterator[str]:
    for cell in cells[:-1]:
        yield f"<td>{xml_text(cell)}</td>"
    yield f'<td style="text-align:left">{xml_text(cells[-1])}</td>'
