"""Do ten trials reach the shortest codes on record?

    python benchmarks/recorded.py FOLDER [--runs FILE] [--output FILE]

FOLDER holds optimised_best_of_10.json, the best of ten trials of the reference program by network
and arguments, in two levels and in as many as shorten the code, and networks/. Each is searched
with ten trials under the same options, which ``tests/reference/convert.py`` translates.

Left out are arguments that set how much the program searches (HOW_MUCH), and walks that never or
always teleport. Without effect here are ids of layers, which name states, and a preferred number of
levels, as ours is free to have more where that is shorter.

How to read it. "reached" counts searches that end at or below the recorded codelength + 1e-9 bits,
"shorter" those below it by more. The second table has every search that does not reach it.
"""

import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from report import table
from runs import Runs, parser, write_page

import infomap_py
from infomap_py.options import FlowOptions, MultilayerOptions, chosen
from infomap_py.readers import read_network

sys.path += [str(Path(__file__).parents[1] / "tests" / name) for name in ("", "reference")]
import convert
import reference_data

HOW_MUCH = {"-F", "-FF", "-FFF", "--core-loop-limit", "--tune-iteration-limit"}
HOW_MUCH |= {"--num-random-moves", "--node-limit", "--prefer-modular-solution"}
HOW_MUCH |= {"--hide-bipartite-nodes"}
WITHOUT_EFFECT = {"--matchable-multilayer-ids", "--preferred-number-of-levels"}
THRESHOLD = "--weight-threshold"
SAME = 1e-9  # bits
TRIALS, SEED = 10, 123

Row = dict[str, Any]


def rows_of(folder: Path) -> Iterator[Row]:
    """With our options, and the least weight of a link."""
    for row in json.loads((folder / "optimised_best_of_10.json").read_text(encoding="utf-8")):
        words = row["args"].split()
        if HOW_MUCH & set(words):
            continue
        least = 0.0
        for name in [*WITHOUT_EFFECT, THRESHOLD]:
            if name in words:
                place = words.index(name)
                least = float(words[place + 1]) if name == THRESHOLD else least
                del words[place : place + 2]
        options = convert.options_of_row({**row, "args": " ".join(words)})
        if options is not None:
            yield {**row, "options": options, "least": least}


def searched(folder: Path, row: Row) -> Row:
    """What ten trials find."""
    options = dict(row["options"])
    two_level = options.pop("two_level", False)
    path = folder / "networks" / row["network"]
    network = read_network(
        text_of(path, row["least"]) if row["least"] else path,
        directed=chosen(FlowOptions, options).reads_directed(),
        multilayer=chosen(MultilayerOptions, options),
    )
    options = reference_data.options_for({"options": options}, network)
    found = infomap_py.partition(
        network, two_level=two_level, num_trials=TRIALS, seed=SEED, **options
    )
    return {
        "codelength": found.codelength,
        "modules": found.num_modules,
        "levels": found.num_levels,
    }


def text_of(path: Path, least: float) -> io.BytesIO:
    """The file without lighter links."""
    lines, is_vertex = [], False
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("*"):
            is_vertex = line.lower().startswith("*vertices")
        elif not is_vertex and float([*line.split(), 1][2]) < least:
            continue
        lines.append(line)
    return io.BytesIO("\n".join(lines).encode())


def levels_of(row: Row) -> str:
    return "two" if "--two-level" in row["args"] else "as many as pay"


def counts(results: list[tuple[Row, float]]) -> list[list[str]]:
    """A row of the first table for each kind of search, and for all."""
    lines = []
    for kind in ("two", "as many as pay", "all"):
        longer_by = [by for row, by in results if kind in ("all", levels_of(row))]
        reached = sum(by <= SAME for by in longer_by)
        shorter = sum(by < -SAME for by in longer_by)
        share = f"{reached / max(1, len(longer_by)):.2%}"
        lines.append([kind, str(len(longer_by)), str(reached), share, str(shorter)])
    return lines


def main() -> None:
    made = parser(__doc__, "recorded")
    made.add_argument("folder", type=Path, help="of recorded values")
    options = made.parse_args()
    runs = Runs(options.runs)
    results, missed = [], []
    for row in rows_of(options.folder):
        key = f"recorded {row['network']} / {row['args']}"
        found = runs.get(key, lambda row=row: searched(options.folder, row))
        by = found["codelength"] - row["codelength"]
        results.append((row, by))
        if by > SAME:
            lengths = [f"{row['codelength']:.6f}", f"{found['codelength']:.6f}"]
            modules = [f"{row['num_top_modules']}, {row['num_levels']}"]
            modules.append(f"{found['modules']}, {found['levels']}")
            share = f"{by / max(row['codelength'], SAME):+.3%}"
            missed.append([row["network"], row["args"], *lengths, share, *modules])
    write_page(
        options.output,
        "Shortest codes on record",
        "recorded.py",
        [],
        table(["levels", "searches", "reached", "", "shorter"], counts(results)),
        table(
            ["network", "arguments", "recorded", "found", "", "modules, levels", "ours"],
            sorted(missed, key=lambda line: -float(line[4].rstrip("%"))),
        ),
    )


if __name__ == "__main__":
    main()
