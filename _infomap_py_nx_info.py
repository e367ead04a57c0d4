"""What networkx is told of the backend while it is imported; see ``infomap_py/_networkx.py``.

A module of its own, outside the package and without imports: ``import networkx`` loads it, and must
not load infomap_py.
"""

DISPATCHED = ("infomap_communities", "infomap_partitions", "map_equation")


def get_info() -> dict[str, object]:
    """The functions that are dispatched, as networkx's entry point ``backend_info`` asks for."""
    return {
        "backend_name": "infomap_py",
        "project": "infomap_py",
        "package": "infomap_py",
        "short_summary": "The map equation (Infomap), compiled.",
        "functions": {name: {} for name in DISPATCHED},
    }
