"""Texts in .csv and .tsv that a spreadsheet would take for formulas: these stand behind an
apostrophe, which says there that text follows, and a comment in the file says that they do.

A formula begins with a mark at the beginning of a cell, and which character ends a cell is for the
spreadsheet to say: some take semicolons. What is a number stays one, so that negative ids are no
text. Apostrophes before such a mark get one more, so that every text comes back as it was; those in
files without the comment are nobody's but the label's. Why so: ``docs/decisions/0019``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

NUMBER = re.compile(r"[+-]?(?:\d++\.?\d*+|\.\d++)(?:[eE][+-]?\d++)?", re.ASCII)

MARKS = "=+-@\uff1d\uff0b\uff0d\uff20"  # some with the width of East Asian characters
ENDS = ",;\t\r\n"  # of a cell
SKIPPED = ' \0\v\f\xa0\u3000\ufeff"'  # between the beginning of a cell and a mark
_BEFORE = frozenset(f"'{SKIPPED}{ENDS}")
_MARK = f"[{re.escape(MARKS)}]"
_NUMBER_ALONE = rf"(?a:{NUMBER.pattern}[)\]}}]*\s*(?:[{ENDS}]|\Z))"
_BEGINNING = rf"(?:\A|[{ENDS}])[{SKIPPED}{ENDS}]*"

TEXTS_BEHIND_AN_APOSTROPHE = (
    "# texts behind an apostrophe, as a spreadsheet would take them for formulas: "
)


def guarded(texts: list[str]) -> list[str]:
    """The texts, with an apostrophe before what would be a formula.

    Examples
    --------
    >>> guarded(["=1+1", "-1", "'=1+1", "it's", "a;=1"])
    ["'=1+1", '-1', "''=1+1", "it's", "a;'=1"]
    """
    # First in all at once, as to look for a pattern takes longer than to write the rest of a row:
    # hardly any names have such marks, and most of these stand behind letters.
    text = "\0".join(["", *texts])
    for mark in MARKS:
        if mark in text and not _BEFORE.isdisjoint(part[-1:] for part in text.split(mark)[:-1]):
            break
    else:
        return texts
    put = re.compile(rf"({_BEGINNING})(?!{_NUMBER_ALONE})(?='*{_MARK})").sub
    return [put(r"\1'", text) for text in texts]


def unguarded(text: str) -> str:
    """What was given to :func:`guarded`.

    Examples
    --------
    >>> [unguarded(text) for text in ["'=1+1", "-1", "''=1+1", "it's", "a;'=1"]]
    ['=1+1', '-1', "'=1+1", "it's", 'a;=1']
    """
    return re.sub(rf"({_BEGINNING})'(?='*{_MARK})", r"\1", text) if "'" in text else text


def remark_on(slices_of_texts: Iterable[list[str]]) -> Iterator[str]:
    """The comment of a file that has some of these texts behind an apostrophe."""
    count = 0
    for texts in slices_of_texts:
        if (changed := guarded(texts)) is not texts:
            count += sum(map(str.__ne__, changed, texts))
    if count:
        yield f"{TEXTS_BEHIND_AN_APOSTROPHE}{count}\n"


def is_remark(comment: str) -> bool:
    """Whether a comment is that one."""
    return comment.startswith(TEXTS_BEHIND_AN_APOSTROPHE)


def without_formulas(comment: str) -> str:
    r"""The comment, with such marks behind commas and semicolons written as in Python, where texts
    of options are read back so.

    Examples
    --------
    >>> print(without_formulas("# input: a,=1+1; levels: [1, -0.5]"))
    # input: a,\x3d1+1; levels: [1, -0.5]
    """
    pattern = rf"({_BEGINNING})(?!{_NUMBER_ALONE})({_MARK})"
    return re.sub(pattern, lambda match: match[1] + _named(match[2]), comment)


def _named(mark: str) -> str:
    return f"\\x{ord(mark):02x}" if ord(mark) < 0x100 else f"\\u{ord(mark):04x}"
