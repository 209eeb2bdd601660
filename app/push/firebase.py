"""Push through Firebase Cloud Messaging."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import firebase_admin
from firebase_admin import messaging
from firebase_admin.exceptions import FirebaseError

from app.channels.verdict import Delivered, Rejected, Verdict
from app.clock import Clock, SystemClock
from app.push.firebase_app import open_app
from app.push.firebase_message import to_firebase
from app.push.firebase_verdict import verdict_of
from app.push.message import PushMessage
from app.push.pace import Pace
from app.push.payload import problem
from app.push.push import MOST_PER_CALL
from app.push.quota import Quota

AT_ONCE = 100
"""Messages in the air: as many streams as one HTTP/2 connection of httpx carries. More would only queue inside it."""


class FirebasePush:
    """Sends through one Firebase app, at the pace it is given."""

    def __init__(self, app: firebase_admin.App, pace: Pace, clock: Clock) -> None:
        self._app = app
        self._pace = pace
        self._clock = clock

    async def send(self, messages: Sequence[PushMessage]) -> list[Verdict]:
        """See `Push.send`. One message's failure says nothing about another's, even on one connection."""
        if len(messages) > MOST_PER_CALL:
            raise ValueError(f"at most {MOST_PER_CALL} messages at once, not {len(messages)}")
        return await asyncio.gather(*(self._send(message) for message in messages))

    async def _send(self, message: PushMessage) -> Verdict:
        if reason := problem(message.content):
            return Rejected(reason, target_is_bad=False)
        async with self._pace.turn():
            return await self._attempt(message)

    async def _attempt(self, message: PushMessage) -> Verdict:
        """A call of its own for each message: an unforeseen error would take the answers of a whole call with it."""
        ready = to_firebase(message, self._clock.now().timestamp())
        try:
            batch = await messaging.send_each_async([ready], app=self._app)
        except FirebaseError as error:
            return verdict_of(error, self._clock.now())
        answer = batch.responses[0]
        if answer.exception:
            return verdict_of(answer.exception, self._clock.now())
        return Delivered(answer.message_id or "")


@contextlib.asynccontextmanager
async def open_firebase(
    credentials_file: Path, quota: Quota, project: str | None = None, endpoint: str | None = None
) -> AsyncIterator[FirebasePush]:
    """Push by the service account of `credentials_file`. See `open_app`; raises what it raises.

    Expiries are told by the machine's clock: devices know no other.
    """
    async with open_app(credentials_file, project, endpoint) as app:
        yield FirebasePush(app, Pace(quota, AT_ONCE), SystemClock())
