"""Labels and files are data: nothing of them is run, fetched or obeyed."""

import ast
import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.parsers import expat

import numpy as np
import pytest
from shell import ENVIRONMENT

import infomap_py
from infomap_py.errors import ReadError
from infomap_py.readers import read_network
from infomap_py.words.vector_files import read_vectors

PACKAGE = Path(infomap_py.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))

# What no module of the package imports: whatever unpickles, runs programs or reaches a network.
FORBIDDEN_MODULES = {
    *("pickle", "marshal", "shelve", "dill", "copyreg", "yaml", "lxml", "jinja2"),
    *("subprocess", "pty", "socket", "ssl", "select", "asyncio", "urllib", "http", "ftplib"),
    *("smtplib", "requests", "xmlrpc", "webbrowser", "ctypes", "multiprocessing", "code"),
}
FORBIDDEN_CALLS = {
    *("eval", "exec", "compile", "__import__", "breakpoint", "input"),
    *("os.system", "os.popen", "os.startfile", "os.fork"),
    *("pandas.eval", "pandas.read_pickle", "np.fromregex"),
}
FORBIDDEN_BEGINNINGS = ("os.exec", "os.spawn", "os.posix_spawn")


def forbidden_in(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names if _top(one.name) in FORBIDDEN_MODULES)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            if _top(node.module) in FORBIDDEN_MODULES:
                yield node.module
        elif isinstance(node, ast.Call):
            name, given = ast.unparse(node.func), {one.arg: one.value for one in node.keywords}
            if name in FORBIDDEN_CALLS or name.startswith(FORBIDDEN_BEGINNINGS):
                yield name
            allowed = given.get("allow_pickle")
            if name in ("np.load", "numpy.load") and ast.unparse(allowed or node) != "False":
                yield f"{name} that unpickles"
            if "shell" in given:
                yield f"{name}(shell=...)"


def _top(module: str) -> str:
    return module.partition(".")[0]


def test_no_module_runs_text_unpickles_or_reaches_a_network() -> None:
    found = {path.name: list(forbidden_in(ast.parse(path.read_bytes()))) for path in MODULES}
    assert {name: names for name, names in found.items() if names} == {}
    assert len(found) > 150


@pytest.mark.parametrize(
    "line",
    [
        "import pickle",
        "from urllib.request import urlopen",
        "eval(text)",
        "os.system(text)",
        "os.execvp(text, [])",
        "np.load(path)",
        "np.load(path, allow_pickle=True)",
        "run(text, shell=True)",
    ],
)
def test_what_is_forbidden_is_found(line: str) -> None:
    assert len(list(forbidden_in(ast.parse(line)))) == 1


def test_no_connection_no_program_no_pickle_and_no_file_elsewhere(tmp_path: Path) -> None:
    pytest.importorskip("scipy", reason="what .ftree and graphs of other formats are made with")
    done = subprocess.run(
        [sys.executable, "-X", "faulthandler", "-m", "audited", str(tmp_path)],
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(PACKAGE.parent), str(Path(__file__).parent)]),
            "PYTHONDONTWRITEBYTECODE": "1",
            "TMPDIR": str(tmp_path),
        },
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert "audited:" not in done.stderr
    assert done.stderr.endswith("done\n"), done.stderr[-2000:]
    assert done.returncode == 0


class Bait:
    def __reduce__(self):
        return os.mkdir, ("unpickled",)


def test_arrays_of_objects_are_refused_and_not_unpickled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    np.save("a.npy", np.array([[Bait()]], dtype=object), allow_pickle=True)
    with pytest.raises(ReadError, match="no array of numbers"):
        read_vectors("a.npy", vocabulary=["a"])
    np.savez("a.npz", format=np.array([Bait()], dtype=object))
    with pytest.raises(ReadError, match=r"a\.npz: "):
        read_network("a.npz")
    Path("b.npz").write_bytes(pickle.dumps(Bait()))
    with pytest.raises(ReadError, match=r"b\.npz: "):
        read_network("b.npz")
    assert not Path("unpickled").exists()


