"""Pictures of partitions with matplotlib, an extra."""
