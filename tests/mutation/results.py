"""Verdicts that are kept: one JSON line each, so that what was stopped goes on where it was.

What was killed stays so while its function is the same; what survived is tried again when its tests
change, too, unless it is explained.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

from mutation.sites import Mutant
from mutation.survivors import explanations
from mutation.tested_by import files_for
from mutation.tree import Tree

# CPU seconds that a mutant may take: so many, and so many times those without the mistake.
LEAST_LIMIT, TIMES = 5.0, 2.0


class Results:
    """The lines of one file."""

    def __init__(self, path: Path, tree: Tree) -> None:
        self.path, self.tree = path, tree
        self.lines: dict[str, dict[str, Any]] = {}
        self.explained = explanations()
        if path.exists():
            for text in path.read_text(encoding="utf-8").splitlines():
                line = json.loads(text)
                self.lines[line.get("code", line["name"])] = line

    def verdict(self, mutant: Mutant) -> dict[str, Any]:
        """From the file, or else from building and testing it now."""
        if (known := self.known(mutant)) is not None:
            return known
        tests = files_for(mutant.path.stem)
        limits = {name: LEAST_LIMIT + TIMES * self.control(name) for name in tests}
        found = self.tree.verdict(mutant, limits)
        print(f"{found['verdict']:9} {mutant.name}  {mutant.becomes}", flush=True)
        line = {"name": mutant.name, "code": mutant.code, "becomes": mutant.becomes, **found}
        return self._keep(mutant.code, {**line, "tests": self._digest(tests)})

    def known(self, mutant: Mutant) -> dict[str, Any] | None:
        """From the file, if it is there and still holds."""
        if (line := self.lines.get(mutant.code)) is None:
            return None
        if line["verdict"] != "survived" or mutant.key in self.explained:
            return line
        return line if line["tests"] == self._digest(files_for(mutant.path.stem)) else None

    def control(self, tests: str) -> float:
        """The seconds that this file of tests takes without any mistake."""
        code = self._digest([tests])
        line = self.lines.get(tests, {})
        if line.get("tests") != code:
            line = {"name": tests, "seconds": self.tree.control(tests), "tests": code}
            self._keep(tests, line)
        return float(line["seconds"])

    def _keep(self, key: str, line: dict[str, Any]) -> dict[str, Any]:
        self.lines[key] = line
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
        return line

    def _digest(self, tests: list[str]) -> str:
        return digest([self.tree.folder / name for name in tests])  # as they are run


def digest(paths: list[Path]) -> str:
    """Of these files, one after the other."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()[:12]
