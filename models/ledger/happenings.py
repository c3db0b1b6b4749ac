"""The kinds of events that webhooks can ask for and the feed tells: one table."""

KINDS: dict[str, str] = {
    "purchase_order.created": "A draft was made, by hand or from a plan.",
    "purchase_order.written": "It was written anew, in place or as a new version.",
    "purchase_order.submitted": "Approval was asked for.",
    "purchase_order.withdrawn": "What was submitted was taken back.",
    "purchase_order.approved": "The present version may be sent.",
    "purchase_order.rejected": "The present version was sent back.",
    "purchase_order.issued": "The first version was sent to the supplier.",
    "purchase_order.changed": "A later version was sent to the supplier.",
    "purchase_order.acknowledged": "The supplier answered.",
    "purchase_order.cancelled": "It was ended before anything was received.",
    "purchase_order.closed": "It was ended.",
}
