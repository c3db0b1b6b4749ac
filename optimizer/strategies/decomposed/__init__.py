"""The decomposed strategy: exact lot sizing item by item, prices on what items share, a search over what is shared."""

from optimizer.strategies.decomposed.kernel_cache import place_kernels

place_kernels()
