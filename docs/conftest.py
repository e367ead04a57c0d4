"""Where matplotlib or letters for Chinese are missing, examples of the gallery are not run."""

import os
import warnings
from importlib.util import find_spec

import pytest

os.environ.setdefault("MPLBACKEND", "Agg")  # pictures are drawn without a screen


def lacking() -> str | None:
    if find_spec("matplotlib") is None:
        return "pictures are drawn by matplotlib"
    from infomap_py.plots.fonts import font_for

    with warnings.catch_warnings(action="ignore"):
        return "no font has letters for Chinese" if font_for(["红"]).replaced else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    gallery = [item for item in items if item.path.name == "gallery.md"]
    if gallery and (reason := lacking()):
        for item in gallery:
            item.add_marker(pytest.mark.skip(reason=reason))
