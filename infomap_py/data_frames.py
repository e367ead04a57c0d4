"""A partition as a pandas DataFrame."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from infomap_py.node_columns import columns_of_states
from infomap_py.optional_packages import imported

if TYPE_CHECKING:
    import pandas

    from infomap_py.partition import Partition


def imported_pandas() -> Any:
    """The package, or what to do where there is none."""
    return imported("pandas", "to_dataframe()")


def data_frame_of(partition: Partition) -> pandas.DataFrame:
    """See :meth:`infomap_py.Partition.to_dataframe`."""
    columns: dict[str, Any] = {
        "node": list(partition),
        "module": partition.labels,
        "flow": partition.flow,
    }
    if partition.num_levels > 2:
        columns["path"] = list(partition.paths.values())
    columns |= columns_of_states(partition.network)
    frame: pandas.DataFrame = imported_pandas().DataFrame(columns)
    return frame
