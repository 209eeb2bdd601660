"""Offers and vouchers over the member API: what they show, and every refusal."""

import asyncio
from typing import Any

import pytest
from member_world import PROGRAMME, World, key

from app.engine.activities import ConsentChange, Item, Purchase, Redemption, Visit, VoucherIssue
from app.engine.record import record
from app.members.consents import Purpose

OFFERS = """
offers:
  mug: {name: {en: A mug, uk: Кухоль}, benefit: {free: 1, of: [mugs]}, stock: 2, cap: {times: 1, per: month}}
  dinner:
    name: Dinner
    how: buy
    text: A dinner for two
    about: [food]
    price: {asset: points, amount: 20}
    benefit: {amount: 5.00}
    smallest_purchase: 15.00
    refundable: 7d
    value: 5.00
  regulars: {name: For regulars, benefit: {percent: 10}, eligible: member.purchases >= 1}
  april: {name: April, benefit: {percent: 10}, from: 2026-04-01, until: 2026-04-30}
  bag:
    name: Lucky bag
    surprise:
      - {id: tea, label: A tea, weight: 3, about: [tea], benefit: {free: 1, of: [tea]}}
      - {id: cake, label: A cake, weight: 1, about: [cake], benefit: {free: 1, of: [cake]}}
  sweets:
    name: Sweets
    surprise:
      - {id: cake, label: A cake, weight: 1, about: [cake], benefit: {free: 1, of: [cake]}}
      - {id: pie, label: A pie, weight: 1, about: [cake], benefit: {free: 1, of: [pie]}}
  tea: {name: Free tea, how: each_visit, about: [tea], benefit: {free: 1, of: [tea]}}
"""
QUESTIONS = """\
questions:
  drink:
    text: What do you drink?
    why: So that we never offer you anything else.
    kind: one
    options: [{id: coffee, label: Coffee, likes: [food], dislikes: [tea]}, {id: any, label: Anything}]
"""

OFFER = """id name reasons available left blockedBy { code message
    ... on OfferNotOpenError { startsAt endsAt } ... on OfferLimitReachedError { times nextAt } }
    terms { how words about benefit { kind words } price { amount } value { amount } eligible stock startsAt
        surprise { id label weight benefit { words } } }"""
VOUCHER = """id offer name status code qr isClosed openedAt expiresAt refundableUntil reasons redeemedIn
    benefit { kind words basisPoints amount { amount } pieces categories skus most { amount } }
    smallestPurchase { amount } tookOff { amount }"""
ERRORS = """userErrors { __typename code field message retryable ... on InsufficientBalanceError { balance asked }
    ... on OfferLimitReachedError { times nextAt } ... on AlreadyRedeemedError { redeemedAt place reference } }"""
OUTCOMES = """outcomes { __typename message ... on VoucherIssued { rule offer voucherId reasons expiresAt }
    ... on VoucherCancelled { because reason } ... on SurpriseOpened { won } ... on Reversed { amount } }"""
CLAIM = f"""mutation($input: ClaimOfferInput!) {{ done: claimOffer(input: $input) {{
    voucher {{ {VOUCHER} }} offer {{ {OFFER} }} {OUTCOMES} {ERRORS} }} }}"""
BUY = f"""mutation($input: BuyRewardInput!) {{ done: buyReward(input: $input) {{
    voucher {{ {VOUCHER} }} offer {{ id available }} member {{ wallet {{ balance(asset: "points") {{ available }} }} }}
    {OUTCOMES} {ERRORS} }} }}"""
OPEN = f"""mutation($input: OpenVoucherInput!) {{ done: openVoucher(input: $input) {{
    voucher {{ {VOUCHER} }} {OUTCOMES} {ERRORS} }} }}"""
HAND_BACK = f"""mutation($input: HandBackVoucherInput!) {{ done: handBackVoucher(input: $input) {{
    voucher {{ {VOUCHER} }} member {{ wallet {{ balance(asset: "points") {{ available }} }} }}
    {OUTCOMES} {ERRORS} }} }}"""
CATALOGUE = f"{{ me {{ offers {{ {OFFER} }} }} }}"
MINE = f"""query($usable: Boolean) {{ me {{ codeQr vouchers(first: 10, usable: $usable) {{
    nodes {{ {VOUCHER} }} pageInfo {{ hasNextPage }} }} }} }}"""


@pytest.fixture
def programme() -> str:
    return PROGRAMME + OFFERS + QUESTIONS


@pytest.fixture
async def anna(world: World) -> World:
    """A world in which Anna has joined."""
    await world.join()
    return world


