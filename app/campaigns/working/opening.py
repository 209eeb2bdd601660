"""Opening the desk: a sender for each channel that the settings allow."""

import contextlib
from collections.abc import AsyncIterator, Mapping
from enum import StrEnum

import httpx
import structlog

from app.campaigns.desk import Desk, owner_name
from app.campaigns.model import Channel
from app.campaigns.sender import Sender
from app.campaigns.sending.email_sender import LetterSender
from app.campaigns.sending.push_sender import PushSender
from app.campaigns.sending.sms_sender import SmsSender
from app.email.from_settings import email_from, links_from
from app.engine.backend import Backend
from app.push.opening import open_push
from app.settings import Settings
from app.sms.from_settings import sms_from

log = structlog.get_logger()


class Way(StrEnum):
    """What becomes of the messages of a channel."""

    SENT = "sent"
    RECORDED = "recorded"
    """They are kept on this machine; nobody gets them."""
    OFF = "off"


def ways_of(settings: Settings) -> Mapping[Channel, Way]:
    """What these settings mean for each channel."""
    carriers = {
        Channel.PUSH: settings.firebase_credentials,
        Channel.EMAIL: settings.smtp_url,
        Channel.SMS: settings.sms_account,
    }
    otherwise = Way.RECORDED if settings.development else Way.OFF
    return {channel: otherwise if carrier is None else Way.SENT for channel, carrier in carriers.items()}


@contextlib.asynccontextmanager
async def open_desk(settings: Settings, backend: Backend) -> AsyncIterator[Desk]:
    """A desk that can send, closed on leaving. The log says what becomes of each channel's messages.

    Raises WrongSettings when the credentials for push are none.
    """
    log.info("channels", ways=[f"{channel.value} {way.value}" for channel, way in ways_of(settings).items()])
    async with open_push(settings) as push, httpx.AsyncClient() as client:
        senders: dict[Channel, Sender] = {}
        if push is not None:
            senders[Channel.PUSH] = PushSender(backend.database, backend.clock, push)
        if (email := email_from(settings, backend.clock)) is not None:
            senders[Channel.EMAIL] = LetterSender(email, links_from(settings))
        if (gateway := sms_from(settings, client)) is not None:
            senders[Channel.SMS] = SmsSender(gateway)
        yield Desk(backend, owner_name(), senders)
