"""Fulfilment: serving the zones from the nodes, and substitution.

    sum over j = (i,z,c), i', n, t of weight[t]
        · (cost_per_unit[z,n] + cost_per_kg[z,n] · unit_kg[i'] + substitution[i,i']) · F[j,i',n,t]

    unit_kg of a kit = that of its components; substitution[i,i'] = 0 where i' = i
    both costs of a zone are 0 for an `open` stream, and where there is no table of fulfilment

In a planner's words: the way from a node to the customer costs by unit and by the weight of what really ships; sending
a substitute costs on top. Settling a node's own debt costs no carriage.
"""

NAME = "fulfilment"
