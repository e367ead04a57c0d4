"""What came of all jobs so far: a folder that outlives the run."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ZERO = {"jobs": 0, "refused": 0, "answers": 0, "findings": 0, "seconds": 0.0}


@dataclass
class Ledger:
    """Counts by kind of job, the next number, hours, and a file for every finding."""

    folder: Path
    next: int = 0
    seconds: float = 0.0
    largest: int = 0  # bytes of a process after a job
    kinds: dict[str, dict[str, Any]] = field(default_factory=dict)
    refusals: dict[str, int] = field(default_factory=dict)

    @classmethod
    def at(cls, folder: Path) -> Ledger:
        """As it was left, or a new one."""
        (folder / "findings").mkdir(parents=True, exist_ok=True)
        state = folder / "state.json"
        return cls(folder, **(json.loads(state.read_text()) if state.exists() else {}))

    def add(self, result: dict[str, Any]) -> None:
        """Count a job, and keep what it found."""
        counts = self.kinds.setdefault(result["kind"], dict(ZERO))
        counts["jobs"] += 1
        counts["refused"] += bool(result["refused"])
        counts["answers"] += result["answers"]
        counts["seconds"] += result["seconds"]
        counts["findings"] += bool(result["finding"])
        if result["refused"]:
            self.refusals[result["refused"]] = self.refusals.get(result["refused"], 0) + 1
        self.largest = max(self.largest, result["resident"])
        self.next = max(self.next, result["number"] + 1)
        if result["finding"]:
            self.finding(result["number"]).write_text(result["finding"], encoding="utf-8")

    def add_lost(self, number: int, why: str, errors: str) -> None:
        """A job that did not come to its end."""
        finding = f"job {number}: {why}\n{errors}"
        nothing = {"refused": "", "answers": 0, "seconds": 0.0, "resident": 0}
        self.add({"number": number, "kind": "lost", "finding": finding, **nothing})

    def finding(self, number: int) -> Path:
        """The file of a finding."""
        return self.folder / "findings" / f"{number}.txt"

    def findings(self) -> list[Path]:
        return sorted((self.folder / "findings").glob("*.txt"), key=lambda path: int(path.stem))

    def save(self) -> None:
        """As it is; the table, too."""
        state = {k: v for k, v in vars(self).items() if k != "folder"}
        draft = self.folder / "state.draft"
        draft.write_text(json.dumps(state))
        draft.replace(self.folder / "state.json")
        (self.folder / "summary").write_text(self.table() + "\n", encoding="utf-8")

    def table(self) -> str:
        """Jobs of every kind, and where the findings are."""
        rows = [
            f"{'job':14} {'runs':>9} {'refused':>8} {'answers':>10} {'findings':>8} {'hours':>7}"
        ]
        total = dict(ZERO)
        for kind, counts in sorted(self.kinds.items()):
            rows.append(_row(kind, counts))
            total = {name: total[name] + counts[name] for name in total}
        refused = ", ".join(f"{name} {count:,}" for name, count in sorted(self.refusals.items()))
        rows += [
            _row("all", total),
            f"{self.seconds / 3600:.2f} hours; jobs up to {self.next - 1:,}; the largest process "
            f"had {self.largest / 2**20:,.0f} MB after a job; refused: {refused or 'nothing'}",
            *(f"found: {path}" for path in self.findings()),
        ]
        return "\n".join(rows)


def _row(kind: str, counts: dict[str, Any]) -> str:
    return (
        f"{kind:14} {counts['jobs']:9,} {counts['refused']:8,} {counts['answers']:10,} "
        f"{counts['findings']:8,} {counts['seconds'] / 3600:7.2f}"
    )
