"""The mutual information that two partitions have by chance, given the sizes of their modules.

Where nodes are dealt out at random to modules of sizes a and b, the number k that the two share has
a hypergeometric distribution, and

    E = sum over pairs of modules and k of  P(k) k/n log2(n k / (a b))

(Vinh, Epps & Bailey 2010, JMLR 11:2837). It depends on sizes only, so that pairs of modules are
taken together by size: of n nodes there are at most some sqrt(2 n) sizes. And k is near its mean
m = a b / n: by Bernstein's inequality it is off by more than t with a probability below
2 exp(-t^2 / (2 (m + t/3))). What is less probable than e^-50 is left out.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Counts = npt.NDArray[np.int64]

RARE = 50.0  # -ln of what is too improbable to be counted


def expected_information(sizes: Counts, others: Counts) -> float:
    """In bits per node, of modules of these sizes, all of which are above 0."""
    from scipy.special import gammaln, xlogy

    n = int(sizes.sum())
    a_sizes, a_times = np.unique(sizes, return_counts=True)
    b_sizes, b_times = np.unique(others, return_counts=True)
    total = 0.0
    for a, times in zip(a_sizes.tolist(), a_times.tolist(), strict=True):
        mean = b_sizes * (a / n)
        reach = RARE / 3.0 + np.sqrt((RARE / 3.0) ** 2 + 2.0 * RARE * mean)
        least = np.maximum(np.maximum(1, a + b_sizes - n), np.floor(mean - reach).astype(np.int64))
        most = np.minimum(np.minimum(a, b_sizes), np.ceil(mean + reach).astype(np.int64))
        lengths = np.maximum(most - least + 1, 0)
        b = np.repeat(b_sizes, lengths)
        starts = np.repeat(least - np.cumsum(lengths) + lengths, lengths)
        k = starts + np.arange(lengths.sum())
        # ln of the ways to choose a, those that share k with b, as a share of all.
        of_sizes = gammaln(a + 1) + gammaln(n - a + 1) - gammaln(n + 1)
        ln_probability = (
            (of_sizes + gammaln(b + 1) + gammaln(n - b + 1))
            - (gammaln(k + 1) + gammaln(a - k + 1))
            - (gammaln(b - k + 1) + gammaln(n - a - b + k + 1))
        )
        terms = np.exp(ln_probability) * xlogy(k / n, k * (n / a) / b)
        total += times * float((np.repeat(b_times, lengths) * terms).sum())
    return total / float(np.log(2.0))
