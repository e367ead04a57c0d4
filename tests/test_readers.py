"""Readers: link lists as networks, headers, errors."""

import io
import logging
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from infomap_py._core.tokenizer import Tokenizer
from infomap_py.errors import NetworkError, OptionError, ReadError, ReadWarning
from infomap_py.network import Network
from infomap_py.readers import read_network

DATA = Path(__file__).parent / "data"


def network_in(text: str | bytes, **options: object) -> Network:
    text = text.encode() if isinstance(text, str) else text
    return read_network(io.BytesIO(text), **options)  # type: ignore[arg-type]


def links(network: Network) -> set[tuple[object, object, float]]:
    return set(network.links())


# What a link list becomes


def test_a_csv_with_names_between_quotes_comments_and_a_header() -> None:
    network = read_network(DATA / "towns.csv")
    assert network.nodes == ["New York", "Boston", "Portland, Maine", 'The "Big" Easy']
    assert links(network) == {
        ("New York", "Boston", 4.0),
        ("New York", 'The "Big" Easy', 1.0),
        ("Boston", "Portland, Maine", 2.0),
        ("Portland, Maine", 'The "Big" Easy', 0.5),
    }


def test_the_network_says_what_it_was_read_from() -> None:
    assert read_network(DATA / "towns.csv").source == str(DATA / "towns.csv")


def test_link_lists_are_undirected_and_parallel_links_are_summed() -> None:
    assert links(network_in("1 2 2\n2 1 0.5\n3 3 4\n")) == {(1, 2, 2.5), (3, 3, 4.0)}


def test_a_directed_link_list_keeps_both_directions() -> None:
    network = network_in("1 2 2\n2 1 0.5\n", directed=True)
    assert links(network) == {(1, 2, 2.0), (2, 1, 0.5)}


def test_integer_labels_are_an_array_of_int64() -> None:
    nodes = network_in("5 -7\n-7 9223372036854775807\n").nodes
    assert isinstance(nodes, np.ndarray)
    assert nodes.dtype == np.int64
    assert nodes.tolist() == [5, -7, 2**63 - 1]


@pytest.mark.parametrize("weight", [False, None])
def test_ignored_weights_make_every_link_count_one(weight: bool | None) -> None:
    network = network_in("1 2 2\n2 3 0.5\n", weight=weight)
    assert network.weights is None


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff1 2\n2 3\n",
        "\ufeff# comment\n1 2\n2 3\n",
        "\ufeff\n\n1 2\n2 3",
        "1 2\r\n2 3\r\n",
        "\n \t\n% comment\n # comment\n1 2\n\n#\n2 3",
        "1\t2\n2\t3\n",
        " 1 , 2\n2,3\n",
        "1    2\n\t2\t3 \n",
    ],
)
def test_line_ends_marks_comments_and_blanks_do_not_count(text: str) -> None:
    assert links(network_in(text)) == {(1, 2, 1.0), (2, 3, 1.0)}


def test_names_in_a_file_with_tabs_may_contain_blanks_and_commas() -> None:
    network = network_in("New York\tBoston, Mass.\t2\n São Paulo \t北京\n")
    assert network.nodes == ["New York", "Boston, Mass.", "São Paulo", "北京"]


def test_a_comma_between_quotes_does_not_separate() -> None:
    assert network_in('"a,b" c\n').nodes == ["a,b", "c"]


def test_names_may_begin_with_an_asterisk_if_the_format_is_given() -> None:
    assert network_in("*a b\n*c *a\n", format="links").nodes == ["*a", "b", "*c"]


# Headers


@pytest.mark.parametrize("line", ["source target", "From To", "u v weight", "node1 node2 strength"])
@pytest.mark.parametrize("link", ["1 2", "a b"])
def test_known_column_names_are_a_header(line: str, link: str) -> None:
    notes: list[str] = []
    assert network_in(f"{line}\n{link}\n", notes=notes).num_links == 1
    assert notes == [
        f"<stream>: line 1, '{line}', is taken for a header; pass header=False if it is a link."
    ]


def test_known_column_names_with_a_number_are_a_link() -> None:
    assert network_in("u v 2\n").nodes == ["u", "v"]


@pytest.mark.parametrize(
    "line", ["person friend", "person friend times", '"a b" c', "person person"]
)
def test_the_only_line_with_words_for_ids_is_a_header(line: str) -> None:
    text = f"# about\n{line}\n1 2\n3 1 0.5\n"
    with pytest.warns(ReadWarning) as said:
        network = network_in(text)
    assert links(network) == {(1, 2, 1.0), (1, 3, 0.5)}
    (warning,) = said
    assert warning.filename == __file__
    assert str(warning.message).startswith(f"<stream>: line 2, '{line}', is taken for a header, as")
    assert network_in(text, header=True).num_links == 2  # and no warning


@pytest.mark.parametrize(
    ("text", "nodes"),
    [
        ("anna bob\n", ["anna", "bob"]),
        ("anna bob\n1 2\n3 carl\n", ["anna", "bob", "1", "2", "3", "carl"]),
        ("anna anna\n1 2\n1 carl\n", ["anna", "1", "2", "carl"]),
        ("anna 1\n1 2\n", ["anna", "1", "2"]),
    ],
)
def test_a_first_line_among_other_words_is_a_link(text: str, nodes: list[str]) -> None:
    notes: list[str] = []
    network = network_in(text, notes=notes)
    assert network.nodes == nodes
    assert network.num_links == text.count("\n")
    assert notes == []


