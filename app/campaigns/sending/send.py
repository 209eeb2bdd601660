"""Send: hand messages to their channels, keep them in the inbox, and say what became of each."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, assert_never
from zlib import crc32

import structlog

from app.campaigns.deciding.circumstances import Due
from app.campaigns.desk import Desk
from app.campaigns.model import Channel, Policy
from app.campaigns.sender import Outgoing
from app.campaigns.sending.vouchers import vouchers_told
from app.campaigns.text.values import values_of
from app.channels.verdict import (
    Ambiguous,
    Delivered,
    Gone,
    Misconfigured,
    Quarantine,
    Rejected,
    Retry,
    Verdict,
    Wait,
)
from app.inbox.documents import inbox_message, message_id
from app.inbox.store import keep
from app.messages.decision import Decision
from app.offers.voucher import Voucher
from app.programme.model import Programme
from app.storage.client import Row
from app.templates.render import Reader, notice_for

MOST_ATTEMPTS = 8
LONGEST_PAUSE = timedelta(hours=1)
MISCONFIGURED_PAUSE = timedelta(minutes=10)

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Noted:
    """What became of a delivery: a decision, or PLANNED to try again at `again_after` from now."""

    decision: Decision
    why: str | None = None
    provider_id: str | None = None
    again_after: timedelta | None = None
    rest: timedelta | None = None
    """How long the channel wants to be left alone by the whole campaign."""

    def changes(self, now: datetime) -> Mapping[str, Any]:
        """The fields to write."""
        if self.again_after is not None:
            return {"decision": Decision.PLANNED.value, "send_at": now + self.again_after, "why": self.why}
        told = {"why": self.why, "provider_id": self.provider_id}
        return {"decision": self.decision.value, "decided_at": now, **{k: v for k, v in told.items() if v}}


async def send(desk: Desk, programme: Programme, dues: Sequence[Due]) -> list[tuple[Due, Noted]]:
    """Try each of these deliveries once, and keep all messages in the inboxes."""
    outgoing = await keep_in_inbox(desk, programme, dues)
    by_channel: dict[Channel | None, list[tuple[Due, Outgoing]]] = defaultdict(list)
    for due, one in zip(dues, outgoing, strict=True):
        by_channel[due.channel].append((due, one))
    noted = [(due, Noted(Decision.SENT)) for due, _ in by_channel.pop(None, [])]
    for channel, together in by_channel.items():
        assert channel is not None, "those for the inbox alone are noted already"
        verdicts = await desk.senders[channel].send([one for _, one in together])
        noted += [(due, _noted(due, verdict)) for (due, _), verdict in zip(together, verdicts, strict=True)]
    return noted


async def keep_in_inbox(desk: Desk, programme: Programme, dues: Sequence[Due]) -> list[Outgoing]:
    """Keep these messages in the inboxes, once each; what is there to be sent."""
    now = desk.backend.clock.now()
    vouchers = await vouchers_told(desk.database, dues, now)
    outgoing = [_outgoing(programme, due, now, vouchers.get(due.row["_id"])) for due in dues]
    kept = [row for due, one in zip(dues, outgoing, strict=True) if (row := _in_inbox(desk, due, one))]
    await keep(desk.database, kept)
    return outgoing


def _outgoing(programme: Programme, due: Due, now: datetime, voucher: Voucher | None) -> Outgoing:
    assert due.known is not None, "what is to be sent has somebody to send it to"
    [variant] = [one for one in due.campaign.variants if one.id == due.row["arm"]]
    reader = Reader(due.known.member.language, programme.languages[0])
    values = values_of(programme, due.known, now, due.campaign.gift, voucher)
    return Outgoing(due.row["_id"], _message_id(due), due.known, due.campaign, variant.message, values, reader)


def _message_id(due: Due) -> str:
    return message_id(due.row["campaign"], due.row["occurrence"], due.row["member"])


def _in_inbox(desk: Desk, due: Due, outgoing: Outgoing) -> Row | None:
    """The message as the inbox keeps it, under one id for all steps of a cascade."""
    notice = notice_for(outgoing.message, outgoing.reader, outgoing.values)
    if notice is None:
        return None
    row = due.row
    return inbox_message(
        outgoing.message_id,
        row["member"],
        row["campaign"],
        row["occurrence"],
        notice,
        desk.backend.clock.now(),
    )


def _noted(due: Due, verdict: Verdict) -> Noted:
    match verdict:
        case Delivered(provider_id):
            return Noted(Decision.SENT, provider_id=provider_id)
        case Gone(reason):
            return Noted(Decision.NO_CHANNEL, why=reason or None)
        case Quarantine():
            return Noted(Decision.NO_CHANNEL)
        case Rejected(reason):
            return Noted(Decision.FAILED, why=reason)
        case Wait(after_s, reason):
            # Not one of its attempts: nobody has looked at the message. In the end it is too late for it.
            rest = timedelta(seconds=after_s)
            return Noted(
                Decision.PLANNED, why=reason or "the channel takes no more for now", again_after=rest, rest=rest
            )
        case Retry(after_s, reason):
            return _again(due, _pause(due, after_s), reason or "the channel failed")
        case Misconfigured(reason):
            log.error("channel_misconfigured", channel=due.row["channel"], reason=reason)
            return _again(due, MISCONFIGURED_PAUSE, reason)
        case Ambiguous(reason):
            if due.campaign.policy is Policy.AT_MOST_ONCE:
                return Noted(Decision.UNKNOWN, why=reason)
            return _again(due, _pause(due, None), reason)
    assert_never(verdict)


def _again(due: Due, after: timedelta, why: str) -> Noted:
    if due.row["attempts"] + 1 >= MOST_ATTEMPTS:
        return Noted(Decision.FAILED, why=why)
    return Noted(Decision.PLANNED, why=why, again_after=after)


def _pause(due: Due, after_s: float | None) -> timedelta:
    """What the provider asks for, or 10 s, doubled with each attempt, spread so that not all come back at once."""
    if after_s is not None:
        return timedelta(seconds=after_s)
    spread = 1 + crc32(due.row["_id"].encode()) % 1_000 / 1_000
    return min(timedelta(seconds=10 * 2 ** due.row["attempts"]) * spread, LONGEST_PAUSE)
