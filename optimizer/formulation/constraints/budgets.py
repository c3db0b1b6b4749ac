"""Budgets: money for orders of some days, of one category or supplier.

For every budget b:

    sum over lines that match b of (price paid + duty) <= amount[b] + R[b]

    R[b] = 0 where the budget has no overrun_cost

A line matches when the day the order is placed (basis `order`) or the day it is paid, payment_days later (basis
`payment`), lies within first_date..last_date, both included, and its item's category and its supplier are those of the
budget, where the budget names them.

In a planner's words: the plan's own orders, duty included and freight not, may use a budget up and no more; where money
beyond it has a price, the excess is paid for.
"""

NAME = "budgets"
