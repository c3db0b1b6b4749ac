"""From raw tables, of files or frames, to checked ones: cell by cell, then rule by rule; all faults are collected."""
