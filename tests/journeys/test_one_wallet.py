"""Mission 8: rules and effects, early access, who is at risk of leaving, one wallet in all channels, nothing hidden."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
from api_world import World, key, serving
from journey import ADVANCE, JOIN, REPORT, refusals, rules

from app.audience.churn import LOST
from app.identity.callers import Role
from app.programme.examples import example
from app.storage.client import Database

RESULT = "outcomes { message ... on Earned { rule amount activeAt } } reasons { rule message } userErrors { code }"
BUY = f"mutation($input: RecordPurchaseInput!) {{ recordPurchase(input: $input) {{ {RESULT} }} }}"
PREVIEW = f"""query($member: MemberReferenceInput!, $amount: MoneyInput!, $channel: String) {{
    previewPurchase(member: $member, amount: $amount, channel: $channel) {{ {RESULT} }} }}"""
SEEN = "query($of: MemberReferenceInput!) { member(reference: $of) { balances { available pending } tier } }"
WALLET = """{ me { wallet { balance(asset: "points") { available pending }
    arriving { amount at inDays } } } }"""
OFFERS = "{ me { offers { id available left blockedBy { code } } } }"
CLAIM = "mutation($input: ClaimOfferInput!) { claimOffer(input: $input) { userErrors { code } } }"
TERMS = """{ programme { assets { pendingTerm } earning { id words }
    offers { id words earlyWhen earlyStartsAt startsAt } } }"""
CHURN = """query($segments: [String!]) { churn(segments: $segments) { lost
    segments { segment members lost bands { fromDays members lost } } userErrors { code } } }"""


@dataclass
class Club:
    """The app, the shops and the webshop of one brand."""

    world: World
    cards: dict[str, str]

    async def joins(self, who: str) -> None:
        asked = {"idempotencyKey": key(), "zone": "Europe/Sofia", "language": "en"}
        self.cards[who] = (await self.world.app(JOIN, who, input=asked))["join"]["member"]["code"]

    async def buys(self, who: str, amount: str, channel: str = "till") -> dict[str, Any]:
        said = {"reference": key(), "amount": {"amount": amount, "currencyCode": "EUR"}, "channel": channel}
        given = {"idempotencyKey": key(), "member": {"code": self.cards[who]}, **said}
        payload: dict[str, Any] = (await self.world.partner(BUY, channel, input=given))["recordPurchase"]
        return payload

    async def foresees(self, who: str, amount: str, channel: str = "till") -> dict[str, Any]:
        asked = {"member": {"code": self.cards[who]}, "amount": {"amount": amount, "currencyCode": "EUR"}}
        answer = await self.world.partner(PREVIEW, channel, channel=channel, **asked)
        payload: dict[str, Any] = answer["previewPurchase"]
        return payload

    async def wallet(self, who: str) -> Any:
        return (await self.world.app(WALLET, who))["me"]["wallet"]

    async def claims(self, who: str, offer: str) -> list[str]:
        """The refusals; none when there is a voucher now."""
        asked = {"idempotencyKey": key(), "offer": offer}
        return refusals((await self.world.app(CLAIM, who, input=asked))["claimOffer"])

    async def offers(self, who: str) -> dict[str, str | None]:
        """Why each offer can't be had; None where it can."""
        shown = (await self.world.app(OFFERS, who))["me"]["offers"]
        return {one["id"]: one["blockedBy"] and one["blockedBy"]["code"] for one in shown}

    async def later(self, *spans: str) -> None:
        for span in spans:
            moved = await self.world.staff(ADVANCE, input={"idempotencyKey": key(), "by": span})
            assert moved["advanceClock"]["userErrors"] == []


@pytest.fixture
async def club(database: Database) -> AsyncIterator[Club]:
    async with serving(database, example("one-wallet")) as world:
        yield Club(world, {})


