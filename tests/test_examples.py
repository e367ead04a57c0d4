"""What docstrings and the documentation show is what comes out."""

from __future__ import annotations

import ast
import sys
import warnings
from collections.abc import Iterable, Iterator
from doctest import ELLIPSIS, DocTest, DocTestParser, DocTestRunner
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import infomap_py
from infomap_py.errors import MissingPackageError

ROOT = Path(__file__).parents[1]
PACKAGE = Path(infomap_py.__file__).parent

pytestmark = pytest.mark.surroundings


def with_examples(files: Iterable[Path]) -> list[Path]:
    return sorted(file for file in files if ">>> " in file.read_text(encoding="utf-8"))


PAGES = with_examples([ROOT / "README.md", *ROOT.glob("docs/**/*.md")])
MODULES = with_examples(PACKAGE.glob("**/*.py"))


def is_lacking(error: BaseException) -> bool:
    """Whether a package is that examples need, and none of ours."""
    if isinstance(error, ModuleNotFoundError) and error.name is not None:
        return not error.name.startswith("infomap_py")
    return isinstance(error, MissingPackageError)


class LackingError(Exception):
    """A package that the examples after this one need, too, is not there."""


class Runner(DocTestRunner):
    """Prints what is wrong and counts it."""

    wrong = 0

    def report_failure(self, *given: Any) -> None:
        self.wrong += 1
        super().report_failure(*given)

    def report_unexpected_exception(self, out: Any, test: Any, example: Any, exc_info: Any) -> None:
        if is_lacking(exc_info[1]):
            raise LackingError(str(exc_info[1]))
        self.wrong += 1
        super().report_unexpected_exception(out, test, example, exc_info)


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The folder of the project, as on its pages; pictures are closed in the end."""
    monkeypatch.chdir(ROOT)
    yield
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close("all")


def check(tests: Iterable[DocTest]) -> None:
    """Each goes as far as it can."""
    runner = Runner(optionflags=ELLIPSIS)
    lacking = []
    for test in tests:
        assert test.examples
        try:
            runner.run(test)
        except LackingError as error:
            lacking.append(str(error))
    assert runner.wrong == 0
    if lacking:
        pytest.skip(", ".join(lacking))


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
    check([DocTestParser().get_doctest(text, {}, file.name, str(file), 0)])


def docstrings(file: Path) -> Iterator[tuple[str, str]]:
    """Those with examples, and whose they are."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            text = ast.get_docstring(node)
            if text and ">>> " in text:
                yield getattr(node, "name", file.stem), text


@pytest.mark.parametrize("file", MODULES, ids=lambda file: file.stem)
def test_docstrings_show_what_comes_out(file: Path) -> None:
    place = file.relative_to(PACKAGE.parent).with_suffix("")
    try:
        module = import_module(".".join(part for part in place.parts if part != "__init__"))
    except MissingPackageError as error:
        pytest.skip(str(error))
    check(
        DocTestParser().get_doctest(text, vars(module).copy(), name, str(file), 0)
        for name, text in docstrings(file)
    )


def test_there_are_examples() -> None:
    assert len(PAGES) > 10
    assert sum(len([*docstrings(file)]) for file in MODULES) > 60
