"""Stock balance: what a node has, gets, gives and keeps adds up in every period.

For every item i, node n and period t:

    I[i,n,t-1] + inbound[i,n,t]
        + sum over a, t' whose orders arrive at n in t of x[i,a,t']
        + sum over n', t' whose transfers arrive in t of X[i,n',n,t']
        = sum over n' of X[i,n,n',t]
        + sum over streams j of (units of i in one unit of i') · F[j,i',n,t]
        + I[i,n,t]

    I[i,n,-1] = max(0, on_hand - reserved - on_hold)        I[i,n,t] >= 0

x = case_pack · q. One unit of an item i' that is no kit holds one unit of itself; a kit holds its components, kits of
kits multiplied out.

In a planner's words: stock comes from the opening stock, from what was bought already, from this plan's orders and
from other nodes; it leaves to other nodes or to customers, for the item's own demand, in the place of another item or
inside a kit. Nothing appears, nothing is lost, and no node ships what it does not have. Goods under way are in nobody's
stock. Reserved and held stock is not there to plan with.
"""

NAME = "stock_balance"
