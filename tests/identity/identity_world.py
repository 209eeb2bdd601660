"""A small Google for tests: private keys, the tokens they sign, and a real HTTP server that publishes them."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from jwt.algorithms import RSAAlgorithm

PROJECT = "magpie-demo"
ISSUER = f"https://securetoken.google.com/{PROJECT}"
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def new_rsa_key(bits: int = 2048) -> RSAPrivateKey:
    return generate_private_key(public_exponent=65537, key_size=bits)


def seconds(instant: datetime) -> int:
    return int(instant.timestamp())


def firebase_claims(now: datetime = NOON, **changes: Any) -> dict[str, Any]:
    """The claims of a good token issued a minute before `now`; a change to None leaves the claim out."""
    claims = {
        "iss": ISSUER,
        "aud": PROJECT,
        "sub": "uid-anna",
        "iat": seconds(now) - 60,
        "auth_time": seconds(now) - 120,
        "exp": seconds(now) + 3540,
        **changes,
    }
    return {name: value for name, value in claims.items() if value is not None}


def sign(claims: dict[str, Any], key: RSAPrivateKey, kid: str | None = "one") -> str:
    return jwt.encode(claims, key, algorithm="RS256", headers={"kid": kid} if kid is not None else {})


def public_jwk(kid: str, key: RSAPrivateKey) -> dict[str, Any]:
    parts = RSAAlgorithm.to_jwk(key.public_key(), as_dict=True)
    return {"kty": "RSA", "alg": "RS256", "use": "sig", "kid": kid, "n": parts["n"], "e": parts["e"]}


@dataclass
class Stopwatch:
    """Elapsed seconds that pass only when told."""

    seconds: float = 1000.0

    def __call__(self) -> float:
        return self.seconds


@dataclass
class KeyServer:
    """Serves a JWK set over HTTP, counts the requests, and can be slow or broken."""

    keys: dict[str, RSAPrivateKey]
    status: str = "200 OK"
    headers: dict[str, str] = field(default_factory=lambda: {"Cache-Control": "public, max-age=20000, no-transform"})
    body: str | None = None
    requests: int = 0
    url: str = ""

    def __post_init__(self) -> None:
        self.answering = asyncio.Event()
        self.answering.set()

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        self.requests += 1
        await self.answering.wait()
        body = self.body
        if body is None:
            body = json.dumps({"keys": [public_jwk(kid, key) for kid, key in self.keys.items()]})
        lines = {**self.headers, "Content-Length": str(len(body)), "Connection": "close"}
        head = f"HTTP/1.1 {self.status}\r\n" + "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        writer.write(f"{head}\r\n{body}".encode())
        await writer.drain()
        writer.close()


@asynccontextmanager
async def serving(server: KeyServer) -> AsyncIterator[KeyServer]:
    listener = await asyncio.start_server(server.answer, "127.0.0.1", 0)
    port = listener.sockets[0].getsockname()[1]
    server.url = f"http://127.0.0.1:{port}/keys"
    try:
        yield server
    finally:
        server.answering.set()
        listener.close()


def later(**span: float) -> datetime:
    return NOON + timedelta(**span)
