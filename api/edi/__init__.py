"""X12 with suppliers and other systems: documents written and read, each kind in one module."""
