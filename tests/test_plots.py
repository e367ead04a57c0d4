"""Pictures with matplotlib: what all of them have in common."""

import io
import itertools
import subprocess
import sys

import networkx as nx
import pytest

import infomap_py
from infomap_py.errors import FontWarning, MissingPackageError, OptionError
from infomap_py.plots.kinds import KINDS
from infomap_py.words.clusters import WordClusters

pytest.importorskip("matplotlib", reason="pictures are drawn by matplotlib")
from matplotlib import rc_context, rcParams
from matplotlib.collections import EllipseCollection
from matplotlib.figure import Figure

HOSTILE = [
    *("$x_1^2$", "<script>alert(1)</script>", "a" * 10_000, "b\nc\r\td", "", " ", "\x00\x07"),
    *("\ud800", "\\frac{", "$$", "%_&#^", "]]>", '"quoted"'),
]


NAMED = ["map", "network", "matrix", "tree"]  # kinds that have names of nodes


def axes(width=10.0, height=7.0):
    return Figure(figsize=(width, height)).add_subplot()


@pytest.fixture(scope="module")
def rings():
    """Modules within modules."""
    return infomap_py.partition(nx.ring_of_cliques(20, 4), two_level=False, num_trials=3)


@pytest.fixture(scope="module")
def les_miserables():
    return infomap_py.partition(nx.les_miserables_graph())


def hostile_graph():
    """Cliques of nodes that have these labels."""
    cliques = [HOSTILE[:4], HOSTILE[4:8], HOSTILE[8:]]
    return nx.Graph(pair for clique in cliques for pair in itertools.combinations(clique, 2))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("drawn_as", [lambda p: p, WordClusters])
def test_every_kind_is_drawn_on_the_axes_that_are_given(rings, kind, drawn_as):
    ax = axes()
    assert drawn_as(rings).plot(kind, ax=ax) is ax
    ax.figure.savefig(io.BytesIO())


@pytest.mark.parametrize("kind", KINDS)
def test_without_axes_each_picture_has_a_figure_of_its_own(rings, kind):
    import matplotlib.pyplot as plt

    first, second = rings.plot(kind), rings.plot(kind)
    try:
        assert first.figure is not second.figure
        assert plt.fignum_exists(first.figure.number)
    finally:
        plt.close(first.figure)
        plt.close(second.figure)


def test_where_axes_are_given_pyplot_is_not_loaded():
    drawing = (
        "import sys, networkx, infomap_py, matplotlib.figure as f\n"
        "p = infomap_py.partition(networkx.barbell_graph(3, 0))\n"
        f"for kind in {list(KINDS)}: p.plot(kind, ax=f.Figure().add_subplot())\n"
        "print('matplotlib.pyplot' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", drawing], capture_output=True, text=True)
    assert done.stdout.strip() == "False", done.stderr


@pytest.mark.parametrize("kind", KINDS)
def test_no_setting_of_matplotlib_is_changed(rings, kind):
    before = dict(rcParams)
    rings.plot(kind, ax=axes())
    assert dict(rcParams) == before


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("format", "metadata"), [("png", {}), ("svg", {"Date": None})])
def test_the_same_partition_gives_the_same_bytes(rings, kind, format, metadata):
    files = []
    with rc_context({"svg.hashsalt": "infomap_py"}):
        for _ in range(2):
            ax, file = rings.plot(kind, ax=axes(5, 4)), io.BytesIO()
            ax.figure.savefig(file, format=format, metadata=metadata)
            files.append(file.getvalue())
    assert files[0] == files[1]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", [(10.0, 7.0), (3.0, 2.5)])
def test_hostile_labels_are_drawn_as_text_in_one_line(kind, size):
    ax = infomap_py.partition(hostile_graph()).plot(kind, ax=axes(*size))
    ax.figure.savefig(io.BytesIO(), format="svg")
    written = [text.get_text() for text in ax.texts]
    if kind in NAMED:
        assert written
        assert all(len(text) < 100 and text.isprintable() for text in written)
    assert not any(text.get_parse_math() for text in ax.texts if "$" in text.get_text())


