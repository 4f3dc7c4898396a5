"""What holds for all tests: examples that Hypothesis makes are never timed, and the same on every CI run."""

import os

from hypothesis import settings

settings.register_profile("parchemin", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("parchemin")
