"""Capacity overrun: a supplier's overtime.

    sum over s, t of weight[t] · capacity_overrun_cost[s] · Z[s,t]

    Z[s,t] = max(0, sum over i of (capacity_per_unit · x[i,s,t] + capacity_per_line · u[i,s,t]) - capacity[s])

In a planner's words: what an order needs beyond the supplier's capacity is made in overtime, at its price, weighed by
the order's period.
"""

NAME = "capacity_overrun"
