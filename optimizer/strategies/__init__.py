"""Ways of arriving at a plan: one module each, and what they share."""
