"""What the lines of a section consist of: splits them into columns, and says what is wrong."""

from libc.float cimport DBL_MAX
from libc.stdint cimport int64_t, uint8_t

from infomap_py._core.decimals cimport HARD, NOT_A_NUMBER, Numeral, decimal
from infomap_py._core.fields cimport ANY_BLANKS, BAD_QUOTES, INTEGER, Field, integer, split
from infomap_py._core.identifiers cimport refusal

cdef int64_t FURTHEST = 1LL << 62  # a layer less, or plus, a limit is a 64-bit integer

BETWEEN = {ANY_BLANKS: "white space", ord("\t"): "a tab", ord(","): "a comma"}
COUNTED = {3: "three", 4: "four", 5: "five"}
ORDINAL = ("first", "second", "third", "fourth", "fifth")

MEND_WEIGHT = {
    True: "The third column is the weight of the vertex: mend it, or remove it and all after it.",
    False: "Mend it, or ignore the weights (weight=None); if this line is the header of a link "
           "list, say so (header=True).",
}


cdef class Columns:
    """The names of the columns that a line has to have, and of those that may follow.

    If ``open_ended``, anything may follow them. Between columns stands the separator, or any white
    space where it is empty.
    """

    def __cinit__(self, str names not None, str optional="[weight]", str separator="",
                  *, bint open_ended=False):
        cdef int k
        self.names = tuple(names.split())
        self.optional = optional
        self.separator = ord(separator) if separator else ANY_BLANKS
        self.open_ended = open_ended
        self.required = len(self.names)
        self.between = self.names == ("layer", "node", "other_layer")
        for k in range(self.required):
            self.is_layer[k] = "layer" in self.names[k]
        self.most = self.required + len(optional.split())

    @property
    def expected(self):
        """What a line consists of, in words."""
        columns = " ".join([*self.names, self.optional])
        return f"expected '{columns}' with {BETWEEN[self.separator]} in between."

    cdef int fields_of(self, const uint8_t* at, const uint8_t* stop,
                       Field* fields) except -1 nogil:
        """Split a line into fields, none of those that it has to have empty; their number.

        One more than ``most`` stands for any number of further ones.
        """
        cdef int k, count = split(at, stop, self.separator, fields, self.most + 1)
        if count == BAD_QUOTES:
            with gil:
                raise refusal(at, stop, "has a double quote that is not closed, or text right "
                              f'after a closing one; within quotes, write "" for a quote; '
                              f"{self.expected}")
        if count > self.most and not self.open_ended:
            with gil:
                raise refusal(at, stop, f"has more than {COUNTED[self.most]} columns; "
                              f"{self.expected} Drop the other columns, or put names that contain "
                              "the separator between double quotes.")
        for k in range(self.required):
            if k == count or fields[k].start == fields[k].stop:
                with gil:
                    raise refusal(at, stop, f"{self.lacks(k)}; {self.expected}")
        return count

    cdef str lacks(self, int k):
        return "has an empty first column" if k == 0 else f"has no {self.names[k]}"

    cdef int read_integer(self, Field* field, int64_t* value) except -1 nogil:
        """Read the integer that a layer or node is called by."""
        if field.quoted or integer(field.start, field.stop, value) != INTEGER:
            with gil:
                raise refusal(field.start, field.stop, f"is not an integer of 64 bits; "
                              f"{self.expected} Layers and nodes are integers there; *Vertices may "
                              "name the nodes.")
        return 0

    cdef int check_layers(self, const uint8_t* at, const uint8_t* stop,
                          const int64_t* row) except -1 nogil:
        """Refuse layers that are too far out to tell distances, or the same for a node's hop."""
        cdef int k
        for k in range(self.required):
            if self.is_layer[k] and not -FURTHEST <= row[k] <= FURTHEST:
                with gil:
                    raise refusal(at, stop, f"has layer {row[k]}; layers are integers between "
                                  "-2**62 and 2**62. Give them smaller ones.")
        if self.between and row[0] == row[2]:
            with gil:
                raise refusal(at, stop, "leads to the layer that it comes from; links between "
                              "layers join two. List links within a layer under *Intra.")
        return 0

    cdef int read_weight_behind(self, const uint8_t* at, const uint8_t* stop, Field* fields,
                                int count, double* weight) except -1 nogil:
        """Read the weight behind the columns that a line has to have, if it is there."""
        cdef int k = self.required
        if count <= k:
            return 0
        if fields[k].start == fields[k].stop:
            with gil:
                raise refusal(at, stop, f"has an empty {ORDINAL[k]} column; {self.expected} Write "
                              "the weight there, leave out the separator before it, or ignore the "
                              "weights (weight=None).")
        return self.read_weight(&fields[k], weight)

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
                              f"point, such as 0.5. {MEND_WEIGHT[self.open_ended]}")
        return 0
