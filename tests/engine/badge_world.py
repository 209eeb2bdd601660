"""A programme with badges of every kind, and looks at what members have of them."""

from dataclasses import replace
from datetime import datetime, timedelta

from engine_examples import state_of
from engine_programme import START

from app.badges.state import BadgesState
from app.engine.activities import Purchase, Reported, Return, Visit
from app.engine.backend import Backend
from app.engine.badge_history import history_of
from app.engine.deeds import counting, deeds_in
from app.engine.publishing import publish
from app.engine.record import Recorded
from app.engine.turns import Turns
from app.members.store import read_member
from app.programme.model import Reporter
from app.programme.programmes import Programmes
from app.programme.vocabulary import vocabulary

WITHOUT = """
programme: test
name: Test
languages: [en]
zone: Europe/Amsterdam
currency: EUR
assets:
  points: {name: Points, on_return: within_balance}
  stars: {name: Stars, on_return: may_go_negative}
activities:
  workout: {name: Workout, from: [app, partner], fields: {sport: string, km: number}}
earning:
  - {id: visit, on: visit, earn: points, amount: 5}
"""

BADGES = """\
badges:
  two-visits:
    name: Two visits
    of: [visit]
    target: 2
    rewards: [{earn: points, amount: 100}, {earn: stars, amount: 7}]
  every-third: {name: Every third, of: [purchase], target: 3, times: 3, rewards: [{earn: stars, amount: 10}]}
  often: {name: Often, of: [workout], within_days: 7, target: 3, rewards: [{earn: points, amount: 30}]}
  stores: {name: Stores, of: [visit, purchase], different: activity.store, target: 3}
  spender:
    name: Spender
    of: [purchase]
    sum: activity.amount
    levels:
      - {id: bronze, name: Bronze, target: 50, rewards: [{earn: stars, amount: 1}]}
      - {id: silver, name: Silver, target: 100, rewards: [{earn: stars, amount: 2}]}
  for-ever: {name: For ever, of: [purchase], when: activity.amount >= 20, target: 1, keep_once_earned: true}
  runner: {name: Runner, of: [workout], when: activity.fields.sport == 'run', sum: activity.fields.km, target: 42}
  night: {name: Night owl, of: [visit], hours: 22:00-05:00, target: 1, secret: true}
"""

PROGRAMME = WITHOUT + BADGES


def buys(reference: str, amount: int = 1000, store: str | None = None, at: datetime | None = None) -> Purchase:
    return Purchase(partner="till", reference=reference, amount=amount, currency="EUR", store=store, at=at)


def brings_back(reference: str, amount: int | None = None) -> Return:
    return Return(partner="till", reference=reference, amount=amount)


def visits(store: str | None = None, at: datetime | None = None) -> Visit:
    return Visit(store=store, at=at)


def works_out(days_ago: float = 0, **fields: str) -> Reported:
    return Reported(kind="workout", reporter=Reporter.APP, fields=fields, at=START - timedelta(days=days_ago))


async def badges_of(backend: Backend, member: str) -> BadgesState:
    document = await read_member(backend.database, member)
    assert document is not None
    return BadgesState.from_document(document.get("badges", {}))


async def has(backend: Backend, member: str) -> dict[str, int]:
    """What the member has, and how many times: levels as `spender/bronze`."""
    won = (await badges_of(backend, member)).won
    return {
        badge if one.level is None else f"{badge}/{one.level}": one.times for badge, all_ in won.items() for one in all_
    }


async def recomputed(backend: Backend, member: str) -> dict[str, object]:
    """The tallies that the member's whole history comes to, but for those that measured nothing."""
    state, programme = await state_of(backend, member), (await backend.programmes.current()).programme
    count = counting(programme, state)
    deeds = deeds_in(programme, await history_of(backend.database, count, state))
    tallies = {name: count.tally(badge, deeds) for name, badge in count.badges.items()}
    return {name: tally for name, tally in tallies.items() if tally.value}


def outcomes(recorded: Recorded, kind: str) -> list[tuple[object, ...]]:
    """The outcomes of this type: their facts, without the type."""
    return [tuple(one.values())[1:] for one in recorded["outcomes"] if one["type"] == kind]


def moved(recorded: Recorded, kind: str, badge: str) -> dict[str, int]:
    """What a badge gave, or lost, of each asset."""
    rule = f"badge:{badge}"
    return {
        one["asset"]: one["amount"] for one in recorded["outcomes"] if one["type"] == kind and one.get("rule") == rule
    }


async def published(backend: Backend, text: str) -> Backend:
    """Another process, which runs this programme from now on."""
    await publish(backend.database, text, backend.clock.now(), "tests")
    return replace(backend, programmes=Programmes(backend.database, vocabulary(), lambda: 0.0), turns=Turns())
