"""A Python for aarch64 with numpy and scipy in a folder, run by qemu: no change to this machine.

Debian's packages come through apt with lists and caches of its own in the folder, the others from
PyPI.
"""

import subprocess
import sys
import zipfile
from importlib.metadata import version
from pathlib import Path

EMULATOR = "qemu-aarch64"
COMPILER = "aarch64-linux-gnu-gcc"
SOURCE = "deb [trusted=yes] http://deb.debian.org/debian bookworm main\n"
VERSION = "3.11"  # of bookworm's Python
PACKAGES = (
    f"python{VERSION}-minimal libpython{VERSION}-minimal libpython{VERSION}-stdlib "
    f"libpython{VERSION}-dev libc6 libgcc-s1 libstdc++6 libcrypt1 libexpat1 libffi8 libssl3 "
    "libbz2-1.0 liblzma5 libuuid1 zlib1g"
).split()


def prepare(folder: Path) -> None:
    """Download and unpack, unless that was done before; CalledProcessError where it cannot be."""
    if interpreter(folder)[-1].exists():
        return
    downloads = folder / "downloads"
    for part in ("lists/partial", "cache/archives/partial", "etc"):
        (downloads / part).mkdir(parents=True, exist_ok=True)
    (downloads / "etc/sources.list").write_text(SOURCE, encoding="utf-8")
    places = {
        "APT::Architecture": "arm64",
        "APT::Architectures::": "arm64",
        "APT::Sandbox::User": "root",
        "Dir::State::Lists": downloads / "lists",
        "Dir::State::status": "/dev/null",
        "Dir::Cache": downloads / "cache",
        "Dir::Etc::sourcelist": downloads / "etc/sources.list",
        "Dir::Etc::sourceparts": "/dev/null",
    }
    apt = ["apt-get", "-qq", *(f"-o{name}={value}" for name, value in places.items())]
    _run([*apt, "update"], downloads)
    _run([*apt, "download", *PACKAGES], downloads)
    for package in sorted(downloads.glob("*.deb")):
        _run(["dpkg", "-x", package, folder], downloads)
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]
    platforms = [f"--platform=manylinux_2_{minor}_aarch64" for minor in (17, 27, 28)]
    wheels = [f"{name}=={version(name)}" for name in ("numpy", "scipy")]
    _run([*pip, *platforms, f"--python-version={VERSION}", *wheels], downloads)
    for wheel in downloads.glob("*.whl"):
        zipfile.ZipFile(wheel).extractall(folder / "site")


def interpreter(folder: Path) -> list[str | Path]:
    """The command that runs it; PYTHONPATH must hold ``folder / "site"``, where numpy and scipy
    are."""
    return [EMULATOR, "-L", folder, folder / f"usr/bin/python{VERSION}"]


def headers(folder: Path) -> list[str]:
    """Flags that find its headers before this machine's own."""
    include = folder / "usr/include"
    return [f"-I{include}/python{VERSION}", f"-I{include}"]


def _run(command: list[str | Path], folder: Path) -> None:
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
