"""The same seed gives the same bytes, whatever compiles and runs it: builds, digests, and a table.

    python benchmarks/same_bytes.py

The extensions are built with gcc and clang, without and with optimisation, also for wide SIMD as a
whole, for aarch64, for every Python at once, and with bounds checks; each build makes what
``tests/seeded_results.py`` has, on 1, 2, 3 and 8 threads (emulated, on 1 and 3): partitions of all
kinds, the files, maps and pages of some, clusters of words and vectors. The build with gcc -O3,
which carries its hot loop for several SIMD widths, runs on emulated processors with and without
AVX2 too. In the end ``repeated_runs.py`` has it run 100 times beside busy processes. All goes on
where it stopped.

How to read it: every row that is not left out must say "same". If one does not, the values that
differ are listed, and the program fails. The control is built with the fused multiply-add that
setup.py switches off: it must differ, or these graphs could not tell.
"""

import argparse
import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import aarch64
import repeated_runs
from numpy._core._multiarray_umath import __cpu_dispatch__
from repeated_runs import Digests, output_of
from report import REPOSITORY, RESULTS, provenance, table
from runs import Runs

SOURCES = ("setup.py", "pyproject.toml", "infomap_py", "tests")
THREADS, EMULATED_THREADS = (1, 2, 3, 8), (1, 3)


class LeftOutError(Exception):
    """A build or a processor that cannot be had here; the message says why."""


@dataclass(frozen=True)
class Variant:
    """A compiler with the flags that win, and what runs the result."""

    compiler: str
    flags: tuple[str, ...]
    processor: str = "this one"
    emulator: tuple[str, ...] = ()
    control: bool = False
    setting: str = ""  # of setup.py

    @property
    def build(self) -> str:
        return " ".join((self.compiler, *self.flags, *filter(None, [self.setting])))

    def tree(self, folder: Path) -> Path:
        """Where it is built; variants that differ in the processor only share the build."""
        return folder / self.build.replace(" ", "_")

    def needs(self) -> str:
        """What keeps it from being built or run on this machine; empty where nothing does."""
        for tool in (self.compiler, *self.emulator[:1]):
            if shutil.which(tool) is None:
                return f"{tool} is not installed"
        x86 = any("x86" in word for word in (*self.flags, *self.emulator))
        if x86 and platform.machine() != "x86_64":
            return "not an x86-64 machine"
        if self.flags == WIDE and "avx512vl" not in _processor_flags():
            return "no AVX-512 here"
        return ""


GCC = Variant("gcc", ("-O3",))
WIDE = ("-O3", "-march=x86-64-v4")
VARIANTS = (
    Variant("gcc", ("-O0",)),
    GCC,
    Variant("gcc", WIDE),
    Variant("gcc", ("-O3",), setting="INFOMAP_PY_LIMITED_API"),
    Variant("gcc", ("-O1",), setting="INFOMAP_PY_DEBUG"),
    Variant("clang", ("-O0",)),
    Variant("clang", ("-O3",)),
    Variant("clang", ("-O3", "-march=x86-64-v3")),
    Variant("clang", WIDE),
    replace(GCC, processor="SSE4.2 (Nehalem)", emulator=("qemu-x86_64", "-cpu", "Nehalem")),
    replace(GCC, processor="AVX2 (Haswell)", emulator=("qemu-x86_64", "-cpu", "Haswell")),
    Variant(aarch64.COMPILER, ("-O0",), "aarch64", (aarch64.EMULATOR,)),
    Variant(aarch64.COMPILER, ("-O3",), "aarch64", (aarch64.EMULATOR,)),
    Variant("gcc", ("-O3", "-march=x86-64-v3", "-ffp-contract=fast"), control=True),
)


def digests_of(variant: Variant, folder: Path, num_links: int) -> Digests:
    """Build the extensions, unless another variant has, and make the results."""
    if reason := variant.needs():
        raise LeftOutError(reason)
    python: list[str | Path] = [*variant.emulator, sys.executable]
    path, flags = [], list(variant.flags)
    if variant.processor == "aarch64":
        root = folder / "aarch64"
        try:
            aarch64.prepare(root)
        except (OSError, subprocess.CalledProcessError) as error:
            raise LeftOutError(f"no Python for aarch64: {error}") from error
        python, path = aarch64.interpreter(root), [root / "site"]
        flags += aarch64.headers(root)
    tree = variant.tree(folder)
    if not tree.exists():
        build(tree, folder / "source", variant, flags)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, [tree, *path]))}
    # What qemu 7.2 gets wrong and is not tested here: numpy's argsort with AVX2, OpenBLAS with SVE.
    if variant.processor == "aarch64":
        environment["OPENBLAS_CORETYPE"] = "ARMV8"
    elif variant.emulator:
        environment["NPY_DISABLE_CPU_FEATURES"] = " ".join(__cpu_dispatch__)
    where = "import infomap_py._core.moves as core; print(core.__file__)"
    loaded = output_of([*python, "-c", where], tree, environment)
    assert Path(loaded.strip()).is_relative_to(tree), f"{loaded} is not the build under test"
    threads = EMULATED_THREADS if variant.emulator else THREADS
    program = [tree / "tests" / "seeded_results.py", "--links", num_links, "--threads", *threads]
    return json.loads(output_of([*python, *program], tree, environment))


