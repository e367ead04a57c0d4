"""Trees in Newick's format, leaf by leaf: those of :mod:`infomap_py.newick_files`, and others that
keep to the standard that is named there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from infomap_py.errors import ReadError

TOKEN = re.compile(
    r"""\s* (?: \[ (?P<comment> [^\]]* ) \]
    | (?P<mark> [(),:;] )
    | ' (?P<quoted> (?: [^'] | '' )* ) '
    | (?P<plain> [^\s()\[\]':;,]+ ) )""",
    re.VERBOSE,
)

# What may stand before each kind of token; before the first is "".
BEFORE = {
    "(": {"", "(", ","},
    "label": {"(", ",", ")"},
    ":": {"label", ")"},
    "length": {":"},
    ",": {"label", ")", "length"},
    ")": {"label", ")", "length"},
    ";": {"", ")", "label", "length"},
}
SHOWN = 20  # characters of what does not belong there

Path = tuple[int, ...]


class NewickParser:
    """A tree that is gone through.

    Attributes
    ----------
    line : int
        Which line is being read.
    """

    def __init__(self, text: str) -> None:
        self.line = 1
        self._text = text

    def leaves(self) -> Iterator[tuple[str, Path]]:
        """Every leaf, and the groups that it is in: which child of the root, which child of that,
        and so on, from 0.

        Raises
        ------
        ReadError
            The tree is malformed, at ``line``.
        """
        before = ""
        complete: list[int] = []  # children of every open group, the root's first
        for kind, token in self._tokens():
            if before not in BEFORE[kind] or (kind in (",", ")") and not complete):
                raise self._unexpected(token)
            if kind == ";" and complete:
                raise ReadError("a parenthesis is not closed before the semicolon. Close it.")
            if kind == "(":
                complete.append(0)
            elif kind == ",":
                complete[-1] += 1
            elif kind == ")":
                complete.pop()
            elif kind == "label" and before != ")":
                yield token, tuple(complete[:-1])
            before = kind
        if before != ";":
            raise ReadError("the tree does not end with a semicolon. Give all of it.")

    def _tokens(self) -> Iterator[tuple[str, str]]:
        """Kinds of tokens, and the tokens."""
        start, kind = 0, ""
        end = len(self._text.rstrip())
        while start < end:
            match = TOKEN.match(self._text, start)
            if match is None:
                raise self._unexpected(self._text[start:end].lstrip())
            self.line += self._text.count("\n", start, match.start(match.lastgroup or 0))
            token = match[match.lastgroup or 0]
            if match.lastgroup != "comment":
                kind = token if match["mark"] else "length" if kind == ":" else "label"
                yield kind, self._checked(kind, _as_meant(token, match.lastgroup))
            self.line += self._text.count("\n", match.start(match.lastgroup or 0), match.end())
            start = match.end()

    def _checked(self, kind: str, token: str) -> str:
        if kind == "length" and not _is_number(token):
            raise ReadError(
                f"{_shown(token)} is no length of a branch. Correct it, or put a label that has a "
                "colon between single quotes."
            )
        return token

    def _unexpected(self, token: str) -> ReadError:
        return ReadError(
            f"{_shown(token)} does not belong there in a tree such as ((a,b),(c,'d e')); Correct "
            "it, or put a label that has marks or blanks between single quotes."
        )


def _as_meant(token: str, written: str | None) -> str:
    """A label between quotes has these doubled, others have underscores for blanks."""
    if written == "quoted":
        return token.replace("''", "'")
    return token.replace("_", " ") if written == "plain" else token


def _is_number(token: str) -> bool:
    try:
        float(token)
    except ValueError:
        return False
    return True


def _shown(token: str) -> str:
    return repr(token if len(token) <= SHOWN else f"{token[: SHOWN - 3]}...")
