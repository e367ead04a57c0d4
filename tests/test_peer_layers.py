"""States and visit rates against the reference program, live, on random layers and states."""

import io
from collections.abc import Iterable
from typing import Any

import numpy as np
import pytest

from infomap_py.flow import flow_of
from infomap_py.options import FlowOptions, MultilayerOptions
from infomap_py.readers import read_network
from infomap_py.state_network import StateNetwork

infomap = pytest.importorskip("infomap")

pytestmark = pytest.mark.peer

RELAXED: dict[str, dict[str, Any]] = {
    "relaxed": {},
    "rate 0.5": {"multilayer_relax_rate": 0.5},
    "rate 0": {"multilayer_relax_rate": 0.0},
    "limit 2": {"multilayer_relax_limit": 2},
    "limit 3, 1 up": {"multilayer_relax_limit": 3, "multilayer_relax_limit_up": 1},
    "limit 0 down": {"multilayer_relax_limit_down": 0},
    "similarity": {"multilayer_relax_by_jsd": True},
    "similarity, limit 2": {"multilayer_relax_by_jsd": True, "multilayer_relax_limit": 2},
    "own copies": {"multilayer_relax_to_self": True},
    "own copies, limit 1": {"multilayer_relax_to_self": True, "multilayer_relax_limit": 1},
}


def lines(heading: str, rows: Iterable[Iterable[float]]) -> str:
    return "\n".join([heading, *(" ".join(f"{value:g}" for value in row) for row in rows), ""])


def random_layers(seed: int) -> str:
    """Parallel links, self-links and dead ends, in layers with gaps between their ids."""
    random = np.random.default_rng(seed)
    count = int(random.integers(1, 30))
    layers = random.choice(9, 4, replace=False)[random.integers(4, size=count)]
    nodes = random.integers(int(random.integers(2, 8)), size=(2, count))
    return lines("*Intra", zip(layers, *nodes, random.choice([0.5, 1, 3], count), strict=True))


def random_inter(seed: int) -> str:
    random = np.random.default_rng(seed)
    hops = [
        (*random.choice(9, 2, replace=False), random.integers(8), random.choice([0.5, 2]))
        for _ in range(random.integers(1, 10))
    ]
    return lines("*Inter", [(here, node, there, weight) for here, there, node, weight in hops])


def random_states(seed: int) -> str:
    random = np.random.default_rng(seed)
    count = int(random.integers(1, 12))
    ids = random.permutation(20)[:count]
    states = lines("*States", zip(ids, random.integers(1, 6, size=count), strict=True))
    links = random.choice(ids, (30, 2))
    return states + lines("*Links", zip(*links.T, random.choice([1, 2.5], 30), strict=True))


def reference(text: str, path: Any, **options: Any) -> list[tuple[int, tuple[int, int], float]]:
    """The id of every state, ascending, its (layer, node) and its visit rate."""
    path.write_text(text)
    program = infomap.Infomap(
        options={"silent": True, "no_infomap": True, "num_threads": 1, **options}
    )
    program.read_file(str(path))
    states = program.run().nodes(states=True)
    return sorted((state.state_id, (state.layer_id, state.node_id), state.flow) for state in states)


def assert_the_same(text: str, path: Any, directed: bool, **options: Any) -> None:
    network = read_network(
        io.BytesIO(text.encode()), directed=directed, multilayer=MultilayerOptions(**options)
    )
    assert isinstance(network, StateNetwork)
    model = "directed" if directed else "undirected"
    visits = flow_of(network, FlowOptions(flow_model=model)).node_flow.tolist()
    ids, pairs, flows = zip(*reference(text, path, directed=directed, **options), strict=True)
    if network.layers is not None:
        assert list(network.nodes) == list(pairs)
        assert visits == pytest.approx(flows, rel=0, abs=1e-9)
    else:
        by_id = dict(zip(ids, flows, strict=True))
        assert dict(zip(network.nodes, visits, strict=True)) == pytest.approx(
            by_id, rel=0, abs=1e-9
        )


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("name", RELAXED)
def test_the_reference_agrees_on_relaxed_walks(name, directed, seed, tmp_path) -> None:
    text = random_layers(seed)
    assert_the_same(text, tmp_path / "layers.net", directed, **RELAXED[name])


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("directed", [False, True])
def test_the_reference_agrees_on_links_between_layers(directed, seed, tmp_path) -> None:
    text = random_layers(seed) + random_inter(seed)
    assert_the_same(text, tmp_path / "layers.net", directed)


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("directed", [False, True])
def test_the_reference_agrees_on_networks_of_states(directed, seed, tmp_path) -> None:
    assert_the_same(random_states(seed), tmp_path / "states.net", directed)
