"""Master data: the tables of the dataset as a service keeps them, from bodies to rows and from rows to a problem."""
