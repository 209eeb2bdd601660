"""What a till sends."""

from typing import Any

from api_world import World, euros, key

RESULT = """
activity { id kind source reference at programmeVersion }
member { id code balances { asset { id name } available pending } }
outcomes {
  __typename message
  ... on Moved { asset amount transactionId }
  ... on Earned { rule activeAt expiresAt }
  ... on TakenBack { rule due policy }
  ... on Returned { purchaseId minorUnits }
}
reasons { rule message }
userErrors {
  __typename code message field retryable
  ... on ReturnTooLargeError { left }
  ... on AmountTooLargeError { most }
}
"""
PURCHASE = f"mutation($input: RecordPurchaseInput!) {{ recordPurchase(input: $input) {{ {RESULT} }} }}"
RETURN = f"mutation($input: RecordReturnInput!) {{ recordReturn(input: $input) {{ {RESULT} }} }}"
VISIT = f"mutation($input: RecordVisitInput!) {{ recordVisit(input: $input) {{ {RESULT} }} }}"
PREVIEW = """
query($member: MemberReferenceInput!, $amount: MoneyInput!) {
  previewPurchase(member: $member, amount: $amount, channel: "till") {
    outcomes {
      __typename message
      ... on Moved { asset amount transactionId }
      ... on Earned { rule activeAt expiresAt }
    }
    reasons { rule message }
    userErrors { code field }
  }
}
"""
ANNA = {"externalId": "anna"}


async def purchase(world: World, euro: str = "25.00", partner: str = "till", **said: Any) -> dict[str, Any]:
    """Anna's purchase `r1`, unless said otherwise."""
    given = {"idempotencyKey": key(), "member": ANNA, "reference": "r1", "amount": euros(euro), **said}
    payload: dict[str, Any] = (await world.partner(PURCHASE, partner, input=given))["recordPurchase"]
    return payload


async def bring_back(world: World, partner: str = "till", **said: Any) -> dict[str, Any]:
    """The return of Anna's purchase `r1`, whole unless an amount is said."""
    given = {"idempotencyKey": key(), "member": ANNA, "reference": "r1", **said}
    payload: dict[str, Any] = (await world.partner(RETURN, partner, input=given))["recordReturn"]
    return payload


async def visit(world: World, partner: str = "till", **said: Any) -> dict[str, Any]:
    """Anna's visit."""
    given = {"idempotencyKey": key(), "member": ANNA, **said}
    payload: dict[str, Any] = (await world.partner(VISIT, partner, input=given))["recordVisit"]
    return payload


async def preview(world: World, amount: str, member: dict[str, str] = ANNA, currency: str = "EUR") -> dict[str, Any]:
    """What a purchase of Anna's would earn."""
    answer = await world.partner(PREVIEW, member=member, amount=euros(amount, currency))
    payload: dict[str, Any] = answer["previewPurchase"]
    return payload


def balances(payload: dict[str, Any]) -> dict[str, tuple[int, int]]:
    """Available and pending, by asset."""
    held = payload["member"]["balances"]
    return {balance["asset"]["id"]: (balance["available"], balance["pending"]) for balance in held}
