"""Carrying: the cost of having stock.

    sum over i, n, t of weight[t] · carrying_cost[i] · I[i,n,t]

In a planner's words: every unit in stock at the end of a period costs its capital and its care; goods under way cost
nothing.
"""

NAME = "carrying"
