"""Charts of sizes, levels and trials: numbers that are the partition's."""

from dataclasses import replace

import networkx as nx
import numpy as np
import pytest

import infomap_py
from infomap_py.errors import OptionError
from infomap_py.scoring import partition_of

pytest.importorskip("matplotlib", reason="pictures are drawn by matplotlib")
from matplotlib.figure import Figure


def axes():
    return Figure(figsize=(7.0, 4.5)).add_subplot()


@pytest.fixture(scope="module")
def les_miserables():
    return infomap_py.partition(nx.les_miserables_graph(), num_trials=5, two_level=False)


def test_sizes_and_flows_are_shares_by_rank(les_miserables):
    ax = les_miserables.plot("sizes", ax=axes())
    flows, sizes = (line.get_ydata() for line in ax.lines)
    assert flows == pytest.approx([module.flow for module in les_miserables.modules])
    counts = sorted((module.size for module in les_miserables.modules), reverse=True)
    assert sizes == pytest.approx(np.array(counts) / 77)


def test_axes_are_logarithmic_where_sizes_span_decades():
    equal = infomap_py.partition(nx.ring_of_cliques(30, 5)).plot("sizes", ax=axes())
    assert (equal.get_xscale(), equal.get_yscale()) == ("linear", "linear")
    cliques = nx.disjoint_union_all([nx.complete_graph(n) for n in (40, *[3] * 29)])
    spread = infomap_py.partition(cliques).plot("sizes", ax=axes())
    assert (spread.get_xscale(), spread.get_yscale()) == ("log", "log")


def test_bars_of_levels_sum_to_the_codelength_beside_that_of_one_level(les_miserables):
    bars = les_miserables.plot("levels", ax=axes()).patches
    one_level, *by_level = (bar.get_width() for bar in bars)
    assert one_level == pytest.approx(les_miserables.one_level_codelength)
    assert by_level == pytest.approx(les_miserables.codelength_by_level)
    assert bars[-1].get_x() + bars[-1].get_width() == pytest.approx(les_miserables.codelength)


def test_every_trial_has_a_point_and_the_best_is_marked(les_miserables):
    points, best = les_miserables.plot("trials", ax=axes()).lines
    found = dict(zip(points.get_xdata(), points.get_ydata(), strict=True))
    assert found == les_miserables.trial_codelengths
    assert best.get_xdata() == [les_miserables.trial]
    assert best.get_ydata() == [min(found.values())]


def test_what_was_recombined_from_several_trials_is_a_line(les_miserables):
    ax = replace(les_miserables, trial=None).plot("trials", ax=axes())
    assert list(ax.lines[1].get_ydata()) == [les_miserables.codelength] * 2


def test_modules_that_were_given_have_no_trials():
    given = partition_of(nx.barbell_graph(3, 0), [{0, 1, 2}, {3, 4, 5}])
    with pytest.raises(OptionError, match="these modules were given, not searched for"):
        given.plot("trials")
