"""How the schema came about: one file of `versions` for each change, applied by `models.db.upgrade`."""
