"""Mission 15: a mechanic runs in one region first, and its variants are compared."""

from dataclasses import dataclass
from typing import Any

import pytest
from api_world import World, key, serving
from journey import ADVANCE, BUY, JOIN, rules

from app.identity.callers import Role
from app.programme.examples import example
from app.storage.client import Database

TERMS = "{ programme { experiments { id name words } stores { id region } } }"
REPORT = """query($id: ID!) { experiment(id: $id) { name goal { id words } startsAt endsAt countedUntil stores
    variants { id name weight members reached activities spent { amount } issued { asset amount } compared {
        goal { value low high effect words } activities { effect words } spent { value effect words }
        issued { asset difference { effect words } } } } } }"""
OFFERS = "{ me { offers { id available blockedBy { code } } } }"
CLAIM = "mutation($input: ClaimOfferInput!) { claimOffer(input: $input) { userErrors { code } } }"
CHURN = "query($one: [String!]) { churn(segments: $one) { userErrors { code message } } }"


@dataclass
class Town:
    """Sixty people who buy bread."""

    world: World
    cards: dict[str, str]

    async def buys(self, who: str, amount: str, store: str) -> dict[str, Any]:
        said = {"reference": key(), "amount": {"amount": amount, "currencyCode": "EUR"}, "store": store}
        given = {"idempotencyKey": key(), "member": {"code": self.cards[who]}, **said}
        payload: dict[str, Any] = (await self.world.partner(BUY, input=given))["recordPurchase"]
        return payload

    async def later(self, *spans: str) -> None:
        for span in spans:
            moved = await self.world.staff(ADVANCE, input={"idempotencyKey": key(), "by": span})
            assert moved["advanceClock"]["userErrors"] == []

    async def counted(self, experiment: str) -> Any:
        """The report, and its variants by id."""
        found = (await self.world.staff(REPORT, Role.MARKETING, id=experiment))["experiment"]
        return found, {one["id"]: one for one in found["variants"]}


@pytest.fixture
async def town(database: Database) -> Any:
    async with serving(database, example("pilot")) as world:
        cards = {}
        for number in range(60):
            asked = {"idempotencyKey": key(), "zone": "Europe/Sofia", "language": "en"}
            joined = (await world.app(JOIN, f"person-{number}", input=asked))["join"]
            cards[f"person-{number}"] = joined["member"]["code"]
        yield Town(world, cards)


async def test_a_pilot_from_before_it_begins_until_after_it_has_ended(town: Town) -> None:
    # Everybody can read beforehand that half of them will be treated differently, where and when.
    told = (await town.world.app(TERMS))["programme"]
    assert {store["id"]: store["region"] for store in told["stores"]}["vitosha"] == "BG-22"
    assert told["experiments"][0]["words"] == [
        "Members are put into groups by chance, once and for good: 1 : 1",
        "It runs from March 1, 2027 until March 31, 2027",
        "It concerns these stores only: Lozenets, Vitosha Boulevard",
    ]

    # Two in the afternoon, Sofia, 2 March 2026: it has not begun, and nobody's purchase counts double.
    assert rules(await town.buys("person-0", "10.00", "vitosha")) == {"crumbs": 10}
    before, variants = await town.counted("afternoons")
    assert (before["stores"], [one["members"] for one in variants.values()]) == (["lozenets", "vitosha"], [0, 0])

    # A year later it runs. In the afternoon half of them earn double in Sofia: the first purchase says who.
    await town.later("365d")
    double = set()
    for number, who in enumerate(town.cards):
        earned = rules(await town.buys(who, "10.00", "vitosha" if number % 2 else "lozenets"))
        assert earned in ({"crumbs": 10}, {"crumbs": 10, "afternoon": 10})
        if "afternoon" in earned:
            double.add(who)
    single = set(town.cards) - double
    assert min(len(double), len(single)) >= 10

    # The next morning counts as ever, and so does a shop that is not part of it, whose opening is for everybody.
    await town.later("19h")
    one, other = sorted(double)[0], sorted(single)[0]
    assert rules(await town.buys(one, "5.00", "vitosha")) == {"crumbs": 5}
    await town.later("5h")
    for who in (one, other):
        assert rules(await town.buys(who, "5.00", "varna")) == {"crumbs": 5, "varna-opening": 5}
        assert rules(await town.buys(who, "5.00", "varna")) == {"crumbs": 5}

    # Nobody changes sides. Those with double crumbs come back within the week; of the others nobody else does.
    for who in sorted(double):
        assert rules(await town.buys(who, "20.00", "lozenets")) == {"crumbs": 20, "afternoon": 20}
    missed = await town.buys(other, "20.00", "lozenets")
    assert rules(missed) == {"crumbs": 20}
    [reason] = [one["message"] for one in missed["reasons"] if one["rule"] == "afternoon"]
    assert reason == 'the afternoons must be "double" (it was "single")'

    await town.later("1 min")
    found, variants = await town.counted("afternoons")
    assert (found["goal"], found["endsAt"]) == (
        {"id": "back-soon", "words": "a purchase, within 7 days"}, "2027-03-31T21:00:00.000Z",
    )  # fmt: skip
    first, second = variants["single"], variants["double"]
    assert (first["members"], first["reached"], first["activities"]) == (len(single), 1, len(single) + 3)
    assert (second["members"], second["reached"], second["activities"]) == (
        len(double), len(double), 2 * len(double) + 3,
    )  # fmt: skip
    assert first["spent"]["amount"] == f"{10 * len(single) + 30}.00"
    assert second["spent"]["amount"] == f"{30 * len(double) + 15}.00"
    assert first["issued"] == [{"asset": "crumbs", "amount": 10 * len(single) + 35}]
    assert second["issued"] == [{"asset": "crumbs", "amount": 60 * len(double) + 20}]
    assert first["compared"] is None

    # The difference is told with its interval, in words.
    goal, spent = second["compared"]["goal"], second["compared"]["spent"]
    assert goal["effect"] == spent["effect"] == "MORE"
    assert goal["value"] == pytest.approx(100 - 100 / len(single))
    assert goal["low"] < goal["value"] < goal["high"] <= 100
    assert goal["words"].startswith("higher by 9")
    assert " percentage points; with 95 % confidence by " in goal["words"]
    assert " EUR for each member on average; with 95 % confidence by " in spent["words"]
    assert second["compared"]["issued"][0]["difference"]["effect"] == "MORE"

    # In April it is over for all of them, and what they do then changes nothing that was counted.
    await town.later("30d")
    assert rules(await town.buys(one, "10.00", "vitosha")) == {"crumbs": 10}
    after, variants = await town.counted("afternoons")
    assert after["countedUntil"] == "2027-03-31T21:00:00.000Z"
    assert [variants[name]["members"] for name in ("single", "double")] == [len(single), len(double)]
    assert variants["double"]["spent"] == second["spent"]


