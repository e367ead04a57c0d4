"""The browser of the tests sees what pages do wrong; else their tests could not fail."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from browser import Browser, started

PAGE = """<!DOCTYPE html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>page</title>
<style>@media print { p { color: rgb(1, 2, 3) } }</style>
<body><p>文字</p><button onclick="this.textContent = 'pressed'">press</button><input>"""

FAULTY = """<img src="https://example.org/one.png"><img src="near.png">
<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">
<script>console.log("a word"); throw new Error("thrown")</script>"""


def written(folder: Path, *parts: str) -> Path:
    file = folder / "the page.html"
    file.write_text("".join(parts), encoding="utf-8")
    return file


def test_what_a_page_says_and_asks_for_is_seen(browser: Browser, tmp_path: Path) -> None:
    browser.open(written(tmp_path, PAGE, FAULTY))
    near = (tmp_path / "near.png").as_uri()
    assert sorted(browser.requests()) == [near, "https://example.org/one.png"]
    said = "\n".join(browser.console())
    for part in ("a word", "Error: thrown", "near.png", "one.png"):
        assert part in said
    browser.run("fetch('later.json').catch(() => 0)")
    assert (tmp_path / "later.json").as_uri() in browser.requests()
    browser.run("new WebSocket('ws://example.org/talk') && 0")
    assert "ws://example.org/talk" in browser.requests()


def test_a_page_that_does_nothing_is_silent_also_after_one_that_did(
    browser: Browser, tmp_path: Path
) -> None:
    browser.open(written(tmp_path, PAGE, FAULTY))
    browser.open(written(tmp_path, PAGE))
    assert browser.run("document.querySelector('p').textContent") == "文字"
    assert (browser.console(), browser.requests()) == ([], [])
    browser.open(PAGE)
    assert browser.run("document.title") == "page"
    assert (browser.console(), browser.requests()) == ([], [])


def test_a_page_is_told_of_its_reader(browser: Browser) -> None:
    def told() -> dict[str, object]:
        return {
            "width": browser.run("innerWidth"),
            "dark": browser.run("matchMedia('(prefers-color-scheme: dark)').matches"),
            "still": browser.run("matchMedia('(prefers-reduced-motion: reduce)').matches"),
            "colour": browser.run("getComputedStyle(document.querySelector('p')).color"),
        }

    plain = {"width": 1440, "dark": False, "still": False, "colour": "rgb(0, 0, 0)"}
    browser.open(PAGE)
    assert told() == plain
    browser.look(width=390, dark=True, reduced_motion=True)
    assert told() == plain | {"width": 390, "dark": True, "still": True}
    browser.look(media="print")
    assert told() == plain | {"colour": "rgb(1, 2, 3)"}
    browser.open(PAGE)
    assert told() == plain


def test_keys_and_clicks_arrive(browser: Browser) -> None:
    browser.open(PAGE)
    browser.press("TAB", "TAB", "a", "b")
    assert browser.run("document.querySelector('input').value") == "ab"
    browser.click("button")
    assert browser.wait("document.querySelector('button').textContent == 'pressed'")


def test_pictures_are_taken(browser: Browser, tmp_path: Path) -> None:
    browser.open(PAGE)
    browser.screenshot(tmp_path / "page.png")
    assert (tmp_path / "page.png").read_bytes().startswith(b"\x89PNG")
    assert browser.printed().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("wanted", "reason"),
    [
        ("", "install"),  # of which package says what is looked for first
        ("none", "no browser is wanted"),
    ],
)
def test_without_a_browser_tests_are_skipped(
    wanted: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("INFOMAP_PY_BROWSER", wanted)
    with pytest.raises(pytest.skip.Exception, match=reason), started(tmp_path):
        pass


def test_where_a_browser_is_required_tests_without_one_fail(tmp_path: Path) -> None:
    test = f"{Path(__file__)}::test_keys_and_clicks_arrive"
    # In a folder of its own, or it would clear away those of earlier runs.
    folder = f"--basetemp={tmp_path / 'own'}"
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", folder, test],
        env=os.environ
        | {"PATH": str(tmp_path), "INFOMAP_PY_BROWSER": "required", "PYTEST_ADDOPTS": ""},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert "1 error" in done.stdout
    assert "INFOMAP_PY_BROWSER=required" in done.stdout
