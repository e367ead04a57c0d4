"""The report in a browser, for every reader: dark, narrow, on paper, without motion, by ear; and
whatever labels say.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from browser import Browser
from report_pages import DISCS, FOCUS, HOSTILE, each, of_lesmis, texts

import infomap_py


def brightness(colour: str) -> float:
    return sum(map(float, colour.removeprefix("rgb(").removesuffix(")").split(",")[:3]))


def test_it_is_dark_where_the_reader_wants_it(still: Any) -> None:
    background = "getComputedStyle(document.body).backgroundColor"
    page = still("lesmis", dark=True)
    assert brightness(page.run(background)) < 200
    assert page.run("document.getElementById('theme').getAttribute('aria-pressed')") == "true"
    page.click("#theme")
    assert brightness(page.run(background)) > 600
    page.look(dark=False)
    page.click("#theme")
    assert brightness(page.run(background)) < 200
    page.look(media="print")
    assert brightness(page.run(background)) == 3 * 255
    page.run("localStorage.clear()")


def painted(page: Browser, selector: str, of: str) -> list[tuple[float, ...]]:
    """Colours as sRGB, each from 0 to 1, whatever space the style names them in."""
    page.run(
        "window.painted = colour => { const on = new OffscreenCanvas(1, 1).getContext('2d');"
        " on.fillStyle = colour; on.fillRect(0, 0, 1, 1);"
        " return [...on.getImageData(0, 0, 1, 1).data].slice(0, 3).map(c => c / 255); }"
    )
    return [tuple(colour) for colour in each(page, selector, f"painted(getComputedStyle(e).{of})")]


def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """Of WCAG 2.2: the ratio of relative luminances, each plus 0.05."""

    def luminance(colour: tuple[float, ...]) -> float:
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_that_of_the_formula() -> None:
    assert contrast((0.0, 0.0, 0.0), (1.0, 1.0, 1.0)) == pytest.approx(21.0)  # as WCAG has it
    assert contrast((0.5, 0.2, 0.1), (0.5, 0.2, 0.1)) == 1.0


@pytest.mark.parametrize("dark", [False, True])
def test_names_can_be_read_on_every_colour(still: Any, dark: bool) -> None:
    page = still("lesmis", dark=dark)
    [ink] = {*painted(page, ".label", "fill")}
    for part in (".disc .edge", ".disc .inner"):
        colours = {*painted(page, part, "fill")}
        assert len(colours) == 6  # those of the palette: there are ten modules
        assert min(contrast(ink, colour) for colour in colours) >= 4.5
    outlines = painted(page, ".disc .edge", "stroke")
    [background] = painted(page, "#map", "backgroundColor")
    assert min(contrast(background, outline) for outline in outlines) >= 3.0
    for soft in (".caption", ".sort", "#numbers dt"):
        for colour in painted(page, soft, "color"):
            assert contrast(colour, background) >= 4.5


@pytest.mark.parametrize("name", ["lesmis", "cliques", "hostile", "alluvial"])
@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_is_wider_than_the_window(still: Any, name: str, width: int) -> None:
    page = still(name, width=width, height=844)
    assert page.run("document.documentElement.scrollWidth") == width
    small = page.run(
        "[...document.querySelectorAll('button:not(.piece), input')].filter(e => e.offsetHeight)"
        ".filter(e => e.offsetHeight < 40).map(e => e.outerHTML)"
    )
    assert small == []
    page.run("location.hash = '#m0'")
    page.wait("document.querySelector('#trail li')")
    assert page.run("document.documentElement.scrollWidth") == width


def test_hostile_labels_are_text(still: Any) -> None:
    page = still("hostile")
    assert page.run("document.title") == HOSTILE[1]
    assert page.run("document.querySelectorAll('img, b, script').length") == 2  # data and page
    page.click("#kinds [data-kind=node]")
    for query in ("<script>alert", "onerror", "onmouseover", "{{data}}", "&amp;", "\u7f51"):
        page.run(
            "(q => { q.value = arguments[0]; q.dispatchEvent(new Event('input')); })"
            "(document.getElementById('query'))",
            query,
        )
        assert any(query in name for name in texts(page, "#table tbody th")), query
    page.run("document.getElementById('query').value = ''")
    page.run("document.getElementById('query').dispatchEvent(new Event('input'))")
    assert "(empty)" in texts(page, "#table tbody .empty")
    for k in range(len(HOSTILE)):
        page.run(f"location.hash = '#m{k}'")
        page.wait(f"{DISCS}.length === 3 && document.querySelector('#trail li')")
    assert page.run("document.querySelectorAll('img, b, script').length") == 2
    assert (
        page.run("getComputedStyle(document.querySelector('#table .name')).unicodeBidi")
        == "isolate"
    )


def test_what_is_narrow_or_wide_is_named_for_those_who_listen(still: Any) -> None:
    page = still("alluvial")
    tree = page.command("Accessibility.getFullAXTree")["nodes"]
    named = [
        (node["role"]["value"], node.get("name", {}).get("value", ""))
        for node in tree
        if not node["ignored"]
    ]
    assert [
        name
        for role, name in named
        if role in ("button", "searchbox", "region") and not name.strip()
    ] == []
    roles = {role for role, _ in named}
    assert {"main", "banner", "search", "heading", "table", "region", "status"} <= roles


def test_two_partitions_are_drawn_side_by_side(still: Any) -> None:
    page = still("alluvial")
    one, other = of_lesmis(), infomap_py.partition(nx.les_miserables_graph(), markov_time=2.0)
    assert len(texts(page, ".block")) == one.num_modules + other.num_modules
    assert len(texts(page, ".stream")) >= one.num_modules
    page.run("document.querySelector('.block').focus()")
    page.press("ARROW_RIGHT")
    assert page.run(f"{FOCUS}.getAttribute('aria-label')").startswith("The other:")
    assert page.run("document.querySelectorAll('.stream.of').length") >= 1


def test_one_partition_has_nothing_beside_it(still: Any) -> None:
    page = still("lesmis")
    assert page.run("document.getElementById('alluvial-section').hidden")


def test_it_is_printed_without_controls(still: Any) -> None:
    page = still("lesmis", media="print")
    assert not any(each(page, "button.tool, input, #panel", "e.offsetHeight"))
    assert page.run("document.getElementById('discs').getBoundingClientRect().height") > 100
    assert page.run("document.querySelector('#numbers dd').offsetHeight") > 0
    pdf = page.printed()
    assert pdf.startswith(b"%PDF") and b"/Type /Page" in pdf


@pytest.mark.parametrize("name", ["lesmis", "hostile"])
def test_without_scripts_there_is_nothing_that_does_nothing(
    browser: Browser, pages: dict[str, Path], name: str
) -> None:
    browser.open(pages[name], width=390, height=844)
    browser.command("Emulation.setScriptExecutionDisabled", value=True)
    try:
        browser.driver.refresh()
        assert not any(each(browser, "button, input, h2", "e.offsetHeight"))
        (end,) = each(browser, ".plain table", "e.getBoundingClientRect().right")
        assert 0 < end <= 390
    finally:
        browser.command("Emulation.setScriptExecutionDisabled", value=False)


def test_the_map_moves_only_for_those_who_do_not_mind(
    browser: Browser, pages: dict[str, Path]
) -> None:
    for reduced in (False, True):
        browser.open(pages["lesmis"], reduced_motion=reduced)
        busy = browser.run(
            "(document.querySelector('.disc').dispatchEvent("
            "new MouseEvent('click', {bubbles: true, detail: 1})),"
            " document.getElementById('discs').hasAttribute('aria-busy'))"
        )
        assert busy is not reduced
        browser.wait("!document.getElementById('discs').hasAttribute('aria-busy')")
        assert browser.run("document.querySelectorAll('#discs > g').length") == 1
    assert (browser.console(), browser.requests()) == ([], [])
