"""infomap-py words, infomap-py vectors"""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from infomap_py.console import (
    Given,
    check_output,
    leave_to_the_summary,
    progress_of,
    say,
    say_diagnosis,
)
from infomap_py.errors import OptionError
from infomap_py.summary import codelength_summary, network_summary
from infomap_py.words.cluster_files import write
from infomap_py.words.cluster_vectors import cluster_vectors
from infomap_py.words.cluster_words import cluster_words
from infomap_py.words.clusters import WordClusters
from infomap_py.words.corpus_progress import Bars
from infomap_py.words.discovery import discover_words
from infomap_py.words.file_formats import format_of
from infomap_py.words.segmenter import Segmenter

CLUSTERS_SHOWN = 10
# Of the command line, not of the functions.
HERE = ("command", "file", "files", "output", "format", "quiet", "progress")


def cluster_file(given: Given) -> None:
    """infomap-py vectors"""
    _run(given, [given["file"]], lambda options: cluster_vectors(given["file"], **options))


def cluster_texts(given: Given) -> None:
    """infomap-py words"""
    files = given["files"]
    if "" in files:  # which would be the folder where the command runs
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), "")
    texts = Path(files[0]) if len(files) == 1 else [Path(file) for file in files]
    vocabulary, saved = given.pop("vocabulary", None), given.pop("save_vocabulary", None)
    _refuse_contradictions(given, vocabulary, saved)

    def clustered(options: dict[str, Any]) -> WordClusters:
        if vocabulary is not None:
            options["tokenizer"] = Segmenter.read(vocabulary)
        elif saved is not None:
            errors = options.get("encoding_errors", "strict")
            options["tokenizer"] = discover_words(texts, encoding_errors=errors)
            options["tokenizer"].write(saved)
        return cluster_words(texts, **options)

    _run(given, files, clustered)


def _refuse_contradictions(given: Given, vocabulary: str | None, saved: str | None) -> None:
    if vocabulary is not None and (saved is not None or "tokenizer" in given):
        raise OptionError(
            "--vocabulary says how texts are cut; leave out --tokenizer and --save-vocabulary."
        )
    if saved is not None:
        if given.get("tokenizer", "discover") != "discover":
            raise OptionError(
                "--save-vocabulary is for the words that --tokenizer discover finds; leave one of "
                "the two out."
            )
        check_output(saved, *given["files"], option="--save-vocabulary")


def _run(
    given: Given, sources: list[str], cluster: Callable[[dict[str, Any]], WordClusters]
) -> None:
    started = time.perf_counter()
    output, format = given.get("output", "-"), given.get("format")
    if output != "-":
        format_of(output, format)
        check_output(output, *sources)
    options = {name: value for name, value in given.items() if name not in HERE}
    leave_to_the_summary(given)
    with progress_of(given, Bars) as progress:
        clusters = cluster({**options, "progress": progress})
    write(clusters, output, format)
    if not given.get("quiet"):
        say(
            network_summary(clusters.network),
            codelength_summary(clusters.partition.lengths),
            *clusters.summary(CLUSTERS_SHOWN).splitlines(),
            f"seed {clusters.partition.seed}; {time.perf_counter() - started:.2f} s",
        )
        say_diagnosis(clusters.partition)
