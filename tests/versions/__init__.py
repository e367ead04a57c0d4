"""The suite on the oldest and the newest Python, numpy, scipy and networkx, each in turn.

    make versions        or: PYTHONPATH=tests python -m versions

``combinations`` says which, ``pythons`` finds them and ``debian`` gets those that are not here,
``suite`` builds, installs and tests. All is in build/versions, and what was tested is not tested
again while the code is the same.
"""
