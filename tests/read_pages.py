"""A report read as a browser reads it: its elements, and the data in it."""

import json
from html.parser import HTMLParser
from typing import Any

EMPTY = {"meta", "link", "input", "br"}


class Page(HTMLParser):
    """All elements with their attributes, and the text inside of those that matter."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.texts: dict[str, list[str]] = {}
        self.feed(html)
        self.close()

    @property
    def data(self) -> Any:
        """What scripts get of the page."""
        (text,) = self.texts["data"]
        return json.loads(text)

    @property
    def policy(self) -> dict[str, list[str]]:
        """By directive, what it allows."""
        (policy,) = (
            given["content"] or ""
            for name, given in self.elements
            if name == "meta" and given.get("http-equiv") == "Content-Security-Policy"
        )
        return {name: allowed for name, *allowed in map(str.split, policy.split(";"))}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in EMPTY:
            self.open.append(dict(attrs).get("id") or tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in EMPTY:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.open:
            self.texts.setdefault(self.open[-1], []).append(data)
