"""What users may rely on, as text: a line for each name of the package, its parameters and options.

    PYTHONPATH=. python tests/public_names.py > tests/public_names.txt

is how ``tests/public_names.txt`` is written anew when names are added. What a change of any other
kind asks for stands in docs/versioning.md.
"""

import inspect
from collections.abc import Iterator
from typing import Any

import infomap_py
from infomap_py.arguments import parsers


def lines() -> Iterator[str]:
    """All of them, in order."""
    for name in sorted(infomap_py.__all__):
        value = getattr(infomap_py, name)
        if inspect.ismodule(value):
            yield from (f"{name}.{line}" for line in errors(value))
        elif inspect.isclass(value):
            yield name
            yield from (f"{name}.{line}" for line in members(value))
        else:
            yield f"{name}{parameters(value)}"
    for command, parser in sorted(parsers()[1].items()):
        for action in parser._actions:
            yield f"infomap-py {command} {'/'.join(action.option_strings) or action.dest}"


def errors(module: Any) -> Iterator[str]:
    """The errors with their bases: what an ``except`` clause may name."""
    for name, value in sorted(vars(module).items()):
        if inspect.isclass(value) and value.__module__ == module.__name__:
            yield f"{name}({', '.join(base.__name__ for base in value.__bases__)})"


def members(class_: type) -> Iterator[str]:
    """Methods with their parameters, and attributes."""
    for name in sorted(set(dir(class_)) | set(getattr(class_, "__annotations__", ()))):
        if not name.startswith("_"):
            yield f"{name}{parameters(getattr(class_, name, None))}"


def parameters(value: Any) -> str:
    """Names and kinds, and whether they have a default; nothing of what cannot be called."""
    if not callable(value):
        return ""
    found = []
    kind = None
    for parameter in inspect.signature(value).parameters.values():
        if parameter.kind is parameter.KEYWORD_ONLY and kind not in (
            parameter.KEYWORD_ONLY,
            parameter.VAR_POSITIONAL,
        ):
            found.append("*")
        kind = parameter.kind
        stars = {parameter.VAR_POSITIONAL: "*", parameter.VAR_KEYWORD: "**"}.get(kind, "")
        default = "" if parameter.default is parameter.empty else "=..."
        found.append(f"{stars}{parameter.name}{default}")
    return f"({', '.join(found)})"


if __name__ == "__main__":
    print(*lines(), sep="\n")
