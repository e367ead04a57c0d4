"""How a search without the GIL is asked to end: a flag that it reads every few thousand links.

One thread reads while another writes, without a lock: the flag is atomic, in no particular order
with anything else.
"""


cdef class Control:
    """Set ``stop`` from any thread: single moves end within a few milliseconds, and the search
    returns the modules it has after the pass over links that it is in."""

    @property
    def stop(self):
        return self.is_stopped()

    @stop.setter
    def stop(self, bint value):
        write(&self.flag, value)
