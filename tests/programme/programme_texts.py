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
