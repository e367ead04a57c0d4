"""Files that are not UTF-8, or whose lines end as nowhere else: what they are, as far as it shows,
and how to convert them."""

from __future__ import annotations

from codecs import BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE

# Bytes do not show in which of the older encodings they are, so that the advice names two.
CONVERT = (
    "Convert the file: iconv -f ENCODING -t UTF-8 OLD > NEW, where ENCODING mostly is GB18030 of "
    "Chinese and WINDOWS-1252 of Western European texts."
)


def wide_encoding(head: bytes | bytearray) -> str | None:
    """UTF-16 or UTF-32, if a file begins so: with its byte order mark, or with a letter of ASCII in
    two or four bytes; None of all others.

    Examples
    --------
    >>> wide_encoding("word".encode("utf-16")), wide_encoding("word".encode("utf-32-be"))
    ('UTF-16', 'UTF-32')
    """
    # The mark of UTF-16 is also the beginning of one of UTF-32.
    if head.startswith((BOM_UTF32_LE, BOM_UTF32_BE)) or b"\0\0" in (head[:2], head[2:4]):
        return "UTF-32"
    if head.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) or b"\0" in head[:2]:
        return "UTF-16"
    return None


def converted_from(encoding: str) -> str:
    """What is to be done about a file in this encoding."""
    return f"save it as UTF-8, or convert it: iconv -f {encoding} -t UTF-8 OLD > NEW."


OLD_LINE_ENDS = (
    "lines end with a carriage return alone, as on old Macs; convert the file: "
    "tr '\\r' '\\n' < OLD > NEW."
)


def has_old_line_ends(line: bytes) -> bool:
    """Whether a line has a carriage return that does not end it."""
    return b"\r" in line.strip()
