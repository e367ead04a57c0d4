"""Partitions in Newick's format: to the letter, and as its grammar has it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from written_trees import network_of_pairs, pairs_of_pairs, partition_into, paths_of

import infomap_py
from infomap_py import Network
from infomap_py.errors import ReadError
from infomap_py.newick_files import escaped_label, newick_label, newick_text
from infomap_py.newick_parser import NewickParser


def text_of(partition, with_provenance=False):
    return "".join(newick_text(partition, with_provenance))


def leaves(text):
    return list(NewickParser(text).leaves())


# What is written


def test_two_triangles_by_hand():
    # 14 ends of links; those of the bridge, 3 and 4, have 3 of them, the others 2.
    links = [(1, 2), (2, 3), (3, 1), (3, 4), (4, 5), (5, 6), (6, 4)]
    partition = infomap_py.partition([(f"n {u}", f"n {v}") for u, v in links])
    small, large = repr(2 / 14), repr(3 / 14)
    first, second = partition.coded.rates.flow.tolist()
    assert text_of(partition) == (
        f"(('n 3':{large},'n 1':{small},'n 2':{small})0:{first!r},"
        f"('n 4':{large},'n 5':{small},'n 6':{small})1:{second!r});\n"
    )
    assert [first, second] == pytest.approx([0.5, 0.5], abs=1e-12)


def test_modules_in_modules_are_groups_in_groups():
    shape = "".join(c for c in text_of(pairs_of_pairs()) if c in "(,);")
    assert shape == "(((,),(,)),((,),(,)));"


def test_branches_below_a_module_are_together_as_long_as_its_own():
    numbers = re.findall(r":([-+.e\d]+)(?=[,)])", text_of(pairs_of_pairs()))
    lengths = list(map(float, numbers))
    assert len(lengths) == 8 + 4 + 2
    # Two nodes and their pair, twice, and the two pairs' pair: in turns, in both halves.
    for half in (lengths[:7], lengths[7:]):
        assert half[0] + half[1] == pytest.approx(half[2], abs=1e-12)
        assert half[3] + half[4] == pytest.approx(half[5], abs=1e-12)
        assert half[2] + half[5] == pytest.approx(half[6], abs=1e-12)
    assert lengths[6] + lengths[13] == pytest.approx(1.0, abs=1e-12)


@pytest.mark.parametrize(
    ("label", "written"),
    [
        ("Oslo", "Oslo"),
        ("中文", "中文"),
        (-12, "-12"),
        ("", "''"),
        ("New York", "'New York'"),
        ("under_score", "'under_score'"),
        ("it's", "'it''s'"),
        ("a:b", "'a:b'"),
        ("[x]", "'[x]'"),
        ("(1,2);", "'(1,2);'"),
        ("a\nb", r"a\nb"),
        ("a\\b", r"a\\b"),
        ((1, "x"), "'(1, ''x'')'"),
    ],
)
def test_labels_stand_between_quotes_by_the_rules_of_the_standard(label, written):
    assert newick_label(label) == written
    assert leaves(f"({written});") == [(escaped_label(str(label)), ())]


def test_what_made_it_is_a_comment_whatever_brackets_are_in_it():
    network = Network.from_links([0], [1], nodes=["a", "b"], source="in[1](2).txt")
    text = text_of(infomap_py.partition(network), with_provenance=True)
    comment, _, tree = text.partition("]\n")
    assert comment.startswith("[infomap_py: ")
    assert comment.count("[") == 1
    assert r"input: in\x5b1\x5d(2).txt" in comment
    assert tree == text_of(infomap_py.partition(network))
    assert leaves(text) == [("a", (0,)), ("b", (0,))]


@given(data=st.data())
def test_leaves_are_where_their_paths_say(data):
    paths = data.draw(paths_of(8))
    partition = partition_into(network_of_pairs(), dict(zip(range(1, 9), paths, strict=True)))
    found = {int(label): path for label, path in leaves(text_of(partition))}
    assert found == partition.paths


# What is read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (";", []),
        (" ( a , b ) ; ", [("a", ()), ("b", ())]),
        ("(a_b,'a_b')root:0;", [("a b", ()), ("a_b", ())]),
        ("((A:1e-3,B:.5)0.98:2,(C,D)x);\n", [("A", (0,)), ("B", (0,)), ("C", (1,)), ("D", (1,))]),
        ("[one]((a[two],b)\n[three],c);[four]", [("a", (0,)), ("b", (0,)), ("c", ())]),
        ("((('it''s')));", [("it's", (0, 0))]),
        ("(a,(b,(c)));", [("a", ()), ("b", (1,)), ("c", (1, 1))]),
    ],
)
def test_trees_of_other_programs_are_read(text, expected):
    assert leaves(text) == expected


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("(a,b)", 1, "the tree does not end with a semicolon"),
        ("", 1, "the tree does not end with a semicolon"),
        ("((a,b);", 1, "a parenthesis is not closed before the semicolon"),
        ("(a,b));", 1, r"'\)' does not belong there"),
        ("(a,\n,b);", 2, "',' does not belong there"),
        ("(a,\nb c);", 2, "'c' does not belong there"),
        ("();", 1, r"'\)' does not belong there"),
        ("a;", 1, "'a' does not belong there"),
        ("(a);\n(b);", 2, r"'\(' does not belong there"),
        ("(a:x);", 1, "'x' is no length of a branch"),
        ("('a);\n", 1, '"\'a\\);" does not belong there'),
        ("[never", 1, r"'\[never' does not belong there"),
        ("(" + "x" * 30 + " y);", 1, "'y' does not belong there"),
        ("(a '" + "x" * 30 + "');", 1, r"'x{17}\.\.\.' does not belong there"),
    ],
)
def test_what_is_no_tree_is_refused_with_its_line(text, line, message):
    parser = NewickParser(text)
    with pytest.raises(ReadError, match=message):
        list(parser.leaves())
    assert parser.line == line


def test_a_deep_tree_takes_no_stack():
    depth = 100_000
    assert leaves("(" * depth + "a" + ")" * depth + ";") == [("a", (0,) * (depth - 1))]
