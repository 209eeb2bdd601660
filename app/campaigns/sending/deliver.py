"""Deliver: what is due in a lane is decided, sent, and noted, in this order and so that a crash anywhere is harmless.

1. fence   the rows that are due get the lane's token: whoever had the lane before can't change them any more
2. decide  with everything known at this moment; what is not to be sent is noted, once it is in the inboxes of those who
           can't be reached otherwise
3. mark    the others as being sent
4. give    the gift, under the delivery's id, so once only
5. keep    the message in the member's inbox, under the same id
6. send
7. note    the next step of the cascade, then what became of this one

Whoever takes over a lane deals with what was marked and not noted: by the campaign's policy it is sent again, or not.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog

from app.campaigns import deliveries, store
from app.campaigns.deciding.circumstances import Due, look_at
from app.campaigns.deciding.decide import (
    NEXT_STEP_AT_ONCE,
    NEXT_STEP_LATER,
    Circumstances,
    Hold,
    decide,
    waits_in_inbox,
)
from app.campaigns.desk import Desk
from app.campaigns.lanes import Lease, held
from app.campaigns.model import Policy
from app.campaigns.sending.gifts import give
from app.campaigns.sending.send import Noted, keep_in_inbox, send
from app.messages.decision import Decision
from app.messages.documents import delivery_row
from app.metrics import DELIVERIES
from app.programme.model import Programme
from app.storage.client import Row

AT_ONCE = 500
"""Deliveries in the open at a time."""

log = structlog.get_logger()


async def deliver_lane(desk: Desk, lane: int) -> int:
    """Deal with what is due in a lane, at most 500 deliveries; how many there were. 0 where another worker has it."""
    async with held(desk.database, lane, desk.owner, desk.machine_now) as lease:
        if lease is None:
            return 0
        now = desk.backend.clock.now()
        if left := await deliveries.left_under_way(desk.database, lease):
            await _recover(desk, lease, left, now)
        rows = await deliveries.due(desk.database, lease, now, AT_ONCE, await store.held_back(desk.database, now))
        if rows:
            await _deliver(desk, lease, rows, now)
        return len(rows)


async def _recover(desk: Desk, lease: Lease, left: Sequence[Row], now: datetime) -> None:
    """Nobody knows whether these were sent: campaigns that send at most once give them up, the others send them again.

    Given up or not, the gift is given, and the cascade goes on.
    """
    programme = (await desk.backend.programmes.current()).programme
    dues, without = await give(desk, [due for due, _ in await look_at(desk, programme, left, now)])
    await _note(desk, lease, [(due, Noted(Decision.GIVEN_AWAY)) for due in without], Decision.SENDING, now)
    careful = [due for due in dues if due.campaign.policy is Policy.AT_MOST_ONCE]
    await _note(desk, lease, [(due, Noted(Decision.UNKNOWN)) for due in careful], Decision.SENDING, now)
    again = {
        due.row["_id"]: {"decision": Decision.PLANNED.value}
        for due in dues
        if due.campaign.policy is Policy.AT_LEAST_ONCE
    }
    await deliveries.settle(desk.database, lease, again, Decision.SENDING)


async def _deliver(desk: Desk, lease: Lease, rows: Sequence[Row], now: datetime) -> None:
    programme = (await desk.backend.programmes.current()).programme
    decided = [(due, what, decide(what)) for due, what in await look_at(desk, programme, rows, now)]
    against = [
        (due, _against(it, what)) for due, what, it in decided if isinstance(it, Decision) and it != Decision.SENT
    ]
    held = {due.row["_id"]: {"send_at": it.until} for due, _, it in decided if isinstance(it, Hold)}
    await _leave_in_inbox(desk, programme, [due for due, what, _ in decided if waits_in_inbox(what)])
    await _note(desk, lease, against, Decision.PLANNED, now)
    await deliveries.settle(desk.database, lease, held, Decision.PLANNED)
    to_send = [due for due, _, it in decided if it is Decision.SENT]
    marked = await deliveries.mark_sending(desk.database, lease, [due.row for due in to_send])
    ids = {row["_id"] for row in marked}
    with_gifts, without = await give(desk, [due for due in to_send if due.row["_id"] in ids])
    await _note(desk, lease, [(due, Noted(Decision.GIVEN_AWAY)) for due in without], Decision.SENDING, now)
    noted = await send(desk, programme, with_gifts)
    await _let_rest(desk, noted, now)
    await _note(desk, lease, noted, Decision.SENDING, now)


async def _leave_in_inbox(desk: Desk, programme: Programme, dues: Sequence[Due]) -> None:
    """A message that no channel carries, with its gift. Nobody can have agreed to a channel that is not set up."""
    with_gifts, _ = await give(desk, [due for due in dues if due.channel in desk.senders])
    await keep_in_inbox(desk, programme, with_gifts)


def _against(decision: Decision, what: Circumstances) -> Noted:
    took_room = what.capped_by if decision is Decision.CAPPED else ()
    return Noted(decision, why=", ".join(took_room) or None)


async def _note(desk: Desk, lease: Lease, noted: Sequence[tuple[Due, Noted]], before: Decision, now: datetime) -> None:
    """The next steps first: a crash in between repeats this step, and loses none."""
    steps = [row for due, one in noted if (row := _next_step(due, one.decision, now)) is not None]
    await deliveries.insert_deliveries(desk.database, steps)
    changes = {due.row["_id"]: one.changes(now) for due, one in noted}
    await deliveries.settle(desk.database, lease, changes, before)
    decided = Counter((due.row["channel"], one.decision) for due, one in noted if one.again_after is None)
    for (channel, decision), count in decided.items():
        DELIVERIES.labels(channel, decision.value).inc(count)


async def _let_rest(desk: Desk, noted: Sequence[tuple[Due, Noted]], now: datetime) -> None:
    """A channel that takes no more for now slows down the whole campaign."""
    rests: dict[str, timedelta] = {}
    for due, one in noted:
        if one.rest is not None:
            rests[due.row["campaign"]] = max(one.rest, rests.get(due.row["campaign"], one.rest))
    for campaign, rest in rests.items():
        log.warning("campaign_rests", campaign=campaign, seconds=rest.total_seconds())
        await store.let_rest(desk.database, campaign, now + rest)


def _next_step(due: Due, decision: Decision, now: datetime) -> Row | None:
    """The next try at reaching the member: at once where this channel can't, else after its wait."""
    steps, following = due.campaign.channels, due.row["step"] + 1
    if following >= len(steps) or decision not in NEXT_STEP_AT_ONCE | NEXT_STEP_LATER:
        return None
    wait = timedelta(0)
    if decision in NEXT_STEP_LATER and (after := steps[following].after) is not None and due.known is not None:
        wait = after.after(now, due.known.member.tz) - now
    kept = {name: due.row[name] for name in ("campaign", "occurrence", "member", "arm", "began_at", "priority")}
    kept |= {"tags": due.row["tags"], "lane": due.row["lane"], "exempt": due.row.get("exempt", False)}
    at, channel = now + wait, steps[following].channel.value
    counted = decision in NEXT_STEP_LATER or due.row.get("counted", False)
    return delivery_row(**kept, step=following, channel=channel, due_at=at, send_at=at, counted=counted)
