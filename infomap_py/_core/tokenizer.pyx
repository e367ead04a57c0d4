"""Lines of a link list or a Pajek file to numbered links: one pass, in chunks, without the GIL.

A line is split into fields, its ends are numbered on the fly, and two int32 remain of it, besides
a float64 from the first weight on that is not 1. What a line means beyond that (a heading, a
header) is for the caller to say: ``scan`` hands such lines out, and goes on when called again.
"""

from libc.float cimport DBL_MAX
from libc.stdint cimport int64_t, uint8_t
from libc.string cimport memchr

from infomap_py._core.batch cimport LinkBatch
from infomap_py._core.decimals cimport HARD, NOT_A_NUMBER, Numeral, decimal
from infomap_py._core.fields cimport (ANY_BLANKS, BAD_QUOTES, MAX_FIELDS, WORD, Field, skip_blanks,
                                      split)
from infomap_py._core.growing cimport WeightList
from infomap_py._core.identifiers cimport Identifiers, refusal
from infomap_py._core.links cimport LinkList
from infomap_py._core.plain cimport plain_link
from infomap_py._core.types cimport link_t, node_t

cdef enum:
    MAX_LINE = 1 << 20  # bytes

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
    """Reads lines into ``ids``, ``links`` and ``node_weights``.

    Errors are about line ``line``, and do not say so.
    """

    cdef readonly int64_t line
    cdef readonly Identifiers ids
    cdef readonly LinkList links
    cdef readonly WeightList node_weights
    cdef readonly bytes aside
    cdef readonly int64_t aside_line
    cdef readonly int64_t first_ignored  # line of the first vertex with columns to ignore, or 0
    cdef Section section
    cdef uint8_t separator
    cdef bint weighted, headings, listed
    cdef bytes text
    cdef Py_ssize_t start, used  # in text: of the line last read, and of all that has been read
    cdef LinkBatch batch  # empty between any two calls

    def __cinit__(self, *, bint weighted=True, Py_ssize_t max_nodes=2**31 - 2):
        self.ids = Identifiers(max_nodes)
        self.links = LinkList()
        self.batch = LinkBatch()
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
                    self.batch.number(self.ids, self.links, &self.line)
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
        self.batch.number(self.ids, self.links, &self.line)

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
            if self.section == LINKS and not self.listed and not self.ids.use_words:
                self.read_plain_links(text)
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

    cdef int read_plain_links(self, const uint8_t* text) except -1 nogil:
        """Read lines as long as they are plain links between integers."""
        cdef const uint8_t* at = text + self.used
        cdef const uint8_t* rest
        cdef uint8_t separator = b"\t" if self.separator == ANY_BLANKS else self.separator
        cdef uint8_t other = b" " if self.separator == ANY_BLANKS else self.separator
        while True:
            rest = plain_link(at, separator, other, self.weighted,
                              &self.batch.integers[2 * self.batch.count],
                              &self.batch.weights[self.batch.count])
            if rest == NULL:
                break
            at = rest
            self.line += 1
            self.batch.add(self.ids, self.links, &self.line)
        self.used = at - text
        return 0

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
        cdef double weight = 1.0
        if count < 2 or fields[1].start == fields[1].stop:
            with gil:
                raise refusal(at, stop, f"has no target; {self.expected()}")
        if count == 3 and self.weighted:
            if fields[2].start == fields[2].stop:
                with gil:
                    raise refusal(at, stop, f"has an empty third column; {self.expected()} "
                                  "Write the weight there, leave out the separator before it, or "
                                  "ignore the weights (weight=None).")
            self.read_weight(&fields[2], &weight)
        if self.listed:
            return self.links.append(self.ids.listed(&fields[0]), self.ids.listed(&fields[1]),
                                     weight)
        return self.put_into_batch(fields, weight)

    cdef int put_into_batch(self, Field* ends, double weight) except -1 nogil:
        """Have a link wait until there are enough of them to number their ends together."""
        cdef Py_ssize_t k = 2 * self.batch.count
        if self.ids.use_words:
            self.batch.words[k] = ends[0]
            self.batch.words[k + 1] = ends[1]
        elif (self.ids.kind_of(&ends[0], &self.batch.integers[k]) == WORD
                or self.ids.kind_of(&ends[1], &self.batch.integers[k + 1]) == WORD):
            return FIRST_WORD
        self.batch.weights[self.batch.count] = weight
        self.batch.add(self.ids, self.links, &self.line)
        return DONE

    cdef int read_vertex(self, const uint8_t* at, const uint8_t* stop) except -1 nogil:
        """Read ``id "name" [weight]``; where some have names, the others are named by their ids.

        Pajek has coordinates, shapes and colours behind that, which are for drawing.
        """
        cdef Field[MAX_FIELDS] fields
        cdef node_t vertex
        cdef double weight = 1.0
        cdef int count = self.fields_of(at, stop, fields)
        cdef bint named = count > 1 and fields[1].stop > fields[1].start
        if named and not self.ids.use_words:
            return FIRST_WORD
        vertex = self.ids.vertex(&fields[0])
        if self.ids.use_words:
            self.ids.name(vertex, &fields[named])
        if count >= 3:
            self.read_weight(&fields[2], &weight)
            self.node_weights.put(vertex, weight)
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

    cdef int read_weight(self, Field* field, double* weight) except -1 nogil:
        """Read a weight, finite and >= 0."""
        cdef Numeral numeral = decimal(field.start, field.stop, weight)
        if numeral == HARD:
            with gil:
                weight[0] = float(<bytes>field.start[:field.stop - field.start])
        if numeral == NOT_A_NUMBER or not 0.0 <= weight[0] <= DBL_MAX:
            with gil:
                raise refusal(field.start, field.stop,
                              "is not a weight; weights are finite numbers >= 0 with a decimal "
                              f"point, such as 0.5. {MEND_WEIGHT[self.section]}")
        return 0
