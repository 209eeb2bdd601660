"""Questions over the member API: one at a time, with reasons, rewards and progress, and every refusal."""

import asyncio
from datetime import datetime
from typing import Any

import pytest
from member_world import World, key

from app.engine.store import history

Q = """id text why kind options { id label image } least most unit lowest highest longest
    reward { asset { id } amount } rewardWords pays { amount } answer { words }"""
STATE = f"""next {{ {Q} }} asked {{ id }} progress {{ answered of }} steps {{ title progress {{ answered of }} }}
    answered {{ id text counts answer {{ options {{ id label }} number date text words }} answeredAt }}
    likes dislikes"""
QUESTIONS = f"{{ me {{ questions {{ {STATE} }} }} }}"
RESULT = f"""outcomes {{ __typename message
        ... on QuestionAnswered {{ question first }} ... on Earned {{ rule amount }} }}
    questions {{ {STATE} }} member {{ wallet {{ balance(asset: "points") {{ available }} }} }}
    userErrors {{ __typename code message field retryable
        ... on WrongAnswerError {{ kind allowed least most firstDay lastDay longest }} }}"""
ANSWER = f"mutation($input: AnswerQuestionInput!) {{ answerQuestion(input: $input) {{ {RESULT} }} }}"
TAKE_BACK = f"mutation($input: TakeBackAnswerInput!) {{ takeBackAnswer(input: $input) {{ {RESULT} }} }}"
SKIP = f"mutation($input: SkipQuestionInput!) {{ skipQuestion(input: $input) {{ {RESULT} }} }}"

PROGRAMME = """
programme: test
name: Test
languages: [en, uk]
zone: Europe/Amsterdam
currency: EUR
assets:
  points: {name: Points}
wheels:
  tea-lovers:
    name: Tea lovers
    free: {spins: 1, per: day}
    rules: {eligible: '"tea" in member.likes'}
    segments: [{id: nothing, label: Nothing, weight: 1}]
mascots:
  tea-lovers: {name: Tea lovers, asset: points, round_s: 30, appearances: 5, visible_ms: 1000, hit_radius: 80,
               daily_cap: 60, eligible: '"tea" in member.likes', kinds: [{id: a, name: A, worth: 1}]}
questions:
  drink:
    step: {en: Your taste, uk: Твій смак}
    text: {en: What do you drink?, uk: Що ти п'єш?}
    why: We never offer you what you dislike.
    kind: one
    options:
      - {id: tea, label: {en: Tea, uk: Чай}, image: https://example.org/tea.jpg, likes: [tea], dislikes: [coffee]}
      - {id: coffee, label: Coffee, likes: [coffee]}
    reward: {earn: points, amount: 10}
  milk:
    text: With milk?
    why: Some do.
    kind: one
    when: member.answers.drink == "tea"
    options: [{id: with, label: With milk}, {id: without, label: Without}]
    reward: {earn: points, amount: 5}
  snacks:
    text: What else?
    why: It goes well together.
    kind: many
    options: [{id: cake, label: Cake, likes: [cake]}, {id: nuts, label: Nuts}]
  height: {step: Your size, text: How tall?, why: Lengths., kind: number, min: 100, max: 230, unit: cm}
  daring: {text: How daring?, why: Taste., kind: scale, min: 1, max: 5, lowest: Not at all, highest: Very}
  wedding: {text: When?, why: In time., kind: date}
  more: {text: Anything else?, why: We read it., kind: text, longest: 20}
"""


@pytest.fixture
def programme() -> str:
    return PROGRAMME


async def answer(world: World, question: str, who: str = "anna", once: str | None = None, **said: Any) -> Any:
    asked = {"idempotencyKey": once or key(), "question": question, "answer": said}
    return (await world.ask(ANSWER, who, input=asked))["answerQuestion"]


async def take_back(world: World, question: str, once: str | None = None) -> Any:
    return (await world.ask(TAKE_BACK, input={"idempotencyKey": once or key(), "question": question}))["takeBackAnswer"]


