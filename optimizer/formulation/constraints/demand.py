"""Demand: every unit asked for is served, lost, or still owed.

For every demand stream j = (item or kit i, zone z, channel c) and period t:

    lost:       sum over i', n of F[j,i',n,t] + L[j,t] = demand[j,t]
    backorder:  B[j,t] = B[j,t-1] + demand[j,t] - sum over i', n of F[j,i',n,t]        B[j,-1] = 0

    F, L, B >= 0;  n in W(z);  i' = i or a declared substitute of i

A negative available stock of item i at node n is demand of period 0: the stream (i, n, `open`), for which W = {n}.
A stream's mode is its channel's, else its item's, else the plan's.

In a planner's words: nobody is served more than he asked for. What is not served is a lost sale, or, where customers
wait, it is owed and may be served later, the oldest first. A zone is served only by the nodes that may serve it, with
the item itself or with a substitute, and a node that owes more than it has settles that debt itself.
"""

NAME = "demand"
