"""Alluvial diagrams as SVG and with matplotlib: what is drawn, and whatever the labels are."""

import sys
import warnings
from itertools import combinations
from xml.etree import ElementTree

import networkx as nx
import pytest
from drawings import NAMESPACE, elements
from word_networks import HOSTILE

import infomap_py
from infomap_py.errors import FontWarning, MissingPackageError, OptionError
from infomap_py.pictures.alluvial_frame import MARGIN, Frame, usual_width
from infomap_py.pictures.svg import colour, text_length

MORE_HOSTILE = [*HOSTILE, "$x$", "</script>", "\\frac", "$\\unknown{$"]


def years():
    club = nx.karate_club_graph()
    return infomap_py.alluvial(
        [infomap_py.partition(club, markov_time=t) for t in (0.7, 1, 2)], names=["0.7", "1", "2"]
    )


def hostile():
    labels = {label: k % 5 for k, label in enumerate(MORE_HOSTILE)}
    modules = {label: MORE_HOSTILE[k % 3] for k, label in enumerate(MORE_HOSTILE)}
    return infomap_py.alluvial([labels, modules], names=["$x$", "$\\unknown{$"], num_modules=2)


def test_blocks_and_streams_are_as_high_as_their_flow():
    diagram = years()
    drawing = diagram.svg()
    blocks = [block for step in diagram.steps for block in step.blocks]
    rects = elements(drawing, "rect")[1:]
    assert len(rects) == len(blocks)
    scales = {float(r.get("height")) / b.flow for r, b in zip(rects, blocks, strict=True)}
    assert max(scales) == pytest.approx(min(scales), rel=2e-3)
    assert [r.get("fill") for r in rects] == [colour(block.colour) for block in blocks]
    assert len(elements(drawing, "path")) == len(diagram.streams)


def test_streams_have_the_colour_of_the_block_that_they_leave():
    diagram = years()
    by_flow = sorted(diagram.streams, key=lambda stream: -sum(stream.flow))
    fills = [path.get("fill") for path in elements(diagram.svg(), "path")]
    assert fills == [colour(diagram.steps[s.step].blocks[s.source].colour) for s in by_flow]


def test_all_names_are_in_titles():
    diagram = years()
    told = [title.text for title in elements(diagram.svg(width=300, height=300), "title")]
    for step in diagram.steps:
        for block in step.blocks:
            assert diagram.described(block) in told
    assert diagram.described(diagram.steps[0].blocks[0]) == (
        "0: 0, 2, 1\n11 nodes, 37.01 % of the flow"
    )
    (first, *_) = diagram.streams
    assert diagram.described_stream(first) in told


@pytest.mark.parametrize("size", [(300, 300), (1100, 700), (2000, 400)])
def test_labels_stay_in_the_picture_and_off_each_other(size):
    p = infomap_py.partition(nx.ring_of_cliques(24, 4), two_level=False)
    for diagram in (years(), hostile(), infomap_py.alluvial(p.levels, num_modules=50)):
        labels = list(Frame(diagram, *map(float, size)).labels())
        spans = []
        for label in labels:
            width = label.size * text_length(label.text)
            left = label.x - width * {"start": 0.0, "middle": 0.5, "end": 1.0}[label.anchor]
            assert left >= -1e-6 or len(label.text) == 1
            assert left + width <= size[0] + 1e-6 or len(label.text) == 1
            spans.append((label.anchor, round(label.x, 6), label.y, label.size))
        for one, other in combinations(spans, 2):
            if one[:2] == other[:2] and one[0] != "middle":
                assert abs(one[2] - other[2]) >= min(one[3], other[3]) - 1e-5


def test_labels_are_shorter_in_little_room_and_ids_at_last():
    p = infomap_py.partition(nx.les_miserables_graph())
    diagram = infomap_py.alluvial([p] * 6)
    wide = [label.text for label in Frame(diagram, 3000.0, 700.0).labels()]
    narrow = [label.text for label in Frame(diagram, 700.0, 700.0).labels()]
    name = diagram.label(diagram.steps[0].blocks[0])
    assert wide.count(name) == 6
    assert narrow.count("0") == 4
    assert MARGIN < Frame(diagram, 700.0, 700.0).x(0) < Frame(diagram, 700.0, 700.0).x(5) < 700


def test_pictures_of_many_steps_are_wide():
    p = infomap_py.partition(nx.karate_club_graph())
    assert usual_width(infomap_py.alluvial([p] * 2)) == 1100
    assert 'width="1750"' in infomap_py.alluvial([p] * 7).svg()


def test_what_is_not_seen_is_told_below_and_to_screen_readers():
    ids = {v: v // 2 for v in range(10)}
    drawing = infomap_py.alluvial([ids, ids], num_modules=2).svg()
    note = "Smaller modules are one block. 1: 3 with 60.0 % of the flow; 2: 3 with 60.0 % of the"
    assert any(note in text.text for text in elements(drawing, "text"))
    (description,) = elements(drawing, "desc")
    assert note in description.text
    assert elements(drawing, "title")[0].text == "Alluvial diagram: 1, 2"


def test_hostile_labels_are_text_and_nothing_else():
    drawing = hostile().svg()
    names = {e.tag.removeprefix(NAMESPACE) for e in ElementTree.fromstring(drawing).iter()}
    assert names == {"svg", "title", "desc", "rect", "g", "path", "text"}
    assert "<script>" not in drawing and "</script>" not in drawing
    assert len(drawing) < 20_000
    told = [title.text for title in elements(drawing, "title")]
    assert any("<script>alert(1)" in text for text in told)
    assert all(text.count("\n") <= 1 for text in told)


def test_the_same_bytes_each_time_and_in_a_file(tmp_path):
    one, other = years().svg(), years().svg(tmp_path / "years.svg")
    assert one == other == (tmp_path / "years.svg").read_text("utf-8")
    assert one in years()._repr_html_()


@pytest.mark.parametrize("options", [{"width": 299}, {"height": 20_001}, {"width": 500.0}])
def test_sizes_out_of_range_are_refused(options):
    with pytest.raises(OptionError, match=next(iter(options))):
        years().svg(**options)


def test_without_matplotlib_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(MissingPackageError, match=r"Alluvial.plot\(\) needs matplotlib: pip"):
        years().plot()


class TestWithMatplotlib:
    @pytest.fixture(autouse=True)
    def _matplotlib(self):
        pytest.importorskip("matplotlib", reason="the extra [plot]").use("Agg")
        yield
        import matplotlib.pyplot as plt

        plt.close("all")

    def test_it_draws_what_the_svg_has(self):
        diagram = years()
        ax = diagram.plot()
        assert len(ax.patches) == len(elements(diagram.svg(), "rect")[1:]) + len(diagram.streams)
        drawn = {text.get_text() for text in ax.texts}
        assert {"0.7", "1", "2", diagram.label(diagram.steps[0].blocks[0])} <= drawn
        ax.figure.canvas.draw()

    def test_it_draws_where_it_is_told_to(self):
        import matplotlib.pyplot as plt

        _, (left, right) = plt.subplots(1, 2)
        assert years().plot(right) is right
        assert right.patches and not left.patches

    def test_hostile_labels_are_drawn_as_they_are(self):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FontWarning)  # as fonts are on this machine
            ax = hostile().plot()
        assert all(not text.get_parse_math() for text in ax.texts)
        assert any("$x$" in text.get_text() for text in ax.texts)
        ax.figure.canvas.draw()
