"""The options of a co-occurrence network, checked once."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from infomap_py.errors import OptionError
from infomap_py.option_checks import check_flag, check_integer, check_number, is_one_of
from infomap_py.sparsification import check_filters
from infomap_py.words.associations import association_of
from infomap_py.words.languages import check_language
from infomap_py.words.pair_counts import DEFAULT_MEMORY
from infomap_py.words.presets import chosen_preset

UNITS = ("sentence", "document")
LEAST_MEMORY = 1 << 20


@dataclass(frozen=True)
class CooccurrenceOptions:
    """What is counted and which links are kept; see :func:`infomap_py.cooccurrence`.

    Raises
    ------
    OptionError
        A value is outside its range.
    """

    tokenizer: str | Callable[[str], Any] | None = None
    language: str | None = None
    sentence_mark: str | None = None
    window: int | str = 5
    min_count: int = 10
    weight: str = "llr"
    min_llr: float | None = 10.83
    min_joint_count: int = 1
    top_k: int | None = None
    backbone_alpha: float | None = None
    directed: bool = False
    second_order: float = 0.0
    num_threads: int = 1
    memory: int = DEFAULT_MEMORY

    def __post_init__(self) -> None:
        if self.language is not None:
            check_language(self.language)
        if self.sentence_mark is not None and (
            not isinstance(self.sentence_mark, str) or not self.sentence_mark
        ):
            raise OptionError(f"sentence_mark={self.sentence_mark!r} is not a token, such as '|'.")
        if not is_one_of(self.window, UNITS):
            if isinstance(self.window, str):
                raise OptionError(
                    f"window={self.window!r} is neither a number of words, nor 'sentence', nor "
                    "'document'."
                )
            check_integer("window", self.window, 1, 2**31 - 1)
        check_integer("min_count", self.min_count, 1)
        association_of(self.weight)
        if self.min_llr is not None:
            check_number("min_llr", self.min_llr)
            if not 0.0 <= self.min_llr < math.inf:
                raise OptionError(f"min_llr={self.min_llr!r} is not a finite number of at least 0.")
        check_integer("min_joint_count", self.min_joint_count, 1)
        check_filters(self.top_k, self.backbone_alpha)
        check_flag("directed", self.directed)
        check_number("second_order", self.second_order)
        if not 0.0 <= self.second_order < 1.0:
            raise OptionError(f"second_order={self.second_order!r} is not in [0, 1).")
        if self.directed and self.second_order > 0.0:
            raise OptionError(
                f"directed=True goes with second_order=0 alone, not {self.second_order!r}: words "
                "that keep the same company do not follow each other. Leave one of the two out, or "
                "preset='themes' if that sets it."
            )
        check_integer("num_threads", self.num_threads, 1)
        check_integer("memory", self.memory, LEAST_MEMORY)

    def of_links(self) -> dict[str, Any]:
        """Those that say which words are linked, and how strongly, once there are tokens."""
        apart = ("tokenizer", "language", "num_threads", "memory")
        return {name: value for name, value in vars(self).items() if name not in apart}

    @property
    def reach(self) -> int:
        """How far apart two words may stand; 0 for anywhere in the same unit."""
        return 0 if isinstance(self.window, str) else int(self.window)


@dataclass(frozen=True)
class Preset:
    """What presets set: of the network, and of the search in it."""

    second_order: float
    markov_time: float


PRESETS = {
    "default": Preset(second_order=0.0, markov_time=1.0),
    "themes": Preset(second_order=0.4, markov_time=0.95),
}


def preset_with(preset: str, **given: Any) -> Preset:
    """What a preset sets, and in its place what is given, that is, not None.

    Raises
    ------
    OptionError
        There is no such preset.
    """
    return chosen_preset(PRESETS, preset, **given)
