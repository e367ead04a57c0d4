"""infomap-py: what goes wrong is one line, with the way out, and an exit code."""

import os
import re
import warnings
from pathlib import Path
from typing import Any

import pytest
from shell import MODULES, Shell

import infomap_py
from infomap_py import command_input, partition_commands
from infomap_py.errors import ConvergenceWarning
from infomap_py.shell_words import in_shell_words


@pytest.fixture
def shell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    return Shell(tmp_path, capsys, monkeypatch)


@pytest.mark.parametrize(
    ("command", "stdin", "message"),
    [
        ("partition missing.txt", "", "missing.txt: No such file or directory; check the path"),
        ("partition .", "", "*Is a directory; give a file, not a folder"),
        ("partition -", "a b\nc\n", "<stdin>:2: 'c' *expected *"),
        ("partition -", "a b -1\n", "<stdin>:1: *-1*"),
        ("partition -", "", "<stdin>:1: the file ends without a link; expected lines *"),
        ("partition -", "a b 0\n", "*weight 0*or count links with --unweighted*"),
        ("partition edges.txt -o no/out.clu", "", "no/out.clu: No such file or dir*check the path"),
        ("partition edges.txt --initial no.clu", "", "no.clu: No such file or directory; *"),
        ("codelength edges.txt -", "a\t0\n", "<stdin>: node 'd' is in no module (5 such nodes). *"),
        ("codelength edges.txt -", "a 0\n", "<stdin>:1: 'a 0' is not 'node<TAB>module*"),
        ("codelength edges.txt -", "x\t0\n", "<stdin>:1: node 'x' is not in the network *"),
    ],
)  # fmt: skip
def test_a_failure_is_one_line_that_names_the_place(
    shell: Shell, command: str, stdin: str, message: str
) -> None:
    code, out, err = shell(command, stdin)
    assert (code, out) == (1, "")
    pattern = re.escape(f"infomap-py: error: {message}\n").replace(r"\*", ".*")
    assert re.fullmatch(pattern, err)


@pytest.mark.parametrize(
    ("command", "message"),
    [
        ("", "give a command: partition, codelength, scan, report, info, *(see infomap-py --help)"),
        ("partition edges.txt --fixed", "fixed nodes keep *Give --initial FILE."),
        ("partitio edges.txt", "no command 'partitio'; did you mean 'infomap-py partition'? *"),
        ("edges.txt", "no command 'edges.txt'; did you mean 'infomap-py partition edges.txt'? *"),
        ("partition", "the following arguments are required: FILE (see infomap-py *"),
        ("partition --num-trails 3 edges.txt", "no option --num-trails; did you mean --num*"),
        ("codelength a b --teleport=nodes", "no option --teleport; did you mean --teleport-to? *"),
        ("codelength a b --seed 3", "no option --seed*(see infomap-py codelength --help)"),
        ("partition edges.txt --qqqq", "no option --qqqq (see infomap-py partition --help)"),
        ("--wersion", "no option --wersion; did you mean --version? (see infomap-py --help)"),
        ("partition edges.txt -x", "unrecognized arguments: -x (see *"),
        ("partition edges.txt more.txt", "unrecognized arguments: more.txt (see *"),
        ("partition edges.txt --num-trials x", "argument --num-trials: invalid int value: 'x' *"),
        ("partition edges.txt --directed --undirected", "*not allowed with argument --directed *"),
        ("partition edges.txt --num-trials 0", "--num-trials 0 is out of range; it must be at le*"),
        ("partition edges.txt --seed -1", "--seed -1 is out of range; *"),
        ("partition edges.txt --markov-time 0", "--markov-time 0.0 is not a positive finite *"),
        ("partition edges.txt --flow-model directed --undirected",
         "--flow-model directed contradicts --undirected; give one of the two, *"),
        ("partition edges.txt --regularized --teleport-to nodes",
         "--regularized contradicts --teleport-to nodes: a regularized walk teleports as *"),
        ("partition edges.txt -o out.txt", "the suffix of 'out.txt' *or give --format clu or *"),
        ("partition edges.txt -o ./edges.txt --format clu", "--output ./edges.txt would replace*"),
        ("codelength edges.txt a.txt", "the suffix of 'a.txt' names no format; *"),
        ("codelength - -", "FILE and PARTITION cannot both be standard input; name one of them."),
        ("partition - --initial -", "FILE and --initial cannot both be standard input; name one *"),
        ("partition edges.txt --initial - --metadata -", "--initial and --metadata cannot both *"),
        ("scan - --metadata -", "FILE and --metadata cannot both be standard input; name one of *"),
        ("partition edges.txt --initial edges.txt",
         "the suffix of --initial edges.txt names no format that is read; rename it, to one *"),
    ],
)  # fmt: skip
def test_wrong_usage_is_one_line_with_the_way_out(shell: Shell, command: str, message: str) -> None:
    code, out, err = shell(command)
    assert (code, out) == (2, "")
    pattern = re.escape(f"infomap-py: error: {message}\n").replace(r"\*", ".*")
    assert re.fullmatch(pattern, err)


