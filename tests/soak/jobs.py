"""A job by its number: which kind it is, and what came of it."""

from __future__ import annotations

import time
import traceback
import warnings
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from infomap_py.errors import InfomapWarning
from soak import calls, files, interrupts, searches
from soak.checks import RefusedError, promise_no_threads
from soak.dice import Dice

# How often each is drawn; those that take longer come less often.
KINDS: dict[Callable[[Dice], None], float] = {
    searches.partitions: 50,
    searches.levels: 12,
    searches.other_order: 8,
    searches.creep: 2,
    interrupts.interrupted: 12,
    files.written: 5,
    files.networks: 3,
    calls.scans: 3,
    calls.landscapes: 4,
    calls.comparisons: 3,
    calls.words: 4,
    calls.vectors: 4,
}


@dataclass(frozen=True)
class Result:
    """What came of a job: ``refused`` names the error of options that make no sense, ``finding``
    tells of a promise that was broken. ``resident`` are bytes of the process afterwards."""

    number: int
    kind: str
    seconds: float
    answers: int
    refused: str = ""
    finding: str = ""
    resident: int = 0

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def run(number: int) -> Result:
    """Do the job; whatever is raised but a refusal is a finding."""
    dice = Dice(number)
    job = dice.by_weight(KINDS)
    refused = finding = ""
    started = time.monotonic()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # of numpy, and of Python
            warnings.simplefilter("ignore", InfomapWarning)
            job(dice)
            promise_no_threads()
    except RefusedError as error:
        refused = str(error)
    except BaseException as error:
        said = "\n".join(ascii(line) for line in dice.said)
        told = "".join(traceback.format_exception(error))
        text = f"job {number}: {job.__name__}\n{said}\n{told}"
        finding = text.encode("utf-8", "backslashreplace").decode()
    seconds = time.monotonic() - started
    resident = searches.resident()
    return Result(number, job.__name__, seconds, dice.answers, refused, finding, resident)
