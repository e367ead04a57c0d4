"""Random work without end, every answer checked; see ``__main__``."""