def boxes(ax):
    """Of all texts that are seen, in pixels."""
    ax.figure.draw_without_rendering()
    return [text.get_window_extent() for text in ax.texts if text.get_text().strip()]


def overlaps(one, other):
    """Whether they share more than their rims."""
    wide = min(one.x1, other.x1) - max(one.x0, other.x0)
    high = min(one.y1, other.y1) - max(one.y0, other.y0)
    return wide > 0.5 and high > 0.5


@pytest.mark.parametrize("kind", NAMED)
@pytest.mark.parametrize("size", [(10.0, 7.0), (4.0, 3.0), (3.0, 6.0)])
def test_names_do_not_overlap(les_miserables, rings, kind, size):
    for partition in (les_miserables, rings):
        found = boxes(partition.plot(kind, ax=axes(*size)))
        overlapping = [pair for pair in itertools.combinations(found, 2) if overlaps(*pair)]
        assert not overlapping


@pytest.mark.parametrize("kind", ["map", "network", "tree"])
def test_names_are_those_that_are_given_or_none(les_miserables, kind):
    named = les_miserables.plot(kind, ax=axes(), labels={"Valjean": "Jean"})
    texts = [text.get_text() for text in named.texts]
    assert any(text.startswith("Jean") for text in texts)
    assert not any("Valjean" in text for text in texts)
    bare = les_miserables.plot(kind, ax=axes(), labels=False)
    assert not any("Javert" in text.get_text() for text in bare.texts)


def test_an_unknown_kind_is_refused_with_all_that_there_are(rings):
    with pytest.raises(OptionError, match="kind='pie' is none of 'map', 'network', 'matrix'"):
        rings.plot("pie")
    with pytest.raises(OptionError, match=r"kind=\['map'\] is none of 'map'"):
        rings.plot(["map"])


def test_what_is_no_axes_is_refused(rings):
    with pytest.raises(OptionError, match="ax=3 is no Axes of matplotlib"):
        rings.plot(ax=3)


def test_other_kinds_than_maps_draw_all_modules(rings):
    with pytest.raises(OptionError, match="num_modules=5 is for kind='map' alone; 'tree' draws"):
        rings.plot("tree", num_modules=5)
    with pytest.raises(
        OptionError, match="num_clusters=0 is out of range; it must be from 1 to 500"
    ):
        WordClusters(rings).plot(num_clusters=0)


def test_labels_are_flags_or_mappings(rings):
    with pytest.raises(OptionError, match="labels=3 is neither True, False nor a mapping"):
        rings.plot(labels=3)


def test_nothing_is_not_drawn():
    with pytest.raises(OptionError, match="nothing to draw: the network has no nodes"):
        infomap_py.partition(nx.Graph()).plot()


@pytest.mark.parametrize("count", [1, 2, 5])
def test_nodes_that_nobody_visits_are_drawn_alike(count):
    p = infomap_py.partition(nx.empty_graph(count))
    ax = p.plot("network", ax=axes())
    ax.figure.savefig(io.BytesIO())
    nodes = next(c for c in ax.collections if isinstance(c, EllipseCollection))
    widths = 2.0 * nodes._widths  # which matplotlib 3.8 does not say otherwise
    assert len(widths) == count
    assert widths.min() > 1.0
    assert widths.max() == widths.min()


def test_without_matplotlib_the_extra_is_named(rings, monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(MissingPackageError, match=r'pip install "infomap_py\[plot\]"'):
        rings.plot()


def test_letters_that_no_font_has_are_warned_of_once_and_marked(monkeypatch):
    monkeypatch.setattr("infomap_py.plots.fonts._other_families", lambda: iter(()))
    p = infomap_py.partition(nx.relabel_nodes(nx.barbell_graph(3, 0), {0: "a人", 1: "人"}))
    ax = axes()
    with pytest.warns(
        FontWarning, match=r"no font has 1 letter.* U\+4EBA.*Give font=.*fonts-noto-cjk"
    ) as told:
        p.plot("network", ax=ax)
    ax.figure.savefig(io.BytesIO())
    assert len(told) == 1
    assert told[0].filename == __file__
    assert "a\ufffd" in [text.get_text() for text in ax.texts]
