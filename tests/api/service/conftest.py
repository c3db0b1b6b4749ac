"""The fixtures of tests/service.py."""

from tests.service import *  # noqa: F403 - its __all__ are the fixtures
