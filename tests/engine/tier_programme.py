"""A programme with tiers by points earned in a calendar quarter, and cards that are bought."""

from app.engine.activities import Item, Purchase
from app.engine.record import Recorded
from app.storage.client import Row

TIERS = """
programme: tiers
name: Tiers
languages: [en]
zone: Europe/Amsterdam
currency: EUR
assets:
  points: {name: Points, expires: 12 months, on_return: within_balance}
  spins: {name: Spins, on_return: may_go_negative}
  gems: {name: Gems, on_return: only_pending}
earning:
  - {id: point-per-euro, on: purchase, earn: points, amount: 1, per: 1.00}
  - {id: gold-bonus, on: visit, when: 'member.tier in ["gold", "vip"]', earn: gems, amount: 7}
  - {id: card-bonus, on: visit, when: '"card" in member.memberships', earn: gems, amount: 1}
  - {id: happy, on: purchase, when: activity.store == "happy", earn: points, multiply: 1.2}
tiers:
  qualify: {by: earned, asset: points, calendar: quarter}
  grace: 10d
  levels:
    - {id: silver, name: Silver, from: 100, rewards: [{earn: points, amount: 10}]}
    - id: gold
      name: Gold
      from: 200
      multipliers: [{earn: points, multiply: 1.5}]
      rewards: [{earn: spins, amount: 3}]
    - {id: vip, name: VIP, rewards: [{earn: spins, amount: 5}], each_time: true}
memberships:
  card: {name: Card, level: vip, lasts: 1 year, sku: CARD, fee: 25.00, rewards: [{earn: gems, amount: 2}]}
  trial: {name: Trial, level: silver, lasts: 7d, price: {asset: points, amount: 50}, rewards: [{earn: gems, amount: 1}]}
"""


def with_card(reference: str = "card", amount: int = 6_000, pieces: int = 1) -> Purchase:
    """A purchase with a card of 25.00 among its items."""
    card, book = Item(category="card", price=2_500, quantity=pieces, sku="CARD"), Item(category="book", price=3_500)
    return Purchase(partner="till", reference=reference, amount=amount, currency="EUR", items=(card, book))


def told(recorded: Recorded, kind: str) -> list[Row]:
    """The outcomes of one type."""
    return [one for one in recorded["outcomes"] if one["type"] == kind]


def levels(recorded: Recorded) -> list[str | None]:
    """The levels that an activity led to."""
    return [one["after"] for one in told(recorded, "tier_changed")]


def gave(recorded: Recorded) -> dict[str, int]:
    """What each rule gave, or what was due back of it."""
    found = {one["rule"]: one["amount"] for one in told(recorded, "earned")}
    return found | {one["rule"]: -one["due"] for one in told(recorded, "taken_back")}


def counted(recorded: Recorded) -> list[tuple[str, int]]:
    """What counted in which bucket."""
    return [(one["bucket"], one["amount"]) for one in told(recorded, "tier_counted")]
