"""Settings of the service."""

import pytest

from api.settings import PREFIX, Settings, listed, read_settings
from models.faults import SettingsError

URL = "postgresql+psycopg://caselot:hunter2@db.example/caselot"


def test_an_empty_environment_is_the_defaults() -> None:
    assert read_settings({}) == Settings() == read_settings({"CASELOT_PORT": "", "CASELOT_DEBUG": "1"})


def test_every_variable_is_read() -> None:
    found = read_settings({"CASELOT_PORT": "9000", "CASELOT_OIDC_ROLES": '{"grp": "buyer"}', "CASELOT_WORKERS": "0"})
    assert (found.port, found.oidc_roles, found.workers) == (9000, {"grp": "buyer"}, 0)


def test_every_fault_is_told_at_once() -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings(
            {
                "CASELOT_PORT": "70000",
                "CASELOT_DATABASE_URL": URL.replace("postgresql", "oracle"),
                "CASELOT_OIDC_ROLES": "{",
                "CASELOT_OIDC_JWKS_URL": "http://issuer.example/keys",
                "CASELOT_LOG_LEVEL": "loud",
                "CASELOT_BODY_SECONDS": "nan",
            }
        )
    assert {fault.column for fault in caught.value.faults} == {
        "CASELOT_PORT", "CASELOT_DATABASE_URL", "CASELOT_OIDC_ROLES", "CASELOT_OIDC_JWKS_URL", "CASELOT_LOG_LEVEL",
        "CASELOT_BODY_SECONDS",
    }  # fmt: skip
    assert "hunter2" not in str(caught.value)
    assert "CASELOT_PORT: found '70000', expected less than or equal to 65535" in str(caught.value)


def test_an_issuer_needs_an_audience_and_keys() -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings({"CASELOT_OIDC_ISSUER": "https://issuer.example"})
    assert [fault.column for fault in caught.value.faults] == ["CASELOT_OIDC_AUDIENCE", "CASELOT_OIDC_JWKS_URL"]


def test_no_secret_is_ever_shown() -> None:
    found = read_settings({"CASELOT_DATABASE_URL": URL})
    rows = listed(found)
    assert {row.variable for row in rows} == {PREFIX + name.upper() for name in Settings.model_fields}
    assert "hunter2" not in str(rows) + str(found) + repr(found)
    assert rows[0].value == "postgresql+psycopg://caselot:***@db.example/caselot"
    assert all(row.meaning for row in rows)


@pytest.mark.parametrize(
    ("variable", "given", "shown"),
    [
        ("DATABASE_URL", f"{URL}?password=hunter2&sslpassword=hunter2&sslmode=require",
         "postgresql+psycopg://caselot:***@db.example/caselot?password=***&sslmode=require&sslpassword=***"),
        ("DATABASE_URL", f"{URL}?sslmode=require", "postgresql+psycopg://caselot:***@db.example/caselot?sslmode=require"),
        ("OIDC_JWKS_URL", "https://me:hunter2@issuer.example/keys?key=hunter2", "https://***@issuer.example/keys?***"),
        ("OIDC_JWKS_URL", "https://me:hun/ter2@issuer.example/keys#hunter2", "https://***@issuer.example/keys#***"),
        ("OIDC_JWKS_URL", "https://issuer.example/keys", "https://issuer.example/keys"),
        ("OIDC_ISSUER", "https://hunter2@issuer.example?hunter2", "https://***@issuer.example?***"),
        ("OIDC_ISSUER", "me:hunter2@issuer.example", "***@issuer.example"),
        ("OIDC_ISSUER", "issuer.example", "issuer.example"),
    ],
)  # fmt: skip
def test_an_address_is_shown_without_its_secrets(variable: str, given: str, shown: str) -> None:
    issuer = {f"CASELOT_OIDC_{name}": "https://issuer.example" for name in ("ISSUER", "AUDIENCE", "JWKS_URL")}
    found = read_settings({**issuer, f"CASELOT_{variable}": given})
    assert [row.value for row in listed(found) if row.variable == f"CASELOT_{variable}"] == [shown]
    assert "hunter2" not in str(found) + repr(found)


def test_an_address_at_fault_is_told_without_its_secrets() -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings({"CASELOT_OIDC_JWKS_URL": "http://me:hunter2@issuer.example/keys?key=hunter2"})
    assert "found 'http://***@issuer.example/keys?***'" in str(caught.value)
