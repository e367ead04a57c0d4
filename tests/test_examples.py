"""What docstrings and the documentation show is what comes out."""

from __future__ import annotations

import doctest
import sys
import warnings
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import infomap_py
from infomap_py.errors import MissingPackageError

ROOT = Path(__file__).parents[1]
PACKAGE = Path(infomap_py.__file__).parent

pytestmark = pytest.mark.surroundings


def with_examples(files: Any) -> list[Path]:
    return sorted(file for file in files if ">>> " in file.read_text(encoding="utf-8"))


PAGES = with_examples([ROOT / "README.md", *ROOT.glob("docs/**/*.md")])
MODULES = with_examples(PACKAGE.glob("**/*.py"))


class Runner(doctest.DocTestRunner):
    """What needs a package that is not there is skipped."""

    def report_unexpected_exception(self, out: Any, test: Any, example: Any, exc_info: Any) -> None:
        if isinstance(exc_info[1], ImportError):
            pytest.skip(str(exc_info[1]))
        super().report_unexpected_exception(out, test, example, exc_info)


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The folder of the project, as on its pages; pictures are drawn, and closed in the end."""
    monkeypatch.chdir(ROOT)
    yield
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close("all")


def check(tests: list[doctest.DocTest]) -> None:
    """What is wrong is printed."""
    runner = Runner(optionflags=doctest.ELLIPSIS)
    for test in tests:
        runner.run(test)
    assert runner.tries > 0
    assert runner.failures == 0


def lacks_chinese() -> bool:
    pytest.importorskip("matplotlib", reason="pictures are drawn by matplotlib")
    from infomap_py.plots.fonts import font_for

    with warnings.catch_warnings(action="ignore"):
        return bool(font_for(["红"]).replaced)


@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.stem)
def test_a_page_shows_what_comes_out(file: Path) -> None:
    if file.name == "gallery.md" and lacks_chinese():
        pytest.skip("no font has letters for Chinese")
    text = file.read_text(encoding="utf-8")
    check([doctest.DocTestParser().get_doctest(text, {}, file.name, str(file), 0)])


@pytest.mark.parametrize("file", MODULES, ids=lambda file: file.stem)
def test_docstrings_show_what_comes_out(file: Path) -> None:
    place = file.relative_to(PACKAGE.parent).with_suffix("")
    try:
        module = import_module(".".join(part for part in place.parts if part != "__init__"))
    except MissingPackageError as error:
        pytest.skip(str(error))
    check([test for test in doctest.DocTestFinder().find(module) if test.examples])


def test_there_are_examples() -> None:
    assert len(PAGES) > 10
    assert len(MODULES) > 30