async def test_one_wallet_tells_everywhere_when_a_reward_arrives(club: Club) -> None:
    told = (await club.world.app(TERMS))["programme"]
    assert told["assets"] == [{"pendingTerm": "Points can be spent 14 days after you earn them"}]
    await club.joins("anna")

    # The webshop can say beforehand what a purchase would earn and when it arrives. Nothing is written by that.
    foreseen = await club.foresees("anna", "50.00", "webshop")
    [outcome] = [one for one in foreseen["outcomes"] if "rule" in one]
    assert outcome == {
        "message": "Points +50, to be spent from March 17, 2026",
        "rule": "points", "amount": 50, "activeAt": "2026-03-16T22:00:00.000Z",
    }  # fmt: skip
    missed = {reason["rule"]: reason["message"] for reason in foreseen["reasons"]}
    assert missed["webshop-weeks"] == "it starts on 2027-03-01"
    assert missed["good-to-see-you"] == (
        "how long you have been away, in percent of your usual gap must be at least 200 (it was unknown)"
    )
    assert (await club.wallet("anna"))["arriving"] == []

    # What it foresaw is what happens; the shop and the app add to the same wallet.
    assert (await club.buys("anna", "50.00", "webshop"))["outcomes"] == foreseen["outcomes"]
    await club.later("2d")
    assert rules(await club.buys("anna", "20.00", "till")) == {"points": 20, "first-month": 10}
    asked = {"idempotencyKey": key(), "kind": "review", "fields": []}
    assert rules((await club.world.app(REPORT, "anna", input=asked))["recordActivity"]) == {"reviews": 5}
    wallet = await club.wallet("anna")
    assert wallet["balance"] == {"available": 0, "pending": 85}
    assert wallet["arriving"] == [
        {"amount": 50, "at": "2026-03-16T22:00:00.000Z", "inDays": 13},
        {"amount": 35, "at": "2026-03-18T22:00:00.000Z", "inDays": 15},
    ]
    for channel in ("till", "webshop"):
        seen = await club.world.partner(SEEN, channel, of={"code": club.cards["anna"]})
        assert seen["member"] == {"balances": [{"available": 0, "pending": 85}], "tier": "walker"}

    # The points arrive on the day that was told, and a day before they have not.
    await club.later("12d")
    assert (await club.wallet("anna"))["balance"] == {"available": 0, "pending": 85}
    await club.later("1d")
    wallet = await club.wallet("anna")
    assert wallet["balance"] == {"available": 50, "pending": 35}
    assert [one["inDays"] for one in wallet["arriving"]] == [2]


async def test_who_stays_away_longer_than_usual_is_asked_back(club: Club) -> None:
    await club.joins("anna")
    await club.joins("boris")
    await club.later("40d")
    for _ in range(5):
        assert rules(await club.buys("anna", "10.00")) == {"points": 10}
        await club.later("7d")
    await club.buys("boris", "10.00")

    # A week is what Anna always leaves between two purchases; the thirteenth day is not yet twice as long.
    await club.later("6d")
    assert (await club.offers("anna"))["miss-you"] == "OFFER_NOT_FOR_MEMBER"
    assert await club.claims("anna", "miss-you") == ["OFFER_NOT_FOR_MEMBER"]
    await club.later("1d")
    assert (await club.offers("anna"))["miss-you"] is None
    assert (await club.offers("boris"))["miss-you"] == "OFFER_NOT_FOR_MEMBER", "one purchase is no rhythm"
    assert await club.claims("anna", "miss-you") == []
    assert await club.claims("anna", "miss-you") == ["OFFER_LIMIT_REACHED"]

    # What she comes back for counts double, once: she is no longer away.
    assert rules(await club.foresees("anna", "40.00")) == {"points": 40, "good-to-see-you": 40}
    assert rules(await club.buys("anna", "40.00")) == {"points": 40, "good-to-see-you": 40}
    assert rules(await club.buys("anna", "40.00")) == {"points": 40}

    # Without a rhythm of one's own it takes three months.
    await club.later("83d")
    assert (await club.offers("boris"))["miss-you"] == "OFFER_NOT_FOR_MEMBER"
    await club.later("1d")
    assert (await club.offers("boris"))["miss-you"] is None


