"""Draft a campaign, and change it while it is a draft."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from pymongo.errors import DuplicateKeyError

from app.campaigns import store
from app.campaigns.refusals import CampaignExists, ChangedMeanwhile
from app.campaigns.steering.control import Change
from app.campaigns.text.load import read_text
from app.engine.backend import Backend
from app.messages.documents import CampaignState
from app.storage.client import Database, Row, Session


@dataclass(frozen=True, slots=True)
class Draft:
    """A text to save: as a new campaign, or in the place of what `before` has."""

    campaign: Row
    before: Row | None

    async def carry_out(self, database: Database, session: Session | None = None) -> Row:
        """Write it down. Raises ChangedMeanwhile."""
        if self.before is not None:
            return await Change(self.before, {"text": self.campaign["text"]}).carry_out(database, session)
        try:
            await store.insert_campaign(database, self.campaign, session)
        except DuplicateKeyError:
            raise ChangedMeanwhile(self.campaign["_id"]) from None
        return self.campaign


async def draft(backend: Backend, text: str, by: str) -> Draft:
    """Make a text the draft of the campaign it names. Raises ProgrammeMistakes, CampaignExists."""
    campaign = await read_text(backend, text)
    before = await store.read_campaign(backend.database, campaign.campaign)
    if before is not None and before["state"] != CampaignState.DRAFT:
        raise CampaignExists(campaign.campaign, before["state"]).about("text")
    return Draft(_new(campaign.campaign, text, by, backend.clock.now()), before)


def _new(campaign: str, text: str, by: str, now: datetime) -> Row:
    return {
        "_id": campaign,
        "text": text,
        "state": CampaignState.DRAFT.value,
        "version": 1,
        "salt": secrets.token_hex(8),
        "created_at": now,
        "created_by": by,
        "submitted_by": None,
        "started_at": None,
        "planned_until": None,
        "gifts": 0,
    }
