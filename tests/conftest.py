"""What holds for all tests."""

from hypothesis import settings

# How long an example takes tells of the machine, not of the code: timing lives in `bench/`.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
