"""Settings of the service: read from the environment once, checked together, listed by `caselot settings`."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import quote

from pydantic import BaseModel, ConfigDict, Field, SecretStr, StringConstraints, ValidationError, field_validator

from api.auth.permissions import Role
from models.db.engine import database_url
from models.faults import CallError, Fault, SettingsError

PREFIX = "CASELOT_"
Text = Annotated[str, StringConstraints(min_length=1, max_length=500)]
Url = Annotated[str, StringConstraints(pattern=r"^(https://|http://(127\.0\.0\.1|localhost)[:/])", max_length=500)]


class Settings(BaseModel):
    """What the service is told. Every field is `CASELOT_` and its name in capitals; every default is safe."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    database_url: SecretStr = Field(
        default=SecretStr("sqlite:///caselot.db"),
        description="Where the data are: sqlite:///FILE or postgresql+psycopg://...",
    )
    database_connections: int = Field(default=16, ge=1, le=32, description="Connections to the database at a time.")
    host: Text = Field(default="127.0.0.1", description="Where the service listens.")
    port: int = Field(default=8000, ge=0, le=65535, description="Its port; 0 takes a free one.")
    workers: int = Field(default=1, ge=0, le=64, description="Worker processes that `serve` starts beside the API.")
    max_body_bytes: int = Field(default=1_000_000, ge=1_000, description="The largest body of a request.")
    max_upload_bytes: int = Field(default=200_000_000, ge=1_000, description="The largest dataset that is taken.")
    body_seconds: float = Field(default=60.0, gt=0, le=3600, description="A body must have arrived after so long.")
    requests_per_minute: int = Field(default=6000, ge=0, description="Requests of one user in a minute; 0: any number.")
    shutdown_seconds: int = Field(default=30, ge=1, le=3600, description="Requests may take so long at shutdown.")
    idempotency_days: int = Field(default=30, ge=1, le=3650, description="Answers are kept so long.")
    read_memory_bytes: int = Field(
        default=4_000_000_000, ge=200_000_000, description="Memory for reading one dataset that is sent."
    )
    read_seconds: float = Field(default=120.0, gt=0, le=3600, description="Reading one may take so long.")
    reads_at_a_time: int = Field(default=2, ge=1, le=64, description="Datasets read at a time; others wait outside.")
    explained_rows: int = Field(
        default=5_000_000, ge=1, description="Rows of plans and datasets kept in memory to explain, compare and report."
    )
    lease_seconds: float = Field(
        default=60.0, ge=1, le=3600, description="A worker that says nothing for so long has lost its run."
    )
    run_losses: int = Field(
        default=3, ge=1, le=100, description="A run that has lost so many workers is not tried again."
    )
    run_memory_bytes: int = Field(default=8_000_000_000, ge=500_000_000, description="Memory of one run.")
    run_seconds: float = Field(default=3600.0, gt=0, le=86_400, description="The longest time limit a run may ask for.")
    run_grace_seconds: float = Field(
        default=120.0, ge=1, le=3600, description="A run that was asked to stop may take so long to do so."
    )
    runs_queued_per_user: int = Field(default=100, ge=1, description="Runs of one user that may wait at a time.")
    runs_running_per_user: int = Field(default=4, ge=1, description="Runs of one user at work at a time.")
    metrics_everywhere: bool = Field(default=False, description="Whether /metrics answers beyond this machine.")
    webhooks: bool = Field(default=True, description="Whether `serve` delivers webhooks beside the API.")
    webhooks_seconds: float = Field(default=10.0, gt=0, le=60, description="A webhook must answer within so long.")
    webhooks_attempts: int = Field(default=12, ge=1, le=100, description="Then a delivery is given up.")
    webhooks_private: bool = Field(default=False, description="Whether webhooks may lead to http and inside addresses.")
    log_level: Annotated[str, StringConstraints(pattern="^(debug|info|warning|error)$")] = Field(
        default="info", description="debug, info, warning or error."
    )
    oidc_issuer: Text | None = Field(
        default=None, repr=False, description="Whose bearer tokens are taken beside API keys."
    )
    oidc_audience: Text | None = Field(default=None, description="What those tokens must be meant for.")
    oidc_jwks_url: Url | None = Field(default=None, repr=False, description="Where the issuer's public keys are.")
    oidc_roles_claim: Text = Field(default="roles", description="The claim with the roles; a dot leads into an object.")
    oidc_organisation_claim: Text | None = Field(default=None, description="The claim with the organisation.")
    oidc_organisation: Text = Field(default="main", description="The organisation of tokens without such a claim.")
    oidc_roles: dict[str, Role] = Field(
        default_factory=dict, description='What the issuer calls the roles, as JSON: {"grp-buy": "buyer"}.'
    )

    @field_validator("database_url")
    @classmethod
    def _usable(cls, value: SecretStr) -> SecretStr:
        try:
            database_url(value.get_secret_value())
        except CallError as error:
            raise ValueError(str(error)) from None
        return value

    @property
    def oidc(self) -> bool:
        """Whether bearer tokens of an issuer are taken."""
        return self.oidc_issuer is not None


