"""Terminal credit: what closing stock is still worth (negative).

    - weight[T] · sum over i of unit_cost[i] · (terminal_value · E1[i] + salvage_value · E2[i])

    E1[i] = min(closing stock, terminal_cover_periods · mean demand of i),  E2[i] = closing stock - E1[i]

In a planner's words: goods left at the end will be sold later and are credited, in full as far as the next periods will
want them, at salvage beyond.
"""

NAME = "terminal_credit"
