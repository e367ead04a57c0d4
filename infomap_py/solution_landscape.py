"""landscape(): many trials, each for itself, and what they found."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile
from typing import Any

from infomap_py.diagnosis import warn_if_degenerate
from infomap_py.errors import OptionError, PartitionWarning, unheard
from infomap_py.option_checks import check_integer, check_number
from infomap_py.options import SearchOptions, chosen
from infomap_py.partition import Partition
from infomap_py.passed_options import check_passed
from infomap_py.progress import Progress, listening
from infomap_py.scoring import read_graph
from infomap_py.search import partition
from infomap_py.side_by_side import side_by_side
from infomap_py.solutions import Landscape, Solution

ALIKE = 0.2  # see landscape
DIGITS = 10  # of codelengths that are compared: rounding is in those behind

REFUSED = {"two_level": "all solutions have two levels."}


def landscape(
    graph: Any, num_trials: int = 20, *, max_distance: float = ALIKE, **options: Any
) -> Landscape:
    """Search many times, and see how many different solutions there are, how far apart, and which
    nodes are in the same module in all of them.

    One best partition says nothing of others that are as good, or nearly. Where all solutions are
    alike, it can be trusted; where they fall into several clusters, each is worth a look; and nodes
    whose stability is low lie between modules.

    Parameters
    ----------
    graph : networkx graph, scipy sparse array, path, ...
        As in :func:`infomap_py.partition`; it is read once.
    num_trials : int
        At least 2. Each is what ``partition(..., first_trial=k, num_trials=1)`` finds, and they are
        not recombined: the result of ``partition(num_trials=...)`` may be shorter than all.
    max_distance : float in [0, 1]
        Solutions no further than this from one with a shorter code are in one cluster with it: see
        :attr:`Landscape.distances`. With 0.2 they differ in the modules of about a fifth of the
        flow.
    **options
        As in :func:`infomap_py.partition`, except ``two_level``. ``first_trial`` is the first of
        the trials; ``num_threads`` trials run at the same time; after ``time_limit`` seconds no
        further trial begins, once there are two; ``progress`` hears of every trial that ends.

    Returns
    -------
    Landscape

    Raises
    ------
    OptionError
        ``num_trials`` is not at least 2, ``max_distance`` is not in [0, 1], or there is an option
        that a landscape has not. For the rest, see :func:`infomap_py.partition`.

    References
    ----------
    .. [1] Calatayud, Bernardo-Madrid, Neuman, Rojas & Rosvall (2019), PRE 100:052308.
       :doi:`10.1103/PhysRevE.100.052308`

    Examples
    --------
    >>> import networkx as nx, infomap_py
    >>> infomap_py.landscape(nx.cycle_graph(12))  # modules of 4 may begin at any of 4 nodes
    <Landscape of 20 trials: 4 solutions in 4 clusters, 0.429 apart in the mean
      3.298651 bits, 3 modules: 6 trials, 1 solution, 0.000 from the best
      3.298651 bits, 3 modules: 3 trials, 1 solution, 0.667 from the best
      3.298651 bits, 3 modules: 7 trials, 1 solution, 0.514 from the best
      3.298651 bits, 3 modules: 4 trials, 1 solution, 0.514 from the best
      stability 0.597 by flow; below 0.5: 3 nodes of 12
      a further trial finds a new cluster with probability 0.00; 9 trials for the best at 95 %>
    """
    check_passed("landscape", options, REFUSED)
    check_integer("num_trials", num_trials, 2)
    check_number("max_distance", max_distance)
    if not 0.0 <= max_distance <= 1.0:
        raise OptionError(f"max_distance={max_distance!r} is not in [0, 1].")
    search = chosen(SearchOptions, options)
    first, limit = int(search.first_trial), search.time_limit
    progress = options.pop("progress", False)
    alone = {"num_trials": 1, "num_threads": 1, "time_limit": None}
    deadline = None if limit is None else time.monotonic() + limit
    network = read_graph(graph, options)
    found: dict[int, Partition] = {}

    def in_time(trial: int) -> bool:
        return trial < first + 2 or deadline is None or time.monotonic() < deadline

    with listening(progress) as listener:

        def work(trials: Iterator[int]) -> None:
            for trial in trials:
                with unheard(PartitionWarning):  # once is enough, of the best
                    partitioned = partition(network, **{**options, **alone, "first_trial": trial})
                found[trial] = partitioned
                if listener is not None:
                    done = len(found)
                    listener(Progress(trial, 0, partitioned.codelength, done, int(num_trials)))

        trials = iter(range(first, first + int(num_trials)))
        side_by_side(work, takewhile(in_time, trials), int(search.num_threads))
    result = Landscape(_solutions(found), float(max_distance))
    warn_if_degenerate(result.partition)
    return result


def _solutions(found: dict[int, Partition]) -> tuple[Solution, ...]:
    """All different, each once in the memory."""
    trials: dict[bytes, list[int]] = {}
    for trial in sorted(found):
        trials.setdefault(found[trial].labels.tobytes(), []).append(trial)
    flow = found[min(found)].flow
    solutions = [
        Solution(replace(found[numbers[0]], flow=flow), tuple(numbers))
        for numbers in trials.values()
    ]
    return tuple(sorted(solutions, key=lambda s: (round(s.codelength, DIGITS), s.trials)))
