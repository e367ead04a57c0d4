"""cooccurrence(): texts -> a network of the words that stand near each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any

from infomap_py.errors import InputTypeError
from infomap_py.streams import unheard
from infomap_py.words.cooccurrence_network import CooccurrenceNetwork
from infomap_py.words.cooccurrence_options import CooccurrenceOptions, preset_with
from infomap_py.words.corpus_progress import CorpusListener, CorpusProgress, Tally, watched
from infomap_py.words.languages import ENGLISH, by_script
from infomap_py.words.linking import linked
from infomap_py.words.pair_counts import DEFAULT_MEMORY, count_pairs, piece_size
from infomap_py.words.spilled import Spill
from infomap_py.words.stop_words import described, stop_words_of
from infomap_py.words.texts import Piece, Texts
from infomap_py.words.tokenizers import Tokenizer, name_for, tokenizer_of
from infomap_py.words.vocabulary import choose_words, read_corpus


def cooccurrence(
    texts: Any,
    *,
    preset: str = "default",
    tokenizer: str | Callable[[str], Any] | None = None,
    language: str | None = None,
    sentence_mark: str | None = None,
    window: int | str = 5,
    min_count: int = 10,
    stop_words: Any = None,
    weight: str = "llr",
    min_llr: float | None = 10.83,
    min_joint_count: int = 1,
    top_k: int | None = None,
    backbone_alpha: float | None = None,
    directed: bool = False,
    second_order: float | None = None,
    encoding_errors: str = "strict",
    num_threads: int = 1,
    memory: int = DEFAULT_MEMORY,
    progress: bool | Callable[[CorpusProgress], object] = False,
) -> CooccurrenceNetwork:
    """A network of the words that stand near each other more often than by chance.

    Punctuation, stop words and rare words are taken out first; then each two words up to ``window``
    apart in a sentence are a pair. Pairs that are frequent enough to be no chance become links.

    Parameters
    ----------
    texts : path, or iterable
        The path of a file, or of a folder with all files in it; or an iterable of texts (strings),
        paths (``Path``), sentences (lists of tokens) and documents (lists of sentences). A token
        that is punctuation alone is no word; a full stop, question or exclamation mark, Latin or
        Chinese, ends the sentence. In a file,
        plain or compressed, every line is a document. A line of more than a million bytes is read
        in parts, and a sentence ends where it is cut, at a blank. Texts are gone through once, and
        never all in memory.
    preset : {"default", "themes"}
        What ``second_order`` is where it is not given. "default": 0. "themes": 0.4, for clusters
        whose most visited words are about one thing; the scores of other texts rise from .161,
        .218 and .048 to .194, .236 and .075 (Chinese news, English news, English of all kinds). It
        is not the default as its largest clusters are larger, with up to a tenth of all tokens.
        It was chosen with ``markov_time=0.95`` for the search, which
        :func:`infomap_py.cluster_words` adds.
    tokenizer : callable or name, optional
        From a text to tokens, or to sentences of tokens. "words": runs of letters and digits in
        lower case, in sentences; "blanks": what stands between blanks, as it is; "jieba": Chinese
        words by a dictionary, with the extra ``zh``; "discover": Chinese words that are found in
        these texts. None: "discover" if the language is Chinese, else "words"; tokens need none.
    language : str, optional
        "en" or "zh": what tokenizer and stop words are, where they are not given. None: "zh" if
        most of the first 100,000 letters are Han characters, else "en".
    sentence_mark : str, optional
        A token, such as "|", that ends a sentence.
    window : int, "sentence" or "document"
        How far apart two words may stand, at most, within a sentence: 5 joins words of one topic
        rather than those that only follow each other. Or all pairs of a sentence, or of a document.
    min_count : int
        Words that occur less often are left out: there is too little to tell their company from.
    stop_words : iterable of str, Path, int or False, optional
        Words that are left out, as they are or in lower case; the path of a file with one on each
        line; or how many of the most frequent words. None: a list that comes along for the
        language. False: none.
    weight : str
        What a link weighs, see :mod:`infomap_py.words.associations`: "llr", which is robust;
        "count", "ppmi", "npmi", "t_score", "association_strength", "log_dice", "jaccard" or
        "cosine". Links of weight 0 are left out.
    min_llr : float >= 0, optional
        The least log-likelihood ratio of a pair: 10.83 has a thousandth of the pairs left that
        chance makes. That is what keeps most words from ending up in one cluster. None: any.
    min_joint_count : int
        How often a pair has to occur.
    top_k : int, optional
        Keep only links that are among the heaviest so many of one of their words.
    backbone_alpha : float in (0, 1], optional
        Keep only links in the disparity backbone, see :func:`infomap_py.sparsify`: 0.05 leaves most
        words alone. With ``top_k``, links that both keep.
    directed : bool
        Whether links go from a word to those that follow it.
    second_order : float in [0, 1), optional
        The share of all weight that goes to links between words that keep the same company, whether
        they meet or not: cars and trucks, say. Such words are near each other among the 40 leading
        singular vectors of the PPMI of all pairs, before any is filtered out, times the roots of
        the singular values [2]_ [3]_; each is linked to its 15 nearest by cosine^6. All other
        links are multiplied by the squared cosine of their words there, or .01^2 if that is more;
        then all weights sum to 1. ``top_k`` and ``backbone_alpha`` come after that. It is for
        networks without direction. All pairs are held in memory for it, 12 bytes each (for a
        moment 20), besides ``memory``. None: as the preset says.
    encoding_errors : "strict" or "replace"
        What becomes of bytes in files that are not UTF-8: an error, or U+FFFD.
    num_threads : int
        Threads that count. The result does not depend on it.
    memory : int
        Bytes for the tokens and pairs that are not yet in the network; what does not fit goes to a
        temporary file. All different tokens, and the network, come besides. The result does not
        depend on it.
    progress : bool or callable
        True: a tqdm bar, where tqdm is installed, on a terminal or in a notebook. A callable
        is given a :class:`CorpusProgress` time and again.

    Returns
    -------
    CooccurrenceNetwork
        Words by decreasing frequency, with their ``counts``; those without a link are kept.

    Raises
    ------
    ReadError
        A file is not UTF-8, or damaged; the message begins with file:line.
    NetworkError
        No word is left.
    InputTypeError
        ``texts`` are none, or the tokenizer gives no tokens.
    OptionError
        An option is out of range, or there is no list of stop words for the language.
    MissingPackageError
        A package that the tokenizer needs is not installed.

    References
    ----------
    .. [1] Dunning (1993), Accurate methods for the statistics of surprise and coincidence,
       Computational Linguistics 19:61.
    .. [2] Levy & Goldberg (2014), Neural word embedding as implicit matrix factorization, NIPS 27.
    .. [3] Levy, Goldberg & Dagan (2015), Improving distributional similarity with lessons learned
       from word embeddings, TACL 3:211.  :doi:`10.1162/tacl_a_00134`

    Examples
    --------
    >>> from infomap_py.words.cooccurrence import cooccurrence
    >>> texts = ["The cat drank milk. The dog ate meat."] * 20
    >>> network = cooccurrence(texts)
    >>> network
    CooccurrenceNetwork(6 nodes, 6 links, undirected, weighted)
    >>> network.nodes[:3], round(network.coherence([0, 1, 2]), 6)
    (['cat', 'drank', 'milk'], 0.442114)
    """
    options = CooccurrenceOptions(
        tokenizer=tokenizer,
        language=language,
        sentence_mark=sentence_mark,
        window=window,
        min_count=min_count,
        weight=weight,
        min_llr=min_llr,
        min_joint_count=min_joint_count,
        top_k=top_k,
        backbone_alpha=backbone_alpha,
        directed=directed,
        second_order=preset_with(preset, second_order=second_order).second_order,
        num_threads=num_threads,
        memory=memory,
    )
    source = Texts(texts, encoding_errors)
    with watched(progress) as listener:
        return _network(source, stop_words, options, listener)


def _network(
    texts: Texts, stop_words: Any, options: CooccurrenceOptions, listener: CorpusListener | None
) -> CooccurrenceNetwork:
    size = texts.size
    read = Tally(listener, "reading", size, "documents" if size is None else "bytes")
    with Spill(options.memory // 4) as spill:
        pieces = texts.pieces(read if size is not None else unheard)
        language = options.language
        if language is None and (options.tokenizer is None or stop_words is None):
            language, pieces = by_script(pieces)
        stop = stop_words_of(stop_words, language)
        name, tokenizer, pieces = _with_tokenizer(pieces, texts, language, options.tokenizer)
        mark = options.sentence_mark
        corpus = read_corpus(pieces, tokenizer, mark, spill, read if size is None else unheard)
        vocabulary = choose_words(corpus, options.min_count, stop)
        memory, num_threads = options.memory - options.memory // 4, options.num_threads
        counted = Tally(listener, "counting", corpus.num_tokens, "tokens")
        with count_pairs(
            corpus.pieces(
                vocabulary.word_of,
                piece_size(memory, num_threads),
                options.window == "document",
                counted,
            ),
            len(vocabulary.words),
            window=options.reach,
            directed=options.directed,
            memory=memory,
            num_threads=num_threads,
        ) as pairs:
            said = ", ".join([*([f"language {language}"] if language else []), name])
            recipe = {
                "language": language,
                "tokenizer": name,
                "stop_words": described(stop_words, language),
                **options.of_links(),
            }
            return linked(pairs, vocabulary, options, f"{texts.name} ({said})", recipe)


def _with_tokenizer(
    pieces: Iterator[Piece],
    texts: Texts,
    language: str | None,
    given: str | Callable[[str], Any] | None,
) -> tuple[str, Tokenizer | None, Iterator[Piece]]:
    """What the tokenizer is called, the tokenizer, and all of the pieces again."""
    first = next(pieces, None)
    if first is None:
        return "no texts", None, iter(())
    pieces = chain([first], pieces)
    if not isinstance(first.content, str):
        if given is not None:
            raise InputTypeError(
                f"tokenizer={given!r} is for texts, and these are tokens already; leave it out, or "
                "give texts as strings."
            )
        return "tokens as given", None, pieces
    chosen = name_for(language or ENGLISH) if given is None else given
    name = chosen if isinstance(chosen, str) else getattr(chosen, "__name__", type(chosen).__name__)
    return f"tokenizer {name}", tokenizer_of(chosen, texts), pieces
