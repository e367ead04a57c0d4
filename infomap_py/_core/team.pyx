"""Threads that lend a hand to whoever has work that falls into chunks.

Which thread does which chunk depends on the moment: a chunk's result must not. So the answer is the
same for any number of threads, one included, and a thread may come and go between two pieces of
work. Only the lock of the interpreter's own portability layer is used; it needs no GIL.
"""

import threading

from cpython.pythread cimport (
    WAIT_LOCK, PyThread_acquire_lock, PyThread_allocate_lock, PyThread_free_lock,
    PyThread_release_lock,
)

cdef extern from *:
    """
    #ifdef _WIN32
    #include <windows.h>
    #define infomap_py_yield() SwitchToThread()
    #define infomap_py_doze() Sleep(1)
    #else
    #include <sched.h>
    #include <unistd.h>
    #define infomap_py_yield() sched_yield()
    #define infomap_py_doze() usleep(50)
    #endif
    """
    void let_others_run "infomap_py_yield" () noexcept nogil
    void doze "infomap_py_doze" () noexcept nogil

# Looks for work before a helper dozes for 50 microseconds at a time: about as long as its caller
# takes between two pieces of work. A second thread that dozed at once would gain a tenth less.
cdef int LOOKS = 500


cdef class Work:
    cdef void do(self, link_t chunk, int hand) noexcept nogil:
        """Do a chunk with the scratch of this hand, which no other uses at the time."""


cdef class Team:
    """Whoever calls shares its work with the threads that are in ``help``. Work that is called for
    while other work is shared is done by its caller alone."""

    def __cinit__(self):
        self.lock = PyThread_allocate_lock()
        if self.lock == NULL:
            raise MemoryError("no lock for a team of threads")
        self.called = threading.Condition()

    def __dealloc__(self):
        if self.lock != NULL:
            PyThread_free_lock(self.lock)

    def enlist(self):
        """The number of a new helper, who will be counted upon from now on."""
        with self.called:
            self.count(&self.helpers, 1)
            return self.helpers

    def help(self, int hand):
        """Do chunks of whatever is called for, as this helper, until the team is dismissed."""
        with self.called:
            while not self.dismissed:
                if self.calls == 0:
                    self.called.wait()
                    continue
                self.called.release()
                with nogil:
                    self.lend(hand)
                self.called.acquire()

    def dismiss(self):
        """Send all helpers home."""
        with self.called:
            self.count(&self.dismissed, 1)
            self.called.notify_all()

    def __enter__(self):
        """Wake the helpers."""
        with self.called:
            self.count(&self.calls, 1)
            self.called.notify_all()
        return self

    def __exit__(self, *error):
        with self.called:
            self.count(&self.calls, -1)

    cdef int hands(self) noexcept nogil:
        """The caller's and its helpers'."""
        cdef int helpers
        PyThread_acquire_lock(self.lock, WAIT_LOCK)
        helpers = self.helpers
        PyThread_release_lock(self.lock)
        return 1 + helpers

    cdef void count(self, int* number, int change) noexcept nogil:
        PyThread_acquire_lock(self.lock, WAIT_LOCK)
        number[0] += change
        PyThread_release_lock(self.lock)

    cdef void do_all(self, Work work, link_t num_chunks) noexcept nogil:
        """Do the chunks 0, 1, ..., together with who is there to help; returns when all are
        done."""
        cdef link_t chunk
        cdef bint shared
        PyThread_acquire_lock(self.lock, WAIT_LOCK)
        shared = self.work == NULL and self.helpers > 0 and num_chunks > 1
        if shared:
            self.work = <PyObject*>work
            self.next_chunk = 0
            self.num_chunks = num_chunks
        PyThread_release_lock(self.lock)
        if not shared:
            for chunk in range(num_chunks):
                work.do(chunk, 0)
            return
        self.do_chunks(0)
        while not self.all_done():
            let_others_run()

    cdef bint all_done(self) noexcept nogil:
        """Whether no helper is at a chunk any more; then others may share their work."""
        cdef bint done
        PyThread_acquire_lock(self.lock, WAIT_LOCK)
        done = self.busy == 0
        if done:
            self.work = NULL
        PyThread_release_lock(self.lock)
        return done

    cdef void lend(self, int hand) noexcept nogil:
        """Help while there are calls."""
        cdef int looks = 0
        while self.is_called():
            if self.do_chunks(hand):
                looks = 0
            elif looks < LOOKS:
                looks += 1
                let_others_run()
            else:
                doze()

    cdef bint is_called(self) noexcept nogil:
        cdef bint called
        PyThread_acquire_lock(self.lock, WAIT_LOCK)
        called = self.calls > 0 and not self.dismissed
        PyThread_release_lock(self.lock)
        return called

    cdef bint do_chunks(self, int hand) noexcept nogil:
        """Do what chunks there are for this hand; whether there were any."""
        cdef link_t chunk, done = 0
        cdef PyObject* current
        while True:
            PyThread_acquire_lock(self.lock, WAIT_LOCK)
            current = self.work
            if current == NULL or self.next_chunk == self.num_chunks or (
                hand >= (<Work>current).hands
            ):
                self.busy -= hand > 0 and done > 0
                PyThread_release_lock(self.lock)
                return done > 0
            self.busy += hand > 0 and done == 0
            chunk = self.next_chunk
            self.next_chunk += 1
            PyThread_release_lock(self.lock)
            (<Work>current).do(chunk, hand)
            done += 1
