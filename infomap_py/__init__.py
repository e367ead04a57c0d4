"""Community detection by minimum description length: the map equation."""

from infomap_py._version import __version__

__all__ = ["__version__"]
