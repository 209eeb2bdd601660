"""Firebase ID tokens: how members and staff sign in.

A member is anybody with a valid token. A member of staff is somebody whose Firebase account carries the custom claim
`magpie_roles`, for example `{"magpie_roles": ["marketing"]}`, which only the project's own servers can set
(`firebase_admin.auth.set_custom_user_claims`). A changed claim shows in the account's next token: within an hour.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime

from app.clock import Clock
from app.identity.errors import Unauthenticated
from app.identity.signing_keys import SigningKeys
from app.identity.tokens import VerifiedToken, header_of, read_claims, signed_claims

ALGORITHM = "RS256"

RevokedSince = Callable[[str], Awaitable[datetime | None]]
"""The instant from which on a subject must have signed in anew, or None when nothing was revoked."""


class FirebaseTokens:
    """Verifies the ID tokens of one Firebase project.

    `clock` is the machine's: a clock moved for a demonstration would make every real token expired. `revoked_since`,
    when given, is asked about every token that is otherwise valid; a sign-in before its answer counts no longer.
    """

    def __init__(
        self, project_id: str, keys: SigningKeys, clock: Clock, revoked_since: RevokedSince | None = None
    ) -> None:
        self._project_id = project_id
        self._issuer = f"https://securetoken.google.com/{project_id}"
        self._keys = keys
        self._clock = clock
        self._revoked_since = revoked_since

    async def verify(self, token: str) -> VerifiedToken:
        """What the token says. Raises Unauthenticated, or IdentityUnavailable when Google's keys can't be had."""
        key = await self._keys.key(_key_id(token))
        claims = signed_claims(token, key, ALGORITHM)
        verified = read_claims(claims, issuer=self._issuer, audience=self._project_id, now=self._clock.now())
        await self._refuse_revoked(verified)
        return verified

    async def _refuse_revoked(self, token: VerifiedToken) -> None:
        revoked_since = await self._revoked_since(token.subject) if self._revoked_since else None
        if revoked_since and token.authenticated_at < revoked_since:
            raise Unauthenticated("the sign-in has been revoked; sign in again")


def _key_id(token: str) -> str:
    header = header_of(token)
    if header.get("alg") != ALGORITHM:
        raise Unauthenticated(f"the token is not signed with {ALGORITHM}")
    key_id = header.get("kid")
    if not isinstance(key_id, str) or not key_id:
        raise Unauthenticated("the token does not name its key")
    return key_id