async def does(world: World, query: str, **asked: Any) -> Any:
    return (await world.ask(query, input={"idempotencyKey": key(), **asked}))["done"]


async def refusal(world: World, query: str, **asked: Any) -> Any:
    """The one error of a mutation that did nothing."""
    before = await world.backend.database.activities.count_documents({})
    done = await does(world, query, **asked)
    assert await world.backend.database.activities.count_documents({}) == before
    assert done["outcomes"] == []
    [error] = done["userErrors"]
    return error


async def offers(world: World) -> dict[str, Any]:
    return {offer["id"]: offer for offer in (await world.ask(CATALOGUE))["me"]["offers"]}


async def test_the_catalogue_shows_what_can_be_had_now_and_why_the_rest_can_not(anna: World) -> None:
    shown = await offers(anna)
    assert list(shown) == ["mug", "dinner", "regulars", "april", "bag", "sweets"]
    blocked = {name: offer["blockedBy"]["code"] for name, offer in shown.items() if offer["blockedBy"]}
    assert blocked == {
        "dinner": "INSUFFICIENT_BALANCE",
        "regulars": "OFFER_NOT_FOR_MEMBER",
        "april": "OFFER_NOT_OPEN",
    }
    assert [name for name, offer in shown.items() if offer["available"]] == ["mug", "bag", "sweets"]
    assert shown["april"]["blockedBy"]["startsAt"] == "2026-03-31T22:00:00.000Z"
    assert shown["mug"]["left"] == 2
    assert shown["dinner"]["terms"]["words"] == (
        "buy it for 20 points; a voucher lasts 30 days, for a purchase of €15.00 or more, "
        "and can be handed back unused for 7 days"
    )
    assert [part["label"] for part in shown["bag"]["terms"]["surprise"]] == ["A tea", "A cake"]


async def test_the_programme_tells_all_offers_before_anybody_joins(world: World) -> None:
    asked = "{ programme { offers { id how words benefit { words } text image smallestPurchase { amount } endsAt } } }"
    shown = {offer["id"]: offer for offer in (await world.ask(asked))["programme"]["offers"]}
    assert shown["tea"]["how"] == "EACH_VISIT"
    assert (
        shown["mug"]["words"]
        == "claim it, at most once per month, as long as 2 for all members last; a voucher lasts 30 days"
    )
    assert shown["mug"]["benefit"]["words"] == "1 mugs for free"
    assert shown["april"]["words"].startswith("claim it, from April 1, 2026, until April 30, 2026")


async def test_a_claimed_offer_is_a_voucher_with_a_code_and_its_picture(anna: World) -> None:
    done = await does(anna, CLAIM, offer="mug")
    voucher = done["voucher"]
    assert done["userErrors"] == []
    assert voucher["status"] == "ISSUED"
    assert len(voucher["code"]) == 19
    assert voucher["qr"].startswith("data:image/svg+xml")
    assert voucher["benefit"]["pieces"] == 1
    assert done["outcomes"][0]["voucherId"] == voucher["id"]
    assert voucher["code"] not in str(done["outcomes"])
    assert (done["offer"]["left"], done["offer"]["available"]) == (1, False)
    mine = (await anna.ask(MINE))["me"]
    assert [one["code"] for one in mine["vouchers"]["nodes"]] == [voucher["code"]]
    assert mine["codeQr"].startswith("data:image/svg+xml")
    again = await anna.ask(f'{{ node(id: "{voucher["id"]}") {{ ... on Voucher {{ code }} }} }}')
    assert again["node"] == {"code": voucher["code"]}


async def test_nobody_sees_or_handles_the_voucher_of_another(anna: World) -> None:
    voucher = (await does(anna, CLAIM, offer="mug"))["voucher"]
    await anna.join("boris")
    assert await anna.ask(f'{{ node(id: "{voucher["id"]}") {{ id }} }}', "boris") == {"node": None}
    asked = {"idempotencyKey": key(), "voucherId": voucher["id"]}
    done = (await anna.ask(HAND_BACK, "boris", input=asked))["done"]
    assert [error["code"] for error in done["userErrors"]] == ["UNKNOWN_VOUCHER"]
    assert done["voucher"] is None
    assert (await anna.ask(MINE))["me"]["vouchers"]["nodes"][0]["status"] == "ISSUED"


