"""The reference page of the service, whose tables come from the code so that they cannot drift.

`python -m api.reference` writes docs/reference/service.md; a test compares them.
"""

from pathlib import Path

from api.auth.permissions import PERMISSIONS, Role
from api.problems import PROBLEMS, STATUSES, TYPE
from api.settings import Settings, listed

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "service.md"

PREFACE = """\
<!-- Written by `python -m api.reference` from api/; edit those. -->
# The service

```sh
caselot serve                                        # SQLite beside it, made and migrated by itself
caselot user add --name Ada --role buyer             # a person, so that duties can be segregated
caselot key create --name Ada --role buyer           # a key of hers, shown this once only
caselot key create --name erp --role integration     # a key of a program, which is added where it is new
curl -H "Authorization: Bearer $KEY" http://127.0.0.1:8000/v1/me
```

`/docs` shows every address, `/openapi.json` describes them (OpenAPI 3.1). `/healthz` says that the process is alive,
`/readyz` that the database is there and at the right version, `/metrics` speaks to Prometheus, on this machine only
unless a setting allows more. These five need no key.

## The database

SQLite out of the box: one file, one writer at a time, any number of readers, no server. PostgreSQL by URL
(`postgresql+psycopg://user:password@host/database`) where several processes or machines share it. The same code runs
on both and is tested on both. An embedded database is migrated when the service starts; a server database is not:
`caselot serve` refuses an outdated one, `caselot db upgrade` brings it up to date, all of it or nothing. `caselot db
status` says where it is. There is no way back but a backup.

A request is one transaction: what it says has happened has happened, whatever dies next. A request that only reads
sees one moment of the data.

## Who may call

`Authorization: Bearer KEY` with a key of `caselot key create` or `POST /v1/keys`: 256 random bits, of which only the
SHA-256 is kept. A key belongs to a user (a person or an integration), has some of the user's roles, may be narrowed
to some permissions (`scopes`), may expire, and is revoked by `caselot key revoke` or `POST /v1/keys/{key_id}/revoke`,
from the next request on. When it was last used is noted to within five minutes. Secrets of webhooks are kept as they
are, because messages are signed with them: who can read the database or a backup can sign as the service does.

Beside keys the tokens of one OpenID Connect issuer are taken where `CASELOT_OIDC_ISSUER`, `_AUDIENCE` and `_JWKS_URL`
are set: signature, issuer, audience, end and beginning are checked, roles come from a claim. A token whose `sub` is
the `subject` of a user is that user, whose roles hold where the token names none. While the issuer does not answer,
tokens are 503 and keys work as ever: nobody waits for the issuer but those who come with a token.

Each organisation sees itself alone: what belongs to another is as good as absent (404), whatever the role.
"""

AFTER_ROLES = """\
## Writes: idempotency keys

Every POST takes `Idempotency-Key`, a name of your own for one intention (400 where it is missing); PUT, PATCH and
DELETE may have one. The same call under the same key, also after a restart, is answered with the first answer
(`Idempotency-Replayed: true`) and has one effect. Another call under the key is 422; while the first one is at work
it is 409. Keys are yours alone: another user may use the same. An answer of 400 or more changed nothing and is not
kept, so the key can be used again. Answers are kept for `CASELOT_IDEMPOTENCY_DAYS`; `caselot serve` forgets older ones
every hour. An answer that shows a secret (a new API key, the secret of a webhook) is kept sealed with the API key or
token that the call came with, which is stored nowhere: only who comes with that one is given it again, others are told
409 `idempotency-key-sealed`. Where the effect is the same however often (`POST /v1/datasets`, cancelling a run,
revoking a key), a POST may come without a key.

## Changes: versions

A document that can change carries a version: `ETag: "3"`. A change sends it back as `If-Match: "3"`. Missing is 428,
stale is 412 with the `current_version`; of any number of racing changes one wins.

## Lists: pages

`limit` (1 to 500, else 50) and `cursor`, the `next_cursor` of the page before, null on the last one. Rows that come
or go meanwhile are neither repeated nor skipped. A cursor goes with its list and filters. Filters are named like
fields; a parameter that nobody knows is 422 on every GET, and so is one that stands twice (but columns of the tables of
plans, where twice means either).

## Values

Numbers are finite and bounded; a field that nobody knows is refused, and a body with a key twice (400). Money is
`{"amount": "12.50", "currency": "EUR"}`, days are `2026-03-31`, times carry a zone and come back in UTC.

## Limits

A body larger than `CASELOT_MAX_BODY_BYTES` is 413, one that does not arrive in `CASELOT_BODY_SECONDS` is 408, one
that is packed (`Content-Encoding`) is 415. More than `CASELOT_REQUESTS_PER_MINUTE` of one user is 429 with
`Retry-After`. Each process counts for itself: behind three processes a user has up to three times as many. Where that
matters, set a third of it, or have the proxy count. Idempotency keys and versions hold across processes. `/healthz`,
`/readyz` and `/metrics` answer beside whatever waits for the database. A statement of PostgreSQL, and the wait for
another writer, ends after 30 s with 503, and nothing was changed.

## The audit log

Every change is an entry: who, when, what, before, after, request id. Entries are numbered and each is hashed over the
one before; the database itself refuses to change them. `caselot audit verify` walks the chain of every organisation
and exits with 1 where an entry was changed, removed, put in or cut off behind the API's back. So does an order that
says something else than its last entry, or another approver. Decisions, acknowledgements, users, keys and master data
are in the log, but not compared with it. Note the head that it prints somewhere else:
`--expect NUMBER:HASH` later proves that not even the whole log was written anew.

## Logs

One JSON object a line on standard error. `X-Request-ID` of a request (1 to 64 letters, digits, `._:-`; else one is
made) is in its line, in its audit entries, in the answer's header and in every refusal. Keys and tokens are never
logged.

## Refusals

Problem details (RFC 9457, `application/problem+json`): `type`, `title`, `status`, `detail`, `request_id`, and for bad
input `faults` (table, row, column, value, expected; the first thousand of `fault_count`). Rows of lists in a body
count from 1; a value is shown as it was sent, as text or JSON.
"""


def page() -> str:
    """The whole page."""
    return f"{PREFACE}\n{_roles()}\n{AFTER_ROLES}\n{_problems()}\n{_settings()}"


def _roles() -> str:
    lines = ["## Roles", "", "| permission | " + " | ".join(Role) + " |", "| --- |" + " :-: |" * len(Role)]
    for name, roles in PERMISSIONS.items():
        lines.append(f"| `{name}` | " + " | ".join("x" if role in roles else "" for role in Role) + " |")
    return "\n".join(lines) + "\n"


def _problems() -> str:
    lines = ["| `type` | status | means |", "| --- | --- | --- |"]
    rows = [(status, slug, title) for _, status, slug, title in PROBLEMS]
    rows += [(status, slug, title) for status, (slug, title) in STATUSES.items()]
    lines += [f"| `{TYPE}{slug}` | {status} | {title} |" for status, slug, title in sorted(rows)]
    return "\n".join(lines) + "\n"


def _settings() -> str:
    lines = [
        "## Settings", "",
        "From the environment, checked together when a command starts; `caselot settings` lists them.", "",
        "| variable | default | meaning |", "| --- | --- | --- |",
    ]  # fmt: skip
    for row in listed(Settings()):
        default = f"`{row.default}`" if row.default else ""
        lines.append(f"| `{row.variable}` | {default} | {row.meaning} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
