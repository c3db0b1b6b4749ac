"""Budget overrun: the price of money beyond a budget.

    sum over b of weight[t(b)] · overrun_cost[b] · R[b]

    R[b] = max(0, sum over lines that match b of (price paid + duty) - amount[b])
    t(b) = the last period that starts on or before last_date[b]; 0 where none does

In a planner's words: what the orders spend beyond a budget costs extra, counted on the budget's last day.
"""

NAME = "budget_overrun"
