"""Size against seconds, gap and memory, beside other solvers on the same instance."""
