"""A programme that asks, and members who answer."""

from typing import Any

from engine_examples import backend_on, joined

from app.clock import FixedClock
from app.engine.answer import answer
from app.engine.backend import Backend
from app.engine.record import Recorded
from app.errors import Refusal
from app.profile.person import NOBODY, Person
from app.profile.store import read_profile
from app.questions.given import Given
from app.storage.client import Database

PROGRAMME = """
programme: asking
name: Asking
languages: [en]
zone: Europe/Amsterdam
currency: EUR
assets:
  points: {name: Points}
earning:
  - {id: points, on: purchase, earn: points, amount: 1, per: 1.00}
  - {id: for-tea, on: purchase, when: '"tea" in member.likes', earn: points, amount: 7}
  - {id: birthday, on: visit, when: member.birthday_in_days == 0, earn: points, amount: 100}
wheels:
  tall: {name: Tall, free: {spins: 1, per: day}, rules: {eligible: member.answers.height > 180},
         segments: [{id: nothing, label: Nothing, weight: 1}]}
mascots:
  tall: {name: Tall, asset: points, round_s: 30, appearances: 5, visible_ms: 1000, hit_radius: 80, daily_cap: 60,
         eligible: member.answers.height > 180, kinds: [{id: a, name: A, worth: 1}]}
questions:
  drink:
    text: What do you drink?
    why: So that we never offer you what you dislike.
    kind: one
    options:
      - {id: tea, label: Tea, likes: [tea], dislikes: [coffee]}
      - {id: coffee, label: Coffee, likes: [coffee]}
    reward: {earn: points, amount: 10}
  milk:
    text: With milk?
    why: Some do.
    kind: one
    when: member.answers.drink == "tea"
    options: [{id: with, label: With, likes: [milk]}, {id: without, label: Without}]
    reward: {earn: points, amount: 5}
  height: {text: How tall are you?, why: Lengths., kind: number, min: 100, max: 230, unit: cm}
  more: {text: What else?, why: We read it., kind: text}
"""

TEA, COFFEE = Given(option="tea"), Given(option="coffee")


async def asking(database: Database, clock: FixedClock, programme: str = PROGRAMME) -> Backend:
    return await backend_on(database, clock, programme)


async def asked_member(backend: Backend, person: Person = NOBODY) -> str:
    return await joined(backend, "anna", person)


async def tells(backend: Backend, member: str, question: str, given: Given, key: str) -> Recorded:
    return await answer(backend, member, question, given, key, "app")


async def tries(backend: Backend, member: str, question: str, given: Given, key: str) -> Recorded | str:
    """What was recorded, or the code of the refusal."""
    try:
        return await tells(backend, member, question, given, key)
    except Refusal as refusal:
        return refusal.code


async def stored_answers(backend: Backend, member: str) -> dict[str, Any]:
    """The answers in the profile, without their times."""
    profile = await read_profile(backend.vault, member)
    return {question: kept["value"] for question, kept in profile.get("answers", {}).items()}
