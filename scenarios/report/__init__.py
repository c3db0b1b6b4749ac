"""What a plan comes to, told from its tables: spending, largest orders, shortages and their causes; its page."""
