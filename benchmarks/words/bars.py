"""The seven clusterings of words that have bars, by the commands that make them, and their scores.

    python benchmarks/words/bars.py --data FOLDER --scores FOLDER [--output FOLDER]

``--data`` holds ``words/vectors-*/top50k.vec.gz``, 50,000 vectors of 100 dimensions per language;
``--scores`` holds ``corpus/*.a.txt.gz`` (what is clustered: a document a line, tokens between
blanks, ``|`` between sentences), ``stop/en.txt`` and ``zh.txt``, and ``check.py``, which scores
clusters against thesauri and the other half of each corpus.

Every command is printed, and can be run by hand. How to read what follows: a line per bar, with the
figure, the bar, and "ok" or "MISSED"; then, which the scores do not look at, the codelengths, in
bits per step of the walk, and CPU seconds of each command, reading included.
"""

import argparse
import re
import resource
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

VECTORS = {"zh": "vectors-zh-synonyms-100d", "en": "vectors-en-glove-100d"}
PRESETS = ("default", "su2019")
CORPORA = {"pd": "zh", "reuters": "en", "brown": "en"}

# Bits per step, at most.
CODELENGTHS = {
    "vec-zh-default": 7.785,
    "vec-en-default": 9.220,
    "vec-zh-su2019": 7.795,
    "vec-en-su2019": 9.240,
    "cooc-pd": 9.745,
    "cooc-reuters": 9.450,
    "cooc-brown": 9.070,
}


def commands(data: Path, scores: Path, output: Path) -> dict[str, list[str]]:
    """The command line of every run, less the name of the program."""
    runs = {}
    for preset in PRESETS:
        for language, folder in VECTORS.items():
            file = data / "words" / folder / "top50k.vec.gz"
            runs[f"vec-{language}-{preset}"] = ["vectors", str(file), "--preset", preset]
    for corpus, language in CORPORA.items():
        runs[f"cooc-{corpus}"] = [
            *("words", str(scores / "corpus" / f"{corpus}.a.txt.gz")),
            *("--tokenizer", "blanks", "--sentence-mark", "|"),
            *("--stop-words", str(scores / "stop" / f"{language}.txt")),
        ]
    return {name: [*run, "-o", str(output / f"{name}.tsv")] for name, run in runs.items()}


def run(command: list[str]) -> float:
    """CPU seconds of the command, whose own messages are not shown."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-m", "infomap_py", *command, "--quiet"], check=True, capture_output=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def codelength(path: Path) -> float:
    """What the heading of the file says."""
    match = re.search(r"^# codelength: (\S+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert match, f"{path} has no codelength"
    return float(match[1])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--scores", type=Path, required=True)
    parser.add_argument("--output", type=Path, default=Path(tempfile.mkdtemp()))
    given = parser.parse_args()
    given.output.mkdir(parents=True, exist_ok=True)
    runs = commands(given.data, given.scores, given.output)
    seconds = {}
    for name, command in runs.items():
        print(shlex.join(["infomap-py", *command]), flush=True)
        seconds[name] = run(command)
    missed = subprocess.run(
        [sys.executable, str(given.scores / "check.py"), str(given.output)], check=False
    ).returncode
    for name, most in CODELENGTHS.items():
        found = codelength(given.output / f"{name}.tsv")
        verdict = "ok" if found <= most else "MISSED"
        missed += found > most
        print(f"{name:16s} codelength {found:.6f} <= {most}  {verdict}  {seconds[name]:.2f} s")
    return missed


if __name__ == "__main__":
    sys.exit(main())
