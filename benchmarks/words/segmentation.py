"""Chinese words without a dictionary, beside jieba, which has one, and the cut that people made.

    python benchmarks/words/segmentation.py --data FOLDER [--output FILE]

``--data`` (or INFOMAP_PY_DATA) holds ``words/text-zh-*/``: a month of the People's Daily, cut into
words by people, and two novels of the 14th and the 18th century as jieba cuts them: a second view,
of a program that knows little of their language. Every program is given runs of Chinese characters
alone, one a line. A word is right if it begins and ends where the other cut says; "frequent" scores
only words that occur five times or more in that. "new text" learns from the first half of the lines
and cuts the second. Seconds are CPU time: of learning, and of cutting all of the text.
"""

import argparse
import gzip
import os
import re
import sys
import time
from collections.abc import Callable
from itertools import chain, groupby
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from report import RESULTS, table
from runs import write_page

from infomap_py.words.discovery import discover_words
from infomap_py.words.segmentation_scores import frequent_words, segmentation_score

Cut = list[list[str]]
HAN = re.compile("[\u3007\u3400-\u9fff\uf900-\ufaff]+")
CORPORA = {
    "People's Daily 1998-01, cut by people": "text-zh-peoples-daily-199801/segmented.txt.gz",
    "红楼梦, cut by jieba": "text-zh-four-novels/hongloumeng.seg.txt.gz",
    "三国演义, cut by jieba": "text-zh-four-novels/sanguo.seg.txt.gz",
}
LEAST = 5  # occurrences of frequent words


def read(path: Path) -> Cut:
    """Runs of words of Chinese characters alone."""
    runs = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            by_kind = groupby(line.split(), lambda word: bool(HAN.fullmatch(word)))
            runs += [list(words) for is_han, words in by_kind if is_han]
    return runs


def discovered(lines: list[str], of: slice) -> tuple[Cut, float, float]:
    """What our words make of part of the lines, those learnt from being all or the rest."""
    start = time.process_time()
    learnt = lines if of == slice(None) else lines[: of.start]
    segmenter = discover_words(learnt)
    middle = time.process_time()
    cut = [list(chain.from_iterable(segmenter(line))) for line in lines[of]]
    return cut, middle - start, time.process_time() - middle


def by_jieba(lines: list[str]) -> tuple[Cut, float, float]:
    import jieba

    jieba.setLogLevel("WARNING")
    start = time.process_time()
    jieba.initialize()
    middle = time.process_time()
    return list(map(jieba.lcut, lines)), middle - start, time.process_time() - middle


def letters(lines: list[str]) -> tuple[Cut, float, float]:
    return list(map(list, lines)), 0.0, 0.0


def rows(name: str, right: Cut, has_jieba: bool) -> list[list[str]]:
    """A row per program."""
    lines = ["".join(words) for words in right]
    half = slice(len(lines) // 2, None)
    programs: dict[str, tuple[slice, Callable[[], tuple[Cut, float, float]]]] = {
        "single characters": (slice(None), lambda: letters(lines)),
        "discover_words": (slice(None), lambda: discovered(lines, slice(None))),
        "discover_words, new text": (half, lambda: discovered(lines, half)),
    }
    if has_jieba and "by jieba" not in name:
        programs["jieba"] = (slice(None), lambda: by_jieba(lines))
    result = []
    for program, (of, run) in programs.items():
        found, learning, cutting = run()
        score = segmentation_score(found, right[of])
        frequent = segmentation_score(found, right[of], among=frequent_words(right[of], LEAST))
        shown = [f"{score.f1:.3f}", f"{score.precision:.3f} / {score.recall:.3f}"]
        shown += [f"{frequent.f1:.3f}", f"{learning:.1f}", f"{cutting:.1f}"]
        result.append([name, program, *shown])
        print(*result[-1], sep="\t", flush=True)
        name = ""
    return result


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=os.environ.get("INFOMAP_PY_DATA"))
    parser.add_argument("--output", type=Path, default=RESULTS / "words-segmentation.md")
    options = parser.parse_args()
    if options.data is None:
        parser.error("give --data or INFOMAP_PY_DATA: a folder with words/text-zh-*/")
    try:
        import jieba  # noqa: F401  # asked for, to be named in the page
    except ImportError:
        print("jieba is not installed and is left out; pip install jieba brings it")
    has_jieba = "jieba" in sys.modules
    body = []
    for name, path in CORPORA.items():
        body += rows(name, read(Path(options.data) / "words" / path), has_jieba)
    heading = ["text", "program", "F1", "precision / recall", "F1, frequent", "learning s"]
    write_page(
        options.output,
        "Chinese words without a dictionary",
        "words/segmentation.py",
        ["jieba"] if has_jieba else [],
        table([*heading, "cutting s"], body),
    )


if __name__ == "__main__":
    main()
