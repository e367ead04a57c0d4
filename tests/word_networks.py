"""Small networks of words for tests, and clusters of them without a search."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from written_trees import partition_into

from infomap_py import Network
from infomap_py.words.clusters import WordClusters
from infomap_py.words.word_network import WordNetwork

# Two triangles and a bridge: 14 ends of links, of which "paw" and "tax" have 3.
PETS_AND_MONEY = [
    *(("cat", "dog"), ("dog", "paw"), ("paw", "cat")),
    ("paw", "tax"),
    *(("tax", "law"), ("law", "fee"), ("fee", "tax")),
]
IDS = {"cat": 0, "dog": 0, "paw": 0, "tax": 1, "law": 1, "fee": 1}

# Of every kind of text that some format could trip over.
HOSTILE = [
    "<script>alert(1)</script>",
    "\"quoted\" & 'so'",
    "# not a comment",
    "a\tb\nc\rd",
    "\U0001f600",
    "שלום",
    "",
    "x" * 10_000,
    "new york",
    "\x00\x1b[31m\u2028",
    "\ud800",
    "猫",
]


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class CountedWords(WordNetwork):
    """Words whose coherence is how many of them are asked about."""

    def coherence(self, words):
        return float(len(words))


def network_of(
    links: Sequence[tuple[Hashable, ...]], words: Sequence[Hashable] = (), **known: object
) -> CountedWords:
    """Links between words, which stand in order of appearance, after these; perhaps weighted."""
    nodes = list(dict.fromkeys([*words, *(word for link in links for word in link[:2])]))
    ends = [[nodes.index(link[side]) for link in links] for side in (0, 1)]
    weights = [link[2] for link in links] if links and len(links[0]) > 2 else None
    network = Network.from_links(*ends, weights, nodes=nodes, source="words in tests")
    return CountedWords.of(network, **known)


def clusters_of(
    links: Sequence[tuple[Hashable, ...]],
    cluster_of: Mapping[Hashable, Hashable],
    words: Sequence[Hashable] = (),
    **known: object,
) -> WordClusters:
    """Clusters with these ids, or paths."""
    return WordClusters(partition_into(network_of(links, words, **known), cluster_of))


def hostile_clusters() -> WordClusters:
    """A ring of hostile words, in two halves, linked by number so that the empty one is, too."""
    count = len(HOSTILE)
    ring = [(HOSTILE[k], HOSTILE[(k + 1) % count]) for k in range(count)]
    return clusters_of(ring, {word: k * 2 // count for k, word in enumerate(HOSTILE)})
