"""The sign-in of a service account: its key file, and the OAuth endpoint where google-auth exchanges a signed JWT."""

import json
import time
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs
from uuid import uuid4

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from fcm.answers import Answer

PROJECT = "magpie-test"
EMAIL = f"sender@{PROJECT}.iam.gserviceaccount.com"
GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
AUDIENCE = "https://oauth2.googleapis.com/token"
"""What google-auth signs for, wherever the token endpoint is."""

SCOPES = {f"https://www.googleapis.com/auth/{name}" for name in ("firebase.messaging", "cloud-platform")}
"""Either is enough to send messages."""


class ServiceAccount:
    """One account and the access tokens that are out.

    `lifetime_s` is that of a token; `token_answer` replaces the answers of the OAuth endpoint while it is set.
    """

    def __init__(self, origin: str) -> None:
        self.token_uri = f"{origin}/token"
        self.lifetime_s = 3599
        self.token_answer: Answer | None = None
        self.fetched = 0
        self._key = _key()
        self._valid_until_s: dict[str, float] = {}

    def write(self, folder: Path) -> Path:
        """Write the key file that Google's console would give out."""
        private = self._key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        about = {
            "type": "service_account",
            "project_id": PROJECT,
            "private_key_id": "1",
            "private_key": private.decode(),
            "client_email": EMAIL,
            "client_id": "1",
            "token_uri": self.token_uri,
        }
        file = folder / "service-account.json"
        file.write_text(json.dumps(about))
        return file

    def token(self, form: bytes) -> Answer:
        """Answer a request for a token, as https://oauth2.googleapis.com/token does."""
        self.fetched += 1
        if self.token_answer:
            return self.token_answer
        fields = {name: values[0] for name, values in parse_qs(form.decode()).items()}
        try:
            claims = self._claims(fields)
        except (KeyError, ValueError, jwt.PyJWTError) as error:
            return Answer(400, {"error": "invalid_grant", "error_description": f"Invalid JWT: {error}"})
        if SCOPES.isdisjoint(claims["scope"].split()):
            return Answer(400, {"error": "invalid_scope", "error_description": "Not enough for messaging."})
        token = f"ya29.{uuid4().hex}"
        self._valid_until_s[token] = time.monotonic() + self.lifetime_s
        return Answer(200, {"access_token": token, "expires_in": self.lifetime_s, "token_type": "Bearer"})

    def knows(self, authorization: str) -> bool:
        """Whether a request is signed with a token that is still good."""
        return self._valid_until_s.get(authorization.removeprefix("Bearer "), 0.0) > time.monotonic()

    def revoke(self) -> None:
        """Make all tokens invalid at once."""
        self._valid_until_s.clear()

    def _claims(self, fields: dict[str, str]) -> dict[str, Any]:
        if fields["grant_type"] != GRANT:
            raise ValueError("grant type")
        claims: dict[str, Any] = jwt.decode(
            fields["assertion"], self._key.public_key(), algorithms=["RS256"], audience=AUDIENCE, issuer=EMAIL
        )
        return claims


@cache
def _key() -> rsa.RSAPrivateKey:
    """Made on the spot, once a process: it takes its time."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)