async def test_every_refusal_of_claiming_tells_what_is_wrong(anna: World) -> None:
    for offer, code in [
        ("nothing", "UNKNOWN_OFFER"),
        ("dinner", "OFFER_HAD_OTHERWISE"),
        ("tea", "OFFER_HAD_OTHERWISE"),
        ("regulars", "OFFER_NOT_FOR_MEMBER"),
        ("april", "OFFER_NOT_OPEN"),
    ]:
        error = await refusal(anna, CLAIM, offer=offer)
        assert (error["code"], error["field"]) == (code, ["input", "offer"])
    await does(anna, CLAIM, offer="mug")
    limit = await refusal(anna, CLAIM, offer="mug")
    assert (limit["code"], limit["times"], limit["nextAt"]) == (
        "OFFER_LIMIT_REACHED",
        1,
        "2026-03-31T22:00:00.000Z",
    )
    for who in ("boris", "chen"):
        await anna.join(who)
    await anna.ask(CLAIM, "boris", input={"idempotencyKey": key(), "offer": "mug"})
    done = (await anna.ask(CLAIM, "chen", input={"idempotencyKey": key(), "offer": "mug"}))["done"]
    assert [error["code"] for error in done["userErrors"]] == ["OFFER_SOLD_OUT"]


async def test_somebody_who_has_not_joined_claims_nothing(world: World) -> None:
    done = await does(world, CLAIM, offer="mug")
    assert [error["code"] for error in done["userErrors"]] == ["NOT_JOINED"]
    assert (done["voucher"], done["offer"]) == (None, None)


async def test_a_reward_costs_points_and_can_be_handed_back_for_them(anna: World) -> None:
    error = await refusal(anna, BUY, offer="dinner")
    assert (error["code"], error["balance"], error["asked"]) == ("INSUFFICIENT_BALANCE", 0, 20)
    assert (await refusal(anna, BUY, offer="mug"))["code"] == "OFFER_HAD_OTHERWISE"
    await anna.gets("points", 50)
    bought = await does(anna, BUY, offer="dinner")
    assert bought["member"]["wallet"]["balance"] == {"available": 30}
    assert [one["message"] for one in bought["outcomes"]] == ["Points -20", "A voucher: Dinner"]
    voucher = bought["voucher"]
    assert (voucher["smallestPurchase"], voucher["refundableUntil"]) == (
        {"amount": "15.00"},
        "2026-03-09T12:00:00.000Z",
    )
    back = await does(anna, HAND_BACK, voucherId=voucher["id"])
    assert back["member"]["wallet"]["balance"] == {"available": 50}
    assert [one["__typename"] for one in back["outcomes"]] == ["VoucherCancelled", "Reversed"]
    assert back["outcomes"][0]["because"] == "HANDED_BACK"
    assert back["voucher"]["status"] == "CANCELLED"
    assert (await refusal(anna, HAND_BACK, voucherId=voucher["id"]))["code"] == "VOUCHER_CANCELLED"
    late = (await does(anna, BUY, offer="dinner"))["voucher"]
    anna.later(days=8)
    assert (await refusal(anna, HAND_BACK, voucherId=late["id"]))["code"] == "NOT_REFUNDABLE"
    anna.later(days=30)
    assert (await refusal(anna, HAND_BACK, voucherId=late["id"]))["code"] == "VOUCHER_EXPIRED"


async def test_a_used_voucher_can_not_be_handed_back(anna: World) -> None:
    voucher = (await does(anna, CLAIM, offer="mug"))["voucher"]
    member = await anna.member()
    used = Redemption(voucher=1, partner="till", reference="r1", store="Dam")
    await record(anna.backend, member, used, key(), "partner:till")
    error = await refusal(anna, HAND_BACK, voucherId=voucher["id"])
    assert (error["code"], error["place"], error["reference"]) == ("ALREADY_REDEEMED", "Dam", "r1")
    assert (await anna.ask(MINE, usable=True))["me"]["vouchers"]["nodes"] == []
    [shown] = (await anna.ask(MINE, usable=False))["me"]["vouchers"]["nodes"]
    assert (shown["status"], shown["redeemedIn"]) == ("REDEEMED", "Dam")


async def test_a_surprise_is_unknown_until_it_is_opened(anna: World) -> None:
    voucher = (await does(anna, CLAIM, offer="bag"))["voucher"]
    assert (voucher["isClosed"], voucher["benefit"]) == (True, None)
    opened = await does(anna, OPEN, voucherId=voucher["id"])
    assert opened["voucher"]["benefit"]["words"] in ("1 tea for free", "1 cake for free")
    assert opened["outcomes"][0]["message"] in ("Lucky bag: A tea", "Lucky bag: A cake")
    assert (await refusal(anna, OPEN, voucherId=voucher["id"]))["code"] == "NOTHING_TO_OPEN"
    assert (await refusal(anna, OPEN, voucherId="nothing"))["code"] == "UNKNOWN_VOUCHER"


