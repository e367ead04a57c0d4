"""Node ids as a file writes them to node positions.

Ids are integers until the first word appears; then the integers so far become their text. That
loses nothing, because only an integer in its one canonical form counts as an integer. The vertices
of a Pajek file keep both: integers that links name them by, and words that are their labels.
"""

from cpython.exc cimport PyErr_CheckSignals
from libc.stdint cimport int64_t, uint8_t
from libc.stdio cimport snprintf
from libc.stdlib cimport free

from infomap_py._core.fields cimport INTEGER, OUT_OF_RANGE, WORD, Field, integer
from infomap_py._core.memory cimport resized
from infomap_py._core.numbering cimport IntegerNumbering
from infomap_py._core.strings cimport StringNumbering
from infomap_py._core.types cimport node_t
from infomap_py._core.utf8 cimport bad_byte

from infomap_py.errors import ReadError

cdef enum:
    BLOCK = 1 << 16  # integers turned to text between two looks for Ctrl-C
    LONGEST = 20     # bytes of a 64-bit integer
    SHOWN = 60       # characters of a line that a message shows


NODES = {  # what they are called, and how a file lists them
    "vertex": ("vertices", "*Vertices", 'id "name" [weight]'),
    "state": ("states", "*States", 'id physical ["name"] [weight]'),
}


def shown(bytes text not None):
    """The text as messages show it: escaped, shortened if long, as bytes if it is no text."""
    try:
        line = text.strip().decode("utf-8")
    except UnicodeDecodeError:
        return repr(text[:SHOWN])
    return repr(line if len(line) <= SHOWN else f"{line[:SHOWN - 3]}...")


cdef object refusal(const uint8_t* start, const uint8_t* stop, str rule):
    """The error about this text; who calls the compiled core adds file:line."""
    return ReadError(f"{shown(start[:stop - start])} {rule}")


cdef Py_ssize_t written(int64_t value, uint8_t* text) noexcept nogil:
    """Write the integer in its canonical form; its length."""
    return snprintf(<char*>text, LONGEST + 1, "%lld", <long long>value)


cdef class Identifiers:
    """Positions of node ids in order of first appearance; errors call a node ``what`` it is."""

    def __cinit__(self, Py_ssize_t max_count, str what="vertex"):
        self.max_count = max_count
        self.what = what
        self.plural, self.heading, self.line = NODES[what]
        self.integers = IntegerNumbering(max_count)

    def __dealloc__(self):
        free(self.scratch)

    cdef int begin_words(self) except -1:
        """From here on ids are words, of which there are none yet."""
        self.words = StringNumbering(self.max_count)
        self.use_words = True

    cdef int add_integers(self) except -1:
        """Number the integers so far as the words that they are written as."""
        cdef Py_ssize_t k, start
        cdef uint8_t[LONGEST + 1] text
        for start in range(0, self.integers.count, BLOCK):
            PyErr_CheckSignals()
            with nogil:
                for k in range(start, min(start + BLOCK, <Py_ssize_t>self.integers.count)):
                    self.words.position(text, written(self.integers.values[k], text))

    cdef node_t vertex(self, Field* field) except -1 nogil:
        """The position of a vertex id, which must be an integer and new."""
        cdef int64_t value
        cdef node_t next_position = self.integers.count
        if self.kind_of(field, &value) == WORD:
            with gil:
                raise refusal(field.start, field.stop,
                              f"is not a {self.what} id; expected lines '{self.line}' whose ids "
                              "are integers.")
        if self.integers.position(value) != next_position:
            with gil:
                raise refusal(field.start, field.stop,
                              f"is the id of two {self.plural}; give each {self.what} an id of "
                              "its own.")
        return next_position

    cdef int name(self, node_t vertex, Field* field) except -1 nogil:
        """Name the vertex that was added last; names differ."""
        cdef node_t namesake = self.text(field)
        if namesake != vertex:
            with gil:
                raise refusal(field.start, field.stop,
                              f"is the name of {self.plural} "
                              f"{self.integers.values[namesake]} and "
                              f"{self.integers.values[vertex]}; names must differ. Rename one of "
                              "them, or leave all names out to have the ids for labels.")
        return 0

    cdef node_t listed(self, Field* field) except -1 nogil:
        """The position of a vertex by its id."""
        cdef int64_t value = 0
        cdef node_t position = -1
        if self.kind_of(field, &value) == INTEGER:
            position = self.integers.find(value)
        if position < 0:
            with gil:
                raise refusal(field.start, field.stop,
                              f"is not the id of a {self.what}; other lines name {self.plural} by "
                              f"the integers in the first column of {self.heading}. List this one "
                              "there too.")
        return position

    cdef int64_t touch(self, const Field* words, const int64_t* integers,
                       Py_ssize_t count) noexcept nogil:
        """Bring the memory closer in which these words, or else integers, will be looked up."""
        cdef int64_t total = 0
        cdef Py_ssize_t k
        if not self.use_words:
            return self.integers.touch(integers, count)
        for k in range(count):
            total ^= self.words.touch(words[k].start, words[k].stop - words[k].start)
        return total

    cdef int kind_of(self, Field* field, int64_t* value) except -1 nogil:
        """WORD, or INTEGER and its value; what is between quotes is a word."""
        cdef int kind = WORD if field.quoted else integer(field.start, field.stop, value)
        if kind == OUT_OF_RANGE:
            with gil:
                raise refusal(field.start, field.stop,
                              "is beyond the range of integer ids, -2**63 to 2**63 - 1; "
                              "put it between double quotes to have it read as a name.")
        return kind

    cdef node_t word(self, Field* field) except -1 nogil:
        """The position of an id among words, the next one if it is new."""
        cdef int64_t value
        if field.stop - field.start >= LONGEST - 1:
            self.kind_of(field, &value)
        return self.text(field)

    cdef node_t text(self, Field* field) except -1 nogil:
        """The position of what the field contains."""
        cdef const uint8_t* text = field.start
        cdef Py_ssize_t length = field.stop - field.start, bad
        cdef node_t position, count = self.words.count
        if field.doubled:
            length = self.undouble(field)
            text = self.scratch
        position = self.words.position(text, length)
        if position < count:
            return position
        bad = bad_byte(text, length)
        if bad >= 0:
            with gil:
                raise refusal(field.start, field.stop,
                              f"has the byte 0x{text[bad]:02x}, which does not belong there in "
                              "UTF-8; convert the file to UTF-8 text.")
        return position

    cdef Py_ssize_t undouble(self, Field* field) except -1 nogil:
        """Copy the field to scratch with every doubled quote single; the length of that."""
        cdef const uint8_t* at = field.start
        cdef Py_ssize_t length = 0
        self.scratch = <uint8_t*>resized(self.scratch, field.stop - field.start, 1)
        while at < field.stop:
            self.scratch[length] = at[0]
            length += 1
            at += 1 + (at[0] == b'"')
        return length
