"""Pages in a real browser: Debian's chromium, without a window, driven by selenium.

Tests take the fixture ``browser`` (conftest.py). Where chromium, its driver or selenium is missing
they are skipped; with INFOMAP_PY_BROWSER=required in the environment that is a failure, and with
INFOMAP_PY_BROWSER=none they are skipped in any case.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

PHONE = 500  # windows narrower than this are those of phones, which heed <meta name="viewport">

QUIET = (
    "--headless=new",
    "--no-sandbox",  # does not start as root otherwise; it opens nothing but the tests' own files
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--no-proxy-server",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-sync",
    "--hide-scrollbars",
    "--lang=en-GB",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)


def wanted() -> str:
    """What the caller says of these tests: "required", "none" or nothing."""
    return os.environ.get("INFOMAP_PY_BROWSER", "")


def found(*programs: str) -> str:
    """Where the first program is that there is; else the test is skipped."""
    for program in programs:
        if path := shutil.which(program):
            return path
    pytest.skip(f"no {programs[0]} here: apt-get install chromium chromium-driver")


class Browser:
    """One window, and what the page in it has said and asked for since it was opened.

    ``driver`` is selenium's; :meth:`run` is shorter for most questions.
    """

    def __init__(self, driver: Any) -> None:
        self.driver = driver
        self._url = "about:blank"
        self._console: list[str] = []
        self._requests: list[str] = []

    def open(self, page: Path | str, **looks: Any) -> None:
        """Load a file, or HTML, as :meth:`look` would then show it."""
        self.driver.get("about:blank")
        self.look(**looks)
        self._read_logs()
        self._console, self._requests = [], []
        if isinstance(page, Path):
            self._url = page.resolve().as_uri()
        else:
            self._url = "data:text/html;base64," + base64.b64encode(page.encode()).decode()
        self.driver.get(self._url)

    def look(
        self,
        width: int = 1440,
        height: int = 900,
        dark: bool = False,
        reduced_motion: bool = False,
        media: str = "screen",
    ) -> None:
        """What the page is told of its reader; ``media="print"`` shows what would be printed."""
        self.command(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width < PHONE,
        )
        features = {
            "prefers-color-scheme": "dark" if dark else "light",
            "prefers-reduced-motion": "reduce" if reduced_motion else "no-preference",
        }
        self.command(
            "Emulation.setEmulatedMedia",
            media=media,
            features=[{"name": name, "value": value} for name, value in features.items()],
        )

    def command(self, name: str, **parameters: Any) -> Any:
        """A command of the Chrome DevTools Protocol."""
        return self.driver.execute_cdp_cmd(name, parameters)

    def run(self, expression: str, *arguments: Any) -> Any:
        """The value of a JavaScript expression; ``arguments`` is what it calls the rest."""
        return self.driver.execute_script(f"return ({expression});", *arguments)

    def press(self, *keys: str) -> None:
        """Keys, one after the other, into what has the focus: letters, or names: "TAB", "ENTER"."""
        from selenium.webdriver import ActionChains, Keys

        for key in keys:
            ActionChains(self.driver, duration=0).send_keys(getattr(Keys, key, key)).perform()

    def click(self, selector: str) -> None:
        """The middle of the first element that a CSS selector finds."""
        self.driver.find_element("css selector", selector).click()

    def wait(self, expression: str, seconds: float = 10.0) -> Any:
        """The first value of a JavaScript expression that is true."""
        from selenium.webdriver.support.wait import WebDriverWait

        return WebDriverWait(self.driver, seconds, poll_frequency=0.02).until(
            lambda _: self.run(expression), f"{expression} did not become true"
        )

    def console(self) -> list[str]:
        """What the page has said in its console, errors and what failed to load among it."""
        self._read_logs()
        return self._console

    def requests(self) -> list[str]:
        """What the page has asked for besides itself; what is inside of it (data:) is none."""
        self._read_logs()
        return self._requests

    def screenshot(self, file: Path, whole: bool = False) -> None:
        """The window as PNG, or the whole page, however long."""
        shown = self.command("Page.captureScreenshot", captureBeyondViewport=whole)
        file.write_bytes(base64.b64decode(shown["data"]))

    def printed(self) -> bytes:
        """The page as PDF, as it is printed."""
        return base64.b64decode(self.command("Page.printToPDF", printBackground=True)["data"])

    def _read_logs(self) -> None:
        self.run("new Promise(done => setTimeout(done))")  # what has been asked for is under way
        for line in self.driver.get_log("browser"):
            if line["source"] != "violation":  # that a handler took long, on this machine
                self._console.append(f"{line['level']}: {line['message']}")
        for line in self.driver.get_log("performance"):
            event = json.loads(line["message"])["message"]
            told = event["params"]
            if event["method"] == "Network.requestWillBeSent":
                address = told["request"]["url"]
            elif event["method"] in ("Network.webSocketCreated", "Network.webTransportCreated"):
                address = told["url"]
            else:
                continue
            if not address.startswith(("data:", "blob:", "about:")) and address != self._url:
                self._requests.append(address)


@contextmanager
def started(folder: Path) -> Iterator[Browser]:
    """A browser with a profile of its own in a folder; no program is downloaded."""
    if wanted() == "none":
        pytest.skip("INFOMAP_PY_BROWSER=none: no browser is wanted")
    webdriver = pytest.importorskip(
        "selenium.webdriver", reason="selenium is not installed: pip install selenium"
    )
    options = webdriver.ChromeOptions()
    options.binary_location = found("chromium", "chromium-browser", "google-chrome")
    for argument in (*QUIET, f"--user-data-dir={folder}"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    service = webdriver.ChromeService(found("chromedriver"))
    driver = webdriver.Chrome(options=options, service=service)
    try:
        yield Browser(driver)
    finally:
        driver.quit()
