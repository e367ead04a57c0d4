"""Options of partition(): what is refused, and what is told."""

import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import networkx as nx
import numpy as np
import pytest

import infomap_py
from infomap_py.errors import OptionError, PartitionError, UnknownOptionError

TRIANGLES = nx.barbell_graph(3, 0)
SECOND = np.timedelta64(1, "s")  # which numpy 1 and 2 write differently


# What is refused


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"num_trials": 0}, "num_trials=0 is out of range; it must be at least 1"),
        ({"num_trials": 1.0}, "num_trials=1.0 is not an integer"),
        ({"num_trials": True}, "num_trials=True is not an integer"),
        ({"num_trials": "3"}, "num_trials='3' is not an integer"),
        ({"num_threads": 0}, "num_threads=0 is out of range; it must be at least 1"),
        ({"min_module_size": 0}, "min_module_size=0 is out of range; it must be at least 1"),
        ({"min_module_size": 2, "two_level": False}, "Leave it out, or two_level=False"),
        ({"min_module_size": 2.5}, "min_module_size=2.5 is not an integer"),
        ({"seed": -1}, "seed=-1 is out of range; it must be from 0 to 18446744073709551615"),
        ({"seed": 2**64}, "seed=18446744073709551616 is out of range"),
        ({"seed": None}, "seed=None is not an integer"),
        ({"first_trial": -1}, "first_trial=-1 is out of range"),
        ({"time_limit": 0}, "time_limit=0 is not a positive number of seconds"),
        ({"time_limit": float("nan")}, "time_limit=nan is not a positive number of seconds"),
        ({"time_limit": "1"}, "time_limit='1' is not a number"),
        ({"time_limit": True}, "time_limit=True is not a number"),
        ({"two_level": 1}, "two_level=1 is neither True nor False"),
        ({"two_level": "yes"}, "two_level='yes' is neither True nor False"),
        ({"directed": 1}, "directed=1 is neither True nor False"),
        ({"directed": "no"}, "directed='no' is neither True nor False"),
        ({"progress": 1}, "progress=1 is neither True, False nor a callable"),
        ({"progress": None}, "progress=None is neither True, False nor a callable"),
        ({"flow_model": "Directed"}, "flow_model='Directed' is none of undirected, directed, und"),
        ({"flow_model": "directed", "directed": False}, "'directed' contradicts directed=False"),
        ({"flow_model": "undirected", "directed": True}, "'undirected' contradicts directed=True"),
        ({"teleportation_probability": 1}, r"teleportation_probability=1 is not in \[0, 1\); at 1"),
        ({"teleportation_probability": -0.1}, r"teleportation_probability=-0.1 is not in \[0, 1\)"),
        ({"teleportation_probability": float("nan")}, r"teleportation_probability=nan is not i"),
        ({"teleportation_probability": "x"}, "teleportation_probability='x' is not a number"),
        ({"teleport_to": "link"}, "teleport_to='link' is neither 'links' nor 'nodes'"),
        ({"markov_time": 0.0}, "markov_time=0.0 is not a positive finite number"),
        ({"markov_time": float("inf")}, "markov_time=inf is not a positive finite number"),
        ({"entropy_corrected": 1}, "entropy_corrected=1 is neither True nor False"),
        ({"entropy_correction_strength": -1}, "entropy_correction_strength=-1 is not a finite num"),
        ({"preferred_number_of_modules": 0}, "preferred_number_of_modules=0 is out of range"),
        ({"preferred_number_of_modules": 2.5}, "preferred_number_of_modules=2.5 is not an integer"),
        ({"metadata_rate": float("inf")}, "metadata_rate=inf is not a finite number of at least 0"),
        ({"metadata_rate": "1"}, "metadata_rate='1' is not a number"),
        ({"metadata_weighted": None}, "metadata_weighted=None is neither True nor False"),
        ({"flow_model": "precomputed"}, "takes the visit rates from node weights, and there are n"),
        ({"regularized": 1}, "regularized=1 is neither True nor False"),
        ({"regularization_strength": -1}, "regularization_strength=-1 is not a finite number of 0"),
        ({"regularized": True, "flow_model": "rawdir"}, "regularized=True contradicts flow_model="),
        ({"regularized": True, "teleport_to": "nodes"}, "regularized=True contradicts teleport_to"),
        ({"variable_markov_time": "no"}, "variable_markov_time='no' is neither True nor False"),
        ({"variable_markov_damping": 1.5}, r"variable_markov_damping=1.5 is not in \[0, 1\]: 0 sc"),
        ({"variable_markov_damping": float("nan")}, r"variable_markov_damping=nan is not in \[0,"),
        ({"variable_markov_min_scale": -1}, "variable_markov_min_scale=-1 is not a positive finit"),
        ({"adjust_bipartite_flow": None}, "adjust_bipartite_flow=None is neither True nor False"),
        ({"bipartite_teleportation": 2}, "bipartite_teleportation=2 is neither True nor False"),
        ({"bipartite_teleportation": True, "regularized": True}, "contradicts regularized=True"),
        ({"bipartite_teleportation": True, "directed": False}, "contradicts directed=False"),
        ({"bipartite_teleportation": True, "flow_model": "rawdir"}, "contradicts flow_model='raw"),
        ({"bipartite_teleportation": True, "adjust_bipartite_flow": False}, "contradicts adjust"),
        ({"bipartite_teleportation": True}, "is for bipartite networks of one-way links, and this"),
        ({"markov_time": 10**400}, r"markov_time is above 1.8e\+308, the largest float; give less"),
        ({"min_weight": Fraction(10**400)}, r"min_weight is above 1.8e\+308, the largest float"),
        ({"markov_time": SECOND}, re.escape(f"markov_time={SECOND!r} is not")),
        ({"seed": SECOND}, re.escape(f"seed={SECOND!r} is not an integer")),
        ({"flow_model": np.array(["directed"] * 2)}, "flow_model=array.* is none of undirected,"),
        ({"teleport_to": np.array(["links"] * 2)}, "teleport_to=array.* is neither 'links' nor"),
        ({"bipartite": False}, "bipartite=False is neither a collection of nodes nor True for a n"),
        ({"bipartite": "event"}, "bipartite='event' is neither a collection of nodes nor True"),
    ],
)  # fmt: skip
def test_a_value_out_of_range_is_named_with_the_rule(options: dict[str, Any], message: str) -> None:
    with pytest.raises(OptionError, match=message):
        infomap_py.partition(TRIANGLES, **options)


