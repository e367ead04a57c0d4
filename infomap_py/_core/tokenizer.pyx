"""Lines of a link list or a Pajek file to numbered links: one pass, in chunks, without the GIL.

A line is split into fields, its ends are numbered on the fly, and two int32 remain of it, besides
a float64 from the first weight on. What a line means beyond that (a heading, a header) is for the
caller to say: ``scan`` hands such lines out, and goes on when called again.
"""

from libc.float cimport DBL_MAX
from libc.stdint cimport int64_t, uint8_t
from libc.string cimport memchr

from infomap_py._core.decimals cimport HARD, NOT_A_NUMBER, Numeral, decimal
from infomap_py._core.fields cimport (ANY_BLANKS, BAD_QUOTES, MAX_FIELDS, WORD, Field, skip_blanks,
                                      split)
from infomap_py._core.growing cimport LinkList, WeightList
from infomap_py._core.identifiers cimport Identifiers, refusal
from infomap_py._core.types cimport link_t, node_t

cdef enum:
    MAX_LINE = 1 << 20  # bytes
    BATCH = 256         # links whose ends are numbered together

cdef enum Section:
    UNKNOWN
    VERTICES
    LINKS

cdef enum Outcome:
    DONE        # the line is read, or the text used up
    HANDED_OUT  # the line is for the caller
    FIRST_WORD  # from this line on ids are words: it has to be read again

MEND_WEIGHT = {
    VERTICES: "The third column is the weight of the vertex: mend it, or remove it and all "
              "after it.",
    LINKS: "Mend it, or ignore the weights (weight=None); if this line is the header of a link "
           "list, say so (header=True).",
}
BETWEEN = {ANY_BLANKS: "white space", ord("\t"): "a tab", ord(","): "a comma"}


