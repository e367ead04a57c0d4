cdef extern from "mathops.h" nogil:
    double log2 "fixed_log2" (double x) noexcept
    double plogp "fixed_plogp" (double p) noexcept