GRAPHML = """<?xml version="1.0"?>
<!DOCTYPE graphml [{entities}]>
<graphml><key id="w" for="all" attr.name="module" attr.type="string"/><graph edgedefault="directed">
<node id="a"><data key="w">{text}</data></node><edge source="a" target="b"/></graph></graphml>
"""
GEXF = """<?xml version="1.0"?>
<!DOCTYPE gexf [{entities}]>
<gexf xmlns="http://gexf.net/1.3" version="1.3"><graph><attributes class="node">
<attribute id="0" title="module" type="string"/></attributes><nodes><node id="a" label="{text}">
<attvalues><attvalue for="0" value="1"/></attvalues></node></nodes></graph></gexf>
"""


@pytest.mark.parametrize(("suffix", "document"), [("graphml", GRAPHML), ("gexf", GEXF)])
@pytest.mark.skipif(expat.version_info < (2, 4, 1), reason="an expat without a limit of its own")
def test_entities_that_grow_without_end_are_refused(
    tmp_path: Path, suffix: str, document: str
) -> None:
    entities = '<!ENTITY e0 "ha">' + "".join(
        f'<!ENTITY e{k} "{f"&e{k - 1};" * 10}">' for k in range(1, 12)
    )
    path = tmp_path / f"a.{suffix}"
    path.write_text(document.format(entities=entities, text="&e11;"))
    with pytest.raises(ReadError, match=f"a.{suffix}"):
        infomap_py.read_partition(path)
    if suffix == "gexf":
        pytest.importorskip("networkx", reason="what reads graphs of GEXF")
    with pytest.raises(ReadError, match=f"a.{suffix}"):
        read_network(path)


@pytest.mark.parametrize(("suffix", "document"), [("graphml", GRAPHML), ("gexf", GEXF)])
def test_entities_of_other_files_are_not_fetched(
    tmp_path: Path, suffix: str, document: str
) -> None:
    (tmp_path / "secret").write_text("a secret")
    entity = f'<!ENTITY e SYSTEM "{(tmp_path / "secret").as_uri()}">'
    path = tmp_path / f"a.{suffix}"
    path.write_text(document.format(entities=entity, text="&e;"))
    for read in (infomap_py.read_partition, read_network):
        try:
            assert "secret" not in repr(read(path))
        except ReadError as error:
            assert "a secret" not in str(error)


HOSTILE = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202e\x00\r"
BANNED = ("\x1b", "\x07", "\x9b", "\u202e", "\x00")


@pytest.fixture
def hostile_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    name = HOSTILE.replace("\x00", "").replace("\r", "")
    lines = f'"{name}a" b\nb "c{name}"\n"c{name}" "{name}a"\n"c{name}" d\n'
    Path("edges.txt").write_text(lines, encoding="utf-8", newline="")
    Path("other.tsv").write_text(f"{name}x\t0\n", encoding="utf-8", newline="")
    Path("damaged.txt").write_text(f"a b\n{name} b c d e\n", encoding="utf-8", newline="")
    Path("texts.txt").write_text(f"{name}a b c. b c {name}a.\n" * 9, encoding="utf-8", newline="")
    return tmp_path


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="terminals of POSIX")
@pytest.mark.parametrize(
    "command",
    [
        "partition edges.txt",
        "partition edges.txt --format tree",
        "partition edges.txt --format json",
        "sparsify edges.txt --min-weight 0",
        "info edges.txt",
        "info edges.txt --json",
        "codelength edges.txt other.tsv",
        "partition damaged.txt",
        "partition edges.txt --initial other.tsv",
        "words texts.txt --min-count 1 --tokenizer blanks",
        "landscape edges.txt --num-trials 3",
        "\x1b]0;owned\x07",
        "partition \x1b]0;owned\x07",
    ],
)
def test_no_terminal_is_sent_what_it_would_obey(hostile_files: Path, command: str) -> None:
    leader, follower = os.openpty()
    program = [sys.executable, "-m", "infomap_py", *command.split()]
    running = subprocess.Popen(program, stdout=follower, stderr=follower, env=ENVIRONMENT)
    os.close(follower)
    seen = b""
    try:
        while part := os.read(leader, 1 << 16):
            seen += part
    except OSError:  # Linux has no end of file there
        pass
    assert running.wait(timeout=60) in (0, 1, 2)
    os.close(leader)
    text = seen.decode()
    assert text
    assert not [mark for mark in BANNED if mark in text], text
