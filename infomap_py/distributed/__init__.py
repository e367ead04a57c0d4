"""Networks beyond one machine, on Dask: see ``docs/distributed.md``."""

from infomap_py.distributed.distributed_partition import partition
from infomap_py.distributed.result import DistributedPartition

__all__ = ["DistributedPartition", "partition"]