cdef class Tokenizer:
    """Reads lines into ``ids``, ``links``, ``link_weights`` and ``node_weights``.

    Errors are about line ``line``, and do not say so.
    """

    cdef readonly int64_t line
    cdef readonly Identifiers ids
    cdef readonly LinkList links
    cdef readonly WeightList link_weights, node_weights
    cdef readonly bytes aside
    cdef readonly int64_t aside_line
    cdef readonly int64_t first_ignored  # line of the first vertex with columns to ignore, or 0
    cdef Section section
    cdef uint8_t separator
    cdef bint weighted, headings, listed
    cdef bytes text
    cdef Py_ssize_t start, used  # in text: of the line last read, and of all that has been read
    cdef Py_ssize_t num_waiting  # links in the batch; none between any two calls
    cdef int64_t[2 * BATCH] batch_integers
    cdef Field[2 * BATCH] batch_words
    cdef int64_t[BATCH] batch_lines

    def __cinit__(self, *, bint weighted=True, Py_ssize_t max_nodes=2**31 - 2):
        self.ids = Identifiers(max_nodes)
        self.links = LinkList()
        self.link_weights = WeightList()
        self.node_weights = WeightList()
        self.section = UNKNOWN
        self.separator = ANY_BLANKS
        self.weighted = weighted
        self.text = b""

    def expect_links(self, str separator="", *, bint headings=True, bint listed=False):
        """From here on lines are links, with that separator or any blanks between their fields.

        Lines that begin with ``*`` are handed out if there are ``headings``. Ends must be vertices'
        ids if those are ``listed``.
        """
        self.section = LINKS
        self.separator = ord(separator) if separator else ANY_BLANKS
        self.headings = headings
        self.listed = listed

    def expect_vertices(self):
        """From here on lines are ``id "name" [weight]``; what follows on them is ignored."""
        self.section = VERTICES
        self.headings = True

    def feed(self, bytes chunk not None):
        """Add bytes to be read; an empty chunk ends the last line."""
        cdef bytes rest = self.text[self.used:]
        self.text = rest + chunk if chunk or not rest else rest + b"\n"
        self.start = self.used = 0

    def scan(self):
        """Read on; the next line that is for the caller, or None when the text is used up."""
        cdef int outcome = FIRST_WORD
        cdef const uint8_t* text = self.text
        cdef Py_ssize_t length = len(self.text)
        while outcome == FIRST_WORD:
            try:
                with nogil:
                    outcome = self.read_lines(text, text + length)
            finally:  # even before another error: those lines come first
                with nogil:
                    self.number_batch()
            if outcome == FIRST_WORD:
                self.begin_words()
        return self.text[self.start:self.used - 1] if outcome == HANDED_OUT else None

    def read(self, bytes line not None):
        """Read a line that was handed out, now that it is known what it is."""
        cdef const uint8_t* text = line
        cdef Py_ssize_t length = len(line)
        if self.read_line(text, text + length) == FIRST_WORD:
            self.begin_words()
            self.read_line(text, text + length)
        self.number_batch()

    def cells(self, bytes line not None):
        """The fields of a line as text, at most four; none where a quote is not closed."""
        cdef Field[MAX_FIELDS] fields
        cdef const uint8_t* text = line
        cdef int count = split(text, text + len(line), self.separator, fields)
        return [fields[k].start[:fields[k].stop - fields[k].start].decode("utf-8", "replace")
                for k in range(count)]

    def set_aside(self, bytes line not None):
        """Keep the present line back: the first link if words are among the ids, else a header."""
        self.aside = line
        self.aside_line = self.line

    def begin_words(self):
        """From here on ids are words, those of the line set aside and all integers among them."""
        cdef link_t num_links = self.links.count
        cdef node_t num_words
        cdef int64_t line = self.line
        self.ids.begin_words()
        if self.aside is not None:
            self.line = self.aside_line
            self.read(self.aside)
            self.line = line
            self.aside = None
        num_words = self.ids.words.count
        self.ids.add_integers()
        with nogil:
            self.links.shift(num_links, num_words)

    cdef int read_lines(self, const uint8_t* text, const uint8_t* stop) except -1 nogil:
        """Read the complete lines that are left, as far as that goes without the caller."""
        cdef const uint8_t* at
        cdef const uint8_t* newline
        cdef int outcome = DONE
        while outcome == DONE:
            at = text + self.used
            newline = <const uint8_t*>memchr(at, b"\n", stop - at)
            if (stop if newline == NULL else newline) - at > MAX_LINE:
                self.line += 1
                with gil:
                    raise refusal(at, at + MAX_LINE, f"begins a line of more than {MAX_LINE:,} "
                                  "bytes; is this a text file with one link per line?")
            if newline == NULL:
                return DONE
            self.line += 1
            outcome = self.read_line(at, newline)
            if outcome == FIRST_WORD:
                self.line -= 1
                return FIRST_WORD
            self.start = at - text
            self.used = newline + 1 - text
        return outcome

    cdef int read_line(self, const uint8_t* at, const uint8_t* stop) except -1 nogil:
        cdef const uint8_t* first = skip_blanks(at, stop, 0)
        if first == stop or first[0] == b"#" or first[0] == b"%":
            return DONE
        if self.section == UNKNOWN or (self.headings and first[0] == b"*"):
            return HANDED_OUT
        if self.section == VERTICES:
            return self.read_vertex(at, stop)
        return self.read_link(at, stop)

    cdef int read_link(self, const uint8_t* at, const uint8_t* stop) except -1 nogil:
        """Read ``source target [weight]``."""
        cdef Field[MAX_FIELDS] fields
        cdef int count = self.fields_of(at, stop, fields)
        if count < 2 or fields[1].start == fields[1].stop:
            with gil:
                raise refusal(at, stop, f"has no target; {self.expected()}")
        if count == 3 and self.weighted:
            if fields[2].start == fields[2].stop:
                with gil:
                    raise refusal(at, stop, f"has an empty third column; {self.expected()} "
                                  "Write the weight there, leave out the separator before it, or "
                                  "ignore the weights (weight=None).")
            self.read_weight(&fields[2], self.link_weights, self.links.count + self.num_waiting)
        if self.listed:
            return self.links.append(self.ids.listed(&fields[0]), self.ids.listed(&fields[1]))
        return self.put_into_batch(fields)

    cdef int put_into_batch(self, Field* ends) except -1 nogil:
        """Have a link wait until there are enough of them to number their ends together."""
        cdef Py_ssize_t k = 2 * self.num_waiting
        if self.ids.use_words:
            self.batch_words[k] = ends[0]
            self.batch_words[k + 1] = ends[1]
        elif (self.ids.kind_of(&ends[0], &self.batch_integers[k]) == WORD
                or self.ids.kind_of(&ends[1], &self.batch_integers[k + 1]) == WORD):
            return FIRST_WORD
        self.batch_lines[self.num_waiting] = self.line
        self.num_waiting += 1
        if self.num_waiting == BATCH:
            self.number_batch()
        return DONE

    cdef int number_batch(self) except -1 nogil:
        """Number the ends of the links that wait."""
        cdef int64_t line = self.line
        cdef Py_ssize_t k, count = self.num_waiting
        cdef node_t source, target
        self.num_waiting = 0
        self.ids.touch(self.batch_words, self.batch_integers, 2 * count)
        for k in range(count):
            self.line = self.batch_lines[k]
            if self.ids.use_words:
                source = self.ids.word(&self.batch_words[2 * k])
                target = self.ids.word(&self.batch_words[2 * k + 1])
            else:
                source = self.ids.integers.position(self.batch_integers[2 * k])
                target = self.ids.integers.position(self.batch_integers[2 * k + 1])
            self.links.append(source, target)
        self.line = line
        return 0

    cdef int read_vertex(self, const uint8_t* at, const uint8_t* stop) except -1 nogil:
        """Read ``id "name" [weight]``; where some have names, the others are named by their ids.

        Pajek has coordinates, shapes and colours behind that, which are for drawing.
        """
        cdef Field[MAX_FIELDS] fields
        cdef node_t vertex
        cdef int count = self.fields_of(at, stop, fields)
        cdef bint named = count > 1 and fields[1].stop > fields[1].start
        if named and not self.ids.use_words:
            return FIRST_WORD
        vertex = self.ids.vertex(&fields[0])
        if self.ids.use_words:
            self.ids.name(vertex, &fields[named])
        if count >= 3:
            self.read_weight(&fields[2], self.node_weights, vertex)
        if count == MAX_FIELDS and self.first_ignored == 0:
            self.first_ignored = self.line
        return DONE

    cdef int fields_of(self, const uint8_t* at, const uint8_t* stop,
                       Field* fields) except -1 nogil:
        """Split a line into fields, the first of them not empty; their number.

        A link has up to three. A vertex may have more, which MAX_FIELDS stands for.
        """
        cdef int count = split(at, stop, self.separator, fields)
        if count == BAD_QUOTES:
            with gil:
                raise refusal(at, stop, "has a double quote that is not closed, or text right "
                              f'after a closing one; within quotes, write "" for a quote; '
                              f"{self.expected()}")
        if count == MAX_FIELDS and self.section == LINKS:
            with gil:
                raise refusal(at, stop, f"has more than three columns; {self.expected()} "
                              "Drop the other columns, or put names that contain the separator "
                              "between double quotes.")
        if fields[0].start == fields[0].stop:
            with gil:
                raise refusal(at, stop, f"has an empty first column; {self.expected()}")
        return count

    cdef str expected(self):
        """What a line of this section consists of."""
        columns = "id \"name\" [weight]" if self.section == VERTICES else "source target [weight]"
        return f"expected '{columns}' with {BETWEEN[self.separator]} in between."

    cdef int read_weight(self, Field* field, WeightList weights, link_t position) except -1 nogil:
        """Read a weight, finite and >= 0."""
        cdef double weight = -1.0
        cdef Numeral numeral = decimal(field.start, field.stop, &weight)
        if numeral == HARD:
            with gil:
                weight = float(<bytes>field.start[:field.stop - field.start])
        if numeral == NOT_A_NUMBER or not 0.0 <= weight <= DBL_MAX:
            with gil:
                raise refusal(field.start, field.stop,
                              "is not a weight; weights are finite numbers >= 0 with a decimal "
                              f"point, such as 0.5. {MEND_WEIGHT[self.section]}")
        return weights.put(position, weight)
