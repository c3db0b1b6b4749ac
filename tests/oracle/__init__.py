"""A slow, simple, second reading of the model: what differential tests compare the product with.

It is written from the specification alone and shares no code with `optimizer`.
"""
