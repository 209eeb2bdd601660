"""A small programme that shows every kind of asset and of wheel, and the instant at which the tests start."""

from datetime import UTC, datetime

START = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)

PROGRAMME = """
programme: test
name: Test
languages: [en]
zone: Europe/Amsterdam
currency: EUR
assets:
  points: {name: Points, expires: 12 months, on_return: within_balance}
  miles: {name: Miles, pending: 14d, on_return: only_pending}
  stars: {name: Stars, on_return: may_go_negative}
  spins: {name: Spins}
earning:
  - {id: point-per-euro, on: purchase, earn: points, amount: 1, per: 1.00}
  - {id: mile-per-ten, on: purchase, earn: miles, amount: 1, per: 10.00}
  - {id: star-per-euro, on: purchase, earn: stars, amount: 1, per: 1.00}
  - {id: spin-for-20, on: purchase, when: activity.amount >= 20, earn: spins, amount: 1}
  - {id: visit, on: visit, earn: points, amount: 5}
wheels:
  shiny:
    name: Shiny
    token: spins
    segments:
      - {id: nothing, label: Nothing, weight: 6}
      - {id: ten, label: Ten points, weight: 3, prize: {asset: points, amount: 10}}
      - {id: jackpot, label: Jackpot, weight: 1, prize: {asset: points, amount: 500}, stock: 1}
  one-prize:
    name: One prize
    free: {spins: 2, per: day}
    segments:
      - {id: nothing, label: Nothing, weight: 1}
      - {id: prize, label: The prize, weight: 9, prize: {asset: points, amount: 500}, stock: 1}
  grown-up:
    name: Grown-up
    free: {spins: 1, per: day}
    rules: {minimum_age: 18}
    segments: [{id: nothing, label: Nothing, weight: 1}]
  summer:
    name: Summer
    free: {spins: 1, per: day}
    rules: {starts_on: 2026-06-01, ends_on: 2026-08-31}
    segments: [{id: nothing, label: Nothing, weight: 1}]
  dutch:
    name: Dutch
    free: {spins: 1, per: day}
    rules: {regions: [NL]}
    segments: [{id: nothing, label: Nothing, weight: 1}]
  plenty:
    name: Plenty
    free: {spins: 1, per: day}
    segments: [{id: prize, label: A prize, weight: 1, prize: {asset: points, amount: 1}, stock: 1000}]
  last-one:
    name: Last one
    free: {spins: 2, per: day}
    segments: [{id: prize, label: The prize, weight: 1, prize: {asset: points, amount: 500}, stock: 1}]
causes:
  reef:
    name: Reef
    goal: {money: 10.00}
    accepts:
      - {asset: points, amount: 100, worth: 1.00, smallest: 5}
      - {asset: stars, amount: 1, worth: 0.10}
    share: {percent: 2.5, of: choosers}
  forest: {name: Forest, share: {percent: 10}}
  coats:
    name: Coats
    accepts: [{asset: points, amount: 1, worth: 0.01}, {asset: spins, amount: 1, worth: 0.50}]
  over: {name: Over, ends_on: 2026-03-01, accepts: [{asset: points, amount: 1, worth: 0.01}], share: {percent: 5}}
"""
