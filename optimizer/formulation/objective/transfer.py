"""Transfer: carriage between nodes.

    sum over i, n, n', t of weight[t]
        · (cost_per_unit[n,n'] + cost_per_m3[n,n'] · unit_m3[i] + cost_per_kg[n,n'] · unit_kg[i]) · X[i,n,n',t]

In a planner's words: moving goods from one node to another costs by unit, volume and weight, weighed by the period in
which they leave.
"""

NAME = "transfer"
