"""How a scenario file is read: YAML that keeps its lines, and forms that say what may stand where."""