def copy_source(source: Path) -> None:
    """What is built, without what has been built."""
    source.mkdir(parents=True)
    for name in SOURCES:
        if (REPOSITORY / name).is_dir():
            ignored = shutil.ignore_patterns("*.c", "*.so", "__pycache__")
            shutil.copytree(REPOSITORY / name, source / name, ignore=ignored)
        else:
            shutil.copy2(REPOSITORY / name, source / name)


def build(tree: Path, source: Path, variant: Variant, flags: list[str]) -> None:
    """Build the extensions in ``tree``; once one variant is built, ``source`` has the C files."""
    unfinished = tree.with_name(f"{tree.name}.part")
    shutil.rmtree(unfinished, ignore_errors=True)
    shutil.copytree(source, unfinished)
    # Of two -O the last one wins, and setup.py's comes after those in CFLAGS: so ours are added by
    # a compiler of our own. Folders of headers, in contrast, are searched in order.
    included = [flag for flag in flags if flag.startswith("-I")]
    last = [flag for flag in flags if flag not in included]
    wrapper = unfinished / "compiler"
    command = " ".join([variant.compiler, *included, '"$@"', *last])
    wrapper.write_text(f"#!/bin/sh\nexec {command}\n", encoding="utf-8")
    wrapper.chmod(0o755)
    setup = [sys.executable, "setup.py", "build_ext", "--inplace", f"-j{os.cpu_count()}"]
    settings = {variant.setting: "1"} if variant.setting else {}
    output_of(setup, unfinished, {**os.environ, **settings, "CC": str(wrapper)})
    for library in (unfinished / "infomap_py" / "_core").glob("*.so"):
        library.rename(library.with_name(library.name.partition(".")[0] + ".so"))
    if not variant.setting:  # bounds checks are in the C files
        for generated in (unfinished / "infomap_py" / "_core").glob("*.c"):
            shutil.copy2(generated, source / "infomap_py" / "_core")
    unfinished.rename(tree)


def differences(ours: Digests, theirs: Digests) -> Iterator[str]:
    """Every value that is not the same as ours on one thread, in order."""
    for name, values in theirs.items():
        expected = ours[f"{name.rpartition(';')[0]}; 1 threads"]
        for key, value in values.items():
            if expected[key] != value:
                yield f"{name}: {key} is {value} instead of {expected[key]}"


def short(digests: Digests) -> str:
    """One digest of all that one thread made."""
    digests = {name: values for name, values in digests.items() if name.endswith("; 1 threads")}
    return hashlib.sha256(json.dumps(digests, sort_keys=True).encode()).hexdigest()[:16]


def _processor_flags() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    return cpuinfo.read_text(encoding="utf-8") if cpuinfo.exists() else ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--links", type=int, default=1000, help="links of every graph")
    parser.add_argument("--runs", type=int, default=100, help="beside busy processes")
    parser.add_argument("--folder", type=Path, default=REPOSITORY / "build" / "same_bytes")
    parser.add_argument("--output", type=Path, default=RESULTS / "same_bytes.md")
    options = parser.parse_args()
    runs = Runs(options.folder.resolve() / "runs.jsonl")
    folder = runs.path.parent / runs.code
    if not folder.exists():
        copy_source(folder / "source")
    rows: list[list[str]] = []
    wrong: list[str] = []
    first: Digests | None = None
    for variant in VARIANTS:
        row = [variant.build, variant.processor]
        try:
            digests = runs.get(
                f"{variant.build} on {variant.processor}, {options.links} links",
                partial(digests_of, variant, folder, options.links),
            )
        except LeftOutError as reason:
            rows.append([*row, "", f"left out: {reason}"])
        else:
            first = first or digests
            found = list(differences(first, digests))
            verdict = f"{len(found)} values differ" if found else "same"
            if variant.control:
                verdict = f"control: {verdict}"
            if bool(found) != variant.control:
                wrong += [f"- {variant.build} on {variant.processor}: {verdict}"]
                wrong += [f"  - {line}" for line in found]
            rows.append([*row, short(digests), verdict])
        print(" | ".join(rows[-1]), flush=True)
        write_page(options.output, options.links, rows, wrong, "")
    told, differing = repeated_runs.runs(GCC.tree(folder), options.runs)
    wrong += [f"- run {line}" for line in differing]
    write_page(options.output, options.links, rows, wrong, told)
    if wrong:
        raise SystemExit(1)


def write_page(
    path: Path, num_links: int, rows: list[list[str]], wrong: list[str], repeated: str
) -> None:
    """What there is so far."""
    paragraphs = [
        "# The same seed, the same bytes",
        f"Digests of all that `tests/seeded_results.py` makes of {num_links:,} links, on 1, 2, 3 "
        "and 8 threads. `benchmarks/same_bytes.py` says how to read this.",
        provenance("cython"),
        table(["build", "processor", "digest", "verdict"], rows),
        repeated,
        "\n".join(wrong) or "Nothing differs that should not.",
    ]
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n\n".join(filter(None, paragraphs)) + "\n", encoding="utf-8")
    print(f"{paragraphs[-1]}\n{path}", flush=True)


if __name__ == "__main__":
    main()
