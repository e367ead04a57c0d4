from typing import Self

from typing_extensions import disjoint_base

BETWEEN: dict[int, str]
COUNTED: dict[int, str]
ORDINAL: tuple[str, ...]
MEND_WEIGHT: dict[bool, str]

@disjoint_base
class Columns:
    @property
    def names(self) -> tuple[str, ...]: ...
    @property
    def optional(self) -> str: ...
    def __new__(
        cls,
        names: str,
        optional: str = "[weight]",
        separator: str = "",
        *,
        open_ended: bool = False,
    ) -> Self: ...
    @property
    def expected(self) -> str: ...
