"""The database: rows, the SELECTs over them, and how its schema came about."""
