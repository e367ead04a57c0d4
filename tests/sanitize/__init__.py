"""The tests on builds that notice what a C program may do wrong without anybody seeing it.

    make sanitize        or one of: sanitize-address, -thread, -bounds, -leaks

``kinds`` says how each is built and run, ``copies`` builds it in a folder of its own, ``runs`` runs
tests there and gathers what was found, ``valgrind`` looks for what is not given back. Before the
tests come the mistakes of ``mistakes.py``, compiled with the same flags from ``broken.pyx``: each
has to be found, or the run has failed.
"""
