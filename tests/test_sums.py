import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from infomap_py._core import sums

POSITIVE = st.floats(min_value=2.3e-308, max_value=1e308)


@given(POSITIVE)
def test_log2_is_within_three_ulp_of_the_libm_one(x):
    expected = math.log2(x)
    assert abs(sums.log2(x) - expected) <= 3 * math.ulp(expected) + 1e-300


@pytest.mark.parametrize("exponent", [-1022, -1, 0, 1, 52, 1023])
def test_log2_of_a_power_of_two_is_exact(exponent):
    assert sums.log2(2.0**exponent) == exponent


@pytest.mark.parametrize("nothing", [0.0, -0.0, -1e-18, 5e-324])
def test_plogp_of_nothing_and_of_rounding_dust_is_zero(nothing):
    assert sums.plogp(nothing) == 0.0


def test_plogp_of_a_quarter_is_minus_a_half():
    assert sums.plogp(0.25) == -0.5


@given(st.lists(st.floats(-1e6, 1e6), max_size=50))
def test_a_total_is_correct_where_a_plain_sum_is_not(values):
    assert sums.total(np.array(values)) == pytest.approx(math.fsum(values), rel=1e-15, abs=1e-15)


def test_a_total_keeps_what_cancels():
    # 1e16 + 1 is 1e16 in doubles, so that a plain sum ends in 0.
    assert sums.total(np.array([1e16, 1.0, -1e16])) == 1.0


@given(st.lists(POSITIVE.filter(lambda x: x < 1e100), max_size=40))
def test_plogp_sum_adds_plogp(values):
    expected = math.fsum(x * math.log2(x) for x in values)
    scale = math.fsum(abs(x * math.log2(x)) for x in values)
    assert sums.plogp_sum(np.array(values)) == pytest.approx(expected, rel=0, abs=4e-15 * scale)
