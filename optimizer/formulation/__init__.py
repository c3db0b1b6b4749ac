"""The model of the plan: columns, one family of constraints per module, one term of cost per module."""
