"""What a notebook shows, run by a real kernel: bars while something runs, and results."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import Browser, wanted

import infomap_py

pytestmark = pytest.mark.browser  # of the same extra; required and left out together with pages

HTML = "text/html"
WIDGET = "application/vnd.jupyter.widget-view+json"

SETTING = """
import os, signal, sys, threading, time
import networkx as nx
import infomap_py

graph = nx.gnm_random_graph(60, 150, seed=1)  # a trial takes milliseconds
in_time = {"num_trials": 10**9, "time_limit": 0.7}
pets = ["the cat sat on the mat", "a dog lay on the rug"] * 10_000
all_pairs = {"stop_words": None, "min_llr": 0}

def slowly():
    for k, text in enumerate(pets):  # the first of them tell the language
        if k % 1000 == 0:
            time.sleep(0.03)  # less than a bar, but time and again
        yield text

def left():  # bars that tqdm still has, and that are still shown
    import ipywidgets, tqdm
    widgets = ipywidgets.widgets.widget._instances.values()
    return len(tqdm.tqdm._instances), sum(isinstance(w, ipywidgets.HBox) for w in widgets)
"""

INTERRUPTED = """
threading.Timer(0.7, os.kill, [os.getpid(), signal.SIGINT]).start()
try:
    infomap_py.partition(graph, num_trials=10**9, progress=True)
except KeyboardInterrupt:
    print("interrupted", *left())
"""

INTERRUPTED_AS_IT_IS_DRAWN = """
from tqdm.notebook import tqdm

def draw_and_interrupt(bar, *given, draw=tqdm.display, **looks):
    signal.raise_signal(signal.SIGINT)
    draw(bar, *given, **looks)

tqdm.display, display = draw_and_interrupt, tqdm.display
try:
    infomap_py.partition(graph, num_trials=10**9, progress=True)
except KeyboardInterrupt:
    print("interrupted", *left())
finally:
    tqdm.display = display
"""

FAILING = """
def failing():
    yield from slowly()
    raise RuntimeError("enough")

try:
    infomap_py.cooccurrence(failing(), progress=True, **all_pairs)
except RuntimeError as error:
    print(error, *left())
"""

CELLS = {
    "setting": SETTING,
    "result": "infomap_py.partition(graph, num_trials=2)",
    "words": "infomap_py.cluster_words(pets, **all_pairs)",
    "loaded": "'tqdm' in sys.modules, 'ipywidgets' in sys.modules",
    "bar": "infomap_py.partition(graph, progress=True, **in_time).complete, *left()",
    "bar of trials": "infomap_py.landscape(graph, num_threads=2, progress=True, **in_time)"
    ".num_trials > 0, *left()",
    "bar of texts": "len(infomap_py.cluster_words(slowly(), progress=True, **all_pairs)), *left()",
    "interrupted": INTERRUPTED,
    "interrupted as it is drawn": INTERRUPTED_AS_IT_IS_DRAWN,
    "failing": FAILING,
    "bar of text": "sys.modules['ipywidgets'] = None\n"
    "infomap_py.partition(graph, progress=True, **in_time).complete",
    "no bar": "sys.modules['tqdm'] = None\n"
    "infomap_py.partition(graph, progress=True, **in_time).complete",
}


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, list[Any]]]:
    """What every cell has put out."""
    if wanted() == "none":
        pytest.skip("INFOMAP_PY_BROWSER=none: no notebook is wanted")
    for package in ("ipykernel", "ipywidgets", "tqdm"):
        pytest.importorskip(package, reason=f"{package} is not installed: pip install {package}")
    nbclient = pytest.importorskip("nbclient", reason="nbclient is not installed")
    nbformat = pytest.importorskip("nbformat", reason="nbformat is not installed")
    cells = [nbformat.v4.new_code_cell(source) for source in CELLS.values()]
    notebook = nbformat.v4.new_notebook(cells=cells)
    place = {"metadata": {"path": str(Path(infomap_py.__file__).parents[1])}}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IPYTHONDIR", str(tmp_path_factory.mktemp("ipython")))
        client = nbclient.NotebookClient(
            notebook, kernel_name="python3", timeout=600, allow_errors=True, resources=place
        )
        client.execute()
    yield {name: cell.outputs for name, cell in zip(CELLS, notebook.cells, strict=True)}


def results(outputs: list[Any]) -> list[str]:
    """The text of all but bars."""
    of_streams = [output.text for output in outputs if output.output_type == "stream"]
    of_values = [o.data["text/plain"] for o in outputs if o.output_type == "execute_result"]
    return of_streams + of_values


def has_bar(outputs: list[Any]) -> bool:
    return any(o.output_type == "display_data" and WIDGET in o.data for o in outputs)


def test_nothing_fails(shown: dict[str, list[Any]]) -> None:
    for outputs in shown.values():
        assert [output for output in outputs if output.output_type == "error"] == []


@pytest.mark.parametrize("name", ["result", "words"])
def test_a_result_is_shown_with_its_map_and_nothing_else(
    shown: dict[str, list[Any]], name: str, browser: Browser
) -> None:
    (output,) = shown[name]
    assert output.output_type == "execute_result"
    assert set(output.data) == {"text/plain", HTML}
    browser.open(f"<!DOCTYPE html><meta charset='utf-8'>{output.data[HTML]}")
    assert browser.run("document.querySelector('svg').getBoundingClientRect().width") > 300
    assert browser.run("document.querySelectorAll('svg circle').length") >= 2
    assert (browser.console(), browser.requests()) == ([], [])


def test_without_a_bar_nothing_of_bars_is_loaded(shown: dict[str, list[Any]]) -> None:
    assert results(shown["loaded"]) == ["(False, False)"]


@pytest.mark.parametrize(
    ("name", "result"),
    [
        ("bar", "(False, 0, 0)"),
        ("bar of trials", "(True, 0, 0)"),
        ("bar of texts", "(2, 0, 0)"),
        ("interrupted", "interrupted 0 0\n"),
        ("failing", "enough 0 0\n"),
    ],
)
def test_a_bar_of_widgets_is_shown_and_closed(
    shown: dict[str, list[Any]], name: str, result: str
) -> None:
    assert has_bar(shown[name])
    assert results(shown[name]) == [result]  # and nothing on standard error


def test_a_bar_that_is_interrupted_as_it_is_drawn_is_closed(shown: dict[str, list[Any]]) -> None:
    assert results(shown["interrupted as it is drawn"]) == ["interrupted 0 0\n"]


def test_without_widgets_the_bar_is_text(shown: dict[str, list[Any]]) -> None:
    *drawn, result = results(shown["bar of text"])
    assert not has_bar(shown["bar of text"])
    assert "trial/s, trial " in "".join(drawn)
    assert "".join(drawn).rpartition("\r")[0].rpartition("\r")[2].strip() == ""
    assert result == "False"


def test_without_tqdm_there_is_no_bar(shown: dict[str, list[Any]]) -> None:
    assert results(shown["no bar"]) == ["False"]
    assert len(shown["no bar"]) == 1
