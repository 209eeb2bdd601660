"""What is stored of campaigns: their texts, their occurrences, and one row for each delivery."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from beanie import Document
from pymongo import ASCENDING, DESCENDING, IndexModel

from app.messages.decision import Decision

LANES = 32
"""Members are spread over so many lanes; what is sent to one member is decided in one place at a time."""


LISTENING = LANES
"""The lane of whoever listens to what members do."""
PLANNING = LANES + 1
"""Asked for like a lane, and leased to nobody: each occurrence has a lease of its own."""
REPORTING = LANES + 2
"""The lane of whoever computes the reports of large campaigns."""


class CampaignState(StrEnum):
    """How far a campaign has come."""

    DRAFT = "draft"
    WAITING = "waiting"
    """For a second person's approval."""
    RUNNING = "running"
    """Its time will come, or has."""
    PAUSED = "paused"
    ENDED = "ended"
    CANCELLED = "cancelled"


class CampaignRecord(Document):
    """A campaign. Its id is the one in its text, which can be changed while it is a draft."""

    id: str  # type: ignore[assignment]  # Beanie declares an ObjectId
    text: str
    """The YAML text, to the letter."""
    state: CampaignState
    version: int
    """Goes up by one with each change; whoever writes names the version they have read."""
    salt: str
    """What the drawing of groups starts from: drawn once, so that nobody changes group."""
    created_at: datetime
    created_by: str
    submitted_by: str | None = None
    started_at: datetime | None = None
    resting_until: datetime | None = None
    """Nothing is sent before: a channel could take no more."""
    calling_off: bool = False
    """Whether it was cancelled, and deliveries of it may still be planned."""
    planned_until: datetime | None = None
    """All occurrences whose earliest instant is not later have been made."""
    widened_at: datetime | None = None
    """When its pilot ended."""
    gifts: int = 0
    """How many were given away."""

    class Settings:
        name = "campaigns"
        indexes = [IndexModel([("state", ASCENDING)]), IndexModel([("created_at", DESCENDING)])]


class OccurrenceRecord(Document):
    """One time at which a campaign happens, in one zone or in all: its id names it, so nobody can make it twice."""

    id: str  # type: ignore[assignment]  # Beanie declares an ObjectId
    campaign: str
    key: str
    wall: datetime
    """What the wall clock shows, kept as if it were UTC."""
    zone: str
    """Whose wall clock it is."""
    local: bool
    """Whether it is for members in this zone only; the other zones have their own."""
    planned: bool
    """Whether every delivery has been written."""
    pilot: bool = False
    """Whether some were written while the campaign had a pilot, and so for its members only."""
    after: str
    """The id of the last member whose delivery has been written."""
    owner: str | None
    until: datetime | None
    token: int
    """Who plans it, and until when nobody else may: as with lanes."""
    members: int
    """How many deliveries have been written."""

    class Settings:
        name = "occurrences"
        indexes = [
            IndexModel([("campaign", ASCENDING), ("key", DESCENDING)]),
            IndexModel([("planned", ASCENDING)], partialFilterExpression={"planned": False}),
            IndexModel([("campaign", ASCENDING)], name="pilots", partialFilterExpression={"pilot": True}),
        ]


class Delivery(Document):
    """One message to one member by one channel: `<campaign>:<occurrence>:<member>:<step>`, so never twice.

    The first step of an occurrence says which group the member is in, whatever became of the message.
    """

    id: str  # type: ignore[assignment]  # Beanie declares an ObjectId
    campaign: str
    occurrence: str
    member: str
    step: int
    channel: str
    """`inbox` for a campaign without channels."""
    arm: str
    """The variant, or `holdout`."""
    decision: Decision
    began_at: datetime
    """When the first step was due: the goal counts from then on, in every group."""
    set_off_at: datetime | None = None
    """For a first step that waits: who reaches the goal from then on need not be told."""
    due_at: datetime
    """When it was due first."""
    send_at: datetime
    """When to look at it next."""
    priority: int
    tags: list[str]
    exempt: bool = False
    """Whether it is sent whatever the caps say."""
    lane: int
    fence: int = 0
    """The token of the lane's owner who looked at it last."""
    attempts: int = 0
    counted: bool = False
    """Whether an earlier step of the cascade was sent, and so the caps have counted the message."""
    gift: bool = False
    """Whether one of the campaign's gifts is set aside for it."""
    decided_at: datetime | None = None
    provider_id: str | None = None
    why: str | None = None
    """What the channel said where it refused; the campaigns that left no room where it was capped."""
    opened_at: datetime | None = None

    class Settings:
        name = "deliveries"
        indexes = [
            IndexModel(
                [("lane", ASCENDING), ("send_at", ASCENDING)],
                name="to_do",
                partialFilterExpression={"decision": Decision.PLANNED.value},
            ),
            IndexModel(
                [("lane", ASCENDING), ("fence", ASCENDING)],
                name="under_way",
                partialFilterExpression={"decision": Decision.SENDING.value},
            ),
            IndexModel([("member", ASCENDING), ("send_at", DESCENDING)]),
            IndexModel([("campaign", ASCENDING), ("occurrence", ASCENDING), ("decision", ASCENDING)]),
            IndexModel([("campaign", ASCENDING), ("member", ASCENDING), ("due_at", DESCENDING)]),
        ]


class KeptReport(Document):
    """The report of a large campaign, whose id it has: the last one that was computed, and how far the next one is."""

    id: str  # type: ignore[assignment]  # Beanie declares an ObjectId
    asked_at: datetime | None = None
    """When the next one was asked for; None when none is to come."""
    done: int = 0
    of: int = 0
    """How many deliveries the next one has counted, of how many."""
    as_of: datetime | None = None
    tally: dict[str, Any] | None = None
    """What was counted as of that instant, as `campaigns.kept` writes it."""

    class Settings:
        name = "campaign_reports"
        indexes = [IndexModel([("asked_at", ASCENDING)], partialFilterExpression={"asked_at": {"$type": "date"}})]


class Lane(Document):
    """A lease: who works off a lane. Each new owner has a higher token, which fences off the ones before."""

    id: int  # type: ignore[assignment]  # Beanie declares an ObjectId
    owner: str
    until: datetime
    token: int
    asked: datetime | None = None
    """When its next turn was asked for; None when there is none to come."""
    place: dict[str, Any] | None = None
    """Where whoever listens to the activities has stopped, in the words of MongoDB's change streams."""

    class Settings:
        name = "lanes"


def occurrence_id(campaign: str, key: str, zone: str | None = None) -> str:
    """The id of an occurrence, or of the part of it that is in a zone."""
    return f"{campaign}:{key}:{zone}" if zone else f"{campaign}:{key}"


def delivery_id(campaign: str, occurrence: str, member: str, step: int) -> str:
    """The id of a delivery."""
    return f"{campaign}:{occurrence}:{member}:{step}"


def delivery_row(**fields: Any) -> dict[str, Any]:
    """A delivery as it is first stored."""
    name = delivery_id(fields["campaign"], fields["occurrence"], fields["member"], fields["step"])
    return {"_id": name, "decision": Decision.PLANNED.value, "fence": 0, "attempts": 0, "gift": False, **fields}
