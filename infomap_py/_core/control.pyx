"""How a search without the GIL is asked to end: a flag that it reads every few thousand links."""


cdef class Control:
    """Set ``stop`` from any thread; the search returns its current modules within milliseconds."""
