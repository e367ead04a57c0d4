"""Coverage's plugin for Cython that also knows the lines of .pxd files.

Their functions are compiled into the modules that use them, each of which may have others: the
lines of a file are those that it has in any module. Cython's own plugin finds those of one module,
if that was read before.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from Cython.Coverage import Plugin

CORE = Path("infomap_py/_core")


class WholeCore(Plugin):  # type: ignore[misc]
    _is_read = False

    def file_tracer(self, filename: str) -> Any:
        self._read()
        return super().file_tracer(filename)

    def file_reporter(self, filename: str) -> Any:
        self._read()
        return super().file_reporter(filename)

    def find_executable_files(self, src_dir: str) -> Iterator[str]:
        """Those that nothing has run are reported, too."""
        self._read()
        return iter(self._c_files_map)

    def _read(self) -> None:
        if self._is_read:
            return
        self._is_read = True
        lines: dict[str, dict[int, str]] = {}
        for path in sorted(CORE.resolve().glob("*.c")):
            self._c_files_map = {}
            self._read_source_lines(str(path), "")
            for source, (_, _, code) in self._c_files_map.items():
                lines.setdefault(source, {}).update(code)
        self._c_files_map = {
            source: (
                str(path),
                f"{CORE}/{Path(source).name}",
                _statements(source, code),
            )
            for source, code in lines.items()
            if Path(source).parent == CORE.resolve() and Path(source).exists()
        }


def _statements(source: str, code: dict[int, str]) -> dict[int, str]:
    """Lines that can be traced: not those of Cython's own code, which it counts to files that have
    no such line, nor the heads of functions that are inline, whose calls are not traced."""
    texts = Path(source).read_text(encoding="utf-8").splitlines()
    return {
        line: text
        for line, text in code.items()
        if line <= len(texts) and not texts[line - 1].lstrip().startswith("cdef inline ")
    }


def coverage_init(registry: Any, options: dict[str, str]) -> None:
    plugin = WholeCore()
    registry.add_configurer(plugin)
    registry.add_file_tracer(plugin)
