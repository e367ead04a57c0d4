"""The networkx backend: what ``nx.infomap_communities(G, backend="infomap_py")`` comes to.

Other backends convert graphs to a class of their own. This one reads networkx's at every call, as
when its functions are called directly; so there is nothing to convert, and nothing to keep.
"""

from __future__ import annotations

from typing import Any

from infomap_py.networkx_functions import infomap_communities, infomap_partitions, map_equation

BACKEND = "infomap_py"


class BackendInterface:
    """What networkx's entry point ``backends`` loads, once it dispatches a call.

    The functions take what they take when called directly, and refuse it alike. Networkx turns
    integer seeds into a random.Random before it dispatches; so the same integer is another seed
    there than in :func:`infomap_py.infomap_communities`, and as reproducible.
    """

    infomap_communities = staticmethod(infomap_communities)
    infomap_partitions = staticmethod(infomap_partitions)
    map_equation = staticmethod(map_equation)

    @staticmethod
    def convert_from_nx(graph: Any, **_: Any) -> Any:
        """The graph itself: weights are looked up when a function is called.

        Networkx is about to cache it as a conversion of itself, and would warn at the next call
        that it may have changed since. The cache that it has at hand is therefore taken off the
        graph first.
        """
        cache = getattr(graph, "__networkx_cache__", None) or {}
        cache.get("backends", {}).pop(BACKEND, None)
        return graph

    @staticmethod
    def convert_to_nx(result: Any, *, name: str | None = None) -> Any:
        """Results are sets, lists and numbers, and graphs are networkx's already."""
        return result
