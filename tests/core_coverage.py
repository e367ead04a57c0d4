"""Lines of the compiled core that were run: `python -m core_coverage` reports what coverage has.

Functions of .pxd files are compiled into the modules that use them, each of which may have others:
the lines of a file are those that it has in any module. Cython's own plugin finds those of one
module, if that was read before.

While tests run, coverage counts lines as those of any file, and is told afterwards that the files
are the plugin's to report: it would ask the plugin, in Python, about every line that is run, and
take an alarm that ends a test there for an error of the plugin.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from coverage import Coverage, CoverageData
from Cython.Coverage import Plugin

CORE = Path("infomap_py/_core")
LEAST = 95


class WholeCore(Plugin):  # type: ignore[misc]
    _is_read = False

    def file_tracer(self, filename: str) -> Any:
        return None

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


def main() -> None:
    measured = CoverageData()
    measured.read()
    files = (name for name in measured.measured_files() if name.endswith((".pyx", ".pxd")))
    measured.add_file_tracers(dict.fromkeys(files, f"{__spec__.name}.{WholeCore.__name__}"))
    report = Coverage(config_file=".ci/coverage_core.ini")
    report.load()
    percent = report.report(show_missing=True, skip_covered=True)
    sys.exit(f"{percent:.2f}% of the core are run, less than {LEAST}%" if percent < LEAST else 0)


if __name__ == "__main__":
    main()
