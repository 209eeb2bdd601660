"""Which desk this process has, by its settings."""

import contextlib
from collections.abc import AsyncIterator

from app.campaigns.desk import Desk
from app.campaigns.model import Channel
from app.campaigns.push_sender import PushSender
from app.campaigns.running import owner_name
from app.engine.backend import Backend
from app.push.opening import open_push
from app.settings import Settings


@contextlib.asynccontextmanager
async def open_desk(settings: Settings, backend: Backend) -> AsyncIterator[Desk]:
    """A desk with a sender for each channel that is set up; closed on leaving. Raises WrongSettings."""
    async with open_push(settings) as push:
        senders = {Channel.PUSH: PushSender(backend.database, backend.clock, push)} if push else {}
        yield Desk(backend, owner_name(), senders)
