"""Tokenizer: bytes to numbered links, wherever they are cut; numpy and Python are the oracles."""

import io
import string
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import more

from infomap_py._core.strings import StringNumbering
from infomap_py._core.tokenizer import Tokenizer
from infomap_py.errors import NetworkError, OptionError, ReadError
from infomap_py.link_lists import Links
from infomap_py.readers import ReadOptions, read_links

INT64 = st.integers(-(2**63), 2**63 - 1)
IDS = st.one_of(st.integers(-3, 12), st.integers(0, 3000), INT64)
SOME_TEXT = st.text(st.characters(exclude_characters="\r\n\0", exclude_categories=["Cs"]))
# A word is not blank, no comment, heading or integer, and holds no separator or quote.
WORDS = SOME_TEXT.map(
    lambda text: "w" + "".join(text.split()).translate({ord(c): None for c in '",'})
)


def cut(text: bytes, size: int) -> Iterator[bytes]:
    return (text[start : start + size] for start in range(0, len(text), size))


def links_in(text: bytes | str, size: int = 1 << 20, **options: bool | None) -> Links:
    text = text.encode() if isinstance(text, str) else text
    return read_links(cut(text, size), "a.txt", ReadOptions(**options))  # type: ignore[arg-type]


def labelled(links: Links) -> list[tuple[object, ...]]:
    """Every link with the labels of its ends, and its weight if there are weights."""
    nodes = list(links.nodes)
    sources, targets, weights = links.links.arrays()
    columns = [sources, targets, *([] if weights is None else [weights])]
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return [(nodes[u], nodes[v], *weight) for u, v, *weight in rows]


@given(st.lists(st.tuples(IDS, IDS), min_size=1), st.sampled_from([" ", "\t", ",", " \t ", ", "]))
def test_integer_links_are_what_numpy_reads(links: list[tuple[int, int]], separator: str) -> None:
    text = "\n".join(f"{u}{separator}{v}" for u, v in links)
    delimiter = separator.strip(" ") or None
    expected = np.loadtxt(io.StringIO(text), dtype=np.int64, delimiter=delimiter, ndmin=2)
    assert labelled(links_in(text)) == list(map(tuple, expected.tolist()))


# Blanks at the end of a line change nothing, except that it is then read the general way.
PARTS = st.sampled_from(
    ["0", "7", "00", "-1", "-0", "+1", "999999999999999999", "9223372036854775807", "1e3", "", "x"]
)
WEIGHTS = st.sampled_from(["", "2", "0.25", "1e-3", "-1", "nan", "1e999", "12345678901234567890.5"])


@given(
    st.lists(st.tuples(PARTS, PARTS, WEIGHTS), min_size=1, max_size=5),
    st.sampled_from([" ", "\t", ","]),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
)
@more(10)
def test_plain_lines_are_read_as_those_that_are_not(
    links: list[tuple[str, str, str]], separator: str, end: str, weighted: bool
) -> None:
    def outcome(blank: str) -> object:
        text = "".join(separator.join(filter(None, link)) + blank + end for link in links)
        try:
            return labelled(links_in(text, header=False, weighted=weighted))
        except ReadError as error:
            return str(error)

    assert outcome("") == outcome(" ")


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1), st.sampled_from([" ", "\t"]))
def test_words_are_read_as_written(links: list[tuple[str, str]], separator: str) -> None:
    text = "".join(f"{u}{separator}{v}\n" for u, v in links)
    assert labelled(links_in(text, header=False)) == links


@given(st.lists(st.tuples(SOME_TEXT, SOME_TEXT), min_size=1), st.sampled_from([" ", "\t", ","]))
def test_anything_can_be_a_name_between_quotes(
    links: list[tuple[str, str]], separator: str
) -> None:
    links = [(f"{u}.", f"{v}.") for u, v in links]
    quoted = [
        [f'"{name}"' for name in (u.replace('"', '""'), v.replace('"', '""'))] for u, v in links
    ]
    # The first line fixes the separator: it must not contain a tab by chance.
    text = f'"."{separator}"."\n' + "".join(f"{separator.join(ends)}\n" for ends in quoted)
    assert labelled(links_in(text, header=False)) == [(".", "."), *links]


