"""What members, their friends and the till do in the journeys about referral."""

from typing import Any

from journey_world import Journey, key

JOIN = "mutation($input: JoinInput!) { join(input: $input) { member { code } userErrors { code } } }"
OUTCOMES = "outcomes { __typename message ... on Earned { rule amount } ... on TakenBack { rule amount } }"
CREATE = f"""mutation($input: CreateInvitationInput!) {{ done: createInvitation(input: $input) {{
    invitation {{ code link expiresAt }} {OUTCOMES} userErrors {{ code }} }} }}"""
ACCEPT = f"""mutation($input: AcceptInvitationInput!) {{ done: acceptInvitation(input: $input) {{
    {OUTCOMES} userErrors {{ code message }} }} }}"""
BUY = f"""mutation($input: RecordPurchaseInput!) {{ done: recordPurchase(input: $input) {{
    {OUTCOMES} reasons {{ rule message }} userErrors {{ code }} }} }}"""
RETURN = f"""mutation($input: RecordReturnInput!) {{ done: recordReturn(input: $input) {{
    {OUTCOMES} userErrors {{ code }} }} }}"""
HOME = """{ me { code wallet { balances { available pending } }
    referral { earned { amount } limits { paidInvitationsLeft joiningFriendsLeft friendsOfFriendsLeft }
        invitations { nodes { stage } } }
    activities(first: 1) { nodes { kind outcomes { message ... on Moved { amount } } } } } }"""


async def joins(journey: Journey, who: str, zone: str) -> None:
    asked = {"idempotencyKey": key(), "zone": zone, "language": "en"}
    assert (await journey.member(who, JOIN, input=asked))["join"]["userErrors"] == []
    await journey.later("1h")


async def invites(journey: Journey, who: str, **said: Any) -> Any:
    """Makes an invitation; the answer is the payload."""
    done = (await journey.member(who, CREATE, input={"idempotencyKey": key(), **said}))["done"]
    assert done["userErrors"] == []
    return done


async def accepts(journey: Journey, who: str, code: str, **said: Any) -> Any:
    return (await journey.member(who, ACCEPT, input={"idempotencyKey": key(), "code": code, **said}))["done"]


async def buys(journey: Journey, who: str, reference: str, amount: str, currency: str, **said: Any) -> Any:
    asked = {
        "idempotencyKey": key(),
        "member": {"code": (await home(journey, who))["code"]},
        "reference": reference,
        "amount": {"amount": amount, "currencyCode": currency},
        **said,
    }
    done = (await journey.till(BUY, input=asked))["done"]
    assert done["userErrors"] == []
    return done


async def brings_back(journey: Journey, who: str, reference: str) -> Any:
    asked = {
        "idempotencyKey": key(),
        "member": {"code": (await home(journey, who))["code"]},
        "reference": reference,
    }
    done = (await journey.till(RETURN, input=asked))["done"]
    assert done["userErrors"] == []
    return done


async def home(journey: Journey, who: str) -> Any:
    return (await journey.member(who, HOME))["me"]


async def latest(journey: Journey, who: str) -> tuple[str, list[str]]:
    """What was recorded last for a member, and the messages about it."""
    [activity] = (await home(journey, who))["activities"]["nodes"]
    return activity["kind"], [one["message"] for one in activity["outcomes"]]


async def held(journey: Journey, who: str) -> tuple[int, int]:
    """What a member can spend, and what is pending."""
    [balance] = (await home(journey, who))["wallet"]["balances"]
    return balance["available"], balance["pending"]


def codes(payload: Any) -> list[str]:
    return [error["code"] for error in payload["userErrors"]]


def rules(payload: Any) -> dict[str, int]:
    """What each rule of the referral gave, or lost."""
    moved = [one for one in payload["outcomes"] if one.get("rule", "").startswith("referral:")]
    return {one["rule"]: one["amount"] for one in moved}
