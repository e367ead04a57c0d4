"""N-grams against a brute force, entropies by hand, and the cut of least cost against all cuts."""

from collections import Counter
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from infomap_py._core import boundary_odds
from infomap_py._core.shortest_code import shortest_code
from infomap_py.words.grams import Grams, freedoms
from infomap_py.words.han_text import BREAK, han_text
from infomap_py.words.texts import Texts

LONGEST = 4
RUNS = st.lists(st.text("甲乙丙", min_size=1, max_size=9), min_size=1, max_size=6)


def grams_of(runs, longest=LONGEST):
    return Grams.of(han_text(Texts(runs), 10**6), longest)


def spelt(grams, length, runs):
    """Every n-gram as a string, by number."""
    alphabet = sorted(set("".join(runs)))
    return ["".join(alphabet[k] for k in row) for row in grams.letters_of(length).T]


@given(RUNS)
def test_every_gram_is_counted_and_numbered_in_order(runs):
    grams = grams_of(runs)
    for n in range(1, LONGEST + 1):
        expected = Counter(run[k : k + n] for run in runs for k in range(len(run) - n + 1))
        names = spelt(grams, n, runs)
        assert names == sorted(expected)
        assert grams.counts[n - 1].tolist() == [expected[name] for name in names]
        assert Counter(grams.at[n - 1][grams.at[n - 1] >= 0].tolist()) == Counter(
            dict(enumerate(grams.counts[n - 1].tolist()))
        )
        if n > 1:
            shorter = spelt(grams, n - 1, runs)
            assert [shorter[k] for k in grams.beginnings[n - 1]] == [name[:-1] for name in names]
            assert [shorter[k] for k in grams.endings[n - 1]] == [name[1:] for name in names]


def test_entropies_are_those_of_the_letters_beside_and_every_end_of_a_run_is_another():
    grams = grams_of(["甲乙", "甲丙", "甲乙"])
    right, left = grams.entropies(1)
    # By code point: 丙, 乙, 甲. After 甲 come 乙, 乙, 丙: log2 3 - (2/3) log2 2 = 0.9183 bits. 乙
    # stands at the end of two runs, each an own neighbour: 1 bit; 丙 at one: 0.
    assert right == pytest.approx([0.0, 1.0, np.log2(3) - 2 / 3])
    # Before 乙 comes 甲 both times: 0. 甲 begins three runs: log2 3.
    assert left == pytest.approx([0.0, 0.0, np.log2(3)])
    # Of all six letters, 甲 is a half, 乙 a third, 丙 a sixth.
    assert grams.entropies(0)[0] == pytest.approx([1 / 2 + np.log2(3) / 3 + np.log2(6) / 6])


def test_what_ends_with_a_word_is_freer_than_what_ends_within_one():
    # 甲乙 is always followed by 丙 here, and 甲乙丙 by anything.
    grams = grams_of(["甲乙丙甲乙丙丙", "乙甲乙丙乙", "丙甲乙丙甲"])
    free = freedoms(grams, 3)
    two = free[1][grams.at[1][0]]
    three = free[2][grams.at[2][0]]
    assert three > two


def all_cuts(runs, longest):
    """Every cut of the text as the length of the word at each position, 0 elsewhere."""
    ways = [
        [
            parts
            for count in range(1, len(run) + 1)
            for parts in product(range(1, longest + 1), repeat=count)
            if sum(parts) == len(run)
        ]
        for run in runs
    ]
    for chosen in product(*ways):
        yield [
            n
            for parts in chosen
            for n in [*(k for part in parts for k in (part, *[0] * (part - 1))), 0]
        ]


