"""What is stored of a member: one document of game state, and the names the member is known by.

No personal data is kept here: it lives in `app.profile`. The sub-documents `wallet`, `wheels`, `earning`, `causes`,
`mascots`, `check_ins`, `streaks`, `questions`, `badges`, `offers`, `referral`, `tiers` and `consents` belong to the
rooms of those names, `taste` to the offers, `warnings` to the wallet and `rhythm` to this room. They alone read and
write their insides.
"""

from datetime import datetime
from typing import Any

from beanie import Document
from pydantic import BaseModel
from pymongo import ASCENDING, IndexModel


class Stats(BaseModel):
    """Running totals over a member's activities, kept with every commit."""

    purchases: int = 0
    spent: int = 0
    """Minor units of the programme's currency, net of returns."""
    visits: int = 0
    first_purchase_at: datetime | None = None
    last_purchase_at: datetime | None = None
    last_visit_at: datetime | None = None
    last_store: str | None = None
    """Where the member last bought, visited or checked in at a store, and when."""
    last_store_at: datetime | None = None


class Member(Document):
    """A member's game state: the consistency boundary, and the one read behind the home screen."""

    id: str  # type: ignore[assignment]  # Beanie declares an ObjectId
    """Random, `mem_...`: says nothing about the person."""
    version: int
    """Goes up by one with each commit; whoever writes names the version it has read."""
    code: str
    """What the app shows as a QR code at the till; empty once the member is erased."""
    joined_at: datetime
    zone: str
    language: str
    stats: Stats
    wallet: dict[str, Any]
    transactions: int
    """How many ledger transactions the member has: the number of the last one."""
    messages: int = 0
    """How many messages came into the member's inbox: the number of the last one."""
    due_at: datetime | None
    """When time alone next changes the wallet, a streak or the tier, or a warning is due: the sweep looks here."""
    wheels: dict[str, Any]
    wheel_root: bytes
    """The secret behind the member's server seeds and mascot rounds; never shown."""
    earning: dict[str, Any] = {}
    """Missing in the documents of members who have done nothing since the rules keep something here."""
    causes: dict[str, Any] = {}
    """Empty until the member gives something or chooses a cause."""
    mascots: dict[str, Any] = {}
    check_ins: dict[str, Any] = {}
    streaks: dict[str, Any] = {}
    questions: dict[str, Any] = {}
    badges: dict[str, Any] = {}
    """Empty until something is counted under a programme with badges."""
    offers: dict[str, Any] = {}
    taste: dict[str, Any] = {}
    """What the offers have learnt of the member's taste."""
    referral: dict[str, Any] = {}
    """Empty until the member invites somebody or was invited."""
    tiers: dict[str, Any] = {}
    beside: int = 0
    """Goes up with each change of what lies beside the document: see `app.members.store.claim_member`."""
    consents: dict[str, Any] = {}
    """By purpose, what the member said last: see `app.members.consents`."""
    erased_at: datetime | None = None
    """Since when there is nobody behind it: kept for the books alone, and read as if it were not there."""
    rhythm: dict[str, Any] = {}
    """On which days the member was active, and how far apart these usually are."""
    warnings: dict[str, Any] = {}
    """Of what is about to expire; empty under a programme that warns of nothing."""

    class Settings:
        name = "members"
        indexes = [
            IndexModel([("due_at", ASCENDING)], partialFilterExpression={"due_at": {"$type": "date"}}),
            IndexModel([("badges.print", ASCENDING)]),
            IndexModel([("warnings.print", ASCENDING)]),
            IndexModel([("zone", ASCENDING)]),
            IndexModel([("stats.last_visit_at", ASCENDING)]),
            IndexModel([("stats.last_purchase_at", ASCENDING)]),
        ]


class Alias(Document):
    """A name that leads to one member: `login:<issuer>|<subject>`, `external:<id>` or `code:<code>`.

    The name is the id, so it is unique on a sharded cluster too.
    """

    id: str  # type: ignore[assignment]  # Beanie declares an ObjectId
    member: str

    class Settings:
        name = "aliases"
        indexes = [IndexModel([("member", ASCENDING)])]
