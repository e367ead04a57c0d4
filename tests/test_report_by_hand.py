"""The report in a browser, by hand: its map, its hierarchy, its search and its tables.

What is shown is looked up in the partition.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from browser import Browser
from report_pages import (
    DISCS,
    FOCUS,
    OPENED,
    each,
    middle,
    of_cliques,
    of_lesmis,
    texts,
)


def test_it_shows_the_modules_of_the_partition(still: Any) -> None:
    page, partition = still("lesmis"), of_lesmis()
    assert texts(page, "h1") == ["Les Miserables"]
    labels = page.run(f"{DISCS}.map(e => e.getAttribute('aria-label'))")
    assert len(labels) == partition.num_modules
    size = len(partition.communities()[0])
    assert f", {size} nodes, {100 * partition.modules[0].flow:.1f}\u00a0% of flow" in labels[0]
    assert len(texts(page, "#table tbody tr")) == partition.num_modules
    assert f"{partition.codelength:.4f} bits per step" in texts(page, "#numbers dd")
    assert ["seed", "0"] in each(
        page, "#provenance div", "[...e.children].map(child => child.textContent)"
    )


def test_modules_are_called_as_in_python(still: Any) -> None:
    page, partition = still("cliques"), of_cliques()
    wanted = [":".join(map(str, module.path)) for module in partition.tree.walk()][1:]
    shown = each(page, "#table tbody tr", "e.lastChild.textContent")
    assert sorted(shown) == sorted(wanted)
    numbers = dict(each(page, "#numbers div", "[...e.children].map(child => child.textContent)"))
    assert (numbers["Nodes"], numbers["Links"]) == ("135", f"{partition.network.num_links}")


def test_discs_do_not_overlap_and_names_are_inside(still: Any) -> None:
    page = still("lesmis")
    discs = page.run(
        f"{DISCS}.map(e => {{ const m = e.transform.baseVal[0].matrix;"
        " return [m.e, m.f, e.querySelector('.edge').r.baseVal.value,"
        " ...[...e.querySelectorAll('text')].map(t => t.getComputedTextLength() / 2)]; })"
    )
    for k, (x, y, r, *halves) in enumerate(discs):
        assert all(half < r for half in halves)
        for a, b, s, *_ in discs[:k]:
            assert (x - a) ** 2 + (y - b) ** 2 > (r + s) ** 2


def test_a_module_is_opened_and_left_by_click_key_and_the_browsers_back(still: Any) -> None:
    page, partition = still("cliques"), of_cliques()
    outermost = len(page.run(DISCS))
    assert outermost == partition.num_modules == 3
    page.click(".disc .inner")
    assert page.run(OPENED) == "#m0"
    assert len(page.run(DISCS)) == 3
    page.driver.back()
    page.wait(f"{DISCS}.length === 3 && !document.querySelector('#trail li')")
    page.run(f"{DISCS}[1].focus()")
    page.press("ENTER")
    assert page.run(OPENED) == "#m1"
    assert page.run(f"{FOCUS}.classList.contains('disc')")  # the first one inside
    page.press("ENTER", "ENTER", "ENTER")  # cliques, nodes, and one of these is chosen
    assert len(page.run(DISCS)) == 5
    node = page.run("document.querySelector('.disc.chosen').dataset.kind")
    assert node == "node"
    assert len(texts(page, "#trail li")) == 4
    page.press("ESCAPE")  # the node is no longer chosen
    assert page.run("document.querySelector('.disc.chosen')") is None
    page.press("ESCAPE", "ESCAPE", "ESCAPE")
    assert page.run("document.getElementById('up').disabled")
    assert page.run(f"{FOCUS}.dataset.id") == "1"  # where one went in
    assert page.run("document.getElementById('no-map').hidden")


def test_two_clicks_open_one_module(still: Any) -> None:
    from selenium.webdriver import ActionChains

    page = still("cliques")
    disc = page.driver.find_element("css selector", ".disc .inner")
    ActionChains(page.driver, duration=0).double_click(disc).perform()
    assert len(texts(page, "#trail li")) == 2


def test_an_address_opens_a_module(still: Any) -> None:
    page = still("cliques")
    page.run("location.hash = '#m2'")
    page.wait("document.querySelectorAll('#trail li').length === 2")
    names = texts(page, "#trail .name")
    assert all(name.startswith("2.") or name[0] in "01" for name in names)
    page.run("location.hash = '#m99999'")  # of which there is none
    page.wait("document.querySelectorAll('#trail li').length === 0")


@pytest.mark.parametrize("place", ["#m999", "#m-5", "#mNaN", "#lists", "#%F0"])
def test_an_address_of_nothing_opens_the_map_of_all(
    browser: Browser, pages: dict[str, Path], place: str
) -> None:
    browser.open("<title>Nothing</title>")  # so that what follows is a page of its own
    browser.driver.get(pages["cliques"].resolve().as_uri() + place)
    assert browser.run(f"{DISCS}.length") == 3
    assert browser.run("document.getElementById('panel').textContent").startswith("All modules")
    browser.run("document.getElementById('zoom-in').click()")
    assert not [line for line in browser.console() if "Uncaught" in line]


def test_bits_of_a_module_with_modules_in_it_are_of_several_codebooks(still: Any) -> None:
    page, partition = still("cliques"), of_cliques()
    outer = partition.modules[0]
    lowest = outer.children[0].children[0]  # after 3 and 9 others
    for place, name, module in (("#m0", "Codebooks", outer), ("#m12", "Codebook", lowest)):
        page.run("location.hash = arguments[0]", place)
        page.wait(f"document.querySelector('#trail li:nth-child({module.depth + 1})')")
        facts = dict(zip(texts(page, ".facts dt"), texts(page, ".facts dd"), strict=True))
        assert facts[name] == f"{module.bits:.4f} bits"


def test_arrow_keys_go_to_the_next_disc_in_that_direction(still: Any) -> None:
    page = still("lesmis")
    place = f"(m => [m.e, m.f])({FOCUS}.transform.baseVal[0].matrix)"
    page.run(f"{DISCS}[0].focus()")
    assert page.run("document.querySelectorAll('.disc[tabindex=\"0\"]').length") == 1
    for key, axis, sign in (
        ("ARROW_RIGHT", 0, 1),
        ("ARROW_LEFT", 0, -1),
        ("ARROW_UP", 1, -1),
        ("ARROW_DOWN", 1, 1),
    ):
        before = page.run(place)
        page.press(key)
        after = page.run(place)
        assert after == before or sign * (after[axis] - before[axis]) > 0
    page.press("HOME")
    assert page.run(f"{FOCUS}.dataset.id") == "0"
    assert page.run("document.querySelectorAll('.disc[tabindex=\"0\"]').length") == 1


def radius(page: Browser) -> float:
    return float(page.run("document.querySelector('.edge').r.baseVal.value"))


def test_buttons_keys_and_the_wheel_zoom_and_dragging_moves(still: Any) -> None:
    page = still("lesmis")
    small = radius(page)
    page.click("#zoom-in")
    assert radius(page) == pytest.approx(1.5 * small, rel=1e-3)
    page.run(f"{DISCS}[0].focus()")
    page.press("-")
    assert radius(page) == pytest.approx(small, rel=1e-3)
    x, y = middle(page, "#map")
    page.command("Input.dispatchMouseEvent", type="mouseWheel", deltaX=0, deltaY=-100, x=x, y=y)
    page.wait(f"document.querySelector('.edge').r.baseVal.value > {1.1 * small}")
    shift = f"{DISCS}[0].transform.baseVal[0].matrix.e"
    before = page.run(shift)
    for kind, by in (("Pressed", 0), ("Moved", -20), ("Moved", -40), ("Released", -40)):
        left = {"button": "left", "buttons": 1, "clickCount": 1, "x": x + by, "y": y}
        page.command("Input.dispatchMouseEvent", type=f"mouse{kind}", **left)
    assert page.run(shift) == pytest.approx(before - 40, abs=0.1)
    assert page.run("location.hash") == ""  # what was dragged was not clicked
    page.click("#zoom-all")
    assert radius(page) == pytest.approx(small, rel=1e-3)


def test_fingers_open_and_zoom(still: Any) -> None:
    page = still("lesmis", width=390, height=844)
    x, y = middle(page, "#map")
    small = radius(page)
    for kind, apart in (("touchStart", 40), ("touchMove", 50), ("touchMove", 80), ("touchEnd", 0)):
        fingers = [{"x": x + side * apart, "y": y} for side in (-1, 1)]
        points = [{**finger, "id": k} for k, finger in enumerate(fingers)] if apart else []
        page.command("Input.dispatchTouchEvent", type=kind, touchPoints=points)
    page.wait(f"document.querySelector('.edge').r.baseVal.value > {1.5 * small}")
    assert page.run("location.hash") == ""
    page.click("#zoom-all")
    x, y = middle(page, ".disc .edge")
    page.command("Input.dispatchTouchEvent", type="touchStart", touchPoints=[{"x": x, "y": y}])
    page.command("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])
    page.wait("location.hash === '#m0'")


def test_a_module_that_has_no_map_says_why(still: Any) -> None:
    page = still("few")
    page.run("location.hash = '#m0'")
    page.wait("document.querySelectorAll('#trail li').length === 2")
    page.click(".disc .inner")
    page.click(".disc .inner")
    assert "There is no map of this module" in texts(page, "#no-map")[0]
    assert "5 nodes" in texts(page, "#no-map")[0]
    assert "5 nodes of it are not on this page." in texts(page, "#panel")[0]
    page.click("#no-map button")
    assert page.run("document.getElementById('no-map').hidden")
    assert len(page.run(DISCS)) == 3


def test_search_filters_rows_and_marks_discs(still: Any) -> None:
    page, partition = still("lesmis"), of_lesmis()
    page.click("#query")
    page.press(*"vALJe")
    module = partition["Valjean"]
    assert page.run(
        f"{DISCS}.filter(e => e.classList.contains('found')).map(e => Number(e.dataset.id))"
    ) == [module]
    rows = texts(page, "#table tbody th")
    assert len(rows) == 1 and "Valjean" in rows[0]
    page.wait("document.getElementById('live').textContent.startsWith('Found 1 module, 1 node')")
    page.run("document.getElementById('query').value = ''")
    page.press(*"jondrette")  # a node that is not in a name of a module
    assert texts(page, "#page-rows") == ["1\u20131 of 1 node"]
    page.press("ESCAPE")
    assert page.run("document.querySelector('.found.disc')") is None


def test_rows_are_sorted_by_each_column(still: Any) -> None:
    page, partition = still("lesmis"), of_lesmis()
    sizes = sorted(map(len, partition.communities()))
    column = texts(page, "#table thead button").index("Nodes")
    for expected, said in ((sizes[::-1], "descending"), (sizes, "ascending")):
        page.run(f"document.querySelectorAll('#table thead button')[{column}].click()")
        assert (
            each(page, "#table tbody tr", f"Number(e.children[{column}].textContent)") == expected
        )
        assert page.run("document.querySelector('th[aria-sort]').getAttribute('aria-sort')") == said
        assert page.run(f"{FOCUS}.textContent") == "Nodes"
    page.run("document.querySelector('#table thead button').click()")
    names = texts(page, "#table tbody th")
    assert names == sorted(names)


def test_a_row_chooses_its_disc(still: Any) -> None:
    page, partition = still("lesmis"), of_lesmis()
    page.click("#kinds [data-kind=node]")
    assert texts(page, "#page-rows") == ["1\u201350 of 77 nodes"]
    page.click("#page-on")
    assert texts(page, "#page-rows") == ["51\u201377 of 77 nodes"]
    page.click("#page-first")
    name = texts(page, "#table tbody th")[0]
    page.run("document.querySelector('.row-name').click()")
    assert page.run("location.hash") == f"#m{partition[name]}"
    assert page.run("document.querySelector('.disc.chosen').getAttribute('aria-label')").startswith(
        f"Node {name},"
    )
    assert page.run(f"{FOCUS}.classList.contains('chosen')")
    assert name in texts(page, "#panel-title")[0]


def test_the_hierarchy_is_walked_and_opens_modules(still: Any) -> None:
    page = still("cliques")
    levels = each(page, ".piece", "e.style.getPropertyValue('--row')")
    assert sorted(set(levels)) == ["0", "1", "2", "3", "4"]  # all, 3, 9, 27 and nodes
    page.run("document.querySelector('.piece.root').focus()")
    page.press("ARROW_DOWN", "ARROW_RIGHT", "ARROW_DOWN")
    assert page.run(f"{FOCUS}.getAttribute('aria-label')").endswith("level 2")
    page.press("ENTER")
    assert len(texts(page, "#trail li")) == 3
    page.press("ARROW_UP", "ARROW_UP", "ENTER")
    assert texts(page, "#trail li") == []
