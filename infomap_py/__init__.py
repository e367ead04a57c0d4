"""Community detection by minimum description length: the map equation."""

from typing import TYPE_CHECKING, Any

from infomap_py import errors
from infomap_py._version import __version__
from infomap_py.multilayer import multilayer
from infomap_py.network import Network
from infomap_py.partition import Partition
from infomap_py.paths import from_paths
from infomap_py.plateaus import ResolutionScan
from infomap_py.progress import Progress
from infomap_py.resolution import resolution_scan
from infomap_py.scoring import codelength
from infomap_py.search import partition
from infomap_py.state_network import StateNetwork

if TYPE_CHECKING:
    from infomap_py.networkx_functions import infomap_communities, infomap_partitions, map_equation

__all__ = [
    "Network",
    "Partition",
    "Progress",
    "ResolutionScan",
    "StateNetwork",
    "__version__",
    "codelength",
    "errors",
    "from_paths",
    "infomap_communities",
    "infomap_partitions",
    "map_equation",
    "multilayer",
    "partition",
    "resolution_scan",
]


def __getattr__(name: str) -> Any:
    """The functions named as networkx names them, loaded when asked for: they import networkx."""
    if name in ("infomap_communities", "infomap_partitions", "map_equation"):
        from infomap_py import networkx_functions

        return getattr(networkx_functions, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
