"""What members answered is for support, and for nobody who only looks after the books."""

from collections.abc import AsyncIterator

import pytest
from api_world import PROGRAMME, World, key, serving

from app.engine.answer import answer
from app.identity.callers import Role
from app.questions.given import Given
from app.storage.client import Database

QUESTIONS = """
questions:
  drink: {text: What do you drink?, why: Taste., kind: one, options: [{id: tea, label: Tea}, {id: water, label: Water}]}
  milk: {text: With milk?, why: Taste., kind: text, when: member.answers.drink == "tea"}
"""
ANSWERS = '{ member(reference: {externalId: "anna"}) { code answers { id text answer { words } answeredAt counts } } }'


@pytest.fixture
async def world(database: Database) -> AsyncIterator[World]:
    async with serving(database, PROGRAMME + QUESTIONS) as world:
        yield world


async def test_support_sees_what_a_member_answered_and_what_of_it_counts(world: World) -> None:
    member = await world.joined()
    for question, given in {"drink": Given(option="tea"), "milk": Given(text="Oat")}.items():
        await answer(world.backend, member, question, given, key(), "app")
    await answer(world.backend, member, "drink", Given(option="water"), key(), "app")
    at = "2026-03-02T12:00:00.000Z"
    assert (await world.staff(ANSWERS, Role.SUPPORT))["member"]["answers"] == [
        {
            "id": "drink",
            "text": "What do you drink?",
            "answer": {"words": "Water"},
            "answeredAt": at,
            "counts": True,
        },
        {"id": "milk", "text": "With milk?", "answer": {"words": "Oat"}, "answeredAt": at, "counts": False},
    ]


async def test_finance_sees_no_answers(world: World) -> None:
    member = await world.joined()
    await answer(world.backend, member, "drink", Given(option="tea"), key(), "app")
    response = (await world.staff_response(ANSWERS, Role.FINANCE)).json()
    assert [error["extensions"]["code"] for error in response["errors"]] == ["FORBIDDEN"]
    assert "Tea" not in str(response)
