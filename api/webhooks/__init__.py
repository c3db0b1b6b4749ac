"""Webhooks: what happened is told to addresses that asked, signed, in order, until they have taken it."""
