"""What a set of scenarios takes beside separate runs, and what the worked files take on a real dataset."""