@pytest.mark.parametrize(
    "options",
    [
        {"num_trials": np.int64(2), "seed": np.uint64(2**64 - 1), "first_trial": np.int8(3)},
        {"time_limit": float("inf"), "num_threads": 100},
        {"teleportation_probability": np.float32(0.25), "markov_time": 1},
    ],
)
def test_numbers_of_numpy_are_numbers(options: dict[str, Any]) -> None:
    assert infomap_py.partition(TRIANGLES, **options).num_modules == 2


@pytest.mark.parametrize("function", [infomap_py.partition, infomap_py.codelength])
@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("markov_tme", "Did you mean 'markov_time'"),
        ("node_weight", "Did you mean 'node_weights'"),
        ("weigh", "Did you mean 'weight'"),
        ("xyz", "The options are weight, "),
    ],
)
def test_an_unknown_option_is_refused_with_the_nearest(
    function: Callable[..., Any], name: str, hint: str
) -> None:
    arguments = [TRIANGLES] if function is infomap_py.partition else [TRIANGLES, [set(range(6))]]
    with pytest.raises(UnknownOptionError, match=f"has no option '{name}'. {hint}"):
        function(*arguments, **{name: 1})


def test_an_unknown_option_is_a_type_error_as_python_has_it() -> None:
    assert issubclass(UnknownOptionError, TypeError)
    assert issubclass(OptionError, ValueError)


def test_an_initial_partition_of_other_nodes_is_refused() -> None:
    with pytest.raises(PartitionError, match="node 5 is in no module"):
        infomap_py.partition(TRIANGLES, initial=[{0, 1, 2}, {3, 4}])


def test_options_are_told_as_given_and_by_default() -> None:
    partition = infomap_py.partition(TRIANGLES, markov_time=1.5, initial=[set(range(6))])
    assert partition.options == {
        "weight": "weight",
        "min_weight": 0.0,
        "directed": None,
        "flow_model": None,
        "teleportation_probability": 0.15,
        "recorded_teleportation": False,
        "teleport_to": "links",
        "markov_time": 1.5,
        "self_links": True,
        "node_weights_as_flow": False,
        "regularized": False,
        "regularization_strength": 1.0,
        "variable_markov_time": False,
        "variable_markov_damping": 1.0,
        "variable_markov_min_scale": 1.0,
        "adjust_bipartite_flow": True,
        "bipartite_teleportation": False,
        "entropy_corrected": False,
        "entropy_correction_strength": 1.0,
        "preferred_number_of_modules": None,
        "metadata": None,
        "metadata_rate": 1.0,
        "metadata_weighted": True,
        "two_level": True,
        "num_trials": 1,
        "first_trial": 0,
        "min_module_size": 1,
        "time_limit": None,
        "node_weights": None,
        "bipartite": None,
        "overlapping": False,
        "initial": "given",
        "fixed": None,
    }


# Trials


def test_each_trial_can_be_repeated_by_its_number() -> None:
    graph = nx.gnm_random_graph(300, 700, seed=1)
    several = infomap_py.partition(graph, num_trials=5, first_trial=2, seed=9)
    assert list(several.trial_codelengths) == [2, 3, 4, 5, 6]
    alone = {
        trial: infomap_py.partition(graph, first_trial=trial, seed=9).codelength
        for trial in several.trial_codelengths
    }
    assert several.trial_codelengths == alone
    assert len(set(alone.values())) > 1


def test_of_equal_trials_the_earliest_wins() -> None:
    partition = infomap_py.partition(TRIANGLES, num_trials=6, num_threads=3, first_trial=4)
    assert len(set(partition.trial_codelengths.values())) == 1
    assert partition.trial == 4


@pytest.mark.parametrize("function", ["landscape", "resolution_scan"])
def test_functions_that_pass_options_on_refuse_them_before_they_read(function: str) -> None:
    call = getattr(infomap_py, function)
    with pytest.raises(UnknownOptionError, match=rf"{function}\(\) has .* Did you mean 'first_tri"):
        call("no such file", first_tial=2)
    with pytest.raises(
        OptionError, match=r"progress=3 is neither True|no option 'progress': a scan"
    ):
        call("no such file", progress=3)
    with pytest.raises(OptionError, match=rf"{function}\(\) has no option 'two_level'"):
        call("no such file", two_level=False)
