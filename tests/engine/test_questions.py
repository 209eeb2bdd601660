"""Answers through the engine, on a real MongoDB: what is kept where, what pays, and what decides by them."""

from datetime import date, timedelta

import pytest
from engine_examples import does, everything, joined, purchase, reasons_of, state_of, tried, wallet
from question_world import COFFEE, PROGRAMME, TEA, asked_member, asking, stored_answers, tells, tries

from app.clock import FixedClock
from app.engine.activities import AnswerWithdrawal, ConsentChange, QuestionSkip, RoundStart, Spin, Visit
from app.engine.audit.audit import audit
from app.engine.backend import Backend
from app.engine.surroundings import NOTHING, surroundings_of
from app.members.consents import Purpose
from app.profile.person import Person
from app.programme.publish import publish
from app.programme.vocabulary import vocabulary
from app.questions.given import Given
from app.storage.client import Database

SECRET = "I am afraid of magpies"


@pytest.fixture
async def backend(database: Database, clock: FixedClock) -> Backend:
    return await asking(database, clock)


async def types(backend: Backend, member: str) -> list[str]:
    rows = await backend.database.activities.find({"member": member}).sort("number", 1).to_list()
    return [outcome["type"] for row in rows for outcome in row["outcomes"]]


async def test_the_first_answer_pays_and_no_later_one_does(backend: Backend) -> None:
    member = await asked_member(backend)
    first = await tells(backend, member, "drink", TEA, "a1")
    assert [one["type"] for one in first["outcomes"]] == ["answered", "earned"]
    assert (first["outcomes"][1]["rule"], first["outcomes"][1]["amount"]) == ("question:drink", 10)
    changed = await tells(backend, member, "drink", COFFEE, "a2")
    assert [one["type"] for one in changed["outcomes"]] == ["answered"]
    assert reasons_of(changed) == {"question:drink": "it pays for the first answer only"}
    assert await stored_answers(backend, member) == {"drink": "coffee"}
    assert await wallet(backend, member) == {"points": 10}


async def test_an_answer_taken_back_is_gone_and_pays_nothing_when_it_comes_again(backend: Backend) -> None:
    member = await asked_member(backend)
    await tells(backend, member, "drink", TEA, "a1")
    await does(backend, member, AnswerWithdrawal(question="drink"), "w")
    assert await stored_answers(backend, member) == {}
    assert await wallet(backend, member) == {"points": 10}
    await tells(backend, member, "drink", TEA, "a2")
    assert await stored_answers(backend, member) == {"drink": "tea"}
    assert await wallet(backend, member) == {"points": 10}
    assert (await audit(backend.database)).violations == []


async def test_without_the_answer_it_depended_on_another_no_longer_counts_but_is_not_forgotten(
    backend: Backend,
) -> None:
    member = await asked_member(backend)
    await tells(backend, member, "drink", TEA, "a1")
    await tells(backend, member, "milk", Given(option="with"), "a2")
    await does(backend, member, AnswerWithdrawal(question="drink"), "w")
    assert await stored_answers(backend, member) == {"milk": "with"}
    assert await tries(backend, member, "milk", Given(option="without"), "a3") == "NOT_ASKED"
    assert await tried(backend, member, AnswerWithdrawal(question="milk"), "w2") != "NOT_ASKED"
    assert await stored_answers(backend, member) == {}


async def test_whoever_refuses_profiling_is_judged_by_no_answer_until_they_agree_again(backend: Backend) -> None:
    member = await asked_member(backend)
    await tells(backend, member, "drink", TEA, "a1")
    await does(backend, member, ConsentChange(purpose=Purpose.PROFILING, granted=False, text_version="1"), "c1")
    refused = await does(backend, member, purchase("r1", 100), "p1")
    await does(backend, member, ConsentChange(purpose=Purpose.PROFILING, granted=True, text_version="1"), "c2")
    agreed = await does(backend, member, purchase("r2", 100), "p2")
    earned = [[one["rule"] for one in recorded["outcomes"]] for recorded in (refused, agreed)]
    assert earned == [["points"], ["points", "for-tea"]]
    assert await stored_answers(backend, member) == {"drink": "tea"}


async def test_what_is_liked_decides_what_a_purchase_earns(backend: Backend) -> None:
    member = await asked_member(backend)
    before = await does(backend, member, purchase("r1", 100), "p1")
    await tells(backend, member, "drink", TEA, "a1")
    liked = await does(backend, member, purchase("r2", 100), "p2")
    await does(backend, member, AnswerWithdrawal(question="drink"), "w")
    after = await does(backend, member, purchase("r3", 100), "p3")
    earned = [[one["rule"] for one in recorded["outcomes"]] for recorded in (before, liked, after)]
    assert earned == [["points"], ["points", "for-tea"], ["points"]]


async def test_answers_decide_who_may_spin_and_play(backend: Backend) -> None:
    member = await asked_member(backend)
    assert await tried(backend, member, Spin(wheel="tall"), "s1") == "NOT_ELIGIBLE"
    assert await tried(backend, member, RoundStart(game="tall"), "r1") == "NOT_ELIGIBLE_TO_PLAY"
    await tells(backend, member, "height", Given(number=180), "h1")
    assert await tried(backend, member, Spin(wheel="tall"), "s2") == "NOT_ELIGIBLE"
    await tells(backend, member, "height", Given(number=181), "h2")
    assert not isinstance(await tried(backend, member, Spin(wheel="tall"), "s3"), str)
    assert not isinstance(await tried(backend, member, RoundStart(game="tall"), "r2"), str)


