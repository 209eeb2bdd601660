"""A small programme, and what is wrong with changed copies of it."""

from app.programme.load import load
from app.programme.mistakes import Mistake, ProgrammeMistakes
from app.programme.vocabulary import vocabulary

SMALL = """\
programme: small
name: {en: Small, nl: Klein}
languages: [en, nl]
zone: Europe/Amsterdam
currency: EUR
largest_purchase: 500.00
assets:
  points:
    name: Points
    pending: 14d
    expires: 12 months
  spins:
    name: {en: Spins, nl: Draaien}
earning:
  - id: shopping
    on: purchase
    when: activity.amount >= 10
    earn: points
    amount: 10
    per: 2.50
  - id: dropping-by
    on: visit
    earn: spins
    amount: 1
wheels:
  lucky:
    name: Lucky
    token: spins
    free:
      spins: 1
      per: day
    rules:
      starts_on: 2027-03-01
      ends_on: 2027-03-31
      minimum_age: 18
      regions: [NL, BE-VLG]
      eligible: member.purchases > 0
    segments:
      - id: nothing
        label: Nothing
        weight: 9
        stock: 5
      - id: points
        label: Ten
        weight: 1
        prize: {asset: points, amount: 10}
        value: 0.25
        stock: 3
        cap: {times: 1, per: week}
causes:
  reef:
    name: Reef
    image: https://example.org/reef.jpg
    starts_on: 2027-05-01
    ends_on: 2027-05-31
    goal: {money: 900.00}
    accepts:
      - asset: points
        amount: 100
        worth: 1.05
        smallest: 20
    share: {percent: 2.5, of: choosers}
  trees: {name: Trees, share: {percent: 97, of: everybody}}
"""

RULES = """\
  - {id: double, on: purchase, earn: points, multiply: 2, of: [shopping]}
  - id: happy-hour
    on: visit
    from: 2027-03-01 09:00
    until: 2027-03-31
    weekdays: [sat, sun]
    hours: 17:00-19:00
    earn: spins
    amount: 1
    cap: {amount: 5, per: week}
    budget: 100
  - {id: soon, on: visit, earn: spins, decay: [{within: 7d, amount: 5}, {within: 1 month, amount: 2}]}
  - {id: back, on: purchase, when: member.days_since_purchase > 120, holds_until: month, earn: points, multiply: 5}
  - {id: shares, on: share, when: activity.fields.network == "mastodon", earn: points, amount: 5, first: true}
stacking: add
activities:
  share:
    name: Share
    from: [app, partner]
    daily_limit: 3
    fields:
      network: string
  review: {name: Review, from: [app], fields: {stars: int, network: string}}
  visit: {name: Visit, from: [app, partner]}
referral:
  name: Friends
  link: https://example.org/{code}
  smallest_purchase: 20.00
  inviter: {sent: {earn: points, amount: 1}, joined: {earn: points, amount: 5}}
  limits: {sent: {times: 3, per: week}, friends: 3}
wheels:
"""
"""Rules and activities with everything that can stand in them."""
FULL = SMALL.replace("wheels:\n", RULES, 1)


def changed(*changes: tuple[str, str]) -> str:
    """The small programme with parts of its text replaced; each part must be there."""
    text = SMALL
    for old, new in changes:
        assert old in text, f"not in the small programme: {old}"
        text = text.replace(old, new, 1)
    return text


def mistakes_in(text: str) -> list[Mistake]:
    """What is wrong with a text; nothing when it is a valid programme."""
    try:
        load(text, vocabulary())
    except ProgrammeMistakes as wrong:
        return wrong.mistakes
    return []


def the_mistake_in(text: str) -> Mistake:
    """The only thing that is wrong with a text."""
    [mistake] = mistakes_in(text)
    return mistake


def line_of(part: str, text: str) -> int:
    """On which line of the text the part stands first, counted from 1."""
    return text[: text.index(part)].count("\n") + 1
