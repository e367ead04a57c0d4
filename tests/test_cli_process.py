"""infomap-py as a process: Ctrl-C, closed pipes, imports; and its help."""

import inspect
import os
import re
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from shell import ENVIRONMENT, MODULES, TRIANGLES, Shell

import infomap_py
from infomap_py import arguments, cli
from infomap_py.scoring import CODING_OPTIONS

PROGRAM = [sys.executable, "-m", "infomap_py"]
ENDLESS = ["--num-trials", "999999999", "--progress"]

on_posix = pytest.mark.skipif(sys.platform == "win32", reason="signals and pipes of POSIX")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "edges.txt").write_text(TRIANGLES)
    return tmp_path


@pytest.fixture
def shell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    return Shell(tmp_path, capsys, monkeypatch)


def process(
    arguments: Sequence[str], folder: Path, **options: Any
) -> subprocess.CompletedProcess[str]:
    """The program in a process of its own."""
    return subprocess.run(
        [*PROGRAM, *arguments],
        cwd=folder,
        env=ENVIRONMENT,
        stderr=subprocess.PIPE,
        text=True,
        timeout=60,
        check=False,
        **options,
    )


def test_a_module_as_a_program_is_the_same(folder: Path) -> None:
    done = process(["partition", "edges.txt", "--quiet"], folder, stdout=subprocess.PIPE)
    assert (done.returncode, done.stdout, done.stderr) == (0, MODULES, "")


@on_posix
def test_ctrl_c_is_code_130_without_a_word(folder: Path) -> None:
    pytest.importorskip("tqdm")
    ends = np.random.default_rng(0).integers(0, 5000, (20_000, 2))
    np.savetxt(folder / "large.txt", ends, fmt="%d")
    running = subprocess.Popen(
        [*PROGRAM, "partition", "large.txt", "-o", "large.clu", *ENDLESS],
        cwd=folder,
        env=ENVIRONMENT,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert running.stderr is not None
    assert running.stderr.read(1)  # the bar: it searches
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=60)
    assert running.returncode == 130
    assert out == b""
    assert b"Traceback" not in err
    assert sorted(os.listdir(folder)) == ["edges.txt", "large.txt"]


