"""Seconds, memory and gaps, measured beside other tools on the same model. Run by `make bench`."""
