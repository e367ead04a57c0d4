"""A build whose nodes take 16 bits instead of 32: limits that memory forbids, in small."""
