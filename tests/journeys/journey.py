"""A member's life with a programme, through the public APIs alone: the app, the till, and the development clock."""

from dataclasses import dataclass
from typing import Any

from api_world import World, key

JOIN = "mutation($input: JoinInput!) { join(input: $input) { member { code } userErrors { code } } }"
RESULT = """outcomes { message ... on Earned { rule amount } ... on TakenBack { rule amount } }
    reasons { rule message } userErrors { code }"""
BUY = f"mutation($input: RecordPurchaseInput!) {{ recordPurchase(input: $input) {{ {RESULT} }} }}"
RETURN = f"mutation($input: RecordReturnInput!) {{ recordReturn(input: $input) {{ {RESULT} }} }}"
VISIT = f"mutation($input: RecordVisitInput!) {{ recordVisit(input: $input) {{ {RESULT} }} }}"
PREVIEW = """query($member: MemberReferenceInput!, $amount: MoneyInput!) {
    previewPurchase(member: $member, amount: $amount) {
        outcomes { ... on Earned { rule amount } } userErrors { code } } }"""
REPORT = """mutation($input: RecordActivityInput!) { recordActivity(input: $input) {
    activity { reasons { rule message } } outcomes { ... on Earned { rule amount } } userErrors { code } } }"""
CHECK_IN = """mutation($input: CheckInInput!) { checkIn(input: $input) {
    outcomes { ... on Earned { rule amount } } userErrors { code } } }"""
BALANCES = "{ me { wallet { balances { asset { id } available } } } }"
HISTORY = "{ me { activities(first: 1) { nodes { kind reasons { rule message } } } } }"
ADVANCE = "mutation($input: AdvanceClockInput!) { advanceClock(input: $input) { userErrors { code } } }"


@dataclass
class Journey:
    """Anna, her card, and the shop's currency."""

    world: World
    currency: str
    code: str = ""

    async def join(self, zone: str) -> None:
        asked = {"idempotencyKey": key(), "zone": zone, "language": "en"}
        joined = (await self.world.app(JOIN, input=asked))["join"]
        self.code = joined["member"]["code"]

    async def buys(self, amount: str, reference: str | None = None, **said: Any) -> dict[str, Any]:
        money = self._money(amount)
        given = {"reference": reference or key(), "amount": money, **said}
        return await self._till(BUY, "recordPurchase", given)

    async def brings_back(self, reference: str, amount: str) -> dict[str, Any]:
        return await self._till(RETURN, "recordReturn", {"reference": reference, "amount": self._money(amount)})

    async def comes_by(self) -> dict[str, Any]:
        return await self._till(VISIT, "recordVisit", {})

    async def foresees(self, amount: str) -> dict[str, Any]:
        answer = await self.world.partner(PREVIEW, member={"code": self.code}, amount=self._money(amount))
        payload: dict[str, Any] = answer["previewPurchase"]
        return payload

    async def reports(self, kind: str, **fields: str) -> dict[str, Any]:
        said = [{"name": name, "value": value} for name, value in fields.items()]
        asked = {"idempotencyKey": key(), "kind": kind, "fields": said}
        payload: dict[str, Any] = (await self.world.app(REPORT, input=asked))["recordActivity"]
        return payload

    async def checks_in(self, store: str, at: tuple[float, float]) -> dict[str, Any]:
        asked = {"idempotencyKey": key(), "store": store, "near": {"latitude": at[0], "longitude": at[1]}}
        payload: dict[str, Any] = (await self.world.app(CHECK_IN, input=asked))["checkIn"]
        return payload

    async def balances(self) -> dict[str, int]:
        held = (await self.world.app(BALANCES))["me"]["wallet"]["balances"]
        return {balance["asset"]["id"]: balance["available"] for balance in held}

    async def told(self) -> dict[str, str]:
        """The reasons that the app shows of what Anna did last."""
        [latest] = (await self.world.app(HISTORY))["me"]["activities"]["nodes"]
        return {reason["rule"]: reason["message"] for reason in latest["reasons"]}

    async def waits(self, *spans: str) -> None:
        for span in spans:
            answer = await self.world.staff(ADVANCE, input={"idempotencyKey": key(), "by": span})
            assert answer["advanceClock"]["userErrors"] == []

    async def _till(self, mutation: str, name: str, said: dict[str, Any]) -> dict[str, Any]:
        given = {"idempotencyKey": key(), "member": {"code": self.code}, **said}
        payload: dict[str, Any] = (await self.world.partner(mutation, input=given))[name]
        return payload

    def _money(self, amount: str) -> dict[str, str]:
        return {"amount": amount, "currencyCode": self.currency}


def rules(payload: dict[str, Any]) -> dict[str, int]:
    """How much each rule gave, or lost."""
    assert payload["userErrors"] == []
    return {one["rule"]: one["amount"] for one in payload["outcomes"] if "rule" in one}


def refusals(payload: dict[str, Any]) -> list[str]:
    return [error["code"] for error in payload["userErrors"]]
