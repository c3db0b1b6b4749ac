"""The story of a plan, told from its tables: what it spends, its largest orders, what runs short and why."""
