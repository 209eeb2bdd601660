"""One question answered by many at once: it pays once, and the last answer stays."""

import pytest
from engine_examples import backend_on, does, state_of, tried, wallet
from question_world import COFFEE, PROGRAMME, TEA, asked_member, stored_answers, tells, tries
from test_races import AT_ONCE, all_at_once, check_books, codes, fifty

from app.clock import FixedClock
from app.engine.activities import AnswerWithdrawal
from app.engine.audit.audit import audit
from app.engine.backend import Backend
from app.questions.given import Given
from app.storage.client import Database


@pytest.fixture
async def backend(database: Database, clock: FixedClock) -> Backend:
    return await backend_on(database, clock, PROGRAMME)


async def test_fifty_answers_to_one_question_pay_once(fleet: list[Backend]) -> None:
    member = await asked_member(fleet[0])
    said = [
        tries(backend, member, "drink", TEA if n % 2 else COFFEE, f"a{n}") for n, backend in enumerate(fifty(fleet))
    ]
    answers = await all_at_once(said)
    assert codes(answers) == {"recorded": AT_ONCE}
    first = [answer for answer in answers if not isinstance(answer, str) and answer["outcomes"][0]["first"]]
    assert len(first) == 1
    assert await wallet(fleet[0], member) == {"points": 10}
    assert (await stored_answers(fleet[0], member))["drink"] in ("tea", "coffee")
    assert (await audit(fleet[0].database)).violations == []
    await check_books(fleet[0], member)


async def test_fifty_sends_of_one_answer_are_one_and_fifty_equal_answers(fleet: list[Backend]) -> None:
    member = await asked_member(fleet[0])
    answers = await all_at_once([tells(backend, member, "drink", TEA, "a") for backend in fifty(fleet)])
    assert all(answer == answers[0] for answer in answers)
    assert await fleet[0].database.activities.count_documents({"kind": "answer"}) == 1
    assert await wallet(fleet[0], member) == {"points": 10}


async def test_answering_and_taking_back_at_once_never_pays_twice(fleet: list[Backend]) -> None:
    member = await asked_member(fleet[0])
    await tells(fleet[0], member, "drink", TEA, "a")
    both = [
        tried(backend, member, AnswerWithdrawal(question="drink"), f"x{n}")
        if n % 2
        else tries(backend, member, "drink", COFFEE, f"x{n}")
        for n, backend in enumerate(fifty(fleet))
    ]
    answers = codes(await all_at_once(both))
    assert set(answers) <= {"recorded", "NOT_ANSWERED"}
    assert await wallet(fleet[0], member) == {"points": 10}
    assert (await audit(fleet[0].database)).violations == []


async def test_an_answer_is_refused_where_the_one_it_depends_on_goes_at_the_same_moment(fleet: list[Backend]) -> None:
    member = await asked_member(fleet[0])
    await tells(fleet[0], member, "drink", TEA, "a")
    leaving = does(fleet[0], member, AnswerWithdrawal(question="drink"), "w")
    staying = [tries(backend, member, "milk", Given(option="with"), f"m{n}") for n, backend in enumerate(fifty(fleet))]
    _, *answers = await all_at_once([leaving, *staying])
    told = codes(answers)
    assert set(told) <= {"recorded", "NOT_ASKED"}
    rows = await fleet[0].database.activities.find({"member": member}).sort("number", 1).to_list()
    kinds = [row["kind"] for row in rows]
    assert "answer" not in kinds[kinds.index("answer_withdrawal") :]
    assert set((await state_of(fleet[0], member)).questions.first) <= {"drink", "milk"}
