"""Work in a process of its own, which cannot take the service with it: searching plans, reading what strangers send.

Parent and child talk in messages over two pipes (`messages`). The child (`child`, started as `python -m api.apart`) has
no database, no settings and no secrets of the service; it dies with its parent. The parent (`parent`) watches its
memory and its time, asks it to stop, and kills it where it does not.
"""

PLAN = "api.apart.planning:plan"
READ = "api.apart.reading:read"
