"""Purchase: the price paid for the goods, by tier.

    sum over o = (i,s), t of weight[t] · price paid[i,s,t]

    all_units:    price paid = p[k] · x, k the tier that holds the line's units x
    incremental:  price paid = sum over tiers k of p[k] · x[k]
    weight[t] = (1+r)^-(t · bucket days / 365)

In a planner's words: what the suppliers bill for the goods, each order line at the price of its size, weighed by the
period in which the order is placed.
"""

NAME = "purchase"
