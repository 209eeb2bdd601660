"""firebase-admin, set up the way a busy sender needs it: the one place that knows its insides.

Two things that matter can't be set from outside, so its messaging service gets another HTTP client here: one that
leaves retries to us, and that signs requests without holding up the event loop. Written against firebase-admin 7.7;
the tests of this room fail if a later version names its parts otherwise.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import firebase_admin
from firebase_admin import credentials, messaging
from firebase_admin._http_client import HttpxAsyncClient
from firebase_admin._retry import HttpxRetry

from app.push.access_token import AccessTokens
from app.push.signing import Signing
from app.settings import WrongSettings

ANSWER_TIMEOUT_S = 30
SCOPE = "https://www.googleapis.com/auth/firebase.messaging"


@contextlib.asynccontextmanager
async def open_app(
    credentials_file: Path, project: str | None = None, endpoint: str | None = None
) -> AsyncIterator[firebase_admin.App]:
    """A Firebase app that can send messages, closed on leaving.

    `credentials_file` is a service account's key as JSON; `project` is that account's own unless given; `endpoint`
    replaces https://fcm.googleapis.com in tests. Raises WrongSettings when the file is no such key.
    """
    certificate = _certificate(credentials_file)
    options = {"projectId": project or certificate.project_id, "httpTimeout": ANSWER_TIMEOUT_S}
    app = firebase_admin.initialize_app(certificate, options, name=f"magpie-push-{uuid4().hex}")
    service = messaging._get_messaging_service(app)
    service._async_client = _client(certificate)
    if endpoint:
        service._fcm_url = f"{endpoint.rstrip('/')}/v1/projects/{app.project_id}/messages:send"
    try:
        yield app
    finally:
        await service._async_client.aclose()
        # It starts an event loop of its own to close the client once more.
        await asyncio.to_thread(firebase_admin.delete_app, app)


def _certificate(file: Path) -> credentials.Certificate:
    try:
        return credentials.Certificate(str(file))
    except (OSError, ValueError) as error:
        # Not the error's own words: they may quote the file, and the file is a secret.
        raise WrongSettings(
            [f"MAGPIE_FIREBASE_CREDENTIALS: {file} is not a service account's key in JSON ({type(error).__name__})."]
        ) from None


def _client(certificate: credentials.Certificate) -> HttpxAsyncClient:
    client = HttpxAsyncClient(retry_config=HttpxRetry(max_retries=0), timeout=ANSWER_TIMEOUT_S)
    client.async_client.auth = Signing(AccessTokens(certificate.get_credential().with_scopes([SCOPE])))
    return client
