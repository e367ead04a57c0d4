"""What an SVG that the package draws consists of, read back by an XML parser."""

from collections.abc import Iterator
from itertools import combinations
from math import hypot
from typing import NamedTuple
from xml.etree import ElementTree

from infomap_py.pictures import svg
from infomap_py.pictures.disc_map import CAPTION_SIZE

NAMESPACE = "{http://www.w3.org/2000/svg}"


def elements(drawing: str, name: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(drawing).iter(NAMESPACE + name))


def number(element: ElementTree.Element, name: str) -> float:
    return float(element.get(name, "nan"))


def groups_of(drawing: str) -> Iterator[ElementTree.Element]:
    """One for each disc."""
    for group in elements(drawing, "g"):
        if group.find(f"{NAMESPACE}circle") is not None:
            yield group


def discs_of(drawing: str) -> list[ElementTree.Element]:
    """The outlines, of which there is one for each disc."""
    return [circle for circle in elements(drawing, "circle") if circle.get("stroke")]


def names_on(drawing: str) -> list[str | None]:
    return [text.text for group in groups_of(drawing) for text in group.iter(f"{NAMESPACE}text")]


def caption_of(drawing: str) -> str:
    """The lines below, as one."""
    texts = [text for text in elements(drawing, "text") if text.get("fill") == "#444444"]
    assert {number(text, "font-size") for text in texts} == {CAPTION_SIZE}
    return " ".join(text.text or "" for text in texts)


class Box(NamedTuple):
    """Where a text is, by the widths that are estimated."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def corners(self) -> list[tuple[float, float]]:
        return [(x, y) for x in (self.left, self.right) for y in (self.top, self.bottom)]

    def overlaps(self, other: "Box") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def box_of(text: ElementTree.Element) -> Box:
    """From the foot of letters like p to the top of capitals."""
    x, y, size = (number(text, name) for name in ("x", "y", "font-size"))
    half = svg.text_length(text.text or "") * size / 2
    return Box(x - half, y - 0.7 * size, x + half, y + 0.1 * size)


def boxes_of(drawing: str) -> list[Box]:
    return [box_of(text) for text in elements(drawing, "text")]


def assert_names_are_apart(drawing: str) -> None:
    """From each other, from the discs of others, and from the edges."""
    root = ElementTree.fromstring(drawing)
    width, height = number(root, "width"), number(root, "height")
    for one, other in combinations(boxes_of(drawing), 2):
        assert not one.overlaps(other)
    for box in boxes_of(drawing):
        assert 0 <= box.left < box.right <= width
        assert 0 <= box.top < box.bottom <= height
    circles = [(k, group[1]) for k, group in enumerate(groups_of(drawing))]
    for k, group in enumerate(groups_of(drawing)):
        for text in group:
            if text.tag.endswith("text"):
                others = [circle for j, circle in circles if j != k]
                assert not any(_touches(box_of(text), circle) for circle in others)


def _touches(box: Box, circle: ElementTree.Element) -> bool:
    x, y, radius = (number(circle, name) for name in ("cx", "cy", "r"))
    gap_x = max(box.left - x, x - box.right, 0.0)
    gap_y = max(box.top - y, y - box.bottom, 0.0)
    return hypot(gap_x, gap_y) < radius - 0.02  # coordinates are rounded
