"""Lines of a link list or a Pajek file to numbered links: one pass, in chunks, without the GIL.

A line is split into fields, its ends are numbered on the fly, and two int32 remain of it, besides
a float64 from the first weight on that is not 1. What a line means beyond that (a heading, a
header) is for the caller to say: ``scan`` hands such lines out, and goes on when called again.
"""

from libc.stdint cimport int64_t, uint8_t
from libc.string cimport memchr

from infomap_py._core.batch cimport LinkBatch
from infomap_py._core.columns cimport Columns
from infomap_py._core.fields cimport ANY_BLANKS, MAX_FIELDS, WORD, Field, skip_blanks, split
from infomap_py._core.growing cimport WeightList
from infomap_py._core.identifiers cimport Identifiers, refusal
from infomap_py._core.integer_rows cimport IntegerRows
from infomap_py._core.links cimport LinkList
from infomap_py._core.memory cimport no_memory
from infomap_py._core.plain cimport plain_link
from infomap_py._core.types cimport MAX_NODES, link_t, node_t

cdef enum:
    MAX_LINE = 1 << 20  # bytes

cdef enum Section:
    UNKNOWN
    VERTICES
    STATES
    ROWS
    LINKS

cdef enum Outcome:
    DONE        # the line is read, or the text used up
    HANDED_OUT  # the line is for the caller
    FIRST_WORD  # from this line on ids are words: it has to be read again


cdef class Tokenizer:
    """Reads lines into ``ids``, ``links`` and ``node_weights``, or ``rows`` of layers and nodes.

    If there are states, ``ids`` and ``node_weights`` are theirs; their physical nodes stand in
    ``physical``, as positions in ``physical_ids``.

    Errors are about line ``line``, and do not say so.
    """

    cdef readonly int64_t line
    cdef readonly Identifiers ids
    cdef readonly LinkList links
    cdef readonly WeightList node_weights
    cdef readonly bytes aside
    cdef readonly int64_t aside_line
    cdef readonly int64_t first_ignored  # line of the first vertex with columns to ignore, or 0
    cdef readonly Identifiers physical_ids
    cdef readonly IntegerRows physical, rows
    cdef Section section
    cdef Columns columns
    cdef Py_ssize_t max_nodes
    cdef bint weighted, headings, listed
    cdef bytes text
    cdef Py_ssize_t start, used  # in text: of the line last read, and of all that has been read
    cdef LinkBatch batch  # empty between any two calls

    def __cinit__(self, *, bint weighted=True, Py_ssize_t max_nodes=MAX_NODES):
        self.max_nodes = max_nodes
        self.ids = Identifiers(max_nodes)
        self.links = LinkList()
        self.batch = LinkBatch()
        self.node_weights = WeightList()
        self.section = UNKNOWN
        self.columns = Columns("")
        self.weighted = weighted
        self.text = b""

    def expect_links(self, str separator="", *, bint headings=True, bint listed=False):
        """From here on lines are links, with that separator or any blanks between their fields.

        Lines that begin with ``*`` are handed out if there are ``headings``. Ends must be vertices'
        ids if those are ``listed``.
        """
        self.section = LINKS
        self.columns = Columns("source target", separator=separator)
        self.headings = headings
        self.listed = listed

    def expect_vertices(self):
        """From here on lines are ``id "name" [weight]``; what follows on them is ignored."""
        self.section = VERTICES
        self.columns = Columns("id", '"name" [weight]', open_ended=True)
        self.headings = True

    def expect_states(self, *, bint listed):
        """From here on lines are ``id physical ["name"] [weight]``, with what was read so far for
        physical nodes; they must be vertices' ids if those are ``listed``."""
        self.section = STATES
        self.columns = Columns("id physical", '["name"] [weight]')
        self.headings, self.listed = True, listed
        self.physical_ids, self.ids = self.ids, Identifiers(self.max_nodes, "state")
        self.physical = IntegerRows(1)
        self.node_weights = WeightList()

    def expect_rows(self, str names not None, *, bint listed):
        """From here on lines have columns of these names: layers, if it contains "layer", or nodes,
        which must be vertices' ids if those are ``listed``; and perhaps a weight."""
        self.section = ROWS
        self.columns = Columns(names)
        self.headings, self.listed = True, listed
        self.rows = IntegerRows(self.columns.required)

    def feed(self, bytes chunk not None):
        """Add bytes to be read; an empty chunk ends the last line."""
        cdef bytes rest = self.text[self.used:]
        try:
            self.text = rest + chunk if chunk or not rest else rest + b"\n"
        except MemoryError:
            no_memory(len(rest) + max(len(chunk), 1), 1)
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
        cdef int count = split(text, text + len(line), self.columns.separator, fields,
                               self.columns.most + 1)
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
        cdef bint blanks = self.columns.separator == ANY_BLANKS
        cdef uint8_t separator = b"\t" if blanks else self.columns.separator
        cdef uint8_t other = b" " if blanks else self.columns.separator
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
        if self.section == LINKS:
            return self.read_link(at, stop)
        if self.section == ROWS:
            return self.read_row(at, stop)
        return self.read_node(at, stop)

    cdef int read_link(self, const uint8_t* at, const uint8_t* stop) except -1 nogil:
        """Read ``source target [weight]``."""
        cdef Field[MAX_FIELDS] fields
        cdef double weight = 1.0
        cdef int count = self.columns.fields_of(at, stop, fields)
        if self.weighted:
            self.columns.read_weight_behind(at, stop, fields, count, &weight)
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

    cdef int read_node(self, const uint8_t* at, const uint8_t* stop) except -1 nogil:
        """Read ``id "name" [weight]``, with the physical node before the name if it is a state.

        Where some have names, the others are named by their ids. Pajek has coordinates, shapes and
        colours behind all that, which are for drawing.
        """
        cdef Field[MAX_FIELDS] fields
        cdef node_t node
        cdef double weight = 1.0
        cdef int count = self.columns.fields_of(at, stop, fields), name = self.columns.required
        cdef bint named = count > name and fields[name].stop > fields[name].start
        if named and not self.ids.use_words:
            return FIRST_WORD
        node = self.ids.vertex(&fields[0])
        if self.ids.use_words:
            self.ids.name(node, &fields[name if named else 0])
        if self.section == STATES:
            self.physical.next_row()[0] = self.node_at(self.physical_ids, &fields[1])
            self.physical.add(1.0)
        if count > name + 1:
            self.columns.read_weight(&fields[name + 1], &weight)
            self.node_weights.put(node, weight)
        if count > self.columns.most and self.first_ignored == 0:
            self.first_ignored = self.line
        return DONE

    cdef int read_row(self, const uint8_t* at, const uint8_t* stop) except -1 nogil:
        """Read layers and nodes, and perhaps a weight."""
        cdef Field[MAX_FIELDS] fields
        cdef int k, count = self.columns.fields_of(at, stop, fields)
        cdef int64_t* row = self.rows.next_row()
        cdef double weight = 1.0
        for k in range(self.columns.required):
            if self.columns.is_layer[k]:
                self.columns.read_integer(&fields[k], &row[k])
            else:
                row[k] = self.node_at(self.ids, &fields[k])
        self.columns.check_layers(at, stop, row)
        if self.weighted:
            self.columns.read_weight_behind(at, stop, fields, count, &weight)
        return self.rows.add(weight)

    cdef node_t node_at(self, Identifiers ids, Field* field) except -1 nogil:
        """The position of a node by its id, which is an integer."""
        cdef int64_t value
        if self.listed:
            return ids.listed(field)
        self.columns.read_integer(field, &value)
        return ids.integers.position(value)
