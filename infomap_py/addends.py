"""The compiled terms that a search adds to the map equation."""

from __future__ import annotations

import numpy as np

from infomap_py._core.addend import Addend
from infomap_py._core.combined import Combined
from infomap_py._core.holdings import Holdings
from infomap_py._core.map_equation import MapEquation
from infomap_py._core.module_count import ModuleCount
from infomap_py._core.shares import Shares
from infomap_py.added_terms import AddedTerms, Metadata
from infomap_py.flow import Flow

Objective = MapEquation | Combined  # what a search is given


def with_added_terms(objective: Objective, flow: Flow, added: AddedTerms) -> Objective:
    """The objective and these terms; itself if there are none.

    Of states with physical nodes, the objective may not count what naming states takes.
    """
    terms: list[Addend] = []
    if added.physical is not None:
        terms.append(_physical(added, flow))
    if added.metadata is not None:
        terms.append(_metadata(added.metadata))
    if added.per_parameter or added.preferred is not None:
        terms.append(_module_count(added, flow.network.num_nodes))
    for term in terms:
        objective = Combined(objective, term)
    return objective


def _physical(added: AddedTerms, flow: Flow) -> Shares:
    physical = added.physical
    assert physical is not None
    offsets = np.arange(len(physical) + 1, dtype=np.int64)
    count = int(physical.max(initial=-1)) + 1
    holdings = Holdings(offsets, physical, flow.counted(flow.visits), count, None, True)
    total = flow.total * flow.unit
    return Shares(holdings, 1.0 / total, 0, added.per_parameter * total)


def _metadata(metadata: Metadata) -> Shares:
    """Categories of different columns are different attributes."""
    num_columns, num_nodes = metadata.categories.shape
    num_categories = metadata.categories.max(axis=1, initial=-1) + 1
    ends = np.cumsum(num_categories, dtype=np.int32)
    attributes = (metadata.categories + (ends - num_categories)[:, None]).T
    offsets = np.arange(num_nodes + 1, dtype=np.int64) * num_columns
    shares = np.repeat(metadata.shares, num_columns)
    holdings = Holdings(
        offsets, np.ascontiguousarray(attributes).ravel(), shares, int(ends[-1]), metadata.shares
    )
    return Shares(holdings, metadata.unit, num_columns)


def _module_count(added: AddedTerms, num_nodes: int) -> ModuleCount:
    # Codewords of physical nodes depend on more than the number of modules: they are counted where
    # their shares are.
    num_codewords = num_nodes if added.physical is None else 0
    return ModuleCount(num_nodes, added.per_parameter, num_codewords, added.preferred or 0)