async def skip(world: World, question: str, once: str | None = None) -> Any:
    return (await world.ask(SKIP, input={"idempotencyKey": once or key(), "question": question}))["skipQuestion"]


async def questions(world: World, who: str = "anna") -> Any:
    return (await world.ask(QUESTIONS, who))["me"]["questions"]


def refusals(payload: Any) -> list[tuple[str, list[str] | None]]:
    return [(error["code"], error["field"]) for error in payload["userErrors"]]


async def test_the_first_question_says_why_it_is_asked_and_what_it_pays(world: World) -> None:
    await world.join()
    found = await questions(world)
    assert found["next"] == {
        "id": "drink",
        "text": "What do you drink?",
        "why": "We never offer you what you dislike.",
        "kind": "ONE",
        "options": [
            {"id": "tea", "label": "Tea", "image": "https://example.org/tea.jpg"},
            {"id": "coffee", "label": "Coffee", "image": None},
        ],
        "least": None,
        "most": None,
        "unit": None,
        "lowest": None,
        "highest": None,
        "longest": None,
        "reward": {"asset": {"id": "points"}, "amount": 10},
        "rewardWords": "10 points for your first answer",
        "pays": {"amount": 10},
        "answer": None,
    }
    assert found["progress"] == {"answered": 0, "of": 6}
    assert found["answered"] == []


async def test_an_answer_is_paid_for_and_leads_to_the_next_question(world: World) -> None:
    await world.join(language="uk")
    done = await answer(world, "drink", option="tea")
    assert done["userErrors"] == []
    answered, earned = done["outcomes"]
    assert answered == {
        "__typename": "QuestionAnswered",
        "message": "Відповідь: Що ти п'єш?",
        "question": "drink",
        "first": True,
    }
    assert (earned["rule"], earned["amount"]) == ("question:drink", 10)
    after = done["questions"]
    assert after["next"]["id"] == "milk"
    assert after["progress"] == {"answered": 1, "of": 7}
    assert after["steps"] == [
        {"title": "Твій смак", "progress": {"answered": 1, "of": 3}},
        {"title": "Your size", "progress": {"answered": 0, "of": 4}},
    ]
    assert (after["likes"], after["dislikes"]) == (["tea"], ["coffee"])
    [kept] = after["answered"]
    assert datetime.fromisoformat(kept.pop("answeredAt"))
    assert kept == {
        "id": "drink",
        "text": "Що ти п'єш?",
        "counts": True,
        "answer": {
            "options": [{"id": "tea", "label": "Чай"}],
            "number": None,
            "date": None,
            "text": None,
            "words": "Чай",
        },
    }


async def test_answers_of_every_kind_are_shown_as_they_were_given(world: World) -> None:
    await world.join()
    await answer(world, "snacks", options=["nuts", "cake"])
    await answer(world, "height", number=180)
    await answer(world, "daring", number=5)
    await answer(world, "wedding", date="2027-06-05")
    done = await answer(world, "more", text="Boots")
    shown = [(one["id"], one["answer"]) for one in done["questions"]["answered"]]
    nothing = {"options": [], "number": None, "date": None, "text": None}
    assert shown == [
        (
            "snacks",
            {**nothing, "options": [{"id": "cake", "label": "Cake"}, {"id": "nuts", "label": "Nuts"}],
             "words": "Cake, Nuts"},
        ),
        ("height", {**nothing, "number": 180, "words": "180 cm"}),
        ("daring", {**nothing, "number": 5, "words": "5"}),
        ("wedding", {**nothing, "date": "2027-06-05", "words": "2027-06-05"}),
        ("more", {**nothing, "text": "Boots", "words": "Boots"}),
    ]  # fmt: skip
    assert done["questions"]["progress"] == {"answered": 5, "of": 6}


