"""Mutation testing of the compiled core: are the tests able to fail?

    make mutants        or: PYTHONPATH=tests:benchmarks python -m mutation

A mutant is the core with one small mistake in it. Each is built alone, in a copy of the tree, and
run against the tests of its file; one that no test notices has survived, and shows a test that is
missing or code that makes no difference. ``sites`` finds where mistakes can be made, ``selection``
says which are, ``tested_by`` what has to notice, ``tree`` builds and runs them, ``page`` reports.
"""
