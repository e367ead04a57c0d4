"""Cython source as statements: the tokens that are executed, and the function that they stand in.

Python's own tokenizer reads Cython well enough. Left out is what is not executed: comments, strings
for people, imports, headers of functions, declarations of types; of ``cdef double x = y``, y is
kept.
"""

import io
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from tokenize import TokenInfo

DECLARATIONS = {"import", "from", "cimport", "include", "ctypedef", "@", "class", "extern", "raise"}
BLOCKS = {"enum", "struct", "union", "extern"}
NOT_TOKENS = {tokenize.COMMENT, tokenize.NL, tokenize.INDENT, tokenize.DEDENT, tokenize.NEWLINE}


@dataclass(frozen=True)
class Statement:
    """Tokens that are executed; ``whole`` where these are all of the statement. The function's
    header is in line ``header``; 1 outside of functions."""

    function: str
    header: int
    tokens: tuple[TokenInfo, ...]
    whole: bool


def statements(source: str) -> Iterator[Statement]:
    """In the order of the file."""
    # Column, name and line of the functions and blocks around.
    blocks: list[tuple[int, str, int]] = []
    for tokens in _lines(source):
        column = tokens[0].start[1]
        while blocks and blocks[-1][0] >= column:
            blocks.pop()
        words = [token.string for token in tokens]
        place = next(((name, line) for _, name, line in reversed(blocks) if name), ("", 1))
        if words[0] in ("cdef", "cpdef", "def", "class") and words[-1] == ":":
            blocks.append((column, _declared(words), tokens[0].start[0]))
        elif any(name == "cdef" for _, name, _ in blocks):
            continue  # inside an enum, a struct or what C declares
        elif words[0] == "cdef":
            for values in _values(tokens):
                yield Statement(*place, values, whole=False)
        elif words[0] not in DECLARATIONS and tokens[0].type != tokenize.STRING:
            yield Statement(*place, tuple(tokens), whole=words[-1] != ":")


def _lines(source: str) -> Iterator[list[TokenInfo]]:
    line: list[TokenInfo] = []
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type not in NOT_TOKENS and token.type != tokenize.ENDMARKER:
            line.append(token)
        elif token.type == tokenize.NEWLINE and line:
            yield line
            line = []


def _declared(words: list[str]) -> str:
    """The name of a function; "cdef" of a block of declarations; nothing of a class."""
    if BLOCKS & set(words[:3]):
        return "cdef"
    if "class" in words[:2] or "(" not in words:
        return ""
    return words[words.index("(") - 1]


def _values(tokens: list[TokenInfo]) -> Iterator[tuple[TokenInfo, ...]]:
    """What is assigned to each of the variables that a line declares."""
    depth, values, in_value = 0, [], False
    for token in tokens:
        depth += (token.string in "([{") - (token.string in ")]}")
        if depth == 0 and token.string == ",":
            if values:
                yield tuple(values)
            values, in_value = [], False
        elif in_value:
            values.append(token)
        elif depth == 0 and token.string == "=":
            in_value = True
    if values:
        yield tuple(values)
