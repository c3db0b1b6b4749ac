"""Freight: a shipment's containers and its variable charge.

For every lane a = (s,n,m) and period t, x[i,a,t] = case_pack · q[i,a,t]:

    x[i,a,t] > 0 only where w[a,t] = 1
    sum over i of unit_m3[i] · x[i,a,t] <= container_m3 · g[a,t]        where container_m3 is given
    sum over i of unit_kg[i] · x[i,a,t] <= container_kg · g[a,t]        where container_kg is given
    w[a,t] <= g[a,t] <= max_containers · w[a,t]                         on container lanes
    f[a,t] >= sum over i of (cost_per_unit + cost_per_m3 · unit_m3[i] + cost_per_kg · unit_kg[i]) · x[i,a,t]
    f[a,t] >= min_charge · w[a,t]

In a planner's words: what one order sends to one node by one mode is one shipment. On a container lane it travels in
whole containers, at least one, no more than the lane allows, filled neither beyond their volume nor beyond their weight.
The carrier charges by unit, volume and weight, and never less than its minimum.
"""

NAME = "freight"
