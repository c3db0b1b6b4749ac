"""How long it takes to write one model down and hand it to a solver, with caselot's arrays and with other tools."""
