"""Which mutants are tested: all of the delta, the move and the recomputation; of the rest a sample.

The sample is the first ``count`` that compile, in an order that a seed gives; it changes little
where the core changes little.
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from mutation.sites import Mutant, mutants_of

DELTA = "lay_down take_logarithms term_of rates_of rates_after delta"
DELTA += " book book_of_module teleport_exit teleport_enter enter_of"
MOVE = "move shift vacate empty"
RECOMPUTATION = "recompute sum_rates sum_terms separate separate_nodes codelength"

# What is coded besides the map equation answers to the same verbs.
WHOLE = {
    "map_equation.pyx": f"{DELTA} {MOVE} {RECOMPUTATION}",
    "combined.pyx": "delta move vacate recompute separate codelength",
    "module_count.pyx": "add_delta more parameters amiss bits move recompute separate",
    "shares.pyx": "add_delta leaving joining join move vacate recompute separate clear codelength",
    "share_table.pyx": "key_of place find add take free clear sum_plogp",
    "singles.pyx": "add_delta saved join move vacate recompute separate codelength",
}


def all_mutants(core: Path) -> list[Mutant]:
    """Of every file of the core."""
    paths = sorted([*core.glob("*.pyx"), *core.glob("*.pxd")])
    return [mutant for path in paths for mutant in mutants_of(path)]


def selected(core: Path, seed: int) -> tuple[list[Mutant], list[Mutant]]:
    """Those that are all tested, and the rest in the order in which they are drawn."""
    whole, rest = [], []
    for mutant in all_mutants(core):
        functions = WHOLE.get(mutant.path.name, "").split()
        (whole if mutant.function in functions else rest).append(mutant)
    return whole, drawn(rest, seed)


def drawn(mutants: Iterable[Mutant], seed: int) -> list[Mutant]:
    """The same mutants in the order of this seed."""
    return sorted(
        mutants, key=lambda m: hashlib.sha256(f"{seed} {m.name} {m.replacement}".encode()).digest()
    )
