"""How a search without the GIL is asked to end: a flag that it reads every few thousand links."""


cdef class Control:
    """Set ``stop`` from any thread: single moves end within a few milliseconds, and the search
    returns the modules it has after the pass over links that it is in."""
