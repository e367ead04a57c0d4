"""Pictures that pages show, made by the code that they show.

Under each heading, examples run in order, as doctest runs them, from the folder of the project.
Where a picture or a page is shown, it is what they call ``picture`` by then.
"""

from __future__ import annotations

import re
from contextlib import chdir
from doctest import DocTestParser, Example
from io import StringIO
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PLACE = re.compile(r"\b(?:pictures|_static)/\w+\.(?:svg|html)\b")
WITH_MATPLOTLIB = {
    "svg.fonttype": "path",  # letters are outlines: a reader may have no font for Chinese
    "svg.hashsalt": "infomap_py",  # the same bytes every time
}


def draw(page: str) -> None:
    """Write all that a page shows."""
    for section in (HERE / page).read_text("utf-8").split("\n## ")[1:]:
        if not PLACE.search(section):
            continue
        scope: dict[str, Any] = {}
        for piece in DocTestParser().parse(section):
            if isinstance(piece, Example):
                with chdir(HERE.parent):
                    exec(piece.source, scope)
            else:
                for place in set(PLACE.findall(piece)):
                    write(HERE / place, scope["picture"])


def write(path: Path, picture: Any) -> None:
    """A text, or the figure of an Axes of matplotlib."""
    if isinstance(picture, str):
        path.write_text(picture, encoding="utf-8")
        return
    import matplotlib.pyplot as plt

    drawn = StringIO()
    with plt.rc_context(WITH_MATPLOTLIB):
        picture.figure.savefig(drawn, format="svg", bbox_inches="tight", metadata={"Date": None})
    plt.close(picture.figure)
    path.write_text(drawn.getvalue(), encoding="utf-8")
