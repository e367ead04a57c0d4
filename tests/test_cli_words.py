"""infomap-py words, infomap-py vectors"""

import json
import re
import sys
from pathlib import Path
from typing import get_args

import pytest
from shell import Shell

from infomap_py.arguments import parsers
from infomap_py.words import cooccurrence_options, neighbour_options
from infomap_py.words.associations import ASSOCIATIONS
from infomap_py.words.texts import ENCODING_ERRORS
from infomap_py.words.tokenizers import NAMES

LINE = "The cat drank milk. The dog ate meat.\n"
# Two sentences of three words: two triangles of words that never meet.
CLUSTERS = [{"cat", "drank", "milk"}, {"dog", "ate", "meat"}]
VECTORS = "4 2\nred 9 1\ncat 1 9\nblue 9 2\ndog 2 9\n"


@pytest.fixture
def shell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    (tmp_path / "pets.txt").write_text(LINE * 20)
    (tmp_path / "vectors.txt").write_text(VECTORS)
    return Shell(tmp_path, capsys, monkeypatch)


def clusters_in(text: str) -> list[set[str]]:
    """The words of every cluster, by its id, of lines word, cluster, flow."""
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("# ")]
    found: list[set[str]] = [set() for _ in range(1 + max(int(row[1]) for row in rows))]
    for word, cluster, flow in rows:
        assert 0 <= float(flow) < 1
        found[int(cluster)].add(word)
    return found


def test_words_of_a_text_are_clustered_by_their_company(shell: Shell) -> None:
    code, out, err = shell("words pets.txt")
    assert code == 0
    assert clusters_in(out) == CLUSTERS
    assert err.startswith("pets.txt (language en, tokenizer words): 6 nodes, 6 links,")
    assert "2 clusters of 6 words" in err


def test_a_preset_links_words_of_the_same_company_and_is_told(shell: Shell) -> None:
    (shell.folder / "ways.txt").write_text("Car road.\n" * 20 + "Truck road.\n" * 20)
    code, _, err = shell("words ways.txt --preset themes --second-order 0.3 -o ways.json")
    assert code == 0
    assert ": 3 nodes, 3 links," in err
    provenance = json.loads((shell.folder / "ways.json").read_text())["provenance"]
    assert provenance["recipe"]["second_order"] == 0.3
    assert provenance["options"]["markov_time"] == 0.95


def test_a_file_of_clusters_says_what_made_it(shell: Shell) -> None:
    assert shell("words pets.txt --window sentence --seed 7 -o clusters.tsv --quiet") == (0, "", "")
    text = (shell.folder / "clusters.tsv").read_text()
    assert clusters_in(text) == CLUSTERS
    assert "# input: pets.txt" in text
    assert "# seed: 7\n" in text
    assert "window='sentence', min_count=10" in text


def test_several_files_and_folders_are_one_corpus(shell: Shell) -> None:
    (shell.folder / "more").mkdir()
    (shell.folder / "more" / "a.txt").write_text("The sun shone.\n" * 4)
    (shell.folder / "b.txt").write_text("The sun shone.\n" * 6)
    _, out, err = shell("words pets.txt more b.txt")
    assert {"sun", "shone"} in clusters_in(out)
    assert "pets.txt and 2 more" in err


def test_words_are_read_from_standard_input(shell: Shell) -> None:
    code, out, err = shell("words -", LINE * 20)
    assert (code, clusters_in(out)) == (0, CLUSTERS)
    assert err.startswith("<stdin> ")


@pytest.mark.parametrize(
    ("stop_words", "left"),
    [
        ("none", {"the", "cat", "drank", "milk", "dog", "ate", "meat"}),
        ("1", {"cat", "drank", "milk", "dog", "ate", "meat"}),
        ("stop.txt", {"the", "cat", "milk", "dog", "ate", "meat"}),
    ],
)
def test_stop_words_are_none_the_most_frequent_or_those_of_a_file(
    shell: Shell, stop_words: str, left: set[str]
) -> None:
    (shell.folder / "stop.txt").write_text("drank\n")
    _, out, _ = shell(f"words pets.txt --min-llr 0 --stop-words {stop_words}")
    assert set.union(*clusters_in(out)) == left


def test_vectors_are_clustered_by_their_nearest(shell: Shell) -> None:
    code, out, err = shell("vectors vectors.txt --num-neighbors 1")
    assert code == 0
    assert clusters_in(out) == [{"red", "blue"}, {"cat", "dog"}]
    assert err.startswith("vectors.txt, ")


