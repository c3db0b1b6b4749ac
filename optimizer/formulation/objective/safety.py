"""Safety: the price of being below safety stock.

    sum over i, n, t of weight[t] · safety_cost[i] · V[i,n,t]

    V[i,n,t] = max(0, safety_stock[i,n] - I[i,n,t])

In a planner's words: every unit that is missing to the safety stock at the end of a period costs.
"""

NAME = "safety"
