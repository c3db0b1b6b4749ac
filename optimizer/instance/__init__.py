"""A problem as indexed arrays: what the formulation and the strategies compute with."""

from optimizer.instance.instance import Instance, instance_of

__all__ = ["Instance", "instance_of"]