@given(st.lists(st.one_of(IDS, WORDS), min_size=2))
def test_labels_are_integers_only_if_all_ids_are(ids: list[int | str]) -> None:
    links = list(zip(ids[1:], ids, strict=False))
    read = links_in("".join(f"{u} {v}\n" for u, v in links), header=False)
    as_read = int if all(isinstance(name, int) for name in ids) else str
    assert labelled(read) == [(as_read(u), as_read(v)) for u, v in links]


@given(st.lists(st.tuples(IDS, IDS), min_size=1))
def test_nodes_are_numbered_in_order_of_first_appearance(links: list[tuple[int, int]]) -> None:
    read = links_in("".join(f"{u} {v}\n" for u, v in links))
    assert list(read.nodes) == list(dict.fromkeys(end for link in links for end in link))


@pytest.mark.parametrize(
    "word", ["007", "-0", "+1", "1.5", "1e3", "0x1f", "1_000", "\u0661", "--1", '"3"']
)
def test_only_the_canonical_form_of_an_integer_is_one(word: str) -> None:
    assert labelled(links_in(f"1 2\n{word} 2\n")) == [("1", "2"), (word.strip('"'), "2")]


TRICKY = '\n# c\r\n1 2 0.5\r\n  3 "1"\n\n-7 12345678901234567 1e-3\n"a ""b""" 你好 3\n%x\nz z'


@pytest.mark.parametrize("size", range(1, 8))
def test_it_makes_no_difference_where_the_bytes_are_cut(size: int) -> None:
    expected = [
        ("1", "2", 0.5),
        ("3", "1", 1.0),
        ("-7", "12345678901234567", 0.001),
        ('a "b"', "你好", 3.0),
        ("z", "z", 1.0),
    ]
    assert labelled(links_in(TRICKY, size)) == expected


@given(
    st.text(st.sampled_from('12a ",\t\r\n#*'), max_size=40),
    st.integers(1, 7),
    st.sampled_from([None, True, False]),
)
@more(10)
def test_good_or_bad_any_text_reads_the_same_in_small_pieces(
    text: str, size: int, header: bool | None
) -> None:
    def outcome(size: int) -> object:
        try:
            return labelled(links_in(text, size, header=header))
        except (ReadError, OptionError) as error:
            return str(error)

    assert outcome(size) == outcome(1 << 20)


DECIMALS = st.one_of(
    st.floats(min_value=0.0, allow_infinity=False).map(repr),
    st.tuples(
        st.text(string.digits, min_size=1, max_size=25),
        st.text(string.digits, max_size=25),
        st.sampled_from(["", "e-5", "E+12", "e-20", "e25", "e-44", "e60", "e-330", "e007"]),
    ).map(lambda parts: f"{parts[0]}.{parts[1]}{parts[2]}"),
    st.integers(0, 2**70).map(str),
    # Halfway between two doubles, and right beside.
    st.tuples(st.integers(2**53, 2**54), st.integers(-1, 1)).map(lambda p: f"{2 * p[0] + p[1]}"),
)


@given(DECIMALS)
@example(str(2**64))  # no more than 0 in 64 bits
@more(30)
def test_a_weight_is_the_double_nearest_to_its_text(text: str) -> None:
    # The other weight is not 1, so that there are weights.
    _, _, weights = links_in(f"1 2 {text}\n1 2 2\n").links.arrays()
    assert weights.tolist() == [float(text), 2.0]


@pytest.mark.parametrize(
    "text", ["1.", ".5", "+2", "-0", "00.50", "1E5", "0e999999999999", "5e-400"]
)
def test_every_usual_way_to_write_a_weight_is_read(text: str) -> None:
    assert labelled(links_in(f"1 2 3\n1 2 {text}"))[1] == (1, 2, float(text))


@pytest.mark.parametrize(
    "text",
    ["x", "0,5", "-1", "-1e-300", "inf", "NaN", "1e999", ".", "e5", "1e", "1e+", "1.2.3", "1_0"],
)
def test_what_is_no_finite_weight_is_named(text: str) -> None:
    with pytest.raises(
        ReadError, match=rf"^a\.txt:2: '{text}' is not a weight".replace("+", r"\+")
    ):
        links_in(f"1 2\n1 2 {text}\n2 1\n")


def test_weights_begin_with_the_first_that_is_not_one() -> None:
    assert labelled(links_in("1 2\n2 3 1.0\n")) == [(1, 2), (2, 3)]
    assert labelled(links_in("1 2\n2 3 0.5\n3 4\n")) == [(1, 2, 1.0), (2, 3, 0.5), (3, 4, 1.0)]


