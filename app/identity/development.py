"""Development tokens: signing in on one's own machine, without any account.

The server and the command line share a random secret in the data folder: whoever can read that file can be anybody.
For that reason they exist in development mode only.
"""

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

import jwt

from app.clock import Clock, SystemClock
from app.identity.callers import Role
from app.identity.errors import Unauthenticated
from app.identity.secret_file import read_or_create_secret
from app.identity.tokens import LONGEST_SUBJECT, ROLES_CLAIM, VerifiedToken, header_of, read_claims, signed_claims

ALGORITHM = "HS256"
ISSUER = "magpie-development"
AUDIENCE = "magpie"
LIFETIME = timedelta(days=30)
MODE = "development"
SECRET_FILE = "development-secret"


class DevelopmentTokens:
    """Issues and verifies development tokens.

    They live by real time: moving the demonstration's clock by a year must not sign everybody out. `clock` is the
    machine's, another one is for tests of this class. Raises ValueError when `mode` is not `development`.
    """

    def __init__(self, data_dir: Path, *, mode: str, clock: Clock | None = None) -> None:
        if mode != MODE:
            raise ValueError(f"development tokens exist in {MODE} mode only")
        self._secret = read_or_create_secret(data_dir / SECRET_FILE)
        self._clock = clock or SystemClock()

    def issue_member_token(self, subject: str, lifetime: timedelta = LIFETIME) -> str:
        """A token with which `subject` signs in as a member. Raises ValueError unless it has 1 to 128 characters."""
        return self._issue(lifetime, subject)

    def issue_staff_token(self, name: str, roles: Iterable[Role], lifetime: timedelta = LIFETIME) -> str:
        """A token with which `name`, also its subject, signs in as staff. Raises ValueError as for a member."""
        return self._issue(lifetime, name, name=name, **{ROLES_CLAIM: sorted(roles)})

    async def verify(self, token: str) -> VerifiedToken:
        """What the token says. Raises Unauthenticated."""
        if header_of(token).get("alg") != ALGORITHM:
            raise Unauthenticated("the token is no development token")
        claims = signed_claims(token, self._secret, ALGORITHM)
        return read_claims(claims, issuer=ISSUER, audience=AUDIENCE, now=self._clock.now())

    def _issue(self, lifetime: timedelta, subject: str, **claims: object) -> str:
        if not 1 <= len(subject) <= LONGEST_SUBJECT:
            raise ValueError(f"a subject has 1 to {LONGEST_SUBJECT} characters")
        now = self._clock.now()
        instants = {"iat": int(now.timestamp()), "exp": int((now + lifetime).timestamp())}
        own = {"iss": ISSUER, "aud": AUDIENCE, "sub": subject, "auth_time": instants["iat"]}
        return jwt.encode(own | instants | claims, self._secret, algorithm=ALGORITHM)
