import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from infomap_py._core.refinement import common_refinement, num_agreed


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=5, max_size=20))
def test_two_nodes_share_a_piece_exactly_if_they_share_a_module_in_both(pairs):
    one, other = np.array(pairs, dtype=np.int32).T.copy()
    pieces = common_refinement(one, other).tolist()
    for u, v in itertools.combinations(range(len(pairs)), 2):
        assert (pieces[u] == pieces[v]) == (pairs[u] == pairs[v])
    assert sorted(set(pieces)) == list(range(len(set(pairs))))


def test_a_partition_refined_by_itself_is_itself():
    module_of = np.array([0, 1, 0, 2, 1], dtype=np.int32)
    pieces = common_refinement(module_of, module_of)
    assert len(set(zip(module_of.tolist(), pieces.tolist(), strict=True))) == 3


def test_nodes_agree_that_are_in_the_largest_piece_of_their_module():
    # Modules {0, 1, 2, 3} and {4, 5}: of the first, the other partition takes node 3 away; the
    # second is halved.
    one = np.array([0, 0, 0, 0, 1, 1], dtype=np.int32)
    other = np.array([5, 5, 5, 2, 2, 4], dtype=np.int32)
    assert num_agreed(common_refinement(one, other), one) == 3 + 1
    assert num_agreed(common_refinement(one, one), one) == 6
