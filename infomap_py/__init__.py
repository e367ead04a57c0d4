"""Community detection by minimum description length: the map equation."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from infomap_py import errors, subinterpreters
from infomap_py._version import __version__

try:
    from infomap_py.multilayer import multilayer
    from infomap_py.network import Network
    from infomap_py.partition import Partition
    from infomap_py.progress import Progress
    from infomap_py.scoring import codelength
    from infomap_py.search import partition
    from infomap_py.state_network import StateNetwork
except Exception as error:  # not only ImportError: numpy fails in several ways
    subinterpreters.explain(error)
    raise

if TYPE_CHECKING:
    from infomap_py.comparison import Comparison, compare
    from infomap_py.consensus_partition import Consensus, consensus
    from infomap_py.description import describe
    from infomap_py.network_description import NetworkDescription
    from infomap_py.networkx_functions import infomap_communities, infomap_partitions, map_equation
    from infomap_py.paths import from_paths
    from infomap_py.pictures.alluvial import alluvial
    from infomap_py.pictures.alluvial_diagram import Alluvial
    from infomap_py.plateaus import ResolutionScan
    from infomap_py.resolution import resolution_scan
    from infomap_py.solution_landscape import landscape
    from infomap_py.solutions import Landscape
    from infomap_py.sparsification import sparsify
    from infomap_py.stored_partitions import read_partition
    from infomap_py.words.cluster_vectors import cluster_vectors
    from infomap_py.words.cluster_words import cluster_words
    from infomap_py.words.clusters import WordClusters
    from infomap_py.words.comparison import compare_clusters
    from infomap_py.words.cooccurrence import cooccurrence
    from infomap_py.words.discovery import discover_words
    from infomap_py.words.segmenter import Segmenter

__all__ = [
    "Alluvial",
    "Comparison",
    "Consensus",
    "Landscape",
    "Network",
    "NetworkDescription",
    "Partition",
    "Progress",
    "ResolutionScan",
    "Segmenter",
    "StateNetwork",
    "WordClusters",
    "__version__",
    "alluvial",
    "cluster_vectors",
    "cluster_words",
    "codelength",
    "compare",
    "compare_clusters",
    "consensus",
    "cooccurrence",
    "describe",
    "discover_words",
    "errors",
    "from_paths",
    "infomap_communities",
    "infomap_partitions",
    "landscape",
    "map_equation",
    "multilayer",
    "partition",
    "read_partition",
    "resolution_scan",
    "sparsify",
]

# Loaded when asked for: three of them import networkx, and not everybody has files or words, or
# compares.
_ON_DEMAND = {
    "sparsify": "sparsification",
    "resolution_scan": "resolution",
    "ResolutionScan": "plateaus",
    "from_paths": "paths",
    "describe": "description",
    "NetworkDescription": "network_description",
    "infomap_communities": "networkx_functions",
    "infomap_partitions": "networkx_functions",
    "map_equation": "networkx_functions",
    "compare": "comparison",
    "Comparison": "comparison",
    "consensus": "consensus_partition",
    "Consensus": "consensus_partition",
    "landscape": "solution_landscape",
    "Landscape": "solutions",
    "read_partition": "stored_partitions",
    "cluster_vectors": "words.cluster_vectors",
    "cluster_words": "words.cluster_words",
    "WordClusters": "words.clusters",
    "compare_clusters": "words.comparison",
    "cooccurrence": "words.cooccurrence",
    "discover_words": "words.discovery",
    "Segmenter": "words.segmenter",
    "alluvial": "pictures.alluvial",
    "Alluvial": "pictures.alluvial_diagram",
}


def __getattr__(name: str) -> Any:
    """A public name that is loaded when asked for."""
    if name not in _ON_DEMAND:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_ON_DEMAND[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
