"""partition() itself: random graphs and options, against the map equation written once more."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from fuzz.outcomes import promise, quiet
from fuzz.search_twin import TOLERANCE, close, code_of, promise_labels
from hypothesis import given
from hypothesis import strategies as st
from strategies import FLOW_OPTIONS, bipartite_networks, networks

import infomap_py
from infomap_py.errors import OptionError
from infomap_py.network import Network

SEARCH_OPTIONS = st.fixed_dictionaries(
    {"two_level": st.booleans(), "num_trials": st.integers(1, 3), "seed": st.integers(0, 2**64 - 1)}
)
MORE_OPTIONS = st.fixed_dictionaries(
    {},
    optional={
        "entropy_corrected": st.booleans(),
        "preferred_number_of_modules": st.integers(1, 5),
        "min_module_size": st.integers(1, 3),
        "metadata": st.lists(st.sampled_from(["a", "b", None]), min_size=8, max_size=8),
        "metadata_rate": st.floats(0.0, 2.0),
        "metadata_weighted": st.booleans(),
        "time_limit": st.just(1000.0),
    },
)
FLOWS = st.one_of(
    st.sampled_from(FLOW_OPTIONS).map(asdict),
    st.fixed_dictionaries(
        {},
        optional={
            "markov_time": st.floats(0.1, 5.0),
            "teleportation_probability": st.floats(0.0, 0.9),
            "recorded_teleportation": st.booleans(),
            "self_links": st.booleans(),
        },
    ),
)


@given(st.one_of(networks(), bipartite_networks()), FLOWS, SEARCH_OPTIONS, MORE_OPTIONS)
def partitions(
    network: Network, flow: dict[str, Any], search: dict[str, Any], more: dict[str, Any]
) -> None:
    """A search gives modules that are numbered as promised, at the codelength that they have."""
    if "metadata" in more:
        more = {**more, "metadata": more["metadata"][: network.num_nodes]}
    options = {**{name: value for name, value in flow.items() if value is not None}, **more}
    with quiet():
        try:
            found = infomap_py.partition(network, **options, **search)
            again = infomap_py.partition(
                network, **options, **search, num_threads=1 + search["seed"] % 2
            )
        except OptionError:
            return  # options that contradict each other
        scored = infomap_py.codelength(network, found, **_coding(options))
    promise(found == again and found.codelength == again.codelength, "other modules", search)
    promise(close(scored, found.codelength), "scored", scored, "found", found.codelength)
    promise_labels(found)
    if not {"entropy_corrected", "preferred_number_of_modules", "metadata"} & set(more):
        bits = code_of(found)
        promise(close(bits, found.codelength), "by hand", bits, "found", found.codelength)
        if search["num_trials"] and more.get("min_module_size", 1) == 1:
            one = found.one_level_codelength
            promise(found.codelength <= one + TOLERANCE, found.codelength, "is more than", one)


def _coding(options: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in options.items() if k not in ("min_module_size", "time_limit")}


def search(content: bytes) -> bool:
    """Bytes as the choices of the property."""
    return partitions.hypothesis.fuzz_one_input(content) is not None  # type: ignore[attr-defined]


TARGETS = {"partition": search}
