"""Estimate: how many a campaign would reach now, and what each limit takes away."""

from dataclasses import dataclass

from app.audience.find import Where, members_for
from app.audience.known import Known
from app.campaigns.arms import HOLDOUT, arm_of
from app.campaigns.desk import Desk
from app.campaigns.load import campaign_in
from app.campaigns.model import Campaign
from app.storage.client import Row


@dataclass(slots=True)
class Estimate:
    """Members, as of now. Each is counted where they drop out first, in this order."""

    audience: int = 0
    no_consent: int = 0
    """By none of the campaign's channels."""
    no_channel: int = 0
    held_out: int = 0
    reached: int = 0
    """Of whom caps and quiet hours may still take some, when the time has come."""


async def estimate(desk: Desk, record: Row) -> Estimate:
    """What a campaign would come to if it happened now."""
    programme, campaign = (await desk.backend.programmes.current()).programme, campaign_in(record["text"])
    counted = Estimate()
    now = desk.backend.clock.now()
    audience = campaign.audience
    where = Where(near=audience.near)
    async for known in members_for(desk.backend, programme, audience.when, now, where):
        await _count(desk, record, campaign, known, counted)
    return counted


async def _count(desk: Desk, record: Row, campaign: Campaign, known: list[Known], counted: Estimate) -> None:
    reachable = await _reachable(desk, campaign, known)
    for one in known:
        counted.audience += 1
        if campaign.channels and not _consents(desk, campaign, one):
            counted.no_consent += 1
        elif campaign.channels and one.member.id not in reachable:
            counted.no_channel += 1
        elif arm_of(record["salt"], one.member.id, campaign.holdout, campaign.variants) == HOLDOUT:
            counted.held_out += 1
        else:
            counted.reached += 1


def _consents(desk: Desk, campaign: Campaign, known: Known) -> bool:
    senders = [desk.senders[step.channel] for step in campaign.channels if step.channel in desk.senders]
    return any(known.member.consents.allows(sender.purpose) for sender in senders)


async def _reachable(desk: Desk, campaign: Campaign, known: list[Known]) -> set[str]:
    found: set[str] = set()
    for step in campaign.channels:
        sender = desk.senders.get(step.channel)
        if sender is not None:
            agreed = [one for one in known if one.member.consents.allows(sender.purpose)]
            found |= await sender.reachable(agreed)
    return found
