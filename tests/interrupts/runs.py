"""A run of a command that a signal ends after so many seconds; and what it has to leave behind."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
import shell

TOLD = Path(__file__).with_name("told.py")
ENVIRONMENT = {
    **shell.ENVIRONMENT,
    **dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1"),
}
LONGEST = 60.0  # seconds, after which a run is taken to hang
BEFORE = b"what was there\n"

COMMANDS = {
    "partition": "partition links.txt -o OUT.clu",
    "threads": "partition links.txt --num-trials 6 --num-threads 3 -o OUT.tree",
    "hierarchy": "partition links.txt --hierarchy -o OUT.ftree.gz",
    "bar": "partition links.txt --num-trials 4 --progress -o OUT.json",
    "report": "report links.txt -o OUT.html",
    "landscape": "landscape links.txt --num-trials 4 --num-threads 2 -o OUT.clu",
    "scan": "scan few.txt --markov-times 0.5,1,2",
    "words": "words text.txt --num-threads 2 -o OUT.json.xz",
    "discover": "words zh.txt --language zh --save-vocabulary OUT.txt",
    "vectors": "vectors vectors.txt -o OUT.svg",
}


def make_inputs(folder: Path, size: int) -> None:
    """Groups of ``size / 20`` nodes, a text of as many words a hundred times, vectors of them."""
    random = np.random.default_rng(0)
    first = random.integers(0, size, 5 * size)
    second = (first // 20 * 20 + random.integers(0, 20, 5 * size)) % size
    links = np.column_stack([first, np.where(random.random(5 * size) < 0.2, first[::-1], second)])
    np.savetxt(folder / "links.txt", links, fmt="%d")
    np.savetxt(folder / "few.txt", links[: size // 4] % 50, fmt="%d")
    words = np.array([f"w{k}" for k in range(size // 20)])
    drawn = (random.pareto(1, (size, 12)) * 10).astype(int) % len(words)
    lines = (" ".join(words[line]) for line in drawn)
    (folder / "text.txt").write_text("\n".join(lines) + "\n")
    han = ("".join(chr(0x4E00 + k % 500) for k in line) for line in drawn[: size // 40])
    (folder / "zh.txt").write_text("\n".join(han) + "\n", encoding="utf-8")
    rows = (f"{word} " + " ".join(map("{:.3f}".format, random.normal(size=20))) for word in words)
    (folder / "vectors.txt").write_text("\n".join(rows) + "\n")


@dataclass(frozen=True)
class Ended:
    """What came of a run."""

    code: int
    milliseconds: float  # from the signal to the end
    place: str  # where it was hit, as far as it could tell
    output: str  # "absent", "old" or "whole"
    faults: tuple[str, ...]  # what should not be


class Command:
    """One of COMMANDS in a folder with inputs, run to its end once to know what comes of it."""

    def __init__(self, name: str, folder: Path) -> None:
        self.folder = folder
        words = COMMANDS[name].split()
        self.output = next((folder / w for w in words if w.startswith("OUT")), None)
        self.place = folder.with_name(folder.name + ".place")
        self.line = [sys.executable, str(TOLD), str(self.place), *words]
        self.whole = b""
        self.inputs = set(os.listdir(folder))
        began = time.monotonic()
        ended = self.run(signal.SIGINT, 10 * LONGEST, old=False)
        self.seconds = time.monotonic() - began
        assert ended.code == 0, ended
        self.whole = b"" if self.output is None else self.output.read_bytes()

    def hit(self, random: Random, number: signal.Signals, least: float = 0.0) -> Ended:
        """A run that is hit at a random moment, from this part of its time to a little after it."""
        delay = random.uniform(least, 1.05) * self.seconds
        return self.run(number, delay, old=random.random() < 0.5)

    def run(self, number: signal.Signals, delay: float, old: bool) -> Ended:
        self.place.unlink(missing_ok=True)
        if self.output is not None:
            self.output.unlink(missing_ok=True)
            if old:
                self.output.write_bytes(BEFORE)
        pipe = subprocess.PIPE
        with subprocess.Popen(
            self.line, cwd=self.folder, env=ENVIRONMENT, stdout=pipe, stderr=pipe, text=True
        ) as process:
            try:
                _, said = process.communicate(timeout=delay)
                sent = time.monotonic()
            except subprocess.TimeoutExpired:
                sent = time.monotonic()
                process.send_signal(number)
                try:
                    _, said = process.communicate(timeout=LONGEST)
                except subprocess.TimeoutExpired:
                    process.kill()
                    _, said = process.communicate()
                    said += "Traceback: it hung"
            milliseconds = 1000 * (time.monotonic() - sent)
        place = self.place.read_text() if self.place.exists() else ""
        return Ended(
            process.returncode,
            milliseconds,
            place or self._untold(number, process.returncode),
            self._output(old),
            tuple(self._faults(number, process.returncode, said, bool(place))),
        )

    @staticmethod
    def _untold(number: signal.Signals, code: int) -> str:
        if code == 0:
            return "done"
        return "not told" if number == signal.SIGKILL else "Python starts or ends"

    def _output(self, old: bool) -> str:
        if self.output is None or not self.output.exists():
            return "absent" if not old or self.output is None else "lost"
        found = self.output.read_bytes()
        if old and found == BEFORE:
            return "old"
        return "whole" if found == self.whole or not self.whole else "half"

    def _faults(self, number: signal.Signals, code: int, said: str, told: bool) -> list[str]:
        faults = []
        expected = 130 if number == signal.SIGINT else -number
        if told and code != expected:
            faults.append(f"code {code}")
        # Before the first line Python ends with 1, or by the signal.
        if "Traceback" in said and (told or code not in (1, -number)):
            faults.append(said)
        left = set(os.listdir(self.folder)) - self.inputs
        left -= {self.output.name} if self.output is not None else set()
        if number == signal.SIGKILL:
            for name in left:
                (self.folder / name).unlink()
            left = {n for n in left if not (n.startswith(".infomap_py-") and n.endswith(".tmp"))}
        if left:
            faults.append(f"left {sorted(left)}")
        return faults
