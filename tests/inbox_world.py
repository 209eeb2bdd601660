"""Messages and deliveries in few words."""

from datetime import datetime, timedelta

from app.engine.backend import Backend
from app.inbox.documents import inbox_message, message_id
from app.inbox.store import keep
from app.messages.documents import delivery_row
from app.storage.client import Row
from app.templates.render import ReadNotice

NOTICE = ReadNotice("en", "Hello", "A surprise waits for you", "https://shop.example/surprise", None)


def message(member: str, at: datetime, name: str = "1", campaign: str = "hello") -> Row:
    """The message of the occurrence `name` of a campaign."""
    return inbox_message(message_id(campaign, name, member), member, campaign, name, NOTICE, at)


async def sent(backend: Backend, member: str, name: str = "1", campaign: str = "hello") -> str:
    """Send a member a message, and return its id."""
    row = message(member, backend.clock.now(), name, campaign)
    await keep(backend.database, [row])
    return str(row["_id"])


async def delivered(backend: Backend, member: str, name: str = "1", campaign: str = "hello", step: int = 0) -> str:
    """Write that a message was sent by a channel, and return the delivery's id."""
    now = backend.clock.now()
    fields = {"campaign": campaign, "occurrence": name, "member": member, "step": step, "channel": "push"}
    times = {"began_at": now, "due_at": now, "send_at": now + timedelta(hours=step)}
    row = delivery_row(**fields, **times, arm="only", priority=0, tags=[], lane=0)
    await backend.database.deliveries.insert_one(row)
    return str(row["_id"])
