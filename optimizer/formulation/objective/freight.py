"""Freight: carriage of the orders from suppliers to nodes.

    sum over a, t of weight[t] · (f[a,t] + shipment_cost[a] · w[a,t] + container_cost[a] · g[a,t])

    f[a,t] = max(min_charge[a] · w[a,t],
                 sum over i of (cost_per_unit + cost_per_m3 · unit_m3[i] + cost_per_kg · unit_kg[i]) · x[i,a,t])

In a planner's words: for every shipment the carrier's charge by unit, volume and weight, at least its minimum, then the
cost of a shipment and of each of its containers, weighed by the period in which the order is placed.
"""

NAME = "freight"