async def test_a_holdout_gets_nothing_and_no_effect_is_called_none(town: Town) -> None:
    # Before it begins, nobody can have what is only for some.
    first = (await town.world.app(OFFERS, "person-0"))["me"]["offers"]
    assert [(one["available"], one["blockedBy"]["code"]) for one in first] == [(False, "OFFER_NOT_FOR_MEMBER")] * 2
    await town.later("365d")

    chosen: dict[str | None, list[str]] = {}
    for who in town.cards:
        shown = (await town.world.app(OFFERS, who))["me"]["offers"]
        open_to = [one["id"] for one in shown if one["available"]]
        assert len(open_to) <= 1
        chosen.setdefault(open_to[0] if open_to else None, []).append(who)
    assert set(chosen) == {None, "friday-loaf", "friday-roll"}
    for offer, codes in (("friday-loaf", []), ("friday-roll", ["OFFER_NOT_FOR_MEMBER"])):
        asked = {"idempotencyKey": key(), "offer": offer}
        claimed = (await town.world.app(CLAIM, chosen["friday-loaf"][0], input=asked))["claimOffer"]
        assert [error["code"] for error in claimed["userErrors"]] == codes

    # Everybody comes as often as everybody else: nothing is shown, and of so few members in a group nothing is said.
    for who in town.cards:
        await town.buys(who, "10.00", "varna")
    await town.later("1 min")
    _, variants = await town.counted("fridays")
    assert {name: one["members"] for name, one in variants.items()} == {
        "holdout": len(chosen[None]), "loaf": len(chosen["friday-loaf"]), "roll": len(chosen["friday-roll"]),
    }  # fmt: skip
    assert variants["holdout"]["compared"] is None
    for name in ("loaf", "roll"):
        enough = min(variants[name]["members"], variants["holdout"]["members"]) >= 10
        told = variants[name]["compared"]["goal"]
        assert told["effect"] == ("NONE_SHOWN" if enough else "TOO_FEW")
        assert told["words"].startswith("no effect shown: with 95 %" if enough else "too few members to say: it takes")

    # Nobody is searched by their variant, and there is no experiment but those of the programme.
    refused = (await town.world.staff(CHURN, one=['member.variants.fridays == "loaf"']))["churn"]
    assert [error["code"] for error in refused["userErrors"]] == ["ATTRIBUTE_NOT_STORED"]
    assert (await town.world.staff(REPORT, id="mornings"))["experiment"] is None
