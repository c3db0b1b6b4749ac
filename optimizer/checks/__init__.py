"""Checks of a plan that belong to no family of constraints: its tables, its dates, its carriage, its summary."""