SECRET = frozenset({"database_url"})
ADDRESSES = frozenset({"oidc_issuer", "oidc_jwks_url"})
"""Settings whose user information and query may hold a secret."""

USER = re.compile(r"^([a-z][a-z0-9+.-]*://)?[^?#]*@", re.IGNORECASE)  # to the last @: a password may hold a / unencoded
QUERY = re.compile(r"[?#].*", re.DOTALL)
HIDDEN = "***"
PLAIN = frozenset(
    {"application_name", "client_encoding", "connect_timeout", "host", "port", "sslmode", "target_session_attrs"}
)
"""What the query of a database URL may say for all to see; the rest, such as `password`, is hidden."""


def read_settings(environment: Mapping[str, str]) -> Settings:
    """The settings of an environment. Raises SettingsError with every fault."""
    given: dict[str, Any] = {}
    for name in Settings.model_fields:
        value = environment.get(PREFIX + name.upper(), "")
        if value != "":
            given[name] = value
    faults = _unreadable(given)
    try:
        settings = Settings(**given)
    except ValidationError as error:
        faults += [_fault(dict(entry)) for entry in error.errors(include_url=False)]
    else:
        faults += _incomplete(settings)
        if not faults:
            return settings
    raise SettingsError(faults)


def _unreadable(given: dict[str, Any]) -> list[Fault]:
    """Turn JSON text into what it says, and complain where it says nothing."""
    try:
        given |= {"oidc_roles": json.loads(given["oidc_roles"])} if "oidc_roles" in given else {}
    except (ValueError, RecursionError):
        return [Fault("environment", None, "CASELOT_OIDC_ROLES", given.pop("oidc_roles"), "a JSON object")]
    return []


def _incomplete(settings: Settings) -> list[Fault]:
    """An issuer needs an audience and keys, or any token of it would do."""
    if not settings.oidc:
        return []
    return [
        Fault("environment", None, PREFIX + name.upper(), "", "a value, since CASELOT_OIDC_ISSUER is set")
        for name in ("oidc_audience", "oidc_jwks_url")
        if getattr(settings, name) is None
    ]


def _fault(entry: dict[str, Any]) -> Fault:
    name = str(entry["loc"][0])
    value = "(secret)" if name in SECRET else str(entry["input"])
    value = _address(value) if name in ADDRESSES else value
    expected = str(entry["msg"]).removeprefix("Value error, ").removeprefix("Input should be ")
    return Fault("environment", None, PREFIX + name.upper(), value, expected)


@dataclass(frozen=True, slots=True)
class Listed:
    """One setting as it is listed: secrets are hidden."""

    variable: str
    value: str
    default: str
    meaning: str


def listed(settings: Settings) -> list[Listed]:
    """Every setting with its value, its default and its meaning, without a secret."""
    defaults = Settings()
    return [
        Listed(PREFIX + name.upper(), _shown(settings, name), _shown(defaults, name), field.description or "")
        for name, field in Settings.model_fields.items()
    ]


def _shown(settings: Settings, name: str) -> str:
    if name == "database_url":
        url = database_url(settings.database_url.get_secret_value())
        query = {key: told if key in PLAIN else HIDDEN for key, told in url.query.items()}
        return url.set(query=query).render_as_string(hide_password=True).replace(quote(HIDDEN), HIDDEN)
    value = getattr(settings, name)
    value = _address(value) if name in ADDRESSES and value is not None else value
    return "" if value is None else json.dumps(value) if isinstance(value, dict | bool) else str(value)


def _address(text: str) -> str:
    """An address without what may be secret in it."""
    return USER.sub(rf"\1{HIDDEN}@", QUERY.sub(lambda found: found[0][0] + HIDDEN, text))
