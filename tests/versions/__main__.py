"""make versions: test each combination that has not been tested yet, and print the table."""

import argparse
import json
from pathlib import Path

from versions.combinations import combinations
from versions.suite import ROOT, SHOWN, Suite


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--folder", type=Path, default=ROOT / "build" / "versions")
    parser.add_argument("--only", default="", help="combinations whose name has this in it")
    parser.add_argument("--report", action="store_true", help="the table of what is tested so far")
    parser.add_argument("tests", nargs="*", help="files of tests; by default the whole suite")
    options = parser.parse_args()
    suite = Suite(options.folder)
    kept = suite.folder / "results.jsonl"
    lines = kept.read_text(encoding="utf-8").splitlines() if kept.exists() else []
    results = {line["name"]: line for line in map(json.loads, lines)}
    for combination in combinations(ROOT / "pyproject.toml"):
        known = results.get(combination.name, {})
        holds = (known.get("digest"), known.get("tests")) == (suite.digest, options.tests)
        if holds or options.report or options.only not in combination.name:
            continue
        results[combination.name] = suite.outcome(combination, options.tests)
        print(combination.name, results[combination.name]["ended"], sep=": ", flush=True)
        with kept.open("a", encoding="utf-8") as file:
            print(json.dumps(results[combination.name]), file=file)
    columns = ["name", "python", *SHOWN, "ended"]
    print(*columns, sep=" | ")
    print(*["---"] * len(columns), sep=" | ")
    for line in results.values():
        print(*(line.get(column, "") for column in columns), sep=" | ")


if __name__ == "__main__":
    main()