def test_of_vectors_the_first_are_taken(shell: Shell) -> None:
    _, out, _ = shell("vectors vectors.txt --limit 3 --num-neighbors 1")
    assert set.union(*clusters_in(out)) == {"red", "cat", "blue"}


def test_all_vectors_are_taken_if_asked_for(shell: Shell) -> None:
    _, out, _ = shell("vectors vectors.txt --limit all --num-neighbors 1 --preset su2019")
    assert set.union(*clusters_in(out)) == {"red", "cat", "blue", "dog"}


def test_the_way_out_of_a_missing_package_is_one_that_the_shell_takes(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pynndescent", None)
    code, _, err = shell("vectors vectors.txt --num-neighbors 1 --approximate")
    assert (code, "or choose --no-approximate, which" in err) == (1, True)
    assert shell("vectors vectors.txt --num-neighbors 1 --no-approximate")[0] == 0


def test_presets_are_options_together_and_one_beside_them_wins(shell: Shell) -> None:
    # Less their mean, red and blue are opposite to cat and dog.
    command = "vectors vectors.txt --preset local --local-scaling 0.5"
    code, out, err = shell(command)
    assert code == 0
    assert clusters_in(out) == [{"red", "blue"}, {"cat", "dog"}]
    assert "40 nearest in vectors whitened by 0.5, union, weight (cosine/(m_i m_j)^0.5)^6" in err
    shell(f"{command} -o clusters.tsv")
    text = (shell.folder / "clusters.tsv").read_text()
    assert "power=6.0, symmetrize='union', whitening=0.5, local_scaling=0.5" in text


def test_the_suffix_chooses_the_format_of_clusters(shell: Shell) -> None:
    assert shell("words pets.txt -o clusters.json --quiet")[0] == 0
    document = json.loads((shell.folder / "clusters.json").read_text())
    found = [{word["word"] for word in cluster["words"]} for cluster in document["clusters"]]
    assert found == CLUSTERS
    assert document["provenance"]["recipe"]["weight"] == "llr"


def test_overlapping_clusters_hold_a_word_of_two_meanings_twice(shell: Shell) -> None:
    money, river = "bank loan credit debt fund", "bank shore water reed boat"
    (shell.folder / "bank.txt").write_text(f"{money}\n{river}\n" * 20)
    _, out, _ = shell("words bank.txt --overlapping --min-llr 0")
    assert [set(money.split()), set(river.split())] in (
        clusters_in(out),
        clusters_in(out)[::-1],
    )


def test_a_bar_that_is_asked_for_hears_of_texts_and_of_the_search(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    events: list[str] = []

    class Bar:
        def __init__(self, stream: object) -> None:
            assert stream is sys.stderr

        def __call__(self, now: object) -> None:
            events.append(type(now).__name__)

        def close(self) -> None:
            events.append("closed")

    from infomap_py.words import corpus_progress

    monkeypatch.setattr(corpus_progress, "CorpusBar", Bar)
    monkeypatch.setattr(corpus_progress, "Bar", Bar)
    assert shell("words pets.txt --progress")[0] == 0
    assert set(events) == {"CorpusProgress", "Progress", "closed"}
    assert events[-1] == "closed"


@pytest.mark.parametrize(
    ("command", "code", "message"),
    [
        ("words none.txt", 1, "none.txt: No such file or directory; check the path"),
        ("words pets.txt --min-count 0", 2, "--min-count 0 is out of range; it must be at least 1"),
        ("words pets.txt --window far", 2, "'far' is not a number, sentence or document"),
        ("words pets.txt -o pets.txt", 2, "the suffix of 'pets.txt' names no format"),
        ("words pets.txt --min-count 21", 1, "no word"),
        ("words pets.txt --language de", 2, "Give --stop-words: the path of a file"),
        ("vectors pets.txt", 1, "pets.txt:1: "),
        ("vectors vectors.txt --limit few", 2, "'few' is not a number or 'all'"),
        ("vectors vectors.txt --whitening 2", 2, "--whitening 2.0 is not in [0, 1]"),
        ("vectors vectors.txt --preset su2020", 2, "invalid choice: 'su2020'"),
    ],
)
def test_what_is_wrong_is_one_line_with_place_and_way_out(
    shell: Shell, command: str, code: int, message: str
) -> None:
    found, out, err = shell(command)
    assert (found, out) == (code, "")
    assert err.startswith("infomap-py: error: ")
    assert message in err
    assert err.count("\n") == 1


NOVEL = "宝玉笑道\n黛玉笑了\n宝玉见黛玉来了\n黛玉见宝玉\n宝玉来\n见了黛玉\n"


def test_chinese_words_are_found_in_the_text_saved_and_used_again(shell: Shell) -> None:
    (shell.folder / "novel.txt").write_text(NOVEL, encoding="utf-8")
    command = "words novel.txt --stop-words none --min-llr 0 --min-count 2"
    code, out, err = shell(f"{command} --save-vocabulary words.txt")
    assert code == 0
    assert {"宝玉", "黛玉"} <= set.union(*clusters_in(out))
    assert err.startswith("novel.txt (tokenizer Segmenter)")
    vocabulary = (shell.folder / "words.txt").read_text(encoding="utf-8")
    assert "\n宝玉\t4\n" in vocabulary
    assert clusters_in(shell(f"{command} --vocabulary words.txt")[1]) == clusters_in(out)


@pytest.mark.parametrize(
    "options",
    ["--vocabulary a --tokenizer words", "--vocabulary a --save-vocabulary b"],
)
def test_texts_are_cut_by_one_of_several_things(shell: Shell, options: str) -> None:
    code, _, err = shell(f"words pets.txt {options}")
    assert code == 2
    assert "leave out --tokenizer and --save-vocabulary" in err


def test_an_input_is_not_replaced(shell: Shell) -> None:
    (shell.folder / "pets.tsv").write_text(LINE * 20)
    code, _, err = shell("words pets.txt pets.tsv -o pets.tsv")
    assert code == 2
    assert "would replace the input" in err


@pytest.mark.parametrize(
    "options",
    [
        "pets -o pets/out.tsv",
        "pets -o pets/more/out.tsv",
        "pets -o ./more/../pets/.hidden/../out.tsv",
        "more pets -o pets/out.tsv",
        ". -o out.tsv",
        "pets --tokenizer discover --save-vocabulary pets/words.txt",
    ],
)
def test_nothing_is_written_among_the_files_of_a_folder_that_is_read(
    shell: Shell, options: str
) -> None:
    for folder in ("pets", "pets/more", "pets/.hidden", "more"):
        (shell.folder / folder).mkdir()
        (shell.folder / folder / "a.txt").write_bytes(b"\xff")  # an error, once it is read
    code, _, err = shell(f"words {options}")
    assert code == 2
    folder = "." if options.startswith(".") else "pets"
    option = options.split()[-2].replace("-o", "--output")
    assert re.search(rf"{option} \S+ is in the folder {re.escape(folder)}, of which all", err)
    assert "next run would read it. Write it to another folder." in err


def test_what_is_hidden_in_a_folder_or_only_named_alike_is_not_read(shell: Shell) -> None:
    for folder in ("pets", "pets/.out", "pets2"):
        (shell.folder / folder).mkdir()
    (shell.folder / "pets" / "a.txt").write_text(LINE * 20)
    for output in ("pets/.out/out.tsv", "pets/.out.tsv", "pets2/out.tsv"):
        for _ in range(2):
            assert shell(f"words pets -o {output} --quiet") == (0, "", "")


def test_the_shell_offers_what_the_library_has() -> None:
    # The lists stand in the shell's options once more, which import nothing that computes.
    _, commands = parsers()
    offered = {
        (command, action.dest): tuple(action.choices)
        for command in ("words", "vectors")
        for action in commands[command]._actions
        if action.choices is not None
    }
    assert offered["words", "tokenizer"] == NAMES
    assert sorted(offered["words", "weight"]) == sorted(ASSOCIATIONS)
    assert offered["words", "preset"] == tuple(cooccurrence_options.PRESETS)
    assert offered["words", "encoding_errors"] == ENCODING_ERRORS
    assert offered["vectors", "preset"] == tuple(neighbour_options.PRESETS)
    assert offered["vectors", "symmetrize"] == get_args(neighbour_options.Symmetrize)


def test_standard_input_may_stand_among_files(shell: Shell) -> None:
    code, out, _ = shell("words - pets.txt --min-count 40", LINE * 20)
    assert code == 0
    assert clusters_in(out) == CLUSTERS
