"""The SELECTs, one file for each document. Functions take a session first and hand out rows."""
