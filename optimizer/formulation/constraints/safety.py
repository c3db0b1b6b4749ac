"""Safety stock: how far closing stock lies below it.

For every item i, node n and period t:

    V[i,n,t] >= safety_stock[i,n] - I[i,n,t]        V[i,n,t] >= 0

In a planner's words: safety stock is a wish with a price. Nothing forbids a node to go below it; every unit that is
missing at the end of a period costs.
"""

NAME = "safety"
