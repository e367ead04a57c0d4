"""infomap-py under signals at random moments: what it leaves, and how soon it ends."""
