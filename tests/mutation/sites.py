"""Where one mistake can be made in a file of the core, and which.

sign        a + b -> a - b, -a -> a, += -> -=, and back
comparison  < -> <=, > -> >=, == -> !=, and back
index       x[i] -> x[i + 1]
constant    0 -> 1, 1 -> 0, c -> 2 c, True -> False
logic       and -> or, or -> and, not a -> a
dropped     continue, break, calls, updates and assignments to what outlives the function
"""

import hashlib
import keyword
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tokenize import TokenInfo

from mutation.statements import Statement, statements

SIGNS = {"+": "-", "-": "+", "+=": "-=", "-=": "+="}
COMPARISONS = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "=="}
LOGIC = {"and": "or", "or": "and"}
CONSTANTS = {"0": "1", "1": "0", "0.0": "1.0", "1.0": "0.0", "True": "False", "False": "True"}
UPDATES = {"+=", "-=", "*=", "/=", "//=", "|=", "&=", "^=", ">>=", "<<="}

# Functions that are hints to the memory: they change nothing that a test may see.
HINTS = {"prefetch", "prefetch_row", "prefetch_modules", "look_ahead", "expect_node"}
HINTS |= {"fetch", "touch"}


@dataclass(frozen=True)
class Mutant:
    """One replacement in one file; ``becomes`` is the line with it, or the one that is dropped.
    The function goes from ``header`` to ``stop``, in characters of the file."""

    path: Path
    line: int
    column: int
    operator: str
    function: str
    header: int
    stop: int
    start: int
    end: int
    replacement: str
    becomes: str

    @property
    def name(self) -> str:
        return f"{self.path.name}:{self.line}:{self.column}:{self.operator}"

    @property
    def key(self) -> tuple[str, str, str]:
        """What it is explained by, wherever the line stands."""
        return self.path.name, self.function, self.becomes

    @property
    def code(self) -> str:
        """A digest of the function with the mistake, wherever it stands in its file."""
        text = self.path.read_text(encoding="utf-8")
        mutated = text[self.header : self.start] + self.replacement + text[self.end : self.stop]
        return hashlib.sha256(f"{self.path.name}\n{mutated}".encode()).hexdigest()[:16]

    def source(self) -> str:
        """The whole file with the mistake."""
        text = self.path.read_text(encoding="utf-8")
        return text[: self.start] + self.replacement + text[self.end :]


def mutants_of(path: Path) -> Iterator[Mutant]:
    """All of a file, in the order of their places."""
    source = path.read_text(encoding="utf-8")
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    found = list(statements(source))
    stops = {statement.header: statement.tokens[-1].end[0] for statement in found}
    for statement in found:
        if HINTS & {statement.function, *(token.string for token in statement.tokens)}:
            continue
        for operator, first, last, replacement in _mistakes(statement):
            line, column = first.start
            start = starts[line - 1] + column
            end = starts[last.end[0] - 1] + last.end[1]
            if operator == "index":  # behind what is there
                line, column = last.start
                start = end = starts[line - 1] + column
            mutated = source[:start] + replacement + source[end:]
            text = source if operator == "dropped" else mutated
            becomes = text[starts[line - 1] :].partition("\n")[0].strip()
            span = starts[statement.header - 1], starts[stops[statement.header]]
            place = (path, line, column, operator, statement.function, *span)
            yield Mutant(*place, start, end, replacement, becomes)


def _mistakes(statement: Statement) -> Iterator[tuple[str, TokenInfo, TokenInfo, str]]:
    """(operator, first and last token that are replaced, replacement)"""
    tokens = statement.tokens
    if statement.whole and _may_be_dropped(tokens):
        yield "dropped", tokens[0], tokens[-1], "pass"
    k = 0
    while k < len(tokens):
        token, binary = tokens[k], k > 0 and _is_operand(tokens[k - 1])
        word = token.string
        if word == "<" and not binary:  # a cast
            k = next(j for j in range(k, len(tokens)) if tokens[j].string == ">")
        elif word == "-" and not binary:
            yield "sign", token, token, ""
        elif word in SIGNS and (binary or word in UPDATES):
            yield "sign", token, token, SIGNS[word]
        elif word in COMPARISONS and binary:
            yield "comparison", token, token, COMPARISONS[word]
        elif word in LOGIC or word == "not":
            yield "logic", token, token, LOGIC.get(word, "")
        elif token.type == tokenize.NUMBER or word in CONSTANTS:
            yield "constant", token, token, CONSTANTS.get(word, f"(2 * {word})")
        elif word == "[" and binary:
            last = _closing(tokens, k)
            inside = tokens[k + 1 : last]
            if not _is_plain(inside):
                yield "index", tokens[k], tokens[last], " + 1"
        k += 1


def _may_be_dropped(tokens: tuple[TokenInfo, ...]) -> bool:
    words = [token.string for token in tokens]
    if words in (["continue"], ["break"]):
        return True
    depth = 0
    for k, word in enumerate(words):
        depth += (word in "([{") - (word in ")]}")
        if depth == 0 and word in UPDATES:
            return True
        if depth == 0 and word == "=":
            return "." in words[:k] or "[" in words[:k]
    return words[-1] == ")" and "(" in words and not keyword.iskeyword(words[0])


def _is_operand(token: TokenInfo) -> bool:
    if token.type == tokenize.NAME:
        return not keyword.iskeyword(token.string) or token.string in ("True", "False", "None")
    return token.type in (tokenize.NUMBER, tokenize.STRING) or token.string in (")", "]")


def _closing(tokens: tuple[TokenInfo, ...], k: int) -> int:
    """Where the bracket at k is closed."""
    depth = 0
    for j in range(k, len(tokens)):
        depth += (tokens[j].string in "([{") - (tokens[j].string in ")]}")
        if depth == 0:
            return j
    raise ValueError(f"the bracket in line {tokens[k].start[0]} is never closed")


def _is_plain(inside: tuple[TokenInfo, ...]) -> bool:
    """A slice, a mask or a field's name; or a number, of which ``constant`` makes another."""
    if any(token.string == ":" for token in inside):
        return True
    return len(inside) == 1 and inside[0].type in (tokenize.NUMBER, tokenize.STRING)
