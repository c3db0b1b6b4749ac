"""Bearer tokens of an issuer, and the scopes and ends of keys."""

import contextlib
import datetime as dt
import json
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import anyio
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from jwt.algorithms import ECAlgorithm

from api.auth.issuer_keys import IssuerKeys
from api.errors import IssuerSilentError, UnauthenticatedError
from models.db.base import now
from tests.issuer import Issuer, issuing
from tests.service import OTHER, Served, problem_of


@pytest.fixture
def issuer(service: Served) -> Iterator[Issuer]:
    with issuing() as found:
        service.configure(**found.settings, oidc_roles={"grp-buy": "buyer"})
        yield found


def test_a_token_says_who_one_is_where_and_as_what(service: Served, issuer: Issuer) -> None:
    me = service.with_key(issuer.token("planner", "grp-buy", "king", org=OTHER)).get("/v1/me").json()
    assert (me["name"], me["organisation_id"], me["roles"], me["key_id"]) == ("Ada", OTHER, ["buyer", "planner"], None)


def test_a_token_of_a_person_who_is_here_is_that_person(service: Served, issuer: Issuer) -> None:
    admin = service.as_("admin")
    before = service.with_key(issuer.token("planner")).get("/v1/me").json()["user_id"]
    made = admin.post("/v1/users", json={"name": "Ada L.", "roles": ["approver"], "subject": "ada"})
    me = service.with_key(issuer.token()).get("/v1/me").json()
    assert (me["user_id"], me["name"], me["roles"]) == (made.json()["id"], "Ada L.", ["approver"])
    assert me["user_id"] == before  # who planned yesterday is the same person today, for whom duties are segregated
    assert admin.patch(made.headers["location"], json={"disabled": True}, version=1).status_code == 200
    problem_of(service.with_key(issuer.token("admin")).get("/v1/me"), 401, "unauthenticated")


def test_a_subject_cannot_be_chosen_to_be_somebody_else(service: Served, issuer: Issuer) -> None:
    user_id = service.as_("approver").get("/v1/me").json()["user_id"]
    assert service.with_key(issuer.token("planner", sub=user_id)).get("/v1/me").json()["user_id"] != user_id
    here, there = (service.with_key(issuer.token("planner", org=one)).get("/v1/me").json() for one in ("main", OTHER))
    assert here["user_id"] != there["user_id"]


def test_without_a_role_one_may_do_nothing(service: Served, issuer: Issuer) -> None:
    problem_of(service.with_key(issuer.token("king")).get("/v1/me"), 403, "not-allowed")