async def test_a_birthday_is_known_by_the_date_of_birth(backend: Backend, clock: FixedClock) -> None:
    member = await asked_member(backend, Person(birth_date=date(1990, 3, 3)))
    await does(backend, member, Visit(), "v1")
    assert await wallet(backend, member) == {}
    clock.instant += timedelta(hours=12)  # 1 a.m. on 3 March in Amsterdam
    await does(backend, member, Visit(), "v2")
    assert await wallet(backend, member) == {"points": 100}


async def test_an_answer_is_in_the_profile_and_nowhere_else(backend: Backend) -> None:
    member = await asked_member(backend)
    recorded = await tells(backend, member, "more", Given(text=SECRET), "a1")
    assert set(recorded["said"]) == {"question", "details"}
    found = {name for name, rows in (await everything(backend.database)).items() if SECRET in repr(rows)}
    assert found == set(), "the profile is sealed"
    assert await stored_answers(backend, member) == {"more": SECRET}
    await does(backend, member, AnswerWithdrawal(question="more"), "w")
    assert SECRET not in repr(await everything(backend.database))


async def test_equal_answers_of_two_members_have_different_fingerprints(backend: Backend) -> None:
    anna, boris = await joined(backend, "anna"), await joined(backend, "boris")
    said = [(await tells(backend, member, "drink", TEA, "a"))["said"] for member in (anna, boris)]
    assert said[0]["question"] == said[1]["question"]
    assert said[0]["details"] != said[1]["details"]


async def test_the_same_answer_under_one_key_is_answered_as_before_and_another_is_refused(backend: Backend) -> None:
    member = await asked_member(backend)
    first = await tells(backend, member, "drink", TEA, "a1")
    await tells(backend, member, "drink", COFFEE, "a2")
    assert await tells(backend, member, "drink", TEA, "a1") == first
    assert await tries(backend, member, "drink", COFFEE, "a1") == "IDEMPOTENCY_KEY_REUSED"
    assert await tries(backend, member, "height", Given(number=180), "a1") == "IDEMPOTENCY_KEY_REUSED"
    assert await stored_answers(backend, member) == {"drink": "coffee"}


async def test_refusals_write_nothing_but_the_key_of_fingerprints(backend: Backend) -> None:
    member = await asked_member(backend)
    await tries(backend, member, "drink", Given(option="milk"), "a0")
    before = await everything(backend.database)
    assert await tries(backend, member, "gone", TEA, "a1") == "UNKNOWN_QUESTION"
    assert await tries(backend, member, "drink", Given(option="milk"), "a2") == "WRONG_ANSWER"
    assert await tries(backend, member, "milk", Given(option="with"), "a3") == "NOT_ASKED"
    assert await tried(backend, member, AnswerWithdrawal(question="drink"), "w1") == "NOT_ANSWERED"
    assert await tried(backend, member, AnswerWithdrawal(question="gone"), "w2") == "UNKNOWN_QUESTION"
    assert await tried(backend, member, QuestionSkip(question="gone"), "s1") == "UNKNOWN_QUESTION"
    assert await tried(backend, member, QuestionSkip(question="milk"), "s2") == "NOT_ASKED"
    assert await everything(backend.database) == before


async def test_a_skipped_question_can_be_answered_at_any_time_and_an_answered_one_not_skipped(backend: Backend) -> None:
    member = await asked_member(backend)
    await does(backend, member, QuestionSkip(question="drink"), "s")
    assert set((await state_of(backend, member)).questions.put_off) == {"drink"}
    await tells(backend, member, "drink", TEA, "a")
    assert (await state_of(backend, member)).questions.put_off == {}
    assert await tried(backend, member, QuestionSkip(question="drink"), "s2") == "ALREADY_ANSWERED"
    assert await types(backend, member) == ["question_skipped", "answered", "earned"]


async def test_an_answer_to_a_question_that_is_no_more_can_still_be_taken_back(
    backend: Backend, clock: FixedClock, database: Database
) -> None:
    member = await asked_member(backend)
    await tells(backend, member, "more", Given(text=SECRET), "a")
    without = PROGRAMME[: PROGRAMME.index("  more:")]
    await publish(database, without, clock.now(), "tests", vocabulary())
    later = await asking(database, clock, without)
    assert await tries(later, member, "more", Given(text="x"), "b") == "UNKNOWN_QUESTION"
    await does(later, member, AnswerWithdrawal(question="more"), "w")
    assert await stored_answers(later, member) == {}


async def test_what_pays_later_pays_nobody_who_has_answered_before(backend: Backend, clock: FixedClock) -> None:
    member = await asked_member(backend)
    await tells(backend, member, "more", Given(text="x"), "a")
    paying = PROGRAMME.replace("kind: text}", "kind: text, reward: {earn: points, amount: 3}}")
    later = await asking(backend.database, clock, paying)
    await tells(later, member, "more", Given(text="y"), "b")
    assert await wallet(later, member) == {}


async def test_the_profile_is_read_only_where_the_programme_decides_by_it(backend: Backend) -> None:
    member = await asked_member(backend, Person(name="Anna"))
    await tells(backend, member, "drink", TEA, "a")
    programme = (await backend.programmes.current()).programme
    around = await surroundings_of(backend, programme, member, Visit())
    assert (around.person.name, around.answers["drink"].value) == ("Anna", "tea")
    plain = programme.model_copy(update={"earning": (), "wheels": {}, "mascots": {}})
    plain.__dict__.pop("conditions")  # what the copied programme had found before
    assert await surroundings_of(backend, plain, member, Visit()) == NOTHING
    asked = await surroundings_of(backend, plain, member, QuestionSkip(question="drink"))
    assert asked.answers["drink"].value == "tea"
