"""The options of `infomap-py vectors` and `infomap-py words`: Python's words with hyphens."""

from __future__ import annotations

import argparse
from typing import Any

from infomap_py.option_groups import add_link_filters

TOKENIZERS = ("words", "blanks", "jieba", "discover")
WEIGHTS = (
    "count",
    "llr",
    "ppmi",
    "npmi",
    "t_score",
    "association_strength",
    "log_dice",
    "jaccard",
    "cosine",
)


def add_vector_options(command: argparse.ArgumentParser) -> None:
    """Which vectors, and how they become a network."""
    options = command.add_argument_group("vectors")
    options.add_argument(
        "--limit",
        type=_count_or_all,
        metavar="N",
        help="only the first N words; 'all' for all (default: 10000)",
    )
    options.add_argument(
        "--vocabulary", metavar="FILE", help="the words of an .npy file, one per line"
    )
    options = command.add_argument_group("neighbours")
    options.add_argument(
        "--preset",
        choices=("default", "local", "su2019"),
        help="the options below together; one that is given beside it wins (default: default)",
    )
    options.add_argument(
        "--num-neighbors", type=int, metavar="K", help="nearest words by cosine (default: 20)"
    )
    options.add_argument(
        "--min-similarity", type=float, metavar="S", help="least cosine of a link (default: none)"
    )
    options.add_argument(
        "--power", type=float, metavar="P", help="a link weighs cosine to this power (default: 8)"
    )
    options.add_argument(
        "--symmetrize",
        choices=("union", "mutual", "directed"),
        help="links of either word, of both, or one-way (default: union)",
    )
    options.add_argument(
        "--whitening",
        type=float,
        metavar="W",
        help="divide principal axes by their deviation to this power, 0 to 1 (default: 0, vectors "
        "as they are)",
    )
    options.add_argument(
        "--local-scaling",
        type=float,
        metavar="E",
        help="divide cosines by what is usual around both words, to this power (default: 0)",
    )
    options.add_argument(
        "--approximate",
        action=argparse.BooleanOptionalAction,
        help="nearest words by an index that misses some (default: of very many words)",
    )


def add_text_options(command: argparse.ArgumentParser) -> None:
    """What the words of a text are."""
    options = command.add_argument_group("texts")
    options.add_argument(
        "--language",
        metavar="LANGUAGE",
        help="en or zh: how texts are cut into words, and which stop words are left out (default: "
        "by the script of the first letters)",
    )
    options.add_argument(
        "--tokenizer",
        choices=TOKENIZERS,
        help="words: runs of letters; blanks: what stands between blanks; jieba: Chinese words, by "
        "a dictionary; discover: Chinese words, found in the text (default: as the language says)",
    )
    options.add_argument(
        "--save-vocabulary",
        metavar="FILE",
        help="write the words that 'discover' finds, with their counts",
    )
    options.add_argument(
        "--vocabulary", metavar="FILE", help="cut Chinese texts by such a file instead"
    )
    options.add_argument(
        "--sentence-mark", metavar="TOKEN", help="a token that ends a sentence, such as '|'"
    )
    options.add_argument(
        "--encoding-errors",
        choices=("strict", "replace"),
        help="what is done about bytes that are no UTF-8 (default: strict, they are an error)",
    )
    options.add_argument(
        "--min-count", type=int, metavar="N", help="rarer words are left out (default: 10)"
    )
    options.add_argument(
        "--stop-words",
        type=_stop_words,
        metavar="FILE|N|none",
        help="words to leave out: those in FILE, a line each; the N most frequent; or none "
        "(default: those of the language)",
    )


def add_cooccurrence_options(command: argparse.ArgumentParser) -> None:
    """Which pairs of words are links, and what these weigh."""
    options = command.add_argument_group("co-occurrence")
    options.add_argument(
        "--preset",
        choices=("default", "themes"),
        help="themes: --second-order 0.4 --markov-time 0.95, for clusters whose first words are "
        "closer to one theme; an option that is given beside it wins (default: default)",
    )
    options.add_argument(
        "--window",
        type=_count_or("sentence", "document"),
        metavar="N",
        help="words at most N apart in a sentence are a pair; 'sentence' or 'document': all in one "
        "(default: 5)",
    )
    options.add_argument(
        "--weight", choices=WEIGHTS, help="the weight of links (default: llr, log-likelihood ratio)"
    )
    options.add_argument(
        "--min-llr",
        type=float,
        metavar="G2",
        help="least log-likelihood ratio of a pair (default: 10.83, chance in one of 1,000)",
    )
    options.add_argument(
        "--min-joint-count", type=int, metavar="N", help="rarer pairs are left out (default: 1)"
    )
    add_link_filters(options)
    options.add_argument(
        "--directed",
        action="store_true",
        help="links lead from a word to those that follow it",
    )
    options.add_argument(
        "--second-order",
        type=float,
        metavar="S",
        help="the share of weight, below 1, of links between words that keep the same company, "
        "whether they meet or not (default: 0)",
    )


def _count_or_all(text: str) -> int | None:
    return None if text == "all" else _count(text, "a number or 'all'")


def _count_or(*words: str) -> Any:
    """A type of argparse: a number, or one of these words."""

    def parsed(text: str) -> int | str:
        return text if text in words else _count(text, f"a number, {' or '.join(words)}")

    return parsed


def _count(text: str, expected: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not {expected}") from None


def _stop_words(text: str) -> Any:
    from pathlib import Path

    if text == "none":
        return False
    return int(text) if text.isdecimal() else Path(text)
