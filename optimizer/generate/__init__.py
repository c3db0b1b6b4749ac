"""Synthetic datasets of any size: realistic in shape, the same on every machine for the same options.

`generate(GenerateOptions(...))` returns the settings and the tables of one dataset in the words of the dataset
reference; it writes nothing.
"""

from optimizer.generate.assemble import generate
from optimizer.generate.options import GenerateOptions

__all__ = ["GenerateOptions", "generate"]
