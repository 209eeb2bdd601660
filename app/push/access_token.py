"""The access token that Firebase wants to see: fetched off the event loop, once for all who wait for it."""

import asyncio
import time
from collections.abc import Callable
from functools import partial

import structlog
from google.auth.credentials import Credentials, TokenState
from google.auth.exceptions import GoogleAuthError
from google.auth.transport.requests import Request

FETCH_TIMEOUT_S = 10.0
FETCH_GAP_S = 10.0
"""No sooner than this after the last attempt is another token asked for, whether the attempt failed or FCM refused
the token that came of it."""

_log = structlog.get_logger(__name__)


class AccessTokens:
    """The tokens of one service account.

    google-auth would fetch a token in the middle of a request, and wait for it on the event loop. Here a thread
    fetches it, four minutes before the last one expires. `elapsed_s` is a count of seconds that never leaps.
    """

    def __init__(self, credential: Credentials, elapsed_s: Callable[[], float] = time.monotonic) -> None:
        self._credential = credential
        self._request = partial(Request(), timeout=FETCH_TIMEOUT_S)
        self._elapsed_s = elapsed_s
        self._attempted_at_s = float("-inf")
        self._failure: GoogleAuthError | None = None
        self._refused = False
        self._flight: asyncio.Task[None] | None = None

    async def current(self) -> str:
        """A token that is still valid. Raises GoogleAuthError when there is none and none can be fetched."""
        if self._refused or self._credential.token_state is not TokenState.FRESH:
            await self._fetch_once()
        if self._credential.token_state is TokenState.INVALID and self._failure:
            raise self._failure
        return str(self._credential.token)

    def refuse(self, token: str) -> None:
        """FCM did not accept this token: the next message is to have another."""
        self._refused = token == self._credential.token

    async def _fetch_once(self) -> None:
        if self._flight is None:
            if self._elapsed_s() < self._attempted_at_s + FETCH_GAP_S:
                return
            self._attempted_at_s = self._elapsed_s()
            self._flight = asyncio.create_task(self._fetch())
        # Nobody's cancellation ends it for the others.
        await asyncio.shield(self._flight)

    async def _fetch(self) -> None:
        try:
            await asyncio.to_thread(self._credential.refresh, self._request)
            self._failure, self._refused = None, False
        except GoogleAuthError as error:
            self._failure = error
            _log.warning("push_token_not_fetched", error=type(error).__name__)
        finally:
            self._flight = None
