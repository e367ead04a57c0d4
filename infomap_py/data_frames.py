"""A partition as a pandas DataFrame."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from infomap_py.errors import InfomapError
from infomap_py.labels import as_sequence
from infomap_py.state_network import StateNetwork

if TYPE_CHECKING:
    import pandas

    from infomap_py.partition import Partition


def imported_pandas() -> Any:
    """The package, or what to do where there is none."""
    try:
        import pandas
    except ImportError as error:
        raise InfomapError("to_dataframe() needs pandas: pip install pandas") from error
    return pandas


def data_frame_of(partition: Partition) -> pandas.DataFrame:
    """See :meth:`infomap_py.Partition.to_dataframe`."""
    columns: dict[str, Any] = {
        "node": list(partition),
        "module": partition.labels,
        "flow": partition.flow,
    }
    if partition.num_levels > 2:
        columns["path"] = list(partition.paths.values())
    network = partition.network
    if isinstance(network, StateNetwork):
        nodes = as_sequence(network.physical_nodes)
        columns["physical_node"] = [nodes[k] for k in network.physical.tolist()]
        if network.layers is not None and network.layer_labels is not None:
            layers = as_sequence(network.layer_labels)
            columns["layer"] = [layers[k] for k in network.layers.tolist()]
    frame: pandas.DataFrame = imported_pandas().DataFrame(columns)
    return frame
