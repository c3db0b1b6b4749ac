"""What a case comes to, as a planner reads it: the story of a plan (spend, big orders, shortages and causes)."""
