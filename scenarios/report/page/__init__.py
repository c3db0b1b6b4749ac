"""A page to look at: sections of charts and tables, and how they become one HTML file that needs nothing else."""