async def test_a_changed_answer_is_not_paid_for_again_and_what_hung_on_it_counts_no_longer(world: World) -> None:
    await world.join()
    await answer(world, "drink", option="tea")
    await answer(world, "milk", option="with")
    changed = await answer(world, "drink", option="coffee")
    assert [one["message"] for one in changed["outcomes"]] == ["Answered anew: What do you drink?"]
    assert changed["member"]["wallet"]["balance"]["available"] == 15
    assert [(one["id"], one["counts"]) for one in changed["questions"]["answered"]] == [
        ("drink", True),
        ("milk", False),
    ]
    assert changed["questions"]["progress"] == {"answered": 1, "of": 6}
    back = await answer(world, "drink", option="tea")
    assert [one["counts"] for one in back["questions"]["answered"]] == [True, True]
    assert back["member"]["wallet"]["balance"]["available"] == 15


async def test_an_answer_taken_back_is_gone_and_its_question_rests(world: World) -> None:
    await world.join()
    await answer(world, "drink", option="tea")
    gone = await take_back(world, "drink")
    assert gone["outcomes"] == [
        {"__typename": "AnswerTakenBack", "message": "Your answer is forgotten: What do you drink?"}
    ]
    assert gone["questions"]["answered"] == []
    assert gone["questions"]["likes"] == []
    assert gone["questions"]["next"]["id"] == "snacks"
    assert gone["member"]["wallet"]["balance"]["available"] == 10
    world.later(days=31)
    following = (await questions(world))["next"]
    assert (following["id"], following["pays"], following["reward"]["amount"]) == ("drink", None, 10)
    assert (await answer(world, "drink", option="tea"))["member"]["wallet"]["balance"]["available"] == 10


async def test_a_skipped_question_comes_again_after_a_month(world: World) -> None:
    await world.join()
    skipped = await skip(world, "drink")
    assert skipped["outcomes"][0]["message"] == "Skipped for now: What do you drink?"
    assert skipped["questions"]["next"]["id"] == "snacks"
    assert skipped["questions"]["progress"] == {"answered": 0, "of": 6}
    world.later(days=31)
    assert (await questions(world))["next"]["id"] == "drink"


async def test_answers_open_what_the_programme_keeps_for_some(world: World) -> None:
    await world.join()
    query = "{ me { wheels { canSpin } mascotGames { canStart blockedBy { code } } } }"
    closed = (await world.ask(query))["me"]
    assert closed["wheels"] == [{"canSpin": False}]
    assert closed["mascotGames"] == [{"canStart": False, "blockedBy": {"code": "NOT_ELIGIBLE_TO_PLAY"}}]
    await answer(world, "drink", option="tea")
    opened = (await world.ask(query))["me"]
    assert opened == {"wheels": [{"canSpin": True}], "mascotGames": [{"canStart": True, "blockedBy": None}]}


async def test_every_refusal_of_an_answer_is_a_user_error_at_its_field(world: World) -> None:
    assert refusals(await answer(world, "drink", option="tea")) == [("NOT_JOINED", None)]
    await world.join()
    assert refusals(await answer(world, "gone", option="tea")) == [("UNKNOWN_QUESTION", ["input", "question"])]
    assert refusals(await answer(world, "milk", option="with")) == [("NOT_ASKED", ["input", "question"])]
    wrong = [
        await answer(world, "drink", option="milk"),
        await answer(world, "snacks", options=[]),
        await answer(world, "height", number=231),
        await answer(world, "wedding", date="1800-01-01"),
        await answer(world, "more", text="x" * 21),
    ]
    assert [refusals(one) for one in wrong] == [[("WRONG_ANSWER", ["input", "answer"])]] * 5
    facts = {"kind", "allowed", "least", "most", "firstDay", "lastDay", "longest"}
    told = [{name: value for name, value in one["userErrors"][0].items() if name in facts and value} for one in wrong]
    assert told == [
        {"kind": "ONE", "allowed": ["tea", "coffee"]},
        {"kind": "MANY", "allowed": ["cake", "nuts"]},
        {"kind": "NUMBER", "least": 100, "most": 230},
        {"kind": "DATE", "firstDay": "1900-01-01", "lastDay": "2099-12-31"},
        {"kind": "TEXT", "longest": 20},
    ]
    assert wrong[2]["userErrors"][0]["message"] == (
        "The answer to the question height must be a whole number from 100 to 230."
    )
    once = key()
    await answer(world, "drink", once=once, option="tea")
    assert refusals(await answer(world, "drink", once=once, option="coffee")) == [
        ("IDEMPOTENCY_KEY_REUSED", ["input", "idempotencyKey"])
    ]
    kinds = [row["kind"] for row in await history(world.backend.database, await world.member(), 10)]
    assert kinds == ["answer", "join"]


