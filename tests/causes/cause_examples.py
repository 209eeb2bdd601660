"""A programme with one cause of each kind."""

from datetime import UTC, datetime

from app.programme.load import load
from app.programme.model import Programme
from app.programme.vocabulary import vocabulary

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)

PROGRAMME = """
programme: causes
name: Causes
languages: [en]
zone: Europe/Amsterdam
currency: EUR
assets:
  points: {name: Points}
  stars: {name: Stars}
causes:
  reef:
    name: Reef
    goal: {money: 10.00}
    accepts:
      - {asset: points, amount: 100, worth: 0.50, smallest: 10}
      - {asset: stars, amount: 3, worth: 1.00}
    share: {percent: 2.5, of: choosers}
  trees: {name: Trees, share: {percent: 0.5, of: everybody}}
  coats:
    name: Coats
    goal: {asset: stars, amount: 30}
    accepts: [{asset: stars, amount: 1000, worth: 0.10}]
  march:
    name: March
    starts_on: 2026-03-02
    ends_on: 2026-03-31
    accepts: [{asset: points, amount: 1, worth: 1.00}]
    share: {percent: 10}
"""


def programme() -> Programme:
    return load(PROGRAMME, vocabulary())
