"""The word map: clusters as discs with their words, placed by the links between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import accumulate
from math import hypot
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from infomap_py.arrays import Vector
from infomap_py.errors import OptionError, counted
from infomap_py.pictures import svg
from infomap_py.pictures.layout import Discs, placed
from infomap_py.provenance import heading
from infomap_py.words.cluster_summary import largest

if TYPE_CHECKING:
    from infomap_py.words.cluster import WordCluster
    from infomap_py.words.clusters import WordClusters

MAX_DISCS = 500  # the layout takes the square of it
CAPTION = 28.0  # height of the line below
GAP = 9.0
LINKS_OF_EACH = 3  # the strongest of every disc are drawn: all would be a web
WIDEST_LINK = 9.0
WORDS_IN_DISC = 7
SMALLEST, LARGEST = 10.0, 24.0  # font sizes
LONG = 5.0  # width of a line beyond which its letters are smaller, in font sizes
PADDING = 4.0  # between words and the circle
BASELINE = 0.35  # below the middle of a line, in font sizes
FIRST = 1.2  # the first word's, in sizes of the others
LINE = 1.18  # from one line to the next, in font sizes
LETTERS_OF_WORD, WORDS_IN_TITLE = 18, 30


def word_map(
    clusters: WordClusters,
    *,
    num_clusters: int = 60,
    width: int = 1200,
    height: int = 900,
    with_provenance: bool = True,
) -> str:
    """Draw clusters as an SVG document.

    A disc is a cluster, with an area in proportion to its flow, and in it its most distinctive
    words, as in :attr:`WordCluster.labels`; all that fit, and more when the mouse rests on it.
    Lines are the flow between two clusters, the strongest of each; their width goes with its root,
    as the radius of discs does. Clusters that exchange much flow
    are near each other. The colour goes by id, and has no other meaning.

    Parameters
    ----------
    clusters : WordClusters
    num_clusters : int in 1, ..., 500
        The largest ones; words alone are left out. What is not drawn is said below the map.
    width, height : int
        In pixels, of which a browser may make more.
    with_provenance : bool
        Whether the document says what made the clusters, where it is not seen.

    Raises
    ------
    OptionError
        A number is out of range.
    """
    _check("num_clusters", num_clusters, 1, MAX_DISCS)
    _check("width", width, 200, 20_000)
    _check("height", height, 200, 20_000)
    shown = largest(clusters, num_clusters)
    ids = [cluster.id for cluster in shown]
    areas = np.array([cluster.flow for cluster in shown])
    strengths = clusters.between[ids][:, ids].toarray() if ids else np.zeros((0, 0))
    discs = placed(areas, strengths, width, height - CAPTION, GAP)
    parts = [
        svg.element("g", *_lines(discs, strengths), stroke="#b5bac3", stroke_linecap="round"),
        *(_disc(cluster, discs, k) for k, cluster in enumerate(shown)),
        svg.text(
            _caption(clusters, shown),
            **{"x": width / 2, "y": height - 10.0, "font_size": 13, "fill": "#444444"},
            text_anchor="middle",
        ),
    ]
    made_by = "".join(line.removeprefix("# ") for line in heading(clusters.partition))
    return svg.document(width, height, "Word map", parts, made_by if with_provenance else "")


def _lines(discs: Discs, strengths: Vector) -> Iterator[str]:
    """The strongest links of every disc, the weakest first: it lies below."""
    count = len(discs.x)
    strongest = np.argsort(-strengths, axis=1, kind="stable")[:, :LINKS_OF_EACH]
    pairs = {
        (min(u, v), max(u, v))
        for u in range(count)
        for v in strongest[u].tolist()
        if strengths[u, v] > 0.0
    }
    most = float(strengths.max(initial=1e-300))
    for u, v in sorted(pairs, key=lambda pair: (strengths[pair], pair)):
        share = float(np.sqrt(strengths[u, v] / most))
        yield svg.element(
            "line",
            x1=float(discs.x[u]),
            y1=float(discs.y[u]),
            x2=float(discs.x[v]),
            y2=float(discs.y[v]),
            stroke_width=max(WIDEST_LINK * share, 0.5),
        )


def _disc(cluster: WordCluster, discs: Discs, k: int) -> str:
    x, y, radius = float(discs.x[k]), float(discs.y[k]), float(discs.radius[k])
    colour = svg.colour(cluster.id)
    round_it = {"cx": x, "cy": y, "r": radius}
    return svg.element(
        "g",
        svg.title(_described(cluster)),
        svg.element("circle", **round_it, fill="#ffffff"),
        svg.element(
            "circle", **round_it, fill=colour, fill_opacity=0.2, stroke=colour, stroke_width=2
        ),
        *_words_in(cluster, x, y, radius),
    )


def _words_in(cluster: WordCluster, x: float, y: float, radius: float) -> Iterator[str]:
    """As many of its words as can be read, one above the other; in a disc too small for the first,
    one that is shorter, or none."""
    room = radius - PADDING
    names = (svg.shortened(str(word), LETTERS_OF_WORD) for word in cluster.labels[:WORDS_IN_DISC])
    words = [name for name in names if name.strip()]
    choices = [*(words[:count] for count in range(len(words), 0, -1)), *([word] for word in words)]
    lines = next(filter(partial(_is_readable, room=room), map(_lines_of, choices)), [])
    size = _font_size(lines, room)
    for line in lines:
        yield svg.text(
            line.word,
            x=x,
            y=y + size * (line.middle + BASELINE * line.size),
            font_size=size * line.size,
            font_weight="600" if line is lines[0] else "400",
            text_anchor="middle",
            fill="#1a1a1a",
        )


def _is_readable(lines: list[Line], room: float) -> bool:
    return _font_size(lines, room) * min(line.size for line in lines) >= SMALLEST


def _font_size(lines: list[Line], room: float) -> float:
    """At which the farthest corner is as far from the middle as there is room, if not too large."""
    return min(room / max((line.corner for line in lines), default=room), LARGEST)


class Line(NamedTuple):
    """A word on a disc; sizes and places in font sizes, from the middle of the disc."""

    word: str
    size: float
    middle: float

    @property
    def corner(self) -> float:
        """How far its farthest corner is from the middle."""
        half = svg.text_length(self.word) * self.size / 2.0
        return hypot(half, abs(self.middle) + 0.5 * self.size)


def _lines_of(words: Sequence[str]) -> list[Line]:
    """Lines one above the other, the first larger; long words smaller, so that they do not make
    all others small."""
    sizes = [
        min(FIRST if k == 0 else 1.0, LONG / max(svg.text_length(word), 1.0))
        for k, word in enumerate(words)
    ]
    height = LINE * sum(sizes)
    ends = accumulate(LINE * size for size in sizes)
    return [
        Line(word, size, end - LINE * size / 2.0 - height / 2.0)
        for word, size, end in zip(words, sizes, ends, strict=True)
    ]


def _described(cluster: WordCluster) -> str:
    words = [svg.shortened(str(word), LETTERS_OF_WORD) for word in cluster.labels[:WORDS_IN_TITLE]]
    more = f" {svg.MORE}" if cluster.size > len(words) else ""
    size = f"{counted(cluster.size, 'word')}, {100 * cluster.flow:.2f} % of the flow"
    return f"{cluster.id}: {size}\n{' '.join(words)}{more}"


def _caption(clusters: WordClusters, shown: list[WordCluster]) -> str:
    """What is drawn, and what is not."""
    alone, flow = clusters.num_alone, sum(cluster.flow for cluster in shown)
    hidden = len(clusters) - alone - len(shown)
    left_out = [counted(hidden, "smaller cluster")] * (hidden > 0)
    left_out += [f"{counted(alone, 'word')} alone"] * (alone > 0)
    drawn = f"{counted(len(shown), 'cluster')} with {100 * flow:.0f} % of the flow"
    legend = "Area: flow. Lines: the strongest of each, by flow."
    return f"{drawn}{'; not drawn: ' * bool(left_out)}{', '.join(left_out)}. {legend}"


def _check(name: str, value: object, least: int, most: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise OptionError(f"{name}={value!r} is not a whole number in {least}, ..., {most:,}.")
