"""Options of partition(): what is refused; how a search is watched, limited and interrupted."""

import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import networkx as nx
import numpy as np
import pytest

import infomap_py
from infomap_py import Network, Progress, progress
from infomap_py.errors import OptionError, PartitionError, UnknownOptionError

TRIANGLES = nx.barbell_graph(3, 0)


# What is refused


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"num_trials": 0}, "num_trials=0 is out of range; it must be at least 1"),
        ({"num_trials": 1.0}, "num_trials=1.0 is not an integer"),
        ({"num_trials": True}, "num_trials=True is not an integer"),
        ({"num_trials": "3"}, "num_trials='3' is not an integer"),
        ({"num_threads": 0}, "num_threads=0 is out of range; it must be at least 1"),
        ({"seed": -1}, "seed=-1 is out of range; it must be from 0 to 18446744073709551615"),
        ({"seed": 2**64}, "seed=18446744073709551616 is out of range"),
        ({"seed": None}, "seed=None is not an integer"),
        ({"first_trial": -1}, "first_trial=-1 is out of range"),
        ({"time_limit": 0}, "time_limit=0 is not a positive number of seconds"),
        ({"time_limit": float("nan")}, "time_limit=nan is not a positive number of seconds"),
        ({"time_limit": "1"}, "time_limit='1' is not a number"),
        ({"time_limit": True}, "time_limit=True is not a number"),
        ({"two_level": False}, "two_level=False is not available in this version"),
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
        ({"flow_model": "precomputed"}, "takes the visit rates from node weights, and there are n"),
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
        ("wieght", "Did you mean 'weight'"),
        ("xyz", "The options are weight, directed, "),
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
        "directed": None,
        "flow_model": None,
        "teleportation_probability": 0.15,
        "recorded_teleportation": False,
        "teleport_to": "links",
        "markov_time": 1.5,
        "self_links": True,
        "node_weights_as_flow": False,
        "two_level": True,
        "num_trials": 1,
        "first_trial": 0,
        "time_limit": None,
        "node_weights": None,
        "initial": "given",
    }


# Trials


def test_each_trial_can_be_repeated_by_its_number() -> None:
    graph = nx.gnm_random_graph(60, 150, seed=1)
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


# Progress


def test_a_callable_hears_of_every_trial_in_the_calling_thread() -> None:
    heard: list[tuple[Progress, int]] = []
    partition = infomap_py.partition(
        TRIANGLES,
        num_trials=4,
        num_threads=2,
        progress=lambda now: heard.append((now, threading.get_ident())),
    )
    assert {thread for _, thread in heard} == {threading.get_ident()}
    events = [event for event, _ in heard]
    assert {event.trial for event in events} == {0, 1, 2, 3}
    assert {event.num_trials for event in events} == {4}
    assert max(event.trials_done for event in events) == 4
    assert events[-1].codelength == pytest.approx(partition.codelength, abs=1e-12)


def test_listening_does_not_change_the_result() -> None:
    graph = nx.gnm_random_graph(200, 500, seed=2)
    silent = infomap_py.partition(graph, num_trials=3)
    assert infomap_py.partition(graph, num_trials=3, progress=lambda now: None) == silent


def test_an_error_of_the_callable_ends_the_search() -> None:
    heard = []

    def fail(now: Progress) -> None:
        heard.append(now)
        raise RuntimeError("enough")

    before = threading.active_count()
    with pytest.raises(RuntimeError, match="enough"):
        infomap_py.partition(TRIANGLES, num_trials=10**9, num_threads=2, progress=fail)
    assert len(heard) == 1
    assert threading.active_count() == before


class Terminal:
    """A standard error that claims to be one."""

    def __init__(self) -> None:
        self.text = ""

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> None:
        self.text += text

    def flush(self) -> None:
        pass


