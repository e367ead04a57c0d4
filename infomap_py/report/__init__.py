"""The report: a partition as one page that opens anywhere, without a network."""