def test_a_line_set_aside_keeps_its_weight() -> None:
    network = network_in("anna bob 2\n1 2\nbob carl 3\n")
    assert links(network) == {("anna", "bob", 2.0), ("1", "2", 1.0), ("bob", "carl", 3.0)}


def test_a_header_can_be_asserted_and_denied() -> None:
    assert network_in("1 2\n2 3\n", header=True).nodes.tolist() == [2, 3]  # type: ignore[union-attr]
    assert network_in("source target\n2 3\n", header=False).num_nodes == 4


def test_the_separator_is_that_of_the_first_line_after_an_asserted_header() -> None:
    assert network_in("from to\nNew York,Boston\n", header=True).nodes == ["New York", "Boston"]


def test_a_header_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="infomap_py"):
        network_in("source,target\n1,2\n")
    assert [record.levelname for record in caplog.records] == ["INFO"]
    assert "'source,target', is taken for a header" in caplog.text


# Errors


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "",
            r"<stream>:1: the file ends without a link; expected lines 'source target \[weight\]'",
        ),
        ("# a\n\n% b\n", r"<stream>:3: the file ends without a link"),
        ("source target\n", r"<stream>:1: the file ends without a link"),
        ("1 2\n3\n", r"<stream>:2: '3' has no target; expected '.*' with white space in between"),
        ("1,2\n3,\n", r"<stream>:2: '3,' has no target; expected '.*' with a comma in between"),
        ("1\t2\n\t3\n", r"<stream>:2: '3' has an empty first column; .* with a tab in between"),
        ('"" 3\n', r"<stream>:1: '\"\" 3' has an empty first column"),
        ("1 2\n1 2 3 4\n", r"<stream>:2: '1 2 3 4' has more than three columns; .* Drop the other"),
        ("1,2,1\n1,2,,\n", r"<stream>:2: '1,2,,' has more than three columns"),
        (
            "1,2,3\n1,2,\n",
            r"<stream>:2: '1,2,' has an empty third column; expected 'source target \[weight\]' "
            r"with a comma in between\. Write the weight there, leave out the separator before",
        ),
        ("1\t2\t \n", r"<stream>:1: '1\\t2' has an empty third column; expected .* a tab"),
        ('a b ""\n', r"<stream>:1: 'a b \"\"' has an empty third column"),
        ('1 2\n"a b\n', r"<stream>:2: '\"a b' has a double quote that is not closed"),
        (
            '"a"b c\n',
            r"<stream>:1: '\"a\"b c' has a double quote that is not closed, or text right",
        ),
        ("a b\nperson friend x\n", r"<stream>:2: 'x' is not a weight; .* \(header=True\)"),
        ("a b x\n1 2\nc d\n", r"<stream>:1: 'x' is not a weight"),
        ("1 2\n*Arcs\n", r"<stream>:2: '\*Arcs' looks like a Pajek heading in a list of links"),
        ("1 9223372036854775808", r"<stream>:1: '9223372036854775808' is beyond the range"),
        ("a -9223372036854775809", r"<stream>:1: '-9223372036854775809' is beyond the range"),
        ("1 2 " + "x" * 99, r"<stream>:1: 'x{57}\.\.\.' is not a weight"),
    ],
)
def test_a_malformed_line_is_named_with_the_rule(text: str, message: str) -> None:
    with pytest.raises(ReadError, match=f"^{message}"):
        network_in(text)


def test_an_empty_weight_does_not_matter_where_weights_are_ignored() -> None:
    assert links(network_in("1,2,\n2,3,0.5\n", weight=None)) == {(1, 2, 1.0), (2, 3, 1.0)}


@pytest.mark.parametrize(
    "encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"]
)
@pytest.mark.parametrize("text", ["1 2\n2 3\n", "# comment\n\na,b,0.5\n", "*Vertices 2\n"])
def test_utf16_and_utf32_are_recognised_with_the_way_out(text: str, encoding: str) -> None:
    name = encoding.upper()[:6]
    with pytest.raises(
        ReadError,
        match=rf"^<stream>:\d+: .* looks like {name}, .* iconv -f {name} -t UTF-8 OLD > NEW",
    ):
        network_in(text.encode(encoding))


def test_an_integer_beyond_all_ids_is_a_name_between_quotes() -> None:
    assert network_in('1 "9223372036854775808"\n').nodes == ["1", "9223372036854775808"]


def test_an_unknown_format_is_refused_with_the_choice() -> None:
    with pytest.raises(OptionError, match=r"^format is 'csv'; choose one of links, .*, or None"):
        network_in("1 2\n", format="csv")


def test_one_node_too_many_is_an_error_of_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("infomap_py.readers.Tokenizer", partial(Tokenizer, max_nodes=2))
    with pytest.raises(
        ReadError, match=r"^<stream>:3: 3 would be one node more than the 2 that are"
    ):
        network_in("1 2\n\n2 3\n4 5\n")


def test_a_reading_error_is_also_a_value_error() -> None:
    assert issubclass(ReadError, NetworkError)
    assert issubclass(ReadError, ValueError)