@on_posix
@pytest.mark.parametrize("arguments", [["partition", "edges.txt"], ["--help"]])
def test_a_closed_pipe_ends_quietly(folder: Path, arguments: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = process(arguments, folder, stdout=writing)
    finally:
        os.close(writing)
    assert done.returncode == 0
    assert done.stderr == ""


@on_posix
@pytest.mark.parametrize(("closing", "code"), [(">&-", 1), ("2>&-", 0), (">&- 2>&-", 1)])
def test_results_for_a_closed_output_are_an_error(folder: Path, closing: str, code: int) -> None:
    run = [*PROGRAM, "partition", "edges.txt"]
    done = subprocess.run(
        ["sh", "-c", f'exec "$@" {closing}', "sh", *run],
        cwd=folder,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    said = "infomap-py: error: standard output: closed; name a file to write to\n"
    assert done.returncode == code
    assert done.stderr == (said if closing == ">&-" else "")
    assert done.stdout == ("" if code else MODULES)  # and nothing that is for standard error


RESULTS = [
    "info edges.txt --quiet",
    "codelength edges.txt a.tsv --quiet",
    "compare a.tsv a.tsv --quiet",
    "scan edges.txt --markov-times 1 --quiet",
    "landscape edges.txt --num-trials 2 --quiet",
    "sparsify edges.txt --top-k 2 --quiet",
    "partition edges.txt --quiet",
    "report edges.txt --quiet",
    "completion bash",
]


@pytest.mark.parametrize("command", RESULTS)
def test_every_result_for_a_closed_output_is_an_error(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    (shell.folder / "a.tsv").write_text(MODULES)
    monkeypatch.setattr(sys, "stdout", None)
    code, _, err = shell(command)
    assert code == 1
    assert err == "infomap-py: error: standard output: closed; name a file to write to\n"


@on_posix
@pytest.mark.parametrize("command", RESULTS)
def test_every_result_for_a_closed_pipe_ends_quietly(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    (shell.folder / "a.tsv").write_text(MODULES)
    reading, writing = os.pipe()
    os.close(reading)
    with open(writing, "w") as pipe:
        monkeypatch.setattr(sys, "stdout", pipe)
        assert shell(command) == (0, "", "")


def test_a_closed_input_is_an_error(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert cli.main(["partition", "-"]) == 1
    said = "infomap-py: error: standard input: closed; name a file to read\n"
    assert shell.said() == ("", said)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="a device that is always full")
def test_messages_that_nobody_hears_do_not_fail_the_run(folder: Path) -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [*PROGRAM, "partition", "edges.txt"],
            cwd=folder,
            env=ENVIRONMENT,
            stdout=subprocess.PIPE,
            stderr=full,
            text=True,
            timeout=60,
            check=False,
        )
    assert (done.returncode, done.stdout) == (0, MODULES)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="a device that is always full")
@pytest.mark.parametrize("command", ["partition edges.txt --quiet", "codelength edges.txt a.tsv"])
def test_a_full_disk_is_one_line(folder: Path, command: str) -> None:
    (folder / "a.tsv").write_text(MODULES)
    with open("/dev/full", "w") as full:
        done = process(command.split(), folder, stdout=full)
    assert done.returncode == 1
    lines = done.stderr.splitlines()
    assert lines[-1] == "infomap-py: error: standard output: No space left on device"


@pytest.mark.surroundings
def test_a_run_loads_no_other_library_than_numpy(folder: Path) -> None:
    code = (
        "import sys; from infomap_py.cli import main; "
        "print(main(['partition', 'edges.txt', '--quiet', '-o', 'out.clu']), "
        "sorted({'scipy', 'networkx', 'pandas', 'tqdm'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        check=True,
    )
    assert done.stdout.split() == [b"0", b"[]"]


# Help


def test_the_version_is_that_of_the_package(shell: Shell) -> None:
    assert shell("--version") == (0, f"infomap-py {infomap_py.__version__}\n", "")


@pytest.mark.parametrize("command", ["--help", "partition --help", "codelength -h", "scan -h"])
def test_help_has_examples_and_exit_codes(shell: Shell, command: str) -> None:
    code, out, err = shell(command)
    assert (code, err) == (0, "")
    assert "infomap-py partition edges.txt -o out.tree" in out
    assert "130 Ctrl-C" in out


def test_every_option_has_the_name_and_the_default_of_python() -> None:
    _, commands = arguments.parsers()
    of_python = inspect.signature(infomap_py.partition).parameters
    own = {"help", "file", "output", "format", "input_format", "header", "quiet"}
    actions = {action.dest: action for action in commands["partition"]._actions}
    assert set(actions) - own <= set(of_python)
    told = {
        name: match[1]
        for name, action in actions.items()
        if (match := re.search(r"\(default: ([\w.]+)\)", action.help or ""))
    }
    assert told == {name: str(of_python[name].default) for name in told}
    assert len(told) == 15


def test_every_option_of_the_walk_is_on_the_command_line() -> None:
    _, commands = arguments.parsers()
    for name in ("partition", "codelength"):
        parser = commands[name]
        given = {action.dest for action in parser._actions}
        known = {*CODING_OPTIONS}
        if name == "partition":
            known = {*inspect.signature(infomap_py.partition).parameters}
            assert known >= {*CODING_OPTIONS}
        assert known - given <= {"graph", "node_weights", "bipartite", "unknown"}
    scanned = {action.dest for action in commands["partition"]._actions} - {
        action.dest for action in commands["scan"]._actions
    }
    of_one_search = {"markov_time", "two_level", "initial", "fixed"}
    assert scanned == {*of_one_search, "output", "format", "progress"}
