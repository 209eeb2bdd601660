"""Google's public keys, fetched when needed and kept for as long as Google says."""

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx
import jwt
import structlog
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from jwt.algorithms import RSAAlgorithm

from app.identity.cache_control import fresh_for_s
from app.identity.errors import IdentityUnavailable, Unauthenticated

GOOGLE_KEYS_URL = "https://www.googleapis.com/service_accounts/v1/jwk/securetoken@system.gserviceaccount.com"

UNKNOWN_KEY_GAP_S = 60.0
"""A token with an unknown key id asks for new keys, but no sooner than this after the last attempt."""

RETRY_GAP_S = 10.0
"""How long to leave the endpoint alone when keys are due and it did not give any."""

STALE_FOR_S = 24 * 3600.0
"""How long keys are used beyond their time while the endpoint is down."""

FETCH_TIMEOUT_S = 5.0
PATIENCE_S = 1.0
"""How long a caller whose (stale) key is at hand waits for newer keys before making do with it."""

SHORTEST_KEY_BITS = 2048

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _KeySet:
    keys: Mapping[str, RSAPublicKey] = field(default_factory=dict)
    fresh_until_s: float = float("-inf")

    def is_fresh(self, now_s: float) -> bool:
        return now_s < self.fresh_until_s

    def is_usable(self, now_s: float) -> bool:
        return now_s < self.fresh_until_s + STALE_FOR_S


class SigningKeys:
    """The public keys of one JWK endpoint, by key id.

    However many ask at once, one request is made, and nobody's cancellation ends it for the others. Ages are measured
    on `elapsed_s`, a count of seconds that never leaps, so setting the machine's clock makes keys neither stale nor
    fresh. `client` stays the caller's to close.
    """

    def __init__(
        self,
        client: httpx.AsyncClient,
        url: str = GOOGLE_KEYS_URL,
        elapsed_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = client
        self._url = url
        self._elapsed_s = elapsed_s
        self._known = _KeySet()
        self._attempted_at_s = float("-inf")
        self._flight: asyncio.Task[None] | None = None

    async def key(self, key_id: str) -> RSAPublicKey:
        """The key named `key_id`.

        Raises Unauthenticated when Google has no such key, and IdentityUnavailable when it can't be known: there are
        no keys, or those at hand are stale and it is not among them.
        """
        if self._refresh_is_due(key_id):
            await self._refresh(PATIENCE_S if key_id in self._known.keys else FETCH_TIMEOUT_S)
        now_s = self._elapsed_s()
        key = self._known.keys.get(key_id)
        if key and self._known.is_usable(now_s):
            return key
        if not self._known.is_fresh(now_s):
            raise IdentityUnavailable("the sign-in service can't be reached; try again in a moment")
        raise Unauthenticated("the token is signed with an unknown key")

    def _refresh_is_due(self, key_id: str) -> bool:
        now_s = self._elapsed_s()
        fresh = self._known.is_fresh(now_s)
        if fresh and key_id in self._known.keys:
            return False
        gap_s = UNKNOWN_KEY_GAP_S if fresh else RETRY_GAP_S
        return self._flight is not None or now_s >= self._attempted_at_s + gap_s

    async def _refresh(self, patience_s: float) -> None:
        if self._flight is None:
            self._attempted_at_s = self._elapsed_s()
            self._flight = asyncio.create_task(self._fetch())
        await asyncio.wait({self._flight}, timeout=patience_s)

    async def _fetch(self) -> None:
        try:
            async with asyncio.timeout(FETCH_TIMEOUT_S):
                response = (await self._client.get(self._url)).raise_for_status()
            keys = _read_keys(response.json())
            self._known = _KeySet(keys, self._elapsed_s() + fresh_for_s(response.headers))
        except (httpx.HTTPError, TimeoutError, ValueError) as error:
            _log.warning("signing_keys_not_fetched", url=self._url, error=type(error).__name__)
        finally:
            self._flight = None


def _read_keys(document: Any) -> Mapping[str, RSAPublicKey]:
    """The RS256 keys of a JWK set (RFC 7517). Raises ValueError when there are none."""
    entries = document.get("keys") if isinstance(document, dict) else None
    keys = {entry["kid"]: key for entry in entries or () if (key := _read_key(entry))}
    if not keys:
        raise ValueError("the document holds no RS256 key")
    return keys


def _read_key(entry: Any) -> RSAPublicKey | None:
    """The key, or None when it is of no use here: other kinds may be added to the set at any time."""
    if not isinstance(entry, dict) or not isinstance(entry.get("kid"), str):
        return None
    if (entry.get("kty"), entry.get("alg", "RS256"), entry.get("use", "sig")) != ("RSA", "RS256", "sig"):
        return None
    try:
        key = RSAAlgorithm.from_jwk(entry)
    except (jwt.PyJWTError, ValueError):
        return None
    return key if isinstance(key, RSAPublicKey) and key.key_size >= SHORTEST_KEY_BITS else None