async def test_gold_comes_first_and_offers_end_when_they_say(club: Club) -> None:
    terms = {one["id"]: one for one in (await club.world.app(TERMS))["programme"]["offers"]}
    assert terms["new-boots"]["words"] == (
        "claim it (from February 27, 2027 for those with early access), from March 1, 2027, until March 14, 2027, "
        "at most once, as long as 2 for all members last; a voucher lasts 30 days"
    )
    assert terms["new-boots"]["earlyWhen"] == 'member.tier == "gold"'
    assert (terms["new-boots"]["earlyStartsAt"], terms["new-boots"]["startsAt"]) == (
        "2027-02-26T22:00:00.000Z", "2027-02-28T22:00:00.000Z",
    )  # fmt: skip
    assert terms["long-weekend"]["earlyWhen"] is None

    # 26 February 2027, 14:00 in Sofia. Anna has reached gold, Boris and Clara have not.
    await club.later("361d")
    for who, amount in (("anna", "300.00"), ("boris", "299.99"), ("clara", "10.00")):
        await club.joins(who)
        await club.buys(who, amount)
    for who in club.cards:
        assert await club.claims(who, "new-boots") == ["OFFER_NOT_OPEN"]
    await club.later("1d")
    assert await club.claims("boris", "new-boots") == ["OFFER_NOT_OPEN"]
    assert await club.claims("anna", "new-boots") == []
    assert await club.claims("anna", "new-boots") == ["OFFER_LIMIT_REACHED"]

    # From March on everybody can, as long as the pairs last that gold has left.
    await club.later("2d")
    assert await club.claims("boris", "new-boots") == []
    assert await club.claims("clara", "new-boots") == ["OFFER_SOLD_OUT"]

    # The webshop weeks have begun, and the long weekend is three days long.
    assert rules(await club.buys("boris", "20.00", "webshop")) == {
        "points": 20, "first-month": 10, "webshop-weeks": 10,
    }  # fmt: skip
    assert rules(await club.buys("boris", "20.00", "till")) == {"points": 20, "first-month": 10}
    assert await club.claims("clara", "long-weekend") == ["OFFER_NOT_OPEN"]
    await club.later("4d")
    assert await club.claims("clara", "long-weekend") == []
    await club.later("3d")
    assert await club.claims("anna", "long-weekend") == ["OFFER_NOT_OPEN"]


async def test_staff_see_who_was_lost_by_segment_and_membership_age(club: Club) -> None:
    # Anna came every week for five weeks and then no more. Boris came once. Clara comes every two months.
    for who in ("anna", "boris", "clara"):
        await club.joins(who)
        await club.buys(who, "100.00")
    for _ in range(4):
        await club.later("7d")
        await club.buys("anna", "60.00")
    for _ in range(4):
        await club.later("60d")
        await club.buys("clara", "5.00")
    await club.joins("dora")

    segments = ['member.tier == "gold"', "member.overdue >= 200", "member.purchases == 1"]
    found = (await club.world.staff(CHURN, Role.MARKETING, segments=segments))["churn"]
    assert (found["lost"], found["userErrors"]) == (LOST, [])
    counted = {one["segment"]: (one["members"], one["lost"]) for one in found["segments"]}
    assert counted == {
        None: (4, 2),  # Anna by her own rhythm, Boris since he has none and 268 days have passed
        'member.tier == "gold"': (1, 1),
        "member.overdue >= 200": (1, 1),
        "member.purchases == 1": (1, 1),
    }
    bands = {one["fromDays"]: (one["members"], one["lost"]) for one in found["segments"][0]["bands"]}
    assert {start: band for start, band in bands.items() if band[0]} == {0: (1, 0), 180: (3, 2)}