def standard_error_as_terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """No fixture: pytest sets its own standard error after those."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    return terminal


def test_a_bar_shows_trials_and_codelength_and_is_wiped_out() -> None:
    tqdm = pytest.importorskip("tqdm")
    terminal = Terminal()
    bar = progress.Bar(terminal)  # type: ignore[arg-type]  # enough of a stream
    bar._bar.delay = bar._bar.mininterval = 0  # draw at once
    for done in (0, 1, 2):
        bar(Progress(trial=done, sweeps=7, codelength=2.5, trials_done=done, num_trials=3))
    bar.close()
    assert " 67%" in terminal.text
    assert "2/3" in terminal.text
    assert "trial 2, 2.500000 bits" in terminal.text
    assert terminal.text.rpartition("\r")[0].rpartition("\r")[2].strip() == ""
    assert not tqdm.tqdm._instances


def test_a_bar_on_a_terminal_is_closed_whatever_happens(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    terminal = standard_error_as_terminal(monkeypatch)
    events = []

    class Bar:
        def __init__(self, stream: object) -> None:
            assert stream is terminal

        def __call__(self, now: Progress) -> None:
            events.append("shown")
            raise RuntimeError("enough")

        def close(self) -> None:
            events.append("closed")

    monkeypatch.setattr(progress, "Bar", Bar)
    with pytest.raises(RuntimeError, match="enough"):
        infomap_py.partition(TRIANGLES, progress=True)
    assert events == ["shown", "closed"]


def test_without_tqdm_there_is_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = standard_error_as_terminal(monkeypatch)
    monkeypatch.setitem(sys.modules, "tqdm", None)
    infomap_py.partition(TRIANGLES, progress=True)
    assert terminal.text == ""


@pytest.mark.parametrize("stream", [None, SimpleNamespace(isatty=lambda: False)])
def test_without_a_terminal_there_is_no_bar(
    monkeypatch: pytest.MonkeyPatch, stream: object
) -> None:
    monkeypatch.setattr(sys, "stderr", stream)
    assert progress.terminal_bar() is None


# Time limit and Ctrl-C


def test_a_time_limit_returns_a_partition_that_says_so() -> None:
    graph = nx.gnm_random_graph(500, 2000, seed=1)
    partition = infomap_py.partition(graph, num_trials=10**9, num_threads=2, time_limit=0.05)
    assert not partition.complete
    assert set(partition) == set(graph)
    assert partition.codelength == infomap_py.codelength(graph, partition)
    assert partition.codelength == min(partition.trial_codelengths.values())
    assert "cut short by the time limit" in repr(partition)


def test_a_limit_that_is_not_reached_changes_nothing() -> None:
    limited = infomap_py.partition(TRIANGLES, num_trials=3, time_limit=3600)
    assert limited.complete
    assert limited == infomap_py.partition(TRIANGLES, num_trials=3)


def test_a_limit_that_has_passed_before_the_search_returns_a_partition() -> None:
    network = Network.from_links([0, 1, 2], [1, 2, 3], nodes="abcd")
    partition = infomap_py.partition(network, num_trials=10**9, time_limit=1e-9)
    assert set(partition) == set("abcd")
    assert not partition.complete


INTERRUPTED = """
    import signal, sys, threading
    import numpy as np
    import infomap_py

    def interrupt(now):
        if not interrupted:
            interrupted.append(now)
            if sys.argv[1] == "from a thread":
                threading.Timer(0.05, signal.raise_signal, [signal.SIGINT]).start()
            else:
                signal.raise_signal(signal.SIGINT)

    interrupted = []
    ends = np.random.default_rng(0).integers(0, 20_000, (2, 100_000))
    try:
        infomap_py.partition(tuple(ends), num_trials=10**9, num_threads=2, progress=interrupt)
    except KeyboardInterrupt:
        print("interrupted,", threading.active_count(), "thread is left")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("moment", ["from a thread", "in the callable"])
def test_ctrl_c_ends_the_search_and_its_threads(moment: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(INTERRUPTED), moment],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout == "interrupted, 1 thread is left\n"
    assert done.stderr == ""


# Imports


def test_importing_the_package_loads_no_other_library_than_numpy() -> None:
    code = textwrap.dedent("""
        import sys, infomap_py
        heavy = {"scipy", "networkx", "pandas", "igraph", "tqdm", "infomap", "matplotlib"}
        print(sorted(heavy & set(sys.modules)), "infomap_communities" in dir(infomap_py))
        infomap_py.infomap_communities
        print("networkx" in sys.modules)
    """)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[] True\nTrue\n"


def test_a_name_that_the_package_has_not_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'infomap_py' has no attribute 'louvain'"):
        infomap_py.louvain  # noqa: B018
