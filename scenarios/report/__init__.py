"""What a plan comes to, told from its tables: its spending, largest orders, shortages and causes; and the page of it."""
