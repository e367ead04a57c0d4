"""Some jobs of the soak; and that it hears of what is wrong."""

import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from fuzz.outcomes import FindingError
from soak import checks, choices, graphs, searches
from soak.__main__ import batch
from soak.dice import Dice
from soak.ledger import Ledger

import infomap_py

ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}


def test_the_first_jobs_find_nothing() -> None:
    command = [sys.executable, "-m", "soak.worker", "0", "7", "200"]
    done = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, timeout=250)
    results = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    assert [result["number"] for result in results] == list(range(7)), done.stderr
    assert "".join(result["finding"] for result in results) == ""
    assert sum(result["answers"] for result in results) > 0


def test_a_job_is_made_by_its_number_alone() -> None:
    one, other = Dice(12), Dice(12)
    made = [graphs.network(dice, 200) for dice in (one, other)]
    assert list(made[0].links()) == list(made[1].links())
    assert repr(choices.coding(one, made[0])) == repr(choices.coding(other, made[1]))


def test_a_codelength_that_is_wrong_in_the_sixth_digit_is_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    right = infomap_py.codelength
    monkeypatch.setattr(infomap_py, "codelength", lambda *a, **k: right(*a, **k) + 1e-6)
    with pytest.raises(FindingError, match="scored"):
        searches.partitions(Dice(0))


def test_a_code_that_is_longer_than_one_module_is_found_also_below_one_bit() -> None:
    found: Any = SimpleNamespace(codelength=0.6, one_level_codelength=0.5)
    with pytest.raises(FindingError, match=r"0\.6 is more than 0\.5"):
        checks.promise_no_longer(infomap_py.Network.from_links([], [], nodes=[]), found, {}, {})


def test_a_process_that_ends_in_a_job_is_a_finding_with_its_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", ENVIRONMENT["PYTHONPATH"])
    ledger = Ledger.at(tmp_path)
    no_time = 0  # seconds for a job, which the worker refuses
    assert batch(ledger, 12345, 1, no_time) == 12346
    assert ledger.findings() == [tmp_path / "findings" / "12345.txt"]
    assert "found: " in (tmp_path / "summary").read_text()
    assert Ledger.at(tmp_path).next == 12346
