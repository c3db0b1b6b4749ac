"""Webhooks in bodies."""

from typing import Annotated, Literal

from pydantic import Field

from api.schemas.kinds import Answer, Body, Identifier, LongText, Moment

Url = Annotated[str, Field(min_length=1, max_length=2000, examples=["https://erp.example/caselot"])]
Kinds = Annotated[list[Identifier], Field(max_length=100)]


class NewWebhook(Body):
    """An address to be told."""

    url: Url
    kinds: Kinds = Field(default_factory=list, description="Of which events; of all where the list is empty.")
    description: LongText | None = None


class WebhookChange(Body):
    """What changes of a webhook; what is left out stays."""

    url: Url | None = None
    kinds: Kinds | None = None
    description: LongText | None = None
    active: bool | None = Field(default=None, description="What an inactive one is to be told waits for it.")


class Webhook(Answer):
    """An address that is told what happens."""

    id: str
    url: str
    kinds: list[str]
    description: str
    active: bool
    version: int
    created_at: Moment
    created_by: str


class MadeWebhook(Webhook):
    """The same with its secret, which is shown this once only."""

    secret: str = Field(description="Verifies signatures (standardwebhooks.com).")


class Delivery(Answer):
    """An event on its way. A dead one holds back later events of its document until it is replayed or skipped."""

    id: str
    event_id: str
    document_id: str
    position: int | None
    state: Literal["waiting", "delivered", "dead", "skipped"]
    attempts: int
    next_at: Moment
    last_status: int | None
    last_error: str
    delivered_at: Moment | None
