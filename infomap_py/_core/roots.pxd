# Trees of nodes as the parent of each, which is the node itself at a root.

from infomap_py._core.types cimport node_t


cdef inline node_t root_of(node_t[::1] parent, node_t u) noexcept nogil:
    """The root of the tree that u is in; the way there is halved."""
    while parent[u] != u:
        parent[u] = parent[parent[u]]
        u = parent[u]
    return u
