"""Storage overflow: rented space.

    sum over n, t of weight[t] · overflow_cost[n] · O[n,t]

    O[n,t] = max(0, sum over i of unit_m3[i] · I[i,n,t] - storage_m3[n])

In a planner's words: each cubic metre of closing stock beyond a node's own room is rented for the period.
"""

NAME = "storage_overflow"
