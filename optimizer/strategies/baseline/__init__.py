"""What planners do today: replenishment policies, stock by stock, under the same dataset, rules and costs as any plan.

* ``stocks``: each item at each node, the supplier and lane it is bought by, and the demand that comes to it.
* a policy a module (``min_max``, ``order_quantity``, ``silver_meal``, ``weeks_of_cover``): how much an order brings.
* ``simulate``: one loop over periods, all stocks at once; ``orders`` makes cases, minima and limits of what is wanted.
* ``strategy``: a verified plan of it; ``tune``: the best parameters of a small grid.
"""
