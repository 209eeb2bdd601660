"""Which push this process has, by its settings."""

import contextlib
from collections.abc import AsyncIterator

import structlog

from app.push.firebase import open_firebase
from app.push.push import Push
from app.push.quota import Quota
from app.push.recording import RecordingPush
from app.settings import Settings

_log = structlog.get_logger(__name__)


@contextlib.asynccontextmanager
async def open_push(settings: Settings) -> AsyncIterator[Push | None]:
    """Firebase with its credentials; without them a recording push in development, and none (None) in production.

    The log says which. Raises WrongSettings when the credentials are none.
    """
    if settings.firebase_credentials:
        quota = Quota(settings.push_quota_per_minute)
        async with open_firebase(
            settings.firebase_credentials, quota, settings.firebase_project, settings.firebase_endpoint
        ) as push:
            _log.info("push_through_firebase", quota_per_minute=quota.per_minute)
            yield push
    elif settings.development:
        _log.info("push_is_recorded", why="MAGPIE_FIREBASE_CREDENTIALS is not set: messages are logged, not sent")
        yield RecordingPush()
    else:
        _log.warning("push_is_off", why="MAGPIE_FIREBASE_CREDENTIALS is not set: no member gets a push message")
        yield None