@pytest.mark.parametrize(
    "options", ["-o no/out.clu", "-o out.txt", "--num-trials 0", "--markov-time 0"]
)
def test_what_cannot_work_is_refused_before_anything_is_read(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, options: str
) -> None:
    monkeypatch.setattr(
        command_input, "read_network", lambda *given, **options: pytest.fail("was read")
    )
    assert shell(f"partition edges.txt {options}")[0] in (1, 2)


def test_a_line_end_in_a_message_does_not_end_the_line(shell: Shell) -> None:
    code, _, err = shell(["partition", "no\nsuch\u2028file"])
    assert code == 1
    assert err == (
        r"infomap-py: error: no\nsuch\u2028file: No such file or directory; check the path" + "\n"
    )


def test_words_in_quotes_are_not_translated() -> None:
    message = (
        "'seed=1' is no number; give seed=-1, flow_model='rawdir', weight=None or 'weight=None'"
    )
    assert in_shell_words(message) == (
        "'seed=1' is no number; give --seed -1, --flow-model rawdir, --unweighted or 'weight=None'"
    )


def test_too_little_memory_is_a_failure_with_advice(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def exhausted(*given: object, **options: object) -> None:
        raise MemoryError

    monkeypatch.setattr(partition_commands, "partition", exhausted)
    code, _, err = shell("partition edges.txt")
    assert code == 1
    assert err.startswith("infomap-py: error: the memory does not suffice; ")


def test_a_warning_is_one_line(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def partition(network: object, **options: Any) -> infomap_py.Partition:
        warnings.warn("teleportation_probability=0.0 is\nlow", ConvergenceWarning, stacklevel=1)
        return infomap_py.partition(network)

    monkeypatch.setattr(partition_commands, "partition", partition)
    code, out, err = shell("partition edges.txt --quiet")
    assert (code, out) == (0, MODULES)
    assert err == "infomap-py: warning: --teleportation-probability 0.0 is\\nlow\n"


@pytest.mark.parametrize("command", ["partition", "info", "words", "vectors"])
def test_an_empty_name_is_no_file_nor_the_folder_nor_standard_output(
    shell: Shell, command: str
) -> None:
    said = "infomap-py: error: '': No such file or directory; check the path\n"
    assert shell([command, ""]) == (1, "", said)


@pytest.mark.skipif(not os.path.exists("/proc/self/mem"), reason="a file that cannot be read")
@pytest.mark.parametrize("command", ["partition", "info", "words", "vectors"])
@pytest.mark.parametrize("suffix", ["", ".gml", ".gz"])
def test_a_disk_that_fails_while_it_is_read_is_named(
    shell: Shell, command: str, suffix: str
) -> None:
    path = f"unreadable{suffix}"
    os.symlink("/proc/self/mem", path)
    said = f"infomap-py: error: {path}: Input/output error\n"
    assert shell([command, path]) == (1, "", said)
