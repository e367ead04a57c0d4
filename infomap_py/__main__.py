"""python -m infomap_py: the same program as infomap-py."""

from _infomap_py_command import main

if __name__ == "__main__":
    main()
