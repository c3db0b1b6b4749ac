"""Large problems whose items are tied to one another or whose nodes stand in for one another."""
