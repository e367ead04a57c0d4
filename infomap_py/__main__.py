"""python -m infomap_py: the same program as infomap-py."""

import sys

from infomap_py.cli import main

if __name__ == "__main__":
    sys.exit(main())
