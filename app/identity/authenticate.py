"""From an `Authorization` header to a caller: the one door for members, staff and partners."""

import re
from typing import Any

from pymongo.asynchronous.database import AsyncDatabase

from app.clock import Clock
from app.identity.callers import MemberCaller, PartnerCaller, StaffCaller
from app.identity.development import ALGORITHM as DEVELOPMENT_ALGORITHM
from app.identity.development import DevelopmentTokens
from app.identity.errors import Forbidden, Unauthenticated
from app.identity.firebase import ALGORITHM as FIREBASE_ALGORITHM
from app.identity.firebase import FirebaseTokens
from app.identity.store import verify_key
from app.identity.tokens import VerifiedToken, header_of

LONGEST_TOKEN = 8192
"""Characters. Firebase's tokens have about a thousand, and at most a thousand more of custom claims."""

_BEARER = re.compile(r"bearer +([A-Za-z0-9._~+/-]+=*) *", re.IGNORECASE)  # RFC 6750, 2.1


class Authenticator:
    """Knows who is asking.

    At least one of `firebase` and `development_tokens` is needed; the latter can only be made in development mode.
    `clock` dates the use of partner keys. Raises ValueError when nobody could ever sign in.
    """

    def __init__(
        self,
        *,
        firebase: FirebaseTokens | None,
        development_tokens: DevelopmentTokens | None,
        database: AsyncDatabase[dict[str, Any]],
        clock: Clock,
    ) -> None:
        offered = {FIREBASE_ALGORITHM: firebase, DEVELOPMENT_ALGORITHM: development_tokens}
        self._verifiers = {algorithm: verifier for algorithm, verifier in offered.items() if verifier}
        if not self._verifiers:
            raise ValueError("nobody could sign in: there are neither Firebase nor development tokens")
        self._database = database
        self._clock = clock

    async def member(self, authorization: str | None) -> MemberCaller:
        """The member asking. Raises Unauthenticated or IdentityUnavailable."""
        token = await self._verify(_bearer(authorization))
        return MemberCaller(token.subject, token.issuer, token.expires_at)

    async def staff(self, authorization: str | None) -> StaffCaller:
        """The member of staff asking. Raises Unauthenticated or IdentityUnavailable, and Forbidden without a role."""
        token = await self._verify(_bearer(authorization))
        if not token.roles:
            raise Forbidden("this is for staff only")
        return StaffCaller(token.subject, token.name, token.roles, token.expires_at)

    async def partner(self, authorization: str | None) -> PartnerCaller:
        """The partner asking. Raises Unauthenticated."""
        return await verify_key(self._database, _bearer(authorization), self._clock.now())

    async def _verify(self, token: str) -> VerifiedToken:
        """The unchecked header may choose the verifier, since each insists on its own algorithm and key."""
        verifier = self._verifiers.get(str(header_of(token).get("alg")))
        if verifier is None:
            raise Unauthenticated(f"the token is not signed with {' or '.join(self._verifiers)}")
        return await verifier.verify(token)


def _bearer(authorization: str | None) -> str:
    if not authorization:
        raise Unauthenticated("sign in: send the header 'Authorization: Bearer <token>'")
    found = _BEARER.fullmatch(authorization) if len(authorization) <= LONGEST_TOKEN else None
    if found is None:
        raise Unauthenticated("the Authorization header must have the form 'Bearer <token>'")
    return found[1]
