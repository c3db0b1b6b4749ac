"""An OpenID Connect issuer as far as the service sees one: keys at an address, and tokens signed with them."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from jwt.algorithms import ECAlgorithm

ISSUER, AUDIENCE = "https://issuer.example", "caselot"


class Issuer:
    """Signs tokens; `settings` make a service trust them."""

    def __init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        public = ECAlgorithm.to_jwk(self._key.public_key(), as_dict=True)
        self.keys = json.dumps({"keys": [{**public, "kid": "1", "use": "sig", "alg": "ES256"}]}).encode()
        self.address = "http://127.0.0.1:9/jwks"  # where nobody answers

    @property
    def settings(self) -> dict[str, Any]:
        """What the service is told of the issuer."""
        return {
            "oidc_issuer": ISSUER,
            "oidc_audience": AUDIENCE,
            "oidc_jwks_url": self.address,
            "oidc_organisation_claim": "org",
        }

    def token(self, *roles: str, key: Any = None, **claims: Any) -> str:
        """A token of a person with these roles; `claims` replace others, None leaves one out."""
        moment = int(time.time())
        told = {
            "iss": ISSUER, "aud": AUDIENCE, "sub": "ada", "name": "Ada", "org": "main", "roles": list(roles),
            "iat": moment - 60, "exp": moment + 3600, **claims,
        }  # fmt: skip
        told = {name: value for name, value in told.items() if value is not None}
        return jwt.encode(told, key or self._key, algorithm="ES256", headers={"kid": "1"})


@contextmanager
def issuing() -> Iterator[Issuer]:
    """An issuer whose keys can be fetched while the block runs."""
    issuer = Issuer()

    class Keys(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(len(issuer.keys)))
            self.end_headers()
            self.wfile.write(issuer.keys)

        def log_message(self, *_: Any) -> None:
            """Stay silent."""

    with HTTPServer(("127.0.0.1", 0), Keys) as server:
        issuer.address = f"http://127.0.0.1:{server.server_port}/jwks"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield issuer
        server.shutdown()
        thread.join()
