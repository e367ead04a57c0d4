"""alluvial(): which blocks and streams there are, that flow is conserved, colours and errors."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array
from word_networks import IDS, PETS_AND_MONEY, clusters_of

import infomap_py
from infomap_py.errors import InputTypeError, OptionError, PartitionError
from infomap_py.node_shares import NodeShares, moved
from infomap_py.pictures.alluvial_diagram import Alluvial

ALL = {"num_modules": 100, "min_flow": 0.0}


def streams_of(diagram, step=0):
    """Flow here and there, by the ids of blocks."""
    one, other = diagram.steps[step].blocks, diagram.steps[step + 1].blocks
    return {
        (one[s.source].id, other[s.target].id): s.flow for s in diagram.streams if s.step == step
    }


def blocks_of(step):
    return {block.id: block for block in step.blocks}


def check_conservation(diagram):
    """What goes out of blocks, or comes in, is what they have, less the flow of other nodes."""
    for k, step in enumerate(diagram.steps):
        flow = sum(block.flow for block in step.blocks)
        for end, between, lacking in ((0, k, step.only_after), (1, k - 1, step.only_before)):
            streams = [s for s in diagram.streams if s.step == between]
            if not 0 <= between < len(diagram.steps) - 1:
                assert lacking == 0.0
                continue
            assert sum(s.flow[end] for s in streams) + lacking == pytest.approx(flow, abs=1e-9)
            for b, block in enumerate(step.blocks):
                mine = [s for s in streams if (s.target if end else s.source) == b]
                gone = sum(s.flow[end] for s in mine)
                assert gone <= block.flow + 1e-9
                if lacking == 0.0:
                    assert gone == pytest.approx(block.flow, abs=1e-9)
                # One above the other within the block, from its upper end on.
                mine.sort(key=lambda s: s.source if end else s.target)
                ends = np.cumsum([s.height[end] for s in mine])
                starts = [s.y[end] - block.y for s in mine]
                assert starts == pytest.approx([0.0, *ends[:-1]][: len(mine)], abs=1e-9)
                assert not mine or ends[-1] <= block.height + 1e-9


def test_streams_are_the_flow_of_shared_nodes():
    # Six nodes alike: d leaves def for abc.
    diagram = infomap_py.alluvial([[set("abc"), set("def")], [set("abcd"), set("ef")]], **ALL)
    assert streams_of(diagram) == {
        (0, 0): pytest.approx((3 / 6, 3 / 6)),
        (1, 0): pytest.approx((1 / 6, 1 / 6)),
        (1, 1): pytest.approx((2 / 6, 2 / 6)),
    }
    assert [block.flow for block in diagram.steps[1].blocks] == pytest.approx([4 / 6, 2 / 6])
    assert [block.members for block in diagram.steps[1].blocks] == [("a", "b", "c"), ("e", "f")]
    assert [block.size for block in diagram.steps[1].blocks] == [4, 2]
    check_conservation(diagram)


def test_streams_have_the_flow_of_either_network():
    # A path a-b-c: b has half of the flow. A triangle with a tail d: a, b 2/8, c 3/8, d 1/8.
    path = infomap_py.partition([("a", "b"), ("b", "c")])
    tail = infomap_py.partition([("a", "b"), ("b", "c"), ("c", "a"), ("c", "d")])
    assert (path.num_modules, tail.num_modules) == (1, 1)
    diagram = infomap_py.alluvial([path, tail])
    assert streams_of(diagram) == {(0, 0): pytest.approx((1.0, 7 / 8))}
    assert (diagram.steps[0].only_after, diagram.steps[1].only_before) == (
        0.0,
        pytest.approx(1 / 8),
    )
    assert diagram.notes == (
        "Flow of nodes that only one of two steps has is in no stream. 2: 12.5 %, not in 1.",
    )


def test_smaller_modules_are_one_block_and_it_is_said():
    ids = {v: v // 2 for v in range(10)}
    diagram = infomap_py.alluvial([ids, ids], num_modules=2, names=["old", "new"])
    *large, rest = diagram.steps[0].blocks
    assert [block.id for block in large] == [0, 1]
    assert (rest.id, rest.num_modules, rest.size, rest.colour) == (None, 3, 6, None)
    assert rest.flow == pytest.approx(6 / 10)
    assert diagram.label(rest) == "3 smaller modules"
    assert diagram.notes == (
        "Smaller modules are one block. old: 3 with 60.0 % of the flow; new: 3 with 60.0 % of the "
        "flow.",
    )
    check_conservation(diagram)


def test_a_module_left_over_is_a_block_itself():
    ids = {v: v // 2 for v in range(10)}
    diagram = infomap_py.alluvial([ids, ids], num_modules=4)
    assert [block.num_modules for block in diagram.steps[0].blocks] == [1] * 5
    assert not diagram.notes


def test_modules_of_little_flow_are_no_blocks_but_the_largest_is():
    ids = dict(enumerate([0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 4]))
    (step, _) = infomap_py.alluvial([ids, ids], min_flow=0.3).steps
    assert [block.num_modules for block in step.blocks] == [1, 1, 3]
    (step, _) = infomap_py.alluvial([ids, ids], min_flow=1.0).steps
    assert [block.num_modules for block in step.blocks] == [1, 4]


def test_a_module_has_the_colour_of_that_which_it_comes_from():
    before = {v: v // 4 for v in range(12)}
    # 0 is split; 1 and 2 merge, in which 1 is first; 12 to 15 are new.
    after = dict(zip(range(16), [3, 3, 4, 4, *[5] * 8, *[6] * 4], strict=True))
    one, other = (blocks_of(s) for s in infomap_py.alluvial([before, after], **ALL).steps)
    assert [one[m].colour for m in range(3)] == [0, 1, 2]
    assert (other[3].colour, other[4].colour, other[5].colour) == (0, 0, 1)
    assert other[6].colour == 3  # the first that nothing has


def test_levels_keep_the_colour_of_the_module_that_they_are_in():
    p = infomap_py.partition(nx.ring_of_cliques(24, 4), two_level=False)
    coarse, fine = infomap_py.alluvial(p.levels, **ALL).steps
    assert len(coarse.blocks) == 6
    colours = [block.colour for block in coarse.blocks]
    assert [block.colour for block in fine.blocks] == np.repeat(colours, 4).tolist()


def test_the_same_partition_goes_straight_on():
    p = infomap_py.partition(nx.karate_club_graph(), num_trials=3)
    diagram = infomap_py.alluvial([p, p, p], **ALL)
    assert [(s.source, s.target) for s in diagram.streams] == [(m, m) for m in range(3)] * 2
    assert all(s.y[0] == pytest.approx(s.y[1]) for s in diagram.streams)
    assert len({step.blocks for step in diagram.steps}) == 1


def test_overlapping_modules_conserve_flow_and_go_straight_on():
    graph = nx.les_miserables_graph()
    one, other = (infomap_py.partition(graph, overlapping=True, seed=s) for s in (1, 2))
    check_conservation(infomap_py.alluvial([one, other], **ALL))
    same = infomap_py.alluvial([one, one], **ALL)
    assert all(s.source == s.target for s in same.streams)
    check_conservation(same)


def test_clusters_of_words_are_called_so():
    clusters = clusters_of(PETS_AND_MONEY, IDS)
    diagram = infomap_py.alluvial([clusters, clusters], num_modules=1, min_flow=0.0)
    assert diagram.nouns == ("clusters", "words")
    assert diagram.steps[0].blocks[0].members == clusters[0].labels[:3]
    assert repr(diagram) == "<Alluvial of 2 steps: 2, 2 clusters>"
    compared = infomap_py.compare_clusters(clusters, clusters).alluvial(num_modules=1)
    assert [step.blocks for step in compared.steps] == [step.blocks for step in diagram.steps]


def test_a_comparison_has_the_names_of_its_modules():
    compared = infomap_py.compare({"a": "x", "b": "y"}, {"a": "p", "b": "p"}).alluvial()
    assert [[b.id for b in step.blocks] for step in compared.steps] == [["x", "y"], ["p"]]
    assert [step.name for step in compared.steps] == ["before", "after"]


def test_a_dictionary_holds_all_that_is_drawn():
    diagram = infomap_py.alluvial([{"a": 1, "b": 2}, {"a": 1, "c": 2}], names=["<x>", 7])
    told = diagram.as_dict()
    assert [step["name"] for step in told["steps"]] == ["<x>", "7"]
    assert told["steps"][0]["blocks"][0] == {
        **{"id": "1", "name": "a", "modules": 1, "size": 1, "flow": 0.5, "colour": 0},
        **{"y": 0.0, "height": 0.496},  # two heights and the gap of 0.008 are 1
    }
    assert told["streams"] == [
        {
            **{"step": 0, "from": 0, "to": 0, "flow": [0.5, 0.5]},
            **{"y": [0.0, 0.0], "height": [0.496, 0.496]},
        }
    ]
    assert told["notes"] == list(diagram.notes)


@pytest.mark.parametrize(
    ("partitions", "options", "error", "message"),
    [
        ([{"a": 0}], {}, PartitionError, "1 partition; an alluvial diagram is between two or more"),
        ([], {}, PartitionError, "0 partitions; "),
        ({"a": 0}, {}, InputTypeError, "partitions is one dict; give a sequence"),
        (3, {}, InputTypeError, "partitions is one int; give a sequence"),
        ([{"a": 0}, {"b": 0}], {}, PartitionError, "no node in common"),
        ([{"a": 0}] * 2, {"num_modules": 0}, OptionError, "num_modules=0"),
        ([{"a": 0}] * 2, {"min_flow": 1.5}, OptionError, r"min_flow=1.5 is not in \[0, 1\]"),
        (
            [{"a": 0}] * 2,
            {"names": "ab"},
            OptionError,
            "1 name for 2 partitions; give one for each",
        ),
        ([{"a": 0}] * 2, {"names": ["a"]}, OptionError, "1 name for 2 partitions"),
        ([{"a": 0}, 3], {}, PartitionError, "3|int"),
    ],
)
def test_what_cannot_be_shown_is_refused(partitions, options, error, message):
    with pytest.raises(error, match=message):
        infomap_py.alluvial(partitions, **options)


NODES = st.sampled_from("abcdefghijkl")
MODULES = st.dictionaries(NODES, st.integers(0, 5), min_size=1)
STEPS = st.lists(MODULES, min_size=2, max_size=4).map(lambda steps: [{**m, "z": 0} for m in steps])


@given(STEPS, st.integers(1, 7), st.floats(0, 0.3))
def test_flow_is_conserved_and_blocks_do_not_overlap(steps, num_modules, min_flow):
    diagram = infomap_py.alluvial(steps, num_modules=num_modules, min_flow=min_flow)
    check_conservation(diagram)
    for step, modules in zip(diagram.steps, steps, strict=True):
        assert sum(block.flow for block in step.blocks) == pytest.approx(1.0)
        assert sum(block.num_modules for block in step.blocks) == len(set(modules.values()))
        assert step.blocks[0].y >= 0.0
        assert step.blocks[-1].y + step.blocks[-1].height <= 1.0 + 1e-9
        for above, below in zip(step.blocks, step.blocks[1:], strict=False):
            assert below.y >= above.y + above.height + 1e-3
        assert all(not block.is_rest for block in step.blocks[:-1])


@given(STEPS, st.permutations(range(6)))
def test_how_modules_are_numbered_does_not_matter(steps, numbers):
    def without_ids(diagram: Alluvial):
        told = diagram.as_dict()
        for step in told["steps"]:
            for block in step["blocks"]:
                del block["id"]
        return told

    renamed = [{v: numbers[m] for v, m in modules.items()} for modules in steps]
    diagrams = [infomap_py.alluvial(given, num_modules=3) for given in (steps, renamed)]
    assert without_ids(diagrams[0]) == without_ids(diagrams[1])


def test_a_node_in_several_modules_stays_in_those_that_have_most_in_common():
    # u is half in the module of a and half in that of b, then as now; these change places.
    def shares(in_first, in_second):
        rows = {"u": [0.5, 0.5], in_first: [1.0, 0.0], in_second: [0.0, 1.0]}
        parts = np.array([rows[label] for label in "uab"])
        flow = np.array([0.5, 0.25, 0.25])
        weights = parts * flow[:, None] / (parts.T @ flow)
        return NodeShares("uab", flow, parts.T @ flow, csr_array(parts), csr_array(weights))

    for left_or_arrived in moved(shares("a", "b"), shares("b", "a")):
        assert left_or_arrived.toarray() == pytest.approx(np.array([[0.0, 0.5], [0.5, 0.0]]))
