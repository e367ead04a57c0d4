"""Reports for tests in a browser, and what opens them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from browser import Browser

import infomap_py

HOSTILE = (
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(2)>",
    "\"><b onmouseover='alert(3)'>",
    "{{data}}",
    "$x_1$ & &amp;",
    "two\nlines\u2028here",
    "\u0634\u0628\u0643\u0629",  # "network" in Arabic
    "\u202egnp.exe",  # what follows is written from right to left
    "\U0001f469\u200d\U0001f52c",
    "\u7f51\u7edc",
    "half a pair \ud800",
    "long " * 2000,
    "",
)
DISCS = "[...document.querySelectorAll('.disc')]"
FOCUS = "document.activeElement"
OPENED = "document.querySelector('#discs:not([aria-busy])') && location.hash"


def of_lesmis() -> infomap_py.Partition:
    return infomap_py.partition(nx.les_miserables_graph(), num_trials=5)


def of_cliques() -> infomap_py.Partition:
    """27 cliques of 5, in nines and threes: three levels, whose nodes have names like "2.0.1.4"."""
    graph = nx.Graph()
    for a, b, c in [(a, b, c) for a in range(3) for b in range(3) for c in range(3)]:
        names = [f"{a}.{b}.{c}.{d}" for d in range(5)]
        graph.add_weighted_edges_from((u, v, 8.0) for u in names for v in names if u < v)
        graph.add_edge(names[0], f"{a}.{b}.{(c + 1) % 3}.1", weight=8.0)
        graph.add_edge(names[2], f"{a}.{(b + 1) % 3}.{c}.3", weight=0.5)
        graph.add_edge(names[4], f"{(a + 1) % 3}.{b}.{c}.4", weight=0.01)
    return infomap_py.partition(graph, two_level=False, num_trials=5)


def of_hostile_labels() -> infomap_py.Partition:
    """A ring of triangles, one hostile node in each."""
    graph = nx.Graph()
    for k, label in enumerate(HOSTILE):
        graph.add_edges_from([(label, f"a{k}"), (label, f"b{k}"), (f"a{k}", f"b{k}")])
        graph.add_edge(f"b{k}", f"a{(k + 1) % len(HOSTILE)}", weight=0.1)
    return infomap_py.partition(graph)


@pytest.fixture(scope="session", name="pages")
def written_pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    names = ("lesmis", "cliques", "hostile", "alluvial", "few")
    pages = {name: folder / f"{name}.html" for name in names}
    one = of_lesmis()
    one.report(pages["lesmis"], title="Les Miserables")
    of_cliques().report(pages["cliques"])
    of_cliques().report(pages["few"], num_nodes=0)
    of_hostile_labels().report(pages["hostile"], title=HOSTILE[1])
    other = infomap_py.partition(nx.les_miserables_graph(), markov_time=2.0)
    one.report(pages["alluvial"], compare_with=other)
    return pages


@pytest.fixture(name="still")
def page_without_motion(browser: Browser, pages: dict[str, Path]) -> Any:
    """Opens a page of which nothing moves; in the end it has said and asked for nothing."""

    def opened(name: str, **looks: Any) -> Browser:
        browser.open(pages[name], **{"reduced_motion": True, **looks})
        browser.run("localStorage.clear()")
        return browser

    yield opened
    assert (browser.console(), browser.requests()) == ([], [])


def each(browser: Browser, selector: str, what: str) -> list[Any]:
    """The value of an expression in ``e`` for each element that a CSS selector finds."""
    return list(
        browser.run(f"[...document.querySelectorAll(arguments[0])].map(e => {what})", selector)
    )


def texts(browser: Browser, selector: str) -> list[str]:
    return each(browser, selector, "e.textContent")


def middle(browser: Browser, selector: str) -> tuple[float, float]:
    """Of the first element that a CSS selector finds, in the window."""
    box = "(box => [box.x + box.width / 2, box.y + box.height / 2])(e.getBoundingClientRect())"
    x, y = each(browser, selector, box)[0]
    return x, y
