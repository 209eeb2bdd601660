"""Each request to FCM: signed, and watched for how far it got."""

from collections.abc import AsyncGenerator, Mapping
from typing import Any

import httpx

from app.push.access_token import AccessTokens

BODY_BEGUN = "send_request_body.started"
"""How httpcore's events of HTTP/1.1 and HTTP/2 end when the first byte of a body is about to leave."""


class Signing(httpx.Auth):
    """Signs each request with the current token, in place of firebase-admin's own flow.

    That one answers every 401 by fetching a token on the event loop and sending the message again, twice, although
    FCM also says 401 when the app's Apple key is wrong.
    """

    def __init__(self, tokens: AccessTokens) -> None:
        self._tokens = tokens

    async def async_auth_flow(self, request: httpx.Request) -> AsyncGenerator[httpx.Request, httpx.Response]:
        """Send the request once, with a token."""
        token = await self._tokens.current()
        request.headers["Authorization"] = f"Bearer {token}"
        request.extensions["trace"] = _Watch()
        response = yield request
        if response.status_code == httpx.codes.UNAUTHORIZED:
            self._tokens.refuse(token)


def may_have_arrived(error: Exception | None) -> bool:
    """Whether the request that ended in this error may have reached the server whole.

    Certainly not when it broke before its body began, as for those that waited for a stream on a connection that was
    lost meanwhile. An error that does not name its request leaves it open.
    """
    if not isinstance(error, httpx.RequestError):
        return True
    watch = error.request.extensions.get("trace")
    return watch.body_begun if isinstance(watch, _Watch) else True


class _Watch:
    """Follows one request through httpcore."""

    def __init__(self) -> None:
        self.body_begun = False

    async def __call__(self, event: str, info: Mapping[str, Any]) -> None:
        self.body_begun |= event.endswith(BODY_BEGUN)
