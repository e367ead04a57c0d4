import os

from hypothesis import settings

os.environ.setdefault("MPLBACKEND", "Agg")  # pictures are drawn without a screen

settings.register_profile("dev", max_examples=100, deadline=None)
settings.register_profile("ci", max_examples=1000, deadline=None)
settings.load_profile("dev")
