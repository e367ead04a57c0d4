"""Data in a page: one file, in which style, scripts and data are, so that nothing is loaded.

The template says what goes where; :func:`page_with` fills all places at once, so that no label is
taken for one. A policy in the page allows its style and its script, by their digests, and no
request: a label that became markup after all could do nothing.
"""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from importlib.resources import files
from typing import Any

from infomap_py.report.embedded_json import as_json
from infomap_py.report.plain_table import table_without_scripts
from infomap_py.xml_text import xml_text

# One scope: each uses what those before it define, and the last one runs.
SCRIPTS = (
    *("dom.js", "model.js", "labels.js", "discs.js", "map.js", "gestures.js", "panel.js"),
    *("hierarchy.js", "table.js", "alluvial.js", "page.js"),
)
_PLACE = re.compile(r"\{\{(\w+)\}\}")


def page_with(data: dict[str, Any]) -> str:
    """The page, with the data as ``docs/decisions/0018`` has them."""
    style, script = _file("page.css"), "\n".join(map(_file, SCRIPTS))
    inside = {
        "title": xml_text(data["title"]),
        "policy": _policy(style, script),
        "style": style,
        "script": script,
        "without_scripts": table_without_scripts(data),
        "data": as_json(data),
    }
    return _PLACE.sub(lambda place: inside[place[1]], _file("page.html"))


def _policy(style: str, script: str) -> str:
    """This style and this script, an icon that is none, and nothing else."""
    rules = ["default-src 'none'", "img-src data:"]
    rules += [f"style-src {_digest(style)}", f"script-src {_digest(script)}"]
    return "; ".join([*rules, "base-uri 'none'", "form-action 'none'"])


def _digest(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _file(name: str) -> str:
    return files("infomap_py.report").joinpath("page", name).read_text(encoding="utf-8")
