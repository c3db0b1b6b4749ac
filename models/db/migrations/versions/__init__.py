"""The migrations. `docs/how-to/add-a-route.md` tells how one is written."""
