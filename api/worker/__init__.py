"""Workers: processes that take runs from the queue, have each planned in a child, and write what it found.

Any number of them may work on one database, on any number of machines where it is PostgreSQL.
"""
