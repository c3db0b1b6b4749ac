"""The fixtures of tests/service.py, and a service that has one of everything."""

from tests.api.service.ground import grounded, seeded
from tests.service import *  # noqa: F403 - its __all__ are the fixtures

__all__ = ["grounded", "seeded"]
