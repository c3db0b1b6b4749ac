"""Order lines: minimum, maximum and price tier of what is ordered of one item from one supplier on one day.

For every offer o = (i,s) and period t, x = case_pack · (sum over lanes a of s of q[i,a,t]):

    moq_units · u[i,s,t] <= x <= max_units · u[i,s,t]

with price tiers k = 0..K from b[k] units on, b[0] = 0, one binary u[i,s,t,k] each, u[i,s,t] = sum over k of u[i,s,t,k]:

    all_units:    b[k] · u[k] <= x[k] <= (b[k+1] - 1) · u[k]         x = sum over k of x[k]
                  price paid = sum over k of p[k] · x[k]
    incremental:  x = sum over k of x[k], tier k opened only when tiers 0..k-1 are full
                  price paid = sum over k of p[k] · x[k],  0 <= x[k] <= b[k+1] - b[k]

In a planner's words: a line is one item of one purchase order, over all the nodes it goes to and all modes it travels
by. It comes in whole cases, is no smaller than the supplier's minimum per line and no larger than the maximum. Its size
sets its price: either the price of its tier holds for every unit of it, or each tier's price holds for the units within.
"""

NAME = "order_lines"
