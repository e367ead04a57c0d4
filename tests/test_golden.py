"""Results that do not change by accident: partitions of small graphs, to the last bit.

A change of the search changes them. Where that is meant, record them anew and commit the change:

    python tests/test_golden.py --update
"""

import argparse
import json
from pathlib import Path

import pytest
from seeded_graphs import CASES, digest, partition_in_batches, partition_of

RECORDED = Path(__file__).with_name("golden.json")
NUM_LINKS = 400
IN_BATCHES, MANY_LINKS = "in batches", 4000


@pytest.mark.parametrize("name", CASES)
def test_a_partition_is_the_recorded_one_to_the_last_bit(name: str) -> None:
    recorded = json.loads(RECORDED.read_text(encoding="utf-8"))
    assert digest(partition_of(name, NUM_LINKS)) == recorded[name]


@pytest.mark.parametrize("name", CASES)
def test_two_threads_find_what_one_finds(name: str) -> None:
    assert digest(partition_of(name, NUM_LINKS, num_threads=2)) == digest(
        partition_of(name, NUM_LINKS)
    )


def test_a_partition_in_batches_is_the_recorded_one_for_any_number_of_threads() -> None:
    recorded = json.loads(RECORDED.read_text(encoding="utf-8"))[IN_BATCHES]
    for num_threads in (1, 2):
        assert digest(partition_in_batches(MANY_LINKS, num_threads)) == recorded


def test_nothing_is_recorded_that_is_not_tested() -> None:
    recorded = json.loads(RECORDED.read_text(encoding="utf-8"))
    assert recorded.keys() == {*CASES, IN_BATCHES}


def main() -> None:
    parser = argparse.ArgumentParser(description="The recorded results of tests/test_golden.py.")
    parser.add_argument("--update", action="store_true", required=True, help="record them anew")
    parser.parse_args()
    digests = {name: digest(partition_of(name, NUM_LINKS)) for name in CASES}
    digests[IN_BATCHES] = digest(partition_in_batches(MANY_LINKS))
    RECORDED.write_text(json.dumps(digests, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
