"""The command line `caselot`: one file per group of commands."""
