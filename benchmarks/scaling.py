"""Time against links, from ten thousand to ten (with ``--size full`` a hundred) million.

    python benchmarks/scaling.py [--size full]

Planted partitions of mean degree 20 in groups of 50, with ordered ids, where the neighbours of a
node are near it in memory, and with shuffled ids, where they are anywhere. One trial on one thread;
CPU seconds from link arrays to modules, the median of several runs where they are short.

How to read it. "ns per link" is flat where time is proportional to links: where it rises, the graph
has outgrown a cache (about 100 bytes per link are touched) or the pages that the processor can
address at once. "slope" is the exponent of time against links since the row three above, a decade;
1 is proportional. The exponent over all rows is that of a straight line through their logarithms.

Where it bends: at a million links the 36 bytes per node of labels and module rates outgrow a cache
of some megabytes, at ten million one of 32, and then the pages that are within reach; three links
of ten lead anywhere, with ordered ids as well. So rows, labels and rates are fetched some visits
ahead, and ids are visited in blocks: of 480,000 nodes, first visits take 0.7 of the time for the
former, and 0.8 to 0.9 for the latter.
"""

import statistics
from functools import partial
from typing import Any

import numpy as np
from generators import planted
from peers import ours
from report import available_bytes, table, use_one_thread
from runs import Runs, parser, write_page

STEPS = (1, 2, 5)  # per decade
DECADES = {"tiny": (3,), "quick": (4, 5, 6), "full": (4, 5, 6, 7)}
BYTES_PER_LINK = 130  # of making the largest graph, which takes more than partitioning it
REPEATED = 300_000  # links; smaller graphs are run as often as makes up for this many


def measured(num_links: int, shuffled: bool) -> dict[str, Any]:
    """Median CPU seconds of one graph."""
    links = planted(num_links, degree=20, shuffled=shuffled)
    ours(links, 0)  # what is loaded once
    found = [ours(links, seed) for seed in range(max(1, min(15, REPEATED // num_links)))]
    return {
        "ingest": statistics.median(run.ingest for run in found),
        "search": statistics.median(run.search for run in found),
        "codelength": found[0].codelength,
        "runs": len(found),
    }


def exponent(links: list[int], seconds: list[float]) -> float:
    return float(np.polyfit(np.log(links), np.log(seconds), 1)[0])


def series(shuffled: bool, size: str, runs: Runs) -> tuple[list[list[str]], str]:
    """A row per number of links, and the exponent over all."""
    name = "shuffled" if shuffled else "ordered"
    counts = [step * 10**decade for decade in DECADES[size] for step in STEPS]
    counts.append(10 ** (DECADES[size][-1] + 1))
    rows, links, seconds = [], [], []
    for count in counts:
        if count * BYTES_PER_LINK > available_bytes():
            rows.append([name, f"{count:,}", "not enough memory", "", "", "", "", ""])
            continue
        run = runs.get(f"scaling {name} {count}", partial(measured, count, shuffled))
        links.append(count)
        seconds.append(run["ingest"] + run["search"])
        row = [name, f"{count:,}", str(run["runs"]), f"{seconds[-1]:.4g}"]
        row += [f"{1e9 * part / count:.0f}" for part in (run["ingest"], run["search"], seconds[-1])]
        decade = slice(-len(STEPS) - 1, None)
        slope = exponent(links[decade], seconds[decade]) if len(links) > len(STEPS) else None
        rows.append([*row, "" if slope is None else f"{slope:.2f}"])
    return rows, f"{name} ids: seconds grow as links to the power {exponent(links, seconds):.3f}"


def main() -> None:
    options = parser(__doc__, "scaling").parse_args()
    use_one_thread()
    runs = Runs(options.runs)
    ordered, ordered_exponent = series(False, options.size, runs)
    shuffled, shuffled_exponent = series(True, options.size, runs)
    heading = ["ids", "links", "runs", "s", "ingest, ns per link", "search, ns per link"]
    heading += ["ns per link", "slope"]
    title = "Time against links"
    summary = f"**{ordered_exponent}; {shuffled_exponent}.**"
    page = table(heading, ordered + shuffled)
    write_page(options.output, title, "scaling.py", [], summary, page)


if __name__ == "__main__":
    main()
