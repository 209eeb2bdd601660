"""What people do at a till and in the app with offers, in few words."""

from typing import Any

from journey_world import Journey, key

JOIN = "mutation($input: JoinInput!) { join(input: $input) { member { code } userErrors { code } } }"
OUTCOMES = """outcomes { __typename message ... on VoucherIssued { offer reasons } ... on VoucherRedeemed { offer
    tookOff { amount } } ... on VoucherCancelled { offer because } ... on VoucherRestored { offer } }"""
MINE = """query($usable: Boolean!) { me { vouchers(first: 50, usable: $usable) { nodes {
    id offer code status isClosed reasons benefit { words } } } wallet { balances { asset { id } available } } } }"""


def mutation(name: str) -> str:
    """A mutation that answers with outcomes and errors."""
    kind = f"{name[0].upper()}{name[1:]}Input"
    return f"mutation($input: {kind}!) {{ done: {name}(input: $input) {{ {OUTCOMES} userErrors {{ code }} }} }}"


async def joins(journey: Journey, who: str, zone: str, language: str = "en") -> None:
    asked = {"idempotencyKey": key(), "zone": zone, "language": language}
    assert (await journey.member(who, JOIN, input=asked))["join"]["userErrors"] == []


async def allows_profiling(journey: Journey, who: str) -> None:
    """Says yes to being known by what one buys."""
    said = await in_the_app(journey, who, "setConsent", purpose="PROFILING", granted=True, textVersion="1")
    assert said["userErrors"] == []


async def at_the_till(journey: Journey, name: str, **said: Any) -> Any:
    """What a till's mutation answers."""
    return (await journey.till(mutation(name), input={"idempotencyKey": key(), **said}))["done"]


async def in_the_app(journey: Journey, who: str, name: str, **said: Any) -> Any:
    """What a member's mutation answers."""
    return (await journey.member(who, mutation(name), input={"idempotencyKey": key(), **said}))["done"]


async def card_of(journey: Journey, who: str) -> dict[str, str]:
    """How the till names a member: by the code that their app shows."""
    return {"code": (await journey.member(who, "{ me { code } }"))["me"]["code"]}


async def buys(journey: Journey, who: str, reference: str, amount: str, *goods: tuple[str, str], currency: str) -> Any:
    """A purchase, with goods of a category and a price each."""
    items = [{"category": category, "price": money(price, currency)} for category, price in goods]
    said = {"reference": reference, "amount": money(amount, currency), "items": items}
    return await at_the_till(journey, "recordPurchase", member=await card_of(journey, who), **said)


async def vouchers(journey: Journey, who: str, *, usable: bool = True) -> list[Any]:
    """The member's vouchers, the latest first."""
    mine: list[Any] = (await journey.member(who, MINE, usable=usable))["me"]["vouchers"]["nodes"]
    return mine


async def balance(journey: Journey, who: str, asset: str) -> int:
    held = (await journey.member(who, MINE, usable=True))["me"]["wallet"]["balances"]
    return next(int(one["available"]) for one in held if one["asset"]["id"] == asset)


def offers(payload: Any, kind: str = "VoucherIssued") -> list[str]:
    """The offers of the vouchers that something happened to; what it answers is no refusal."""
    assert payload["userErrors"] == []
    return [one["offer"] for one in payload["outcomes"] if one["__typename"] == kind]


def refusals(payload: Any) -> list[str]:
    return [error["code"] for error in payload["userErrors"]]


def money(amount: str, currency: str) -> dict[str, str]:
    return {"amount": amount, "currencyCode": currency}
