"""Shortage: lost sales, waiting customers, and what is owed after the last period.

    sum over lost streams j, t of weight[t] · shortage_cost[i] · shortage_factor[c] · L[j,t]
  + sum over backorder streams j, t of weight[t] · shortage_cost[i] · shortage_factor[c] · B[j,t]
  + sum over backorder streams j of weight[T] · unit_cost[i] · B[j,T-1]

    unit_cost of a kit = that of its components

In a planner's words: a lost unit costs its revenue and the customer's goodwill, once. A unit owed costs at the end of
every period in which the customer waits, and what is still owed after the last period will have to be bought as well.
"""

NAME = "shortage"
