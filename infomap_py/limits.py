"""How many nodes there may be, and how small and how large numbers.

Quotients of numbers in between, and x log2 x of them, are normal doubles: finite, with all digits.
"""

MAX_NODES = 2**31 - 2**16  # an id and the length of a block of nodes fit an int32, too
LARGEST_SUM = 1e308  # of the weights of all arcs: the largest double is 1.8e308
SMALLEST_TOTAL = 1e-290  # flow; shares of it down to a double's precision are normal doubles
LARGEST_TOTAL = 1e290  # flow; at a Markov time of up to 1e12, x log2 x of it is one
SMALLEST_SHARE, LARGEST_SHARE = 1e-302, 1e302  # flow of one link; x log2 x of it is one, too
LARGEST_LONGER_FLOW = 1e300  # flow times the factor by which it lasts longer at some nodes
SMALLEST_VARIABLE_SCALE = 1e-290  # of a node's own Markov time, which are quotients of scales
LARGEST_FACTOR = 1e290  # of bits; those of 2**31 nodes are then a double
