"""Pictures of partitions: what they show, where it goes, and how it is drawn as SVG."""
