"""The machinery of tests/mutation: where it makes mistakes, and that it notices who notices."""

import json
import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from mutation.selection import WHOLE, all_mutants, drawn, selected
from mutation.sites import mutants_of
from mutation.statements import statements
from mutation.survivors import explanations
from mutation.tested_by import TESTS, files_for

ROOT = Path(__file__).resolve().parents[1]
CORE = ROOT / "infomap_py" / "_core"

pytestmark = pytest.mark.skipif(
    not (CORE / "moves.pyx").exists(), reason="the core's sources are not there"
)

SOURCE = '''
"""A text with a + b."""
from a.b cimport c

cdef enum:
    FEW = 3

cdef class A:
    cdef double[::1] x

    cdef inline double f(self, int i, double y=1.0) noexcept nogil:
        # not here: 1 + 1
        cdef double[4] z
        cdef double u = self.x[i + 1] - 2.0, v = <double>i
        if u < v and not i:
            return -u
        self.x[i] += v
        prefetch(&self.x[i + 1])
        return u

    def g(self):
        self.f(0)
        z = True
        while z == 1: break
'''
# Worked out by hand, line by line.
EXPECTED = [
    ("index", "cdef double u = self.x[i + 1 + 1] - 2.0, v = <double>i"),
    ("sign", "cdef double u = self.x[i - 1] - 2.0, v = <double>i"),
    ("constant", "cdef double u = self.x[i + 0] - 2.0, v = <double>i"),
    ("sign", "cdef double u = self.x[i + 1] + 2.0, v = <double>i"),
    ("constant", "cdef double u = self.x[i + 1] - (2 * 2.0), v = <double>i"),
    ("comparison", "if u <= v and not i:"),
    ("logic", "if u < v or not i:"),
    ("logic", "if u < v and  i:"),
    ("sign", "return u"),
    ("dropped", "self.x[i] += v"),
    ("index", "self.x[i + 1] += v"),
    ("sign", "self.x[i] -= v"),
    ("dropped", "self.f(0)"),
    ("constant", "self.f(1)"),
    ("constant", "z = False"),
    ("comparison", "while z != 1: break"),
    ("constant", "while z == 0: break"),
]


def written(folder, source):
    path = folder / "source.pyx"
    path.write_text(source, encoding="utf-8")
    return path


def test_mistakes_are_made_in_what_is_executed_and_nowhere_else(tmp_path):
    mutants = list(mutants_of(written(tmp_path, SOURCE)))
    assert [(m.operator, m.becomes) for m in mutants] == EXPECTED
    assert [m.function for m in mutants] == ["f"] * 12 + ["g"] * 5


def test_a_mutant_is_the_same_while_its_function_is(tmp_path):
    before = [m.code for m in mutants_of(written(tmp_path, SOURCE))]
    source = SOURCE.replace("FEW = 3", "FEW = 3\n    MANY = 5").replace("self.f(0)", "self.f(2)")
    after = [m.code for m in mutants_of(written(tmp_path, source))]
    assert len(set(before)) == len(before)
    assert after[:12] == before[:12]  # those of f
    assert set(after[12:]) & set(before) == {before[12]}  # g without the line that is another


def test_a_mutant_is_the_file_with_one_line_changed(tmp_path):
    path = written(tmp_path, SOURCE)
    for mutant in mutants_of(path):
        pairs = zip(SOURCE.splitlines(), mutant.source().splitlines(), strict=True)
        changed = [new.strip() for old, new in pairs if old != new]
        assert changed == ["pass" if mutant.operator == "dropped" else mutant.becomes]


def test_values_of_a_declaration_are_found_without_the_types_and_the_names(tmp_path):
    source = "cdef int a = b[0, 1], c, d = (2, 3)\n"
    found = [[t.string for t in s.tokens] for s in statements(source)]
    assert found == [["b", "[", "0", ",", "1", "]"], ["(", "2", ",", "3", ")"]]


def test_every_mutant_of_the_core_differs_and_has_a_name_and_a_code_of_its_own():
    mutants = all_mutants(CORE)
    assert len({(m.name, m.replacement) for m in mutants}) == len(mutants) > 5000
    assert len({m.code for m in mutants}) == len(mutants)
    for mutant in drawn(mutants, seed=0)[:100]:
        assert mutant.source() != mutant.path.read_text(encoding="utf-8")


def test_every_file_of_the_core_has_tests_and_these_are_there():
    assert {path.stem for path in CORE.glob("*.p[yx][xd]")} == TESTS.keys()
    for name in TESTS:
        for path in files_for(name):
            assert (ROOT / path).exists(), f"{path} of {name}"


def test_functions_that_are_tested_whole_are_there():
    for name, functions in WHOLE.items():
        assert set(functions.split()) <= {m.function for m in mutants_of(CORE / name)}


def test_survivors_are_explained_that_can_be_made():
    assert explanations().keys() <= {mutant.key for mutant in all_mutants(CORE)}


def test_what_is_drawn_depends_on_the_seed_alone():
    _, rest = selected(CORE, seed=1)
    _, same = selected(CORE, seed=1)
    _, other = selected(CORE, seed=2)
    assert rest == same
    assert rest != other
    assert set(rest) == set(other)


def small_run(folder):
    """Verdicts of two mutants of a small file, of one that changes nothing, and of one that is no
    Cython; not in a process that has loaded the package."""
    from mutation.results import Results
    from mutation.tree import Tree

    results = Results(folder / "runs.jsonl", Tree(ROOT, folder / "tree"))
    two = drawn(mutants_of(CORE / "transpose.pyx"), seed=0)[:2]
    same = replace(two[0], operator="same", start=0, end=0, replacement="")
    wrong = replace(two[0], operator="wrong", start=0, end=0, replacement=")")
    return [results.verdict(mutant)["verdict"] for mutant in (same, wrong, *two)]


@pytest.mark.slow
@pytest.mark.skipif(not list(CORE.glob("transpose.*.so")), reason="the core is not built in place")
def test_mutants_are_built_tested_and_not_tested_again(tmp_path):
    pytest.importorskip("Cython", reason="mutants are compiled")
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as process:
        verdicts = process.submit(small_run, tmp_path).result()
        lines = (tmp_path / "runs.jsonl").read_text(encoding="utf-8").splitlines()
        assert process.submit(small_run, tmp_path).result() == verdicts
    assert verdicts[:2] == ["survived", "not built"]
    assert "killed" in verdicts
    kept = [json.loads(line) for line in lines]
    assert [line["verdict"] for line in kept if "verdict" in line] == verdicts
    assert (tmp_path / "runs.jsonl").read_text(encoding="utf-8").splitlines() == lines
