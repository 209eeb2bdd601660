"""Submit, approve, pause, resume, widen and cancel a campaign."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.audience.find import Where, count_members
from app.campaigns import store
from app.campaigns.model import Campaign
from app.campaigns.refusals import (
    CampaignOver,
    ChangedMeanwhile,
    NeedsAnotherPerson,
    NoPilot,
    NotPossibleNow,
    UnknownCampaign,
)
from app.campaigns.text.load import campaign_in, read_text
from app.campaigns.text.occurrences import next_occurrence
from app.campaigns.text.whom import is_pilot
from app.engine.backend import Backend
from app.messages.documents import CampaignState
from app.programme.model import Programme
from app.storage.client import Database, Row, Session

DRAFT, WAITING, RUNNING = CampaignState.DRAFT, CampaignState.WAITING, CampaignState.RUNNING
PAUSED, CANCELLED = CampaignState.PAUSED, CampaignState.CANCELLED


@dataclass(frozen=True, slots=True)
class Change:
    """What is to become of a campaign, as it was read."""

    record: Row
    changes: Mapping[str, Any]

    async def carry_out(self, database: Database, session: Session | None = None) -> Row:
        """Write it down. Raises ChangedMeanwhile."""
        changed = await store.change_campaign(database, self.record, self.changes, session)
        if changed is None:
            raise ChangedMeanwhile(self.record["_id"])
        return changed


async def submit(backend: Backend, campaign: str, by: str) -> Change:
    """Start a draft; or, where it is for many or worth much, let it wait for a second person's approval.

    Raises UnknownCampaign, NotPossibleNow, CampaignOver, ProgrammeMistakes or ChangedMeanwhile.
    """
    record = await _in(backend, campaign, DRAFT)
    programme = (await backend.programmes.current()).programme
    described = await read_text(backend, record["text"])
    now = backend.clock.now()
    if described.timing.on is None and next_occurrence(described.timing, programme.tz, now) is None:
        raise CampaignOver(campaign).about("campaign")
    # Whoever approves a campaign approves that its pilot is widened.
    members = await count_members(backend, programme, described.audience.when, now, Where(near=described.audience.near))
    if needs_approval(programme, described, members):
        return Change(record, {"state": WAITING.value, "submitted_by": by})
    return Change(record, {"state": RUNNING.value, "submitted_by": by, "started_at": now})


async def approve(backend: Backend, campaign: str, by: str) -> Change:
    """Start a campaign that somebody else submitted. Raises as `submit` does, or NeedsAnotherPerson."""
    record = await _in(backend, campaign, WAITING)
    if record["submitted_by"] == by:
        raise NeedsAnotherPerson(campaign)
    return Change(record, {"state": RUNNING.value, "started_at": backend.clock.now()})


async def reject(backend: Backend, campaign: str) -> Change:
    """Make a campaign that waits for approval a draft again."""
    return Change(await _in(backend, campaign, WAITING), {"state": DRAFT.value, "submitted_by": None})


async def pause(backend: Backend, campaign: str) -> Change:
    """Send nothing for now. What becomes too late meanwhile is not sent at all."""
    return Change(await _in(backend, campaign, RUNNING), {"state": PAUSED.value})


async def resume(backend: Backend, campaign: str) -> Change:
    """Go on with a paused campaign."""
    return Change(await _in(backend, campaign, PAUSED), {"state": RUNNING.value})


async def widen(backend: Backend, campaign: str) -> Change:
    """End the pilot: from now on the campaign is for its whole audience. Raises NoPilot beside the usual."""
    record = await _in(backend, campaign, RUNNING, PAUSED)
    if not is_pilot(record, campaign_in(record["text"])):
        raise NoPilot(campaign).about("campaign")
    return Change(record, {"widened_at": backend.clock.now()})


async def cancel(backend: Backend, campaign: str) -> Change:
    """Send nothing any more, also of what is planned."""
    record = await _in(backend, campaign, DRAFT, WAITING, RUNNING, PAUSED)
    return Change(record, {"state": CANCELLED.value, "calling_off": True})


def needs_approval(programme: Programme, campaign: Campaign, members: int) -> bool:
    """Whether a second person must approve a campaign for so many members."""
    limits, gift = programme.messages.approval, campaign.gift
    repeats = campaign.timing.every is not None or campaign.timing.on is not None
    worth = gift.value * (gift.most if repeats else min(gift.most, members)) if gift and gift.value else 0
    return members > limits.members or worth > limits.value


async def find(backend: Backend, campaign: str) -> Row:
    """The campaign. Raises UnknownCampaign."""
    record = await store.read_campaign(backend.database, campaign)
    if record is None:
        raise UnknownCampaign(campaign).about("campaign")
    return record


async def _in(backend: Backend, campaign: str, *states: CampaignState) -> Row:
    record = await find(backend, campaign)
    if record["state"] not in states:
        possible = " or ".join(states)
        raise NotPossibleNow(campaign, record["state"], possible).about("campaign")
    return record
