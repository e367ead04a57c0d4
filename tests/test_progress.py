"""How a running search is watched, limited and interrupted."""

import subprocess
import sys
import textwrap
import threading
from functools import partialmethod
from types import SimpleNamespace

import networkx as nx
import pytest

import infomap_py
from infomap_py import Network, Progress, progress
from infomap_py.bars import in_notebook

TRIANGLES = nx.barbell_graph(3, 0)


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


def test_a_bar_shows_trials_and_codelength_and_is_wiped_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tqdm = pytest.importorskip("tqdm")
    terminal = Terminal()
    monkeypatch.setattr(tqdm.tqdm, "__init__", partialmethod(tqdm.tqdm.__init__, mininterval=0))
    bar = progress.Bar(terminal)  # type: ignore[arg-type]  # enough of a stream
    bar._begun -= 1.0  # what is short is not shown
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
def test_without_a_terminal_or_a_notebook_there_is_no_bar(
    monkeypatch: pytest.MonkeyPatch, stream: object
) -> None:
    monkeypatch.setattr(sys, "stderr", stream)
    with progress.listening(True) as listener:
        assert listener is None


@pytest.mark.parametrize(
    ("module", "notebook"),
    [
        (None, False),
        (SimpleNamespace(), False),  # while it is imported
        (SimpleNamespace(get_ipython=lambda: None), False),  # imported by a script
        (SimpleNamespace(get_ipython=lambda: SimpleNamespace()), False),  # on a terminal
        (SimpleNamespace(get_ipython=lambda: SimpleNamespace(kernel=object())), True),
    ],
)
def test_a_notebook_is_known_by_the_kernel(
    monkeypatch: pytest.MonkeyPatch, module: object, notebook: bool
) -> None:
    monkeypatch.setitem(sys.modules, "IPython", module)
    assert in_notebook() == notebook


# Time limit and Ctrl-C


def test_a_time_limit_returns_a_partition_that_says_so() -> None:
    graph = nx.gnm_random_graph(500, 2000, seed=1)
    partition = infomap_py.partition(graph, num_trials=10**9, num_threads=2, time_limit=0.05)
    assert not partition.complete
    assert set(partition) == set(graph)
    assert partition.codelength == infomap_py.codelength(graph, partition)
    assert partition.codelength <= min(partition.trial_codelengths.values())
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
    import signal, sys, threading, time
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
        for _ in range(100):  # the workers end with the kernels that they are in
            if threading.active_count() > 1:
                time.sleep(0.05)
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
