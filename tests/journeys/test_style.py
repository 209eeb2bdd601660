"""The style programme: members tell about themselves step by step, and it changes what they get."""

from typing import Any

from journey_world import Journey, Travel, key

JOIN = """mutation($input: JoinInput!) { join(input: $input) { member { code } userErrors { code } } }"""
NEXT = "next { id why pays { amount } } progress { answered of } steps { title progress { answered of } } likes"
STATE = f"{{ me {{ questions {{ {NEXT} }} wallet {{ balances {{ asset {{ id }} available pending }} }} }} }}"
ANSWER = f"""mutation($input: AnswerQuestionInput!) {{ answerQuestion(input: $input) {{
    outcomes {{ ... on Earned {{ rule amount }} }} questions {{ {NEXT} }} userErrors {{ code }} }} }}"""
TAKE_BACK = f"""mutation($input: TakeBackAnswerInput!) {{ takeBackAnswer(input: $input) {{
    questions {{ {NEXT} }} userErrors {{ code }} }} }}"""
SKIP = f"""mutation($input: SkipQuestionInput!) {{ skipQuestion(input: $input) {{
    questions {{ {NEXT} }} userErrors {{ code }} }} }}"""
SPIN = "mutation($input: SpinWheelInput!) { spinWheel(input: $input) { spin { segment } userErrors { code } } }"
BUY = """mutation($input: RecordPurchaseInput!) { recordPurchase(input: $input) {
    outcomes { ... on Earned { rule amount } } reasons { rule message } userErrors { code } } }"""
ANSWERS = """query($member: MemberReferenceInput!) { member(reference: $member) {
    answers { id counts answer { words } } } }"""


async def joins(journey: Journey) -> str:
    asked = {"idempotencyKey": key(), "zone": "Europe/Amsterdam", "language": "en"}
    code: str = (await journey.member("sofie", JOIN, input=asked))["join"]["member"]["code"]
    return code


async def answers(journey: Journey, question: str, **said: Any) -> Any:
    asked = {"idempotencyKey": key(), "question": question, "answer": said}
    payload = (await journey.member("sofie", ANSWER, input=asked))["answerQuestion"]
    assert payload["userErrors"] == []
    return payload


async def does(journey: Journey, mutation: str, question: str) -> Any:
    [payload] = (
        await journey.member("sofie", mutation, input={"idempotencyKey": key(), "question": question})
    ).values()
    assert payload["userErrors"] == []
    return payload["questions"]


async def buys(journey: Journey, code: str, category: str) -> dict[str, int]:
    """What a purchase of 80.00 in one category earned, by rule."""
    price = {"amount": "80.00", "currencyCode": "EUR"}
    asked = {
        "idempotencyKey": key(),
        "member": {"code": code},
        "reference": key(),
        "amount": price,
        "items": [{"category": category, "price": price}],
    }
    payload = (await journey.till(BUY, input=asked))["recordPurchase"]
    assert payload["userErrors"] == []
    return {one["rule"]: one["amount"] for one in payload["outcomes"] if one}


async def spins(journey: Journey) -> list[str]:
    asked = {"idempotencyKey": key(), "wheel": "style-wheel"}
    refused = (await journey.member("sofie", SPIN, input=asked))["spinWheel"]["userErrors"]
    return [error["code"] for error in refused]


async def balance(journey: Journey, asset: str) -> int:
    balances = (await journey.member("sofie", STATE))["me"]["wallet"]["balances"]
    [found] = [one["available"] + one["pending"] for one in balances if one["asset"]["id"] == asset]
    return int(found)


async def test_a_style_profile_from_hair_colour_to_body_shape(travel: Travel) -> None:
    async with travel("style") as journey:
        code = await joins(journey)
        start = (await journey.member("sofie", STATE))["me"]["questions"]
        assert start["next"] == {
            "id": "hair_colour",
            "why": "Colours that suit your hair come first in the app.",
            "pays": {"amount": 10},
        }
        assert start["progress"] == {"answered": 0, "of": 7}
        assert await buys(journey, code, "dresses") == {"points-for-purchases": 80}
        assert await spins(journey) == ["NOT_ELIGIBLE"]

        # Redheads have a question of their own.
        red = await answers(journey, "hair_colour", option="red")
        assert [one for one in red["outcomes"] if one] == [{"rule": "question:hair_colour", "amount": 10}]
        assert (red["questions"]["next"]["id"], red["questions"]["progress"]["of"]) == ("red_clothes", 8)
        assert (await answers(journey, "red_clothes", option="gladly"))["questions"]["likes"] == ["red"]
        blond = (await answers(journey, "hair_colour", option="blond"))["questions"]
        assert (blond["likes"], blond["progress"]) == ([], {"answered": 1, "of": 7})
        assert await balance(journey, "thanks") == 15

        # What is liked counts double; what others like does not.
        styled = await answers(journey, "wardrobe", options=["dresses", "suits"])
        assert styled["questions"]["likes"] == ["dresses", "suits"]
        assert await buys(journey, code, "dresses") == {"points-for-purchases": 80, "double-for-dresses": 80}
        assert await buys(journey, code, "denim") == {"points-for-purchases": 80}

        # One is skipped, and comes again once all others are answered and its time has come.
        assert (await answers(journey, "daring", number=4))["questions"]["next"]["id"] == "next_occasion"
        assert (await does(journey, SKIP, "next_occasion"))["next"]["id"] == "height"
        await answers(journey, "height", number=172)
        await answers(journey, "fit", text="Sleeves")
        done = (await answers(journey, "body_shape", option="pear"))["questions"]
        assert (done["next"], done["progress"]) == (None, {"answered": 6, "of": 7})
        assert [(step["title"], step["progress"]) for step in done["steps"]] == [
            ("Your colours", {"answered": 1, "of": 1}),
            ("Your style", {"answered": 2, "of": 3}),
            ("Your size", {"answered": 3, "of": 3}),
        ]
        assert await balance(journey, "thanks") == 85
        assert await spins(journey) == []
        await journey.later("93d")
        assert (await journey.member("sofie", STATE))["me"]["questions"]["next"]["id"] == "next_occasion"

        # Taken back, it decides nothing any more, and is not paid for again.
        await does(journey, TAKE_BACK, "body_shape")
        await does(journey, TAKE_BACK, "wardrobe")
        assert await spins(journey) == ["NOT_ELIGIBLE"]
        assert await buys(journey, code, "dresses") == {"points-for-purchases": 80}
        await answers(journey, "wardrobe", options=["none-of-these"])
        assert await balance(journey, "thanks") == 85

        support = await journey.staff(ANSWERS, member={"code": code})
        told = {one["id"]: (one["answer"]["words"], one["counts"]) for one in support["member"]["answers"]}
        assert told == {
            "hair_colour": ("Blond", True),
            "red_clothes": ("Gladly", False),
            "wardrobe": ("None of these", True),
            "daring": ("4", True),
            "height": ("172 cm", True),
            "fit": ("Sleeves", True),
        }
        await journey.check_books()
