"""The addresses, one file for each kind of document. Every router stands in `ROUTERS`, the table of contents."""

from fastapi import APIRouter

from api.routers import (
    acknowledgements,
    approvals,
    audit,
    datasets,
    keys,
    master,
    me,
    order_documents,
    orders,
    plan_tables,
    plans,
    runs,
    users,
    webhooks,
)

ROUTERS: tuple[APIRouter, ...] = (
    me.router,
    users.router,
    keys.router,
    audit.router,
    master.router,
    datasets.router,
    runs.router,
    plans.router,
    plan_tables.router,  # after plans: "lines" is no table's name
    order_documents.router,  # before orders: "feed" is no order's name
    orders.router,
    approvals.router,
    acknowledgements.router,
    webhooks.router,
)
