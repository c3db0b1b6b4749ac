"""Ordering: the fixed costs of purchase orders and of their lines.

    sum over s, t of weight[t] · order_cost[s] · y[s,t]
  + sum over o = (i,s), t of weight[t] · line_cost[i,s] · u[i,s,t]

In a planner's words: every purchase order costs its paperwork, every line on it its handling or its set-up, whatever
its size, weighed by the period in which the order is placed.
"""

NAME = "ordering"
