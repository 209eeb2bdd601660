"""Signed tokens (JWT, RFC 7519): checking the signature and reading the claims.

PyJWT is used for the signature only. It would compare instants with the machine's clock; here time is an argument.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from app.identity.callers import Role
from app.identity.errors import Unauthenticated

ROLES_CLAIM = "magpie_roles"
"""The custom claim that makes a token a staff token: a list of role names, for example ["marketing", "support"]."""

LONGEST_SUBJECT = 128
"""Characters. Firebase's own limit for a uid."""

LEEWAY = timedelta(seconds=10)
"""How far the issuer's clock may be ahead of ours."""

_KEPT_HEADERS = 4_096
"""At most 32 MB, of tokens as long as are ever looked at."""

_SIGNATURE_ONLY: Any = {f"verify_{claim}": False for claim in ("exp", "nbf", "iat", "aud", "iss", "sub", "jti")}


@dataclass(frozen=True, slots=True)
class VerifiedToken:
    """What a token said, once all of it has been checked. Without `roles` it gives no staff rights."""

    subject: str
    issuer: str
    name: str
    roles: frozenset[Role]
    authenticated_at: datetime
    expires_at: datetime


@lru_cache(_KEPT_HEADERS)
def header_of(token: str) -> Mapping[str, Any]:
    """The token's header, unchecked: fit for choosing a key, never for trusting. Raises Unauthenticated.

    Asked for more than once by each request of a caller, and as slow as checking a signature.
    """
    try:
        return MappingProxyType(jwt.get_unverified_header(token))
    except jwt.PyJWTError:
        raise Unauthenticated("the token is not a well-formed signed token") from None


def signed_claims(token: str, key: RSAPublicKey | bytes, algorithm: str) -> Mapping[str, Any]:
    """The claims of a token signed by `key` with exactly `algorithm`. Raises Unauthenticated."""
    try:
        claims: Mapping[str, Any] = jwt.decode(token, key, algorithms=[algorithm], options=_SIGNATURE_ONLY)
    except jwt.PyJWTError:
        raise Unauthenticated("the token's signature is not valid") from None
    return claims


def read_claims(claims: Mapping[str, Any], *, issuer: str, audience: str, now: datetime) -> VerifiedToken:
    """Check every claim and keep what matters. Raises Unauthenticated with the first thing that is wrong.

    The rules are Firebase's for ID tokens ("Verify ID tokens using a third-party JWT library"): issuer and audience
    are ours, `exp` is in the future, `iat` and `auth_time` are not (but for `LEEWAY`), `sub` has 1 to 128 characters.
    """
    if claims.get("iss") != issuer:
        raise Unauthenticated("the token was issued by somebody else")
    if claims.get("aud") != audience:
        raise Unauthenticated("the token was issued for another application")
    expires_at = _instant(claims, "exp")
    if now >= expires_at:
        raise Unauthenticated("the token has expired")
    if _instant(claims, "iat") > now + LEEWAY:
        raise Unauthenticated("the token was issued in the future")
    authenticated_at = _instant(claims, "auth_time")
    if authenticated_at > now + LEEWAY:
        raise Unauthenticated("the token's sign-in lies in the future")
    subject = _subject(claims)
    return VerifiedToken(subject, issuer, _name(claims, subject), _roles(claims), authenticated_at, expires_at)


def _instant(claims: Mapping[str, Any], claim: str) -> datetime:
    seconds = claims.get(claim)
    if type(seconds) is not int:  # bool is an int too, and no instant
        raise Unauthenticated(f"the token has no valid {claim}")
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        raise Unauthenticated(f"the token has no valid {claim}") from None


def _subject(claims: Mapping[str, Any]) -> str:
    subject = claims.get("sub")
    if not isinstance(subject, str) or not 1 <= len(subject) <= LONGEST_SUBJECT:
        raise Unauthenticated("the token has no valid sub")
    return subject


def _name(claims: Mapping[str, Any], subject: str) -> str:
    names = (claims.get("name"), claims.get("email"))
    return next((name for name in names if isinstance(name, str) and name), subject)


def _roles(claims: Mapping[str, Any]) -> frozenset[Role]:
    """The roles this version knows; a name it doesn't know gives no rights."""
    names = claims.get(ROLES_CLAIM)
    if not isinstance(names, list):
        return frozenset()
    return frozenset(role for role in Role if role.value in names)
