"""JSON that may stand in a script element of HTML, whatever texts are in it."""

from __future__ import annotations

import json
import re

# What could end the element or the literal that it stands in; half a pair is not UTF-8.
_UNSAFE = re.compile("[<>&\u2028\u2029\ud800-\udfff]")


def as_json(data: object) -> str:
    r"""The data as JSON without what HTML or a script could misread.

    Examples
    --------
    >>> print(as_json({"name": "</script>"}))
    {"name":"\u003c/script\u003e"}
    """
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda unsafe: f"\\u{ord(unsafe[0]):04x}", text)
