"""Mission 11, charity programmes: members would rather give than take, and see what it comes to."""

from typing import Any

from journey_world import Journey, Travel, key

OUTCOMES = """outcomes { __typename message ... on Earned { asset earned: amount }
    ... on Donated { cause worth { ...M } } ... on SharedWithCause { cause worth { ...M } }
    ... on ShareTakenBack { cause worth { ...M } } }"""
JOIN = "mutation($input: JoinInput!) { join(input: $input) { member { code } userErrors { code } } }"
MONEY = "fragment M on Money { amount currencyCode }"


def mutation(name: str) -> str:
    """A mutation that answers with outcomes and errors."""
    kind = f"{name[0].upper()}{name[1:]}Input"
    return f"mutation($input: {kind}!) {{ done: {name}(input: $input) {{ {OUTCOMES} userErrors {{ code }} }} }} {MONEY}"


BUY, RETURN, VISIT = mutation("recordPurchase"), mutation("recordReturn"), mutation("recordVisit")
DONATE, CHOOSE = mutation("donate"), mutation("chooseCause")
CAUSES = """{ me { wallet { balances { asset { id } available pending } } causes { id name open chosen
    myGiven { total { amount } } progress { percent reached members total { amount } } } } }"""
TRANSACTION = "{ me { wallet { transactions(first: 1) { nodes { id kind } } } } }"
REVERSE = """mutation($input: ReverseTransactionInput!) { done: reverseTransaction(input: $input) {
    outcomes { __typename message } userErrors { code } } }"""


async def test_a_life_of_giving(travel: Travel) -> None:
    async with travel("charity") as journey:
        await joins(journey, "anna")
        await joins(journey, "boris", language="bg")

        # A purchase earns leaves that wait, and shares with the trees of everybody.
        first = await buys(journey, "anna", "r1", "80.00")
        assert earned(first) == [("leaves", 800)]
        assert shared(first) == [("city-trees", "0.40")]
        assert await refused(journey, "anna", "coral-reef", "leaves", 100) == ["INSUFFICIENT_BALANCE"]

        # Once the leaves can be spent, they can be given; there is a smallest gift, and a cause may be over.
        await journey.later("15d")
        assert await refused(journey, "anna", "coral-reef", "leaves", 49) == ["DONATION_TOO_SMALL"]
        assert await refused(journey, "anna", "flood-relief", "leaves", 500) == ["CAUSE_NOT_OPEN"]
        assert await refused(journey, "anna", "city-trees", "leaves", 500) == ["ASSET_NOT_ACCEPTED"]
        [receipt] = await gives(journey, "anna", "coral-reef", "leaves", 500)
        assert receipt["message"] == "Leaves -500 for A living coral reef, worth 2.50 GBP"
        assert receipt["worth"] == {"amount": "2.50", "currencyCode": "GBP"}

        # From the choice on, 2.5 % of what she spends goes to the reef; a part that comes back takes its part back.
        chosen = await acts(journey, "anna", CHOOSE, cause="coral-reef")
        assert chosen[0]["message"] == "Your purchases now share with A living coral reef"
        second = await buys(journey, "anna", "r2", "400.00")
        assert shared(second) == [("coral-reef", "10.00"), ("city-trees", "2.00")]
        back = await brings_back(journey, "anna", "r2", "100.00")
        assert taken_back(back) == [("coral-reef", "2.50"), ("city-trees", "0.50")]

        # Visits earn thanks, which are given to another cause, whose goal counts them.
        for _ in range(2):
            await visits(journey, "boris")
        await gives(journey, "boris", "warm-coats", "thanks", 10)

        home = await journey.member("anna", CAUSES)
        causes = {cause["id"]: cause for cause in home["me"]["causes"]}
        assert [name for name, cause in causes.items() if cause["chosen"]] == ["coral-reef"]
        assert [name for name, cause in causes.items() if not cause["open"]] == ["flood-relief"]
        assert causes["coral-reef"]["progress"] == progress(50, members=1, total="10.00")
        assert causes["coral-reef"]["myGiven"] == {"total": {"amount": "10.00"}}
        assert causes["city-trees"]["progress"] == progress(None, members=1, total="1.90")
        assert causes["warm-coats"]["progress"] == progress(1, members=1, total="15.00")
        assert causes["warm-coats"]["myGiven"] == {"total": {"amount": "0.00"}}
        assert balances(home) == {"leaves": (300, 3_000), "thanks": (0, 0)}

        # Together they reach the goal, which closes nothing.
        await buys(journey, "boris", "r3", "400.00")
        await journey.later("15d")
        await gives(journey, "boris", "coral-reef", "leaves", 2_000)
        reef = await cause_of(journey, "boris", "coral-reef")
        assert reef["name"] == "Жив коралов риф"
        assert reef["progress"] == progress(100, members=2, total="20.00")
        await gives(journey, "boris", "coral-reef", "leaves", 200)
        assert (await cause_of(journey, "boris", "coral-reef"))["progress"]["percent"] == 105

        # A donation made by mistake is undone by staff, and no longer counts.
        [latest] = (await journey.member("boris", TRANSACTION))["me"]["wallet"]["transactions"]["nodes"]
        assert latest["kind"] == "DONATE"
        undo = {"idempotencyKey": key(), "transactionId": latest["id"], "reason": "A typing error"}
        undone = (await journey.staff(REVERSE, input=undo))["done"]
        assert [one["__typename"] for one in undone["outcomes"]] == ["Reversed", "DonationUndone"]
        home = await journey.member("boris", CAUSES)
        assert balances(home)["leaves"] == (2_000, 0)
        await journey.check_books()