@given(
    st.lists(st.text("甲乙", min_size=1, max_size=5), min_size=1, max_size=2),
    st.integers(0, 2**32 - 1),
)
def test_the_cut_is_the_cheapest_of_all(runs, seed):
    grams = grams_of(runs, 3)
    sizes = np.cumsum([0, *(len(counts) for counts in grams.counts)])
    words = np.stack(
        [np.where(at < 0, -1, at + start) for at, start in zip(grams.at, sizes, strict=False)]
    ).astype(np.int32)
    random = np.random.default_rng(seed)
    cost, elsewhere = random.normal(2.0, 3.0, (2, sizes[-1]))
    places = random.normal(0.0, 1.0, len(grams.letters))
    cuts = list(all_cuts(runs, 3))
    length = len(grams.letters)
    cuts = [cut + [0] * (length - len(cut)) for cut in cuts]
    before = np.array(cuts[seed % len(cuts)], dtype=np.uint8)

    def bits(cut):
        return sum(
            (elsewhere if before[p] == n else cost)[words[n - 1, p]] + places[p]
            for p, n in enumerate(cut)
            if n
        )

    found = before.copy()
    reached = shortest_code(words, cost, elsewhere, places, found)
    assert reached == pytest.approx(min(map(bits, cuts)))
    assert found.tolist() in cuts
    assert bits(found.tolist()) == pytest.approx(reached)


def test_breaks_stand_between_runs_and_at_the_end():
    text = han_text(Texts(["甲乙，丙", "x", "丁"]), 100)
    assert (text.letters == BREAK).tolist()[:3] == [False, False, True]
    assert text.letters[-1] == BREAK
    assert text.num_letters == 4
    assert "".join(map(chr, text.alphabet)) == "丁丙乙甲"


def test_odds_of_a_gap_are_the_shares_of_gaps_like_it():
    # Where the measure is 1, three of four gaps are cut, odds 3 : 1 = log2 3 bits; where it is -1,
    # one of four. The ridge of 1e-3 per gap draws them a little towards even.
    measures = np.repeat([[1.0], [-1.0]], 4, axis=0).astype(np.float32)
    is_cut = np.array([1, 1, 1, 0, 0, 0, 0, 1], dtype=np.uint8)
    weights = boundary_odds.fitted(measures, is_cut)
    odds = boundary_odds.log_odds(measures, weights)
    assert odds == pytest.approx(np.repeat([np.log2(3), -np.log2(3)], 4), abs=0.02)


@given(st.integers(0, 2**32 - 1))
def test_weights_of_measures_are_where_the_likelihood_with_its_ridge_is_flat(seed):
    random = np.random.default_rng(seed)
    measures = random.normal(size=(300, 2)).astype(np.float32)
    chance = 1 / (1 + np.exp(-(measures[:, 0] - 0.5 * measures[:, 1] + 0.2)))
    is_cut = (random.random(300) < chance).astype(np.uint8)
    weights = boundary_odds.fitted(measures, is_cut)
    a, b = measures.astype(float).T
    terms = np.column_stack([np.ones(300), a, b, a * a, a * b, b * b])
    odds = terms @ weights
    assert boundary_odds.log_odds(measures, weights) == pytest.approx(odds / np.log(2))
    slope = terms.T @ (is_cut - 1 / (1 + np.exp(-odds))) - 1e-3 * 300 * weights
    assert np.abs(slope).max() < 1e-3


@pytest.mark.parametrize("count", [3, 300])
def test_neither_the_order_of_gaps_nor_how_often_each_is_there_changes_weights(count):
    random = np.random.default_rng(count)
    measures = random.normal(size=(count, 2)).astype(np.float32)
    is_cut = (measures[:, 0] + random.normal(size=count) > 0).astype(np.uint8)
    weights = boundary_odds.fitted(measures, is_cut)
    odds = boundary_odds.log_odds(measures, weights)
    order = random.permutation(np.tile(np.arange(count), 20_000 // count))  # more than are a block
    again = boundary_odds.fitted(measures[order], is_cut[order])
    assert again == pytest.approx(weights, rel=1e-9, abs=1e-12)
    assert (boundary_odds.log_odds(measures[order], weights) == odds[order]).all()
