"""Community detection by minimum description length: the map equation."""

from infomap_py import errors
from infomap_py._version import __version__
from infomap_py.network import Network
from infomap_py.partition import Partition
from infomap_py.search import codelength, partition

__all__ = ["Network", "Partition", "__version__", "codelength", "errors", "partition"]