async def test_a_surprise_of_what_the_member_dislikes_is_not_available(anna: World) -> None:
    give = VoucherIssue(offer="sweets", charge=False, reason="Try", author="sam")
    await record(anna.backend, await anna.member(), give, key(), "staff:sam")
    [voucher] = (await anna.ask(MINE))["me"]["vouchers"]["nodes"]
    await does(anna, OPEN, voucherId=voucher["id"])
    await does(anna, HAND_BACK, voucherId=voucher["id"], unwanted=True)
    assert (await offers(anna))["sweets"]["blockedBy"]["code"] == "NOTHING_FITS"
    assert (await refusal(anna, CLAIM, offer="sweets"))["code"] == "NOTHING_FITS"


async def test_the_catalogue_begins_with_what_the_member_buys_and_says_so(anna: World) -> None:
    consents = ConsentChange(purpose=Purpose.PROFILING, granted=True, text_version="1")
    await record(anna.backend, await anna.member(), consents, key(), "app")
    dish = Item(category="food", price=1000)
    bought = Purchase(partner="till", reference="r1", amount=1000, currency="EUR", items=(dish,))
    await record(anna.backend, await anna.member(), bought, key(), "partner:till")
    shown = await offers(anna)
    assert next(iter(shown)) == "dinner"
    assert shown["dinner"]["reasons"] == ["you often buy food"]


async def test_an_offer_chosen_at_a_visit_says_why_in_the_history_and_on_the_voucher(anna: World) -> None:
    await record(anna.backend, await anna.member(), Visit(), key(), "partner:till")
    [voucher] = (await anna.ask(MINE))["me"]["vouchers"]["nodes"]
    assert voucher["reasons"] == ["it is new for you"]
    asked = "{ me { activities(first: 1) { nodes { kind outcomes { ... on VoucherIssued { rule reasons } } } } } }"
    [visit] = (await anna.ask(asked))["me"]["activities"]["nodes"]
    assert [one for one in visit["outcomes"] if one] == [{"rule": "offer:tea", "reasons": ["it is new for you"]}]


async def test_what_a_member_told_about_their_taste_is_never_offered_and_comes_first(anna: World) -> None:
    asked = {"idempotencyKey": key(), "question": "drink", "answer": {"option": "coffee"}}
    answer = "mutation($input: AnswerQuestionInput!) { answerQuestion(input: $input) { userErrors { code } } }"
    assert (await anna.ask(answer, input=asked))["answerQuestion"]["userErrors"] == []
    shown = await offers(anna)
    assert next(iter(shown)) == "dinner"
    assert shown["dinner"]["reasons"] == ["you like food"]
    await record(anna.backend, await anna.member(), Visit(), key(), "partner:till")
    assert (await anna.ask(MINE))["me"]["vouchers"]["nodes"] == []  # the only offer for a visit is a tea
    voucher = (await does(anna, CLAIM, offer="bag"))["voucher"]
    opened = await does(anna, OPEN, voucherId=voucher["id"])
    assert opened["voucher"]["benefit"]["words"] == "1 cake for free"


async def test_many_sends_of_one_key_give_one_voucher_and_equal_answers(anna: World) -> None:
    asked = {"idempotencyKey": key(), "offer": "bag"}
    answers = await asyncio.gather(*(anna.ask(CLAIM, input=asked) for _ in range(20)))
    assert all(answer == answers[0] for answer in answers)
    assert len((await anna.ask(MINE))["me"]["vouchers"]["nodes"]) == 1
    other = (await anna.ask(CLAIM, input={**asked, "offer": "mug"}))["done"]
    assert [error["code"] for error in other["userErrors"]] == ["IDEMPOTENCY_KEY_REUSED"]


async def test_texts_come_in_the_members_language(anna: World) -> None:
    await anna.join("olena", language="uk")
    done = (await anna.ask(CLAIM, "olena", input={"idempotencyKey": key(), "offer": "mug"}))["done"]
    assert done["voucher"]["name"] == "Кухоль"
    assert done["outcomes"][0]["message"] == "Ваучер: Кухоль"


async def test_the_home_screen_reads_no_vouchers_unless_it_asks_for_them(anna: World) -> None:
    await does(anna, CLAIM, offer="bag")
    await anna.backend.database.vouchers.update_many({}, {"$unset": {"benefit": 1}})
    assert (await anna.ask("{ me { code offers { id available } } }"))["me"]["code"]
