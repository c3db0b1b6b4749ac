"""The HTTP service, put together."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version

from fastapi import FastAPI
from fastapi.routing import APIRoute

from api import openapi, problems
from api.documents import addresses
from api.routers import ROUTERS, health
from api.settings import Settings
from api.state import make_service
from api.tracing import Tracing

ABOUT = """Plans purchases and keeps the ledger of what was ordered, what came and what was billed.

Refusals are problem details (RFC 9457). Writes take an `Idempotency-Key`, changes an `If-Match`; lists come in pages.
"""


def create_app(settings: Settings) -> FastAPI:
    """The app for these settings. It opens connections when asked, and closes them when it ends."""
    service = make_service(settings)

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        yield
        service.database.close()

    app = FastAPI(
        title="caselot",
        version=version("caselot"),
        description=ABOUT,
        lifespan=life,
        redirect_slashes=False,
        docs_url=None,  # the pages that come with the framework run scripts from elsewhere where keys are typed in
        redoc_url=None,
        strict_content_type=True,
        generate_unique_id_function=_operation,
    )
    app.state.service = service
    app.add_middleware(Tracing)
    problems.install(app)
    openapi.install(app)
    addresses.install(app)
    for router in (health.router, *ROUTERS):
        app.include_router(router)
    return app


def _operation(route: APIRoute) -> str:
    """What the document calls an operation, and clients generated from it: the name of its function."""
    return route.name
