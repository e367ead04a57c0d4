import numpy as np
import pytest

from infomap_py._core.random import Generator

MASK = 2**64 - 1


def mix(z):
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def splitmix(seed, trial):
    """SplitMix64 as published, in Python's integers; (seed, trial) chooses its first state."""
    state = mix(mix((seed + 0x9E3779B97F4A7C15) & MASK) ^ trial)
    while True:
        state = (state + 0x9E3779B97F4A7C15) & MASK
        yield mix(state)


@pytest.mark.parametrize(("seed", "trial"), [(0, 0), (1, 0), (0, 1), (2**64 - 1, 7)])
def test_the_stream_is_splitmix(seed, trial):
    stream = splitmix(seed, trial)
    expected = [((next(stream) >> 32) * 1000) >> 32 for _ in range(20)]
    assert Generator(seed, trial).integers(1000, 20) == expected


def test_the_published_first_output_for_state_1234567():
    # Reference output of the algorithm's authors for seed 1234567.
    assert mix((1234567 + 0x9E3779B97F4A7C15) & MASK) == 6457827717110365317


def test_trials_of_one_seed_have_streams_of_their_own():
    assert len({tuple(Generator(5, trial).integers(10**6, 4)) for trial in range(100)}) == 100


def test_a_shuffle_is_a_permutation():
    items = np.arange(1000, dtype=np.int32)
    Generator(3).shuffle(items)
    assert sorted(items.tolist()) == list(range(1000))


def test_a_shuffle_moves_things():
    items = np.arange(1000, dtype=np.int32)
    Generator(3).shuffle(items)
    # A random permutation has one fixed point in the mean; ten are as likely as 1e-7.
    assert np.count_nonzero(items == np.arange(1000)) < 10


def test_every_order_of_three_is_equally_likely():
    counts = {}
    generator = Generator(11)
    for _ in range(6000):
        items = np.arange(3, dtype=np.int32)
        generator.shuffle(items)
        counts[tuple(items)] = counts.get(tuple(items), 0) + 1
    # 1000 each, with a standard deviation of 29.
    assert len(counts) == 6
    assert max(abs(count - 1000) for count in counts.values()) < 150


@pytest.mark.parametrize("count", [0, 1, 5, 64, 65, 1000])
def test_an_order_of_blocks_has_every_number_once_and_blocks_together(count):
    order = Generator(7).order_of_blocks(count, 64)
    assert sorted(order.tolist()) == list(range(count))
    changes = np.count_nonzero(np.diff(order // 64))
    assert changes == max(0, -(-count // 64) - 1)


def test_blocks_and_what_is_in_them_are_shuffled():
    order = Generator(7).order_of_blocks(64_000, 64)
    # A random permutation of 1000 has one fixed point in the mean; ten are as likely as 1e-7.
    assert np.count_nonzero(order[::64] // 64 == np.arange(1000)) < 10
    assert np.count_nonzero(order % 64 == np.arange(64_000) % 64) < 2_000  # 1000 in the mean
