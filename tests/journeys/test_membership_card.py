"""Mission 12, a paid membership card: a yearly fee buys discounts, privileges and bonuses."""

from typing import Any

from journey_world import Journey, Travel, key

RESULT = """outcomes { __typename message ... on Earned { rule amount } ... on TakenBack { rule amount due } }
    userErrors { code }"""
JOIN = "mutation($input: JoinInput!) { join(input: $input) { member { code } userErrors { code } } }"
HOME = """{ me { tier { level { id name benefits } until counted { words } next { level { id } missing { words } }
    keep { missing { words } until } history { level { id } } }
    paidMemberships { id active until terms { words } } wallet { balance(asset: "pages") { available } } } }"""
HISTORY = "{ me { activities(first: 20) { nodes { kind outcomes { message } reasons { rule message } } } } }"
TERMS = "{ programme { tiers { words levels { id words benefits } } memberships { id words level { id } } } }"
SEEN = "query($code: String!) { memberByCode(code: $code) { tier paidMemberships } }"
CARD = {"category": "card", "price": {"amount": "25.00", "currencyCode": "EUR"}, "sku": "CARD-PLUS"}


def mutation(name: str) -> str:
    kind = f"{name[0].upper()}{name[1:]}Input"
    return f"mutation($input: {kind}!) {{ done: {name}(input: $input) {{ {RESULT} }} }}"


class Reader:
    """Somebody who buys books, and the till that they buy them at."""

    def __init__(self, journey: Journey) -> None:
        self.journey = journey
        self.code = ""

    async def joins(self) -> None:
        asked = {"idempotencyKey": key(), "zone": "Europe/Sofia", "language": "en"}
        self.code = (await self.journey.member("anna", JOIN, input=asked))["join"]["member"]["code"]

    async def home(self) -> Any:
        return (await self.journey.member("anna", HOME))["me"]

    async def at_the_till(self, name: str, **said: Any) -> Any:
        asked = {"idempotencyKey": key(), "member": {"code": self.code}, **said}
        return (await self.journey.till(mutation(name), input=asked))["done"]

    async def buys(self, reference: str, euros: str, *items: Any) -> Any:
        amount = {"amount": euros, "currencyCode": "EUR"}
        return await self.at_the_till("recordPurchase", reference=reference, amount=amount, items=list(items))

    async def pays_with_pages(self, membership: str) -> Any:
        asked = {"idempotencyKey": key(), "membership": membership}
        return (await self.journey.member("anna", mutation("buyMembership"), input=asked))["done"]


def gave(done: Any) -> dict[str, int]:
    assert done["userErrors"] == []
    return {one["rule"]: one["amount"] for one in done["outcomes"] if "rule" in one}


def told(done: Any) -> list[str]:
    assert done["userErrors"] == []
    kinds = ("TierChanged", "MembershipBought", "MembershipCancelled", "MembershipEnded")
    return [one["message"] for one in done["outcomes"] if one["__typename"] in kinds]


async def test_a_life_with_the_card(travel: Travel) -> None:
    async with travel("membership-card") as journey:
        anna = Reader(journey)
        await anna.joins()

        # Everybody reads beforehand what the card costs and gives.
        terms = (await journey.member("anna", TERMS))["programme"]
        assert terms["memberships"][0]["words"] == "1 year for 1000 pages or €25.00, with 50 pages"
        assert terms["tiers"]["levels"][1]["benefits"] == [
            "10 % off every book", "New books a day earlier", "2 times the pages that you earn",
        ]  # fmt: skip

        # Without the card a euro is a page, and with pages alone the card is out of reach.
        assert gave(await anna.buys("r1", "100.00")) == {"pages-for-purchases": 100}
        assert [error["code"] for error in (await anna.pays_with_pages("plus"))["userErrors"]] == [
            "INSUFFICIENT_BALANCE"
        ]

        # The card is sold at the till like a book: it earns nothing itself, and the next purchase counts double.
        card = await anna.buys("card", "25.00", CARD)
        assert gave(card) == {"membership:plus": 50, "tier:friend": 100}
        assert len(told(card)) == 2
        assert told(card)[1] == "You reached Reader Plus"
        assert (await journey.till(SEEN, code=anna.code))["memberByCode"] == {
            "tier": "reader-plus",
            "paidMemberships": ["plus"],
        }
        assert gave(await anna.buys("r2", "40.00")) == {"pages-for-purchases": 40, "tier:reader-plus:pages": 40}
        home = await anna.home()
        assert home["tier"]["level"]["name"] == "Reader Plus"
        assert home["paidMemberships"][0]["active"] is True
        assert home["tier"]["until"] == home["paidMemberships"][0]["until"], "the end can be seen beforehand"

        # Renewed in time, it goes on where the first year ends.
        ends = home["paidMemberships"][0]["until"]
        await journey.later("11 months")
        renewed = await anna.buys("renewal", "25.00", CARD)
        assert gave(renewed) == {"membership:plus": 50}
        later = (await anna.home())["paidMemberships"][0]["until"]
        assert (int(later[:4]), later[4:10]) == (int(ends[:4]) + 1, ends[4:10])

        # The renewal is brought back: the first year goes on to its end, and what the renewal gave goes back.
        back = await anna.at_the_till("recordReturn", reference="renewal")
        assert told(back) == ["Plus card was cancelled"]
        assert gave(back) == {"membership:plus": -50}
        assert (await anna.home())["paidMemberships"][0]["until"] == ends

        # When it ends, the level is what was earned beside it: nothing here; and the history says why.
        await journey.later("2 months")
        home = await anna.home()
        assert (home["tier"]["level"], home["paidMemberships"][0]["active"]) == (None, False)
        visit = await anna.at_the_till("recordVisit")
        assert told(visit) == ["Plus card has ended", "You are no longer Reader Plus"]
        assert gave(await anna.buys("r3", "10.00")) == {"pages-for-purchases": 10}
        await journey.check_books()


async def test_a_month_for_pages_beside_a_level_that_is_earned(travel: Travel) -> None:
    async with travel("membership-card") as journey:
        anna = Reader(journey)
        await anna.joins()
        bought = await anna.buys("r1", "320.00")
        assert told(bought) == ["You reached Friend of the house"]
        assert gave(bought) == {"pages-for-purchases": 320, "tier:friend": 100}
        taster = await anna.pays_with_pages("taster")
        assert told(taster)[1] == "You reached Reader Plus"
        assert (await anna.home())["wallet"]["balance"]["available"] == 300
        assert (await anna.home())["tier"]["counted"]["words"] == "€320.00", "paying with pages lowers nothing"
        await journey.later("40d")
        home = await anna.home()
        assert (home["tier"]["level"]["id"], home["tier"]["keep"] is not None) == ("friend", True)
        assert [moment["level"] for moment in home["tier"]["history"]] == [
            {"id": "friend"}, {"id": "reader-plus"}, {"id": "friend"},
        ]  # fmt: skip

        # What had made her a friend comes back in part, and she is one no longer.
        back = await anna.at_the_till("recordReturn", reference="r1", amount={"amount": "32.00", "currencyCode": "EUR"})
        assert told(back) == [
            "A month of Plus has ended",
            "Your level is now Friend of the house",
            "You are no longer Friend of the house",
        ]
        assert gave(back) == {"pages-for-purchases": -32, "tier:friend": -100}
        await journey.check_books()
