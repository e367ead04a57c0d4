"""The page of a report as a browser reads it: nothing is loaded, and no label is markup."""

import re
from base64 import b64encode
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import networkx as nx
import pytest
from read_pages import Page
from word_networks import HOSTILE

import infomap_py
from infomap_py.pictures.svg import shortened
from infomap_py.report.embedded_json import as_json
from infomap_py.report.page import SCRIPTS

LABELS = [
    *HOSTILE,
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "]]>",
    "{{data}}",
    "{{script}}",
    "$x$",
    "\\u003c",
    "&lt;b&gt;",
    "\u202eright to left",
    "javascript:alert(1)",
    "https://example.org/",
]
RING = nx.cycle_graph(len(LABELS))


@pytest.fixture(scope="module")
def hostile() -> infomap_py.Partition:
    """A ring of all these labels."""
    return infomap_py.partition(nx.relabel_nodes(RING, dict(enumerate(LABELS))))


def test_labels_are_read_back_as_the_text_that_is_shown(hostile: infomap_py.Partition) -> None:
    page = Page(hostile.report(title="</title><script>alert(2)</script>"))
    names = page.data["nodes"]["name"]
    assert sorted(names) == sorted(shortened(label, 60) for label in LABELS)
    assert page.data["title"] == "</title><script>alert(2)</script>"
    assert "".join(page.texts["title"]) == "</title><script>alert(2)</script>"
    assert "".join(page.texts["h1"]) == "</title><script>alert(2)</script>"


def test_there_are_the_elements_of_the_template_and_no_others(
    hostile: infomap_py.Partition,
) -> None:
    harmless = Page(infomap_py.partition(RING).report()).elements
    elements = Page(hostile.report(title="<b>")).elements
    assert elements == harmless
    scripts = [given for name, given in elements if name == "script"]
    assert scripts == [{"id": "data", "type": "application/json"}, {}]


def test_nothing_is_loaded(hostile: infomap_py.Partition) -> None:
    text = hostile.report()
    page = Page(text)
    for _, given in page.elements:
        assert "src" not in given
        assert (given.get("href") or "#")[:1] == "#" or given["href"] == "data:,"
        assert not [name for name in given if name.startswith("on") or name == "style"]
    style, script = "".join(page.texts["style"]), "".join(page.texts["script"])
    assert not re.search(r"url\(|@import", style)
    assert not re.search(
        r"\bfetch\(|XMLHttpRequest|WebSocket|EventSource|sendBeacon|\bimport\b|innerHTML|outerHTML"
        r"|insertAdjacentHTML|document\.write|\beval\(|new Function",
        script,
    )
    addresses = set(re.findall(r"https?://[^\"'\s<]+", style + script))
    assert addresses <= {"http://www.w3.org/2000/svg"}  # the name of SVG, which nobody loads


def test_the_policy_allows_these_scripts_and_no_request(hostile: infomap_py.Partition) -> None:
    page = Page(hostile.report())
    digest = {
        name: f"'sha256-{b64encode(sha256(''.join(page.texts[name]).encode()).digest()).decode()}'"
        for name in ("style", "script")
    }
    assert page.policy == {
        "default-src": ["'none'"],
        "img-src": ["data:"],
        "style-src": [digest["style"]],
        "script-src": [digest["script"]],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }


def test_the_page_says_its_language_and_fits_a_phone(hostile: infomap_py.Partition) -> None:
    page = Page(hostile.report())
    assert ("html", {"lang": "en"}) in page.elements
    metas = [given for name, given in page.elements if name == "meta"]
    assert {"charset": "utf-8"} in metas
    assert {"name": "viewport", "content": "width=device-width, initial-scale=1"} in metas


def test_without_scripts_the_largest_modules_are_a_table() -> None:
    text = infomap_py.partition(nx.barbell_graph(3, 0)).report()
    shown = text[text.index("<noscript>") : text.index("</noscript>")]
    assert "<td>0</td><td>50.00 %</td><td>3</td><td>2, 0, 1</td>" in shown
    assert "<li>Codelength: 2.3207 bits per step</li>" in shown


def test_all_scripts_of_the_page_are_in_it() -> None:
    folder = files("infomap_py.report").joinpath("page")
    assert sorted(SCRIPTS) == sorted(f.name for f in folder.iterdir() if f.name.endswith(".js"))


@pytest.mark.parametrize("text", [*LABELS, "a\u2028b\u2029", "\ud83d\ude00"])
def test_any_text_is_read_back_from_json_in_html(text: str) -> None:
    page = Page(f'<script id="data" type="application/json">{as_json([text])}</script>')
    (read,) = page.data
    assert read.encode("utf-16", "surrogatepass") == text.encode("utf-16", "surrogatepass")


def test_a_page_is_utf8_and_the_same_each_time(
    hostile: infomap_py.Partition, tmp_path: Path
) -> None:
    first = hostile.report(tmp_path / "one.html")
    hostile.write(tmp_path / "two.html")
    assert (tmp_path / "one.html").read_bytes().decode() == first  # no half of a pair
    assert (tmp_path / "two.html").read_bytes() == (tmp_path / "one.html").read_bytes()
