"""Terminal stock: what the stock at the end of the horizon is worth.

For every item i, T periods:

    E1[i] + E2[i] = sum over n of I[i,n,T-1]
    E1[i] <= terminal_cover_periods · mean demand of i
    E1[i], E2[i] >= 0

Mean demand is the item's baseline demand plus baseline kit demand multiplied out, all zones and channels within the
horizon, / T.

In a planner's words: the world goes on after the last period. Stock that the first periods after it will need is worth
(almost) what it cost, anything beyond only its salvage value; without that credit every plan would end with empty shelves.
"""

NAME = "terminal"
