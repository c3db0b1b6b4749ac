"""The addresses, one file for each kind of document. Every router stands in `ROUTERS`, the table of contents."""

from fastapi import APIRouter

from api.routers import audit, datasets, keys, me, runs, users

ROUTERS: tuple[APIRouter, ...] = (me.router, users.router, keys.router, audit.router, datasets.router, runs.router)
