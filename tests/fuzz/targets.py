"""All that is fuzzed: bytes -> whether they were accepted; what breaks a promise is raised.

Three drivers use them: ``run.py`` for hours, guided by coverage; ``tests/test_fuzz.py`` with texts
by the grammar of each format; and the replay of ``corpus/``, what once broke them.
"""

from __future__ import annotations

from collections.abc import Callable

from fuzz import network_targets, partition_targets, search_targets, word_targets

TARGETS: dict[str, Callable[[bytes], bool]] = {
    **network_targets.TARGETS,
    **partition_targets.TARGETS,
    **word_targets.TARGETS,
    **search_targets.TARGETS,
}