async def test_every_refusal_of_taking_back_and_of_skipping_is_a_user_error_at_its_field(world: World) -> None:
    for refused in (await take_back(world, "drink"), await skip(world, "drink")):
        assert refusals(refused) == [("NOT_JOINED", None)]
        assert refused["questions"] is None
    await world.join()
    at_question = ["input", "question"]
    assert refusals(await take_back(world, "gone")) == [("UNKNOWN_QUESTION", at_question)]
    assert refusals(await take_back(world, "drink")) == [("NOT_ANSWERED", at_question)]
    assert refusals(await skip(world, "gone")) == [("UNKNOWN_QUESTION", at_question)]
    assert refusals(await skip(world, "milk")) == [("NOT_ASKED", at_question)]
    await answer(world, "drink", option="tea")
    assert refusals(await skip(world, "drink")) == [("ALREADY_ANSWERED", at_question)]
    once, twice = key(), key()
    await skip(world, "height", once)
    await take_back(world, "drink", twice)
    reused = [("IDEMPOTENCY_KEY_REUSED", ["input", "idempotencyKey"])]
    assert refusals(await skip(world, "daring", once)) == reused
    assert refusals(await take_back(world, "height", twice)) == reused
    kinds = [row["kind"] for row in await history(world.backend.database, await world.member(), 10)]
    assert kinds == ["answer_withdrawal", "question_skip", "answer", "join"]


async def test_an_answer_is_exactly_one_of_its_parts(world: World) -> None:
    await world.join()
    for said in ({}, {"option": "tea", "text": "tea"}, {"number": 2**31}):
        asked = {"idempotencyKey": key(), "question": "drink", "answer": said}
        assert "errors" in await world.post(ANSWER, input=asked)
    assert (await questions(world))["answered"] == []


async def test_fifty_sends_of_one_answer_are_one_and_fifty_equal_answers(world: World) -> None:
    await world.join()
    once = key()
    answers = await asyncio.gather(*(answer(world, "drink", once=once, option="tea") for _ in range(50)))
    assert all(one["outcomes"] == answers[0]["outcomes"] for one in answers)
    assert answers[-1]["member"]["wallet"]["balance"]["available"] == 10


async def test_what_one_member_answers_is_not_anothers(world: World) -> None:
    await world.join()
    await world.join("boris")
    await answer(world, "drink", option="tea")
    found = await questions(world, "boris")
    assert (found["answered"], found["next"]["id"]) == ([], "drink")


async def test_the_history_names_the_question_and_not_the_answer(world: World) -> None:
    await world.join()
    await answer(world, "more", text="Boots")
    query = "{ me { activities(first: 1) { nodes { kind fields { name value } outcomes { message } } } } }"
    [latest] = (await world.ask(query))["me"]["activities"]["nodes"]
    assert latest == {"kind": "answer", "fields": [], "outcomes": [{"message": "Answered: Anything else?"}]}


async def test_somebody_who_has_not_joined_sees_the_questions_as_published(world: World) -> None:
    found = (await world.ask("{ programme { questions { id why longest rewardWords } } }"))["programme"]["questions"]
    assert [one["id"] for one in found] == ["drink", "milk", "snacks", "height", "daring", "wedding", "more"]
    assert found[0] == {
        "id": "drink",
        "why": "We never offer you what you dislike.",
        "longest": None,
        "rewardWords": "10 points for your first answer",
    }
    assert (found[-1]["longest"], found[-1]["rewardWords"]) == (20, None)
