"""Nodes: room to store and hands to receive.

For every node n and period t:

    sum over i of unit_m3[i] · I[i,n,t] <= max(storage_m3[n], kept[n,t]) + O[n,t]
    sum over i of unit_m3[i] · received[i,n,t] <= max(inbound_m3[n], sum over i of unit_m3[i] · inbound[i,n,t])
    sum over i of received[i,n,t] <= max(inbound_units[n], sum over i of inbound[i,n,t])

    received = arriving orders + arriving transfers + inbound
    kept[n,t] = sum over i of unit_m3[i] · P[i,n,t] and O[n,t] = 0 where the node has no overflow_cost, else kept = 0
    P[i,n,t] = max(0, P[i,n,t-1] + inbound[i,n,t] - d[i,n,t]),  P[i,n,-1] = opening stock
    d[i,n,t] = the item's own demand of the zones that n alone serves, its `open` stream included

In a planner's words: at the end of a period the goods fit into the node, and what arrives in a period can be received.
Space beyond the limit is rented where it can be. What is there or was bought already may not fit: then a hard limit is
raised to what is left of it when nothing more is bought. Goods under way take no room.
"""

NAME = "nodes"
