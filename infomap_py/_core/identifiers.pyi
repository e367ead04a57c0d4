from typing import Self

from typing_extensions import disjoint_base

from infomap_py._core.numbering import IntegerNumbering
from infomap_py._core.strings import StringNumbering

NODES: dict[str, tuple[str, str, str]]

def shown(text: bytes) -> str: ...

@disjoint_base
class Identifiers:
    @property
    def integers(self) -> IntegerNumbering: ...
    @property
    def words(self) -> StringNumbering: ...
    def __new__(cls, max_count: int, what: str = "vertex") -> Self: ...
