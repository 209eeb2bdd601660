"""The demo: three members with a history, a partner's key, and playgrounds signed in as each kind of caller.

It goes with any programme: purchases are in its currency, and what its rules refuse is left out of the history.
"""

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from structlog import get_logger

from app.clock import SystemClock
from app.engine.activities import Activity, ConsentChange, Join, Purchase, Visit
from app.engine.join import known_or_new
from app.engine.record import record
from app.errors import Refusal
from app.identity.callers import Role
from app.identity.development import ISSUER, DevelopmentTokens
from app.identity.errors import Unauthenticated
from app.identity.store import create_key, verify_key
from app.main import MEMBER, PARTNER, STAFF, FirstVisit
from app.members.aliases import external_alias, login_alias
from app.members.consents import Purpose
from app.members.store import read_member
from app.opening import Opened
from app.profile.person import Person
from app.programme.values import minor_unit_exponent

log = get_logger(__name__)

PARTNER_ID = "demo-shop"
AGO = timedelta(days=40)

MEMBER_QUERY = """{
  me {
    name
    wallet { balances { asset { name } available } }
    wheels { name freeSpins tokens }
    mascotGames { name canStart paidToday dailyCap }
  }
}"""
PARTNER_QUERY = """mutation {
  recordPurchase(input: {
    idempotencyKey: "5d1f0d0a-6d3c-4a53-9d54-9a0c7f2b7c11"
    member: {externalId: "anna"}
    reference: "receipt-1001"
    amount: {amount: "%s", currencyCode: "%s"}
  }) {
    outcomes { message }
    reasons { rule message }
    userErrors { code message }
  }
}"""
FIRST_PURCHASE = 2933
STAFF_QUERY = """{
  programmeVersions(first: 5) { nodes { number publishedAt publishedBy } }
}"""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A demo member, and what they have done since joining 40 days ago: on which days after it, and for how much."""

    subject: str
    person: Person
    zone: str
    language: str
    purchases: Mapping[int, int]
    """Minor units, whatever the currency, by day."""
    visits: tuple[int, ...]


NEWCOMERS = (
    Newcomer(
        subject="anna",
        person=Person("Anna de Vries", "anna@example.com", date(1994, 5, 17), "NL-NH"),
        zone="Europe/Amsterdam",
        language="en",
        purchases={1: 2933, 12: 2973, 23: 1496, 36: 2648},
        visits=(5, 30),
    ),
    Newcomer(
        subject="boris",
        person=Person("Boris Petrov", "boris@example.com", date(1988, 11, 2), "BG"),
        zone="Europe/Sofia",
        language="bg",
        purchases={3: 6334, 31: 1177},
        visits=(3, 38),
    ),
    Newcomer(
        subject="chen",
        person=Person("Chen Wei", "chen@example.com", date(2010, 2, 28), "NL"),
        zone="Europe/Amsterdam",
        language="zh",
        purchases={20: 899},
        visits=(20,),
    ),
)


@dataclass(frozen=True, slots=True)
class Demo:
    """What a visitor needs to look around."""

    member_token: str
    partner_key: str
    staff_token: str
    currency: str

    @property
    def first_visits(self) -> dict[str, FirstVisit]:
        """Each playground's first query, signed in."""
        return {
            MEMBER: FirstVisit(MEMBER_QUERY, _bearer(self.member_token)),
            PARTNER: FirstVisit(partner_query(self.currency), _bearer(self.partner_key)),
            STAFF: FirstVisit(STAFF_QUERY, _bearer(self.staff_token)),
        }


async def load_demo(opened: Opened) -> Demo:
    """Make the demo's members, unless they are there, and credentials. For development only: it hands out tokens."""
    settings = opened.settings
    currency = (await opened.backend.programmes.current()).programme.currency
    tokens = DevelopmentTokens(settings.data_dir, mode=settings.mode)
    for newcomer in NEWCOMERS:
        await _live(opened, newcomer, currency)
    return Demo(
        member_token=tokens.issue_member_token(NEWCOMERS[0].subject),
        partner_key=await _partner_key(opened),
        staff_token=tokens.issue_staff_token("demo-staff", [Role.ADMIN]),
        currency=currency,
    )


def partner_query(currency: str) -> str:
    """A purchase to paste, in the programme's currency."""
    return PARTNER_QUERY % (Decimal(FIRST_PURCHASE).scaleb(-minor_unit_exponent(currency)), currency)


async def _live(opened: Opened, newcomer: Newcomer, currency: str) -> None:
    """Join and do everything since. Instants count from joining, so that a start that was cut off is just repeated."""
    backend = opened.backend
    join = Join(zone=newcomer.zone, language=newcomer.language, at=backend.clock.now() - AGO)
    aliases = [login_alias(ISSUER, newcomer.subject), external_alias(newcomer.subject)]
    member = await known_or_new(backend, aliases, join, newcomer.person)
    document = await read_member(backend.database, member)
    assert document is not None, "it was just made"
    joined_at: datetime = document["joined_at"]
    history: list[Activity] = [Join(zone=newcomer.zone, language=newcomer.language, at=joined_at)]
    history += [_purchase(newcomer, joined_at, day, amount, currency) for day, amount in newcomer.purchases.items()]
    history.append(ConsentChange(at=joined_at, purpose=Purpose.PROFILING, granted=True, text_version="demo"))
    history += [Visit(at=joined_at + timedelta(days=day), store="amsterdam", channel="till") for day in newcomer.visits]
    for number, activity in enumerate(sorted(history, key=lambda one: one.at or joined_at)):
        try:
            await record(backend, member, activity, f"demo:{number}", f"partner:{PARTNER_ID}")
        except Refusal as refusal:
            log.warning("demo_activity_refused", member=newcomer.subject, kind=activity.kind, why=str(refusal))


def _purchase(newcomer: Newcomer, joined_at: datetime, day: int, amount: int, currency: str) -> Purchase:
    return Purchase(
        at=joined_at + timedelta(days=day),
        partner=PARTNER_ID,
        reference=f"demo-{newcomer.subject}-{day}",
        amount=amount,
        currency=currency,
        store="amsterdam",
        channel="till",
    )


async def _partner_key(opened: Opened) -> str:
    """The demo shop's key. Stored keys can't be read again, so its text is kept in the data folder."""
    file = opened.settings.data_dir / "demo-partner-key"
    now = SystemClock().now()
    if file.is_file():
        text = file.read_text(encoding="utf-8")
        with contextlib.suppress(Unauthenticated):
            await verify_key(opened.database, text, now)
            return text
    key = await create_key(PARTNER_ID, "Demo shop", created_by="demo", now=now)
    file.touch(mode=0o600)
    file.write_text(key.text, encoding="utf-8")
    return key.text


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}
