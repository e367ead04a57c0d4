"""Jobs with files: whatever is written comes back; the command line finds what Python finds."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from fuzz.outcomes import promise
from fuzz.search_twin import close

import infomap_py
from infomap_py import network_files
from infomap_py.errors import InfomapError
from infomap_py.file_formats import FORMATS, READ_FORMATS
from infomap_py.partition import Partition
from soak.dice import Dice
from soak.searches import question

SECONDS = 300  # that a command may take
PACKAGE = Path(infomap_py.__file__).parents[1]
OF_LINKS = [format for format in READ_FORMATS if format not in ("graphml", "gexf")]


def written(dice: Dice) -> None:
    """Every format twice, to the byte; and read back, the partition that it was."""
    graph, coded, searched, found = question(dice, 3000)
    large = {k: v for k, v in coded.items() if k in ("metadata", "node_weights")}
    again = infomap_py.partition(graph, **coded, **{**searched, "num_threads": 2})
    with tempfile.TemporaryDirectory() as folder:
        for format in FORMATS:
            paths = [Path(folder, f"{k}.{format}{dice.one_of(['', '.gz'])}") for k in (0, 1)]
            paths[1] = paths[1].with_name("1" + paths[0].name[1:])
            try:
                for one, path in zip((found, again), paths, strict=True):
                    one.write(path, format)
            except InfomapError as refused:
                dice.say(format, "is refused:", refused)
                continue
            promise(len({path.read_bytes() for path in paths}) == 1, format, "in other bytes")
            if format in (OF_LINKS if coded.get("overlapping") else READ_FORMATS):
                _promise_it_comes_back(graph, found, paths[0], format, large)
    dice.answers += 1


def _promise_it_comes_back(
    graph: object, found: Partition, path: Path, format: str, large: dict[str, object]
) -> None:
    read = infomap_py.read_partition(path, graph, format=format, **large)
    promise((read.labels == found.labels).all(), format, "has other modules")
    promise((read.flow == found.flow).all(), format, "has other flow")
    if format != "clu":
        same = (read.module_tree.parent == found.module_tree.parent).all()
        promise(same and read.lengths == found.lengths, format, "has another tree")


def networks(dice: Dice) -> None:
    """A network that is written and read is partitioned alike; so is it by the command line."""
    graph, _, searched, _ = question(dice, 3000, plain=4.0, bipartite=1.0, states=1.0)
    simple = {"two_level", "seed", "num_trials", "first_trial", "min_module_size"}
    searched = {name: value for name, value in searched.items() if name in simple}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        try:
            network_files.write(graph, str(folder / "in.net"), "net")
        except InfomapError as refused:
            dice.say("refused:", refused)
            return
        read = infomap_py.partition(folder / "in.net", **searched)
        again = infomap_py.partition(folder / "in.net", **searched, num_threads=3)
        promise(read == again, "the file is partitioned in another way on three threads")
        paths = dict(zip(graph.nodes, read.paths.values(), strict=True))
        scored = infomap_py.codelength(graph, paths)
        promise(close(scored, read.codelength), "read:", read.codelength, "not", scored)
        read.write(folder / "python.tree")
        _command(folder, searched)
        files = (folder / "python.tree", folder / "command.tree")
        texts = [file.read_text("utf-8", "surrogatepass") for file in files]
        lines = [[line for line in text.split("\n") if not line.startswith("#")] for text in texts]
        promise(lines[0] == lines[1], "the command writes other lines")
    dice.answers += 1


def _command(folder: Path, searched: dict[str, object]) -> None:
    arguments = ["partition", "in.net", "-o", "command.tree", "--quiet"]
    if not searched["two_level"]:
        arguments.append("--hierarchy")
    for name, value in searched.items():
        if name != "two_level":
            arguments += [f"--{name.replace('_', '-')}", str(value)]
    done = subprocess.run(
        [sys.executable, "-m", "infomap_py", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(PACKAGE)},
        capture_output=True,
        timeout=SECONDS,
    )
    promise(done.returncode == 0, "code", done.returncode, done.stderr[-500:])
    promise(done.stdout == b"", "prints", done.stdout[:200])


JOBS = {"written": written, "networks": networks}
