"""The addresses, one file for each kind of document. Every router stands in `ROUTERS`, the table of contents."""

from fastapi import APIRouter

from api.routers import approvals, audit, datasets, keys, me, order_documents, orders, runs, users

ROUTERS: tuple[APIRouter, ...] = (
    me.router,
    users.router,
    keys.router,
    audit.router,
    order_documents.router,  # before orders: "feed" is no order's name
    orders.router,
    approvals.router,
    datasets.router,
    runs.router,
)