LATER, EARLIER = 4_000_000_000, 1_000_000_000
WRONG: dict[str, dict[str, Any]] = {
    "of another issuer": {"iss": "https://evil.example"},
    "for another service": {"aud": "other"},
    "for nobody": {"aud": None},
    "expired": {"exp": EARLIER},
    "without an end": {"exp": None},
    "not yet valid": {"nbf": LATER},
    "without a subject": {"sub": None},
    "of a subject too long": {"sub": "x" * 201},
    "of no organisation": {"org": None},
    "of an organisation that is not here": {"org": "nowhere"},
    "of a list of organisations": {"org": ["main"]},
    "signed by another key": {"key": ec.generate_private_key(ec.SECP256R1())},
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_token_that_is_wrong_is_refused(service: Served, issuer: Issuer, wrong: str) -> None:
    assert service.with_key(issuer.token("admin")).get("/v1/me").status_code == 200
    problem_of(service.with_key(issuer.token("admin", **WRONG[wrong])).get("/v1/me"), 401, "unauthenticated")


def test_a_token_signed_with_nothing_or_with_what_everybody_knows_is_refused(service: Served, issuer: Issuer) -> None:
    claims = jwt.decode(issuer.token("admin"), options={"verify_signature": False})
    known = json.loads(issuer.keys)["keys"][0]["x"]  # of the public key; a reader that mixes algorithms up takes it
    for algorithm, key in (("none", ""), ("HS256", known)):
        token = jwt.encode(claims, key, algorithm=algorithm, headers={"kid": "1"})
        problem_of(service.with_key(token).get("/v1/me"), 401, "unauthenticated")


@pytest.mark.parametrize("kid", ["1", "2", "../../dev/null", "1' OR '1'='1", None])
def test_a_token_that_brings_its_own_key_is_refused(service: Served, issuer: Issuer, kid: str | None) -> None:
    own = ec.generate_private_key(ec.SECP256R1())
    claims = jwt.decode(issuer.token("admin"), options={"verify_signature": False})
    brought = {"jwk": ECAlgorithm.to_jwk(own.public_key(), as_dict=True), "jku": issuer.address}
    headers = brought if kid is None else {**brought, "kid": kid}
    problem_of(service.with_key(jwt.encode(claims, own, "ES256", headers)).get("/v1/me"), 401, "unauthenticated")
    # the nearest that is taken: the issuer's own key, whatever else the header says
    good = jwt.encode(claims, issuer._key, "ES256", {**brought, "kid": "1"})
    assert service.with_key(good).get("/v1/me").status_code == 200


def test_while_the_issuer_is_silent_keys_still_work(service: Served) -> None:
    issuer = Issuer()
    service.configure(**issuer.settings)
    problem_of(service.with_key(issuer.token("admin")).get("/v1/me"), 503, "issuer-silent")
    assert service.as_("admin").get("/v1/me").status_code == 200


def test_a_slow_issuer_hinders_nobody_who_has_a_key(service: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    gate, asked = threading.Event(), threading.Semaphore(0)
    fetches: list[int] = []

    def silent(_: jwt.PyJWKClient) -> None:
        fetches.append(1)
        asked.release()
        gate.wait(20)
        raise jwt.PyJWKClientConnectionError("no answer")

    monkeypatch.setattr(jwt.PyJWKClient, "get_signing_keys", silent)
    issuer = Issuer()
    service.configure(**issuer.settings, database_connections=1)  # one connection, and more strangers than that
    strangers = service.with_key(issuer.token("admin"))
    with ThreadPoolExecutor(4) as pool:
        waiting = [pool.submit(strangers.get, "/v1/me") for _ in range(4)]
        assert asked.acquire(timeout=20)
        try:
            assert service.as_("admin").get("/v1/me").status_code == 200
            assert not any(one.done() for one in waiting)
        finally:
            gate.set()
        for one in waiting:
            problem_of(one.result(), 503, "issuer-silent")
    problem_of(strangers.get("/v1/me"), 503, "issuer-silent")
    assert len(fetches) == 1  # those who waited, and whoever came soon after, were told what the first one found out


def test_keys_are_fetched_again_when_they_are_old_or_one_is_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    issuer, moment = Issuer(), 0.0
    known = issuer.token("admin")
    other = jwt.encode({}, ec.generate_private_key(ec.SECP256R1()), "ES256", {"kid": "2"})
    fetches: list[float] = []

    def fetched(_: jwt.PyJWKClient) -> list[jwt.PyJWK]:
        fetches.append(moment)
        if len(fetches) == 3:
            raise jwt.PyJWKClientConnectionError("no answer")
        return jwt.PyJWKSet.from_json(issuer.keys.decode()).keys

    monkeypatch.setattr(jwt.PyJWKClient, "get_signing_keys", fetched)
    keys = IssuerKeys(issuer.address, lambda: moment)
    with pytest.raises(IssuerSilentError):
        keys.of(known)  # nothing was fetched yet
    for moment, token in [(0.0, known), (29.0, other), (30.0, other), (59.0, other), (329.0, known)]:  # noqa: B007 - the clock reads it
        anyio.run(keys.prepare, token)
    assert fetches == [0.0, 30.0]
    for moment in (330.0, 334.0, 335.0):  # 300 s old; the third fetch fails, which is remembered for 5 s
        with contextlib.suppress(IssuerSilentError):
            anyio.run(keys.prepare, known)
            assert moment == 335.0
    assert fetches == [0.0, 30.0, 330.0, 335.0]
    assert keys.of(known).key_id == "1"
    with pytest.raises(UnauthenticatedError):
        keys.of(other)


def test_without_an_issuer_no_token_is_taken(service: Served) -> None:
    problem_of(service.with_key(Issuer().token("admin")).get("/v1/me"), 401, "unauthenticated")


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Basic YTpi", "bearer  x", "Token x"])
def test_a_header_without_a_key_is_refused(service: Served, header: str) -> None:
    problem_of(service.anonymous().get("/v1/me", headers={"Authorization": header}), 401, "unauthenticated")


def test_a_key_may_be_narrowed_to_some_permissions(service: Served) -> None:
    narrow = service.with_key(service.make_key("admin", scopes=["users.read"]))
    assert narrow.get("/v1/users").status_code == 200
    problem = problem_of(narrow.get("/v1/keys"), 403, "not-allowed")
    assert problem["permission"] == "keys.manage"


def test_a_key_has_no_more_than_its_user(service: Served) -> None:
    admin = service.as_("admin")
    user = admin.post("/v1/users", json={"name": "Ada", "roles": ["buyer"]}).json()["id"]
    body = {
        "user_id": user, "name": "x", "roles": ["admin", "buyer"], "scopes": ["everything"],
        "expires_at": "2020-01-01T00:00:00Z",
    }  # fmt: skip
    problem = problem_of(admin.post("/v1/keys", json=body), 422, "invalid")
    assert [(fault["column"], fault["value"][:10]) for fault in problem["faults"]] == [
        ("roles", "admin"), ("scopes", "everything"), ("expires_at", "2020-01-01"),
    ]  # fmt: skip
    problem_of(admin.post("/v1/keys", json={"user_id": "USR-0", "name": "x"}), 404, "not-found")


def test_a_key_ends_when_it_was_told_to(service: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    end = now() + dt.timedelta(days=1)
    planner = service.with_key(service.make_key("planner", expires_at=end))
    assert planner.get("/v1/me").status_code == 200
    monkeypatch.setattr("api.auth.authenticate.now", lambda: end)
    problem_of(planner.get("/v1/me"), 401, "unauthenticated")


def test_the_last_use_of_a_key_is_noted_now_and_then(service: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    admin, planner = service.as_("admin"), service.as_("planner")
    path = f"/v1/keys/{planner.get('/v1/me').json()['key_id']}"
    first = admin.get(path).json()["last_used_at"]
    assert first is not None
    planner.get("/v1/me")
    assert admin.get(path).json()["last_used_at"] == first  # a moment later it is not noted again
    monkeypatch.setattr("api.auth.authenticate.USED_EXACT_TO", dt.timedelta(0))
    planner.get("/v1/me")
    assert admin.get(path).json()["last_used_at"] > first
