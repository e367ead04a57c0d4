"""What an SVG that the package draws consists of, read back by an XML parser."""

from collections.abc import Iterator
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
