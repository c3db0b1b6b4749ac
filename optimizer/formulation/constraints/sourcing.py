"""Sourcing: each supplier's agreed share of an item.

For every offer o = (i,s), x over all nodes, modes and periods of the horizon:

    sum over t of x[i,s,t] >= min_share[i,s] · sum over s', t of x[i,s',t]
    sum over t of x[i,s,t] <= max_share[i,s] · sum over s', t of x[i,s',t]

In a planner's words: of all the units of an item that this plan orders, a supplier gets at least the share promised to
it and at most the share that one does not want to exceed. An item that is not ordered at all breaks no promise.
"""

NAME = "sourcing"
