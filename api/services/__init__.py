"""Use cases, a function each: they take a session and a caller, never commit, and note what they change."""
