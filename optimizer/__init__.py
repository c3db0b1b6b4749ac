"""The mathematics: from a problem to a verified plan. Knows no database, no web and no command line."""
