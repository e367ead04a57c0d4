"""What made a partition, and what came of it, as all files tell it; and the same read back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from math import isfinite
from typing import TYPE_CHECKING, Any

import numpy as np

from infomap_py.labels import label_text
from infomap_py.line_graph import graph_of
from infomap_py.output_files import one_line

if TYPE_CHECKING:
    from infomap_py.partition import Partition


def provenance(partition: Partition) -> dict[str, Any]:
    """What made the partition: enough to make it again."""
    return {
        "infomap_py": partition.version,
        "input": partition.network.source,
        "network": repr(partition.network),
        **_recipe(partition),
        "options": {name: plain(value) for name, value in partition.options.items()},
        "seed": partition.seed,
        "trial": partition.trial,
        "complete": partition.complete,
    }


def _recipe(partition: Partition) -> dict[str, Any]:
    """Of a network that was made of words, the options that made it."""
    recipe = getattr(graph_of(partition.network), "recipe", None)
    return {"recipe": {name: plain(value) for name, value in recipe.items()}} if recipe else {}


def measures(partition: Partition) -> dict[str, Any]:
    """What came of it."""
    of_levels = {
        "num_levels": partition.num_levels,
        "codelength_by_level": list(partition.codelength_by_level),
    }
    return {
        "codelength": partition.codelength,
        "index_codelength": partition.index_codelength,
        "module_codelength": partition.module_codelength,
        "one_level_codelength": partition.one_level_codelength,
        "num_modules": partition.num_modules,
        **(of_levels if is_hierarchy(partition) else {}),
    }


def heading(partition: Partition) -> Iterator[str]:
    """Both, as comments."""
    facts = {**provenance(partition), **measures(partition)}
    for name in {"recipe", "options"} & facts.keys():
        facts[name] = ", ".join(f"{k}={v!r}" for k, v in facts[name].items())
    for name, fact in facts.items():
        yield f"# {one_line(f'{name}: {fact}')}\n"


def description(partition: Partition) -> str:
    """The same as a text without marks of comments."""
    return "".join(line.removeprefix("# ") for line in heading(partition))


def facts_in(lines: Iterable[str]) -> dict[str, Any]:
    """What the lines of a :func:`description` say, as text but for the options; of lines that
    something else wrote, nothing."""
    facts: dict[str, Any] = dict(re.findall(r"^(\w+): (.*)$", "\n".join(lines), re.MULTILINE))
    if "infomap_py" not in facts:
        return {}
    return {**facts, "options": _options_in(facts.get("options", ""))}


def _options_in(text: str) -> dict[str, Any]:
    import ast  # 1 ms, which those who only write do without

    try:
        call = ast.parse(f"options({text})", mode="eval").body
        given = call.keywords if isinstance(call, ast.Call) else []
        return {option.arg: ast.literal_eval(option.value) for option in given if option.arg}
    except (SyntaxError, ValueError, TypeError, RecursionError, MemoryError):
        return {}


def is_hierarchy(partition: Partition) -> bool:
    """Whether there are modules in modules."""
    return partition.num_levels > 2


def plain(value: object) -> object:
    """The value as JSON can hold it."""
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float):
        return value if isfinite(value) else str(value)
    return value if isinstance(value, str | int) or value is None else label_text(value)
