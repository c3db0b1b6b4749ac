"""Cover: no item is stocked for longer than it may be.

For every item i with m = max_cover_periods and every period t:

    sum over n of I[i,n,t] <= max(sum over n of P[i,n,t],
                                  sum over h = t+1..t+m of need[i,h] + largest case_pack of the item's offers)

    need[i,h] = the item's own demand and that of kits multiplied out, all zones and channels, promotions too;
                beyond the horizon the mean demand of the item
    P[i,n,t]  = what is left of stock and inbound when nothing is bought (see nodes)

In a planner's words: at the end of a period the nodes together hold no more of an item than the next m periods need,
give or take a case, so that it does not grow old. Where more is there already, as much as is left of it may stay.
"""

NAME = "cover"
