"""Work of every kind where nothing may be reached that labels and files have no business with.

As a program: ``python -m audited FOLDER``. A hook of Python's refuses what opens a connection, runs
a program, finds a class for a pickle, or opens a file to be written outside the folder.
"""

import os
import pickle
import socket
import subprocess
import sys
from pathlib import Path

REFUSED = (
    *("socket.", "subprocess.", "os.system", "os.exec", "os.spawn", "os.posix_spawn", "os.fork"),
    *("os.startfile", "pty.", "pickle.find_class", "urllib.", "http.", "ftplib.", "smtplib."),
    *("webbrowser.", "telnetlib."),
)
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def refuse_all_but_files_in(folder: str) -> None:
    """From here on, for the whole process."""

    def hook(event: str, given: tuple[object, ...]) -> None:
        if event.startswith(REFUSED):
            raise PermissionError(f"audited: {event}")
        if event == "open" and isinstance(given[0], str | bytes):
            path, flags = os.fsdecode(given[0]), given[2]
            writes = isinstance(flags, int) and flags & WRITING
            inside = Path(os.path.abspath(path)).is_relative_to(folder)
            if writes and path != os.devnull and not inside:
                raise PermissionError(f"audited: open {path}")

    sys.addaudithook(hook)


def prove_that_it_refuses() -> None:
    for reach in (
        socket.socket,
        lambda: socket.getaddrinfo("localhost", 80),
        lambda: subprocess.run(["true"], check=True),
        lambda: os.system("true"),
        lambda: pickle.loads(pickle.dumps(Path)),
        lambda: Path("~/.audited").expanduser().write_text("x"),
    ):
        try:
            reach()
        except PermissionError as error:
            if not str(error).startswith("audited: "):
                raise
        else:
            sys.exit(f"{reach} was not refused")
    print("it refuses", file=sys.stderr)


COMMANDS = """
partition edges.txt -o a.{format}
partition edges.txt --hierarchy -o b.ftree
partition edges.txt --initial a.tree
codelength edges.txt a.tree
scan edges.txt --markov-times 1,2
report edges.txt -o report.html
info edges.txt --json
info edges.graphml
sparsify edges.txt --top-k 2 -o sparse.csv
compare a.tree b.ftree
landscape edges.txt --num-trials 4
words texts.txt --min-count 1 -o words.{format}
vectors vectors.txt -o vectors.tsv
partition missing.txt
partition damaged.txt.gz
completion bash
"""


def main(folder: str) -> None:
    os.chdir(folder)
    refuse_all_but_files_in(folder)
    prove_that_it_refuses()
    import memory_work

    from infomap_py import cli
    from infomap_py.file_formats import FORMATS, SUFFIXES

    suffixes = {format: suffix for suffix, format in SUFFIXES.items()}
    Path("edges.txt").write_bytes(memory_work.NAMES)
    Path("edges.graphml").write_text(
        "<graphml><graph edgedefault='undirected'><edge source='a' target='b'/></graph></graphml>"
    )
    Path("texts.txt").write_text(".\n".join(map(" ".join, memory_work.WORDS)))
    Path("vectors.txt").write_bytes(memory_work.VECTOR_TEXT)
    Path("damaged.txt.gz").write_bytes(b"\x1f\x8b\x08damaged")
    for command in COMMANDS.strip().splitlines():
        for format in FORMATS if "{format}" in command else ("",):
            given = command.replace(".{format}", suffixes.get(format, "")).split()
            code = cli.main(given)
            if code != ("missing" in command or "damaged" in command):
                sys.exit(f"{command}: {code}")
    for name, work in memory_work.WORK.items():
        if name != "in_threads":
            work()
    print("done", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1])
