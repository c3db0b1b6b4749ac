"""Purchase orders: minima of an order and the supplier's capacity in a period.

For every supplier s and period t:

    u[i,s,t] <= y[s,t]
    sum over i of price paid[i,s,t]      >= min_order_value · y[s,t]        (without duty)
    sum over i of x[i,s,t]               >= min_order_units · y[s,t]
    sum over i of unit_kg[i] · x[i,s,t]  >= min_order_kg · y[s,t]
    sum over i of unit_m3[i] · x[i,s,t]  >= min_order_m3 · y[s,t]
    sum over i of (capacity_per_unit · x[i,s,t] + capacity_per_line · u[i,s,t]) <= capacity[s] + Z[s,t]

    Z[s,t] = 0 where the supplier has no capacity_overrun_cost

In a planner's words: whatever is bought from a supplier on one day is one purchase order. It must be worth the
supplier's while in money, units, weight and volume, and it must fit into what the supplier can make for one order day,
its set-ups included; more than that is overtime, where overtime can be bought, and impossible where it cannot.
"""

NAME = "purchase_orders"
