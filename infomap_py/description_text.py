"""The description of a network as a person reads it: a line per matter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from infomap_py.errors import counted
from infomap_py.labels import label_text
from infomap_py.output_files import one_line
from infomap_py.text_width import cut_to_width

if TYPE_CHECKING:
    from infomap_py.network_description import Components, NetworkDescription, Spread

LABEL_SHOWN = 24  # columns


def text_of(description: NetworkDescription) -> str:
    """See :class:`infomap_py.network_description.NetworkDescription`."""
    _, _, facts = description.network.removesuffix(")").partition("(")
    heading = f"{one_line(description.source) or 'a network'}: {facts}"
    return "\n".join([heading, *(f"{name:<12} {text}" for name, text in _lines(description))])


def _lines(description: NetworkDescription) -> Iterator[tuple[str, str]]:
    if description.read_as:
        yield "read as", _reading(description)
    yield "direction", description.direction
    teleporting = ", teleporting with probability 0.15" if description.directed else ""
    yield "walk", description.flow_model + teleporting
    if description.num_physical is not None:
        yield "states", _states(description)
    if description.sides is not None:
        yield "sides", "{:,} primary nodes, {:,} features".format(*description.sides)
    yield "links", _links(description)
    yield "weights", _weights(description)
    if description.in_degree is not None and description.out_degree is not None:
        yield "in-degrees", _spread(description.in_degree)
        yield "out-degrees", _spread(description.out_degree)
    else:
        yield "degrees", _spread(description.degree)
    if description.hubs:
        names = [cut_to_width(one_line(label_text(u)), LABEL_SHOWN) for u, _ in description.hubs]
        hubs = zip(names, (degree for _, degree in description.hubs), strict=True)
        yield "hubs", ", ".join(f"{name} {degree:,}" for name, degree in hubs)
    yield "components", _components(description.components)
    if description.strong_components is not None:
        yield "strong ones", _components(description.strong_components)
    yield "isolated", counted(description.num_isolated, _noun(description))


def _noun(description: NetworkDescription) -> str:
    return "node" if description.num_physical is None else "state"


def _reading(description: NetworkDescription) -> str:
    facts = description.read_as
    if facts["format"] != "link list":
        return f"a {facts['format']} file"
    return f"a link list separated by {facts['separator']}, {facts.get('header', 'no header')}"


def _states(description: NetworkDescription) -> str:
    mean = description.num_nodes / max(1, description.num_physical or 0)
    return f"{description.num_nodes:,}, {mean:.3g} of each node in the mean"


def _links(description: NetworkDescription) -> str:
    text = (
        f"{description.num_links:,}, density {description.density:.4g}; "
        f"{counted(description.num_self_links, 'self-link')}"
    )
    if description.num_parallel is not None:
        parallel = description.num_parallel
        text += f"; {counted(parallel, 'parallel link')}{', summed with others' * (parallel > 0)}"
    if description.reciprocity is not None:
        text += f"; {100 * description.reciprocity:.1f} % have one back"
    return text


def _weights(description: NetworkDescription) -> str:
    weights = description.weights
    if weights is None:
        return "none: every link counts 1"
    zero = f"{weights.num_zero:,} are 0" if weights.num_zero else "none is 0"
    return (
        f"{weights.min:.6g} to {weights.max:.6g}, median {weights.median:.6g}, mean "
        f"{weights.mean:.3g}, deviation {weights.deviation:.3g}, sum {weights.sum:.6g}; {zero}"
    )


def _spread(spread: Spread) -> str:
    return (
        f"{spread.min:,.0f} to {spread.max:,.0f}, median {spread.median:,.6g}, mean "
        f"{spread.mean:.3g}"
    )


def _components(components: Components) -> str:
    if components.number <= 1:
        return str(components.number)
    largest = ", ".join(f"{size:,}" for size in components.largest)
    more = ", ..." if components.number > len(components.largest) else ""
    return f"{components.number:,}; the largest {largest}{more}"
