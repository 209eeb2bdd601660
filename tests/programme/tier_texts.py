"""A programme with tiers and memberships, and changed copies of it."""

TIERED = """\
programme: tiered
name: Tiered
languages: [en]
zone: Europe/Amsterdam
currency: EUR
assets:
  points: {name: Points}
  spins: {name: Spins}
earning:
  - {id: shopping, on: purchase, earn: points, amount: 1, per: 1.00}
  - {id: double, on: purchase, earn: points, multiply: 2}
  - {id: spinning, on: visit, earn: spins, amount: 1}
tiers:
  qualify:
    by: earned
    asset: points
    rolling: 12 months
  grace: 1 month
  downgrade: step
  levels:
    - id: silver
      name: Silver
      from: 100
    - id: gold
      name: Gold
      from: 1000
      benefits: [Free delivery]
      multipliers:
        - {earn: points, multiply: 1.5, of: [shopping]}
      rewards: [{earn: spins, amount: 1}]
    - id: plus
      name: Plus
memberships:
  card:
    name: Card
    level: plus
    lasts: 1 year
    price: {asset: points, amount: 1000}
    fee: 25.00
    sku: CARD
    rewards: [{earn: points, amount: 50}]
"""


def tiered(*changes: tuple[str, str]) -> str:
    """The programme with each old part replaced, which must be there."""
    text = TIERED
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text
