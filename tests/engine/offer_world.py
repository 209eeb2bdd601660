"""The small programme with offers, and vouchers in few words."""

from typing import Any

import pytest
from engine_examples import does, everything
from engine_programme import PROGRAMME

from app.engine.activities import Activity, Item, Purchase, Redemption, RedemptionCancellation
from app.engine.audit.audit import audit
from app.engine.backend import Backend
from app.engine.record import Recorded
from app.errors import Refusal
from app.offers.store import read_voucher, vouchers_of
from app.offers.voucher import Voucher

WITH_OFFERS = f"""{PROGRAMME}
offers:
  tote-bag: {{name: Tote bag, benefit: {{percent: 10}}, cap: {{times: 2, per: month}}, lasts: 10d}}
  last-mug: {{name: The last mug, benefit: {{free: 1, of: [mugs]}}, stock: 1}}
  dinner:
    name: Dinner
    how: buy
    benefit: {{amount: 5.00}}
    price: {{asset: points, amount: 20}}
    refundable: 7d
    stock: 100
    value: 5.00
    cost: 3.00
  for-regulars: {{name: For regulars, benefit: {{amount: 1.00}}, eligible: member.purchases >= 1}}
  summer: {{name: Summer, benefit: {{amount: 1.00}}, from: 2026-06-01, until: 2026-08-31}}
  lucky-bag:
    name: Lucky bag
    surprise:
      - {{id: tea, label: Tea, weight: 1, about: [tea], benefit: {{free: 1, of: [tea]}}}}
      - {{id: coffee, label: Coffee, weight: 1, about: [coffee], benefit: {{free: 1, of: [coffee]}}}}
  next-time:
    name: 20 % off the next purchase
    how: after
    after: {{on: purchase, least: 50.00}}
    benefit: {{percent: 20}}
    smallest_purchase: 10.00
    lasts: 30d
  after-a-visit: {{name: Gift, how: after, after: {{on: visit, when: member.visits == 9}}, benefit: {{access: Party}}}}
  by-hand:
    name: By hand
    how: staff
    benefit: {{percent: 50, of: [books]}}
    price: {{asset: points, amount: 10}}
  free-tea: {{name: Free tea, how: each_visit, about: [tea], benefit: {{free: 1, of: [tea]}}, lasts: 1d}}
  free-coffee: {{name: Free coffee, how: each_visit, about: [coffee], benefit: {{free: 1, of: [coffee]}}, lasts: 1d}}
  soup: {{name: Soup, how: each_visit, about: [soup], benefit: {{percent: 25, of: [soup]}}, lasts: 1d}}
choosing:
  not_again_within: 3d
  alternatives: [[tea, coffee]]
"""


def sip(category: str, reference: str, amount: int = 300) -> Purchase:
    """A purchase of one piece of a category."""
    item = Item(category=category, price=amount)
    return Purchase(partner="till", reference=reference, amount=amount, currency="EUR", items=(item,))


def use(number: int, reference: str = "r9", amount: int | None = 2000, **more: Any) -> Redemption:
    currency = None if amount is None else "EUR"
    return Redemption(
        **{"voucher": number, "partner": "till", "reference": reference, "amount": amount, "currency": currency, **more}
    )


def unuse(number: int, reference: str = "r9", partner: str = "till") -> RedemptionCancellation:
    return RedemptionCancellation(voucher=number, partner=partner, reference=reference)


def outcomes(recorded: Recorded, kind: str) -> list[dict[str, Any]]:
    return [dict(one) for one in recorded["outcomes"] if one["type"] == kind]


def issued(recorded: Recorded) -> list[str]:
    """The offers that an activity issued vouchers of."""
    return [one["offer"] for one in outcomes(recorded, "voucher_issued")]


async def voucher_of(backend: Backend, member: str, number: int) -> Voucher:
    found = await read_voucher(backend.database, member, number)
    assert found is not None
    return found


async def all_vouchers(backend: Backend, member: str) -> list[Voucher]:
    return await vouchers_of(backend.database, member, 100)


async def refused(backend: Backend, member: str, activity: Activity) -> tuple[str, str | None]:
    """The code and field it is refused with; and nothing at all was written."""
    before = await everything(backend.database)
    with pytest.raises(Refusal) as raised:
        await does(backend, member, activity, "refused")
    assert str(raised.value)
    assert await everything(backend.database) == before
    return raised.value.code, (raised.value.field or (None,))[0]


async def check_books(backend: Backend) -> None:
    assert (await audit(backend.database)).violations == []
