"""Results that do not change by accident: of every kind, on small input, to the last bit.

A change of the search changes them. Where that is meant, record them anew, see in the difference of
golden.json what became longer or shorter, and commit the change:

    python tests/test_golden.py --update
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from seeded_results import RESULTS, Values, result

RECORDED = Path(__file__).with_name("golden.json")
PROGRAM = Path(__file__).with_name("seeded_results.py")
NUM_LINKS = 400
FEW_LINKS = 60
NUM_THREADS = (2, 3, 8)
UNRECORDED = "html"  # scripts of pages change more often than what is in them


def golden(name: str) -> Values:
    """What is recorded of a result."""
    return {key: value for key, value in result(name, NUM_LINKS).items() if key != UNRECORDED}


@pytest.mark.parametrize("name", RESULTS)
def test_a_result_is_the_recorded_one_to_the_last_bit(name: str) -> None:
    recorded = json.loads(RECORDED.read_text(encoding="utf-8"))
    assert golden(name) == recorded[name]


@pytest.mark.parametrize("name", RESULTS)
def test_any_number_of_threads_finds_what_one_finds(name: str) -> None:
    one = result(name, FEW_LINKS)
    assert [result(name, FEW_LINKS, threads) for threads in NUM_THREADS] == [one] * 3


def test_nothing_that_is_written_depends_on_the_hashes_of_a_process() -> None:
    kinds = ["files", "words", "vectors", "comparison"]
    command = [sys.executable, str(PROGRAM), "--links", str(FEW_LINKS), "--only", *kinds]
    texts = [
        subprocess.run(
            command,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            check=True,
            timeout=300,
        ).stdout
        for seed in ("0", "42")
    ]
    assert texts[0] == texts[1]


def test_nothing_is_recorded_that_is_not_tested() -> None:
    assert json.loads(RECORDED.read_text(encoding="utf-8")).keys() == RESULTS.keys()


def main() -> None:
    parser = argparse.ArgumentParser(description="The recorded results of tests/test_golden.py.")
    parser.add_argument("--update", action="store_true", required=True, help="record them anew")
    parser.parse_args()
    recorded = {name: golden(name) for name in RESULTS}
    RECORDED.write_text(json.dumps(recorded, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
