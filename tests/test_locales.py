"""Numbers, labels and names of files do not depend on the locale; messages say what it can."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from shell import ENVIRONMENT

EDGES = "na\u00efve \u793e\u533a 0.5\n\u793e\u533a a 1.25\na na\u00efve 2e-1\nb c 1.5\nb a .5\n"
LABELS = "na\u00efve\t0\n\u793e\u533a\t0\na\t0\nb\t1\nc\t1\n"
COMPILED = {  # by `localedef`, where the C library has it, and the sources of its locales
    "de_DE.UTF-8": ("de_DE", "UTF-8"),  # a decimal comma
    "de_DE.ISO-8859-1": ("de_DE", "ISO-8859-1"),  # and letters of one byte
    "zh_CN.GBK": ("zh_CN", "GBK"),  # whose second bytes may be ASCII
    "tr_TR.ISO-8859-9": ("tr_TR", "ISO-8859-9"),  # where the small letter of I is another
}
SAID = {
    "C": "a, \\u793e\\u533a, na\\xefve",
    "none": "a, \\u793e\\u533a, na\\xefve",
    "de_DE.UTF-8": "a, \u793e\u533a, na\u00efve",
    "de_DE.ISO-8859-1": "a, \\u793e\\u533a, na\u00efve",
    "zh_CN.GBK": "a, \u793e\u533a, na\\xefve",
    "tr_TR.ISO-8859-9": "a, \\u793e\\u533a, na\u00efve",
}
SET_LOCALE = "import locale; locale.setlocale(locale.LC_ALL, ''); "  # as programs with windows do


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("locales")
    for name, (source, charset) in COMPILED.items():
        command = ["localedef", "-i", source, "-f", charset, str(folder / name)]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=60)
        except (OSError, subprocess.CalledProcessError) as error:
            pytest.skip(f"{name} cannot be made here: {error}")
    return folder


def environment(name: str, compiled: Path) -> dict[str, str]:
    """That of a program in this locale, which Python does not exchange for one with UTF-8."""
    without = {k: v for k, v in ENVIRONMENT.items() if k != "LANG" and not k.startswith("LC_")}
    chosen = {} if name == "none" else {"LC_ALL": name}
    own = {"LOCPATH": str(compiled), "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    return {**without, **own, **chosen}


def ran(command: list[str], folder: Path, variables: dict[str, str]) -> tuple[int, bytes, bytes]:
    code = f"{SET_LOCALE}from infomap_py.cli import main; raise SystemExit(main())"
    done = subprocess.run(
        [sys.executable, "-c", code, *command],
        cwd=folder,
        env=variables,
        capture_output=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("name", SAID)
def test_results_are_the_same_and_messages_in_what_letters_there_are(
    tmp_path: Path, compiled: Path, name: str
) -> None:
    (tmp_path / "edges.txt").write_text(EDGES, encoding="utf-8")
    variables = environment(name, compiled)
    code, out, err = ran(["partition", "edges.txt"], tmp_path, variables)
    assert (code, out) == (0, LABELS.encode())
    charset = COMPILED[name][1] if name in COMPILED else "ascii"
    said = err.decode(charset)
    assert "codelength 1.952626 bits per step" in said
    assert f"3 nodes: {SAID[name]}\n" in said


@pytest.mark.parametrize("name", ["de_DE.UTF-8", "de_DE.ISO-8859-1"])
def test_a_decimal_comma_is_refused_where_it_is_the_rule_too(
    tmp_path: Path, compiled: Path, name: str
) -> None:
    (tmp_path / "edges.txt").write_text("a b 1.5\nb c 1,5\n", encoding="utf-8")
    code, out, err = ran(["partition", "edges.txt"], tmp_path, environment(name, compiled))
    assert (code, out) == (1, b"")
    assert err.startswith(b"infomap-py: error: edges.txt:2: '1,5' is not a weight")


def test_results_of_every_kind_are_those_of_another_locale(compiled: Path) -> None:
    def made(code: str, variables: Mapping[str, str]) -> bytes:
        return subprocess.run(
            [sys.executable, "-c", code, "--links", "60"],
            env={**variables, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            check=True,
            timeout=120,
        ).stdout

    here = "import seeded_results; seeded_results.main()"
    there = f"{SET_LOCALE}assert locale.localeconv()['decimal_point'] == ','; {here}"
    assert made(there, environment("de_DE.ISO-8859-1", compiled)) == made(here, os.environ)


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are bytes")
@pytest.mark.parametrize("name", ["C", "de_DE.UTF-8", "zh_CN.GBK"])
def test_files_of_any_name_are_read_and_written(tmp_path: Path, compiled: Path, name: str) -> None:
    called = [
        b"with a space",
        b"two\nlines",
        b"a\ttab",
        b"\xff\xfe",
        "\u793e\u533a".encode(),
        "\u793e\u533a".encode("gbk"),
        b"a'quote\"",
    ]
    folder = os.fsencode(tmp_path)
    for stem in called:
        Path(os.fsdecode(os.path.join(folder, stem + b".txt"))).write_bytes(EDGES.encode())
    code = (
        f"{SET_LOCALE}import sys; from infomap_py.cli import main\n"
        "for stem in sys.argv[1:]:\n"
        "    assert main(['partition', stem + '.txt', '-o', stem + '.tsv', '--quiet']) == 0\n"
        "    assert main(['partition', stem + '?']) == 1\n"
    )
    done = subprocess.run(
        [sys.executable.encode(), b"-c", code.encode(), *called],
        cwd=tmp_path,
        env=environment(name, compiled),
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    lines = done.stderr.splitlines()  # what there is no such file is called, in the locale's words
    assert [line.startswith(b"infomap-py: error: ") for line in lines] == [True] * len(called)
    for stem in called:
        written = Path(os.fsdecode(os.path.join(folder, stem + b".tsv"))).read_text("utf-8")
        rows = [line.split("\t")[:2] for line in written.splitlines() if line[0] != "#"]
        assert rows == [line.split("\t") for line in LABELS.splitlines()]
