"""Duty: what customs takes of the price paid.

    sum over o = (i,s), t of weight[t] · duty_rate[i,s] · price paid[i,s,t]

In a planner's words: each offer's rate of duty on the price of its order lines, weighed by the period in which the order
is placed.
"""

NAME = "duty"