def test_an_ignored_weight_may_be_anything() -> None:
    assert labelled(links_in("1 2 x\n2 3 -1\n", weighted=False)) == [(1, 2), (2, 3)]


# Every lead byte, with the second bytes at which the rules change.
LEADS = [bytes([lead]) for lead in range(0x80, 0x100)]
SECONDS = [bytes([byte]) for byte in (0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0)]


def assert_accepted_if_python_decodes_it(label: bytes) -> None:
    try:
        expected = label.decode()
    except UnicodeDecodeError as error:
        byte = label[error.start]
        with pytest.raises(ReadError, match=rf"^a\.txt:1: b.x.* has the byte 0x{byte:02x}, which"):
            links_in(label + b" y\n", header=False)
    else:
        assert labelled(links_in(label + b" y\n", header=False)) == [(expected, "y")]


@given(st.binary(max_size=6).filter(lambda text: not set(text) & set(b' \t\n\r\v\f",\0')))
def test_a_label_is_accepted_if_and_only_if_it_is_utf8(label: bytes) -> None:
    assert_accepted_if_python_decodes_it(b"x" + label)


@pytest.mark.parametrize("rest", [b"", b"\x80", b"\x80\xbf", b"\xbf\x80z", b"\x80z", b"z"])
def test_every_kind_of_utf8_sequence_is_told_from_its_neighbours(rest: bytes) -> None:
    for lead in LEADS:
        for second in SECONDS:
            assert_accepted_if_python_decodes_it(b"x" + lead + second + rest)


@pytest.mark.parametrize("text", [b"1 2\n2 3\x00\n", b"a b\nc d\x00e\n"])
def test_a_nul_byte_in_a_label_is_named(text: bytes) -> None:
    with pytest.raises(
        ReadError, match=r"^a\.txt:2: .*x00.* has the byte 0x00, which does not belong"
    ):
        links_in(text)


def test_a_line_may_be_longer_than_a_chunk() -> None:
    name = "x" * 100_000
    assert labelled(links_in(f"1 {name}\n", 9000)) == [("1", name)]


@pytest.mark.parametrize("size", [1 << 16, 1 << 22])
def test_a_line_beyond_all_bounds_is_refused(size: int) -> None:
    text = b"1 2\n" + b"x" * 1_100_000 + b"\n"
    with pytest.raises(
        ReadError, match=r"^a\.txt:2: 'x+\.\.\.' begins a line of more than 1,048,576 b"
    ):
        links_in(text, size)


@pytest.mark.parametrize(
    "text", [b"1 2\n2 3\n3 4\n", b"a b\nb c\n", b"1 2\n2 c\n", b"1 2\n2 3\nx\n"]
)
def test_one_node_too_many_is_named_with_its_own_line(text: bytes) -> None:
    tokenizer = Tokenizer(max_nodes=2)
    tokenizer.expect_links()
    tokenizer.feed(text)
    with pytest.raises(NetworkError, match=r"^'?[3c]'? would be one node more than the 2 that are"):
        tokenizer.scan()
    assert tokenizer.line == 2


def test_links_of_many_batches_keep_their_order() -> None:
    ends = np.random.default_rng(0).integers(0, 5000, (3000, 2)) * 10**12
    read = links_in("".join(f"{u} {v}\n" for u, v in ends.tolist()))
    sources, targets, _ = read.links.arrays()
    assert np.array_equal(np.asarray(read.nodes)[sources], ends[:, 0])
    assert np.array_equal(np.asarray(read.nodes)[targets], ends[:, 1])


@given(st.lists(st.text(max_size=20)))
def test_positions_of_strings_are_those_of_a_dictionary(strings: list[str]) -> None:
    first: dict[str, int] = {}
    expected = [first.setdefault(text, len(first)) for text in strings]
    numbering = StringNumbering()
    assert numbering.number(strings) == expected
    assert numbering.texts(0, len(strings)) == list(first)


def test_many_strings_keep_their_positions() -> None:
    strings = [f"node {k * 7919}" for k in range(50_000)]
    numbering = StringNumbering()
    assert numbering.number(strings + strings) == [*range(50_000), *range(50_000)]
    assert numbering.texts(49_990, 60_000) == strings[49_990:]
