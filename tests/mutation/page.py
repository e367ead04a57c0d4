"""benchmarks/results/mutants.md: how many mutants were killed, and why the others were not."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from report import provenance, table

from mutation.selection import WHOLE
from mutation.sites import Mutant
from mutation.survivors import explanations

Tested = list[tuple[Mutant, dict[str, Any]]]


def write_page(path: Path, tested: Tested, untested: int, num_rest: int) -> tuple[float, int]:
    """The share of mutants that were killed, and the number of survivors without explanation;
    ``untested`` of those of the delta, the move and the recomputation are not tested yet."""
    counted = [(m, result) for m, result in tested if result["verdict"] != "not built"]
    survivors = [m for m, result in counted if result["verdict"] == "survived"]
    why = explanations()
    lines, unexplained = [], 0
    for m in sorted(survivors, key=lambda m: (m.path.name, m.line, m.column)):
        reason = why.get(m.key, "")
        unexplained += not reason
        place = f"`{m.name}`, {m.function or 'the module'}: `{m.becomes}`"
        lines.append(f"- {place}. {reason or '**Not explained.**'}")
    killed = 1.0 - len(survivors) / max(1, len(counted))
    seconds = sum(r["build_seconds"] + r.get("test_seconds", 0.0) for _, r in tested)
    whole = [(m, r) for m, r in counted if _is_whole(m)]
    parts = [
        "# Mutants of the core",
        "A mutant is the core with one mistake in it; the tests of its file have to notice. "
        "`tests/mutation` says how; `make mutants` makes this page. "
        + (f"{len(whole):,}, but for {untested} not tested yet," if untested else "All")
        + f" mutants of the delta, the move and the recomputation, and {len(counted) - len(whole)} "
        f"of the {num_rest:,} of the rest, drawn by seed.",
        provenance("cython", "hypothesis"),
        f"Killed: {killed:.1%} of {len(counted):,}; {len(tested) - len(counted)} that do not "
        f"compile are not counted. All took {seconds / 60:,.0f} minutes of CPU time, "
        f"{seconds / max(1, len(tested)):.1f} seconds each.",
        _counts("mistake", ((m.operator, r) for m, r in counted)),
        _counts("function", _by_name((f"{m.path.stem}, {m.function}", r) for m, r in whole)),
        _counts("file", _by_name((m.path.name, r) for m, r in counted)),
        f"## Survivors\n\n{len(survivors)}, of which {unexplained} are not explained.",
        "\n".join(lines),
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n\n".join(part for part in parts if part) + "\n", encoding="utf-8")
    print(f"{parts[3]}\n{path}")
    return killed, unexplained


def _is_whole(mutant: Mutant) -> bool:
    return mutant.function in WHOLE.get(mutant.path.name, "").split()


def _by_name(named: Iterable[tuple[str, dict[str, Any]]]) -> list[tuple[str, dict[str, Any]]]:
    return sorted(named, key=lambda pair: pair[0])


def _counts(heading: str, named: Iterable[tuple[str, dict[str, Any]]]) -> str:
    """How many there are of each name, and how many of them were killed."""
    of, killed = Counter[str](), Counter[str]()
    for name, result in named:
        of[name] += 1
        killed[name] += result["verdict"] == "killed"
    rows = [[name, str(of[name]), str(killed[name]), str(of[name] - killed[name])] for name in of]
    return table([heading, "mutants", "killed", "survived"], rows)