async def test_a_purchase_that_comes_back_whole_leaves_nothing_with_the_causes(travel: Travel) -> None:
    async with travel("charity") as journey:
        await joins(journey, "anna")
        await acts(journey, "anna", CHOOSE, cause="coral-reef")
        await buys(journey, "anna", "r1", "33.33")
        assert taken_back(await brings_back(journey, "anna", "r1", None)) == [
            ("coral-reef", "0.83"),
            ("city-trees", "0.16"),
        ]
        for cause in ("coral-reef", "city-trees"):
            assert (await cause_of(journey, "anna", cause))["progress"]["members"] == 0
        await journey.check_books()


async def joins(journey: Journey, who: str, language: str = "en") -> None:
    asked = {"idempotencyKey": key(), "zone": "Europe/London", "language": language}
    joined = (await journey.member(who, JOIN, input=asked))["join"]
    assert joined["userErrors"] == []


async def code_of(journey: Journey, who: str) -> dict[str, str]:
    """How the till names a member: by the code that their app shows."""
    return {"code": (await journey.member(who, "{ me { code } }"))["me"]["code"]}


async def buys(journey: Journey, who: str, reference: str, pounds: str) -> list[Any]:
    return await at_the_till(journey, BUY, who, reference=reference, amount=gbp(pounds))


async def brings_back(journey: Journey, who: str, reference: str, pounds: str | None) -> list[Any]:
    return await at_the_till(journey, RETURN, who, reference=reference, amount=gbp(pounds) if pounds else None)


async def visits(journey: Journey, who: str) -> list[Any]:
    return await at_the_till(journey, VISIT, who)


async def gives(journey: Journey, who: str, cause: str, asset: str, amount: int) -> list[Any]:
    return await acts(journey, who, DONATE, cause=cause, asset=asset, amount=amount)


async def refused(journey: Journey, who: str, cause: str, asset: str, amount: int) -> list[str]:
    """The codes of why a donation is refused."""
    asked = {"idempotencyKey": key(), "cause": cause, "asset": asset, "amount": amount}
    done = (await journey.member(who, DONATE, input=asked))["done"]
    assert done["outcomes"] == []
    return [error["code"] for error in done["userErrors"]]


async def acts(journey: Journey, who: str, query: str, **asked: Any) -> list[Any]:
    """The outcomes of what a member does."""
    done = (await journey.member(who, query, input={"idempotencyKey": key(), **asked}))["done"]
    assert done["userErrors"] == []
    outcomes: list[Any] = done["outcomes"]
    return outcomes


async def at_the_till(journey: Journey, query: str, who: str, **asked: Any) -> list[Any]:
    """The outcomes of what the till records."""
    said = {"idempotencyKey": key(), "member": await code_of(journey, who), **asked}
    done = (await journey.till(query, input=said))["done"]
    assert done["userErrors"] == []
    outcomes: list[Any] = done["outcomes"]
    return outcomes


async def cause_of(journey: Journey, who: str, cause: str) -> Any:
    causes = (await journey.member(who, CAUSES))["me"]["causes"]
    return next(one for one in causes if one["id"] == cause)


def gbp(amount: str) -> dict[str, str]:
    return {"amount": amount, "currencyCode": "GBP"}


def earned(outcomes: list[Any]) -> list[tuple[str, int]]:
    return [(one["asset"], one["earned"]) for one in outcomes if one["__typename"] == "Earned"]


def shared(outcomes: list[Any]) -> list[tuple[str, str]]:
    return [(one["cause"], one["worth"]["amount"]) for one in outcomes if one["__typename"] == "SharedWithCause"]


def taken_back(outcomes: list[Any]) -> list[tuple[str, str]]:
    return [(one["cause"], one["worth"]["amount"]) for one in outcomes if one["__typename"] == "ShareTakenBack"]


def progress(percent: int | None, *, members: int, total: str) -> dict[str, Any]:
    reached = None if percent is None else percent >= 100
    return {"percent": percent, "reached": reached, "members": members, "total": {"amount": total}}


def balances(home: Any) -> dict[str, tuple[int, int]]:
    return {one["asset"]["id"]: (one["available"], one["pending"]) for one in home["me"]["wallet"]["balances"]}
