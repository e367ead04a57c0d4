"""What the time of one Infomap trial buys: our best of that time against Infomap's best of ten.

    python benchmarks/quality.py [--size full] [--data FOLDER]

Both from link arrays to modules, two levels, one thread. "s" is the median of ten of Infomap's runs
in CPU seconds. Ours is the best of as many "trials" as fit into that, for each of three seeds;
"used" is the largest share of the time that we took, above 1 only where one trial took longer.

How to read it. "ratio" compares the mean over our three seeds with Infomap's best: below 0, ours
is shorter; "reached" says how many of the three are at or below it. All should be.
"""

import statistics
from dataclasses import dataclass
from typing import Any

from cases import Case, chosen_cases
from generators import planted
from peers import INFOMAP, OURS, installed, ours
from report import table, use_one_thread
from runs import Runs, comparing, write_page
from speed import Results, compare, excess, graph_of

TRIALS = 10  # of Infomap
SEEDS = 3  # of ours
FEW = 3  # trials by which the time of one is measured
SAME = 1e-9  # bits
SHORT = 400_000  # links; beyond that ten trials of Infomap are left to the full size


@dataclass
class Race:
    """Ten trials of Infomap, and what we gave in the time of one."""

    infomap: Results
    ours: list[dict[str, Any]]

    @property
    def best(self) -> float:
        return min(self.infomap.codelengths(INFOMAP))

    @property
    def reached(self) -> int:
        return sum(run["codelength"] <= self.best + SAME for run in self.ours)

    def cells(self) -> list[str]:
        graph, theirs = self.infomap.graph, self.infomap.codelengths(INFOMAP)
        ours = [run["codelength"] for run in self.ours]
        mean = statistics.mean(ours)
        return [
            self.infomap.name,
            f"{graph['links']:,}",
            f"{statistics.mean(theirs):.6f}",
            f"{self.best:.6f}",
            f"{statistics.median(self.infomap.seconds(INFOMAP)):.3g}",
            f"{mean:.6f}",
            f"{max(ours):.6f}",
            f"{statistics.median(run['trials'] for run in self.ours):g}",
            f"{max(run['seconds'] / run['limit'] for run in self.ours):.2f}",
            f"{excess(mean, self.best):+.4f} %",
            f"{self.reached} of {len(ours)}" + ("" if self.reached == len(ours) else " **no**"),
        ]


def race(case: Case, runs: Runs) -> Race:
    infomap = compare(case, [INFOMAP], TRIALS, runs)
    limit = statistics.median(infomap.seconds(INFOMAP))
    ours = [
        runs.get(f"quality {case.name} / seed {seed}", lambda s=seed: within(case, limit, s))
        for seed in range(SEEDS)
    ]
    return Race(infomap, ours)


def within(case: Case, limit: float, seed: int) -> dict[str, Any]:
    """Our best of as many trials as fit into so many CPU seconds, but of one at least."""
    first, few = (run_ours(case, trials, seed)["seconds"] for trials in (1, 1 + FEW))
    each = max((few - first) / FEW, first / 20)  # not a wild guess where the clock is noisy
    trials = 1 + max(0, int((limit - first) / each))
    while True:
        run = run_ours(case, trials, seed)
        if trials == 1 or run["seconds"] <= limit:
            return {**run, "limit": limit}
        trials = max(1, min(trials - 1, int(trials * limit / run["seconds"])))


def run_ours(case: Case, trials: int, seed: int) -> dict[str, Any]:
    found = ours(case.links, seed, trials)
    seconds = found.ingest + found.search
    return {"codelength": found.codelength, "trials": trials, "seconds": seconds}


def summary(races: list[Race]) -> str:
    behind = [race.infomap.name for race in races if race.reached < len(race.ours)]
    return (
        f"**On {len(races) - len(behind)} of {len(races)} graphs every seed is at or below "
        f"Infomap's best of {TRIALS}**" + (f"; not on {', '.join(behind)}." if behind else ".")
    )


def main() -> None:
    options = comparing(__doc__, "quality").parse_args()
    use_one_thread()
    if not installed([INFOMAP]):
        return
    for program in (OURS, INFOMAP):
        program.run(planted(1000), 0)  # what is loaded once
    runs = Runs(options.runs)
    races = []
    for case in chosen_cases(options):
        if options.size == "full" or options.names or graph_of(case, runs)["links"] <= SHORT:
            races.append(race(case, runs))
        case.forget()
    heading = ["graph", "links", "Infomap: mean L", "best L", "s", "ours: mean L", "worst L"]
    heading += ["trials", "used", "ratio", "reached"]
    rows = [race.cells() for race in races]
    title = "In the time of one Infomap trial"
    write_page(
        options.output, title, "quality.py", ["infomap"], summary(races), table(heading, rows)
    )


if __name__ == "__main__":
    main()
