"""Inviting over the member API, in few words."""

from typing import Any

from member_world import PROGRAMME, World, key

from app.engine.activities import Purchase, Return
from app.engine.record import record

WITH_REFERRAL = (
    PROGRAMME
    + """
referral:
  name: {en: Bring a friend, uk: Приведи друга}
  text: Both of you win.
  link: https://example.org/join?code={code}
  accepted_within: 7d
  daily_limit: 4
  smallest_purchase: 10.00
  inviter:
    sent: {earn: points, amount: 1}
    joined: {earn: points, amount: 10}
    bought: {earn: points, amount: 100}
  friend: {joined: {earn: points, amount: 5}, bought: {earn: points, amount: 7}}
  second_level: {earn: points, amount: 1000}
  limits: {sent: {times: 2, per: week}, friends: 1, friends_of_friends: 3}
"""
)
INVITATION = "id code link channel stage at sentAt expiresAt"
ERRORS = """
    __typename code message field retryable ... on InvitationLimitReachedError { limit nextAt }
    ... on InvitationExpiredError { expiredAt } ... on AlreadyInvitedError { acceptedAt }
    ... on JoinedTooLongAgoError { until }
"""
RESULT = f"""
    outcomes {{ __typename message ... on InvitationSent {{ invitationId expiresAt }}
                ... on InvitationCancelled {{ invitationId }} ... on Earned {{ rule amount }} }}
    member {{ referral {{ code earned {{ amount }} acceptedAt canAcceptUntil }} }} userErrors {{ {ERRORS} }}
"""
CREATE = f"""mutation($input: CreateInvitationInput!) {{ done: createInvitation(input: $input) {{
    invitation {{ {INVITATION} }} {RESULT} }} }}"""
CANCEL = f"""mutation($input: CancelInvitationInput!) {{ done: cancelInvitation(input: $input) {{
    invitation {{ {INVITATION} }} {RESULT} }} }}"""
ACCEPT = f"mutation($input: AcceptInvitationInput!) {{ done: acceptInvitation(input: $input) {{ {RESULT} }} }}"
ME = f"""query($first: Int!, $after: String) {{ me {{
    referral {{
        code link acceptedAt canAcceptUntil earned {{ asset {{ id }} amount }}
        limits {{ invitationsLeft paidInvitationsLeft joiningFriendsLeft buyingFriendsLeft friendsOfFriendsLeft }}
        invitations(first: $first, after: $after) {{
            nodes {{ {INVITATION} }} pageInfo {{ hasNextPage endCursor }} }}
    }}
    activities(first: 10) {{ nodes {{ kind source outcomes {{ message
        ... on FriendStepped {{ invitationId step }} ... on Earned {{ rule amount }} }} reasons {{ rule message }} }} }}
}} }}"""
TERMS = """{ programme { referral { name text words dailyLimit smallestPurchase { amount currencyCode } rewards {
    sent { ...P } joined { ...P } bought { ...P } friendJoined { ...P } friendBought { ...P } secondLevel { ...P }
} } } } fragment P on Prize { asset { id } amount }"""
NODE = f"query($id: ID!) {{ node(id: $id) {{ ... on Invitation {{ {INVITATION} }} }} }}"


async def create(world: World, who: str = "anna", **more: Any) -> Any:
    return (await world.ask(CREATE, who, input={"idempotencyKey": key(), **more}))["done"]


async def cancel(world: World, invitation: str, who: str = "anna", **more: Any) -> Any:
    asked = {"idempotencyKey": key(), "invitation": invitation, **more}
    return (await world.ask(CANCEL, who, input=asked))["done"]


async def accept(world: World, code: str, who: str = "boris", **more: Any) -> Any:
    return (await world.ask(ACCEPT, who, input={"idempotencyKey": key(), "code": code, **more}))["done"]


async def join_later(world: World, who: str = "boris") -> None:
    """Somebody joins a minute later."""
    world.later(minutes=1)
    await world.join(who)


async def referral(world: World, who: str = "anna", first: int = 20, after: str | None = None) -> Any:
    return (await world.ask(ME, who, first=first, after=after))["me"]["referral"]


async def activities(world: World, who: str = "anna") -> Any:
    return (await world.ask(ME, who, first=1))["me"]["activities"]["nodes"]


async def buys(world: World, reference: str, who: str = "boris") -> None:
    bought = Purchase(partner="till", reference=reference, amount=1_000, currency="EUR")
    await record(world.backend, await world.member(who), bought, key(), "partner:till")


async def brings_back(world: World, reference: str, who: str = "boris") -> None:
    returned = Return(partner="till", reference=reference)
    await record(world.backend, await world.member(who), returned, key(), "partner:till")


def codes(payload: Any) -> list[tuple[str, list[str] | None]]:
    return [(error["code"], error["field"]) for error in payload["userErrors"]]
