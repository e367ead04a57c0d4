"""Associations of two words: each against numbers that a reader can redo."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2, chi2_contingency

from infomap_py.errors import OptionError
from infomap_py.words.associations import (
    ASSOCIATIONS,
    Pairs,
    association_of,
    llr,
    npmi,
    pmi,
    ppmi,
    signed_npmi,
    t_score,
)

# 20 pairs of two words, one in 40 and the other in 80 of 320. By chance they would have
# E = 40 * 80 / 320 = 10, so the pair is twice as frequent: PMI = 1 bit.
JOINT, FIRST, SECOND, TOTAL = 20, 40, 80, 320


def pairs(joint, first, second, total) -> Pairs:
    arrays = (np.atleast_1d(np.asarray(value, dtype=float)) for value in (joint, first, second))
    return Pairs(*arrays, float(total))


@st.composite
def tables(draw) -> tuple[int, int, int, int]:
    """n_ij, n_i, n_j and N of a pair that occurs."""
    joint, only_first, only_second, neither = (
        draw(st.integers(least, 10**6)) for least in (1, 0, 0, 0)
    )
    return (
        joint,
        joint + only_first,
        joint + only_second,
        joint + only_first + only_second + neither,
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("count", 20),
        ("ppmi", 1.0),
        # -log2(20 / 320) = log2(16) = 4 bits at most.
        ("npmi", 1 / 4),
        ("association_strength", 2.0),
        ("t_score", (20 - 10) / math.sqrt(20)),
        # 2 * 20 / (40 + 80) is a third.
        ("log_dice", 14 - math.log2(3)),
        # 20 of the 40 + 80 - 20 that have either.
        ("jaccard", 1 / 5),
        ("cosine", 20 / math.sqrt(40 * 80)),
        # The table 20, 20, 60, 220 where chance has 10, 30, 70, 210.
        (
            "llr",
            2
            * (
                20 * math.log(20 / 10)
                + 20 * math.log(20 / 30)
                + 60 * math.log(60 / 70)
                + 220 * math.log(220 / 210)
            ),
        ),
    ],
)
def test_an_association_is_that_of_its_formula(name: str, value: float) -> None:
    found = association_of(name)(pairs(JOINT, FIRST, SECOND, TOTAL))
    assert found == pytest.approx([value], rel=1e-14)


def test_all_associations_are_known_by_name() -> None:
    assert set(ASSOCIATIONS) == {
        "count",
        "llr",
        "ppmi",
        "npmi",
        "t_score",
        "association_strength",
        "log_dice",
        "jaccard",
        "cosine",
    }


@pytest.mark.parametrize("name", ["pmi", "LLR", 7, None])
def test_another_association_is_refused(name: object) -> None:
    with pytest.raises(OptionError, match=r"weight=.* is none of llr, count, ppmi, npmi"):
        association_of(name)  # type: ignore[arg-type]


@given(tables(), st.sampled_from(sorted(ASSOCIATIONS)))
def test_associations_are_finite_and_never_negative_and_know_no_order(table, name) -> None:
    joint, first, second, total = table
    value = association_of(name)(pairs(*table))
    assert np.isfinite(value).all()
    assert (value >= 0).all()
    other = association_of(name)(pairs(joint, second, first, total))
    # Relative to the counts: a likelihood ratio near 0 is a difference of terms as large as these.
    assert other == pytest.approx(value, rel=1e-9, abs=1e-12 * total)


@given(tables())
def test_the_likelihood_ratio_is_that_of_scipy_where_words_attract(table) -> None:
    joint, first, second, total = table
    observed = np.array(
        [[joint, first - joint], [second - joint, total - first - second + joint]], dtype=float
    )
    if joint * total <= first * second:
        assert llr(pairs(*table)) == [0.0]
        return
    expected = chi2_contingency(observed, correction=False, lambda_="log-likelihood").statistic
    assert llr(pairs(*table)) == pytest.approx([expected], rel=1e-6, abs=1e-12 * total)


def test_the_default_threshold_is_passed_by_chance_once_in_a_thousand() -> None:
    assert chi2.sf(10.83, 1) == pytest.approx(0.001, rel=2e-3)


@given(tables())
def test_twice_the_text_has_twice_the_likelihood_ratio_and_the_same_pmi(table) -> None:
    once, twice = pairs(*table), pairs(*(2 * count for count in table))
    total = table[-1]
    assert llr(twice) == pytest.approx(2 * llr(once), rel=1e-9, abs=1e-12 * total)
    assert pmi(twice) == pytest.approx(pmi(once), abs=1e-12)


@given(tables())
def test_npmi_is_within_its_bounds_and_positive_where_words_attract(table) -> None:
    value = signed_npmi(pairs(*table))
    assert -1 <= value <= 1 + 1e-12
    assert npmi(pairs(*table)) == np.maximum(value, 0)
    joint, first, second, total = table
    if joint * total > first * second * (1 + 1e-12):
        assert value > 0
        assert ppmi(pairs(*table)) > 0
        assert t_score(pairs(*table)) > 0


@pytest.mark.parametrize(("joint", "total"), [(5, 1000), (500, 1000), (1000, 1000)])
def test_words_that_occur_with_each_other_only_have_npmi_1(joint: int, total: int) -> None:
    assert signed_npmi(pairs(joint, joint, joint, total)) == pytest.approx([1.0], abs=1e-15)


def test_what_is_below_the_scale_weighs_nothing() -> None:
    # One pair of two words with 10^5 each, of 10^6: E is 10^4.
    rare = pairs(1, 10**5, 10**5, 10**6)
    for name in ("llr", "ppmi", "npmi", "t_score", "log_dice"):
        assert association_of(name)(rare) == [0.0]
    assert signed_npmi(rare) == pytest.approx([math.log(1e-4) / math.log(1e6)], rel=1e-14)
