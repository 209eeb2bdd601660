"""What was paid for answers, and which were given, when somebody changes it behind the engine's back."""

import pytest
from master_keys import MASTER_KEYS

from app.clock import FixedClock
from app.engine.activities import AnswerWithdrawal, Join
from app.engine.answer import answer
from app.engine.audit.audit import audit
from app.engine.audit.report import Check
from app.engine.backend import Backend
from app.engine.collections import DOCUMENTS
from app.engine.join import join
from app.engine.record import record
from app.programme.programmes import Programmes
from app.programme.publish import publish
from app.programme.vocabulary import vocabulary
from app.questions.given import Given
from app.storage.client import Database
from app.storage.indexes import prepare

PROGRAMME = """
programme: audited
name: Audited
languages: [en]
zone: Europe/Amsterdam
currency: EUR
assets: {points: {name: Points}}
questions:
  height: {text: How tall?, why: Lengths., kind: number, reward: {earn: points, amount: 10}}
  more: {text: What else?, why: We read it., kind: text}
"""


@pytest.fixture
async def member(database: Database, clock: FixedClock) -> str:
    """A member who answered, changed the answer, took it back and answered again."""
    await prepare(database, DOCUMENTS)
    await publish(database, PROGRAMME, clock.now(), "tests", vocabulary())
    backend = Backend(database, clock, Programmes(database, vocabulary(), lambda: 0.0), MASTER_KEYS)
    joined = await join(backend, "login:anna", Join(zone="Europe/Amsterdam", language="en"), "join", "app")
    name = str(joined["member"])
    await answer(backend, name, "height", Given(number=170), "a1", "app")
    await answer(backend, name, "height", Given(number=171), "a2", "app")
    await record(backend, name, AnswerWithdrawal(question="height"), "w", "app")
    await answer(backend, name, "height", Given(number=172), "a3", "app")
    await answer(backend, name, "more", Given(text="x"), "a4", "app")
    return name


async def found(database: Database) -> list[str]:
    report = await audit(database)
    return [violation.words for violation in report.violations if violation.kind is Check.QUESTION]


async def test_answers_that_were_given_add_up(database: Database, member: str) -> None:
    assert (await audit(database)).violations == []


async def test_a_question_that_was_paid_for_twice_is_found(database: Database, member: str) -> None:
    first = await database.activities.find_one({"key": "a1"})
    assert first is not None
    await database.activities.update_one({"key": "a2"}, {"$set": {"outcomes": first["outcomes"]}})
    assert await found(database) == ["was paid 2 times for the question height"]


async def test_an_answer_that_the_member_document_has_forgotten_is_found(database: Database, member: str) -> None:
    await database.members.update_one({"_id": member}, {"$unset": {"questions.first.more": ""}})
    assert await found(database) == ["knows nothing of an answer to the question more; the activities say otherwise"]


async def test_an_answer_that_nobody_gave_is_found(database: Database, member: str) -> None:
    await database.activities.delete_one({"key": "a4"})
    assert await found(database) == ["knows of an answer to the question more; the activities say otherwise"]
