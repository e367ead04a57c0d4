"""Data in a page: one file, in which style, scripts and data are, so that nothing is loaded.

The template names what goes where: ``{{style page.css}}`` and ``{{script NAME.js}}`` stand for the
files beside it, and ``{{data}}`` for the JSON. A policy in the page allows exactly these scripts,
by their digests, and no request: a label that became markup after all could do nothing.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256
from importlib.resources import files
from typing import Any

from infomap_py._version import __version__
from infomap_py.report.plain_table import table_without_scripts
from infomap_py.xml_text import xml_text

_PLACEHOLDER = re.compile(r"\{\{(\w+)(?: ([\w.]+))?\}\}")
# What could end the element or the literal that it stands in; half a pair is not UTF-8.
_UNSAFE = re.compile("[<>&\u2028\u2029\ud800-\udfff]")


def page_with(data: dict[str, Any]) -> str:
    """The page, with the data as ``docs/decisions/0018`` has them."""
    template = _file("page.html")
    inside = {
        "title": xml_text(data["title"]),
        "generator": f"infomap_py {__version__}",
        "policy": _policy(template),
        "data": as_json(data),
        "without_scripts": table_without_scripts(data),
    }

    def filled(match: re.Match[str]) -> str:
        what, name = match.groups()
        return inside[what] if name is None else f"<{what}>{_file(name)}</{what}>"

    return _PLACEHOLDER.sub(filled, template)


def as_json(data: object) -> str:
    """As JSON that may stand in a script element of HTML, whatever texts are in it.

    Examples
    --------
    >>> print(as_json({"name": "</script>"}))
    {"name":"\\u003c/script\\u003e"}
    """
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _policy(template: str) -> str:
    """Nothing but the styles and scripts of the template."""
    allowed: dict[str, list[str]] = {"style": [], "script": []}
    for what, name in _PLACEHOLDER.findall(template):
        if name:
            digest = b64encode(sha256(_file(name).encode()).digest()).decode()
            allowed[what].append(f"'sha256-{digest}'")
    sources = [f"{what}-src {' '.join(digests)}" for what, digests in allowed.items() if digests]
    return "; ".join(["default-src 'none'", *sources, "base-uri 'none'", "form-action 'none'"])


def _file(name: str) -> str:
    return files("infomap_py.report").joinpath("page", name).read_text(encoding="utf-8")
